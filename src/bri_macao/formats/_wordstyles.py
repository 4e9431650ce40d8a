"""How Word documents look: the styles, in WordprocessingML, in place of those of python-docx's template.

Styles that Word knows (Title, heading 1 to 9, Quote) keep their names, so that its navigation, its tables of contents
and whatever a reader's own template makes of them work. Sizes are in half points, distances in twentieths of a point.
"""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["FONTS", "TAGS", "styles"]

FONTS: Mapping[str, str] = MappingProxyType({"zh-Hans": "SimSun", "zh-Hant": "PMingLiU"})
"""The fonts of Chinese, by script; both come with Word."""

TAGS: Mapping[str, str] = MappingProxyType({"zh-Hans": "zh-CN", "zh-Hant": "zh-MO", "pt": "pt-PT", "en": "en-GB"})
"""Languages as Word names them; it knows regions, not scripts."""

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_DEFAULTS = """
<w:docDefaults>
 <w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}" w:cs="Times New Roman"/>
  <w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{latin}" w:eastAsia="{chinese}" w:bidi="ar-SA"/>
 </w:rPr></w:rPrDefault>
 <w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
"""

_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
 <w:name w:val="Default Paragraph Font"/>
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
 <w:tblPr><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
</w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
 <w:next w:val="Normal"/><w:qFormat/>
 <w:pPr><w:keepNext/><w:spacing w:after="360"/><w:jc w:val="center"/></w:pPr>
 <w:rPr><w:b/><w:bCs/><w:sz w:val="34"/><w:szCs w:val="34"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Item"><w:name w:val="Item"/><w:basedOn w:val="Normal"/>
 <w:qFormat/>
 <w:pPr><w:keepNext/><w:keepLines/><w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>
  <w:spacing w:before="240" w:after="80"/><w:ind w:left="567" w:hanging="567"/></w:pPr>
 <w:rPr><w:b/><w:bCs/><w:sz w:val="23"/><w:szCs w:val="23"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Point"><w:name w:val="Point"/><w:basedOn w:val="Normal"/>
 <w:qFormat/>
 <w:pPr><w:tabs><w:tab w:val="left" w:pos="1134"/></w:tabs><w:spacing w:after="40"/>
  <w:ind w:left="1134" w:hanging="567"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Fact"><w:name w:val="Fact"/><w:basedOn w:val="Normal"/>
 <w:qFormat/>
 <w:pPr><w:tabs><w:tab w:val="left" w:pos="2268"/></w:tabs><w:spacing w:before="40" w:after="40"/>
  <w:ind w:left="2268" w:hanging="1701"/></w:pPr>
 <w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:qFormat/>
 <w:pPr><w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="0B5C58"/></w:pBdr>
  <w:spacing w:before="80" w:after="80"/><w:ind w:left="794"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Cell"><w:name w:val="Cell"/><w:basedOn w:val="Normal"/>
 <w:pPr><w:spacing w:before="30" w:after="30" w:line="252" w:lineRule="auto"/></w:pPr>
 <w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>
 <w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr>
 <w:rPr><w:color w:val="59636E"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>
</w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Faint"><w:name w:val="Faint"/>
 <w:rPr><w:color w:val="59636E"/></w:rPr>
</w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
 <w:rPr><w:color w:val="0B5C58"/></w:rPr>
</w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
 <w:tblPr><w:tblBorders>
  <w:top w:val="single" w:sz="8" w:color="0B5C58"/><w:bottom w:val="single" w:sz="8" w:color="0B5C58"/>
  <w:insideH w:val="single" w:sz="4" w:color="D5DAE0"/>
 </w:tblBorders></w:tblPr>
 <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>
  <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F0F3F5"/></w:tcPr></w:tblStylePr>
</w:style>
"""

_HEADING = """
<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/>
 <w:next w:val="Normal"/><w:qFormat/>
 <w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="120"/>
  <w:outlineLvl w:val="{outline}"/></w:pPr>
 <w:rPr><w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>
</w:style>
"""


def styles(language: str) -> str:
    """The part of a document that holds its styles, for documents in that language.

    >>> 'w:eastAsia="zh-MO"' in styles("zh-Hant")
    True
    """
    chinese = language if language in FONTS else "zh-Hant"  # what else is Chinese in a document of Macao
    latin = "en" if language in FONTS else language
    defaults = _DEFAULTS.format(font=FONTS[chinese], latin=TAGS[latin], chinese=TAGS[chinese])
    headings = (
        _HEADING.format(level=level, before=max(200, 440 - 80 * level), outline=level - 1, size=max(22, 32 - 4 * level))
        for level in range(1, 10)
    )
    return f'<w:styles xmlns:w="{_NAMESPACE}">{defaults}{_STYLES}{"".join(headings)}</w:styles>'
