"""The relational form: what is declared, from plans to rows and back, and what is told of rows that cannot be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import attrs
import pytest
from hypothesis import given, settings

from bri_macao import strategies
from bri_macao.errors import DumpError
from bri_macao.findings import Finding, LoadError
from bri_macao.formats._relations import TABLES, Cell, Row, Rows, header_faults, one_of, plans_of, rows_of
from bri_macao.formats._trees import UNKNOWN
from bri_macao.model import (
    Action,
    ActionId,
    Codes,
    Extra,
    Fingerprint,
    ItemId,
    Mechanism,
    MechanismId,
    Membership,
    Mention,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    Period,
    Plan,
    PlanId,
    Section,
    SectionId,
    SourceDescription,
    Target,
    WorkItem,
)
from bri_macao.plans import load_plan
from bri_macao.spans import Span

NAMES = Names.of(en="Harbours", zh_Hans="港口")

PLAN = Plan(
    id=PlanId("2031"),
    names=NAMES,
    extra=Extra({"org.example": {"rows": [1, 1.0, True, None, "中"]}}),
    mechanisms=(
        Mechanism(id=MechanismId("forum"), kind="forum", names=NAMES, operators=(PartnerId("bb"), PartnerId("aa"))),
        Mechanism(id=MechanismId("meeting"), kind="conference", names=NAMES, part_of=MechanismId("forum")),
    ),
    partners=(
        Partner(id=PartnerId("aa"), kind="country", names=NAMES, codes=Codes(), aliases=("", "b", "a")),
        Partner(
            id=PartnerId("bb"),
            kind="group",
            names=Names(),
            codes=Codes("NA", None, "516"),
            memberships=(
                Membership(PartnerId("aa"), PartialDate(2003), PartialDate(2003, 10)),
                Membership(PartnerId("aa"), PartialDate(2003, 10, 17)),
            ),
        ),
    ),
    period=Period.years(2031),
    sections=(
        Section(
            id=SectionId("2031/s1"),
            number=1,
            numeral="一",
            sections=(Section(id=SectionId("2031/s1.2"), number=2), Section(id=SectionId("2031/s1.1"), number=1)),
            items=(
                WorkItem(id=ItemId("2031/2"), number=2, text=""),
                WorkItem(
                    id=ItemId("2031/1"),
                    number=1,
                    actions=(
                        Action(ActionId("2031/1.2"), "hold", NAMES, Span(0, 0), ""),
                        Action(ActionId("2031/1.1"), "other"),
                    ),
                    fingerprint=Fingerprint.of("港口"),
                    mentions=(
                        Mention(PartnerId("aa"), "partner", Span(0, 2), "", inferred=True),
                        Mention(MechanismId("forum"), "mechanism", Span(0, 2), "港口", nested=True),
                    ),
                    policy_areas=("unimpeded-trade", "people-to-people"),
                    targets=(Target(NAMES, 1), Target(NAMES, 2**53, "exactly", mechanism=MechanismId("meeting"))),
                ),
            ),
        ),
    ),
    source=SourceDescription(),
)
"""What is empty and there, beside what is not there, and orders that no sorting gives."""


def rows_for(*plans: Plan) -> Rows:
    """The rows of the plans together."""
    rows: Rows = {name: [] for name in TABLES}
    for some in rows_of(plans):
        for name in TABLES:
            rows[name] += [Row(row.cells, f"{name}:{i}") for i, row in enumerate(some[name], len(rows[name]) + 1)]
    return rows


def told(rows: Rows, *, lenient: bool = False) -> list[tuple[str, str | None]]:
    with pytest.raises(LoadError) as error:
        plans_of(rows, lenient=lenient)
    return [(finding.code, finding.path) for finding in error.value.findings]


def leaves(kind: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths to every value of a class that is no array."""
    for field in attrs.fields(attrs.resolve_types(kind)):
        parts = [part for part in (field.type, *get_args(field.type)) if attrs.has(part)]
        if get_origin(field.type) is tuple and field.name != "supports":
            continue
        if parts and parts[0] not in (PartialDate, Names):
            yield from leaves(parts[0], (*path, field.name))
        elif Names not in parts:
            yield (*path, field.name)


