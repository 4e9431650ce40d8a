"""The calendar: dates stand where they are known to be, and nowhere else."""

from datetime import date

import attrs
import pytest

from bri_macao.errors import InvalidValue
from bri_macao.model import Mechanism, MechanismId, Names, PartialDate, Period, Plan, PlanId, Target
from bri_macao.pages import Language
from bri_macao.plans import load_plan
from bri_macao.plot import Box, Dot, Mark, Picture, Text, calendar
from bri_macao.progress import Log, Update

BUNDLED = load_plan(2023)
NO_MONTH = "Nothing in the period has a date that is known to the month."
DAY, MONTH, YEAR = "#d55e00", "#0b5394", "#c3d9ec"


def plan(*targets: Target, period: Period | None = BUNDLED.period, mechanisms: tuple[Mechanism, ...] = ()) -> Plan:
    """The bundled plan with these targets in its first item, and nothing else that is dated."""
    bare = BUNDLED.with_items(lambda item: attrs.evolve(item, targets=targets if item.number == 1 else ()))
    return attrs.evolve(bare, period=period, mechanisms=mechanisms)


def target(due: str | None = None) -> Target:
    return Target(Names.of(en="boats"), 3, due=None if due is None else PartialDate.parse(due))


def forum(founded: str | None = None, ended: str | None = None) -> Mechanism:
    dates = [None if text is None else PartialDate.parse(text) for text in (founded, ended)]
    return Mechanism(
        id=MechanismId("f"), kind="forum", names=Names.of(en="Forum of boats"), founded=dates[0], ended=dates[1]
    )


def dated(picture: Picture) -> list[Mark]:
    """The dots and bars that stand for dates."""
    return [
        mark
        for mark in picture.marks
        if (isinstance(mark, Dot) and mark.fill == DAY) or (isinstance(mark, Box) and mark.fill in (MONTH, YEAR))
    ]


def month_at(picture: Picture, x: float) -> str:
    """Under which month a place is."""
    heads = [mark for mark in picture.marks if isinstance(mark, Text) and mark.size == 7]
    return min(heads, key=lambda head: abs(head.x - x)).text


class TestMarks:
    @pytest.mark.parametrize(
        ("due", "month", "said"),
        [("2023-06-15", "Jun", "by 15 June 2023"), ("2023-01-10", "Jan", "by 10 January 2023")],
    )
    def test_a_day_is_a_dot_in_its_month(self, due: str, month: str, said: str) -> None:
        picture = calendar(plan(target(due)))
        (dot,) = dated(picture)
        assert isinstance(dot, Dot)
        assert month_at(picture, dot.x) == month
        assert said in picture.texts
        assert NO_MONTH not in picture.texts

    @pytest.mark.parametrize(("due", "month"), [("2023-02", "Feb"), ("2023-12", "Dec")])
    def test_a_month_is_a_bar_as_long_as_the_month(self, due: str, month: str) -> None:
        picture = calendar(plan(target(due)))
        (bar,) = dated(picture)
        assert isinstance(bar, Box)
        assert month_at(picture, bar.x + bar.width / 2) == month
        days = PartialDate.parse(due).latest.day
        assert bar.width == pytest.approx(396 * days / 365)

    def test_a_year_is_a_light_bar_as_long_as_the_year(self) -> None:
        picture = calendar(plan(target("2023")))
        (bar,) = dated(picture)
        assert isinstance(bar, Box)
        assert bar.fill == YEAR
        assert bar.width == pytest.approx(396)
        assert NO_MONTH in picture.texts

    def test_what_has_no_date_is_given_none(self) -> None:
        picture = calendar(plan(target()))
        assert dated(picture) == []
        assert "no date" in picture.texts
        assert NO_MONTH in picture.texts

    @pytest.mark.parametrize(
        ("due", "said"),
        [("2024-04-21", "by 21 April 2024 (after the period)"), ("2021", "2021 (before the period)")],
    )
    def test_what_lies_outside_the_period_is_only_told(self, due: str, said: str) -> None:
        picture = calendar(plan(target(due)))
        assert dated(picture) == []
        assert said in picture.texts
        assert NO_MONTH in picture.texts

    def test_rows_stand_by_date(self) -> None:
        picture = calendar(plan(target(), target("2023-05"), target("2023-03-09"), target("2023")))
        said = [text for text in picture.texts if text in ("2023", "May 2023", "by 9 March 2023", "no date")]
        assert said == ["2023", "2023", "by 9 March 2023", "May 2023", "no date"]  # the first is that of the axis


