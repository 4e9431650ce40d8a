"""The matrix: its figures are those that queries give."""

from collections import defaultdict

import attrs
import pytest
from hypothesis import given, settings

from bri_macao.model import Membership, Names, PartialDate, Partner, PartnerId, Plan
from bri_macao.pages import Language
from bri_macao.plans import load_plan
from bri_macao.plot import Box, Picture, Text, matrix
from bri_macao.querying import query
from bri_macao.strategies import plans

BUNDLED = load_plan(2023)


def rows_of(picture: Picture) -> dict[str, list[tuple[int, int]]]:
    """Of each row, by its label: for each section, how many items name the partner itself, and how many a group."""
    lines: dict[float, list[Text]] = defaultdict(list)
    for mark in picture.marks:
        if isinstance(mark, Text):
            lines[mark.y].append(mark)
    found: dict[str, list[tuple[int, int]]] = {}
    middles = sorted({round(mark.x + 41, 3) for mark in picture.marks if isinstance(mark, Box) and mark.width == 82})
    for texts in lines.values():
        label, *figures = texts
        if label.x == 0 and figures and figures[-1].text.isdigit():
            left = figures[-1].x  # to the right of every section
            bold = {mark.x + 1.5: int(mark.text) for mark in figures if mark.bold}
            plus = {mark.x - 1.5: int(mark.text) for mark in figures if mark.text.startswith("+")}
            assert all(middle < left for middle in middles)
            cells = [
                (
                    next((count for x, count in bold.items() if abs(x - middle) < 1), 0),
                    next((count for x, count in plus.items() if abs(x - middle) < 1), 0),
                )
                for middle in middles
            ]
            assert sum(map(sum, cells)) == int(figures[-1].text)
            found[label.text] = cells
    return found


def counted(plan: Plan, partner: str) -> list[tuple[int, int]]:
    """What a query says of the sections in which anybody is named."""
    return [
        (
            query(plan).partner(partner, direct=True).section(section.id).count(),
            query(plan).partner(partner).section(section.id).count()
            - query(plan).partner(partner, direct=True).section(section.id).count(),
        )
        for section in plan.sections
        if query(plan).partner().section(section.id).count()
    ]


class TestFigures:
    def test_are_those_of_queries(self) -> None:
        rows = rows_of(matrix(BUNDLED, members=True))
        named = [p for p in BUNDLED.partners if p.kind != "host" and query(BUNDLED).partner(p.id).count()]
        assert len(rows) == len(named) == 72
        cut = {label.removesuffix("…"): cells for label, cells in rows.items()}
        for partner in named:
            (cells,) = (cells for label, cells in cut.items() if partner.names["en"].startswith(label))
            assert cells == counted(BUNDLED, partner.id)

    @pytest.mark.usefixtures("chinese")
    @settings(max_examples=25)
    @given(plans())
    def test_are_those_of_queries_in_any_plan(self, plan: Plan) -> None:
        names = (Names.of(en=f"No. {n}") for n in range(len(plan.partners)))
        plain = attrs.evolve(
            plan,
            partners=tuple(
                attrs.evolve(partner, names=name) for partner, name in zip(plan.partners, names, strict=True)
            ),
        )
        wanted = {
            partner.names["en"]: counted(plain, partner.id)
            for partner in plain.partners
            if partner.kind != "host" and query(plain).partner(partner.id).count()
        }
        texts = matrix(plain, members=True).texts
        assert ("No partner is named." in texts) == (not wanted)
        assert {text for text in texts if text.startswith("No. ")} == set(wanted)
        totals = sorted(sum(map(sum, cells)) for cells in wanted.values())
        first = next((n for n, text in enumerate(texts) if text in wanted), 0)
        assert totals == [] or totals[-1] in [int(text) for text in texts[first:] if text.isdigit()]


class TestRows:
    def test_are_shared_by_members_that_the_same_groups_bring_in(self) -> None:
        rows = rows_of(matrix(BUNDLED))
        assert rows["26 members: European Union"] == counted(BUNDLED, "fr")
        assert rows["6 members: Portuguese-speaking Countries"] == counted(BUNDLED, "ao")
        assert rows["Portugal"] == counted(BUNDLED, "pt")
        assert len(rows) == 26
        assert "through the same groups alone share a row" in matrix(BUNDLED).description

    def test_stand_by_kind_and_the_most_named_first(self) -> None:
        texts = matrix(BUNDLED).texts
        places = [texts.index(text) for text in ("Group of countries", "Country", "Region", "Zone", "City")]
        assert places == sorted(places)
        places = [texts.index(text) for text in ("Portugal", "Brazil", "26 members: European Union")]
        assert places == sorted(places)

    def test_there_is_none_for_macao(self) -> None:
        assert query(BUNDLED).partner("mo").count()
        assert "Macao" not in " ".join(matrix(BUNDLED, members=True).texts[20:]).split()

    def test_memberships_count_in_the_plan_s_period(self) -> None:
        late = Partner(
            id=PartnerId("harbour"),
            kind="city",
            names=Names.of(en="Harbour"),
            memberships=(Membership(PartnerId("eu"), since=PartialDate(2025)),),
        )
        assert "Harbour" not in matrix(attrs.evolve(BUNDLED, partners=(*BUNDLED.partners, late))).texts

    def test_no_note_where_no_row_is_shared(self) -> None:
        assert "share a row" not in matrix(BUNDLED, members=True).description


class TestColumns:
    def test_stand_in_the_order_of_the_plan(self) -> None:
        texts = " ".join(matrix(BUNDLED).texts)
        places = [texts.index(f"{section.number}. {section.names['en'].split()[0]}") for section in BUNDLED.sections]
        assert places == sorted(places)

    @pytest.mark.usefixtures("chinese")
    @pytest.mark.parametrize(("language", "head"), [("en", "5. Institutional"), ("zh-Hans", "五、机制安排")])
    def test_are_numbered_as_the_language_does(self, language: Language, head: str) -> None:
        assert head in matrix(BUNDLED, language=language).texts

    @pytest.mark.usefixtures("chinese")
    @pytest.mark.parametrize(("language", "head"), [("en", "Harbours"), ("zh-Hant", "港口")])
    def test_or_not_at_all(self, language: Language, head: str) -> None:
        first, *others = BUNDLED.sections
        bare = attrs.evolve(first, number=0, numeral="", names=Names.of(en="Harbours", zh_Hant="港口"))
        assert head in matrix(attrs.evolve(BUNDLED, sections=(bare, *others)), language=language).texts
