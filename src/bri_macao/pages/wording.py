"""The fixed words of documents in four languages: labels, kinds and patterns, and no word of any official document.

The Portuguese is that of Macao, in the orthography of its Boletim Oficial.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from bri_macao.model import LANGUAGES

__all__ = ["MONTHS", "WORDING", "Language", "by_language", "spoken", "with_words"]

Language: TypeAlias = Literal["zh-Hans", "zh-Hant", "pt", "en"]
"""The languages in which documents are written; those of `LANGUAGES`."""


def spoken(tag: str) -> Language | None:
    """Which of the four a language is, whatever its region; of Chinese, by its script or where it is written so.

    >>> spoken("pt-BR"), spoken("zh-MO"), spoken("zh"), spoken("fr")
    ('pt', 'zh-Hant', 'zh-Hans', None)
    """
    parts = tag.lower().split("-")
    match parts[0]:
        case "pt" | "en" as language:
            return language
        case "zh":
            return "zh-Hant" if {"hant", "hk", "mo", "tw"}.intersection(parts) else "zh-Hans"
    return None


# In the order of LANGUAGES. A key is a word of the furniture, or a value of the model: `aspect.hold`, `partner.city`.
_TABLE: Mapping[str, tuple[str, str, str, str]] = {
    # Furniture.
    "contents": ("目录", "目錄", "Índice", "Contents"),
    "skip": ("跳至正文", "跳至正文", "Ir para o conteúdo", "Skip to content"),
    "period": ("期间", "期間", "Período", "Period"),
    "arrangement": ("依据", "依據", "Em execução de", "Implements"),
    "source": ("来源文件", "來源文件", "Documento de origem", "Source"),
    "title": ("标题", "標題", "Título", "Title"),
    "publisher": ("发布机构", "發佈機構", "Entidade emissora", "Issued by"),
    "language": ("文件语言", "文件語言", "Língua do documento", "Language of the source"),
    "sha256": ("SHA-256", "SHA-256", "SHA-256", "SHA-256"),
    "length": ("字符数", "字元數", "Número de caracteres", "Length"),
    "characters": ("{} 个字符", "{} 個字元", "{} caracteres", "{} characters"),
    "note": ("备注", "備註", "Nota", "Note"),
    "official-text": ("官方文本", "官方文本", "Texto oficial", "Official text"),
    "attached-none": ("未附官方文本", "未附官方文本", "Sem texto oficial em anexo", "No official text attached"),
    "attached-all": ("各项均已附上", "各項均已附上", "Anexo a todos os trabalhos", "Attached to every item"),
    "attached-some": (
        "{1} 项中的 {0} 项已附上",
        "{1} 項中的 {0} 項已附上",
        "Anexo a {0} de {1} trabalhos",
        "Attached to {0} of {1} items",
    ),
    "own-words": (
        "标题及举措的表述由编者撰写，并非官方文本。",
        "標題及舉措的表述由編者撰寫，並非官方文本。",
        "Os títulos e os enunciados das acções são da autoria dos editores e não constituem texto oficial.",
        "The titles and the statements of actions are the editors' own words, not official text.",
    ),
    "targets": ("目标", "目標", "Metas", "Targets"),
    "areas": ("合作重点", "合作重點", "Domínios", "Policy areas"),
    "partners": ("合作伙伴", "合作夥伴", "Parceiros", "Partners"),
    "mechanisms": ("合作机制", "合作機制", "Mecanismos", "Mechanisms"),
    "name": ("名称", "名稱", "Designação", "Name"),
    "kind": ("类别", "類別", "Categoria", "Kind"),
    "codes": ("代码", "代碼", "Códigos", "Codes"),
    "memberships": ("所属组织", "所屬組織", "Membro de", "Member of"),
    "items": ("工作项", "工作項", "Trabalhos", "Items"),
    "founded": ("设立时间", "設立時間", "Data de criação", "Founded"),
    "operators": ("负责机构", "負責機構", "Entidades responsáveis", "Run by"),
    "part-of": ("隶属于", "隸屬於", "Integrado em", "Part of"),
    # Patterns.
    "since": ("{}起", "{}起", "desde {}", "since {}"),
    "until": ("至{}", "至{}", "até {}", "until {}"),
    "between": ("{}至{}", "{}至{}", "{} a {}", "{} to {}"),
    "due": ("限期：{}", "限期：{}", "até {}", "by {}"),
    "comparison.at-least": ("至少 {}", "至少 {}", "pelo menos {}", "at least {}"),
    "comparison.exactly": ("共 {}", "共 {}", "exactamente {}", "exactly {}"),
    "comparison.ordinal": ("第 {}", "第 {}", "n.º {}", "no. {}"),
    # The model's own values.
    "aspect.continue": ("继续", "繼續", "continuar", "continue"),
    "aspect.deepen": ("深化", "深化", "aprofundar", "deepen"),
    "aspect.start": ("启动", "啟動", "iniciar", "start"),
    "aspect.hold": ("举办", "舉辦", "realizar", "hold"),
    "aspect.complete": ("完成", "完成", "concluir", "complete"),
    "aspect.strive": ("争取", "爭取", "envidar esforços", "strive"),
    "aspect.support": ("支持", "支持", "apoiar", "support"),
    "aspect.encourage": ("鼓励", "鼓勵", "incentivar", "encourage"),
    "aspect.explore": ("探索", "探索", "explorar", "explore"),
    "aspect.prepare": ("筹备", "籌備", "preparar", "prepare"),
    "aspect.promote": ("推动", "推動", "promover", "promote"),
    "aspect.other": ("其他", "其他", "outra", "other"),
    "area.policy-coordination": ("政策沟通", "政策溝通", "coordenação de políticas", "policy coordination"),
    "area.facilities-connectivity": (
        "设施联通",
        "設施聯通",
        "conectividade das infra-estruturas",
        "connectivity of infrastructure",
    ),
    "area.unimpeded-trade": ("贸易畅通", "貿易暢通", "fluidez do comércio", "unimpeded trade"),
    "area.financial-integration": ("资金融通", "資金融通", "integração financeira", "financial integration"),
    "area.people-to-people": ("民心相通", "民心相通", "entendimento entre os povos", "closer people-to-people ties"),
    "partner.country": ("国家", "國家", "país", "country"),
    "partner.territory": ("地区", "地區", "território", "territory"),
    "partner.region": ("区域", "區域", "região", "region"),
    "partner.group": ("国家集团", "國家集團", "grupo de países", "group of countries"),
    "partner.city": ("城市", "城市", "cidade", "city"),
    "partner.zone": ("合作区", "合作區", "zona de cooperação", "zone"),
    "partner.organization": ("组织", "組織", "organização", "organization"),
    "partner.government": ("政府机构", "政府機構", "organismo governamental", "government body"),
    "partner.community": ("群体", "群體", "comunidade", "community"),
    "partner.enterprises": ("企业", "企業", "empresas", "enterprises"),
    "partner.host": ("澳门机构", "澳門機構", "entidade de Macau", "body of Macao"),
    "mechanism.agreement": ("协议", "協議", "acordo", "agreement"),
    "mechanism.arrangement": ("安排", "安排", "convénio", "arrangement"),
    "mechanism.award": ("奖项", "獎項", "prémio", "award"),
    "mechanism.base": ("基地", "基地", "base", "base"),
    "mechanism.campaign": ("系列活动", "系列活動", "série de actividades", "campaign"),
    "mechanism.centre": ("中心", "中心", "centro", "centre"),
    "mechanism.college": ("学院", "學院", "instituto", "college"),
    "mechanism.competition": ("比赛", "比賽", "concurso", "competition"),
    "mechanism.complex": ("综合体", "綜合體", "complexo", "complex"),
    "mechanism.conference": ("会议", "會議", "conferência", "conference"),
    "mechanism.exchange": ("交流活动", "交流活動", "intercâmbio", "exchange"),
    "mechanism.exhibition": ("展览", "展覽", "exposição", "exhibition"),
    "mechanism.festival": ("节庆", "節慶", "festival", "festival"),
    "mechanism.forum": ("论坛", "論壇", "fórum", "forum"),
    "mechanism.fund": ("基金", "基金", "fundo", "fund"),
    "mechanism.lab": ("实验室", "實驗室", "laboratório", "laboratory"),
    "mechanism.network": ("网络", "網絡", "rede", "network"),
    "mechanism.park": ("园区", "園區", "parque", "park"),
    "mechanism.platform": ("平台", "平台", "plataforma", "platform"),
    "mechanism.programme": ("计划", "計劃", "programa", "programme"),
    "mechanism.project": ("项目", "項目", "projecto", "project"),
    "mechanism.scholarship": ("奖学金", "獎學金", "bolsa de estudo", "scholarship"),
    "mechanism.service": ("服务", "服務", "serviço", "service"),
    "mechanism.training": ("培训", "培訓", "formação", "training"),
    "mechanism.workshop": ("工作坊", "工作坊", "workshop", "workshop"),
}


def by_language(table: Mapping[str, tuple[str, str, str, str]]) -> Mapping[str, Mapping[str, str]]:
    """A table of words, each in the order of `LANGUAGES`, by language and key."""
    return MappingProxyType(
        {
            language: MappingProxyType({key: words[place] for key, words in table.items()})
            for place, language in enumerate(LANGUAGES)
        }
    )


WORDING = by_language(_TABLE)
"""By language and key, what a document says."""


def with_words(own: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    """By language and key, what every document says, and words of one's own beside it or in its place.

    >>> with_words({"pt": {"plan": "Plano"}})["pt"]["plan"], "plan" in with_words({})["en"]
    ('Plano', False)
    """
    return MappingProxyType(
        {language: MappingProxyType({**words, **own.get(language, {})}) for language, words in WORDING.items()}
    )


MONTHS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pt": (
            *("Janeiro", "Fevereiro", "Março", "Abril", "Maio", "Junho"),
            *("Julho", "Agosto", "Setembro", "Outubro", "Novembro", "Dezembro"),
        ),
        "en": (
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
    }
)
"""The months in the languages that name them."""
