"""Templates: a dossier as a document that one would hand to a meeting, in four languages and three formats."""

import io
from datetime import date
from typing import Any, Literal

import attrs
import docx
import pytest

from bri_macao.conference import TEMPLATE, Dossier, prepare, render
from bri_macao.conference._wording import WORDS
from bri_macao.errors import UnknownId
from bri_macao.model import LANGUAGES, Citation, Names
from bri_macao.pages import Block, Paragraph, Voice
from bri_macao.plans import load_plan
from bri_macao.progress import Log, Update

PLAN = load_plan(2023)
DAY = date(2023, 12, 12)
PAGE = Citation((), "https://example.org/minutes", "high")


def note(text: str) -> Names:
    return Names.of("editorial", en=text)


def word(subject: str, status: Any, **fields: Any) -> Update:
    return attrs.evolve(
        Update(subject=subject, status=status, as_of=DAY, who="desk", note=note(f"note on {subject}")), **fields
    )


UPDATES = (
    word("2023/23.1", "done", evidence=(PAGE,)),
    word("2023/1", "blocked"),
    word("2023#meeting-9", "held", about=("2023/23#target-1",), evidence=(PAGE,)),
    word("2023#problem-fog", "raised", about=("2023/1.2", "2023/1", "2022/5")),
    word("2023#decision-list", "taken", as_of=date(2023, 3, 1)),
    word("2023#decision-list", "carried-out"),
)
DOSSIER = prepare(PLAN, Log(PLAN.id, UPDATES), date(2023, 12, 31))
SILENT = prepare(PLAN, Log(PLAN.id), date(2023, 12, 31))


def shown(dossier: Dossier = DOSSIER, language: Any = "en", **options: Any) -> str:
    return render(dossier, language=language, **options).decode()


