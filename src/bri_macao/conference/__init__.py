"""The joint conference (联席会议): what it needs to know of a plan, and the draft of the next one (floor 6).

The conference meets at least once a year, sums up progress, settles priorities and resolves what is new. `prepare`
makes its dossier out of a plan and the log of its progress; `render` writes it down in four languages, by a template
that can be replaced; `carry_forward` drafts the next plan out of what is left.
"""

from bri_macao.conference._carrying import carry_forward
from bri_macao.conference._dossiers import (
    GROUPS,
    ActionProgress,
    Dossier,
    Group,
    ItemProgress,
    Matter,
    SectionProgress,
    prepare,
)
from bri_macao.conference._priorities import CARRIED, WEIGHTS, Priority, Reason
from bri_macao.conference._templates import TEMPLATE, Form, Part, Template, render

__all__ = [
    "CARRIED",
    "GROUPS",
    "TEMPLATE",
    "WEIGHTS",
    "ActionProgress",
    "Dossier",
    "Form",
    "Group",
    "ItemProgress",
    "Matter",
    "Part",
    "Priority",
    "Reason",
    "SectionProgress",
    "Template",
    "carry_forward",
    "prepare",
    "render",
]
