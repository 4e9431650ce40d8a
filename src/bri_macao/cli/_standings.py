"""How a plan stands on a day, as rows for `_tables` and as JSON's types."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from bri_macao.cli._tables import Listing
from bri_macao.model import Plan, WorkItem
from bri_macao.progress import Log, Measure, Standing, Update, measure, roll_up, subjects_of

__all__ = ["item_table", "plan_table", "records", "update_line"]


def plan_table(plan: Plan, log: Log, day: date, language: str) -> Listing:
    """Sections and items, and how each stands; then the targets, and what the log itself has opened."""
    standing = roll_up(plan, log, day)
    rows: list[tuple[str, ...]] = []
    headings: set[int] = set()

    def heading(left: str, right: str) -> None:
        headings.add(len(rows))
        rows.append((left, right))

    for section in plan.sections:
        heading(section.numeral, f"{section.names.best(language, 'zh')}: {standing[section.id].figures}")
        rows += [(str(item.number), *_standing(item, standing[item.id], language)) for item in section.all_items()]
    if found := measure(plan, log, day):
        heading("", "targets")
        rows += [(str(plan.item(one.item).number), _target(one, language)) for one in found]
    if opened := [update for update in log.in_force if update.kind not in ("work", "target") and update.as_of <= day]:
        heading("", "meetings, problems and decisions")
        rows += [("", update_line(update, language)) for update in opened]
    return Listing((str(day), f"{plan.id}: {standing[plan.id].figures}"), tuple(rows), frozenset(headings))


def item_table(plan: Plan, item: WorkItem, log: Log, day: date, language: str) -> Listing:
    """One item: how its actions stand, its targets, and every word on any of them that is in force."""
    standing = roll_up(plan, log, day)
    rows = [
        (
            action.id.rpartition("/")[2],
            f"{action.statement.best(language, 'zh') or action.id}: {_state(standing[action.id])}",
        )
        for action in item.actions
    ]
    rows += [("target", _target(found, language)) for found in measure(plan, log, day) if found.item == item.id]
    rows += [("", update_line(update, language)) for update in _words(item, log, day)]
    return Listing((str(item.number), ": ".join(_standing(item, standing[item.id], language))), tuple(rows))


# `Any`: values of JSON.
def records(plan: Plan, log: Log, day: date, item: WorkItem | None = None) -> dict[str, Any]:
    """How everything stands, or one item and what is in it; every word that it rests on is in the log."""
    standing = roll_up(plan, log, day)
    wanted = None if item is None else {item.id, *(action.id for action in item.actions)}
    return {
        "plan": plan.id,
        "as_of": day,
        "standing": [
            {
                "id": found.id,
                "status": found.status,
                "late": found.late,
                "last": found.last,
                "figures": attrs.asdict(found.figures),
            }
            for found in standing.values()
            if wanted is None or found.id in wanted
        ],
        "targets": [
            {"subject": found.subject, "count": found.count, "reached": found.reached, "late": found.late}
            for found in measure(plan, log, day)
            if item is None or found.item == item.id
        ],
    }


def update_line(update: Update, language: str) -> str:
    """An update: what it says, who says so, and what shows it."""
    count = "" if update.quantity is None else f" {update.quantity}"
    note = update.note.best(language, "zh")
    evidence = ", ".join(citation.source for citation in update.evidence)
    said = f"{update.as_of} {update.subject} {update.status}{count}"
    return f"{said}{f': {note}' if note else ''} ({update.who}{f'; {evidence}' if evidence else ''}; {update.id[:8]})"


def _standing(item: WorkItem, standing: Standing, language: str) -> tuple[str, str]:
    return item.label(language, "zh"), f"{_state(standing)}; {standing.figures}"


def _state(standing: Standing) -> str:
    said = "nothing reported" if standing.status is None else f"{standing.status}, last word {standing.last}"
    return f"{said}; late" if standing.late else said


def _target(found: Measure, language: str) -> str:
    state = "; reached" if found.reached else "; late" if found.late else ""
    return f"{found}: {found.target.names.best(language, 'zh')}{state}"


def _words(item: WorkItem, log: Log, day: date) -> Iterator[Update]:
    """What was said of the item, its actions and its targets, or of matters that concern them."""
    own = subjects_of(item).keys()
    for update in log.in_force:
        if update.as_of <= day and not own.isdisjoint((update.subject, *update.about)):
            yield update