def described() -> str:
    """The tables as the docs have them."""
    parts = []
    for table in TABLES.values():
        parts += [f"## {table.name}", "", f"{table.about} Key: {', '.join(f'`{name}`' for name in table.key)}.", ""]
        parts += ["| column | what it is | kind | refers to |", "| --- | --- | --- | --- |"]
        for column in table.columns:
            kind = "boolean" if column.kind == "presence" else column.kind
            about = f"{column.about}: {', '.join(column.values)}" if column.values else column.about
            refers = f"`{column.refers}`" if column.refers else ""
            parts.append(f"| `{column.name}` | {about} | {kind}{', may be empty' if column.null else ''} | {refers} |")
        parts.append("")
    return "\n".join(parts)


class TestTables:
    def test_are_in_the_docs(self) -> None:
        page = Path(__file__).parents[2] / "docs" / "formats" / "tables.md"
        assert page.read_text("utf-8").endswith(described())

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("plans", Plan),
            ("sections", Section),
            ("items", WorkItem),
            ("actions", Action),
            ("targets", Target),
            ("partners", Partner),
            ("mechanisms", Mechanism),
            ("memberships", Membership),
        ],
    )
    def test_have_every_value_of_the_model_once(self, name: str, kind: type) -> None:
        columns = [column.at for column in TABLES[name].columns if column.at and column.kind != "presence"]
        assert sorted(columns) == sorted(leaves(kind))

    @pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
    def test_are_described_and_keyed(self, table: Any) -> None:
        assert table.about.endswith(".")
        assert all(column.about and not column.about.endswith(".") for column in table.columns)
        assert len(table.by_name) == len(table.columns)
        assert {*table.key, *table.siblings} <= set(table.by_name)
        assert all(column.refers in (None, *TABLES) for column in table.columns)

    def test_enumerations_are_those_of_the_model(self) -> None:
        kinds = get_args(attrs.fields_dict(attrs.resolve_types(Partner))["kind"].type)
        assert TABLES["partners"].by_name["kind"].values == kinds
        assert get_origin(attrs.fields_dict(attrs.resolve_types(Partner))["kind"].type) is Literal


class TestRoundTrip:
    @pytest.mark.parametrize("plan", [PLAN, load_plan(2023), Plan(id=PlanId(""))], ids=["all", "2023", "empty"])
    def test_of_one(self, plan: Plan) -> None:
        assert plans_of(rows_for(plan)) == (plan,)

    @settings(max_examples=30)
    @given(strategies.plans())
    def test_of_several(self, plan: Plan) -> None:
        again = attrs.evolve(plan, id=PlanId("again"))
        assert plans_of(rows_for(again, PLAN, plan)) == (again, PLAN, plan)

    def test_rows_in_any_order(self) -> None:
        rows = rows_for(PLAN, load_plan(2023))
        assert plans_of({name: rows[name][::-1] for name in TABLES}) == (PLAN, load_plan(2023))

    def test_plan_by_plan(self) -> None:
        def endless() -> Iterator[Plan]:
            year = 2031
            while True:
                yield Plan(id=PlanId(str(year)))
                year += 1

        pending = rows_of(endless())
        assert [next(pending)["plans"][0].cells["position"] for _ in range(3)] == [1, 2, 3]

    @pytest.mark.parametrize("count", [0, 2])
    def test_one_is_asked_for(self, count: int) -> None:
        with pytest.raises(LoadError, match=f"one plan is asked for, and there are {count} .*many reads any number"):
            one_of((PLAN,) * count, many="many")


class TestDumping:
    @pytest.mark.parametrize(
        ("plan", "said"),
        [
            (attrs.evolve(PLAN, partners=PLAN.partners * 2), "two rows of partners have plan '2031', id 'aa'"),
            (
                attrs.evolve(PLAN, arrangement=MechanismId("fund")),
                "mechanisms has no 'fund', the arrangement in plans of id '2031'; add it",
            ),
            (
                PLAN.with_items(
                    lambda item: attrs.evolve(item, mentions=(Mention(PartnerId("x"), "partner", Span(0, 1), ""),))
                ),
                "partners has no 'x', the partner in mentions of plan '2031', item '2031/2', position 1",
            ),
            (
                PLAN.with_items(
                    lambda item: attrs.evolve(item, actions=(Action(ActionId("a"), "hold", span=Span(0, 2**63)),))
                ),
                "9223372036854775808 is too large",
            ),
            (attrs.evolve(PLAN, names=Names.of(en="\ud800")), "cannot be written"),
        ],
    )
    def test_what_tables_cannot_hold(self, plan: Plan, said: str) -> None:
        with pytest.raises(DumpError, match=said):
            rows_for(plan)

    def test_plans_of_one_id(self) -> None:
        with pytest.raises(DumpError, match="two plans have the id '2031'"):
            rows_for(PLAN, PLAN)


