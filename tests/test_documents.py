"""Documents of the family, each with the outline that a careful reader sees in it (`tests/documents`)."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bri_macao.model import Plan, Section, WorkItem
from bri_macao.parsing import read
from bri_macao.readings import Reading

HERE = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in HERE.glob("*.txt"))


def load(name: str) -> tuple[Reading, dict[str, Any]]:
    """A document as it is read, and what is expected of it."""
    expected = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    return read(HERE / f"{name}.txt"), expected


def walk(plan: Plan) -> Iterator[tuple[int, Section]]:
    def below(section: Section, depth: int) -> Iterator[tuple[int, Section]]:
        yield depth, section
        for inner in section.sections:
            yield from below(inner, depth + 1)

    for section in plan.sections:
        if section.numeral or section.number:
            yield from below(section, 1)


def numerals(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest) -> tuple[Reading, dict[str, Any]]:
    return load(request.param)


def test_there_are_documents() -> None:
    assert len(NAMES) > 70


class TestOutline:
    def test_title(self, case: tuple[Reading, dict[str, Any]]) -> None:
        reading, expected = case
        assert reading.plan.names.best() == expected["title"]

    def test_period(self, case: tuple[Reading, dict[str, Any]]) -> None:
        reading, expected = case
        period = reading.plan.period
        found = (period.start, period.end) if period else (None, None)
        assert found == (expected.get("start"), expected.get("end"))

    def test_sections(self, case: tuple[Reading, dict[str, Any]]) -> None:
        reading, expected = case
        found = [
            (depth, section.names.best(), [item.number for item in section.items])
            for depth, section in walk(reading.plan)
        ]
        assert found == [(s["depth"], s["name"], s.get("items", [])) for s in expected.get("section", [])]

    def test_section_numerals(self, case: tuple[Reading, dict[str, Any]]) -> None:
        reading, expected = case
        wanted = expected.get("section", [])
        found = [section.numeral for _, section in walk(reading.plan)]
        assert all(
            numerals(have) == numerals(want["numeral"])
            for have, want in zip(found, wanted, strict=True)
            if "numeral" in want
        )

    def test_items(self, case: tuple[Reading, dict[str, Any]]) -> None:
        reading, expected = case
        found = [item.number for item in reading.plan.items]
        assert found == [item["number"] for item in expected.get("item", [])]

    def test_item_texts(self, case: tuple[Reading, dict[str, Any]]) -> None:
        reading, expected = case

        def wrong(item: WorkItem, wanted: dict[str, Any]) -> bool:
            text = item.text or ""
            inside = all(part in text for part in wanted.get("contains", []))
            numeral = "numeral" not in wanted or numerals(item.numeral) == numerals(wanted["numeral"])
            return not (text.startswith(wanted["starts"]) and text.endswith(wanted["ends"]) and inside and numeral)

        pairs = zip(reading.plan.items, expected.get("item", []), strict=True)
        assert [(item.numeral, item.text, wanted) for item, wanted in pairs if wrong(item, wanted)] == []

    def test_script(self, case: tuple[Reading, dict[str, Any]]) -> None:
        reading, expected = case
        assert reading.plan.source is not None
        assert reading.plan.source.language == expected["script"]


class TestFurniture:
    def test_each_piece_has_its_class(self, case: tuple[Reading, dict[str, Any]]) -> None:
        reading, expected = case
        raw = reading.source.text
        found = [(piece.name, piece.span.of(raw).strip("\ufeff \t\r\n\f\v\u3000")) for piece in reading.furniture]
        found = [(name, text) for name, text in found if name not in ("blank", "page-break")]
        missing = [
            (want["class"], want["text"])
            for want in expected.get("furniture", [])
            if not any(name == want["class"] and want["text"] in text for name, text in found)
        ]
        assert missing == []
        known = [want["text"] for want in expected.get("furniture", [])]
        unexpected = [(name, text) for name, text in found if text and not any(k in text or text in k for k in known)]
        assert unexpected == []


class TestSegments:
    def test_cover_the_raw_text_once(self, case: tuple[Reading, dict[str, Any]]) -> None:
        reading, _ = case
        place = 0
        for segment in reading.segments:
            assert segment.span.start == place
            assert len(segment.span) > 0
            place = segment.span.end
        assert place == len(reading.source.text)

    def test_blanks_are_blank(self, case: tuple[Reading, dict[str, Any]]) -> None:
        reading, _ = case
        raw = reading.source.text
        blanks = "".join(s.span.of(raw) for s in reading.segments if s.name in ("blank", "page-break"))
        assert re.fullmatch(r"[\s\ufeff\u200b]*", blanks)
