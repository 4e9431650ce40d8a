"""Queries: which items of a plan fit a condition, each with the evidence for it (floor 3).

    import bri_macao as bri

    for hit in bri.query(plan).partner("br").mechanism(kind="platform").section(2):
        print(hit.item.number, hit.evidence)

A query is lazy and immutable: every method gives a new one that narrows it, and nothing is searched before it is asked
for. What is asked for often, entities, members and folded words, is looked up in the plan's own index, which is made
once. Conditions stand for themselves too, and combine with `&`, `|` and `~`:

    from bri_macao import querying

    unsure = querying.aspect("strive") | querying.aspect("explore")
    bri.query(plan).where(unsure & ~querying.section(3))
"""

from bri_macao.querying._conditions import (
    Condition,
    Evidence,
    Quote,
    aspect,
    mechanism,
    partner,
    policy_area,
    section,
    target,
    text,
)
from bri_macao.querying._queries import Hit, Query, query
from bri_macao.querying._tables import Table

__all__ = [
    "Condition",
    "Evidence",
    "Hit",
    "Query",
    "Quote",
    "Table",
    "aspect",
    "mechanism",
    "partner",
    "policy_area",
    "query",
    "section",
    "target",
    "text",
]
