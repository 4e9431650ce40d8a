"""Attaching: a plan that points into a document meets a copy of the document (floor 3).

Where the copy's key text has the fingerprint that the plan keeps, every span holds as it is. Where it has not, the copy
is aligned with the plan, what still anchors moves to its new place, and each difference is a finding with both
readings.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import islice
from os import PathLike

import attrs

from bri_macao import _alignment
from bri_macao._alignment import Edit
from bri_macao._restoration import Budget, restore
from bri_macao.findings import Finding
from bri_macao.model import Action, Mention, Plan, Target, WorkItem
from bri_macao.outlining import read_outline
from bri_macao.readings import Node, Reading
from bri_macao.spans import Span
from bri_macao.text import LARGEST, Source, fold
from bri_macao.text.folding import sha256, trace
from bri_macao.validation import OF_OUTLINES, validate

__all__ = ["attach"]

# For each offset of the plan's key, the offset of the same character in the copy; None where it is not there.
Places = list[int | None]

# Items with the same number are the same item when they share this much (see `_alignment.similarity`), items with
# different numbers when they share twice as much.
ALIKE = 0.2
# Items of one number, and items that no number pairs, are compared each with each; beyond so many they are not.
LEFT_OVER = 100
# Combinations that may be tried to restore readings: about two seconds' worth.
TRIES = 2_000_000


def attach(
    plan: Plan,
    document: str | bytes | PathLike[str] | Source,
    *,
    encoding: str | None = None,
    largest: int = LARGEST,
) -> Reading:
    """Put the official wording back: a reading whose plan is `plan` with the text of the copy in its items.

    Never fails because a copy has a wrong character: what differs is a finding (`BRI301` and following) with the plan's
    reading, as far as it is known or can be restored from the fingerprint, the copy's reading, and line and page.

    Args:
        plan: any plan; its fingerprints (or its texts, if it has them) say what is expected.
        document: what `read` takes.
        encoding: as for `read`.
        largest: as for `read`.

    Raises:
        SourceError: the file cannot be opened or decoded, or is larger than allowed.

    >>> original = "2031年重点工作\\n一、金融\\n1.办好论坛，扩大人民币使用。"
    >>> reading = attach(read_outline(original).plan, original.replace("币", "帀").replace("论坛", "論壇"))
    >>> reading.plan.item(1).text
    '办好論壇，扩大人民帀使用。'
    >>> [(finding.code, finding.expected, finding.found, finding.line) for finding in reading.findings]
    [('BRI301', '币', '帀', 3)]
    """
    reading = read_outline(document, encoding=encoding, largest=largest)
    copied = sorted(
        (*reading.findings, *validate(reading, rules=OF_OUTLINES)), key=lambda finding: finding.span or Span(0, 0)
    )
    pairs = _pair(plan.items, reading.plan.items)
    names: dict[str, str] = {copy.id: item.id for item, copy in pairs if copy is not None}
    names |= {reading.plan.id: plan.id, **_section_names(plan, reading.plan)}
    # What the copy has beyond the plan must not pass for something that the plan has.
    own = set(names.values()) | {item.id for item in plan.items}
    names |= {node.id: f"copy:{node.id}" for node in reading.nodes if node.id not in names and node.id in own}
    nodes = tuple(_renamed(node, names) for node in reading.nodes)
    found = attrs.evolve(reading, nodes=nodes)
    budget = Budget(TRIES)
    items: dict[str, WorkItem] = {}
    findings: list[Finding] = [attrs.evolve(f, path=names.get(f.path or "", f.path)) for f in copied]
    for item, copy in pairs:
        if copy is None:
            label = item.label("en", "zh")
            message = f"item {item.number}{f' ({label})' if label else ''} is not in the copy"
            findings.append(Finding(code="BRI302", path=item.id, message=message))
        else:
            anchored = _Anchored(item, copy, found, budget)
            items[item.id] = anchored.item
            findings += anchored.findings
    findings += _surplus(reading, {copy.id for _, copy in pairs if copy is not None}, names)
    findings += _headings(plan, found)
    attached = plan.with_items(lambda item: items.get(item.id, item))
    return attrs.evolve(found, plan=attached, findings=tuple(findings))


def _renamed(node: Node, names: dict[str, str]) -> Node:
    return attrs.evolve(node, id=names[node.id]) if node.id in names else node


def _section_names(plan: Plan, copy: Plan) -> dict[str, str]:
    """The copy's section ids that say the same as one of the plan's, under another plan id."""
    own = {section.id for top in plan.sections for section in top.walk()}
    others = (section.id for top in copy.sections for section in top.walk())
    moved = ((id, f"{plan.id}{id.removeprefix(copy.id)}") for id in others)
    return {id: other for id, other in moved if other in own}


def _expected(item: WorkItem) -> str:
    """What is known of an item's key, digit for character."""
    if item.text is not None:
        return trace(fold(item.text))
    return item.fingerprint.trace if item.fingerprint else ""


