"""Strategies for progress: what may be said of a plan's work, and logs that a store would take."""

import unicodedata
from datetime import date
from functools import cache
from typing import get_args

import attrs
from hypothesis import strategies as st

from bri_macao.model import LANGUAGES, Citation, Confidence, Name, Names, NameStatus, Plan
from bri_macao.progress import TRANSITIONS, Kind, Log, Status, Update, UpdateId, check, kind_of, subjects
from bri_macao.strategies._entities import maybe, tuples, words

__all__ = ["logs", "updates"]


@cache
def _visible() -> st.SearchStrategy[str]:
    """A word, or any text of characters that can be seen, the first of them no space."""
    letters = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
    texts = st.text(letters, min_size=1, max_size=6).map(lambda text: unicodedata.normalize("NFC", text))
    return words() | texts | st.builds("{} {}".format, texts, texts)


@cache
def _notes(min_size: int) -> st.SearchStrategy[Names]:
    status: st.SearchStrategy[NameStatus] = st.sampled_from(("editorial", "translated"))
    entries = st.builds(Name, st.sampled_from(LANGUAGES), _visible(), status)
    return st.lists(entries, min_size=min_size, max_size=2, unique_by=lambda name: name.language).map(
        lambda names: Names((*names,))
    )


@cache
def _evidence() -> st.SearchStrategy[tuple[Citation, ...]]:
    source = words() | words().map("https://example.org/{}".format)
    confidence: st.SearchStrategy[Confidence] = st.sampled_from(get_args(Confidence))
    supports = st.just(()) | st.just(("as_of",))
    return tuples(st.builds(Citation, supports, source, confidence, maybe(_visible())))


def updates(plan: Plan) -> st.SearchStrategy[Update]:
    """Updates on a plan's items, actions and targets, on problems, decisions and meetings; none supersedes another.

    >>> from hypothesis import find
    >>> from bri_macao.plans import load_plan
    >>> find(updates(load_plan(2023)), lambda update: update.status == "done").kind
    'work'
    """
    planned = (*subjects(plan),)
    own = tuple(f"{plan.id}#{kind}-{name}" for kind in ("problem", "decision", "meeting") for name in ("a", "b"))
    said = st.one_of(*(st.sampled_from(there) for there in (planned, own) if there))
    concerned = tuples(st.sampled_from(planned)) if planned else st.just(())

    @st.composite
    def drawn(draw: st.DrawFn) -> Update:
        subject = draw(said)
        kind = kind_of(subject)
        opened = subject in own
        return Update(
            subject=subject,
            status=draw(_states(kind)),
            as_of=draw(st.dates(date(2020, 1, 1), date(2029, 12, 31))),
            who=draw(words()),
            about=draw(concerned) if opened else (),
            evidence=draw(_evidence()),
            note=draw(_notes(int(opened))),
            quantity=draw(st.integers(0, 9)) if kind == "target" else None,
        )

    return drawn()


@cache
def _states(kind: Kind) -> st.SearchStrategy[Status]:
    states: list[Status] = [status for status in TRANSITIONS[kind] if status is not None]
    return st.sampled_from(states)


def logs(plan: Plan, *, max_size: int = 12) -> st.SearchStrategy[Log]:
    """Logs of a plan as a store would have them; some updates supersede others.

    Args:
        plan: the plan.
        max_size: how many updates a log has at most.

    >>> from hypothesis import find
    >>> from bri_macao.plans import load_plan
    >>> find(logs(load_plan(2023)), lambda log: len(log) == 2)
    <Log 2023: 2 updates>
    """
    some = st.lists(updates(plan), max_size=max_size)

    @st.composite
    def drawn(draw: st.DrawFn) -> Log:
        kept: list[Update] = []
        for update in draw(some):
            rivals: list[UpdateId | None] = [None, *(other.id for other in kept if other.subject == update.subject)]
            said = attrs.evolve(update, supersedes=draw(st.sampled_from(rivals)))
            if not check(plan, [said], after=kept) and said not in kept:
                kept.append(said)
        return Log(plan.id, (*kept,))

    return drawn()
