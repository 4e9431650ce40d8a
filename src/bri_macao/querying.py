"""Queries: which items of a plan fit a condition, each with the evidence for it (floor 3).

    import bri_macao as bri

    for hit in bri.query(plan).partner("br").mechanism(kind="platform").section(2):
        print(hit.item.number, hit.evidence)

A query is lazy and immutable: every method gives a new one that narrows it, and nothing is searched before it is asked
for. What is asked for often, entities, members and folded words, is looked up in the plan's own index, which is made
once. Conditions stand for themselves too, and combine with `&`, `|` and `~`:

    from bri_macao import querying

    unsure = querying.aspect("strive") | querying.aspect("explore")
    bri.query(plan).where(unsure & ~querying.section(3))
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Literal, TypeAlias, get_args

import attrs

from bri_macao.errors import InvalidValue, UnknownId
from bri_macao.model import (
    Action,
    Aspect,
    Comparison,
    EntityKind,
    Index,
    Mechanism,
    MechanismKind,
    Mention,
    Partner,
    PartnerKind,
    Plan,
    PolicyArea,
    Section,
    Target,
    WorkItem,
)
from bri_macao.model._html import page, row, tagged
from bri_macao.model.indexing import look_up
from bri_macao.spans import Span
from bri_macao.text import fold, width

__all__ = [
    "Condition",
    "Evidence",
    "Hit",
    "Query",
    "Quote",
    "Table",
    "aspect",
    "mechanism",
    "partner",
    "policy_area",
    "query",
    "section",
    "target",
    "text",
]


@attrs.frozen
class Quote:
    """Words that were looked for, where they stand.

    Attributes:
        field: `names` (the title), `statement`, `target`, `surface` of a mention, or the official `text`.
        language: the BCP 47 tag of what was searched; `""` for a surface and the official text.
        text: the whole of what was searched.
        span: the words in it.
    """

    field: Literal["names", "statement", "target", "surface", "text"]
    language: str
    text: str
    span: Span


Evidence: TypeAlias = Mention | Action | Target | Quote
"""What made an item fit: a mention, an action, a target, or words."""


@attrs.frozen
class Hit:
    """An item that fits.

    Attributes:
        item: the item.
        section: the section that it stands in, the innermost one.
        evidence: what made it fit, condition by condition, each thing once. Where a partner fits through a group, or a
            mechanism through its part, the evidence is the mention of that group or part.
    """

    item: WorkItem
    section: Section
    evidence: tuple[Evidence, ...]


_Proof = tuple[Evidence, ...]
_Test = Callable[[WorkItem], _Proof | None]


@attrs.frozen
class Condition:
    """Something that an item of a plan fits or does not; `&`, `|` and `~` make new ones.

    Attributes:
        words: the condition as one reads it.
        bind: from the index of a plan to a test of its items; a test gives the evidence, or None. Fails with
            `UnknownId` or `InvalidValue` where the condition asks for what cannot be.
    """

    words: str
    bind: Callable[[Index], _Test] = attrs.field(repr=False)

    def __and__(self, other: "Condition") -> "Condition":
        def bind(index: Index) -> _Test:
            first, second = self.bind(index), other.bind(index)

            def test(item: WorkItem) -> _Proof | None:
                one = first(item)
                both = None if one is None else second(item)
                return None if one is None or both is None else tuple(dict.fromkeys((*one, *both)))

            return test

        return Condition(f"{self.words} & {other.words}", bind)

    def __or__(self, other: "Condition") -> "Condition":
        def bind(index: Index) -> _Test:
            first, second = self.bind(index), other.bind(index)

            def test(item: WorkItem) -> _Proof | None:
                one, two = first(item), second(item)
                return None if one is None and two is None else tuple(dict.fromkeys((*(one or ()), *(two or ()))))

            return test

        return Condition(f"({self.words} | {other.words})", bind)

    def __invert__(self) -> "Condition":
        def bind(index: Index) -> _Test:
            inner = self.bind(index)
            return lambda item: () if inner(item) is None else None

        return Condition(f"~({self.words})", bind)

    def __bool__(self) -> bool:
        raise TypeError("a condition is neither true nor false by itself; combine conditions with &, | and ~")


def partner(*ids: str, kind: PartnerKind | None = None, direct: bool = False, nested: bool = False) -> Condition:
    """Items that name a partner.

    Args:
        ids: the ids of partners; an item that names one of them fits. With none of them, any partner will do.
        kind: what the named partner is: `country`, `group`, `city` ...
        direct: leave out items that only name a group to which the partner belongs in the plan's period.
        nested: let a name inside a longer name count too.
    """
    return _entity("partner", ids, kind, get_args(PartnerKind), direct=direct, nested=nested)


def mechanism(
    *ids: str,
    kind: MechanismKind | None = None,
    part_of: str | None = None,
    direct: bool = False,
    nested: bool = False,
) -> Condition:
    """Items that name a mechanism.

    Args:
        ids: the ids of mechanisms; an item that names one of them fits. With none of them, any mechanism will do.
        kind: what the named mechanism is: `forum`, `fund`, `agreement` ...
        part_of: the id of a mechanism; only its editions, meetings and other parts count, at any remove.
        direct: leave out items that only name a part of the mechanism.
        nested: let a name inside a longer name count too.
    """
    return _entity("mechanism", ids, kind, get_args(MechanismKind), part_of=part_of, direct=direct, nested=nested)


def _entity(
    what: EntityKind,
    ids: Sequence[str],
    kind: str | None,
    kinds: Sequence[str],
    *,
    direct: bool,
    nested: bool,
    part_of: str | None = None,
) -> Condition:
    given = [*map(repr, ids), *(f"{key}={value!r}" for key, value in (("kind", kind), ("part_of", part_of)) if value)]
    given += [f"{key}=True" for key, value in (("direct", direct), ("nested", nested)) if value]

    def bind(index: Index) -> _Test:
        table: dict[str, Partner | Mechanism] = {**(index.partners if what == "partner" else index.mechanisms)}
        if kind is not None:
            _one_of("kind", kind, kinds)
        wanted: frozenset[str] | None = None
        if ids:
            wanted = frozenset().union(*(index.reach(look_up(what, id, table), direct=direct) for id in ids))
        if part_of is not None:
            whole = look_up(what, part_of, table)
            parts = index.reach(whole) - {whole.id}
            wanted = parts if wanted is None else wanted & parts

        def fits(mention: Mention) -> bool:
            if mention.kind != what or (mention.nested and not nested):
                return False
            if wanted is not None and mention.entity not in wanted:
                return False
            return kind is None or (mention.entity in table and table[mention.entity].kind == kind)

        return lambda item: tuple(filter(fits, item.mentions)) or None

    return Condition(f"{what}({', '.join(given)})", bind)


def section(key: int | str) -> Condition:
    """Items of a section and of its sub-sections.

    Args:
        key: the number of a top-level section, or the id of any.
    """

    def bind(index: Index) -> _Test:
        if isinstance(key, str):
            found = look_up("section", key, index.sections)
        else:
            tops = {found.number: found for found in index.sections.values() if "." not in found.id}
            if key not in tops:
                raise UnknownId("section", key, map(str, tops))
            found = tops[key]
        inside = frozenset(item.id for item in found.all_items())
        return lambda item: () if item.id in inside else None

    return Condition(f"section({key!r})", bind)


def aspect(*aspects: Aspect) -> Condition:
    """Items with an action that commits in one of these ways; the actions are the evidence."""

    def bind(_: Index) -> _Test:
        for one in aspects:
            _one_of("aspect", one, get_args(Aspect))
        return lambda item: tuple(action for action in item.actions if action.aspect in aspects) or None

    return Condition(f"aspect({', '.join(map(repr, aspects))})", bind)


def policy_area(*areas: PolicyArea) -> Condition:
    """Items in one of these policy areas, the Belt and Road's five connectivities."""

    def bind(_: Index) -> _Test:
        for area in areas:
            _one_of("policy area", area, get_args(PolicyArea))
        return lambda item: None if set(areas).isdisjoint(item.policy_areas) else ()

    return Condition(f"policy_area({', '.join(map(repr, areas))})", bind)