def _pair(items: Sequence[WorkItem], copies: Sequence[WorkItem]) -> list[tuple[WorkItem, WorkItem | None]]:
    """Each item of the plan with the item of the copy that is the same: by text, then by number, then by likeness."""
    found: dict[str, WorkItem] = {}
    left = {copy.id: copy for copy in copies}
    expected = {item.id: _expected(item) for item in items}
    traces = {copy.id: _expected(copy) for copy in copies}

    def take(item: WorkItem, copy: WorkItem) -> None:
        found[item.id] = left.pop(copy.id)

    # The same text under the same number first, so that none is taken from an item that has its number too.
    for numbered in (True, False):
        by_text: dict[tuple[str, int | None], deque[WorkItem]] = defaultdict(deque)
        for copy in left.values():
            by_text[traces[copy.id], copy.number if numbered else None].append(copy)
        for item in items:
            same = by_text.get((expected[item.id], item.number if numbered else None))
            if same and expected[item.id] and item.id not in found:
                take(item, same.popleft())
    by_number: dict[int, dict[str, WorkItem]] = defaultdict(dict)
    for copy in left.values():
        by_number[copy.number][copy.id] = copy
    for item in items:
        if item.id in found:
            continue
        text = expected[item.id]
        for copy in islice(by_number[item.number].values(), LEFT_OVER):
            if not text or _alignment.similarity(text, traces[copy.id]) >= ALIKE:
                take(item, by_number[item.number].pop(copy.id))
                break
    missing = [item for item in items if item.id not in found and expected[item.id]]
    if len(missing) <= LEFT_OVER and len(left) <= LEFT_OVER:
        likeness = (
            (_alignment.similarity(expected[item.id], traces[copy.id]), item, copy)
            for item in missing
            for copy in list(left.values())
        )
        for degree, item, copy in sorted(likeness, key=lambda row: -row[0]):
            if degree >= 2 * ALIKE and item.id not in found and copy.id in left:
                take(item, copy)
    return [(item, found.get(item.id)) for item in items]


