"""The log of a plan, as a value, and what it says of a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

import attrs

from bri_macao.errors import InvalidValue
from bri_macao.model import PlanId
from bri_macao.progress._updates import Update

__all__ = ["Log", "status_at"]


@attrs.frozen(repr=False)
class Log:
    """Everything that was said of a plan's progress (进度), in the order in which it was recorded.

    Iterating gives every update, those that were corrected among them.

    Attributes:
        plan: the id of the plan.
        updates: the updates, first recorded first.
    """

    plan: PlanId
    updates: tuple[Update, ...] = ()

    def __attrs_post_init__(self) -> None:
        other = next((update for update in self.updates if update.plan != self.plan), None)
        if other is not None:
            raise InvalidValue(f"{other.subject} is no subject of plan {self.plan!r}; a log is of one plan")

    @cached_property
    def in_force(self) -> tuple[Update, ...]:
        """The updates that no other supersedes, by day; of one day, in the order in which they were recorded."""
        corrected = {update.supersedes for update in self.updates if update.supersedes is not None}
        kept = (update for update in self.updates if not corrected or update.id not in corrected)
        return tuple(sorted(kept, key=lambda update: update.as_of))

    def of(self, subject: str) -> tuple[Update, ...]:
        """What was said of one subject and is in force, by day."""
        return tuple(update for update in self.in_force if update.subject == subject)

    def __iter__(self) -> Iterator[Update]:
        return iter(self.updates)

    def __len__(self) -> int:
        return len(self.updates)

    def __repr__(self) -> str:
        return f"<Log {self.plan}: {len(self.updates)} updates>"


def status_at(log: Log, day: date) -> Mapping[str, Update]:
    """The last word on each subject up to and including a day, by subject, in the order of first mention.

    An update counts from its `as_of`, whenever it was recorded, and not at all once another supersedes it. Of two as
    of the same day, the one recorded later is the last word.

    >>> from bri_macao.progress import Update
    >>> begun = Update(subject="2023/7.4", status="in-hand", as_of=date(2023, 5, 1), who="desk")
    >>> done = Update(subject="2023/7.4", status="done", as_of=date(2023, 11, 1), who="desk")
    >>> log = Log("2023", (done, begun))
    >>> status_at(log, date(2023, 6, 30))["2023/7.4"].status, status_at(log, date(2023, 12, 31))["2023/7.4"].status
    ('in-hand', 'done')
    """
    return MappingProxyType({update.subject: update for update in log.in_force if update.as_of <= day})
