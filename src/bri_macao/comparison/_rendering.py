"""The forms in which changes leave the library: for reading, and as JSON."""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import attrs
import msgspec

from bri_macao.comparison import _page, _prose
from bri_macao.comparison._changes import Changes, ItemChange
from bri_macao.comparison._parts import ActionChange, EntityChanges, SectionChange, TargetChange
from bri_macao.errors import DumpError, InvalidValue

__all__ = ["Form", "render", "to_json"]

Form = Literal["text", "markdown", "html"]
"""In which form changes are written."""


def render(changes: Changes, form: Form = "text", *, language: str = "en") -> str:
    """The changes for people to read; kept items are left out.

    Args:
        changes: what `diff` gave.
        form: `text`, `markdown`, or `html`: a whole page, with the two plans side by side, that needs no other file.
        language: BCP 47 tag of titles, statements and names; where one is missing, another language stands in. The
            words around them are English.

    Raises:
        InvalidValue: there is no such form.

    >>> import attrs
    >>> from bri_macao.comparison import diff
    >>> from bri_macao.plans import load_plan
    >>> plan = load_plan(2023)
    >>> def firmer(item):
    ...     if item.number != 2:
    ...         return item
    ...     *others, last = item.actions[:3]
    ...     return attrs.evolve(item, actions=(*others, attrs.evolve(last, aspect="complete"), *item.actions[3:]))
    >>> print(render(diff(plan, plan.with_items(firmer))))  # doctest: +ELLIPSIS
    2023 to 2023: 22 kept, 1 reworded
    <BLANKLINE>
    一 Cooperation in the financial sector
      ~ 2: Financial institutions, links with Hengqin and export credit insurance (reworded, 98% alike)
          ~ strengthened: strive to complete: Seek to provide export credit insurance for Macao businesses ...
    <BLANKLINE>
    """
    if form == "html":
        return _page.page(changes, language)
    if form == "markdown":
        return _prose.markdown(changes, language)
    if form == "text":
        return _prose.text(changes, language)
    raise InvalidValue(f"no form {form!r}; those that there are: {', '.join(get_args(Form))}")


def to_json(changes: Changes) -> bytes:
    """The changes as canonical JSON: keys sorted, no spaces, items and entities by id.

    Kept items are in it; words are where texts are attached.

    Raises:
        DumpError: a text cannot be written as UTF-8.

    >>> from bri_macao.comparison import diff
    >>> from bri_macao.plans import load_plan
    >>> import msgspec
    >>> found = msgspec.json.decode(to_json(diff(load_plan(2023), load_plan(2023))))
    >>> found["counts"], found["items"][6]["old"]
    ({'kept': 23}, ['2023/7'])
    """
    record = {
        "old": changes.old.id,
        "new": changes.new.id,
        "counts": dict(changes.counts),
        "alterations": _fields(changes.alterations),
        "sections": [_section(change) for change in changes.sections],
        "partners": _entities(changes.partners),
        "mechanisms": _entities(changes.mechanisms),
        "items": [_item(change) for change in changes.items],
    }
    try:
        return msgspec.json.encode(record, order="sorted")
    except UnicodeEncodeError as error:
        raise DumpError(f"the changes cannot be written as JSON: {error}") from error


Record = Mapping[str, object]


def _fields(values: Iterable[attrs.AttrsInstance]) -> list[Record]:
    return [attrs.asdict(value) for value in values]


def _entities(found: EntityChanges) -> Record:
    altered = [{"id": change.id, "alterations": _fields(change.alterations)} for change in found.altered]
    return {"gained": found.gained, "lost": found.lost, "altered": altered}


def _section(change: SectionChange) -> Record:
    return {
        "kind": change.kind,
        "old": change.old and change.old.id,
        "new": change.new and change.new.id,
        "moved": change.moved,
        "alterations": _fields(change.alterations),
    }


def _item(change: ItemChange) -> Record:
    return {
        "kind": change.kind,
        "old": [item.id for item in change.old],
        "new": [item.id for item in change.new],
        "similarity": round(change.similarity, 4),
        "reworded": change.reworded,
        "moved": change.moved,
        "actions": [_action(found) for found in change.actions],
        "partners": attrs.asdict(change.partners),
        "mechanisms": attrs.asdict(change.mechanisms),
        "targets": [_target(found) for found in change.targets],
        "alterations": _fields(change.alterations),
        "words": _fields(change.words),
    }


def _action(change: ActionChange) -> Record:
    sides = {
        side: action and {"id": action.id, "aspect": action.aspect}
        for side, action in (("old", change.old), ("new", change.new))
    }
    return {"kind": change.kind, "strength": change.strength, **sides}


def _target(change: TargetChange) -> Record:
    sides = {
        side: target
        and {
            "quantity": target.quantity,
            "comparison": target.comparison,
            "due": target.due and str(target.due),
            "mechanism": target.mechanism,
        }
        for side, target in (("old", change.old), ("new", change.new))
    }
    return {"kind": change.kind, "quantity": change.quantity, "due": change.due, **sides}
