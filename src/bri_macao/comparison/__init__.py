"""Comparison: what changed from one plan to another, and over many years (floor 3).

    import bri_macao as bri
    from bri_macao import comparison

    changes = bri.diff(plan23, plan24)
    [str(change) for change in changes.changed]
    print(comparison.render(changes, "markdown"))

Items are paired by what they say, in the best way in all, whatever their numbers; what is left over may be a part of
what is paired (split, merged). An item that only stands elsewhere has moved. Scripts do not matter, and neither does
what is said of the plans rather than in them, unless it is asked for. `diff(new, old)` is `diff(old, new).reversed()`.
"""

from bri_macao.comparison._changes import Changes, ItemChange, ItemKind
from bri_macao.comparison._diff import diff
from bri_macao.comparison._facts import Alteration
from bri_macao.comparison._parts import (
    ActionChange,
    DueKind,
    EntityChange,
    EntityChanges,
    Exchange,
    PartKind,
    SectionChange,
    SectionKind,
    TargetChange,
)
from bri_macao.comparison._rendering import Form, render, to_json
from bri_macao.comparison._series import Appearance, Series, series
from bri_macao.comparison._strength import STRENGTH, Strength, strength
from bri_macao.comparison._words import Stretch, words

__all__ = [
    "STRENGTH",
    "ActionChange",
    "Alteration",
    "Appearance",
    "Changes",
    "DueKind",
    "EntityChange",
    "EntityChanges",
    "Exchange",
    "Form",
    "ItemChange",
    "ItemKind",
    "PartKind",
    "SectionChange",
    "SectionKind",
    "Series",
    "Strength",
    "Stretch",
    "TargetChange",
    "diff",
    "render",
    "series",
    "strength",
    "to_json",
    "words",
]
