"""Comparison."""

from bri_macao.comparison._changes import (
    ActionChange,
    Changes,
    EntityChange,
    EntityChanges,
    Exchange,
    ItemChange,
    SectionChange,
    TargetChange,
)
from bri_macao.comparison._diff import diff
from bri_macao.comparison._facts import Alteration
from bri_macao.comparison._strength import STRENGTH, strength
from bri_macao.comparison._words import Stretch, words