def target(*, mechanism: str | None = None, comparison: Comparison | None = None) -> Condition:
    """Items with a target; the targets are the evidence.

    Args:
        mechanism: the id of the mechanism that is counted, or of one that it is a part of.
        comparison: how it counts: `at-least`, `exactly`, `ordinal`.
    """
    given = (("mechanism", mechanism), ("comparison", comparison))

    def bind(index: Index) -> _Test:
        if comparison is not None:
            _one_of("comparison", comparison, get_args(Comparison))
        reach = None if mechanism is None else index.reach(look_up("mechanism", mechanism, index.mechanisms))

        def fits(found: Target) -> bool:
            counted = reach is None or found.mechanism in reach
            return counted and (comparison is None or found.comparison == comparison)

        return lambda item: tuple(filter(fits, item.targets)) or None

    return Condition(f"target({', '.join(f'{key}={value!r}' for key, value in given if value)})", bind)


def text(words: str) -> Condition:
    """Items in which the words stand: in the title, a statement or a target, in any language, or in the official text.

    Script, case, accents, width and the forms of quotes and dashes do not matter: 人民幣 finds 人民币, and accao finds
    acção. Where no copy of the document is attached, the surfaces of mentions are all that is searched of its wording.
    """
    wanted = _plain(words.strip())

    def bind(index: Index) -> _Test:
        if not wanted:
            raise InvalidValue("no words to look for; pass some, or leave text() out")

        def test(item: WorkItem) -> _Proof | None:
            found = (
                Quote(place.field, place.language, place.text, Span(start, start + len(wanted)))
                for place in index.words[item.id]
                if (start := _plain(place.text).find(wanted)) >= 0
            )
            return tuple(found) or None

        return test

    return Condition(f"text({words!r})", bind)


