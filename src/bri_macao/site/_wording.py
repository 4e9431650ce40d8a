"""The fixed words of the page in four languages; kinds, aspects and areas stand in `pages.wording`.

The Portuguese is that of Macao, in the orthography of its Boletim Oficial.
"""

from collections.abc import Mapping

from bri_macao.model import LANGUAGES
from bri_macao.pages.wording import WORDING, by_language

__all__ = ["WORDS"]

_OWN = by_language(
    {
        # Furniture.
        "interface": ("界面语言", "介面語言", "Língua", "Language"),
        "views": ("浏览方式", "瀏覽方式", "Modos de consulta", "Views"),
        "plans": ("计划", "計劃", "Planos", "Plans"),
        "view.items": ("工作项", "工作項", "Trabalhos", "Items"),
        "view.network": ("合作网络", "合作網絡", "Rede de cooperação", "Network"),
        "view.changes": ("年度比较", "年度比較", "Comparação anual", "Year to year"),
        "search": ("检索", "檢索", "Pesquisar", "Search"),
        "search-hint": (
            "可用中文（繁、简体）、葡文或英文",
            "可用中文（繁、簡體）、葡文或英文",
            "Em chinês, português ou inglês",
            "In Chinese, Portuguese or English",
        ),
        "facet.section": ("部分", "部分", "Secção", "Section"),
        "facet.partner": ("合作伙伴", "合作夥伴", "Parceiro", "Partner"),
        "facet.mechanism": ("合作机制", "合作機制", "Mecanismo", "Mechanism"),
        "facet.kind": ("机制类别", "機制類別", "Tipo de mecanismo", "Kind of mechanism"),
        "facet.aspect": ("举措方式", "舉措方式", "Modo de acção", "Kind of action"),
        "facet.area": ("合作重点", "合作重點", "Domínio", "Policy area"),
        "any": ("不限", "不限", "Qualquer", "Any"),
        "clear": ("清除条件", "清除條件", "Limpar", "Clear"),
        "count": ("{1}项中有{0}项符合", "{1}項中有{0}項符合", "{0} de {1} trabalhos", "{0} of {1} items"),
        "count-all": ("共{0}项", "共{0}項", "{0} trabalhos", "{0} items"),
        "none": (
            "没有符合条件的工作项。",
            "沒有符合條件的工作項。",
            "Nenhum trabalho corresponde aos critérios indicados.",
            "No item fits these conditions.",
        ),
        "link": ("第{0}项的链接", "第{0}項的連結", "Ligação ao trabalho {0}", "Link to item {0}"),
        # Evidence.
        "why": ("符合之处", "符合之處", "Fundamento", "Why it fits"),
        "names": ("{0} 即 {1}", "{0} 即 {1}", "{0} designa {1}", "{0} names {1}"),
        "is": ("类别：{0}", "類別：{0}", "categoria: {0}", "kind: {0}"),
        "inferred": ("据上下文推断", "據上下文推斷", "deduzido do contexto", "understood from the context"),
        "member": ("{0} 是 {1} 的成员", "{0} 是 {1} 的成員", "{0} é membro de {1}", "{0} is a member of {1}"),
        "part": ("{1} 是 {0} 的组成部分", "{1} 是 {0} 的組成部分", "{1} faz parte de {0}", "{1} is part of {0}"),
        "field.names": ("标题", "標題", "Título", "Title"),
        "field.statement": ("举措", "舉措", "Acção", "Action"),
        "field.target": ("目标", "目標", "Meta", "Target"),
        "field.surface": ("文件所载名称", "文件所載名稱", "Designação no documento", "Name in the document"),
        "field.text": ("官方文本", "官方文本", "Texto oficial", "Official text"),
        "more": ("另有{0}处", "另有{0}處", "Mais {0}", "{0} more"),
        # The network.
        "network-about": (
            "连线表示同一工作项同时提及有关合作伙伴及机制。选取其中一个，即可据此筛选。",
            "連線表示同一工作項同時提及有關合作夥伴及機制。選取其中一個，即可據此篩選。",
            "As linhas unem os parceiros e os mecanismos referidos no mesmo trabalho. Seleccione um para filtrar.",
            "Lines join the partners and mechanisms that the same item names. Choose one to filter by it.",
        ),
        "network-none": (
            "没有工作项同时提及合作伙伴及机制。",
            "沒有工作項同時提及合作夥伴及機制。",
            "Nenhum trabalho refere simultaneamente parceiros e mecanismos.",
            "No item names both a partner and a mechanism.",
        ),
        "as-table": ("以表格显示", "以表格顯示", "Ver em tabela", "As a table"),
        # Year to year.
        "changes-about": ("{0} 与 {1} 比较", "{0} 與 {1} 比較", "De {0} para {1}", "From {0} to {1}"),
        "tally": ("{1}{0}项", "{1}{0}項", "{1}: {0}", "{0} {1}"),
        "change.kept": ("保留", "保留", "mantido", "kept"),
        "change.reworded": ("内容修订", "內容修訂", "reformulado", "reworded"),
        "change.moved": ("位置调整", "位置調整", "deslocado", "moved"),
        "change.split": ("拆分", "拆分", "desdobrado", "split"),
        "change.merged": ("合并", "合併", "fundido", "merged"),
        "change.added": ("新增", "新增", "aditado", "added"),
        "change.dropped": ("不再列入", "不再列入", "suprimido", "dropped"),
        "gained": ("新提及", "新提及", "Passa a referir", "Now named"),
        "lost": ("不再提及", "不再提及", "Deixa de referir", "No longer named"),
        "before": ("原：", "原：", "Antes: ", "Before: "),
        "after": ("现：", "現：", "Agora: ", "Now: "),
        # For browsers without a script.
        "no-script": (
            "本页面需启用 JavaScript 方可浏览。",
            "本頁面需啟用 JavaScript 方可瀏覽。",
            "Esta página necessita de JavaScript.",
            "This page needs JavaScript.",
        ),
    }
)

_SHARED = ("skip", "period", "targets", "areas", "partners", "mechanisms", "items", "own-words")

WORDS: Mapping[str, Mapping[str, str]] = {
    language: {
        **{key: text for key, text in WORDING[language].items() if "." in key or key in _SHARED},
        **_OWN[language],
    }
    for language in LANGUAGES
}
"""By language and key, what the page says."""
