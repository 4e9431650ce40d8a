"""The update: the one kind of record in a log, and the line of JSON that it is kept as."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from types import UnionType
from typing import Annotated, Any, NewType

import attrs
import msgspec
from msgspec import Meta

from bri_macao.errors import InvalidValue
from bri_macao.model import JSON, Citation, Names, PlanId
from bri_macao.progress._subjects import Kind, kind_of, plan_of
from bri_macao.progress._transitions import TRANSITIONS, Status

__all__ = ["OPENED", "Update", "UpdateId", "line"]

UpdateId = NewType("UpdateId", str)
"""The id of an update: 32 hexadecimal digits."""

LONGEST = 10_000
"""Characters of a note in one language; what is longer is a document, to be cited as evidence."""

MOST = 100
"""How many languages, citations and related subjects an update may have."""

# What a terminal or a page would act upon instead of showing it: controls, halves of surrogate pairs, separators of
# lines, and the marks that turn the direction of the text around them. Line breaks are for notes.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

# A link that is none of http or https: javascript:, file:, data:. A named document may have a colon, and a space after.
_OTHER_SCHEME = re.compile(r"(?!https?://[^\s/])[A-Za-z][A-Za-z0-9+.-]*:(?=\S)")


@attrs.frozen(kw_only=True, repr=False)
class Update:
    """What somebody said of a subject: in which state it is, since when, and what shows it.

    A wrong update is never changed; another one supersedes it. The `id` follows from what an update says, `recorded`
    left out, so that the same word of the same person is one update however often it comes in.

    Attributes:
        subject: the address of what it is about: `2023/7.3`, `2023/23#target-1`, `2023#problem-visa-quota`.
        status: its state; each kind of subject has its own (see `TRANSITIONS`).
        as_of: the day on which that was so: of a meeting held, the day of the meeting.
        who: who says so.
        note: what there is to say, in any language. A problem, a decision or a meeting needs one.
        evidence: links and named documents. Empty `supports` stands for all that the update says.
        about: the subjects that a problem, a decision or a meeting concerns; a meeting held counts for each target.
        quantity: of a target, and of nothing else: how many there were up to that day.
        supersedes: the id of the update that this one corrects.
        recorded: when it came into a store, in UTC.

    >>> update = Update(
    ...     subject="2023/23#target-1", status="counted", quantity=1, as_of=date(2023, 12, 12), who="secretariat"
    ... )
    >>> update
    <Update 0118ee26 2023/23#target-1 counted 1 as of 2023-12-12>
    """

    subject: str
    status: Status
    as_of: date
    who: str
    about: tuple[str, ...] = ()
    evidence: tuple[Citation, ...] = ()
    note: Names = Names()
    quantity: Annotated[int, Meta(ge=0, le=2**53)] | None = None
    recorded: datetime | None = None
    supersedes: UpdateId | None = None

    def __attrs_post_init__(self) -> None:
        for name, kinds in _TYPES:
            if not isinstance(getattr(self, name), kinds):
                raise InvalidValue(f"{name} cannot be {getattr(self, name)!r}")
        kind = kind_of(self.subject)
        if self.status not in TRANSITIONS[kind]:
            states = ", ".join(status for status in TRANSITIONS[kind] if status)
            raise InvalidValue(f"{self.status!r} is no state of {self.subject}; those of a {kind} are: {states}")
        if type(self.as_of) is not date:
            raise InvalidValue(f"as_of is a day, a datetime.date, not {self.as_of!r}")
        if (self.quantity is None) == (kind == "target"):
            raise InvalidValue(f"{self.subject} is a {kind}: a target needs a quantity, and nothing else has one")
        if self.quantity is not None and not 0 <= self.quantity <= 2**53:
            raise InvalidValue(f"a quantity of {self.quantity} cannot be; it lies between 0 and 2**53")
        if self.about and kind not in OPENED:
            raise InvalidValue(f"{self.subject} is a {kind}; only a problem, a decision or a meeting is about others")
        if not self.note and kind in OPENED:
            raise InvalidValue(f"{self.subject} needs a note that says what it is")
        for subject in self.about:
            kind_of(subject)
        if self.recorded is not None and self.recorded.utcoffset() != timedelta():
            raise InvalidValue(f"recorded is a time in UTC, not {self.recorded}")
        self._check_texts()

    def _check_texts(self) -> None:
        counts = (len(self.about), len(self.evidence), len(self.note.entries))
        if max(counts) > MOST:
            raise InvalidValue(f"{max(counts)} notes, citations or subjects are too many for one update; {MOST} may be")
        for what, text in self._texts():
            if not text.strip():
                raise InvalidValue(f"{what} is empty")
            if len(text) > LONGEST:
                raise InvalidValue(f"{what} has {len(text)} characters, and {LONGEST} may be; cite a document instead")
            unseen = _UNSEEN.search(text.replace("\n", "") if what == "a note" else text)
            if unseen is not None:
                raise InvalidValue(f"{what} has U+{ord(unseen[0]):04X} in it, which nobody can see; leave it out")
        for citation in self.evidence:
            if _OTHER_SCHEME.match(citation.source):
                raise InvalidValue(f"{citation.source!r} is no evidence: a link begins with http:// or https://")

    def _texts(self) -> Iterator[tuple[str, str]]:
        yield "who", self.who
        yield "an address", self.subject
        yield from (("an address", subject) for subject in self.about)
        for name in self.note.entries:
            yield from (("a language", name.language), ("a note", name.text))
        for citation in self.evidence:
            yield "a source", citation.source
            yield from (("a field", field) for field in citation.supports)
            if citation.note is not None:
                yield "a note", citation.note
        if self.supersedes is not None:
            yield "supersedes", self.supersedes

    @property
    def kind(self) -> Kind:
        """What the subject is."""
        return kind_of(self.subject)

    @property
    def plan(self) -> PlanId:
        """The id of the plan that the subject belongs to."""
        return plan_of(self.subject)

    # The underscore keeps it out of what msgspec encodes (a cached property of a slotted class is a slot).
    @cached_property
    def _id(self) -> UpdateId:
        said = _said(self)
        said.pop("recorded", None)
        return UpdateId(sha256(_ENCODER.encode(said)).hexdigest()[:DIGITS])

    @property
    def id(self) -> UpdateId:
        """The first 32 hexadecimal digits of the SHA-256 of the update's line, without its `id` and `recorded`."""
        return self._id

    def __repr__(self) -> str:
        count = "" if self.quantity is None else f" {self.quantity}"
        return f"<Update {self.id[:8]} {self.subject} {self.status}{count} as of {self.as_of}>"


