"""Rules of dates: ends come after beginnings, and nothing is named before or after its time."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from bri_macao.model import Aspect, Mechanism, PartialDate, Partner
from bri_macao.validation._engine import Problem, Rule, Subject

__all__ = ["RULES"]

# A clause that commits to bring something about does not say that it is there.
YET_TO_BE: frozenset[Aspect] = frozenset(("prepare", "start", "strive", "explore", "promote", "other"))


def _terms(subject: Subject) -> Iterator[tuple[str, PartialDate | None, PartialDate | None]]:
    """Every beginning with its end, by path."""
    for path, names in subject.named:
        for name in names.entries:
            yield f"{path}.names.{name.language}", name.since, name.until
    for partner in subject.plan.partners:
        yield f"partner:{partner.id}", partner.since, partner.until
        for membership in partner.memberships:
            yield f"partner:{partner.id}.memberships.{membership.group}", membership.since, membership.until
    for mechanism in subject.plan.mechanisms:
        yield f"mechanism:{mechanism.id}", mechanism.founded, mechanism.ended


def _backwards(subject: Subject) -> Iterable[Problem]:
    for path, since, until in _terms(subject):
        if since is not None and until is not None and until.latest < since.earliest:
            yield Problem(path, f"ends in {until}, before it begins in {since}")


def _outside(subject: Subject) -> Iterable[Problem]:
    for partner in subject.plan.partners:
        for membership in partner.memberships:
            group = subject.index.partners.get(membership.group)
            for whole in (partner, *([] if group is None else [group])):
                path = f"partner:{partner.id}.memberships.{membership.group}"
                since, until = membership.since, membership.until
                if since is not None and whole.since is not None and since.latest < whole.since.earliest:
                    yield Problem(path, f"begins in {since}, before {whole.id!r} does in {whole.since}")
                if until is not None and whole.until is not None and whole.until.latest < until.earliest:
                    yield Problem(path, f"ends in {until}, after {whole.id!r} does in {whole.until}")


def _life(entity: Partner | Mechanism) -> tuple[PartialDate | None, PartialDate | None]:
    return (entity.since, entity.until) if isinstance(entity, Partner) else (entity.founded, entity.ended)


def _named(subject: Subject) -> Iterator[tuple[str, str, Partner | Mechanism]]:
    """Each mention of what exists, with its item and its entity: no action says that it is yet to be."""
    for item in subject.items:
        actions = sorted((action.span, action.aspect) for action in item.actions if action.span is not None)
        for n, mention in enumerate(item.mentions):
            entity = subject.index.partners.get(mention.entity) or subject.index.mechanisms.get(mention.entity)
            place = bisect_right(actions, mention.span.start, key=lambda action: action[0].start) - 1
            aspect = actions[place][1] if place >= 0 and actions[place][0].contains(mention.span) else None
            if entity is not None and not mention.nested and aspect not in YET_TO_BE:
                yield f"{item.id}.mentions[{n}]", item.id, entity


def _too_early(subject: Subject) -> Iterable[Problem]:
    period = subject.plan.period
    for path, item, entity in _named(subject):
        since = _life(entity)[0]
        if period is not None and since is not None and period.end < since.earliest:
            yield Problem(path, f"{entity.id!r} begins in {since}, after the period ends on {period.end}", item)


def _too_late(subject: Subject) -> Iterable[Problem]:
    period = subject.plan.period
    for path, item, entity in _named(subject):
        until = _life(entity)[1]
        if period is not None and until is not None and until.latest < period.start:
            yield Problem(path, f"{entity.id!r} ended in {until}, before the period begins on {period.start}", item)


RULES = (
    Rule(
        "BRI641",
        _backwards,
        "Dates in the wrong order are a slip of the pen.",
        fails=(("mechanisms.0.ended", {"year": 1999}),),
        passes=(("mechanisms.0.ended", {"year": 2003}),),
    ),
    Rule(
        "BRI642",
        _outside,
        "Nobody is a member before being there, or before the group is.",
        fails=(("partners.2.since", {"year": 2010}),),
        passes=(("partners.2.since", {"year": 2003}),),
    ),
    Rule(
        "BRI643",
        _too_early,
        "What a plan goes on with exists by then; what it prepares may come later.",
        fails=(("mechanisms.0.founded", {"year": 2040}),),
        passes=(("mechanisms.0.founded", {"year": 2040}), ("sections.0.items.0.actions.0.aspect", "prepare")),
    ),
    Rule(
        "BRI644",
        _too_late,
        "A plan that names what has ended means another, or was copied from an old one.",
        fails=(("mechanisms.0.ended", {"year": 2030}),),
        passes=(("mechanisms.0.ended", {"year": 2031}),),
    ),
)
