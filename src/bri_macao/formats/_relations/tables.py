"""The tables, declared: their columns, keys and references, and where each value stands in a plan's tree.

A row stands for one object of the tree (a section, an action, a name), or for one text in an array (an alias). Objects
that are not in an array have no table of their own: the span of an action is its columns `span_start` and `span_end`.
Every key begins with the id of the plan, so that any number of plans fit in one set of tables, and the order in which
things stand in the document is the column `position`.
"""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

import attrs

from bri_macao.model import (
    Aspect,
    Comparison,
    Confidence,
    MechanismKind,
    NameStatus,
    PartnerKind,
    PolicyArea,
)

__all__ = ["TABLES", "Column", "Kind", "Path", "Table"]

Kind: TypeAlias = Literal["text", "language", "integer", "boolean", "presence", "date", "partial-date", "json"]
"""What the cells of a column are.

`language`: a BCP 47 tag. `presence`: whether there is an object at all, which may be there and empty. `partial-date`:
`2003`, `2003-10` or `2003-10-17`. `json`: any JSON, as text.
"""

Path: TypeAlias = tuple[str, ...]


@attrs.frozen(kw_only=True)
class Column:
    """A column.

    Attributes:
        name: its name.
        about: what stands in it, for people.
        kind: what its cells are.
        at: where the value stands in the object of the row; `()` where the row is the value; None where the model has
            no such value, since there it is said by the place in the tree.
        null: whether a cell may be empty.
        values: the values that there are, if they are few.
        refers: the table whose `id` it names.
        when: the key and the value that the object has where this column is the one in use; a mention names either a
            partner or a mechanism.
    """

    name: str
    about: str
    kind: Kind = "text"
    at: Path | None = attrs.Factory(lambda column: (column.name,), takes_self=True)
    null: bool = False
    values: Path = ()
    refers: str | None = None
    when: tuple[str, str] | None = None


