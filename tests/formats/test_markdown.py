"""Markdown: what is escaped, and how."""

import pytest

from bri_macao.formats import markdown
from bri_macao.pages import Facts, Heading, Item, Page, Paragraph, Points, Row, Run, Table


def written(*blocks: Heading | Paragraph | Points | Facts | Item | Table) -> str:
    return markdown.render(Page("en", (Run("T"),), blocks)).removeprefix("# T\n\n").removesuffix("\n")


class TestEscapes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("港口，2.5 亿元。", "港口，2.5 亿元。"),
            ("Porto-Azul (20.º)", "Porto-Azul (20.º)"),
            ("1. x", r"1\. x"),
            ("2023) x", r"2023\) x"),
            ("2.5", "2.5"),
            ("- x", r"\- x"),
            ("+", r"\+"),
            (": x", r"\: x"),
            ("=", r"\="),
            ("# x #", r"\# x \#"),
            ("*a_b*`c`", r"\*a\_b\*\`c\`"),
            ("[a](b)", r"\[a\](b)"),
            ("<b>&amp;", r"\<b\>\&amp;"),
            ("a|b~c$d{e}", r"a\|b\~c\$d\{e\}"),
            ("https://x.mo", r"https\://x.mo"),
            ("WWW.x.mo a@b.mo", r"WWW\.x.mo a\@b.mo"),
            ("a\\", "a\\\\"),
            ("\u3000x\xa0", "&#12288;x&#160;"),
        ],
    )
    def test_in_a_paragraph(self, text: str, expected: str) -> None:
        assert written(Paragraph((Run(text),))) == expected

    def test_in_a_table(self) -> None:
        table = Table(((Run("a|b"),), (Run("c"),)), (Row(((Run("|"),), (Run("\n|x"),)), anchor="row"),))
        assert written(table) == '| a\\|b | c |\n| --- | --- |\n| <a id="row"></a>\\| | &#32;\\|x |'

    @pytest.mark.parametrize(
        ("label", "expected"), [("Partners", "* **Partners**: x"), ("(a)", "* (a): x"), ("*", r"* \*: x")]
    )
    def test_labels_are_strong_where_that_is_safe(self, label: str, expected: str) -> None:
        assert written(Facts((((Run(label),), (Run("x"),)),))) == expected

    def test_headings_go_down_to_six(self) -> None:
        assert written(Heading(9, (Run("1. x"),), anchor="a")) == '###### <a id="a"></a>1. x'
        assert (
            written(Item(3, "7.", (Run("x", to="a"),), (Points((("7.1", (Run("y"),)),)),)))
            == "### 7. [x](#a)\n\n- 7.1 y"
        )
