"""Rules of the outline: numbers, headings, and that there is something under them."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bri_macao._grammar import number_of
from bri_macao.model import Section, WorkItem
from bri_macao.text import fold
from bri_macao.validation._engine import Problem, Rule, Subject

__all__ = ["RULES"]


def _runs(subject: Subject) -> Iterator[tuple[str, list[tuple[str, int]], frozenset[str]]]:
    """Each run of numbers: of what, ids with numbers, and the ids at which it may begin anew."""
    for siblings in (subject.plan.sections, *(section.sections for section in subject.sections)):
        numbered = [(str(section.id), section.number) for section in siblings if section.number]
        yield "section", numbered, frozenset()
    firsts = frozenset(section.items[0].id for section in subject.sections if section.items)
    yield "item", [(item.id, item.number) for item in subject.items], firsts


def _steps(subject: Subject) -> Iterator[tuple[str, str, int, int, bool]]:
    """Each step that is not one up: of what, the id, the number before, the number, and whether it may begin anew."""
    for what, numbered, firsts in _runs(subject):
        for (_, before), (id, number) in pairwise([("", 0), *numbered]):
            if number != before + 1:
                yield what, id, before, number, number == 1 and id in firsts


def _gaps(subject: Subject) -> Iterable[Problem]:
    for what, id, before, number, anew in _steps(subject):
        if number > before and not anew:
            missing = f"{before + 1}" if number == before + 2 else f"{before + 1} to {number - 1}"
            yield Problem(id, f"{what} {missing} missing before {what} {number}", id)


def _repeats(subject: Subject) -> Iterable[Problem]:
    for what, id, before, number, anew in _steps(subject):
        if number == before and not anew:
            yield Problem(id, f"{what} {number} follows {what} {before}", id)


def _restarts(subject: Subject) -> Iterable[Problem]:
    for what, id, before, _, anew in _steps(subject):
        if anew:
            yield Problem(id, f"the {what} numbers begin anew after {before}", id)


def _turns(subject: Subject) -> Iterable[Problem]:
    for what, id, before, number, anew in _steps(subject):
        if number < before and not anew:
            yield Problem(id, f"{what} {number} follows {what} {before}", id)


def _numerals(subject: Subject) -> Iterable[Problem]:
    numbered: tuple[Section | WorkItem, ...] = (*subject.sections, *subject.items)
    for part in numbered:
        said = number_of(re.sub(r"\s", "", fold(part.numeral)))
        if part.numeral and said != part.number:
            meaning = "no number" if said is None else str(said)
            yield Problem(
                part.id, f"the numeral {part.numeral!r} means {meaning}, the number is {part.number}", part.id
            )


def _title(subject: Subject) -> Iterable[Problem]:
    if not subject.plan.names:
        yield Problem(subject.plan.id, "no title before the first section", subject.plan.id)


def _year(subject: Subject) -> Iterable[Problem]:
    if subject.plan.period is None:
        message = "neither the title nor the words before the first section name a year"
        yield Problem(subject.plan.id, message, subject.plan.id)


_FILE_NAME = re.compile(r"[^\n]{1,255}\.(?:txt|pdf|docx?|html?|md)", re.IGNORECASE)


def _items(subject: Subject) -> Iterable[Problem]:
    if not subject.items:
        source = "" if subject.reading is None else subject.reading.source.text
        hint = "this looks like the name of a file: a str is text, a pathlib.Path is a file"
        found = _FILE_NAME.fullmatch(source)
        yield Problem(subject.plan.id, "no numbered work item was found", subject.plan.id, hint=hint if found else None)


def _empty_sections(subject: Subject) -> Iterable[Problem]:
    for section in subject.sections:
        if not section.all_items():
            yield Problem(section.id, f"no items under {section.names.best()!r}", section.id)


def _headless(subject: Subject) -> Iterable[Problem]:
    for section in subject.sections:
        if not section.number and section.items:
            first = section.items[0].id
            yield Problem(first, f"{len(section.items)} items stand under no heading", first)


RULES = (
    Rule(
        "BRI101",
        _gaps,
        "A number that is skipped may be an item that a reader or a converter lost.",
        "look whether something is missing there",
        fails=(("sections.1.items.0.number", 4),),
        passes=(("sections.1.items.0.number", 3),),
    ),
    Rule(
        "BRI102",
        _repeats,
        "Two items of one number cannot be told apart by people who quote it.",
        fails=(("sections.1.items.0.number", 2),),
    ),
    Rule(
        "BRI103",
        _restarts,
        "Where numbers begin anew in each section, a number alone names no item.",
        fails=(("sections.1.items.0.number", 1),),
    ),
    Rule(
        "BRI104",
        _turns,
        "Numbers that run backwards are mostly a page out of place.",
        fails=(("sections.0.items.0.number", 2), ("sections.0.items.1.number", 1)),
    ),
    Rule(
        "BRI105",
        _numerals,
        "The number is what the numeral means; where they disagree, one of them was read wrongly.",
        fails=(("sections.1.numeral", "三"),),
        passes=(("sections.1.numeral", "２"),),
    ),
    Rule(
        "BRI201",
        _title,
        "A plan without a title was cut off at the top, or begins on another page.",
        "pass the whole document",
        fails=(("names.entries", []),),
    ),
    Rule(
        "BRI202",
        _year,
        "Without a year nobody knows which memberships hold.",
        fails=(("period", None),),
    ),
    Rule(
        "BRI203",
        _items,
        "A plan is its work items.",
        "items begin a line with a number, such as 1.",
        fails=(("sections.0.items", []), ("sections.1.items", [])),
        passes=(("sections.0.items", []),),
    ),
    Rule(
        "BRI204",
        _empty_sections,
        "A heading with nothing under it has lost its items, or is none.",
        fails=(("sections.1.items", []),),
    ),
    Rule(
        "BRI207",
        _headless,
        "Items before the first heading are allowed, and rare enough to look at.",
        fails=(("sections.0.number", 0), ("sections.0.numeral", "")),
    ),
)
