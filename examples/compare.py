"""For whoever receives next year's plan: what changed? Here an edited copy of the 2023 plan stands for it.

Run it with `python examples/compare.py [PAGE.html]`; it needs nothing but the library.
"""

import sys
from pathlib import Path

import attrs

import bri_macao as bri
from bri_macao import comparison


def next_year(plan: bri.Plan) -> bri.Plan:
    """The plan as if a year had passed: one item is gone, one has moved, one is firmer, one meeting became two."""

    def edit(item: bri.WorkItem) -> bri.WorkItem:
        if item.number == 2:  # what Macao was to strive for is to be carried out
            actions = tuple(
                attrs.evolve(action, aspect="complete") if action.aspect == "strive" else action
                for action in item.actions
            )
            return attrs.evolve(item, actions=actions)
        if item.number == 23:
            return attrs.evolve(item, targets=tuple(attrs.evolve(target, quantity=2) for target in item.targets))
        return item

    finance, trade, people, *others = plan.with_items(edit).sections
    return attrs.evolve(
        plan,
        sections=(
            attrs.evolve(finance, items=finance.items[:3]),
            attrs.evolve(trade, items=trade.items[1:]),
            attrs.evolve(people, items=(trade.items[0], *people.items)),
            *others,
        ),
    )


def main(page: str | None = None) -> None:
    """Print what changed; write it side by side where a page is named."""
    plan = bri.load_plan(2023)
    changes = comparison.diff(plan, next_year(plan))
    print(comparison.render(changes), end="")
    if page:
        Path(page).write_text(comparison.render(changes, "html"), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:2])
