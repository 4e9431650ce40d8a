"""The words of the data pages, besides those of every document."""

from collections.abc import Mapping

from bri_macao.pages.wording import by_language, with_words

__all__ = ["WORDS"]

# In the order of LANGUAGES.
_TABLE: Mapping[str, tuple[str, str, str, str]] = {
    # What a page is of, and where it belongs.
    "item": ("工作项", "工作項", "Trabalho", "Item"),
    "partner": ("合作伙伴", "合作夥伴", "Parceiro", "Partner"),
    "mechanism": ("合作机制", "合作機制", "Mecanismo", "Mechanism"),
    "section": ("部分", "部分", "Secção", "Section"),
    "data": ("数据", "數據", "Dados", "Data"),
    "previous": ("上一项", "上一項", "Anterior", "Previous"),
    "next": ("下一项", "下一項", "Seguinte", "Next"),
    # Names.
    "id": ("标识", "標識", "Identificador", "Id"),
    "titles": ("标题", "標題", "Títulos", "Titles"),
    "names": ("名称", "名稱", "Designações", "Names"),
    "tongue": ("语言", "語言", "Língua", "Language"),
    "standing": ("性质", "性質", "Natureza", "Standing"),
    "dates": ("使用时间", "使用時間", "Em uso", "In use"),
    "aliases": ("又称", "又稱", "Também", "Also"),
    "status.official": ("官方", "官方", "oficial", "official"),
    "status.attested": ("见于一份文件", "見於一份文件", "atestada num documento", "attested in one document"),
    "status.converted": (
        "由简繁转换得来",
        "由簡繁轉換得來",
        "convertida da outra escrita",
        "converted from the other script",
    ),
    "status.translated": ("本库翻译", "本庫翻譯", "tradução nossa", "our translation"),
    "status.editorial": ("本库自拟", "本庫自擬", "palavras nossas", "our own words"),
    # What names what.
    "evidence": ("文中的名称", "文中的名稱", "Nomes no texto", "Names in the text"),
    "surface": ("原文写法", "原文寫法", "Como escrito", "As written"),
    "stands-for": ("所指", "所指", "Refere-se a", "Stands for"),
    "inferred": ("据上下文推断", "據上下文推斷", "inferido do contexto", "inferred from the context"),
    "nested": ("在另一名称之内", "在另一名稱之內", "dentro de outro nome", "inside a longer name"),
    "itself": ("直接提及", "直接提及", "Pelo nome", "By name"),
    "through.partner": ("通过所属组织", "通過所屬組織", "Através de um grupo", "Through a group"),
    "through.mechanism": ("通过组成部分", "通過組成部分", "Através de uma parte", "Through a part"),
    "unnamed": ("没有工作项提及。", "沒有工作項提及。", "Nenhum trabalho o nomeia.", "No item names it."),
    # What is known, and from where.
    "exists": ("存续", "存續", "Existe", "Exists"),
    "members": ("成员", "成員", "Membros", "Members"),
    "runs": ("负责运作", "負責運作", "Responsável por", "Runs"),
    "parts": ("组成部分", "組成部分", "Partes", "Parts"),
    "sources": ("来源", "來源", "Fontes", "Sources"),
    "confidence.high": ("高", "高", "alta", "high"),
    "confidence.medium": ("中", "中", "média", "medium"),
    "confidence.low": ("低", "低", "baixa", "low"),
    # How to use it.
    "use": ("使用", "使用", "Utilização", "Use"),
    "cite": ("引用", "引用", "Citar como", "Cite as"),
    "link": ("链接", "連結", "Ligação", "Link"),
    "cited.item": ("第 {} 项", "第 {} 項", "trabalho n.º {}", "item {}"),
}

WORDS = with_words(by_language(_TABLE))
"""By language and key, what a data page says."""
