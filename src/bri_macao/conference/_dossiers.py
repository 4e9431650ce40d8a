"""The dossier: what a joint conference needs to know of a plan on a day, as data."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Literal

import attrs

from bri_macao.conference._priorities import Priority, priorities
from bri_macao.errors import InvalidValue
from bri_macao.model import Action, Citation, Plan, Section, WorkItem
from bri_macao.progress import (
    Figures,
    Kind,
    Log,
    Measure,
    ProgressStore,
    Standing,
    Status,
    Update,
    measure,
    roll_up,
)

__all__ = ["GROUPS", "ActionProgress", "Dossier", "Group", "ItemProgress", "Matter", "SectionProgress", "prepare"]

Group = Literal["done", "in-hand", "not-started", "blocked", "late", "silent", "dropped"]
"""Under which heading an item is reported."""

GROUPS: tuple[Group, ...] = ("done", "in-hand", "not-started", "blocked", "late", "silent", "dropped")
"""The groups, in the order of a report."""


@attrs.frozen
class ActionProgress:
    """An action and how it stands.

    Attributes:
        action: the action.
        standing: how it stands.
        words: what was said of it and is in force, by day.
    """

    action: Action
    standing: Standing
    words: tuple[Update, ...] = ()

    def __repr__(self) -> str:
        return f"<ActionProgress {self.action.id} {self.standing.status or 'silent'}>"


@attrs.frozen
class ItemProgress:
    """A work item and how it stands.

    Attributes:
        item: the item.
        standing: how it stands, with the figures of its actions.
        group: under which heading it is reported. Silence goes before lateness: nobody knows what was done.
        actions: its actions, each with its own standing.
        words: what was said of the item itself and is in force, by day.
    """

    item: WorkItem
    standing: Standing
    group: Group
    actions: tuple[ActionProgress, ...]
    words: tuple[Update, ...]

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """What shows it: the citations of every word on the item and its actions, each once."""
        words = chain(self.words, *(found.words for found in self.actions))
        return tuple(dict.fromkeys(citation for word in words for citation in word.evidence))

    def __repr__(self) -> str:
        return f"<ItemProgress {self.item.id} {self.group}, actions {self.standing.figures}>"


@attrs.frozen
class SectionProgress:
    """A top-level section and how it stands, the items of its sub-sections among its own."""

    section: Section
    standing: Standing
    items: tuple[ItemProgress, ...]

    @property
    def figures(self) -> Figures:
        """How many actions are in which state."""
        return self.standing.figures

    def of(self, group: Group) -> tuple[ItemProgress, ...]:
        """The items that are reported under one heading."""
        return tuple(found for found in self.items if found.group == group)

    def __repr__(self) -> str:
        return f"<SectionProgress {self.section.id}, actions {self.figures}>"


@attrs.frozen
class Matter:
    """A problem, a decision or a meeting, and what became of it.

    Attributes:
        subject: its address: `2023#problem-visa-quota`.
        history: every word on it that is in force, by day; at least one.
    """

    subject: str
    history: tuple[Update, ...]

    @property
    def opened(self) -> Update:
        """The first word: as what it was raised, taken or planned."""
        return self.history[0]

    @property
    def last(self) -> Update:
        """The last word."""
        return self.history[-1]

    @property
    def status(self) -> Status:
        """Its state."""
        return self.last.status

    @property
    def about(self) -> tuple[str, ...]:
        """The subjects that it concerns, by every word on it."""
        return tuple(dict.fromkeys(subject for update in self.history for subject in update.about))

    @property
    def open(self) -> bool:
        """Whether something is left to do: a problem not resolved, a decision not carried out, a meeting to be held."""
        return self.status in ("raised", "taken", "planned")


@attrs.frozen(kw_only=True)
class Dossier:
    """How a plan stands on a day, for the meeting that sums it up and settles what comes next (联席会议).

    Attributes:
        plan: the plan.
        as_of: the day; what was said as of a later one is left out.
        standing: how the whole stands.
        sections: the top-level sections.
        targets: the targets, with what there is of each.
        problems, decisions, meetings: in the order of their first word.
        priorities: candidates for the next period, the most pressing first, each with its reasons.
    """

    plan: Plan
    as_of: date
    standing: Standing
    sections: tuple[SectionProgress, ...]
    targets: tuple[Measure, ...]
    problems: tuple[Matter, ...]
    decisions: tuple[Matter, ...]
    meetings: tuple[Matter, ...]
    priorities: tuple[Priority, ...]

    @property
    def items(self) -> tuple[ItemProgress, ...]:
        """All items, in document order."""
        return tuple(found for section in self.sections for found in section.items)

    def __repr__(self) -> str:
        return f"<Dossier {self.plan.id} as of {self.as_of}, actions {self.standing.figures}>"


def prepare(plan: Plan, log: Log | ProgressStore, as_of: date, *, earlier: Iterable[Log] = ()) -> Dossier:
    """Everything that a joint conference needs to know of a plan.

    Args:
        plan: the plan.
        log: what was said of its progress; of a store, the plan's log.
        as_of: the day on which the plan is looked at.
        earlier: logs of earlier plans, whose open problems and decisions still stand.

    Raises:
        InvalidValue: the log is of another plan.

    >>> from bri_macao.plans import load_plan
    >>> from bri_macao.progress import Update
    >>> plan = load_plan(2023)
    >>> held = Update(subject="2023/23.1", status="done", as_of=date(2023, 12, 12), who="desk")
    >>> dossier = prepare(plan, Log(plan.id, (held,)), date(2023, 12, 31))
    >>> dossier
    <Dossier 2023 as of 2023-12-31, actions 108: 1 done, 107 silent>
    >>> print(dossier.sections[4].figures)
    4: 1 done, 3 silent
    >>> print(dossier.priorities[0])
    7: target missed, nothing reported, mechanism due
    """
    own = log.log(plan.id) if isinstance(log, ProgressStore) else log
    if own.plan != plan.id:
        raise InvalidValue(f"the log is of plan {own.plan!r}, and the dossier of {plan.id!r}; pass the plan's own log")
    standings = roll_up(plan, own, as_of)
    targets = measure(plan, own, as_of)
    said = _histories(own, "work", as_of)
    logs = (*earlier, own)
    problems, decisions, meetings = (
        tuple(matter for log in logs for matter in _matters(log, kind, as_of) if log is own or matter.open)
        for kind in _MATTERS
    )
    return Dossier(
        plan=plan,
        as_of=as_of,
        standing=standings[plan.id],
        sections=tuple(_section(section, standings, said) for section in plan.sections),
        targets=targets,
        problems=problems,
        decisions=decisions,
        meetings=meetings,
        priorities=priorities(
            plan,
            standings,
            targets,
            problems={subject for matter in problems if matter.open for subject in matter.about},
            decisions={subject for matter in decisions if matter.open for subject in matter.about},
        ),
    )


_MATTERS: tuple[Kind, ...] = ("problem", "decision", "meeting")


def _histories(log: Log, kind: Kind, day: date) -> dict[str, tuple[Update, ...]]:
    """What was said up to a day of each subject of a kind, in the order of first mention."""
    histories: dict[str, list[Update]] = {}
    for update in log.in_force:
        if update.kind == kind and update.as_of <= day:
            histories.setdefault(update.subject, []).append(update)
    return {subject: tuple(history) for subject, history in histories.items()}


def _matters(log: Log, kind: Kind, day: date) -> Iterator[Matter]:
    return (Matter(subject, history) for subject, history in _histories(log, kind, day).items())


def _section(
    section: Section, standings: Mapping[str, Standing], said: Mapping[str, tuple[Update, ...]]
) -> SectionProgress:
    items = tuple(_item(item, standings, said) for item in section.all_items())
    return SectionProgress(section, standings[section.id], items)


def _item(item: WorkItem, standings: Mapping[str, Standing], said: Mapping[str, tuple[Update, ...]]) -> ItemProgress:
    standing = standings[item.id]
    actions = tuple(ActionProgress(action, standings[action.id], said.get(action.id, ())) for action in item.actions)
    return ItemProgress(item, standing, _group(standing), actions, said.get(item.id, ()))


def _group(standing: Standing) -> Group:
    if standing.status is None:
        return "silent"
    if standing.late:
        return "late"
    return next(group for group in GROUPS if group == standing.status)
