"""Plans of several years, followed from one to the next."""

import pytest

from bri_macao.comparison import Appearance, series
from bri_macao.errors import UnknownId
from tests.comparison.plans import BOOKS, PORT, SEA, TEA, item, mention, partner, plan

FIRST = plan((item(SEA, mentions=(mention("pt"),)), TEA), id="2031", year=2031, partners=(partner("pt"),))
SECOND = plan(
    (TEA, item(SEA, mentions=(mention("pt"),)), BOOKS + PORT), id="2032", year=2032, partners=(partner("pt"),)
)
THIRD = plan((BOOKS, PORT, TEA), id="2033", year=2033)
SERIES = series(iter((FIRST, SECOND, THIRD)))


def numbers(found: tuple[Appearance, ...]) -> list[tuple[str, list[int]]]:
    return [(one.plan.id, [item.number for item in one.items]) for one in found]


class TestItem:
    @pytest.mark.parametrize(
        ("id", "life"),
        [
            (
                "2031/2",
                [2],
            ),
            ("2032/1", [2]),
            ("2033/3", [2]),
        ],
    )
    def test_from_wherever_it_is_asked(self, id: str, life: list[int]) -> None:
        assert numbers(SERIES.item(id)) == [("2031", life), ("2032", [1]), ("2033", [3])]

    def test_dropped_and_split(self) -> None:
        assert numbers(SERIES.item("2031/1")) == [("2031", [1]), ("2032", [2]), ("2033", [])]
        assert numbers(SERIES.item("2032/3")) == [("2031", []), ("2032", [3]), ("2033", [1, 2])]

    def test_unknown(self) -> None:
        with pytest.raises(UnknownId, match="no item '2031/9' here; the closest"):
            SERIES.item("2031/9")


class TestEntity:
    def test_plan_by_plan(self) -> None:
        assert numbers(SERIES.entity("pt")) == [("2031", [1]), ("2032", [2]), ("2033", [])]

    def test_unknown(self) -> None:
        with pytest.raises(UnknownId, match="no partner or mechanism 'br' here"):
            SERIES.entity("br")


class TestSeries:
    def test_changes_from_each_to_the_next(self) -> None:
        assert [str(one) for one in SERIES.changes] == [
            "2031 to 2032: 1 kept, 1 moved, 1 added",
            "2032 to 2033: 1 kept, 1 split, 1 dropped",
        ]

    def test_one_plan(self) -> None:
        assert series([FIRST]).changes == ()
        assert numbers(series([FIRST]).item("2031/1")) == [("2031", [1])]

    def test_no_plan(self) -> None:
        assert series([]).changes == ()
        with pytest.raises(UnknownId):
            series([]).entity("pt")
