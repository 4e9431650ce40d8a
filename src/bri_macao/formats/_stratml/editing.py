"""Editing: what a changed slot of StratML does to the part of the plan that it was written from."""

import re
from collections.abc import Iterable

import attrs

from bri_macao import _grammar
from bri_macao.model import Action, Fingerprint, Name, Names, Target, WorkItem
from bri_macao.spans import Span
from bri_macao.text import fold, script_of

__all__ = ["language_of", "number_in", "renamed", "restated", "rewritten"]

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SIGNS = " \t\r\n()[]{}<>.,、;:"


def language_of(text: str) -> str:
    """The language of a text that nobody tagged: Chinese shows by its characters, others do not (`und`).

    >>> language_of("澳門論壇"), language_of("Harbours")
    ('zh-Hant', 'und')
    """
    return script_of(text) if _HAN.search(text) else "und"


def number_in(indicator: str) -> int | None:
    """The number that a sequence indicator is; None where it is none, such as `1.2`.

    >>> [number_in(text) for text in ("7", "（七）", "3.", "1.2", "")]
    [7, 7, 3, None, None]
    """
    numeral = fold(indicator).strip(_SIGNS)
    # 2**53 has 16 digits; Python refuses to read those of thousands.
    found = _grammar.number_of(numeral) if len(numeral) <= 16 else None
    return found if found is not None and found <= 2**53 else None


def renamed(names: Names, shown: str, text: str | None) -> Names:
    """The names with another text for the one that was shown; without it, where there is no text any more."""
    place = next((i for i, name in enumerate(names.entries) if name.text == shown), None)
    if place is None:
        more = (Name(language_of(text), text, "attested"),) if text else ()
        return Names((*names.entries, *more))
    old = names.entries[place]
    new = (attrs.evolve(old, text=text, status="attested"),) if text else ()
    return Names((*names.entries[:place], *new, *names.entries[place + 1 :]))


def restated(actions: Iterable[Action], shown: Iterable[str], texts: Iterable[str]) -> tuple[Action, ...]:
    """The actions with other statements for those that were shown, one by one."""
    pairs = [*zip(shown, texts, strict=True)]
    made = []
    for action in actions:
        if pairs and any(name.text == pairs[0][0] for name in action.statement.entries):
            old, new = pairs.pop(0)
            if old != new:
                made.append(attrs.evolve(action, statement=renamed(action.statement, old, new)))
                continue
        made.append(action)
    return tuple(made)


def rewritten(item: WorkItem, text: str | None) -> WorkItem:
    """The item with another text; what stood in the part that was changed has no place any more, and a mention goes.

    Without a text, it is detached from it as `attach` would find it.
    """
    if text is None or (item.text is None and item.fingerprint == Fingerprint.of(text)):
        return attrs.evolve(item, text=text)
    old, new = item.text or "", text
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    tail = next((i for i in range(most - head) if old[-1 - i] != new[-1 - i]), most - head)

    def moved(span: Span | None) -> Span | None:
        if item.text is None or span is None:
            return None
        if span.end <= head:
            return span
        return span.shift(len(new) - len(old)) if span.start >= len(old) - tail else None

    def action(found: Action) -> Action:
        return attrs.evolve(found, span=moved(found.span))

    def target(found: Target) -> Target:
        return attrs.evolve(found, span=moved(found.span))

    mentions = [
        attrs.evolve(mention, span=span) for mention in item.mentions if (span := moved(mention.span)) is not None
    ]
    return attrs.evolve(
        item,
        text=text,
        fingerprint=Fingerprint.of(text),
        mentions=tuple(mentions),
        actions=tuple(map(action, item.actions)),
        targets=tuple(map(target, item.targets)),
    )
