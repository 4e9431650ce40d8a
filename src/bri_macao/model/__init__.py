"""The model: frozen classes for a plan and all that it holds (floor 1).

It is data with its own look-ups and nothing above it: reading, validating, comparing and formatting are functions of
other modules that take a plan.
"""

from bri_macao.model.dates import PartialDate, Period
from bri_macao.model.entities import (
    Citation,
    Codes,
    Confidence,
    Mechanism,
    MechanismKind,
    Membership,
    Partner,
    PartnerKind,
)
from bri_macao.model.extra import JSON, Extra
from bri_macao.model.ids import (
    ActionId,
    EntityId,
    ItemId,
    MechanismId,
    PartnerId,
    PlanId,
    SectionId,
    is_provisional,
)
from bri_macao.model.indexing import Index, Words
from bri_macao.model.items import (
    Action,
    Aspect,
    Comparison,
    EntityKind,
    Fingerprint,
    Mention,
    PolicyArea,
    Target,
    WorkItem,
)
from bri_macao.model.names import LANGUAGES, Name, Names, NameStatus
from bri_macao.model.plan import SCHEMA_VERSION, Plan, SourceDescription
from bri_macao.model.sections import Section

__all__ = [
    "JSON",
    "LANGUAGES",
    "SCHEMA_VERSION",
    "Action",
    "ActionId",
    "Aspect",
    "Citation",
    "Codes",
    "Comparison",
    "Confidence",
    "EntityId",
    "EntityKind",
    "Extra",
    "Fingerprint",
    "Index",
    "ItemId",
    "Mechanism",
    "MechanismId",
    "MechanismKind",
    "Membership",
    "Mention",
    "Name",
    "NameStatus",
    "Names",
    "PartialDate",
    "Partner",
    "PartnerId",
    "PartnerKind",
    "Period",
    "Plan",
    "PlanId",
    "PolicyArea",
    "Section",
    "SectionId",
    "SourceDescription",
    "Target",
    "Words",
    "WorkItem",
    "is_provisional",
]