@attrs.frozen(kw_only=True)
class Table:
    """A table.

    Attributes:
        name: its name.
        about: what a row stands for, for people.
        columns: its columns, in order.
        holders: the tables in whose objects the rows stand, and in which array there.
        within: the column that names the holder; None, or an empty cell, where that is the plan itself.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    holders: Mapping[str, Path] = attrs.field(factory=dict)
    within: str | None = None

    @property
    def plan(self) -> str:
        """The column that names the plan."""
        return "plan" if self.holders else "id"

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def siblings(self) -> Path:
        """The columns that tell a row by its place: what it stands in, and its position there."""
        within = (name for name in ("owner", self.within) if name is not None and name in self.by_name)
        return ("plan", *within, "position") if self.holders else ("position",)

    @cached_property
    def key(self) -> Path:
        """The columns that tell a row from all others."""
        if "id" not in self.by_name:
            return self.siblings
        return ("plan", "id") if self.holders else ("id",)

    @cached_property
    def children(self) -> "tuple[Table, ...]":
        """The tables whose rows stand in the objects of this one."""
        return tuple(table for table in TABLES.values() if self.name in table.holders)

    @cached_property
    def fields(self) -> frozenset[str]:
        """The keys of its objects that the tables speak of; none where a row is a text."""
        own = (column.at[0] for column in self.columns if column.at)
        conditions = (column.when[0] for column in self.columns if column.when)
        return frozenset((*own, *conditions, *(table.holders[self.name][0] for table in self.children)))


def _reference(name: str, table: str, about: str, *, at: Path | None = None, null: bool = False) -> Column:
    return Column(name=name, about=about, at=at, null=null, refers=table)


_PLAN = _reference("plan", "plans", "the plan")
_POSITION = Column(name="position", about="its place among its siblings, from 1", kind="integer", at=None)
_SINCE = Column(name="since", about="first date, as far as it is known", kind="partial-date", null=True)
_UNTIL = Column(name="until", about="last date, as far as it is known", kind="partial-date", null=True)
_NUMBER = Column(name="number", about="the number, as the document counts", kind="integer")
_NUMERAL = Column(name="numeral", about="the number as written")


def _id(about: str) -> Column:
    return Column(name="id", about=about)


def _kind(values: Path) -> Column:
    return Column(name="kind", about="what it is", values=values)


def _span(whose: str, *, null: bool = True) -> tuple[Column, Column]:
    about = f"in the clean text of the item, in code points: where {whose}"
    return (
        Column(name="span_start", about=f"{about} begins", kind="integer", at=("span", "start"), null=null),
        Column(name="span_end", about=f"{about} ends", kind="integer", at=("span", "end"), null=null),
    )


def _owner(*tables: str) -> tuple[Column, Column]:
    return (
        Column(name="owner", about="the table of what has it", at=None, values=tables),
        Column(name="owner_id", about="the id of what has it", at=None),
    )


def _source(name: str, about: str, kind: Kind = "text") -> Column:
    return Column(name=f"source_{name}", about=f"of the document: {about}", kind=kind, at=("source", name), null=True)


def _fingerprint(name: str, about: str, kind: Kind = "text") -> Column:
    at = ("fingerprint", name)
    return Column(name=f"fingerprint_{name}", about=f"of the official text: {about}", kind=kind, at=at, null=True)


def _code(name: str, about: str) -> Column:
    return Column(name=name, about=about, at=("codes", name), null=True)


_NAMED = ("plans", "sections", "items", "actions", "targets", "partners", "mechanisms")
_ENTITIES = ("partners", "mechanisms")

_TABLES = (
    Table(
        name="plans",
        about="Plans, one row each.",
        columns=(
            _id("the year, or the years, of the plan"),
            Column(name="position", about="its place among the plans, from 1", kind="integer", at=None),
            _reference(
                "arrangement", "mechanisms", "the mechanism that it carries out", at=("arrangement",), null=True
            ),
            Column(name="period_start", about="first day", kind="date", at=("period", "start"), null=True),
            Column(name="period_end", about="last day", kind="date", at=("period", "end"), null=True),
            Column(name="has_source", about="whether the document is described", kind="presence", at=("source",)),
            _source("title", "what it calls itself"),
            _source("publisher", "who issued it"),
            _source("language", "BCP 47 tag of its text", "language"),
            _source("length", "code points of the raw text", "integer"),
            _source("sha256", "SHA-256 of the raw text in UTF-8"),
            _source("note", "what a reader should know of this copy"),
            Column(name="schema_version", about="version of the data model", kind="integer"),
            Column(name="extra", about="foreign data, by namespace", kind="json"),
        ),
    ),
    Table(
        name="names",
        about="The names of everything, and the statements of actions, by language.",
        holders={table: ("statement" if table == "actions" else "names", "entries") for table in _NAMED},
        within="owner_id",
        columns=(
            _PLAN,
            *_owner(*_NAMED),
            _POSITION,
            Column(name="language", about="BCP 47 tag", kind="language"),
            Column(name="text", about="the name itself"),
            Column(name="status", about="where it comes from", values=get_args(NameStatus)),
            _SINCE,
            _UNTIL,
        ),
    ),
    Table(
        name="sections",
        about="The sections of a plan and their sub-sections.",
        holders={"plans": ("sections",), "sections": ("sections",)},
        within="parent",
        columns=(
            _PLAN,
            _id("the id"),
            _reference("parent", "sections", "the section that it is a part of", null=True),
            _POSITION,
            _NUMBER,
            _NUMERAL,
        ),
    ),
    Table(
        name="items",
        about="Work items.",
        holders={"sections": ("items",)},
        within="section",
        columns=(
            _PLAN,
            _id("the id"),
            _reference("section", "sections", "the section that it stands in"),
            _POSITION,
            _NUMBER,
            _NUMERAL,
            Column(name="text", about="the clean official text, where a document is attached", null=True),
            _fingerprint("length", "code points", "integer"),
            _fingerprint("sha256", "SHA-256 of the folded text in UTF-8"),
            _fingerprint("trace", "one hexadecimal digit for each code point"),
        ),
    ),
    Table(
        name="actions",
        about="What an item commits to, clause by clause; the statements are in names.",
        holders={"items": ("actions",)},
        within="item",
        columns=(
            _PLAN,
            _id("the id"),
            _reference("item", "items", "the item"),
            _POSITION,
            Column(name="aspect", about="how it commits", values=get_args(Aspect)),
            Column(name="verb", about="the main verb as written", null=True),
            *_span("it"),
        ),
    ),
    Table(
        name="targets",
        about="What is countable or dated in an item.",
        holders={"items": ("targets",)},
        within="item",
        columns=(
            _PLAN,
            Column(name="id", about="an id for names to refer to; the model has none", at=None),
            _reference("item", "items", "the item"),
            _POSITION,
            Column(name="quantity", about="the number", kind="integer"),
            Column(name="comparison", about="how the number is meant", values=get_args(Comparison)),
            Column(name="due", about="latest date", kind="partial-date", null=True),
            _reference("mechanism", "mechanisms", "the mechanism that is counted", at=("mechanism",), null=True),
            *_span("it"),
        ),
    ),
    Table(
        name="mentions",
        about="That an item names a partner or a mechanism: one of the two.",
        holders={"items": ("mentions",)},
        within="item",
        columns=(
            _PLAN,
            _reference("item", "items", "the item"),
            _POSITION,
            *(
                Column(
                    name=name,
                    about=f"the {name} that is named",
                    at=("entity",),
                    null=True,
                    refers=f"{name}s",
                    when=("kind", name),
                )
                for name in ("partner", "mechanism")
            ),
            Column(name="surface", about="the name as written"),
            *_span("the name", null=False),
            Column(name="inferred", about="whether the context alone says the name", kind="boolean"),
            Column(name="nested", about="whether it stands inside a longer name", kind="boolean"),
        ),
    ),
    Table(
        name="policy_areas",
        about="The policy areas of an item, the most fitting first.",
        holders={"items": ("policy_areas",)},
        within="item",
        columns=(
            _PLAN,
            _reference("item", "items", "the item"),
            _POSITION,
            Column(name="policy_area", about="one of the five connectivities", at=(), values=get_args(PolicyArea)),
        ),
    ),
    Table(
        name="partners",
        about="Whom Macao works with.",
        holders={"plans": ("partners",)},
        columns=(
            _PLAN,
            _id("the id"),
            _POSITION,
            _kind(get_args(PartnerKind)),
            _SINCE,
            _UNTIL,
            Column(name="has_codes", about="whether standard codes are given", kind="presence", at=("codes",)),
            _code("alpha2", "ISO 3166-1 alpha-2"),
            _code("alpha3", "ISO 3166-1 alpha-3"),
            _code("m49", "United Nations M49"),
        ),
    ),
    Table(
        name="memberships",
        about="That a partner belongs to a group.",
        holders={"partners": ("memberships",)},
        within="partner",
        columns=(
            _PLAN,
            _reference("partner", "partners", "the member"),
            _POSITION,
            # GROUP is a word of SQL.
            _reference("group_id", "partners", "the group, itself a partner", at=("group",)),
            _SINCE,
            _UNTIL,
        ),
    ),
    Table(
        name="mechanisms",
        about="Through what the work is done.",
        holders={"plans": ("mechanisms",)},
        columns=(
            _PLAN,
            _id("the id"),
            _POSITION,
            _kind(get_args(MechanismKind)),
            Column(name="founded", about="when it was founded, signed or first held", kind="partial-date", null=True),
            Column(name="ended", about="when it came to its end", kind="partial-date", null=True),
            _reference("part_of", "mechanisms", "what it is a part or an edition of", at=("part_of",), null=True),
        ),
    ),
    Table(
        name="operators",
        about="The partners that run a mechanism, or that concluded it.",
        holders={"mechanisms": ("operators",)},
        within="mechanism",
        columns=(
            _PLAN,
            _reference("mechanism", "mechanisms", "the mechanism"),
            _POSITION,
            _reference("partner", "partners", "the partner", at=()),
        ),
    ),
    Table(
        name="aliases",
        about="Other ways to write the name of a partner or a mechanism.",
        holders=dict.fromkeys(_ENTITIES, ("aliases",)),
        within="owner_id",
        columns=(_PLAN, *_owner(*_ENTITIES), _POSITION, Column(name="alias", about="the alias", at=())),
    ),
    Table(
        name="citations",
        about="Where the facts about a partner or a mechanism come from.",
        holders=dict.fromkeys(_ENTITIES, ("citations",)),
        within="owner_id",
        columns=(
            _PLAN,
            *_owner(*_ENTITIES),
            _POSITION,
            Column(name="source", about="who says so"),
            Column(name="confidence", about="how far it is to be trusted", values=get_args(Confidence)),
            Column(name="note", about="what a reader should know", null=True),
            Column(name="supports", about="the fields that it supports", kind="json"),
        ),
    ),
)

TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
"""The tables by name."""
