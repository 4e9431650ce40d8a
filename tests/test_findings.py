"""Findings: the table of codes, their wording, and the errors that carry them."""

import copy
import pickle
import re
from typing import get_args

import attrs
import pytest

from bri_macao.errors import BriMacaoError
from bri_macao.findings import CODES, Finding, FindingsError, LoadError, ParseError, Severity, render
from bri_macao.spans import Span
from bri_macao.text import Source

SOURCE = Source("2031年工作计划\n一、金融\n1.办好“论坛。")
QUOTE = Finding(
    code="BRI206", message="“ has no partner", path="2031/1", span=Span(19, 20), line=3, page=1, hint="look at the copy"
)


class TestCodes:
    def test_each_under_its_own_code(self) -> None:
        assert all(key == code.code for key, code in CODES.items())
        assert all(re.fullmatch(r"BRI\d{3}", key) for key in CODES)

    def test_severities_are_known_and_titles_differ(self) -> None:
        assert {code.severity for code in CODES.values()} == set(get_args(Severity))
        assert len({code.title for code in CODES.values()}) == len(CODES)

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            CODES["BRI999"] = CODES["BRI101"]  # type: ignore[index]

    @pytest.mark.parametrize(
        ("code", "severity"),
        [("BRI101", "warning"), ("BRI103", "info"), ("BRI203", "error"), ("BRI302", "error"), ("BRI306", "info")],
    )
    def test_severity_of_a_finding(self, code: str, severity: str) -> None:
        assert Finding(code=code, message="").severity == severity


class TestFinding:
    @pytest.mark.parametrize(
        ("finding", "sentence"),
        [
            (Finding(code="BRI201", message="no title"), "warning BRI201: no title"),
            (Finding(code="BRI203", message="no item", line=4), "error BRI203 at line 4: no item"),
            (Finding(code="BRI405", message="no text", path="$.id"), "error BRI405 at $.id: no text"),
            (QUOTE, "warning BRI206 at 2031/1, line 3, page 1: “ has no partner (look at the copy)"),
        ],
    )
    def test_sentence(self, finding: Finding, sentence: str) -> None:
        assert str(finding) == sentence

    def test_frozen_and_hashable(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            QUOTE.line = 4  # type: ignore[misc]
        assert len({QUOTE, copy.deepcopy(QUOTE), pickle.loads(pickle.dumps(QUOTE))}) == 1


class TestRender:
    def test_one_below_the_other(self) -> None:
        other = Finding(code="BRI201", message="no title")
        assert render([other, QUOTE]) == f"{other}\n{QUOTE}"

    def test_nothing(self) -> None:
        assert render([]) == ""

    def test_with_a_caret_where_there_is_a_place(self) -> None:
        other = Finding(code="BRI201", message="no title")
        assert render([QUOTE, other], SOURCE).splitlines() == [
            str(QUOTE),
            "3 | 1.办好“论坛。",
            "  |       ^",
            str(other),
        ]


class TestErrors:
    @pytest.mark.parametrize("error", [FindingsError, ParseError, LoadError])
    def test_in_the_family(self, error: type[FindingsError]) -> None:
        assert issubclass(error, BriMacaoError)

    @pytest.mark.parametrize(("count", "head"), [(1, "1 problem:"), (3, "3 problems:")])
    def test_counts(self, count: int, head: str) -> None:
        lines = str(LoadError((QUOTE,) * count)).splitlines()
        assert lines == [head, *[str(QUOTE)] * count]

    def test_shows_the_place(self) -> None:
        assert str(ParseError((QUOTE,), SOURCE)).endswith("3 | 1.办好“论坛。\n  |       ^")

    def test_copies_are_the_same(self) -> None:
        error = ParseError((QUOTE,), SOURCE)
        for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
            assert (type(other), str(other)) == (ParseError, str(error))
            assert (other.findings, other.source) == ((QUOTE,), SOURCE)
