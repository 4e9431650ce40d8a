"""Measuring: how far the targets of a plan are reached."""

from collections.abc import Iterator
from datetime import date

import attrs

from bri_macao.model import ItemId, Plan, Target, WorkItem
from bri_macao.progress._logs import Log, status_at
from bri_macao.progress._subjects import subjects_of
from bri_macao.progress._updates import Update

__all__ = ["Measure", "measure"]


@attrs.frozen(kw_only=True)
class Measure:
    """A target and what there is of it on a day.

    Attributes:
        subject: the address of the target.
        item: the id of the item that has it.
        target: what the plan asks for.
        count: how many there were: the number last counted, or that of the meetings held for it, whichever is larger.
        reached: whether that is what the target asks for. An ordinal one, the 6th conference, asks for one.
        late: whether its time is over and it is not reached.
        updates: what the count rests on: the last count, and each meeting held.
    """

    subject: str
    item: ItemId
    target: Target
    count: int
    reached: bool
    late: bool
    updates: tuple[Update, ...]

    def __str__(self) -> str:
        wanted = {"at-least": "at least {}", "exactly": "exactly {}", "ordinal": "1, no. {}"}[self.target.comparison]
        return f"{self.count} of {wanted.format(self.target.quantity)}"


def measure(plan: Plan, log: Log, day: date) -> tuple[Measure, ...]:
    """Every target of a plan as it stands on a day, in document order.

    A target is late from the day after it was due; one without a date is due by the end of the plan's period.

    >>> from bri_macao.plans import load_plan
    >>> from bri_macao.model import Names
    >>> plan = load_plan(2023)
    >>> held = Update(
    ...     subject="2023#meeting-5",
    ...     status="held",
    ...     as_of=date(2023, 12, 12),
    ...     who="secretariat",
    ...     note=Names.of("editorial", en="fifth meeting of the joint conference, in Macao"),
    ...     about=("2023/23#target-1",),
    ... )
    >>> for found in measure(plan, Log(plan.id, (held,)), date(2023, 12, 31)):
    ...     print(found.subject, found, found.reached, sep="; ")
    2023/7#target-1; 0 of 1, no. 20; False
    2023/7#target-2; 0 of 1, no. 6; False
    2023/23#target-1; 1 of at least 1; True
    """
    now = status_at(log, day)
    held = tuple(update for update in now.values() if update.status == "held")
    end = None if plan.period is None else plan.period.end
    measures: list[Measure] = []
    for subject, item, target in _targets(plan):
        counted = now.get(subject)
        meetings = tuple(update for update in held if subject in update.about)
        count = max(len(meetings), 0 if counted is None else counted.quantity or 0)
        wanted = 1 if target.comparison == "ordinal" else target.quantity
        reached = count == wanted if target.comparison == "exactly" else count >= wanted
        due = end if target.due is None else target.due.latest
        measures.append(
            Measure(
                subject=subject,
                item=item.id,
                target=target,
                count=count,
                reached=reached,
                late=not reached and due is not None and day > due,
                updates=meetings if counted is None else (counted, *meetings),
            )
        )
    return tuple(measures)


def _targets(plan: Plan) -> Iterator[tuple[str, WorkItem, Target]]:
    for item in plan.items:
        for address, subject in subjects_of(item).items():
            if isinstance(subject, Target):
                yield address, item, subject
