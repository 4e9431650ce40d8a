"""Small plans to compare."""

from itertools import count
from typing import Any

import attrs
from hypothesis import strategies as st

from bri_macao.model import (
    Action,
    ActionId,
    Aspect,
    EntityKind,
    Fingerprint,
    ItemId,
    Mechanism,
    MechanismId,
    MechanismKind,
    Mention,
    Names,
    Partner,
    PartnerId,
    PartnerKind,
    Period,
    Plan,
    PlanId,
    Section,
    SectionId,
    WorkItem,
)
from bri_macao.spans import Span
from bri_macao.strategies import plans, written_plans
from bri_macao.text import _variants

TO_TRADITIONAL = str.maketrans(_variants.SIMPLIFIED, _variants.TRADITIONAL)

SEA = "继续举办海洋文化论坛，推广渔业和航运。"
TEA = "支持茶叶种植者与陶瓷工匠互访。"
BOOKS = "争取设立图书档案数字中心，修复古籍。"
PORT = "落实港口铁路联运，完善冷链仓储。"
TEXTS = (SEA, TEA, BOOKS, PORT)


def item(text: str | None, **values: Any) -> WorkItem:  # any field of an item: Any
    fingerprint = None if text is None else Fingerprint.of(text)
    return WorkItem(**{"id": ItemId(""), "number": 0, "text": text, "fingerprint": fingerprint, **values})


def detached(found: Plan) -> Plan:
    """The plan without its texts, as a bundled one is."""
    return found.with_items(lambda item: attrs.evolve(item, text=None))


def plan(*sections: tuple[WorkItem | str, ...], year: int = 2031, first: int = 1, **values: Any) -> Plan:
    """A plan of these sections; numbers run on. Any field of a plan: Any."""
    made, number = [], first
    for n, members in enumerate(sections, 1):
        items = []
        for member in members:
            one = item(member) if isinstance(member, str) else member
            actions = tuple(
                attrs.evolve(action, id=ActionId(f"{year}/{number}.{k}")) for k, action in enumerate(one.actions, 1)
            )
            items.append(attrs.evolve(one, id=ItemId(f"{year}/{number}"), number=number, actions=actions))
            number += 1
        names = Names.of(zh_Hans="金融经贸人文城市制度"[2 * n - 2 : 2 * n])
        made.append(Section(id=SectionId(f"{year}/s{n}"), number=n, names=names, items=tuple(items)))
    return Plan(**{"id": PlanId("2031"), "period": Period.years(2031), "sections": tuple(made), **values})


def action(aspect: Aspect, english: str = "", **values: Any) -> Action:  # any field of an action: Any
    return Action(
        **{"id": ActionId(""), "aspect": aspect, "statement": Names.of(en=english) if english else Names(), **values}
    )


def mention(id: str, kind: EntityKind = "partner", *, nested: bool = False) -> Mention:
    return Mention(PartnerId(id) if kind == "partner" else MechanismId(id), kind, Span(0, 1), id, nested=nested)


def partner(id: str, kind: PartnerKind = "country", **values: Any) -> Partner:  # any field of a partner: Any
    return Partner(**{"id": PartnerId(id), "kind": kind, "names": Names.of(en=id.title()), **values})


def mechanism(id: str, kind: MechanismKind = "forum", **values: Any) -> Mechanism:  # any field of a mechanism: Any
    return Mechanism(**{"id": MechanismId(id), "kind": kind, "names": Names.of(en=id.title()), **values})


def renumbered(found: Plan, by: int) -> Plan:
    """The same plan with other numbers and ids of its items."""

    def change(one: WorkItem) -> WorkItem:
        id = ItemId(f"{one.id}-{by}")
        actions = tuple(attrs.evolve(part, id=ActionId(f"{id}.{n}")) for n, part in enumerate(one.actions, 1))
        return attrs.evolve(one, id=id, number=one.number + by, numeral=str(one.number + by), actions=actions)

    return found.with_items(change)


def names_in_traditional(names: Names) -> Names:
    def turned(tag: str) -> str:
        return "zh-Hant" if tag.startswith("zh") else tag

    entries = (
        attrs.evolve(name, language=turned(name.language), text=name.text.translate(TO_TRADITIONAL))
        for name in names.entries
    )
    return Names(tuple(entries))


def in_traditional(found: Plan) -> Plan:
    """A Traditional copy: texts, names and surfaces."""

    def change(one: WorkItem) -> WorkItem:
        return attrs.evolve(
            one,
            names=names_in_traditional(one.names),
            text=None if one.text is None else one.text.translate(TO_TRADITIONAL),
            actions=tuple(
                attrs.evolve(
                    part,
                    statement=names_in_traditional(part.statement),
                    verb=part.verb and part.verb.translate(TO_TRADITIONAL),
                )
                for part in one.actions
            ),
            mentions=tuple(attrs.evolve(part, surface=part.surface.translate(TO_TRADITIONAL)) for part in one.mentions),
            targets=tuple(attrs.evolve(part, names=names_in_traditional(part.names)) for part in one.targets),
        )

    def section(old: Section) -> Section:
        return attrs.evolve(
            old, names=names_in_traditional(old.names), sections=tuple(section(below) for below in old.sections)
        )

    turned = found.with_items(change)
    return attrs.evolve(
        turned,
        names=names_in_traditional(found.names),
        sections=tuple(section(top) for top in turned.sections),
        partners=tuple(attrs.evolve(one, names=names_in_traditional(one.names)) for one in found.partners),
        mechanisms=tuple(attrs.evolve(one, names=names_in_traditional(one.names)) for one in found.mechanisms),
    )


def any_plans() -> st.SearchStrategy[Plan]:
    return written_plans() | plans()


@st.composite
def kin(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """Two plans that have something in common, or nothing at all."""
    old = draw(any_plans())
    if draw(st.booleans()):
        return old, draw(any_plans())
    random = draw(st.randoms(use_true_random=False))

    def shuffled(section: Section) -> Section:
        items = [one for one in section.items if random.random() < 0.8]
        random.shuffle(items)
        if items and random.random() < 0.3:
            items.append(items[0])
        for place, one in enumerate(items):
            if random.random() < 0.3:
                text = (one.text or "")[random.randrange(4) :]
                items[place] = attrs.evolve(one, text=text or None, mentions=one.mentions[1:], actions=one.actions[1:])
        return attrs.evolve(section, items=tuple(items), sections=tuple(map(shuffled, section.sections)))

    new = attrs.evolve(old, sections=tuple(map(shuffled, old.sections)), partners=old.partners[1:])
    return old, unique(detached(new) if random.random() < 0.3 else new)


def unique(found: Plan) -> Plan:
    """The plan with an id of its own for each item."""
    ids = count()
    return found.with_items(lambda one: attrs.evolve(one, id=ItemId(f"{one.id}-{next(ids)}")))