@cache
def _accents() -> dict[int, str]:
    """Latin letters with an accent, to those without."""
    letters = map(chr, range(0xC0, 0x250))
    bare = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return {ord(letter): plain for letter, plain in bare.items() if plain != letter}


def _plain(text: str) -> str:
    """What words are looked for in: folded, and without accents; as long as the text."""
    return fold(text).translate(_accents())


def _one_of(what: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise InvalidValue(f"no {what} {value!r}; those that there are: {', '.join(allowed)}")


@attrs.frozen
class Query:
    """A question about a plan's items; iterate over it for the hits, in document order.

    >>> from bri_macao.plans import load_plan
    >>> found = query(load_plan(2023)).partner("br").section(4)
    >>> [(hit.item.number, [part.surface for part in hit.evidence]) for hit in found]
    [(21, ['巴葡', '葡语国家/地区']), (22, ['葡语国家'])]
    >>> found.partner("br", direct=True).count()
    1
    """

    plan: Plan = attrs.field(repr=lambda plan: plan.id)
    condition: Condition | None = attrs.field(
        default=None, repr=lambda condition: "" if condition is None else condition.words
    )

    def where(self, condition: Condition) -> "Query":
        """The query narrowed by a condition.

        Raises:
            UnknownId: the condition asks for an entity or a section that the plan has not.
            InvalidValue: it asks for a kind, an aspect or an area that does not exist.
        """
        condition.bind(self.plan.index)  # what is wrong shows where it was written
        return Query(self.plan, condition if self.condition is None else self.condition & condition)

    def partner(
        self, *ids: str, kind: PartnerKind | None = None, direct: bool = False, nested: bool = False
    ) -> "Query":
        """Narrowed to items that name a partner; see `partner`."""
        return self.where(partner(*ids, kind=kind, direct=direct, nested=nested))

    def mechanism(
        self,
        *ids: str,
        kind: MechanismKind | None = None,
        part_of: str | None = None,
        direct: bool = False,
        nested: bool = False,
    ) -> "Query":
        """Narrowed to items that name a mechanism; see `mechanism`."""
        return self.where(mechanism(*ids, kind=kind, part_of=part_of, direct=direct, nested=nested))

    def section(self, key: int | str) -> "Query":
        """Narrowed to items of a section; see `section`."""
        return self.where(section(key))

    def aspect(self, *aspects: Aspect) -> "Query":
        """Narrowed to items with such an action; see `aspect`."""
        return self.where(aspect(*aspects))

    def policy_area(self, *areas: PolicyArea) -> "Query":
        """Narrowed to items of a policy area; see `policy_area`."""
        return self.where(policy_area(*areas))

    def target(self, *, mechanism: str | None = None, comparison: Comparison | None = None) -> "Query":
        """Narrowed to items with a target; see `target`."""
        return self.where(target(mechanism=mechanism, comparison=comparison))

    def text(self, words: str) -> "Query":
        """Narrowed to items in which the words stand; see `text`."""
        return self.where(text(words))

    def __iter__(self) -> Iterator[Hit]:
        index = self.plan.index
        test: _Test = (lambda _: ()) if self.condition is None else self.condition.bind(index)
        for item in index.items.values():
            proof = test(item)
            if proof is not None:
                yield Hit(item, index.homes[item.id], proof)

    def count(self) -> int:
        """How many items fit."""
        return sum(1 for _ in self)

    def first(self) -> Hit | None:
        """The first hit in document order, or None."""
        return next(islice(self, 1), None)

    def items(self) -> tuple[WorkItem, ...]:
        """The items that fit, in document order."""
        return tuple(hit.item for hit in self)

    def partners(self) -> tuple[Partner, ...]:
        """The partners that the items name, each once, in the order of first mention."""
        return tuple(dict.fromkeys(found for hit in self for found in self.plan.partners_of(hit.item)))

    def mechanisms(self) -> tuple[Mechanism, ...]:
        """The mechanisms that the items name, each once, in the order of first mention."""
        return tuple(dict.fromkeys(found for hit in self for found in self.plan.mechanisms_of(hit.item)))

    def table(self, language: str = "en") -> "Table":
        """The hits as a table, a row each.

        Args:
            language: BCP 47 tag of titles and names; where one is missing, another language stands in.
        """

        def named(entities: Iterable[Partner | Mechanism]) -> str:
            return "; ".join(entity.names.best(language, "zh") for entity in entities)

        return Table(
            ("item", "section", "title", "partners", "mechanisms", "evidence"),
            tuple(
                (
                    str(hit.item.number),
                    hit.section.numeral,
                    hit.item.label(language, "zh"),
                    named(self.plan.partners_of(hit.item)),
                    named(self.plan.mechanisms_of(hit.item)),
                    "; ".join(dict.fromkeys(_shown(part, language) for part in hit.evidence)),
                )
                for hit in self
            ),
        )


def _shown(part: Evidence, language: str) -> str:
    """Evidence as it stands in a table."""
    match part:
        case Mention():
            return part.surface
        case Action():
            return part.statement.best(language, "zh") or f"{part.aspect} {part.verb or ''}".strip()
        case Target():
            return part.names.best(language, "zh")
        case Quote():
            return part.text


@attrs.frozen
class Table:
    """Rows of text under columns: print it, show it in a notebook, or hand `records()` to a data frame.

    Attributes:
        columns: the names of the columns.
        rows: the rows; each has as many cells as there are columns.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def records(self) -> list[dict[str, str]]:
        """A dictionary for each row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    def __str__(self) -> str:
        """Aligned columns, a Chinese character two wide; long cells are cut, `records()` has the whole of them."""
        rows = [tuple(map(_cut, row)) for row in (self.columns, *self.rows)]
        widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
        rows.insert(1, tuple("-" * wide for wide in widths))
        lines = (
            "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)) for row in rows
        )
        return "\n".join(line.rstrip() for line in lines)

    def _repr_html_(self) -> str:
        head = page("tr", *(page("th", tagged(column, "en")) for column in self.columns))
        return page("table", head, *(row(*map(tagged, cells)) for cells in self.rows))


def _cut(cell: str, most: int = 36) -> str:
    """A cell that is no wider than a table has room for."""
    if width(cell) <= most:
        return cell
    while width(cell) >= most:
        cell = cell[: -1 - (width(cell) - most) // 2]
    return cell + "…"


def query(plan: Plan) -> Query:
    """A query over all items of a plan, to be narrowed.

    >>> from bri_macao.plans import load_plan
    >>> query(load_plan(2023)).text("人民幣").items()
    (<WorkItem 2023/3 'Offshore renminbi business, clearing and use in Portuguese-speaking countries'>,)
    """
    return Query(plan)
