"""Kept: what a StratML document says and the model has no place for, in the plan's `extra`, to be written again.

It is told as the difference from what this library would write for the plan alone. So nothing is held twice, and what
is changed in the plan later shows in the next document.
"""

from typing import Any, Literal

import attrs
import msgspec

from bri_macao.errors import DumpError
from bri_macao.formats._stratml.documents import Aside
from bri_macao.formats._stratml.records import UNPRINTABLE
from bri_macao.formats._stratml.rules import NCNAME
from bri_macao.model import JSON, Plan

__all__ = ["KEY", "RESIDUAL", "Kept"]

KEY = "bri-macao.stratml"
"""The namespace of `Plan.extra` for it."""

RESIDUAL = "bri-macao"
"""The target of the processing instruction in which the whole plan goes along."""


@attrs.frozen(kw_only=True)
class Kept:
    """What is kept beside a plan.

    Attributes:
        part: the part of the standard that the document followed.
        document: the difference of the document outside of its goals, as a JSON Merge Patch (RFC 7386).
        goals, objectives: the same for each goal and objective, by the id of the section or item.
        before, after: comments and processing instructions around the document.
        aside: what no document of the standard can say, by its path; it is not written.
    """

    part: Literal[1, 2] = 1
    document: dict[str, Any] = attrs.field(factory=dict)  # `Any`: JSON of any shape, here and below
    goals: dict[str, dict[str, Any]] = attrs.field(factory=dict)
    objectives: dict[str, dict[str, Any]] = attrs.field(factory=dict)
    before: tuple[Aside, ...] = ()
    after: tuple[Aside, ...] = ()
    aside: dict[str, Any] = attrs.field(factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "Kept | None":
        """What is kept beside the plan, if anything is.

        Raises:
            DumpError: something else stands there.
        """
        value = plan.extra.get(KEY)
        if value is None:
            return None
        try:
            kept = msgspec.convert(value, cls)
        except msgspec.ValidationError as error:
            message = f"extra[{KEY!r}] is not what belongs there: {error}; delete it"
            raise DumpError(message) from error
        for aside in (*kept.before, *kept.after):
            if not _writable(aside):
                raise DumpError(f"{aside.text!r} in extra[{KEY!r}] can stand in no {aside.kind}; delete it")
        return kept

    def json(self) -> dict[str, JSON]:
        """As JSON's types, without what is empty."""
        told: dict[str, JSON] = {}
        for name, value in attrs.asdict(self, recurse=False).items():
            if value:
                told[name] = [[*aside[:3]] for aside in value] if name in ("before", "after") else value
        return told


def _writable(aside: Aside) -> bool:
    text = aside.text
    if UNPRINTABLE.search(text) or "\r" in text:
        return False
    if aside.kind == "comment":
        return "--" not in f"{text}-"
    plain = NCNAME.fullmatch(aside.target) is not None and aside.target.lower() not in ("xml", RESIDUAL)
    return plain and text == text.lstrip() and "?>" not in text
