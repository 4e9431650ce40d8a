"""Carrying forward: the draft of the next plan, out of what is left of this one."""

from collections.abc import Iterator
from datetime import date

import attrs

from bri_macao._grammar import numeral_like
from bri_macao.conference._dossiers import Dossier
from bri_macao.conference._priorities import CARRIED
from bri_macao.errors import InvalidValue
from bri_macao.model import (
    JSON,
    Action,
    ActionId,
    Extra,
    ItemId,
    Name,
    Names,
    Period,
    Plan,
    PlanId,
    Section,
    SectionId,
    WorkItem,
)
from bri_macao.progress import ENDED

__all__ = ["carry_forward"]


def carry_forward(plan: Plan, dossier: Dossier, *, period: Period | None = None) -> Plan:
    """A draft of the next plan: the items that the dossier has as priorities, in document order, numbered afresh.

    Each item keeps what it said, its official wording where that is attached, and the actions that have not ended;
    so its spans hold in the old wording until somebody writes a new one. Partners and mechanisms come along. Where
    each item comes from, and why, stands in `extra["bri-macao.carried-forward"]`, by the new id.

    Args:
        plan: the plan that ends.
        dossier: how it stands at its end.
        period: of the next plan; by default as many years as this one has, right after it.

    Raises:
        InvalidValue: the dossier is of another plan, or the plan has no period to go on from.

    >>> from bri_macao.conference import prepare
    >>> from bri_macao.plans import load_plan
    >>> from bri_macao.progress import Log
    >>> plan = load_plan(2023)
    >>> draft = carry_forward(plan, prepare(plan, Log(plan.id), date(2023, 12, 31)))
    >>> draft
    <Plan 2024: 5 sections, 23 items>
    >>> draft.extra["bri-macao.carried-forward"]["2024/1"]["from"]
    '2023/1'
    """
    if dossier.plan.id != plan.id:
        raise InvalidValue(f"the dossier is of plan {dossier.plan.id!r}, not of {plan.id!r}; prepare one of this plan")
    ahead = period or _following(plan)
    draft = _Draft(PlanId(_years(ahead)), dossier)
    sections = tuple(draft.sections(plan.sections))
    return attrs.evolve(
        plan,
        id=draft.id,
        names=_renamed(plan.names, plan.id, draft.id),
        period=ahead,
        sections=sections,
        source=None,
        extra=Extra({**plan.extra, CARRIED: draft.origins}),
    )


class _Draft:
    """A plan in the making: its id, the next number, and where each item comes from."""

    def __init__(self, id: PlanId, dossier: Dossier) -> None:
        self.id = id
        self.origins: dict[str, JSON] = {}
        self._day = dossier.as_of
        self._wanted = {priority.item.id: priority for priority in dossier.priorities}
        self._ended = {
            found.action.id for item in dossier.items for found in item.actions if found.standing.status in ENDED
        }
        self._reached = {(found.item, found.target) for found in dossier.targets if found.reached}

    def sections(self, sections: tuple[Section, ...], inside: str = "") -> Iterator[Section]:
        """The sections with something left in them, numbered afresh."""
        number = 0
        for section in sections:
            if not any(item.id in self._wanted for item in section.all_items()):
                continue
            number = 0 if section.number == 0 and number == 0 else number + 1
            place = f"{inside}.{number}" if inside else f"{self.id}/s{number}"
            yield attrs.evolve(
                section,
                id=SectionId(place),
                number=number,
                numeral=numeral_like(section.numeral, number),
                items=tuple(self._item(item) for item in section.items if item.id in self._wanted),
                sections=tuple(self.sections(section.sections, place)),
            )

    def _item(self, item: WorkItem) -> WorkItem:
        number = len(self.origins) + 1
        id = ItemId(f"{self.id}/{number}")
        self.origins[id] = {
            "from": item.id,
            "reasons": [*self._wanted[item.id].reasons],
            "as_of": self._day.isoformat(),
        }
        return attrs.evolve(
            item,
            id=id,
            number=number,
            numeral=numeral_like(item.numeral, number),
            actions=tuple(self._actions(item, id)),
            targets=tuple(target for target in item.targets if (item.id, target) not in self._reached),
        )

    def _actions(self, item: WorkItem, id: ItemId) -> Iterator[Action]:
        left = [action for action in item.actions if action.id not in self._ended]
        for number, action in enumerate(left or item.actions, 1):
            yield attrs.evolve(action, id=ActionId(f"{id}.{number}"))


def _following(plan: Plan) -> Period:
    """As many whole years as the plan's, right after them."""
    if plan.period is None:
        raise InvalidValue(f"plan {plan.id!r} has no period, so none follows it; pass period=")
    first, last = plan.period.start.year, plan.period.end.year
    count = last - first + 1
    return Period(date(first + count, 1, 1), date(last + count, 12, 31))


def _years(period: Period) -> str:
    first, last = period.start.year, period.end.year
    return f"{first:04}" if first == last else f"{first:04}-{last:04}"


def _renamed(names: Names, before: str, after: str) -> Names:
    """The titles with the new years in the place of the old, as our own words until the plan has a title."""
    return Names(tuple(Name(name.language, name.text.replace(before, after), "editorial") for name in names.entries))