# What the checks of an update rely on, for callers without a type checker.
_TYPES: tuple[tuple[str, type | UnionType], ...] = (
    *((name, str) for name in ("subject", "status", "who")),
    *((name, tuple) for name in ("about", "evidence")),
    ("note", Names),
    ("quantity", int | None),
    ("recorded", datetime | None),
    ("supersedes", str | None),
)

DIGITS = 32
"""Hexadecimal digits of an id: 128 bits."""

OPENED: frozenset[Kind] = frozenset(("problem", "decision", "meeting"))
"""The kinds of subject that the log itself opens."""

_ENCODER = msgspec.json.Encoder(order="sorted")


def _said(update: Update) -> dict[str, JSON]:
    """What the update says, as JSON's types, without the fields that say nothing; so one added later changes no id."""
    said = {name: value for name, silent in _SILENT if (value := getattr(update, name)) != silent}
    plain: dict[str, JSON] = _known(msgspec.to_builtins(said))
    return plain


# `Any`: JSON of any shape.
def _known(value: Any) -> Any:
    """The value without the keys under which there is nothing."""
    if type(value) is dict:
        return {key: _known(inner) for key, inner in value.items() if inner is not None}
    return [*map(_known, value)] if type(value) is tuple else value


_SILENT = tuple((field.name, field.default) for field in attrs.fields(Update))


def line(update: Update) -> bytes:
    """The update with its id as canonical JSON: UTF-8, keys sorted, no spaces, no field that says nothing."""
    return _ENCODER.encode({**_said(update), "id": update.id})
