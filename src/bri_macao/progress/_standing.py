"""Standing: how far the work is on a day, rolled up from actions to items, to sections and to the plan."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType

import attrs

from bri_macao.model import Plan, WorkItem
from bri_macao.progress._logs import Log, status_at
from bri_macao.progress._measuring import measure
from bri_macao.progress._transitions import ENDED, Status
from bri_macao.progress._updates import Update

__all__ = ["Figures", "Standing", "roll_up"]


@attrs.frozen
class Figures:
    """How many actions are in which state; an item without actions counts as one.

    Attributes:
        total: all of them; the others but `late` add up to it.
        done, in_hand, blocked, not_started, dropped: those in each state.
        silent: those on which nothing was said.
        late: those, whatever their state, that have not ended although their time is over.
    """

    total: int = 0
    done: int = 0
    in_hand: int = 0
    blocked: int = 0
    not_started: int = 0
    dropped: int = 0
    silent: int = 0
    late: int = 0

    def __str__(self) -> str:
        named = ((field.name.replace("_", " "), getattr(self, field.name)) for field in attrs.fields(Figures)[1:])
        return f"{self.total}: {', '.join(f'{count} {name}' for name, count in named if count)}"


@attrs.frozen(kw_only=True)
class Standing:
    """How something stands on a day: an action, an item, a section or the plan.

    Attributes:
        id: the id of what stands so.
        status: its state; None where nothing was said.
        late: whether its time is over and it has not ended. An item with a target that is late is late too.
        figures: the actions in it, by state.
        update: of an action, the word that it rests on, its own or that on its item; of an item, what was last said of
            it itself.
        last: the day of the last word on it or on the actions in it; None where nothing was said.
    """

    id: str
    status: Status | None
    late: bool
    figures: Figures
    update: Update | None = None
    last: date | None = None

    @property
    def silent(self) -> bool:
        """Whether nothing was said."""
        return self.status is None


def roll_up(plan: Plan, log: Log, day: date) -> Mapping[str, Standing]:
    """How the plan, its sections, items and actions stand on a day: by id, in document order, the plan first.

    The rules:

    - An action stands as it was last said to: by a word on itself, or by a later word on its item. One that is done or
      dropped stays so, whatever is said later of its item.
    - An item without actions stands as it was last said to itself.
    - An item stands as its actions together, a section as its items (those of its sub-sections too), the plan as all:

      1. nothing was said of any: nothing is known (None);
      2. all dropped: dropped;
      3. all done, those that were dropped aside: done;
      4. none done, in hand or blocked: not started;
      5. one blocked and none in hand: blocked;
      6. else: in hand.

    - Late is what has not ended when the plan's period is over, and an item that has not ended with a target that is
      late.

    >>> from bri_macao.plans import load_plan
    >>> plan = load_plan(2023)
    >>> held = Update(subject="2023/23.1", status="done", as_of=date(2023, 12, 12), who="desk")
    >>> standing = roll_up(plan, Log(plan.id, (held,)), date(2023, 12, 31))
    >>> standing["2023/23.1"].status, standing["2023/23"].status, standing["2023/s4"].status
    ('done', 'in-hand', None)
    >>> print(standing["2023/s5"].figures)
    4: 1 done, 3 silent
    """
    now = status_at(log, day)
    over = plan.period is not None and day > plan.period.end
    missed = {found.item for found in measure(plan, log, day) if found.late}
    leaves = {item.id: _leaves(item, now, over=over) for item in plan.items}
    items = {
        item.id: _together(item.id, leaves[item.id], over=over or item.id in missed, word=now.get(item.id))
        for item in plan.items
    }
    found = {str(plan.id): _together(plan.id, items.values(), over=over)}
    for section in (section for top in plan.sections for section in top.walk()):
        found[section.id] = _together(section.id, [items[item.id] for item in section.all_items()], over=over)
        for item in section.items:
            found[item.id] = items[item.id]
            found.update((leaf.id, leaf) for leaf in leaves[item.id] if leaf.id != item.id)
    return MappingProxyType(found)


def _leaves(item: WorkItem, now: Mapping[str, Update], *, over: bool) -> list[Standing]:
    """The actions of an item; of an item without any, itself."""
    word = now.get(item.id)
    if not item.actions:
        return [_leaf(item.id, word, over=over)]
    return [_leaf(action.id, _last_word(now.get(action.id), word), over=over) for action in item.actions]


def _last_word(own: Update | None, on_item: Update | None) -> Update | None:
    if own is None or on_item is None:
        return own or on_item
    return own if own.status in ENDED or own.as_of >= on_item.as_of else on_item


def _leaf(id: str, word: Update | None, *, over: bool) -> Standing:
    status = None if word is None else word.status
    late = over and status not in ENDED
    figures = Figures(1, late=int(late), **{"silent" if status is None else status.replace("-", "_"): 1})
    return Standing(
        id=id, status=status, late=late, figures=figures, update=word, last=None if word is None else word.as_of
    )


def _together(id: str, parts: Collection[Standing], *, over: bool, word: Update | None = None) -> Standing:
    """How the parts stand together; `word` is what was said of the whole itself."""
    status = _status_of(part.status for part in parts)
    days = [part.last for part in parts if part.last is not None] + ([] if word is None else [word.as_of])
    return Standing(
        id=id,
        status=status,
        late=over and len(parts) > 0 and status not in ENDED,
        figures=_sum(part.figures for part in parts),
        update=word,
        last=max(days, default=None),
    )


def _status_of(statuses: Iterable[Status | None]) -> Status | None:
    """The rules of `roll_up`, in their order."""
    each = set(statuses)
    if each <= {None}:
        return None
    if each == {"dropped"}:
        return "dropped"
    if each <= {"done", "dropped"}:
        return "done"
    if each.isdisjoint(("done", "in-hand", "blocked")):
        return "not-started"
    return "blocked" if "blocked" in each and "in-hand" not in each else "in-hand"


def _sum(figures: Iterable[Figures]) -> Figures:
    columns = zip(*map(attrs.astuple, figures), strict=True)
    return Figures(*map(sum, columns))