class TestMechanisms:
    @pytest.mark.parametrize(
        ("founded", "ended", "marks", "said"),
        [
            ("2023-04-21", None, 1, "21 April 2023"),
            ("2023-04-21", "2023-09-23", 2, "21 April 2023 to 23 September 2023"),
            ("2010", "2023-10", 1, "until October 2023"),
            ("2023-10", "2025", 1, "October 2023 to 2025"),
            ("2025-10", None, 0, "October 2025 (after the period)"),
        ],
    )
    def test_are_there_that_begin_or_end(self, founded: str, ended: str | None, marks: int, said: str) -> None:
        picture = calendar(plan(mechanisms=(forum(founded, ended),)))
        assert len(dated(picture)) == marks
        assert {"Forum of boats", said} <= set(picture.texts)

    @pytest.mark.parametrize(("founded", "ended"), [(None, None), ("2010", None), ("2003-10", "2022-12-31")])
    def test_others_are_not(self, founded: str | None, ended: str | None) -> None:
        assert "There are no targets and no dates." in calendar(plan(mechanisms=(forum(founded, ended),))).texts


class TestPeriods:
    def test_of_years_have_no_months(self) -> None:
        texts = calendar(plan(target("2025-03-09"), period=Period.years(2024, 2028))).texts
        assert {"2024", "2025", "2026", "2027", "2028"} <= set(texts)
        assert "Mar" not in texts

    def test_that_begin_in_a_year_have_both(self) -> None:
        picture = calendar(plan(target("2024-03"), period=Period(date(2023, 12, 30), date(2025, 1, 31))))
        (bar,) = dated(picture)
        assert isinstance(bar, Box)
        assert month_at(picture, bar.x + bar.width / 2) == "Mar"
        assert "2024" in picture.texts
        assert "2023" not in picture.texts  # two days are too short to write it

    def test_that_are_not_known_are_those_of_the_dates(self) -> None:
        picture = calendar(plan(target("2031-03"), target("2032"), target(), period=None))
        assert {"2031", "2032", "Mar", "March 2031"} <= set(picture.texts)

    def test_without_any_date_there_is_no_axis(self) -> None:
        texts = calendar(plan(target(), period=None)).texts
        assert {"no date", NO_MONTH} <= set(texts)
        assert "Jan" not in texts

    def test_as_long_as_can_be(self) -> None:
        picture = calendar(plan(target("9999-12-31"), period=Period.years(1, 9999)))
        assert len(dated(picture)) == 1
        assert picture.svg()

    def test_of_a_day(self) -> None:
        picture = calendar(plan(target("2023-05-09"), period=Period(date(2023, 5, 9), date(2023, 5, 9))))
        assert len(dated(picture)) == 1


class TestLog:
    LOG = Log(
        BUNDLED.id,
        tuple(
            Update(subject=f"2023#meeting-{n}", status=status, as_of=day, who="desk", note=Names.of(en=f"Meeting {n}"))  # type: ignore[arg-type]
            for n, status, day in (
                (1, "held", date(2023, 3, 9)),
                (2, "planned", date(2023, 6, 1)),
                (3, "held", date(2023, 12, 12)),
            )
        ),
    )

    def test_gives_the_meetings_that_were_held(self) -> None:
        picture = calendar(plan(), self.LOG)
        assert [month_at(picture, mark.x) for mark in dated(picture)] == ["Mar", "Dec"]
        assert {"Meetings held", "Meeting 1", "Meeting 3", "9 March 2023"} <= set(picture.texts)
        assert "Meeting 2" not in picture.texts

    def test_of_another_plan_is_refused(self) -> None:
        with pytest.raises(InvalidValue, match="the log is of plan '2031', not of '2023'"):
            calendar(BUNDLED, Log(PlanId("2031")))


class TestBundled:
    def test_says_that_no_month_is_known(self) -> None:
        picture = calendar(BUNDLED)
        assert NO_MONTH in picture.texts
        assert "23. At least one regular meeting in the year" in picture.texts
        assert "21 April 2024 to 23 April 2024 (after the period)" in picture.texts

    @pytest.mark.usefixtures("chinese")
    @pytest.mark.parametrize(("language", "month"), [("pt", "Dez"), ("zh-Hant", "12月"), ("zh-Hans", "1月")])
    def test_months_are_those_of_the_language(self, language: Language, month: str) -> None:
        assert month in calendar(BUNDLED, language=language).texts
