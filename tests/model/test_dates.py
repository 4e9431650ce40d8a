"""Dates: to the day, the month or the year; and periods."""

import copy
import pickle
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.errors import InvalidValue
from bri_macao.model import PartialDate, Period
from bri_macao.strategies import partial_dates, periods


class TestPartialDate:
    @pytest.mark.parametrize(
        ("found", "text", "precision", "earliest", "latest"),
        [
            (PartialDate(2017), "2017", "year", date(2017, 1, 1), date(2017, 12, 31)),
            (PartialDate(2017, 3), "2017-03", "month", date(2017, 3, 1), date(2017, 3, 31)),
            (PartialDate(2024, 2), "2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
            (PartialDate(2017, 3, 29), "2017-03-29", "day", date(2017, 3, 29), date(2017, 3, 29)),
            (PartialDate(1), "0001", "year", date(1, 1, 1), date(1, 12, 31)),
            (PartialDate(9999, 12), "9999-12", "month", date(9999, 12, 1), date(9999, 12, 31)),
        ],
    )
    def test_what_it_means(self, found: PartialDate, text: str, precision: str, earliest: date, latest: date) -> None:
        assert str(found) == text
        assert repr(found) == f"PartialDate({text})"
        assert (found.precision, found.earliest, found.latest) == (precision, earliest, latest)
        assert PartialDate.parse(text) == found

    @pytest.mark.parametrize(
        ("parts", "sentence"),
        [
            ((0,), "0000 is no date: a year lies between 1 and 9999"),
            ((-5,), "is no date: a year lies"),
            ((10000,), "10000 is no date: a year lies"),
            ((2023, 0), "2023-00 is no date: a month lies between 1 and 12"),
            ((2023, 13), "2023-13 is no date: a month lies"),
            ((2023, 2, 29), "2023-02-29 is no date: the month has 28 days"),
            ((2023, 4, 31), "2023-04-31 is no date: the month has 30 days"),
            ((2023, 1, 0), "2023-01-00 is no date: the month has 31 days"),
            ((2023, None, 5), "day 5 of 2023 is no date: a day needs its month"),
        ],
    )
    def test_an_impossible_one_cannot_be_made(self, parts: tuple[int, ...], sentence: str) -> None:
        with pytest.raises(InvalidValue, match=sentence):
            PartialDate(*parts)

    @pytest.mark.parametrize(
        "text",
        [
            *("", "17", "2017-3", "2017-03-9", "2017/03", "2017-03-29T00:00", " 2017", "2017-", "２０１７"),
            *("٢٠١٧", "-2017", "2017-02-30", "0000", "2017-13", "+201", "20_7"),
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidValue, match="is no date"):
            PartialDate.parse(text)

    def test_an_impossible_one_cannot_be_evolved_either(self) -> None:
        with pytest.raises(InvalidValue):
            attrs.evolve(PartialDate(2024, 2, 29), year=2023)

    @given(partial_dates())
    def test_written_and_read_it_is_the_same(self, found: PartialDate) -> None:
        assert PartialDate.parse(str(found)) == found

    @given(partial_dates())
    def test_lies_within_its_bounds(self, found: PartialDate) -> None:
        days = (found.latest - found.earliest).days + 1
        allowed = {"day": {1}, "month": {28, 29, 30, 31}, "year": {365, 366}}
        assert days in allowed[found.precision]

    @given(partial_dates())
    def test_copies_are_equal(self, found: PartialDate) -> None:
        for other in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found), attrs.evolve(found)):
            assert (other, hash(other)) == (found, hash(found))

    def test_frozen(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            PartialDate(2017).year = 2018  # type: ignore[misc]

    def test_precision_counts_when_comparing(self) -> None:
        assert len({PartialDate(2017), PartialDate(2017, 1), PartialDate(2017, 1, 1)}) == 3


class TestPeriod:
    @pytest.mark.parametrize(
        ("period", "text"),
        [
            (Period.years(2031), "2031"),
            (Period.years(2031, 2031), "2031"),
            (Period.years(2031, 2035), "2031 to 2035"),
            (Period.years(31), "0031"),
            (Period(date(2031, 1, 1), date(2031, 12, 30)), "2031-01-01 to 2031-12-30"),
            (Period(date(2031, 7, 1), date(2032, 6, 30)), "2031-07-01 to 2032-06-30"),
        ],
    )
    def test_text(self, period: Period, text: str) -> None:
        assert (str(period), repr(period)) == (text, f"Period({text})")

    @pytest.mark.parametrize(
        ("day", "inside"),
        [
            (date(2030, 12, 31), False),
            (date(2031, 1, 1), True),
            (date(2033, 5, 5), True),
            (date(2035, 12, 31), True),
            (date(2036, 1, 1), False),
        ],
    )
    def test_holds_both_ends(self, day: date, *, inside: bool) -> None:
        assert (day in Period.years(2031, 2035)) is inside

    @given(periods(), st.integers(-3, 3))
    def test_days_around_its_ends(self, period: Period, by: int) -> None:
        assert (period.start + timedelta(by) in period) is (0 <= by <= (period.end - period.start).days)
        assert (period.end + timedelta(by) in period) is (0 <= -by <= (period.end - period.start).days)

    @given(periods())
    def test_copies_are_equal(self, period: Period) -> None:
        for other in (pickle.loads(pickle.dumps(period)), copy.copy(period), copy.deepcopy(period)):
            assert (other, hash(other)) == (period, hash(period))

    @pytest.mark.parametrize("years", [(0,), (10000,), (2031, 10000)])
    def test_impossible_years_are_of_the_family(self, years: tuple[int, ...]) -> None:
        try:
            Period.years(*years)
        except InvalidValue:
            return
        pytest.fail("it was made")

    def test_cannot_end_before_it_begins(self) -> None:
        with pytest.raises(InvalidValue):
            Period.years(2035, 2031)