class _Anchored:
    """One item of the plan, moved onto its text in the copy; and what was noticed on the way."""

    def __init__(self, item: WorkItem, copy: WorkItem, reading: Reading, budget: Budget) -> None:
        self.reading = reading
        self.findings: list[Finding] = []
        self.text = copy.text or ""
        self.key = fold(self.text)
        self.before = item
        wanted = item.fingerprint
        if item.text is not None:
            known, equal = True, fold(item.text) == self.key
        else:
            known = wanted is not None and len(wanted.trace) == wanted.length
            equal = wanted is not None and wanted.sha256 == sha256(self.key)
        # Without a trace nothing but the words of the mentions themselves tells where they stand.
        self.by_words = not (known or equal)
        places: Places = list(range(len(self.key)))
        if not equal and (wanted is not None or item.text is not None):
            places = self.differences(budget)
        self.item = attrs.evolve(
            item,
            text=copy.text,
            fingerprint=wanted or copy.fingerprint,
            actions=tuple(self.action(action, places) for action in item.actions),
            mentions=tuple(self.mentions(item.mentions, places)),
            targets=tuple(self.target(target, places) for target in item.targets),
        )

    def differences(self, budget: Budget) -> Places:
        """Note each difference; where each of the plan's characters stands in the copy."""
        item = self.before
        if item.text is not None:
            old: str = fold(item.text)
            edits = _alignment.align(old, self.key)
        else:
            old = _expected(item)
            edits = _alignment.align(old, trace(self.key)) if old else []
        places: Places = _alignment.places(len(old), edits) if old else list(range(len(self.key)))
        readings = self.readings(item, places, budget)
        edits = self.with_hidden(edits, readings, places)
        if not edits:
            self.note("BRI301", "the text differs from the fingerprint, nobody can say where", Span(0, len(self.text)))
        for edit in edits:
            self.note_edit(edit, readings)
        return places

    def readings(self, item: WorkItem, places: Places, budget: Budget) -> Sequence[str | None]:
        """The plan's own reading, character by character, as far as it is known."""
        if item.text is not None:
            return item.text
        wanted = item.fingerprint
        if wanted is None or not wanted.trace:
            return []
        seen = trace(self.key)
        known: list[str | None] = [
            self.key[place] if place is not None and place < len(seen) and seen[place] == digit else None
            for place, digit in zip(places, wanted.trace, strict=True)
        ]
        for mention in item.mentions:
            surface = fold(mention.surface)
            if len(surface) == len(mention.span) and mention.span.end <= len(known):
                known[mention.span.start : mention.span.end] = surface
        whole = restore(known, wanted, budget)
        return known if whole is None else list(whole)

    def with_hidden(self, edits: list[Edit], readings: Sequence[str | None], places: Places) -> list[Edit]:
        """The edits, and those that the trace did not show and the restored reading does."""
        covered = {place for edit in edits for place in range(edit.i, edit.j)}
        hidden = [
            Edit(i, i + 1, place, place + 1)
            for i, (place, reading) in enumerate(zip(places, readings, strict=False))
            if i not in covered and place is not None and reading is not None and fold(reading) != self.key[place]
        ]
        return sorted([*edits, *hidden])

    def note_edit(self, edit: Edit, readings: Sequence[str | None]) -> None:
        """A finding about one difference, with both readings."""
        parts = list(readings[edit.i : edit.j])
        expected = "".join(part or "" for part in parts) if all(part is not None for part in parts) else None
        found = self.text[edit.k : edit.m]
        blank = not found.strip() and expected is not None and not expected.strip()
        count = edit.j - edit.i
        said = f"{expected!r}" if expected is not None else f"{count} other character{'s' if count > 1 else ''}"
        if not count:
            message = f"the copy has {found!r}, which the plan has not"
        elif not found:
            message = f"the copy lacks {said}"
        else:
            message = f"the copy has {found!r} where the plan has {said}"
        # What is missing has no place of its own: point at its neighbour.
        span = Span(edit.k, edit.m) if found else Span(max(0, edit.k - 1), max(1, edit.k))
        self.note("BRI306" if blank else "BRI301", message, span, expected=expected, found=found)

    def note(
        self, code: str, message: str, span: Span, *, expected: str | None = None, found: str | None = None
    ) -> None:
        """A finding about a span of the copy's clean text."""
        where = self.reading.locate(self.before.id, span)
        self.findings.append(
            Finding(
                code=code,
                message=message,
                path=self.before.id,
                span=where.span,
                line=where.line,
                page=where.page,
                expected=expected,
                found=found,
            )
        )

    @staticmethod
    def moved(span: Span, places: Places) -> Span | None:
        """Where the words of a span stand now; None where none of them is left."""
        left = [place for place in places[span.start : span.end] if place is not None]
        return Span(left[0], left[-1] + 1) if left else None

    def found(self, mention: Mention) -> Span | None:
        """Where the words of a mention stand, next to where they stood."""
        surface = fold(mention.surface)
        starts = (match.start() for match in re.finditer(re.escape(surface), self.key))
        start = min(starts, key=lambda place: abs(place - mention.span.start), default=None)
        return None if start is None or not surface else Span(start, start + len(surface))

    def lost(self, what: str) -> None:
        self.note(
            "BRI304", f"{what} has no place in the copy", Span(0, min(1, len(self.text))), expected=what, found=""
        )

    def action(self, action: Action, places: Places) -> Action:
        if action.span is None:
            return action
        span = self.moved(action.span, places)
        if span is None:
            self.lost(action.id)
        return attrs.evolve(action, span=span)

    def target(self, target: Target, places: Places) -> Target:
        if target.span is None:
            return target
        span = self.moved(target.span, places)
        if span is None:
            self.lost(target.names.best("en", "zh"))
        return attrs.evolve(target, span=span)

    def mentions(self, mentions: Sequence[Mention], places: Places) -> Iterator[Mention]:
        for mention in mentions:
            span = self.found(mention) if self.by_words else self.moved(mention.span, places)
            if span is None:
                self.lost(mention.surface)
            else:
                yield attrs.evolve(mention, span=span, surface=span.of(self.text))


def _surplus(reading: Reading, known: set[str], names: dict[str, str]) -> Iterator[Finding]:
    """Items of the copy that the plan has not."""
    for item in reading.plan.items:
        if item.id not in known:
            where = reading.locate(item.id)
            message = f"item {item.number} of the copy ({item.label()}) is not in the plan"
            yield Finding(
                code="BRI303",
                path=names.get(item.id, item.id),
                message=message,
                span=where.span,
                line=where.line,
                page=where.page,
            )


def _bare(text: str) -> str:
    return "".join(fold(text).split())


def _headings(plan: Plan, reading: Reading) -> Iterator[Finding]:
    """Titles and headings that read otherwise. Spaces in them mean nothing: 2023 年 is 2023年."""
    passages = {node.id: node for node in reading.nodes if node.part != "text"}
    named = [(plan.id, plan.names), *((section.id, section.names) for top in plan.sections for section in top.walk())]
    for id, names in named:
        own = {_bare(names[language]) for language in names if language.startswith("zh")}
        node = passages.get(id)
        found = node.passage.text if node else None
        if not own or (found is not None and _bare(found) in own):
            continue
        expected = names.best("zh-Hans", "zh-Hant")
        if node is None:
            message = f"the copy lacks the heading {expected!r}"
            yield Finding(code="BRI305", path=id, message=message, expected=expected)
        else:
            where = reading.place(node.passage.raw_span(Span(0, len(node.passage.text))))
            message = f"the copy has {found!r} where the plan has {expected!r}"
            yield Finding(
                code="BRI305",
                path=id,
                message=message,
                span=where.span,
                line=where.line,
                page=where.page,
                expected=expected,
                found=found,
            )
