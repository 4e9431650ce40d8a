"""Ids: strings that have a meaning, told apart by the type checker and by nothing at run time.

The shapes: a plan `2023` or `2024-2028`, a section `2023/s2` (its second sub-section `2023/s2.2`), a work item
`2023/7`, an action of it `2023/7.3`; partners and mechanisms are lower-case slugs such as `pt` and `forum-macao`.
Where a document numbers its items afresh in each section, the section stands between: `2025/s2/1`. The shapes are a
matter for `validate`: a pattern on each id would double the time that a plan takes to load.
"""

from typing import NewType

__all__ = ["ActionId", "EntityId", "ItemId", "MechanismId", "PartnerId", "PlanId", "SectionId", "is_provisional"]

PlanId = NewType("PlanId", str)
"""Such as `2023` or `2024-2028`."""
SectionId = NewType("SectionId", str)
"""Such as `2023/s2`; of a sub-section `2023/s2.2`."""
ItemId = NewType("ItemId", str)
"""Such as `2023/7`; `2025/s2/1` where numbering begins anew in each section."""
ActionId = NewType("ActionId", str)
"""Such as `2023/7.3`."""
PartnerId = NewType("PartnerId", str)
"""Such as `pt` or `greater-bay-area`."""
MechanismId = NewType("MechanismId", str)
"""Such as `forum-macao`."""

EntityId = PartnerId | MechanismId
"""What a mention points at."""

PROVISIONAL = "new-"
"""How the id of an entity begins that a reader made up for a name that no registry knows."""


def is_provisional(id: str) -> bool:
    """Whether the id was made up for a name that no registry knows.

    >>> is_provisional("new-5f2b9c01"), is_provisional("forum-macao")
    (True, False)
    """
    return id.startswith(PROVISIONAL)