def after(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level."""
    return text.partition(f"</a>{heading}\n")[2].partition("\n## ")[0]


class TestWhatItSays:
    def test_which_plan_and_which_day(self) -> None:
        text = shown()
        assert text.startswith("# Dossier for the joint conference\n")
        assert f"**Plan**: {PLAN.names['en']}" in text
        assert "**As of**: 31 December 2023" in text
        assert "**Overall**: Actions 108, Done 1, Blocked 5, Nothing reported 102" in text

    def test_the_figures_of_each_section(self) -> None:
        rows = after(shown(), "Progress by section").strip().split("\n")[2:]
        assert [row.split(" | ")[1:3] for row in rows] == [
            ["21", "0"],
            ["29", "0"],
            ["30", "0"],
            ["24", "0"],
            ["4", "1"],
        ]

    def test_priorities_with_their_reasons(self) -> None:
        first, *others = after(shown(), "Candidate priorities").strip().split("\n")[2:]
        assert first.startswith("| 1 | 1 China")
        assert first.endswith("| a problem is open, blocked |")
        assert len(others) == 22

    def test_targets_and_what_there_is(self) -> None:
        rows = after(shown(), "Targets").strip().split("\n")[2:]
        assert [row.split(" | ")[1:5] for row in rows] == [
            ["7", "no. 20", "0", "not reached yet"],
            ["7", "no. 6", "0", "not reached yet"],
            ["23", "at least 1", "1", "reached"],
        ]
        assert "example.org/minutes" in rows[2]

    def test_a_target_whose_time_is_over(self) -> None:
        late = prepare(PLAN, Log(PLAN.id), date(2024, 1, 1))
        assert after(shown(late), "Targets").count("| missed |") == 3

    def test_matters_with_their_history(self) -> None:
        text = shown()
        assert "12 December 2023 held (reported by desk) note on 2023" in after(text, "Meetings")
        problem = after(text, "Problems")
        assert "**State**: raised" in problem
        assert f"**Concerns**: 1 {PLAN.item(1).names['en']}, 2022/5" in problem
        decision = after(text, "Decisions and what became of them")
        assert decision.index("1 March 2023 taken") < decision.index("12 December 2023 carried out")

    def test_every_note_stands_where_it_belongs(self) -> None:
        early = word("2023/23.1", "in-hand", as_of=date(2023, 2, 1), note=note("rooms are booked"))
        text = shown(prepare(PLAN, Log(PLAN.id, (*UPDATES, early)), date(2023, 12, 31)))
        assert "(done; 12 December 2023) rooms are booked note on 2023/23.1\n" in text
        assert text.count("note on 2023/1\n") == 1  # with the item, and not with each of its actions

    def test_evidence_can_be_opened(self) -> None:
        said = Citation((), "minutes of the desk", "high", "page 3")
        text = shown(prepare(PLAN, Log(PLAN.id, (*UPDATES, word("2023/2", "done", evidence=(said,)))), DAY))
        assert "](https://example.org/minutes)" in text
        assert "**Evidence**: minutes of the desk (page 3)\n" in text

    def test_matters_that_others_concern_are_named(self) -> None:
        about = word("2023#decision-more", "taken", about=("2023#meeting-9",), note=note("Meet again."))
        met = word("2023#meeting-9", "held", note=note("The ninth meeting."))
        text = shown(prepare(PLAN, Log(PLAN.id, (met, about)), DAY))
        assert "**Concerns**: The ninth meeting\n" in text

    def test_sections_can_be_linked(self) -> None:
        assert '## <a id="section-2023-s5"></a>' in shown()

    def test_that_there_is_nothing(self) -> None:
        for heading in ("Meetings", "Problems", "Decisions and what became of them"):
            assert after(shown(SILENT), heading).strip() == "None on record."
        empty = prepare(attrs.evolve(PLAN, sections=()), Log(PLAN.id), DAY)
        for heading in ("Targets", "Candidate priorities"):
            assert after(shown(empty), heading).strip() == "None on record."

    def test_every_item_once_with_its_actions(self) -> None:
        text = shown()
        for item in PLAN.items:
            assert text.count(f"#### {item.number} ") == 1
        assert "(done; 12 December 2023) note on 2023/23.1" in text
        assert text.count("(blocked; 12 December 2023)") == 5

    def test_an_item_without_actions(self) -> None:
        bare = PLAN.with_items(lambda item: attrs.evolve(item, actions=()))
        assert "#### 1 China" in shown(prepare(bare, Log(PLAN.id), DAY))


class TestLanguages:
    def test_every_word_is_in_each(self) -> None:
        assert set(WORDS) == set(LANGUAGES)
        assert len({frozenset(words) for words in WORDS.values()}) == 1
        assert all(text for words in WORDS.values() for text in words.values())

    @pytest.mark.parametrize(
        ("language", "title"),
        [
            ("zh-Hans", "联席会议工作文件"),
            ("zh-Hant", "聯席會議工作文件"),
            ("pt", "Dossier para a reunião conjunta"),
            ("en", "Dossier for the joint conference"),
        ],
    )
    def test_of_the_document(self, language: str, title: str) -> None:
        text = shown(language=language)
        assert text.startswith(f"# {title}\n")
        assert PLAN.item(7).names[language] in text

    def test_zh_hant_by_default(self) -> None:
        assert render(DOSSIER) == render(DOSSIER, "markdown", language="zh-Hant")

    def test_no_other(self) -> None:
        other: Any = "fr"
        with pytest.raises(UnknownId):
            render(DOSSIER, language=other)


class TestFormats:
    def test_html(self) -> None:
        text = shown(format="html", language="pt")
        assert '<html lang="pt' in text
        assert "Dossier para a reunião conjunta</h1>" in text

    def test_word(self) -> None:
        document = docx.Document(io.BytesIO(render(DOSSIER, "docx", language="en")))
        assert any("Candidate priorities" in paragraph.text for paragraph in document.paragraphs)
        assert len(document.tables) == 3

    def test_no_other(self) -> None:
        other: Any = "rtf"
        with pytest.raises(UnknownId):
            render(DOSSIER, other)

    @pytest.mark.parametrize("format", ["markdown", "html", "docx"])
    def test_the_same_bytes_twice(self, format: Literal["markdown", "html", "docx"]) -> None:
        assert render(DOSSIER, format) == render(DOSSIER, format)


class TestReplacing:
    def test_parts(self) -> None:
        def greeting(dossier: Dossier, voice: Voice) -> list[Block]:
            return [Paragraph((voice.name(note(f"to the meeting of {dossier.as_of}")),))]

        template = attrs.evolve(TEMPLATE, parts=(greeting, TEMPLATE.parts[0]))
        text = shown(template=template)
        assert text.startswith("# Dossier for the joint conference\n\nto the meeting of 2023-12-31\n")
        assert "Progress by section" not in text

    def test_words(self) -> None:
        template = attrs.evolve(TEMPLATE, words={**WORDS, "en": {**WORDS["en"], "dossier": "Papers"}})
        assert shown(template=template).startswith("# Papers\n")
