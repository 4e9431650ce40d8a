"""Facts: what is known of a plan, an entity or an item beside its words, compared field by field (floor 3)."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import attrs

from bri_macao.comparison._carriers import key_of, language_of
from bri_macao.model import Mechanism, Names, PartialDate, Partner, Plan, WorkItem

__all__ = ["Alteration", "of_entities", "of_items", "of_plans", "renamed"]


@attrs.frozen
class Alteration:
    """A fact that is another.

    Attributes:
        field: what it is of: `period`, `names`, `memberships` ...
        lost: what holds in the old plan alone, for people to read.
        gained: what holds in the new plan alone.
    """

    field: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    def reversed(self) -> "Alteration":
        """The same seen from the new plan."""
        return Alteration(self.field, self.gained, self.lost)


Holding = Mapping[Hashable, str]
"""What holds: how it is compared, and how it is shown."""
Facts = Mapping[str, Holding]
"""What holds, by field."""


def _altered(old: Facts, new: Facts) -> tuple[Alteration, ...]:
    def only(here: Facts, there: Facts, field: str) -> tuple[str, ...]:
        return tuple(shown for fact, shown in here.get(field, {}).items() if fact not in there.get(field, {}))

    found = (Alteration(field, only(old, new, field), only(new, old, field)) for field in sorted({*old, *new}))
    return tuple(alteration for alteration in found if alteration.lost or alteration.gained)


def _term(since: PartialDate | None, until: PartialDate | None) -> str:
    return "".join(f" {word} {date}" for word, date in (("since", since), ("until", until)) if date is not None)


def _names(names: Names, *, provenance: bool) -> Holding:
    """Names as facts; those in two scripts are one."""
    if provenance:
        return {
            name: f"{name.language}: {name.text}{_term(name.since, name.until)} ({name.status})"
            for name in names.entries
        }
    return {
        (language_of(name.language), key_of(name.text), name.since, name.until): f"{name.language}: {name.text}"
        + _term(name.since, name.until)
        for name in names.entries
    }


def _texts(names: Names) -> dict[tuple[str, str], str]:
    return {(language_of(name.language), key_of(name.text)): f"{name.language}: {name.text}" for name in names.entries}


def renamed(old: Names, new: Names) -> tuple[Alteration, ...]:
    """What is said otherwise in a language that both have; that one of them has more languages is no change."""
    before, after = _texts(old), _texts(new)
    changed = {language for language, _ in before.keys() - after} & {language for language, _ in after.keys() - before}
    kept: list[Holding] = [
        {fact: shown for fact, shown in facts.items() if fact[0] in changed} for facts in (before, after)
    ]
    return _altered({"names": kept[0]}, {"names": kept[1]})


def _shown(*values: object) -> Holding:
    return {value: str(value) for value in map(str, values)}


def _given(**values: object) -> Facts:
    """Fields of one value, where there is one."""
    return {field: _shown(value) for field, value in values.items() if value is not None}


def of_plans(old: Plan, new: Plan, *, judged: bool, provenance: bool) -> tuple[Alteration, ...]:
    """What is other in two plans as wholes: title, period, arrangement; with provenance, source and extra too."""

    def facts(plan: Plan) -> Facts:
        stated = _given(period=plan.period, arrangement=plan.arrangement if judged else None)
        if not provenance:
            return stated
        extra = {key: _shown(f"{key}: {value}") for key, value in plan.extra.items()}
        return {
            **stated,
            **(
                {}
                if plan.source is None
                else _given(**{f"source.{f}": v for f, v in attrs.asdict(plan.source).items()})
            ),
            **{f"extra.{key}": shown for key, shown in extra.items()},
            "names": _names(plan.names, provenance=True),
        }

    said = () if provenance else renamed(old.names, new.names)
    return (*said, *_altered(facts(old), facts(new)))


def of_entities(
    old: Partner | Mechanism, new: Partner | Mechanism, members: Sequence[Iterable[Partner]], *, provenance: bool
) -> tuple[Alteration, ...]:
    """What is other of one entity.

    Args:
        old: it in the old plan.
        new: it in the new plan.
        members: who belongs to it in the period of either plan.
        provenance: compare citations and the standing of names too.
    """

    def facts(entity: Partner | Mechanism, members: Iterable[Partner]) -> Iterator[tuple[str, Holding]]:
        yield "names", _names(entity.names, provenance=provenance)
        yield "aliases", {key_of(alias): alias for alias in entity.aliases}
        yield "kind", _shown(entity.kind)
        if isinstance(entity, Partner):
            codes = {} if entity.codes is None else attrs.asdict(entity.codes)
            yield "codes", _shown(*(f"{code} {value}" for code, value in codes.items() if value is not None))
            yield (
                "memberships",
                _shown(*(f"{held.group}{_term(held.since, held.until)}" for held in entity.memberships)),
            )
            yield "members", _shown(*(partner.id for partner in members))
            yield from _given(since=entity.since, until=entity.until).items()
        else:
            yield "operators", _shown(*entity.operators)
            yield from _given(founded=entity.founded, ended=entity.ended, part_of=entity.part_of).items()
        if provenance:
            yield "citations", {citation: f"{citation.source} ({citation.confidence})" for citation in entity.citations}

    return _altered(dict(facts(old, members[0])), dict(facts(new, members[1])))


def of_items(
    old: Sequence[WorkItem], new: Sequence[WorkItem], *, judged: bool, provenance: bool
) -> tuple[Alteration, ...]:
    """What is other of items that became one another, beside words, actions, mentions and targets."""

    def facts(items: Sequence[WorkItem]) -> Facts:
        areas = _shown(*(area for item in items for area in item.policy_areas if judged))
        if not provenance:
            return {"policy_areas": areas}
        return {
            "policy_areas": areas,
            "names": {fact: shown for item in items for fact, shown in _names(item.names, provenance=True).items()},
            "fingerprint": _shown(*(item.fingerprint.sha256 for item in items if item.fingerprint is not None)),
            "mentions": {mention: repr(mention)[9:-1] for item in items for mention in item.mentions},
        }

    said = () if provenance or len(old) != 1 or len(new) != 1 else renamed(old[0].names, new[0].names)
    return (*said, *_altered(facts(old), facts(new)))
