"""Rules of spans: they lie in their text, in order, and say what stands there."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bri_macao.model import WorkItem
from bri_macao.spans import Span
from bri_macao.text import fold
from bri_macao.validation._engine import Problem, Rule, Subject

__all__ = ["RULES"]


def _placed(item: WorkItem) -> Iterator[tuple[str, Span]]:
    """Everything in an item that has a span, by path."""
    for n, mention in enumerate(item.mentions):
        yield f"{item.id}.mentions[{n}]", mention.span
    for action in item.actions:
        if action.span is not None:
            yield action.id, action.span
    for n, target in enumerate(item.targets):
        if target.span is not None:
            yield f"{item.id}.targets[{n}]", target.span


def _length(item: WorkItem) -> int | None:
    """How long the official text is, as far as anybody knows."""
    if item.text is not None:
        return len(item.text)
    return None if item.fingerprint is None else item.fingerprint.length


def _shown(span: Span) -> str:
    return f"{span.start}:{span.end}"


def _beyond(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        length = _length(item)
        for path, span in _placed(item):
            if length is not None and span.end > length:
                yield Problem(path, f"{_shown(span)} reaches beyond {length} code points", item.id)


def _empty(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        for path, span in _placed(item):
            if span.end <= span.start:
                yield Problem(path, f"{_shown(span)} covers nothing", item.id)


def _overlaps(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        placed = sorted((it.span.start, it.span.end, it.id) for it in item.actions if it.span is not None)
        for (_, reached, first), (start, end, id) in pairwise(placed):
            if start < reached:
                message = f"{id} begins at {start}, before {first} ends at {reached}"
                yield Problem(id, message, item.id, Span(start, end))


def _order(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        mentions = [(f"{item.id}.mentions[{n}]", mention.span) for n, mention in enumerate(item.mentions)]
        actions = [(str(action.id), action.span) for action in item.actions if action.span is not None]
        for (_, before), (path, span) in (*pairwise(mentions), *pairwise(actions)):
            if span.start < before.start:
                yield Problem(path, f"{_shown(span)} comes after {_shown(before)}", item.id, span)


def _surfaces(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        for n, mention in enumerate(item.mentions):
            stands = mention.surface if item.text is None else mention.span.of(item.text)
            if mention.surface != stands:
                message = f"{mention.surface!r} is said to stand at {_shown(mention.span)}, and there stands {stands!r}"
            elif len(mention.surface) != len(mention.span):
                message = f"{mention.surface!r} does not fill {_shown(mention.span)}"
            else:
                continue
            path = f"{item.id}.mentions[{n}].surface"
            yield Problem(path, message, item.id, mention.span, expected=mention.surface, found=stands)


def _held(spans: Iterable[Span]) -> set[tuple[int, int]]:
    """Those of the spans that lie in another, longer one, by start and end."""
    found: set[tuple[int, int]] = set()
    reached = -1
    for start, end in sorted({(span.start, span.end) for span in spans}, key=lambda place: (place[0], -place[1])):
        if end <= reached:
            found.add((start, end))
        reached = max(reached, end)
    return found


def _unnested(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        if not any(mention.nested for mention in item.mentions):
            continue
        held = _held(mention.span for mention in item.mentions)
        for n, mention in enumerate(item.mentions):
            if mention.nested and (mention.span.start, mention.span.end) not in held:
                message = f"{mention.surface!r} is marked nested, and no longer name holds it"
                yield Problem(f"{item.id}.mentions[{n}].nested", message, item.id, mention.span)


_BETWEEN = re.compile(r"(?:[\s\W_]|以及|并且|同时|并|及|和|与|或)*")


def _uncovered(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        if item.text is None:
            continue
        spans = sorted(action.span for action in item.actions if action.span is not None)
        if not spans:
            continue
        key, place = fold(item.text), 0
        for span in (*spans, Span(len(key), len(key))):
            if place < span.start and _BETWEEN.fullmatch(key, place, span.start) is None:
                yield Problem(item.id, "these words lie in no action", item.id, Span(place, span.start))
            place = max(place, span.end)


RULES = (
    Rule(
        "BRI621",
        _beyond,
        "Spans count code points of the item's clean text.",
        "take the spans from the text that the plan is attached to",
        fails=(("sections.0.items.0.mentions.0.span.end", 99), ("sections.0.items.0.mentions.0.surface", "巴西")),
        passes=(("sections.0.items.0.actions.1.span.end", 21),),
    ),
    Rule(
        "BRI622",
        _empty,
        "A span of nothing shows nothing.",
        fails=(("sections.0.items.0.actions.0.span.end", 0),),
        passes=(("sections.0.items.0.actions.0.span", None),),
    ),
    Rule(
        "BRI623",
        _overlaps,
        "Each clause commits once.",
        fails=(("sections.0.items.0.actions.0.span.end", 12),),
        passes=(("sections.0.items.0.actions.0.span.end", 10),),
    ),
    Rule(
        "BRI624",
        _order,
        "Readers take the first for the first; a mixed order is mostly a wrong span.",
        fails=(
            ("sections.0.items.0.actions.0.span", {"start": 10, "end": 20}),
            ("sections.0.items.0.actions.1.span", {"start": 0, "end": 9}),
        ),
    ),
    Rule(
        "BRI625",
        _surfaces,
        "The surface is what stands in the text, so that evidence can be shown without it.",
        fails=(("sections.0.items.0.mentions.0.surface", "巴東"),),
        passes=(("sections.0.items.0.text", None),),
    ),
    Rule(
        "BRI626",
        _unnested,
        "A nested name counts only when it is asked for; unmarked names count.",
        fails=(("sections.0.items.0.mentions.0.nested", True),),
    ),
    Rule(
        "BRI627",
        _uncovered,
        "By the rules of annotation all of a text lies in an action or joins some.",
        fails=(("sections.0.items.0.actions", []), ("sections.0.items.1.actions.0.span.start", 4)),
        passes=(("sections.0.items.0.actions", []),),
    ),
)
