"""Hypothesis' own look-up: `st.from_type` for the classes of the model.

The entry point names this module, not the package: whoever imports the package first makes Hypothesis ask for the entry
point while the package is still being imported.
"""

from typing import Any

from hypothesis import strategies as st

from bri_macao.model import (
    Action,
    Citation,
    Codes,
    Extra,
    Fingerprint,
    Mechanism,
    MechanismId,
    Membership,
    Mention,
    Name,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    Period,
    Plan,
    Section,
    SourceDescription,
    Target,
    WorkItem,
)
from bri_macao.registry import Registry
from bri_macao.spans import Span
from bri_macao.strategies._entities import (
    citations,
    codes,
    extras,
    mechanisms,
    names,
    partial_dates,
    partners,
    periods,
    slugs,
    spans,
    terms,
    texts,
)
from bri_macao.strategies._items import mention_places, mentions_at, sections, targets, work_items
from bri_macao.strategies._plans import descriptions, plans
from bri_macao.strategies._registries import registries

__all__ = ["register"]


def register() -> None:
    """Make `st.from_type` know the model. Hypothesis calls it by its entry point; nobody else needs to.

    >>> register()
    >>> from hypothesis import find
    >>> find(st.from_type(Period), lambda period: True)
    Period(2000)
    """
    place = mention_places(4, (PartnerId("pt"),), (MechanismId("forum-macao"),))
    mentions = place.filter(bool).map(lambda places: next(mentions_at("海洋音乐", places)))
    members = st.builds(lambda group, term: Membership(PartnerId(group), *term), slugs(), terms())
    actions = work_items().filter(lambda item: bool(item.actions)).map(lambda item: item.actions[0])
    known: tuple[tuple[type, st.SearchStrategy[Any]], ...] = (
        (Action, actions),
        (Citation, citations()),
        (Codes, codes()),
        (Extra, extras()),
        (Fingerprint, texts(0).map(Fingerprint.of)),
        (Mechanism, mechanisms()),
        (Membership, members),
        (Mention, mentions),
        (Name, names(min_size=1).map(lambda names: names.entries[0])),
        (Names, names()),
        (PartialDate, partial_dates()),
        (Partner, partners()),
        (Period, periods()),
        (Plan, plans()),
        (Registry, registries()),
        (Section, sections()),
        (SourceDescription, descriptions()),
        (Span, spans()),
        (Target, targets(64, ())),
        (WorkItem, work_items()),
    )
    for kind, strategy in known:
        st.register_type_strategy(kind, strategy)
