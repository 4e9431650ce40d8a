"""Conditions on the items of a corpus, as SQL; each finds what the condition of its name in `bri_macao.querying` finds.

A condition is a SELECT of the columns `document` and `item`. What it asks for stands in it as literals: views are made
of it, and DuckDB has no parameters for them.
"""
# ruff: noqa: S608 - whatever comes from outside goes through `literal`

from collections.abc import Iterable, Sequence
from typing import get_args

import attrs

from bri_macao.errors import InvalidValue
from bri_macao.model import Aspect, Comparison, EntityKind, MechanismKind, PartnerKind, PolicyArea
from bri_macao.querying._conditions import one_of, sought

__all__ = ["Condition", "aspect", "entity", "literal", "policy_area", "section", "target", "text"]


@attrs.frozen
class Condition:
    """Something that an item fits or does not.

    Attributes:
        words: the condition as one reads it.
        sql: the items that fit.
        asked: of each id that is asked for, the table that must have it.
    """

    words: str
    sql: str
    asked: tuple[tuple[str, str], ...] = ()


# Groups that a partner belongs to in the plan's period, and parts of a mechanism, both at any remove.
_STEPS = {
    "partner": """SELECT m.document, m.group_id FROM reach r
        JOIN memberships m ON m.document = r.document AND m.partner = r.id
        JOIN plans p ON p.document = m.document
        WHERE p.period_start IS NULL OR
            coalesce(latest(m.since) <= p.period_end, true) AND coalesce(p.period_start <= earliest(m.until), true)""",
    "mechanism": """SELECT m.document, m.id FROM reach r
        JOIN mechanisms m ON m.document = r.document AND m.part_of = r.id""",
}


def literal(value: object) -> str:
    """A text or a number as SQL has it."""
    if isinstance(value, int):
        return str(value)
    quoted = "'" + str(value).replace("'", "''") + "'"
    # A NUL ends a query, before DuckDB 2.
    return "(" + quoted.replace("\0", "' || chr(0) || '") + ")" if "\0" in quoted else quoted


def _among(column: str, values: Iterable[object]) -> str:
    """That a column has one of the values; of no values it has none."""
    listed = ", ".join(map(literal, values))
    return f"{column} IN ({listed})" if listed else "false"


def _reach(what: str, ids: Sequence[str], *, direct: bool = False) -> str:
    """The ids by which an item can name one of the entities, in each document that has it."""
    own = f"SELECT document, id FROM {what}s WHERE {_among('id', ids)}"
    if direct:
        return own
    return f"WITH RECURSIVE reach(document, id) AS ({own} UNION {_STEPS[what]}) SELECT document, id FROM reach"


def entity(
    what: EntityKind,
    ids: Sequence[str],
    *,
    kind: str | None,
    part_of: str | None = None,
    direct: bool,
    nested: bool,
) -> Condition:
    """Items that name a partner or a mechanism."""
    given = [*map(repr, ids), *(f"{key}={value!r}" for key, value in (("kind", kind), ("part_of", part_of)) if value)]
    given += [f"{key}=True" for key, value in (("direct", direct), ("nested", nested)) if value]
    asked = [(what, id) for id in ids]
    tests = [f"{what} IS NOT NULL"] if nested else [f"{what} IS NOT NULL", "NOT nested"]

    def within(select: str) -> str:
        return f"(document, {what}) IN (SELECT (document, id) FROM ({select}))"

    if ids:
        tests.append(within(_reach(what, ids, direct=direct)))
    if part_of is not None:
        asked.append((what, part_of))
        tests.append(within(_reach(what, [part_of])))
        tests.append(f"{what} <> {literal(part_of)}")
    if kind is not None:
        one_of("kind", kind, get_args(PartnerKind if what == "partner" else MechanismKind))
        tests.append(within(f"SELECT document, id FROM {what}s WHERE kind = {literal(kind)}"))
    sql = f"SELECT document, item FROM mentions WHERE {' AND '.join(tests)}"
    return Condition(f"{what}({', '.join(given)})", sql, tuple(asked))


def section(key: int | str) -> Condition:
    """Items of a section and of its sub-sections."""
    if isinstance(key, str):
        tops = f"SELECT document, id FROM sections WHERE id = {literal(key)}"
    else:
        # Of two sections with one number, the first.
        tops = f"""SELECT document, id FROM sections WHERE parent IS NULL AND number = {literal(key)}
            QUALIFY row_number() OVER (PARTITION BY document ORDER BY position) = 1"""
    sql = f"""WITH RECURSIVE inside(document, id) AS ({tops} UNION
        SELECT s.document, s.id FROM inside i JOIN sections s ON s.document = i.document AND s.parent = i.id)
        SELECT document, id AS item FROM items WHERE (document, section) IN (SELECT (document, id) FROM inside)"""
    return Condition(f"section({key!r})", sql, (("section", key),) if isinstance(key, str) else ())


def aspect(aspects: Sequence[Aspect]) -> Condition:
    """Items with an action that commits in one of these ways."""
    for each in aspects:
        one_of("aspect", each, get_args(Aspect))
    sql = f"SELECT document, item FROM actions WHERE {_among('aspect', aspects)}"
    return Condition(f"aspect({', '.join(map(repr, aspects))})", sql)


def policy_area(areas: Sequence[PolicyArea]) -> Condition:
    """Items in one of these policy areas."""
    for each in areas:
        one_of("policy area", each, get_args(PolicyArea))
    sql = f"SELECT document, item FROM policy_areas WHERE {_among('policy_area', areas)}"
    return Condition(f"policy_area({', '.join(map(repr, areas))})", sql)


def target(mechanism: str | None, comparison: Comparison | None) -> Condition:
    """Items with a target."""
    given = (("mechanism", mechanism), ("comparison", comparison))
    tests = ["true"]
    if mechanism is not None:
        tests.append(f"(document, mechanism) IN (SELECT (document, id) FROM ({_reach('mechanism', [mechanism])}))")
    if comparison is not None:
        one_of("comparison", comparison, get_args(Comparison))
        tests.append(f"comparison = {literal(comparison)}")
    sql = f"SELECT document, item FROM targets WHERE {' AND '.join(tests)}"
    words = f"target({', '.join(f'{key}={value!r}' for key, value in given if value)})"
    return Condition(words, sql, () if mechanism is None else (("mechanism", mechanism),))


def text(words: str) -> Condition:
    """Items in which the words stand."""
    wanted = sought(words)
    if not wanted:
        raise InvalidValue("no words to look for; pass some, or leave text() out")
    return Condition(f"text({words!r})", f"SELECT document, item FROM words WHERE contains(folded, {literal(wanted)})")