# A table, the place of a row, cells that are put into it, and what is told.
BROKEN: list[tuple[str, int, dict[str, Cell], list[tuple[str, str]]]] = [
    ("plans", 1, {"schema_version": 2}, [("BRI410", "plans:1:schema_version")]),
    ("plans", 1, {"schema_version": None}, [("BRI405", "plans:1:schema_version")]),
    ("plans", 1, {"extra": "{"}, [("BRI405", "plans:1:extra")]),
    ("plans", 1, {"extra": '{"a":1,"a":2}'}, [("BRI405", "plans:1:extra")]),
    ("plans", 1, {"extra": "[]"}, [("BRI405", "plans:1:extra")]),
    ("plans", 1, {"period_end": None}, [("BRI404", "plans:1:period_end")]),
    ("plans", 1, {"period_end": "2031-02-30"}, [("BRI405", "plans:1:period_end")]),
    ("plans", 1, {"period_end": "2030-12-31"}, [("BRI405", "plans:1:period")]),
    ("plans", 1, {"has_source": False, "source_note": "x"}, [("BRI413", "plans:1:has_source")]),
    ("plans", 1, {"arrangement": "fund"}, [("BRI413", "plans:1:arrangement")]),
    ("sections", 2, {"parent": "x"}, [("BRI413", "sections:2:parent")]),
    ("sections", 2, {"parent": "2031/s1.2"}, [("BRI413", "sections:2:parent")]),
    ("sections", 2, {"plan": "x"}, [("BRI413", "sections:2:parent")]),
    ("sections", 3, {"position": 1}, [("BRI413", "sections:3:position")]),
    ("sections", 3, {"position": "1"}, [("BRI405", "sections:3:position")]),
    ("sections", 3, {"number": True}, [("BRI405", "sections:3:number")]),
    ("sections", 3, {"number": 2**63}, [("BRI405", "sections:3:number")]),
    ("sections", 3, {"number": -1}, [("BRI405", "sections:3:number")]),
    ("sections", 3, {"numeral": None}, [("BRI405", "sections:3:numeral")]),
    ("actions", 2, {"id": "2031/1.2"}, [("BRI413", "actions:2:id")]),
    ("items", 2, {"fingerprint_sha256": "00"}, [("BRI405", "items:2:fingerprint_sha256")]),
    ("items", 2, {"fingerprint_length": None}, [("BRI404", "items:2:fingerprint_length")]),
    ("actions", 1, {"aspect": "dance"}, [("BRI405", "actions:1:aspect")]),
    ("actions", 1, {"aspect": None}, [("BRI405", "actions:1:aspect")]),
    ("actions", 1, {"span_end": None}, [("BRI404", "actions:1:span_end")]),
    ("actions", 1, {"span_start": -1}, [("BRI405", "actions:1:span_start")]),
    ("mentions", 1, {"mechanism": "forum"}, [("BRI405", "mentions:1:mechanism")]),
    ("mentions", 1, {"partner": None}, [("BRI404", "mentions:1:partner")]),
    ("mentions", 1, {"partner": "x"}, [("BRI413", "mentions:1:partner")]),
    ("mentions", 1, {"inferred": 2}, [("BRI405", "mentions:1:inferred")]),
    ("policy_areas", 1, {"policy_area": "sports"}, [("BRI405", "policy_areas:1:policy_area")]),
    ("partners", 1, {"alpha2": "a"}, [("BRI405", "partners:1:alpha2")]),
    ("partners", 2, {"has_codes": False}, [("BRI413", "partners:2:has_codes")]),
    ("memberships", 1, {"since": "2003-1"}, [("BRI405", "memberships:1:since")]),
    ("memberships", 1, {"group_id": 7}, [("BRI405", "memberships:1:group_id")]),
    ("memberships", 2, {"position": 1}, [("BRI413", "memberships:2:position")]),
    ("operators", 1, {"partner": "x"}, [("BRI413", "operators:1:partner")]),
    ("names", 1, {"owner": "books"}, [("BRI405", "names:1:owner"), ("BRI413", "names:1:owner_id")]),
    ("names", 1, {"owner": "mentions"}, [("BRI405", "names:1:owner"), ("BRI413", "names:1:owner_id")]),
    ("names", 1, {"owner_id": "x"}, [("BRI413", "names:1:owner_id")]),
    ("names", 1, {"text": ""}, [("BRI405", "names:1:text")]),
    ("names", 1, {"language": "x" * 100_000, "status": "y" * 100_000}, [("BRI405", "names:1:status")]),
]


