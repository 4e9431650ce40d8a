"""Rules of ids: each once, of its shape, and true to the number."""

import re
from collections import Counter
from collections.abc import Iterable

from bri_macao.model import Section, WorkItem
from bri_macao.validation._engine import Problem, Rule, Subject

__all__ = ["RULES"]


def _ids(subject: Subject) -> dict[str, list[str]]:
    """Every id by what it identifies."""
    plan = subject.plan
    return {
        "section": [section.id for section in subject.sections],
        "item": [item.id for item in subject.items],
        "action": [action.id for item in subject.items for action in item.actions],
        "partner or mechanism": [
            *(partner.id for partner in plan.partners),
            *(mechanism.id for mechanism in plan.mechanisms),
        ],
    }


def _repeats(subject: Subject) -> Iterable[Problem]:
    for what, ids in _ids(subject).items():
        for id, count in Counter(ids).items():
            if count > 1:
                yield Problem(id, f"{count} times the {what} {id!r}", id)


# `7-2` is the second 7 of a document that has the number twice.
_LAST = re.compile(r"(\d+)(?:-\d+)?$")


def _disagreements(subject: Subject) -> Iterable[Problem]:
    numbered: tuple[Section | WorkItem, ...] = (*subject.sections, *subject.items)
    for part in numbered:
        last = _LAST.search(part.id)
        if last is not None and int(last[1]) != part.number:
            yield Problem(part.id, f"{part.id!r} has the number {part.number}", part.id)
    for item in subject.items:
        for n, action in enumerate(item.actions, 1):
            if action.id != f"{item.id}.{n}":
                yield Problem(action.id, f"action {n} of {item.id!r} has the id {action.id!r}", item.id, action.span)


_PLAN = r"(?:\d{4}(?:-\d{4})?|undated)"
_SECTION = r"s\d+(?:-\d+)?(?:\.\d+(?:-\d+)?)*"
_ITEM = rf"{_PLAN}(?:/{_SECTION})?/\d+(?:-\d+)?"
_SHAPES = {
    "section": (re.compile(rf"{_PLAN}/{_SECTION}"), "2023/s2 or 2023/s2.1"),
    "item": (re.compile(_ITEM), "2023/7 or 2025/s2/1"),
    "action": (re.compile(rf"{_ITEM}\.\d+"), "2023/7.3"),
    "partner or mechanism": (re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "a slug of lower-case letters: forum-macao"),
}


def _malformed(subject: Subject) -> Iterable[Problem]:
    if not re.fullmatch(_PLAN, subject.plan.id):
        yield Problem(subject.plan.id, f"{subject.plan.id!r} is no id of a plan", hint="2023, 2024-2028 or undated")
    for what, ids in _ids(subject).items():
        shape, example = _SHAPES[what]
        if all(map(shape.fullmatch, ids)):
            continue
        for id in dict.fromkeys(ids):
            if not shape.fullmatch(id):
                yield Problem(id, f"{id!r} is no id of a {what}", id, hint=example)


RULES = (
    Rule(
        "BRI601",
        _repeats,
        "Relations are ids; with one used twice they lead to the wrong thing.",
        "give each its own id",
        fails=(("sections.0.items.1.id", "2031/1"),),
    ),
    Rule(
        "BRI602",
        _disagreements,
        "People read the number in the id.",
        "make the id of the number",
        fails=(("sections.0.items.1.id", "2031/3"), ("sections.1.items.0.id", "2031/4")),
        passes=(("sections.0.items.1.id", "2031/2-2"), ("sections.0.items.1.actions", [])),
    ),
    Rule(
        "BRI603",
        _malformed,
        "Ids go into addresses and file formats, which do not take everything.",
        fails=(("mechanisms.0.id", "Port Forum!"),),
        passes=(("mechanisms.0.id", "port-forum-2"),),
    ),
)
