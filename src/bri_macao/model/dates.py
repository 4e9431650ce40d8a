"""Dates: known to the day, the month or the year and no better, and the period that a plan covers."""

from datetime import date, timedelta
from typing import Annotated

import attrs
from msgspec import Meta

from bri_macao.errors import InvalidValue

__all__ = ["PartialDate", "Period"]

Year = Annotated[int, Meta(ge=1, le=9999)]
Month = Annotated[int, Meta(ge=1, le=12)]
Day = Annotated[int, Meta(ge=1, le=31)]


@attrs.frozen(repr=False)
class PartialDate:
    """A date as exactly as it is known: a year, a month of a year, or a day.

    >>> accession = PartialDate(2017, 3)
    >>> str(accession), accession.precision, accession.earliest, accession.latest
    ('2017-03', 'month', datetime.date(2017, 3, 1), datetime.date(2017, 3, 31))
    >>> PartialDate.parse("2022-04-10")
    PartialDate(2022-04-10)

    An impossible one cannot be made:

    >>> PartialDate(2023, 2, 30)
    Traceback (most recent call last):
        ...
    bri_macao.errors.InvalidValue: 2023-02-30 is no date: the month has 28 days
    """

    year: Year
    month: Month | None = None
    day: Day | None = None

    def __attrs_post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise InvalidValue(f"{self} is no date: a year lies between 1 and 9999")
        if self.month is None:
            if self.day is not None:
                raise InvalidValue(f"day {self.day} of {self.year} is no date: a day needs its month")
            return
        if not 1 <= self.month <= 12:
            raise InvalidValue(f"{self} is no date: a month lies between 1 and 12")
        if self.day is not None:
            days = _days(self.year, self.month)
            if not 1 <= self.day <= days:
                raise InvalidValue(f"{self} is no date: the month has {days} days")

    def __str__(self) -> str:
        """ISO 8601, as far as it is known."""
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    def __repr__(self) -> str:
        return f"PartialDate({self})"

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `2017`, `2017-03` or `2017-03-29`; anything else is an `InvalidValue`."""
        parts = text.split("-")
        widths = [len(part) for part in parts]
        if widths not in ([4], [4, 2], [4, 2, 2]) or not all(part.isascii() and part.isdigit() for part in parts):
            raise InvalidValue(f"{text!r} is no date: write 2017, 2017-03 or 2017-03-29")
        return cls(*map(int, parts))

    @property
    def precision(self) -> str:
        """`"year"`, `"month"` or `"day"`."""
        return "year" if self.month is None else "month" if self.day is None else "day"

    @property
    def earliest(self) -> date:
        """The first day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or _days(self.year, month))


def _days(year: int, month: int) -> int:
    """How many days a month has; `calendar`, which knows it too, takes long to import."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


@attrs.frozen(repr=False)
class Period:
    """The days that a plan covers, both ends included: one year, or five.

    >>> period = Period.years(2024, 2028)
    >>> str(period), date(2026, 5, 1) in period
    ('2024 to 2028', True)
    """

    start: date
    end: date

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidValue(f"the period ends on {self.end}, before it begins on {self.start}")

    @classmethod
    def years(cls, first: int, last: int | None = None) -> "Period":
        """From the first day of `first` to the last day of `last` (of the same year when it is left out)."""
        try:
            return cls(date(first, 1, 1), date(last or first, 12, 31))
        except ValueError as error:
            raise InvalidValue(f"no period from {first} to {last or first}: {error}") from error

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        whole = (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)
        if not whole:
            return f"{self.start} to {self.end}"
        return (
            f"{self.start.year:04}"
            if self.start.year == self.end.year
            else f"{self.start.year:04} to {self.end.year:04}"
        )

    def __repr__(self) -> str:
        return f"Period({self})"
