"""Findings: what was noticed about a document, a plan or its JSON, as data; and the errors that carry them.

Bad input is reported, not thrown: `read`, `attach` and `validate` return findings. Where a caller asked for all or
nothing (`parse`, `loads`), the same findings come in an error.
"""

import warnings
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

import attrs

from bri_macao.errors import BriMacaoError
from bri_macao.spans import Span
from bri_macao.text import Source, excerpt

__all__ = [
    "CODES",
    "Code",
    "Finding",
    "FindingsError",
    "LoadError",
    "LoadWarning",
    "Notice",
    "ParseError",
    "Severity",
    "render",
    "warn",
]

Severity = Literal["error", "warning", "info"]
"""How bad a finding is: the result cannot be trusted there; look at it; good to know."""


class Code(NamedTuple):
    """A kind of finding: its stable code, how bad it is, and what it means."""

    code: str
    severity: Severity
    title: str


_TABLE = (
    Code("BRI101", "warning", "a number is missing"),
    Code("BRI102", "warning", "a number is used twice"),
    Code("BRI103", "info", "numbering begins anew"),
    Code("BRI104", "warning", "numbers run backwards"),
    Code("BRI105", "warning", "a number and its numeral disagree"),
    Code("BRI201", "warning", "the document has no title"),
    Code("BRI202", "warning", "the document names no year"),
    Code("BRI203", "error", "the document has no work items"),
    Code("BRI204", "warning", "a section has no work items"),
    Code("BRI205", "warning", "prose stands under no work item"),
    Code("BRI206", "warning", "quotation marks do not pair"),
    Code("BRI207", "info", "items stand under no heading"),
    Code("BRI208", "warning", "a work item has no text"),
    Code("BRI209", "warning", "characters were lost in an earlier conversion"),
    Code("BRI301", "warning", "the copy reads otherwise than the plan"),
    Code("BRI302", "error", "the copy lacks an item of the plan"),
    Code("BRI303", "warning", "the copy has an item that the plan lacks"),
    Code("BRI304", "warning", "a place in the plan is not in the copy"),
    Code("BRI305", "warning", "a heading of the copy reads otherwise"),
    Code("BRI306", "info", "white space of the copy differs"),
    Code("BRI401", "error", "not JSON"),
    Code("BRI402", "error", "a key is given twice"),
    Code("BRI403", "error", "an unknown key"),
    Code("BRI404", "error", "a key is missing"),
    Code("BRI405", "error", "a value is not what the model allows"),
    Code("BRI406", "error", "a number that JSON or this library cannot hold"),
    Code("BRI407", "error", "half of a surrogate pair"),
    Code("BRI408", "error", "nested too deeply"),
    Code("BRI409", "error", "not in UTF-8, or with a byte order mark"),
    Code("BRI410", "error", "another version of the data model"),
    Code("BRI411", "error", "larger than allowed"),
    Code("BRI412", "error", "not in the format that it should be in"),
    Code("BRI413", "error", "against the format's own rules"),
    Code("BRI414", "error", "something that no trusted file has need of"),
    Code("BRI421", "warning", "unknown data, kept aside"),
    Code("BRI422", "warning", "a changed value, which wins over the one kept beside it"),
    Code("BRI423", "info", "a value that the file does not say in full"),
    Code("BRI501", "warning", "a name that the registry does not know"),
    Code("BRI601", "error", "an id is used twice"),
    Code("BRI602", "warning", "an id and a number disagree"),
    Code("BRI603", "error", "an id is malformed"),
    Code("BRI611", "error", "a mention of somebody or something that the plan lacks"),
    Code("BRI612", "error", "a mention of a partner as a mechanism, or the other way"),
    Code("BRI613", "error", "a reference to a partner or mechanism that the plan lacks"),
    Code("BRI614", "error", "a mechanism is a part of itself"),
    Code("BRI615", "error", "a group is a member of itself"),
    Code("BRI621", "error", "a span reaches beyond its text"),
    Code("BRI622", "error", "a span is empty, or ends before it begins"),
    Code("BRI623", "error", "actions overlap"),
    Code("BRI624", "warning", "not in the order of the text"),
    Code("BRI625", "error", "a surface is not what stands there"),
    Code("BRI626", "warning", "nested, and in no longer name"),
    Code("BRI627", "info", "text that no action covers"),
    Code("BRI631", "info", "a name is missing in a language"),
    Code("BRI632", "warning", "a name is in another script than its tag says"),
    Code("BRI633", "warning", "a name has a standing and no source"),
    Code("BRI634", "error", "a character stands for another"),
    Code("BRI635", "warning", "quotation marks of a name do not pair"),
    Code("BRI636", "error", "a control character in a name"),
    Code("BRI637", "warning", "two names in one language at one time"),
    Code("BRI641", "error", "an end before its beginning"),
    Code("BRI642", "warning", "a membership outside the life of the member or the group"),
    Code("BRI643", "warning", "named as existing before it was founded"),
    Code("BRI644", "warning", "named as existing after its end"),
    Code("BRI651", "error", "no such code in ISO 3166-1 or M49"),
    Code("BRI652", "error", "codes of different countries"),
    Code("BRI653", "error", "two partners with one code"),
    Code("BRI662", "warning", "a target is due outside the period"),
    Code("BRI671", "warning", "an item says nothing"),
    Code("BRI672", "warning", "an action has no verb"),
    Code("BRI673", "warning", "two items say the same"),
    Code("BRI674", "info", "an item names nobody and nothing that is known"),
    Code("BRI681", "error", "a fingerprint is not that of the text"),
    Code("BRI682", "error", "a fingerprint is malformed"),
    Code("BRI701", "error", "an update about what is not there"),
    Code("BRI702", "error", "a state that cannot follow the one before"),
    Code("BRI703", "error", "a correction of what is not there to correct"),
    Code("BRI704", "error", "an update that was changed after it was written"),
)

