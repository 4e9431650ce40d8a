"""What has a page: every item, partner and mechanism of the bundled plan, each with its address."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, TypeAlias

import attrs

from bri_macao import Plan, load_plan
from bri_macao.pages.anchors import anchors

__all__ = ["KINDS", "ORIGINAL", "PLAN", "Kind", "Subject", "by_anchor", "subjects"]

Kind: TypeAlias = Literal["item", "partner", "mechanism"]

KINDS: tuple[Kind, ...] = ("item", "partner", "mechanism")

PLAN: Plan = load_plan(2023)

ORIGINAL = (PLAN.source.language if PLAN.source is not None else None) or "zh-Hans"
"""The language of the document."""


@attrs.frozen
class Subject:
    """What a page is about.

    Attributes:
        kind: what it is.
        id: its id in the plan.
        anchor: the id of its element, on its own page and on that of a whole plan: made of the kind and the id alone.
    """

    kind: Kind
    id: str
    anchor: str

    @property
    def docname(self) -> str:
        """The name of its page, from the root of the documentation."""
        return f"data/{self.kind}s/{self.anchor.removeprefix(f'{self.kind}-')}"

    @property
    def code(self) -> str:
        """The Python that gets it."""
        key = str(PLAN.item(self.id).number) if self.kind == "item" else f'"{self.id}"'
        return f"bri.load_plan({PLAN.id}).{self.kind}({key})"


@cache
def subjects() -> Mapping[tuple[str, str], Subject]:
    """Every subject by its kind and id, in the order of the plan."""
    index = PLAN.index
    ids: dict[Kind, Mapping[str, object]] = {
        "item": index.items,
        "partner": index.partners,
        "mechanism": index.mechanisms,
    }
    found = (Subject(kind, id, anchor) for kind in KINDS for id, anchor in anchors(kind, ids[kind]).items())
    return MappingProxyType({(subject.kind, subject.id): subject for subject in found})


@cache
def by_anchor() -> Mapping[str, Subject]:
    """Every subject by its anchor."""
    return MappingProxyType({subject.anchor: subject for subject in subjects().values()})
