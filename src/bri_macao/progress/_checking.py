"""Checking: whether updates may stand in a plan's log, one after the other."""

from bisect import bisect_right
from collections.abc import Collection, Iterable

import attrs

from bri_macao.errors import UnknownId
from bri_macao.findings import Finding, FindingsError
from bri_macao.model import Plan
from bri_macao.progress._subjects import subjects
from bri_macao.progress._transitions import TRANSITIONS, may_follow
from bri_macao.progress._updates import OPENED, Update, UpdateId

__all__ = ["RefusedUpdate", "check"]


class RefusedUpdate(FindingsError):
    """Updates that a log cannot take; nothing was recorded."""


def check(plan: Plan, updates: Iterable[Update], *, after: Iterable[Update] = ()) -> tuple[Finding, ...]:
    """Why a log could not take the updates: every reason, at its subject; of several updates, `line` says which.

    An update must be about something that the plan has, or about a problem, a decision or a meeting; it may supersede
    one of the same subject that nothing supersedes yet; and then the states of its subject, by day, must follow each
    other as `TRANSITIONS` says. One that is refused is as if it had not been said to those behind it.

    Args:
        plan: the plan.
        updates: what is to be recorded, in this order. One that is there already is nothing new.
        after: what was recorded before of the same subjects, and of those that they are about.

    >>> from datetime import date
    >>> from bri_macao.plans import load_plan
    >>> done = Update(subject="2023/7.4", status="done", as_of=date(2023, 11, 1), who="desk")
    >>> back = Update(subject="2023/7.4", status="in-hand", as_of=date(2023, 12, 1), who="desk")
    >>> for finding in check(load_plan(2023), [done, back]):
    ...     print(finding.path, finding.message)
    2023/7.4 'in-hand' as of 2023-12-01 cannot follow 'done' as of 2023-11-01
    """
    known = dict.fromkeys(subjects(plan))
    histories: dict[str, _History] = {}
    for update in after:
        histories.setdefault(update.subject, _History()).add(update)
    known |= dict.fromkeys(histories)
    findings: list[Finding] = []
    updates = tuple(updates)
    for number, update in enumerate(updates, 1):
        history = histories.get(update.subject, _History())
        refusal = _unknown(plan, update, known) or history.refusal(update)
        if refusal is None:
            history.add(update)
            histories[update.subject] = history
            known[update.subject] = None
        else:
            findings.append(attrs.evolve(refusal, line=number if len(updates) > 1 else None))
    return tuple(findings)


def _unknown(plan: Plan, update: Update, known: Collection[str]) -> Finding | None:
    """A finding about the subject, or one of those that it is about, when neither plan nor log has it."""
    if update.plan != plan.id:
        message = f"plan {plan.id!r} has no such subject; it is one of plan {update.plan!r}"
        return Finding(code="BRI701", path=update.subject, message=message)
    asked = update.about if update.kind in OPENED else (update.subject,)
    missing = next((subject for subject in asked if subject not in known), None)
    if missing is None:
        return None
    return Finding(code="BRI701", path=update.subject, message=str(UnknownId("subject", missing, known)))


class _History:
    """What was said of one subject so far, and of it what is in force."""

    def __init__(self) -> None:
        self._updates: dict[UpdateId, Update] = {}
        self._corrected_by: dict[UpdateId, UpdateId] = {}
        self._path: list[Update] = []

    def add(self, update: Update) -> None:
        if update.id in self._updates:
            return
        self._updates[update.id] = update
        if update.supersedes is not None:
            self._corrected_by[update.supersedes] = update.id
            self._path = [other for other in self._path if other.id != update.supersedes]
        self._path.insert(_place(self._path, update), update)

    def refusal(self, update: Update) -> Finding | None:
        """Why the update cannot be added, if it cannot."""
        old = update.supersedes
        if update.id in self._updates:
            return None
        if old is not None and old not in self._updates:
            message = f"no update {old!r} of this subject is recorded"
            return Finding(code="BRI703", path=update.subject, message=message)
        if old is not None and old in self._corrected_by:
            message, hint = f"{old!r} is superseded already", f"supersede {self._corrected_by[old]!r}"
            return Finding(code="BRI703", path=update.subject, message=message, hint=hint)
        path = self._path if old is None else [other for other in self._path if other.id != old]
        place = _place(path, update)
        # Only where something was taken out can two that stood apart before be neighbours now.
        start, end = (place, place + 1) if old is None else (0, len(path))
        near = (*path[start:place], update, *path[place:end])
        steps = zip((path[start - 1] if start else None, *near), near, strict=False)
        return next((_refused(update, before, later) for before, later in steps if not _fits(before, later)), None)


def _place(path: list[Update], update: Update) -> int:
    """Where the update stands by day: behind all of the same day, which were recorded earlier."""
    return bisect_right(path, update.as_of, key=lambda other: other.as_of)


def _fits(before: Update | None, later: Update) -> bool:
    return may_follow(later.kind, None if before is None else before.status, later.status)


def _refused(update: Update, before: Update | None, later: Update) -> Finding:
    if before is None:
        first = " or ".join(f"{status!r}" for status in TRANSITIONS[later.kind][None])
        message = f"{later.status!r} cannot be the first that is said of it; that is {first}"
        return Finding(code="BRI702", path=update.subject, message=message)
    other = before if later is update else later
    message = f"{later.status!r} as of {later.as_of} cannot follow {before.status!r} as of {before.as_of}"
    hint = f"if {other.status!r} was wrong, supersede {other.id!r}"
    return Finding(code="BRI702", path=update.subject, message=message, hint=hint)