CODES: Mapping[str, Code] = MappingProxyType({code.code: code for code in _TABLE})
"""Every kind of finding, by code. Codes are stable: one is never given a second meaning."""


def _severity_of_the_code(finding: "Finding") -> Severity:
    return CODES[finding.code].severity if finding.code in CODES else "warning"


# `Factory` and not a decorator: pyright takes a default that is decorated for none.
@attrs.frozen(kw_only=True)
class Finding:
    """One thing noticed.

    Attributes:
        code: its stable code, such as `BRI101` (see `CODES`).
        severity: `error`: the result cannot be trusted there; `warning`: look at it; `info`: good to know. It is the
            code's, but for rules of your own.
        message: what is the matter, in plain words, with the value in question.
        path: where in the model: `2023/7`, or a JSON path such as `$.sections[0].items[2].number`.
        span: where in the raw text, where it is about one.
        line: the line of the raw text, from 1.
        page: the page of the raw text, from 1.
        hint: how to mend it.
        expected: the reading that the plan has, where the finding is about two readings.
        found: the reading that was found instead.
    """

    code: str
    message: str
    path: str | None = None
    span: Span | None = None
    line: int | None = None
    page: int | None = None
    hint: str | None = None
    expected: str | None = None
    found: str | None = None
    severity: Severity = attrs.field(default=attrs.Factory(_severity_of_the_code, takes_self=True))

    def __str__(self) -> str:
        where = ", ".join(
            part for part in (self.path, self.line and f"line {self.line}", self.page and f"page {self.page}") if part
        )
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.severity} {self.code}{' at ' + where if where else ''}: {self.message}{hint}"


def render(findings: Iterable[Finding], source: Source | None = None) -> str:
    """The findings for reading, one below the other, with caret excerpts where the source is at hand."""
    parts = []
    for finding in findings:
        parts.append(str(finding))
        if source is not None and finding.span is not None:
            parts.append(excerpt(source, finding.span))
    return "\n".join(parts)


class FindingsError(BriMacaoError):
    """An error that carries findings, all of them at once.

    Attributes:
        findings: at least one of severity `error`.
        source: the document, where there is one.
    """

    def __init__(self, findings: tuple[Finding, ...], source: Source | None = None) -> None:
        super().__init__(findings, source)
        self.findings = findings
        self.source = source

    def __str__(self) -> str:
        count = len(self.findings)
        head = "1 problem" if count == 1 else f"{count} problems"
        return f"{head}:\n{render(self.findings, self.source)}"


class ParseError(FindingsError):
    """A document could not be read as a plan (see `bri_macao.parse`)."""


class LoadError(FindingsError):
    """Data could not be loaded as a plan (see `bri_macao.formats`)."""


Notice: TypeAlias = Callable[[Finding], object]
"""Hears what a reader of data noticed without having to refuse the data."""


class LoadWarning(UserWarning):
    """What was noticed about data that was loaded all the same.

    Attributes:
        finding: the whole of it.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


def warn(finding: Finding) -> None:
    """Tell a finding as a Python warning: what readers of data do unless the caller wants to hear of it."""
    warnings.warn(LoadWarning(finding), stacklevel=2)
