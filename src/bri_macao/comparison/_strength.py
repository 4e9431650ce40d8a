"""How firmly an aspect commits: one ladder of aspects, from what is looked into to what is done and more."""

from collections.abc import Mapping
from typing import Literal

from bri_macao.model import Aspect

__all__ = ["STRENGTH", "Strength", "strength"]

Strength = Literal["strengthened", "weakened", "same"]
"""What became of a commitment whose aspect was one and is another."""

# A rung holds what promises equally much. The measure is what a reader of the plan may expect to see at the end of its
# period: nothing yet, preparations, what others do, an attempt, the thing itself, more than there was.
LADDER: tuple[tuple[Aspect, ...], ...] = (
    ("explore",),  # 探索: looked into, and nothing decided
    ("prepare",),  # 筹备: made ready; the thing itself is not promised
    ("encourage", "support", "promote"),  # 鼓励, 支持, 推动: others act, and are moved to
    ("strive",),  # 争取: Macao itself tries, and the outcome is open
    ("start", "hold", "continue"),  # 设立, 举办, 继续: it takes place
    ("deepen", "complete"),  # 深化, 落实: it becomes more than it was, or is brought to its end
)

STRENGTH: Mapping[Aspect, int] = {aspect: rung for rung, aspects in enumerate(LADDER, 1) for aspect in aspects}
"""How firmly each aspect commits, from 1; `other` is not in it, since a clause without a marker says nothing of it."""


def strength(old: Aspect, new: Aspect) -> Strength | None:
    """What becomes of a commitment when its aspect changes; None where one of the two cannot be compared.

    >>> strength("strive", "complete"), strength("hold", "explore"), strength("other", "hold")
    ('strengthened', 'weakened', None)
    """
    before, after = STRENGTH.get(old), STRENGTH.get(new)
    if before is None or after is None:
        return "same" if old == new else None
    return "strengthened" if before < after else "weakened" if before > after else "same"
