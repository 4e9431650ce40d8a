"""What can be said of a thing: the kinds of fields that `describing` makes its table of."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

import attrs

from bri_macao.formats._linked.forms import Form
from bri_macao.formats._linked.statements import Value

__all__ = [
    "Branch",
    "Entity",
    "Field",
    "Foreign",
    "Inner",
    "Labels",
    "Many",
    "One",
    "Part",
    "Parts",
    "Place",
    "Reference",
    "Said",
    "Shape",
    "Wording",
    "always",
]

# `Any`: a part of a plan's tree, which the model has checked or will check.
Branch: TypeAlias = dict[str, Any]

Said: TypeAlias = tuple[str, Value]
"""The name of a term, and what is said with it."""


class Place(NamedTuple):
    """Where something is said: in which plan, by its id, and of which item, by its name; "" outside of items."""

    plan: str
    item: str = ""


@attrs.frozen
class Reference:
    """The form of ids of partners, or of mechanisms: names that only the plan knows."""

    kind: str


@attrs.frozen
class One:
    """A value, or none."""

    key: str
    term: str
    form: Form | Reference


@attrs.frozen
class Many:
    """Values in their order."""

    key: str
    term: str
    form: Form | Reference


@attrs.frozen
class Part:
    """A part that is a thing of its own, or none."""

    key: str
    term: str
    shape: str


@attrs.frozen
class Parts:
    """Such parts, which keep their order by their position."""

    key: str
    term: str
    shape: str


@attrs.frozen
class Labels:
    """Names, each a label with its standing and its dates."""

    key: str
    term: str


@attrs.frozen
class Inner:
    """What one branch of the tree says of two things: the second of them, which is there where `when` is."""

    term: str
    shape: str
    when: str


@attrs.frozen
class Entity:
    """Who or what is mentioned: an id and its kind, which are one name."""

    term: str


@attrs.frozen
class Wording:
    """The text of a label, in its language; `language` where its tag cannot say it."""

    term: str
    language: str


@attrs.frozen
class Foreign:
    """Foreign data: JSON that is kept as a text, since tools that read it would write its numbers anew."""

    key: str
    term: str


Field: TypeAlias = One | Many | Part | Parts | Labels | Inner | Entity | Wording | Foreign


def always(*types: str) -> Callable[[Branch], tuple[str, ...]]:
    """The same types, whatever the branch says."""
    return lambda _: types


def _nothing(_: Branch, __: Place) -> Iterator[Said]:
    return iter(())


@attrs.frozen
class Shape:
    """What is said of a thing of one kind.

    Attributes:
        type: what it is in the first place, by which it is known.
        fields: what the model has.
        types: what it is besides.
        also: what follows from that, for those who know only the standard terms.
        named: whether it is named by its id, and the id is unique by itself or in its plan.
    """

    type: str
    fields: tuple[Field, ...]
    types: Callable[[Branch], tuple[str, ...]] = always()
    also: Callable[[Branch, Place], Iterable[Said]] = _nothing
    named: Literal["by id", "by plan and id"] | None = None
