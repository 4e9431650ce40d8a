"""Rules of dates: ends come after beginnings, and nothing is named before or after its time."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping

from bri_macao.model import Aspect, Membership, PartialDate, Partner
from bri_macao.validation._engine import Problem, Rule, Subject

__all__ = ["RULES"]

# A clause that commits to bring something about does not say that it is there.
YET_TO_BE: frozenset[Aspect] = frozenset(("prepare", "start", "strive", "explore", "promote", "other"))


def _membership(partner: Partner, membership: Membership) -> str:
    """The path of a membership."""
    return f"partner:{partner.id}.memberships.{membership.group}"


def _terms(subject: Subject) -> Iterator[tuple[str, PartialDate | None, PartialDate]]:
    """Every end with its beginning, by path."""
    for path, names in subject.named:
        for name in names.entries:
            if name.until is not None:
                yield f"{path}.names.{name.language}", name.since, name.until
    for partner in subject.plan.partners:
        if partner.until is not None:
            yield f"partner:{partner.id}", partner.since, partner.until
        for membership in partner.memberships:
            if membership.until is not None:
                yield _membership(partner, membership), membership.since, membership.until
    for mechanism in subject.plan.mechanisms:
        if mechanism.ended is not None:
            yield f"mechanism:{mechanism.id}", mechanism.founded, mechanism.ended


def _backwards(subject: Subject) -> Iterable[Problem]:
    for path, since, until in _terms(subject):
        if since is not None and until.latest < since.earliest:
            yield Problem(path, f"ends in {until}, before it begins in {since}")


def _outside(subject: Subject) -> Iterable[Problem]:
    partners = subject.index.partners
    for partner in subject.plan.partners:
        for membership in partner.memberships:
            since, until = membership.since, membership.until
            if since is None and until is None:
                continue
            group = partners.get(membership.group)
            for whole in (partner, *([] if group is None else [group])):
                if since is not None and whole.since is not None and since.latest < whole.since.earliest:
                    message = f"begins in {since}, before {whole.id!r} does in {whole.since}"
                    yield Problem(_membership(partner, membership), message)
                if until is not None and whole.until is not None and whole.until.latest < until.earliest:
                    message = f"ends in {until}, after {whole.id!r} does in {whole.until}"
                    yield Problem(_membership(partner, membership), message)


def _lives(subject: Subject) -> Mapping[str, tuple[PartialDate | None, PartialDate | None]]:
    """The beginning and the end of every entity, by its id; of two with one id, the partner's."""
    mechanisms = {id: (mechanism.founded, mechanism.ended) for id, mechanism in subject.index.mechanisms.items()}
    return mechanisms | {id: (partner.since, partner.until) for id, partner in subject.index.partners.items()}


def _named(subject: Subject, entities: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Each mention that says of one of the entities that it is there, with its item and the entity's id.

    None does that in an action which says that something is yet to be.
    """
    for item in subject.items if entities else ():
        said = [(n, found) for n, found in enumerate(item.mentions) if found.entity in entities and not found.nested]
        if not said:
            continue
        actions = sorted((it.span.start, it.span.end, it.aspect) for it in item.actions if it.span is not None)
        for n, mention in said:
            place = bisect_right(actions, mention.span.start, key=lambda action: action[0]) - 1
            inside = place >= 0 and mention.span.end <= actions[place][1]
            if not (inside and actions[place][2] in YET_TO_BE):
                yield f"{item.id}.mentions[{n}]", item.id, mention.entity


def _too_early(subject: Subject) -> Iterable[Problem]:
    period = subject.plan.period
    if period is None:
        return
    lives = _lives(subject).items()
    begun = {id: since for id, (since, _) in lives if since is not None and period.end < since.earliest}
    for path, item, id in _named(subject, begun):
        yield Problem(path, f"{id!r} begins in {begun[id]}, after the period ends on {period.end}", item)


def _too_late(subject: Subject) -> Iterable[Problem]:
    period = subject.plan.period
    if period is None:
        return
    lives = _lives(subject).items()
    ended = {id: until for id, (_, until) in lives if until is not None and until.latest < period.start}
    for path, item, id in _named(subject, ended):
        yield Problem(path, f"{id!r} ended in {ended[id]}, before the period begins on {period.start}", item)


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
