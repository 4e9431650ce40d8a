"""Telling: the findings about a document, each with its path, its line, and both readings."""

from collections.abc import Mapping, Sequence

import attrs
import msgspec

from bri_macao.findings import Finding
from bri_macao.formats._stratml.kept import KEY
from bri_macao.formats._stratml.outlines import Node
from bri_macao.formats._stratml.records import Record, record_in
from bri_macao.model import JSON

__all__ = ["Teller"]


@attrs.define
class Teller:
    """Collects what is to be said of one document.

    Attributes:
        edited: the plan was kept in the document, so that what differs is an edit, and told.
        lines: the line of each path.
        findings: what was told.
    """

    edited: bool
    lines: Mapping[str, int | None]
    findings: list[Finding] = attrs.field(factory=list)

    def tell(
        self, code: str, path: str, message: str, *, expected: str | None = None, found: str | None = None
    ) -> None:
        """One finding."""
        line = self.lines.get(path)
        self.findings.append(Finding(code=code, path=path, line=line, message=message, expected=expected, found=found))

    def slots(self, path: str, old: Record, new: Record, patch: Record) -> None:
        """The slots of one element that are not as we wrote them; `patch` has those that the plan has no place for."""
        if not self.edited:
            return
        for key in dict.fromkeys((*old, *new)):
            before, after = old.get(key), new.get(key)
            if before == after:
                continue
            if isinstance(before, dict) and isinstance(after, dict):
                self.slots(f"{path}/{key}", before, after, record_in(patch, key))
                continue
            what = f"it is kept under extra[{KEY!r}]" if key in patch else "it goes into the plan"
            message = f"{key} was changed after the plan was written; {what}"
            self.tell("BRI422", f"{path}/{key}", message, expected=_short(before), found=_short(after))

    def moves(self, old: Sequence[Node], new: Sequence[Node]) -> None:
        """Goals and objectives that are gone, new, or elsewhere."""
        if not self.edited:
            return
        ours, theirs = (
            {node.key: (node, goal.key) for goal in goals for node in (goal, *goal.objectives)} for goals in (old, new)
        )
        for key, (node, _) in ours.items():
            if key not in theirs:
                message = f"{key} was taken out after the plan was written, and goes from the plan"
                self.tell("BRI422", node.path.rpartition("/")[0], message)
        for key, (node, _) in theirs.items():
            if key not in ours:
                message = f"{key} was added after the plan was written, and goes into the plan"
                self.tell("BRI422", node.path, message)
        order = [
            [(key, goal) for key, (_, goal) in each.items() if key in ours and key in theirs] for each in (ours, theirs)
        ]
        if order[0] != order[1]:
            message = "goals or objectives were moved after the plan was written; so they are in the plan"
            self.tell("BRI422", new[0].path.rpartition("/")[0], message)

    def numbers(self, paths: Sequence[str]) -> None:
        """That goals and objectives have no number of their own."""
        if paths:
            message = f"{len(paths)} goals and objectives, of which this is the first, have no number; they are counted"
            self.tell("BRI423", paths[0], message)


def _short(value: JSON) -> str:
    """A value for people."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= 80 else f"{text[:79]}…"
