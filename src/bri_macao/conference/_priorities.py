"""Candidate priorities: which items ask for a place in the next plan, and why."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

import attrs

from bri_macao.model import Action, Aspect, Plan, WorkItem
from bri_macao.progress import ENDED, Measure, Standing, subjects_of

__all__ = ["CARRIED", "WEIGHTS", "Priority", "Reason", "priorities"]

Reason = Literal[
    "problem-open",
    "target-missed",
    "blocked",
    "decision-open",
    "carried-over",
    "not-done",
    "nothing-reported",
    "mechanism-due",
]
"""Why an item asks for a place in the next plan.

`problem-open`, `decision-open`: one that is not settled concerns it. `target-missed`: a target is not reached.
`blocked`, `not-done`, `nothing-reported`: how it stands. `mechanism-due`: an action that was to prepare or start a
mechanism has not ended. `carried-over`: it came over from an earlier plan already, and has not ended.
"""

WEIGHTS: Mapping[Reason, int] = MappingProxyType(
    {
        "problem-open": 8,
        "target-missed": 6,
        "blocked": 5,
        "decision-open": 4,
        "carried-over": 3,
        "not-done": 2,
        "nothing-reported": 2,
        "mechanism-due": 1,
    }
)
"""How much each reason weighs: a known obstacle before a missed number, that before work that is merely open. These
are our judgement; a meeting sets its own priorities."""

CARRIED = "bri-macao.carried-forward"
"""The namespace of `Plan.extra` that says of each item of a drafted plan where it came from."""

# The aspects with which a mechanism is announced, not yet used.
_ANNOUNCING: frozenset[Aspect] = frozenset(("start", "prepare", "explore", "strive"))


@attrs.frozen
class Priority:
    """A work item that asks for a place in the next plan, with its reasons, the weightiest first."""

    item: WorkItem
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        """The weights of the reasons, added up."""
        return sum(WEIGHTS[reason] for reason in self.reasons)

    def __str__(self) -> str:
        return f"{self.item.number}: {', '.join(reason.replace('-', ' ') for reason in self.reasons)}"


def priorities(
    plan: Plan,
    standings: Mapping[str, Standing],
    targets: tuple[Measure, ...],
    *,
    problems: Collection[str],
    decisions: Collection[str],
) -> tuple[Priority, ...]:
    """The items for which there is a reason, the most pressing first; of equal ones, in document order.

    Args:
        plan: the plan.
        standings: how its items and actions stand, by id.
        targets: its targets, measured.
        problems: the subjects that an open problem concerns.
        decisions: the subjects that a decision concerns which is not carried out.
    """
    carried = plan.extra.get(CARRIED)
    before = set(carried) if isinstance(carried, dict) else set()
    missed = {found.item for found in targets if not found.reached}
    found = []
    for item in plan.items:
        own = subjects_of(item).keys()
        reasons = set(_of_standing(item, standings))
        if not own.isdisjoint(problems):
            reasons.add("problem-open")
        if not own.isdisjoint(decisions):
            reasons.add("decision-open")
        if item.id in missed:
            reasons.add("target-missed")
        if item.id in before and standings[item.id].status not in ENDED:
            reasons.add("carried-over")
        if reasons:
            found.append(Priority(item, tuple(reason for reason in WEIGHTS if reason in reasons)))
    return tuple(sorted(found, key=lambda priority: -priority.weight))


def _of_standing(item: WorkItem, standings: Mapping[str, Standing]) -> Iterator[Reason]:
    status = standings[item.id].status
    if status is None:
        yield "nothing-reported"
    elif status == "blocked":
        yield "blocked"
    elif status not in ENDED:
        yield "not-done"
    if any(_announces(item, action) and standings[action.id].status not in ENDED for action in item.actions):
        yield "mechanism-due"


def _announces(item: WorkItem, action: Action) -> bool:
    """Whether the action is to bring about a mechanism that it names."""
    span = action.span
    return (
        action.aspect in _ANNOUNCING
        and span is not None
        and any(
            mention.kind == "mechanism" and not mention.nested and span.start <= mention.span.start < span.end
            for mention in item.mentions
        )
    )
