"""Word documents: fonts and languages, links, tables, paper, and the same bytes each time."""

import io
import subprocess
import sys
import zipfile
from typing import Any

import docx as word
import pytest
from docx.oxml.ns import qn

from bri_macao.formats import docx
from bri_macao.pages import Heading, Item, Page, Paragraph, Row, Run, Table


# `Any`: python-docx does not say the types of elements.
def opened(*blocks: Any, language: str = "zh-Hant", title: str = "T") -> Any:
    return word.Document(io.BytesIO(docx.render(Page(language, (Run(title),), blocks))))


def attributes(run: Run, language: str = "zh-Hant") -> dict[str, str]:
    """What is said of a run: the attributes of its fonts and of its language."""
    element = opened(Paragraph((run,)), language=language).paragraphs[1]._p
    found = (each for tag in ("rFonts", "lang", "rStyle") for each in element.iter(qn(f"w:{tag}")))
    return {
        f"{each.tag.rpartition('}')[2]}.{name.rpartition('}')[2]}": value
        for each in found
        for name, value in each.attrib.items()
    }


class TestRuns:
    @pytest.mark.parametrize(
        ("run", "language", "expected"),
        [
            (Run("港口", "zh-Hant"), "zh-Hant", {"rFonts.hint": "eastAsia", "rFonts.eastAsia": "PMingLiU"}),
            (
                Run("港口", "zh-Hans"),
                "zh-Hant",
                {"rFonts.hint": "eastAsia", "rFonts.eastAsia": "SimSun", "lang.eastAsia": "zh-CN"},
            ),
            (
                Run("港口", "zh-HK"),
                "en",
                {"rFonts.hint": "eastAsia", "rFonts.eastAsia": "PMingLiU", "lang.eastAsia": "zh-MO"},
            ),
            (Run("Porto", "pt"), "en", {"lang.val": "pt-PT"}),
            (Run("Port", "fr"), "en", {"lang.val": "fr"}),
            (Run("PT"), "en", {}),
            (Run("x", faint=True), "en", {"rStyle.val": "Faint"}),
        ],
    )
    def test_have_font_and_language(self, run: Run, language: str, expected: dict[str, str]) -> None:
        assert attributes(run, language) == expected

    @pytest.mark.parametrize("anchor", ["item-2023-7", "mechanism-forum-macao-20th-anniversary-and-more"])
    def test_links_lead_to_bookmarks(self, anchor: str) -> None:
        document = opened(Heading(2, (Run("H"),), anchor=anchor), Paragraph((Run("there", to=anchor),)))
        (mark,) = document.element.iter(qn("w:bookmarkStart"))
        (link,) = document.element.iter(qn("w:hyperlink"))
        assert mark.get(qn("w:name")) == link.get(qn("w:anchor"))
        assert len(mark.get(qn("w:name"))) <= 40

    def test_links_lead_out(self) -> None:
        document = opened(Paragraph((Run("x", web="https://a.org/?b&c"), Run("y", web="https://a.org/?b&c"))))
        links = list(document.element.iter(qn("w:hyperlink")))
        parts = [document.part.rels[link.get(qn("r:id"))] for link in links]
        assert [(part.target_ref, part.is_external) for part in parts] == [("https://a.org/?b&c", True)] * 2


class TestDocument:
    def test_headings_go_down_to_nine(self) -> None:
        document = opened(*(Heading(level, (Run("H"),)) for level in range(2, 13)))
        assert [each.style.name for each in document.paragraphs[1:]] == [f"Heading {min(n, 9)}" for n in range(1, 12)]

    def test_items_are_in_the_outline(self) -> None:
        document = opened(*(Item(level, "7.", (Run("x"),)) for level in (2, 3, 30)))
        assert [each.get(qn("w:val")) for each in document.element.iter(qn("w:outlineLvl"))] == ["0", "1", "8"]
        assert document.paragraphs[1].text == "7.\tx"

    def test_tables_repeat_their_heads(self) -> None:
        (table,) = opened(Table(((Run("Name"),),), (Row(((Run("Brazil"),),)),))).tables
        assert [len(list(row._tr.iter(qn("w:tblHeader")))) for row in table.rows] == [1, 0]
        assert table.style.name == "Table Grid"

    def test_is_on_a4_with_page_numbers(self) -> None:
        document = opened()
        (section,) = document.sections
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        (field,) = section.footer.part.element.iter(qn("w:fldSimple"))
        assert field.get(qn("w:instr")) == " PAGE "

    def test_says_what_it_is_and_not_when(self) -> None:
        properties = opened(title="港" * 300, language="pt").core_properties
        assert (properties.title, properties.language, properties.author) == ("港" * 255, "pt", "")
        assert (properties.created, properties.modified) == (None, None)

    @pytest.mark.parametrize(("language", "latin"), [("zh-Hans", "en-GB"), ("pt", "pt-PT")])
    def test_has_defaults_of_its_language(self, language: str, latin: str) -> None:
        (defaults,) = opened(language=language).styles.element.iter(qn("w:rPrDefault"))
        (found,) = defaults.iter(qn("w:lang"))
        assert found.get(qn("w:val")) == latin


class TestBytes:
    def test_do_not_depend_on_time_or_hash_seed(self) -> None:
        program = (
            "import hashlib; from bri_macao.formats import docx, html, markdown; from bri_macao.plans import load_plan;"
            "print([hashlib.sha256(each.dumps(load_plan(2023))).hexdigest() for each in (docx, html, markdown)])"
        )
        said = {
            subprocess.run(
                [sys.executable, "-c", program],
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "TZ": zone},
                capture_output=True,
                check=True,
            ).stdout
            for seed, zone in (("1", "UTC"), ("2", "Asia/Macau"))
        }
        assert len(said) == 1

    def test_are_a_plain_archive(self) -> None:
        with zipfile.ZipFile(io.BytesIO(docx.render(Page("en", (Run("T"),), ())))) as archive:
            assert archive.testzip() is None
            assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.namelist()[0] == "[Content_Types].xml"
