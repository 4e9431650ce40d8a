"""What there is to say of a change, for people: remarks that each form of rendering sets in its own way."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import attrs

from bri_macao.comparison._changes import Changes, ItemChange
from bri_macao.comparison._facts import Alteration
from bri_macao.comparison._parts import ActionChange, EntityChanges, TargetChange
from bri_macao.comparison._words import Stretch, words
from bri_macao.model import Action, Mechanism, Names, Partner, Plan, Section, Target, WorkItem
from bri_macao.text import script_of

__all__ = ["Group", "Passage", "Remark", "groups", "heading", "kind_of", "of_item", "of_plan", "passages"]

Sign = Literal["+", "-", "~"]


@attrs.frozen
class Passage:
    """Some words with what differs in them, and the BCP 47 tag of their language."""

    stretches: tuple[Stretch, ...]
    language: str


@attrs.frozen
class Remark:
    """One thing to be told.

    Attributes:
        sign: whether something came, went, or is other.
        about: what it is about, in a few English words.
        passage: the words themselves.
    """

    sign: Sign
    about: str
    passage: Passage


@attrs.frozen
class Group:
    """The changed items of one section: that of the new plan, or of the old one where it was dropped."""

    section: Section
    changes: tuple[ItemChange, ...]


def groups(changes: Changes) -> list[Group]:
    """The changed items by section, in order."""
    homes = (changes.old.index.homes, changes.new.index.homes)
    answers = {one.old.id: one.new for one in changes.sections if one.old is not None and one.new is not None}
    found: list[tuple[Section, list[ItemChange]]] = []
    for change in changes.changed:
        if change.new:
            section = homes[1][change.new[0].id]
        else:
            old = homes[0][change.old[0].id]
            section = answers.get(old.id, old)
        if not found or found[-1][0] is not section:
            found.append((section, []))
        found[-1][1].append(change)
    return [Group(section, tuple(members)) for section, members in found]


def heading(section: Section, language: str) -> tuple[str, str]:
    """The numeral and the heading of a section, behind the language that it is in."""
    tag, text = _spoken(section.names, language)
    return tag, f"{section.numeral} {text}".strip()


def kind_of(change: ItemChange) -> str:
    """The kind in words, and how alike the two are where that is a question."""
    moved = ", moved" if change.moved and change.kind != "moved" else ""
    alike = f"{change.similarity:.0%}"
    return f"{change.kind}{moved}" + (f", {alike} alike" if alike not in ("0%", "100%") else "")


def of_plan(changes: Changes, language: str) -> Iterator[Remark]:
    """What is to be told of the plan as a whole: its own facts, its sections, partners and mechanisms."""
    for alteration in changes.alterations:
        yield _altered(_shortened(alteration, language))
    for one in changes.sections:
        if one.old is None or one.new is None:
            section = one.new or one.old
            assert section is not None
            yield _alone("+" if one.old is None else "-", "section", heading(section, language))
        elif one.kind != "kept":
            about = "section moved" if one.moved else "section"
            yield Remark("~", about, _between(heading(one.old, language), heading(one.new, language)))
    yield from _entities(changes, changes.partners, "partner", language)
    yield from _entities(changes, changes.mechanisms, "mechanism", language)


def _entities(changes: Changes, found: EntityChanges, kind: str, language: str) -> Iterator[Remark]:
    yield from _named(changes, found.gained, found.lost, kind, language)
    for change in found.altered:
        _, name = _name(changes, change.id, language)
        for alteration in change.alterations:
            remark = _altered(alteration)
            yield attrs.evolve(remark, about=f"{kind} {name}, {remark.about}")


def of_item(changes: Changes, change: ItemChange, language: str) -> Iterator[Remark]:
    """What is to be told of an item beside its kind and its text; of one that came or went, what it commits to."""
    yield from (_acted(change, action, language) for action in change.actions)
    if not change.old or not change.new:
        return
    if change.moved:
        homes = (changes.old.index.homes[change.old[0].id], changes.new.index.homes[change.new[0].id])
        before, after = (heading(section, language) for section in homes)
        if before == after:
            yield Remark("~", "moved within", _between(before, after))
        else:
            yield Remark("~", "moved", Passage((Stretch(before[1], after[1], changed=True),), after[0]))
    yield from _named(changes, change.partners.gained, change.partners.lost, "partner", language)
    yield from _named(changes, change.mechanisms.gained, change.mechanisms.lost, "mechanism", language)
    yield from (_aimed(target, language) for target in change.targets)
    yield from (_altered(_shortened(alteration, language)) for alteration in change.alterations)


def _shortened(alteration: Alteration, language: str) -> Alteration:
    """Titles in the language that is asked for alone, where they changed in it."""
    if alteration.field != "names":
        return alteration
    sides = alteration.lost, alteration.gained
    own = [tuple(text for text in side if text.startswith(f"{language}: ")) for side in sides]
    lost, gained = own if all(own) else sides
    if len(lost) == len(gained) == 1:  # the words speak for themselves
        lost, gained = ((side[0].partition(": ")[2],) for side in (lost, gained))
    return Alteration("title", lost, gained)


def _acted(change: ItemChange, found: ActionChange, language: str) -> Remark:
    if found.old is None or found.new is None:
        action = found.new or found.old
        assert action is not None
        sign: Sign = "+" if found.old is None else "-"
        side = change.new if found.old is None else change.old
        return _alone(sign, f"action, {action.aspect}", _stated(side, action, language))
    about = "action"
    if found.old.aspect != found.new.aspect:
        told = found.strength if found.strength in ("strengthened", "weakened") else "commitment changed"
        about = f"{told}: {found.old.aspect} to {found.new.aspect}"
    before, after = _stated(change.old, found.old, language), _stated(change.new, found.new, language)
    return Remark("~", about, _between(before, after))


def _stated(items: Sequence[WorkItem], action: Action, language: str) -> tuple[str, str]:
    """An action in our words, else in the official ones, else by its verb; with the language."""
    if action.statement:
        return _spoken(action.statement, language)
    homes = (item for item in items if action in item.actions)
    text = next((item.text for item in homes if item.text is not None), None)
    said = action.span.of(text) if text is not None and action.span is not None else action.verb or ""
    return _told(said)


def _aimed(found: TargetChange, language: str) -> Remark:
    if found.old is None or found.new is None:
        target = found.new or found.old
        assert target is not None
        return _alone("+" if found.old is None else "-", "target", _counted(target, language))
    told = [word for word in (found.quantity, found.due and f"due {found.due}") if word]
    before, after = _counted(found.old, language), _counted(found.new, language)
    return Remark("~", ", ".join(("target", *told)), _between(before, after))


def _counted(target: Target, language: str) -> tuple[str, str]:
    tag, text = _spoken(target.names, language)
    due = "" if target.due is None else f", due {target.due}"
    return tag, f"{text} ({target.comparison.replace('-', ' ')} {target.quantity}{due})"


def _named(changes: Changes, gained: Iterable[str], lost: Iterable[str], kind: str, language: str) -> Iterator[Remark]:
    yield from (_alone("+", kind, _name(changes, id, language)) for id in gained)
    yield from (_alone("-", kind, _name(changes, id, language)) for id in lost)


def _name(changes: Changes, id: str, language: str) -> tuple[str, str]:
    """The name of an entity, behind its language; its id where neither plan has a name."""
    for plan in (changes.new, changes.old):
        entity = _entity(plan, id)
        if entity is not None and entity.names:
            return _spoken(entity.names, language)
    return "en", id


def _entity(plan: Plan, id: str) -> Partner | Mechanism | None:
    return plan.index.partners.get(id) or plan.index.mechanisms.get(id)


def _altered(alteration: Alteration) -> Remark:
    before, after = (_told("; ".join(side)) for side in (alteration.lost, alteration.gained))
    return Remark("~", alteration.field.replace("_", " "), _between(before, after))


def _told(text: str) -> tuple[str, str]:
    return "en" if text.isascii() else script_of(text), text


def _spoken(names: Names, language: str) -> tuple[str, str]:
    """The text for that language, and the language that it is in."""
    text = names.best(language, "zh")
    return next((name.language for name in names.entries if name.text == text), language), text


def _alone(sign: Sign, about: str, said: tuple[str, str]) -> Remark:
    tag, text = said
    pair = ("", text) if sign == "+" else (text, "")
    return Remark(sign, about, Passage((Stretch(*pair, changed=True),) if text else (), tag))


def _between(before: tuple[str, str], after: tuple[str, str]) -> Passage:
    """Two texts, each behind its language; where they differ in it, that of the new one stands for both."""
    return Passage(words(before[1], after[1]), after[0])


def passages(change: ItemChange, language: str) -> list[Passage]:
    """The title and, where it is attached, the official text of what an item was and is."""
    titles = [[item for item in side if item.names] for side in (change.old, change.new)]
    found = []
    if any(titles):
        before, after = (" / ".join(item.names.best(language, "zh") for item in side) for side in titles)
        tag = _spoken(next(item for side in reversed(titles) for item in side).names, language)[0]
        found.append(_between((tag, before), (tag, after)))
    texts = ["".join(item.text or "" for item in side) for side in (change.old, change.new)]
    if any(texts):
        # A text on one side alone, where the other has an item, says nothing of what changed.
        text = change.words or (Stretch(texts[0], texts[1], changed=not (change.old and change.new)),)
        found.append(Passage(text, script_of(texts[1] or texts[0])))
    return found
