"""A plan as nodes and edges, for those who draw it or count in it: what GraphML, DOT and networkx are given.

It is a picture of a plan, not a record: each node has one label, and of an item's words nothing is left but who is
named how often.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias
from urllib.parse import quote

import attrs

from bri_macao.errors import DumpError
from bri_macao.model import Membership, Names, Plan, Section

__all__ = ["LOSSES", "Edge", "EdgeKind", "Graph", "Node", "NodeKind", "draw", "printable"]

LOSSES: tuple[str, ...] = (
    "extra",
    "mechanisms[].aliases",
    "mechanisms[].citations",
    "mechanisms[].ended",
    "mechanisms[].founded",
    "mechanisms[].names",
    "names",
    "partners[].aliases",
    "partners[].citations",
    "partners[].codes",
    "partners[].names",
    "partners[].since",
    "partners[].until",
    "period",
    "schema_version",
    "sections[].items[].actions",
    "sections[].items[].fingerprint",
    "sections[].items[].mentions[].inferred",
    "sections[].items[].mentions[].nested",
    "sections[].items[].mentions[].span",
    "sections[].items[].mentions[].surface",
    "sections[].items[].names",
    "sections[].items[].numeral",
    "sections[].items[].policy_areas",
    "sections[].items[].targets",
    "sections[].items[].text",
    "sections[].names",
    "sections[].numeral",
    "source",
)
"""What no graph carries. Of names the label is left, in one language."""

NodeKind: TypeAlias = Literal["plan", "section", "item", "partner", "mechanism"]

EdgeKind: TypeAlias = Literal["contains", "mentions", "member-of", "operates", "part-of", "implements"]
"""From a plan to its sections, from these to items and sub-sections; from an item to whom and what it names; from a
partner to its group, and to what it runs; from a mechanism to the whole of it; from a plan to what it implements."""


@attrs.frozen
class Node:
    """A thing.

    Attributes:
        id: its kind, a colon, and its id in the plan, percent-encoded where that is no plain text.
        kind: what it is.
        label: its name, in one language.
        type: the kind of a partner or mechanism; "" for the rest, and for who is only referred to.
        number: the number of a section or an item.
    """

    id: str
    kind: NodeKind
    label: str
    type: str = ""
    number: int | None = None


@attrs.frozen
class Edge:
    """What one thing has to do with another; from one to another there is one edge at the most.

    Attributes:
        source: the id of the node that it goes out from.
        target: the id of the node that it leads to.
        kind: what it says.
        weight: how many mentions there are; 1 for the rest.
        dates: the times of a membership: `2002/2029-12-31`, `2002/..`; "" where nothing is known.
    """

    source: str
    target: str
    kind: EdgeKind
    weight: int = 1
    dates: str = ""


@attrs.frozen
class Graph:
    """The nodes, each id once, and the edges between them, both in the order of the plan."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def draw(plan: Plan, language: str = "en") -> Graph:
    """The graph of a plan.

    Args:
        plan: the plan.
        language: that of the labels, as a BCP 47 tag; who has no name in it gets the first that there is.

    Raises:
        DumpError: two things of one kind have one id.

    >>> from bri_macao.plans import load_plan
    >>> graph = draw(load_plan(2023), "pt")
    >>> [node.label for node in graph.nodes if node.id == "partner:br"]
    ['Brasil']
    """
    nodes = {node.id: node for node in _unique(_nodes(plan, language))}
    edges = tuple(_edges(plan))
    for edge in edges:  # who is referred to and not described is there all the same
        for id in (edge.source, edge.target):
            kind: NodeKind = "partner" if id.startswith("partner:") else "mechanism"
            nodes.setdefault(id, Node(id, kind, id.partition(":")[2]))
    return Graph(tuple(nodes.values()), edges)


def _id(kind: NodeKind, id: str) -> str:
    return f"{kind}:{quote(id, safe='/', errors='surrogatepass')}"


def _unique(nodes: Iterable[Node]) -> Iterator[Node]:
    seen: set[str] = set()
    for node in nodes:
        if node.id in seen:
            raise DumpError(f"{node.id!r} is there twice, and in a graph the two would be one; give one another id")
        seen.add(node.id)
        yield node


def _nodes(plan: Plan, language: str) -> Iterator[Node]:
    yield Node(_id("plan", plan.id), "plan", _label(plan.names, language, plan.id))
    for section in _sections(plan):
        label = _label(section.names, language, section.numeral or section.id)
        yield Node(_id("section", section.id), "section", label, number=section.number)
        for item in section.items:
            yield Node(_id("item", item.id), "item", item.label(language) or item.id, number=item.number)
    for partner in plan.partners:
        label = _label(partner.names, language, partner.id)
        yield Node(_id("partner", partner.id), "partner", label, partner.kind)
    for mechanism in plan.mechanisms:
        label = _label(mechanism.names, language, mechanism.id)
        yield Node(_id("mechanism", mechanism.id), "mechanism", label, mechanism.kind)


def _label(names: Names, language: str, failing: str) -> str:
    return names.best(language) or failing


def _sections(plan: Plan) -> Iterator[Section]:
    return (section for top in plan.sections for section in top.walk())


def _edges(plan: Plan) -> Iterator[Edge]:
    document = _id("plan", plan.id)
    if plan.arrangement is not None:
        yield Edge(document, _id("mechanism", plan.arrangement), "implements")
    for section in plan.sections:
        yield Edge(document, _id("section", section.id), "contains")
    for section in _sections(plan):
        home = _id("section", section.id)
        for item in section.items:
            yield Edge(home, own := _id("item", item.id), "contains")
            named = Counter(_id(mention.kind, mention.entity) for mention in item.mentions if not mention.nested)
            for entity, count in named.items():
                yield Edge(own, entity, "mentions", count)
        for below in section.sections:
            yield Edge(home, _id("section", below.id), "contains")
    for partner in plan.partners:
        groups: dict[str, list[str]] = {}
        for membership in partner.memberships:
            groups.setdefault(membership.group, []).append(_dates(membership))
        for group, dates in groups.items():
            known = "; ".join(filter(None, dates))
            yield Edge(_id("partner", partner.id), _id("partner", group), "member-of", dates=known)
    for mechanism in plan.mechanisms:
        own = _id("mechanism", mechanism.id)
        for operator in dict.fromkeys(mechanism.operators):
            yield Edge(_id("partner", operator), own, "operates")
        if mechanism.part_of is not None:
            yield Edge(own, _id("mechanism", mechanism.part_of), "part-of")


def _dates(membership: Membership) -> str:
    if membership.since is None and membership.until is None:
        return ""
    return f"{membership.since or '..'}/{membership.until or '..'}"


_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (its production Char), and no label should."""


def printable(text: str) -> str:
    """The text with U+FFFD for every character that XML cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)
