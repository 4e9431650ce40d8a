"""Rules of references: whoever and whatever is referred to is there, and nothing holds itself."""

from collections.abc import Iterable, Iterator, Mapping

from bri_macao.model import Mechanism, Partner
from bri_macao.validation._engine import Problem, Rule, Subject

__all__ = ["RULES"]


def _unknown_mentions(subject: Subject) -> Iterable[Problem]:
    partners, mechanisms = subject.index.partners, subject.index.mechanisms
    for item in subject.items:
        for n, mention in enumerate(item.mentions):
            if mention.entity not in partners and mention.entity not in mechanisms:
                message = f"{mention.surface!r} is {mention.entity!r}, whom the plan does not have"
                yield Problem(f"{item.id}.mentions[{n}]", message, item.id, mention.span)


def _wrong_kinds(subject: Subject) -> Iterable[Problem]:
    tables: dict[str, Mapping[str, Partner | Mechanism]] = {
        "partner": subject.index.partners,
        "mechanism": subject.index.mechanisms,
    }
    for item in subject.items:
        for n, mention in enumerate(item.mentions):
            other = "mechanism" if mention.kind == "partner" else "partner"
            if mention.entity in tables[other] and mention.entity not in tables[mention.kind]:
                message = f"{mention.surface!r} is called a {mention.kind}, and {mention.entity!r} is a {other}"
                yield Problem(f"{item.id}.mentions[{n}]", message, item.id, mention.span)


def _unknown_references(subject: Subject) -> Iterable[Problem]:
    partners, mechanisms = subject.index.partners, subject.index.mechanisms

    def dangling() -> Iterator[tuple[str, str, str | None, Mapping[str, Partner | Mechanism]]]:
        yield subject.plan.id, "arrangement", subject.plan.arrangement, mechanisms
        for partner in subject.plan.partners:
            for membership in partner.memberships:
                yield f"partner:{partner.id}.memberships", "group", membership.group, partners
        for mechanism in subject.plan.mechanisms:
            yield f"mechanism:{mechanism.id}.part_of", "whole", mechanism.part_of, mechanisms
            for operator in mechanism.operators:
                yield f"mechanism:{mechanism.id}.operators", "operator", operator, partners
        for item in subject.items:
            for n, target in enumerate(item.targets):
                yield f"{item.id}.targets[{n}].mechanism", "mechanism", target.mechanism, mechanisms

    for path, what, id, table in dangling():
        if id is not None and id not in table:
            yield Problem(path, f"the plan does not have the {what} {id!r}")


def _circles(ways: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The ids from which ways lead back to them, each circle once, by its first id."""
    done: set[str] = set()
    for root in ways:
        path: dict[str, Iterator[str]] = {}
        pending = [root]
        while pending:
            id = pending[-1]
            if id in done:
                pending.pop()
                continue
            steps = path.setdefault(id, iter(ways[id]))
            step = next(steps, None)
            if step is None:
                done.add(id)
                del path[id]
                pending.pop()
            elif step in path:
                yield step
            elif step in ways:  # or it is the end of the way
                pending.append(step)


def _own_parts(subject: Subject) -> Iterable[Problem]:
    mechanisms = subject.index.mechanisms.items()
    wholes = {id: (mechanism.part_of,) for id, mechanism in mechanisms if mechanism.part_of is not None}
    for id in _circles(wholes):
        yield Problem(f"mechanism:{id}.part_of", f"{id!r} is a part of itself, through what it is a part of")


def _own_members(subject: Subject) -> Iterable[Problem]:
    partners = subject.index.partners.items()
    groups = {id: [found.group for found in partner.memberships] for id, partner in partners if partner.memberships}
    for id in dict.fromkeys(_circles(groups)):
        yield Problem(f"partner:{id}.memberships", f"{id!r} is a member of itself, through what it belongs to")


RULES = (
    Rule(
        "BRI611",
        _unknown_mentions,
        "A plan is self-contained: whoever it names is among its partners and mechanisms.",
        "add the entity to the plan, or correct the id",
        fails=(("sections.0.items.0.mentions.0.entity", "cv"),),
        passes=(("sections.0.items.0.mentions.0.entity", "pt"),),
    ),
    Rule(
        "BRI612",
        _wrong_kinds,
        "A mention says what it is, so that nobody has to look it up.",
        fails=(("sections.0.items.0.mentions.0.kind", "mechanism"),),
    ),
    Rule(
        "BRI613",
        _unknown_references,
        "What leads nowhere cannot be followed.",
        "add the entity to the plan, or take the reference out",
        fails=(("mechanisms.0.operators", ["nobody"]),),
        passes=(("mechanisms.0.operators", ["pt"]),),
    ),
    Rule(
        "BRI614",
        _own_parts,
        "A meeting is a part of its forum, and not the other way as well.",
        fails=(("mechanisms.0.part_of", "port-forum-7"),),
    ),
    Rule(
        "BRI615",
        _own_members,
        "A group that belongs to itself has no members that could be told.",
        fails=(("partners.2.memberships", [{"group": "br"}]),),
        passes=(("partners.0.memberships", []),),
    ),
)
