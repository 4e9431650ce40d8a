"""The calendar: what a plan, and the log of its progress, dates; each thing as exactly as it is known."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

import attrs

from bri_macao.errors import InvalidValue
from bri_macao.model import PartialDate, Period, Plan
from bri_macao.pages import Language
from bri_macao.pages.wording import MONTHS
from bri_macao.plot._marks import FAINT, PAPER, Align, Box, Dot, Line, Mark, Text
from bri_macao.plot._pictures import Picture
from bri_macao.plot._sheets import Sheet
from bri_macao.progress import Log, status_at

__all__ = ["calendar"]

_AXIS, _ROW, _GROUP, _TOP = 396, 18, 22, 24
_MOST = 36
"""Months that have room on the axis; of a longer period only the years are shown."""

_MONTH, _YEAR, _DAY, _REMARK = "#0b5394", "#c3d9ec", "#d55e00", "#fdf3d8"
"""Of a bar that is a month, of one that is a year, of a dot that is a day; and of what is to be noticed."""


@attrs.frozen
class _Entry:
    """Something with a date, or without one.

    Attributes:
        label: what it is.
        dates: its date, as far as it is known, or its first and its last.
        said: the dates, in words.
    """

    label: str
    dates: tuple[PartialDate, ...]
    said: str


@attrs.frozen
class _Group:
    """Entries of one sort under a heading."""

    heading: str
    entries: tuple[_Entry, ...]


def calendar(plan: Plan, log: Log | None = None, *, language: Language = "en") -> Picture:
    """Draw the targets, dated mechanisms and meetings of a plan on the months of its period.

    Nothing is dated that the plan or the log does not date: what is known to the year is a bar as long as the year, and
    a target without a date stands there without one. Mechanisms stand there that were founded, signed or first held, or
    came to their end, in the period or later.

    Args:
        plan: the plan.
        log: the log of its progress; meetings that were held are taken from it.
        language: the language of the picture.

    Raises:
        InvalidValue: the log is of another plan.
        UnknownId: pictures are not drawn in that language.
        MissingFont: Chinese is to be written, and no font for it is installed.

    >>> from bri_macao.plans import load_plan
    >>> "Nothing in the period has a date that is known to the month." in calendar(load_plan(2023)).texts
    True
    """
    if log is not None and log.plan != plan.id:
        raise InvalidValue(f"the log is of plan {log.plan!r}, not of {plan.id!r}")
    sheet = Sheet.of(plan, language)
    groups = [group for group in _groups(sheet, log) if group.entries]
    if not groups:
        return sheet.nothing("calendar")
    return _Dates(sheet, tuple(groups)).picture()


def _groups(sheet: Sheet, log: Log | None) -> Iterator[_Group]:
    plan = sheet.plan
    targets = (
        _target(sheet, f"{item.number}. {sheet.name(target.names, target.mechanism or item.id)}", target.due)
        for item in plan.items
        for target in item.targets
    )
    yield _Group(sheet.word("targets"), _by_date(targets))
    yield _Group(sheet.word("mechanisms"), _by_date(_of_mechanisms(sheet)))
    last = () if log is None else status_at(log, date.max).values()
    held = (
        _Entry(
            sheet.name(update.note, update.subject),
            (PartialDate(update.as_of.year, update.as_of.month, update.as_of.day),),
            sheet.voice.dated(update.as_of),
        )
        for update in last
        if update.status == "held"
    )
    yield _Group(sheet.word("held"), _by_date(held))


def _target(sheet: Sheet, label: str, due: PartialDate | None) -> _Entry:
    if due is None:
        return _Entry(label, (), sheet.word("undated"))
    said = sheet.voice.dated(due)
    return _Entry(label, (due,), sheet.word("due", said) if due.precision == "day" else said)


def _of_mechanisms(sheet: Sheet) -> Iterator[_Entry]:
    """The mechanisms that begin or end in the period or later."""
    period = sheet.plan.period
    for mechanism in sheet.plan.mechanisms:
        begun, ended = (
            when if when is not None and (period is None or when.latest >= period.start) else None
            for when in (mechanism.founded, mechanism.ended)
        )
        if begun is not None or ended is not None:
            dates = tuple(when for when in (begun, ended) if when is not None)
            said = sheet.voice.dated(begun) if begun and not ended else sheet.voice.term(begun, ended)
            yield _Entry(sheet.name(mechanism.names, mechanism.id), dates, said)


def _by_date(entries: Iterable[_Entry]) -> tuple[_Entry, ...]:
    """By date, what has none last; otherwise as they come."""
    return tuple(sorted(entries, key=lambda entry: min(((d.earliest, d.latest) for d in entry.dates), default=_NEVER)))


_NEVER = (date.max, date.max)


@attrs.frozen
class _Dates:
    """Entries, laid out; each kind of date has its own mark."""

    sheet: Sheet
    groups: tuple[_Group, ...]

    def picture(self) -> Picture:
        marks = (*(() if self.period is None else self._axis(self.period)), *self._body())
        return self.sheet.picture("calendar", marks, self.right, self.height)

    @cached_property
    def entries(self) -> Sequence[_Entry]:
        return [entry for group in self.groups for entry in group.entries]

    @cached_property
    def period(self) -> Period | None:
        """What the axis spans: the plan's period, else the years in which there is something, if any."""
        years = [when.year for entry in self.entries for when in entry.dates]
        return self.sheet.plan.period or (Period.years(min(years), max(years)) if years else None)

    @cached_property
    def exact(self) -> bool:
        """Whether anything has a date to the month, or better, on the axis."""
        return any(when.precision != "year" and self._on_axis(when) for entry in self.entries for when in entry.dates)

    @cached_property
    def left(self) -> float:
        """Where the axis begins."""
        return self.sheet.typeface.column((entry.label for entry in self.entries), 8)

    @property
    def right(self) -> float:
        return self.left + _AXIS

    @property
    def height(self) -> float:
        return _TOP + len(self.groups) * _GROUP + (len(self.entries) + (not self.exact)) * _ROW

    def _on_axis(self, when: PartialDate) -> bool:
        """Whether the date may lie in the period."""
        return self.period is not None and when.earliest <= self.period.end and self.period.start <= when.latest

    def _place(self, day: int, period: Period) -> float:
        """Where on the axis a day begins, counted as `date.toordinal` does; what is outside of it, at its end."""
        start, end = period.start.toordinal(), period.end.toordinal() + 1
        return self.left + _AXIS * (min(max(day, start), end) - start) / (end - start)

    def _span(self, when: PartialDate, period: Period) -> tuple[float, float]:
        return self._place(when.earliest.toordinal(), period), self._place(when.latest.toordinal() + 1, period)

    def _axis(self, period: Period) -> Iterator[Mark]:
        first, last = period.start, period.end
        step = -(-(last.year - first.year + 1) // 12)
        for year in range(first.year, last.year + 1, step):
            begin, end = self._span(PartialDate(year), period)
            yield Line(begin, 0, begin, self.height)
            if self.sheet.typeface.width(str(year), 7.5, bold=True) + 4 < (end - begin) * step:
                yield Text(begin + 3, 8, str(year), size=7.5, bold=True, color=FAINT)
        for month in _months(period):
            begin, end = self._span(month, period)
            yield Line(begin, 12, begin, self.height)
            word = self._month(month)
            if self.sheet.typeface.width(word, 7) + 2 < end - begin:
                yield Text((begin + end) / 2, 19, word, align="center", size=7, color=FAINT)
        yield Line(self.right, 0, self.right, self.height)

    def _month(self, when: PartialDate) -> str:
        assert when.month is not None
        named = MONTHS.get(self.sheet.voice.language)
        return self.sheet.word("month", when.month if named is None else named[when.month - 1][:3])

    def _body(self) -> Iterator[Mark]:
        y = float(_TOP)
        if not self.exact:  # said outright, so that empty months are not taken for a year without work
            yield Box(self.left, y + 1, _AXIS, _ROW - 2, _REMARK)
            yield Text(self.left + _AXIS / 2, y + 11.8, self.sheet.word("calendar.no-month"), align="center")
            y += _ROW
        for group in self.groups:
            yield Text(0, y + _GROUP - 7, group.heading, size=8, bold=True, color=FAINT)
            y += _GROUP
            for entry in group.entries:
                yield Line(0, y, self.right, y)
                yield Text(0, y + 11.8, self.sheet.typeface.cut(entry.label, self.left - 8, 8))
                yield from self._entry(entry, y + _ROW / 2)
                y += _ROW

    def _entry(self, entry: _Entry, y: float) -> Iterator[Mark]:
        said = self.sheet.typeface.written(entry.said)
        if self.period is None or not entry.dates:
            yield from self._words(self.left + 4, y, said, "left")
        elif not any(map(self._on_axis, entry.dates)):
            later = entry.dates[0].earliest > self.period.end
            word = self.sheet.word("after" if later else "before", said)
            yield from self._words(self.right - 4 if later else self.left + 4, y, word, "right" if later else "left")
        else:
            yield from self._on(entry, self.period, y, said)

    def _on(self, entry: _Entry, period: Period, y: float, said: str) -> Iterator[Mark]:
        """The marks of an entry on the axis, and its words where there is room."""
        spans = [(when, self._span(when, period)) for when in entry.dates if self._on_axis(when)]
        for when, (begin, end) in spans:
            if when.precision == "day":
                yield Dot((begin + end) / 2, y, 3.6, _DAY)
            else:
                yield Box(begin, y - 5, end - begin, 10, _MONTH if when.precision == "month" else _YEAR)
        begin, end = spans[0][1][0] - 7, spans[-1][1][1] + 7
        wide = self.sheet.typeface.width(said, 7.5)
        if end + wide < self.right:
            yield from self._words(end, y, said, "left")
        elif begin - wide > self.left:
            yield from self._words(begin, y, said, "right")
        else:
            yield Text(self.left + _AXIS / 2, y + 2.6, said, align="center", size=7.5)

    def _words(self, x: float, y: float, words: str, align: Align) -> Iterator[Mark]:
        """Words beside the marks, on paper of their own, so that no line of the axis runs through them."""
        wide = self.sheet.typeface.width(words, 7.5)
        yield Box(x - (wide if align == "right" else 0) - 1, y - 5, wide + 2, 11, PAPER)
        yield Text(x, y + 2.6, words, align=align, size=7.5, color=FAINT)


def _months(period: Period) -> Iterator[PartialDate]:
    """The months of a period, if there is room for them on the axis."""
    first = period.start.year * 12 + period.start.month - 1
    last = period.end.year * 12 + period.end.month - 1
    if last - first < _MOST:
        yield from (PartialDate(n // 12, n % 12 + 1) for n in range(first, last + 1))