class TestFaults:
    @pytest.mark.parametrize(("table", "place", "cells", "expected"), BROKEN)
    def test_have_a_place(
        self, table: str, place: int, cells: dict[str, Cell], expected: list[tuple[str, str]]
    ) -> None:
        rows = rows_for(PLAN)
        rows[table][place - 1].cells.update(cells)
        assert told(rows) == expected

    def test_of_a_plan_that_is_not_there(self) -> None:
        rows = rows_for(PLAN)
        rows["sections"][0].cells["plan"] = "x"
        assert told(rows)[0] == ("BRI413", "sections:1:plan")

    def test_are_told_all_at_once(self) -> None:
        rows = rows_for(load_plan(2023), PLAN)
        rows["partners"][-1].cells["alpha2"] = "a"
        rows["partners"][0].cells["kind"] = "planet"
        rows["names"][0].cells["text"] = ""
        assert sorted(told(rows)) == [
            ("BRI405", "names:1:text"),
            ("BRI405", "partners:1:kind"),
            ("BRI405", f"partners:{len(rows['partners'])}:alpha2"),
        ]

    def test_messages_are_short(self) -> None:
        rows = rows_for(PLAN)
        rows["names"][0].cells["status"] = "y" * 100_000
        with pytest.raises(LoadError, match=r"none of official, .*; the value is 'y{59}…$"):
            plans_of(rows)

    def test_sections_in_a_circle(self) -> None:
        rows = rows_for(PLAN)
        rows["sections"][0].cells["parent"] = "2031/s1.1"
        assert set(told(rows)) == {("BRI413", f"sections:{i}:parent") for i in (1, 2, 3)}

    @pytest.mark.parametrize("depth", [50, 51, 20_000])
    def test_sections_too_deep(self, depth: int) -> None:
        rows = rows_for(Plan(id=PlanId("2031")))
        for i in range(depth):
            cells: dict[str, Cell] = {"plan": "2031", "id": f"{i}", "parent": f"{i - 1}" if i else None, "position": 1}
            rows["sections"].append(Row(cells | {"number": 1, "numeral": ""}, f"sections:{i + 1}"))
        if depth > 50:
            assert told(rows) == [("BRI408", "sections:51:parent")]
        else:
            assert len(list(plans_of(rows)[0].sections[0].walk())) == depth


class TestUnknownColumns:
    def test_are_kept_aside_by_the_lenient(self) -> None:
        rows = rows_for(PLAN)
        rows["partners"][1].cells["motto"] = "semper"
        rows["partners"][0].cells["motto"] = None
        heard: list[Finding] = []
        (plan,) = plans_of(rows, lenient=True, notice=heard.append)
        assert plan.extra[UNKNOWN] == {"/partners/1/motto": "semper"}
        assert attrs.evolve(plan, extra=PLAN.extra) == PLAN
        assert [(finding.code, finding.path) for finding in heard] == [("BRI421", "/partners/1/motto")]

    @pytest.mark.parametrize(
        ("table", "names", "lenient", "expected"),
        [
            ("operators", ("plan", "mechanism", "position", "partner"), False, []),
            ("operators", ("partner", "position", "mechanism", "plan"), True, []),
            ("operators", ("plan", "mechanism", "position"), False, [("BRI413", "f")]),
            ("operators", ("plan", "plan", "mechanism", "position", "partner"), False, [("BRI402", "f:plan")]),
            ("operators", ("plan", "mechanism", "position", "partner", "x"), False, [("BRI403", "f:x")]),
            # The row is a text; it has no place for more.
            ("operators", ("plan", "mechanism", "position", "partner", "x"), True, [("BRI403", "f:x")]),
            ("memberships", ("plan", "partner", "position", "group_id"), False, []),
            ("memberships", ("plan", "partner", "position", "group_id", "x"), True, []),
            ("memberships", ("plan", "partner", "position", "group_id", "group"), True, [("BRI403", "f:group")]),
            ("targets", (*TABLES["targets"].by_name, "names"), True, [("BRI403", "f:names")]),
            ("mentions", (*TABLES["mentions"].by_name, "kind"), True, [("BRI403", "f:kind")]),
        ],
    )
    def test_headers(self, table: str, names: tuple[str, ...], lenient: bool, expected: list[tuple[str, str]]) -> None:
        found = header_faults(TABLES[table], names, "f", lenient=lenient)
        assert [(finding.code, finding.path) for finding in found] == expected
