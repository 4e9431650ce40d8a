"""Subjects: what an update can be about, and their addresses.

The plan's own have the ids that they have there; a target, which has none, is counted within its item. What only the
log knows, problems, decisions and meetings, stands behind the plan's id, by a name that whoever opens it gives:

    2023/7, 2023/7.3              work: an item, an action of it
    2023/23#target-1              the first target of an item
    2023#problem-visa-quota       a problem
    2023#decision-five-year-list  a decision
    2023#meeting-5                a meeting
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from bri_macao.errors import InvalidValue
from bri_macao.model import Action, Plan, PlanId, Target, WorkItem

__all__ = ["Kind", "kind_of", "plan_of", "subjects", "subjects_of", "target_id"]

Kind = Literal["work", "target", "problem", "decision", "meeting"]
"""What a subject is; `work` is an item or an action."""

LONGEST = 200
"""Characters of an address."""

_ADDRESS = re.compile(
    r"(?P<plan>[^\s/#]+)"
    r"(?:/[^\s#]+(?:\#(?P<target>target)-[1-9][0-9]{0,5})?|\#(?P<own>problem|decision|meeting)-[a-z0-9]+(?:-[a-z0-9]+)*)"
)
_KINDS: Mapping[str | None, Kind] = MappingProxyType(
    {None: "work", "target": "target", "problem": "problem", "decision": "decision", "meeting": "meeting"}
)


def _read(subject: str) -> re.Match[str]:
    found = _ADDRESS.fullmatch(subject) if len(subject) <= LONGEST else None
    if found is None:
        shown = subject if len(subject) <= LONGEST else subject[:LONGEST] + "…"
        raise InvalidValue(
            f"{shown!r} is no address: write 2023/7 or 2023/7.3 for work, 2023/23#target-1 for a target, and "
            "2023#problem-NAME, 2023#decision-NAME or 2023#meeting-NAME with a name in a to z, 0 to 9 and hyphens"
        )
    return found


def kind_of(subject: str) -> Kind:
    """What the address is of.

    Raises:
        InvalidValue: it is no address.

    >>> kind_of("2023/7.3"), kind_of("2023/23#target-1"), kind_of("2023#meeting-5")
    ('work', 'target', 'meeting')
    """
    found = _read(subject)
    return _KINDS[found["target"] or found["own"]]


def plan_of(subject: str) -> PlanId:
    """The id of the plan that the subject belongs to.

    Raises:
        InvalidValue: it is no address.

    >>> plan_of("2024-2028#problem-visa-quota")
    '2024-2028'
    """
    return PlanId(_read(subject)["plan"])


def target_id(item: str, number: int) -> str:
    """The address of an item's target; `number` counts from 1 in the order of the text.

    >>> target_id("2023/23", 1)
    '2023/23#target-1'
    """
    return f"{item}#target-{number}"


def subjects(plan: Plan) -> Mapping[str, WorkItem | Action | Target]:
    """Everything in a plan that an update can be about, by address, in document order.

    >>> from bri_macao.plans import load_plan
    >>> [subject for subject in subjects(load_plan(2023)) if subject.startswith("2023/23")]
    ['2023/23', '2023/23.1', '2023/23.2', '2023/23.3', '2023/23.4', '2023/23#target-1']
    """
    found = (subjects_of(item) for item in plan.items)
    return MappingProxyType({address: subject for item in found for address, subject in item.items()})


def subjects_of(item: WorkItem) -> Mapping[str, WorkItem | Action | Target]:
    """What an update can be about in one item, by address: the item itself, its actions and its targets.

    >>> from bri_macao.plans import load_plan
    >>> list(subjects_of(load_plan(2023).item(23)))[-2:]
    ['2023/23.4', '2023/23#target-1']
    """
    actions = {action.id: action for action in item.actions}
    targets = {target_id(item.id, number): target for number, target in enumerate(item.targets, 1)}
    return MappingProxyType({item.id: item, **actions, **targets})
