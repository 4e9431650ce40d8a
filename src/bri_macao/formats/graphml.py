"""GraphML: a plan as a graph for Gephi, yEd, Cytoscape and networkx. It can only be written.

The edges have a direction, a `kind` and a `weight`; see `to_networkx` for the same graph as a Python object.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import attrs

from bri_macao.errors import extra_needed
from bri_macao.formats._graph import LOSSES, Edge, Node, draw, printable
from bri_macao.model import Plan

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["EXTRA", "LOSSES", "dumps", "to_networkx"]

EXTRA: str | None = None

_NODE = {"label": "string", "kind": "string", "type": "string", "number": "long"}
_EDGE = {"kind": "string", "weight": "int", "dates": "string"}


def dumps(plan: Plan, *, language: str = "en") -> bytes:
    """Write a plan as GraphML.

    Args:
        plan: the plan.
        language: that of the labels, as a BCP 47 tag.

    Raises:
        DumpError: two things of one kind have one id.

    >>> from bri_macao.plans import load_plan
    >>> dumps(load_plan(2023), language="pt").decode().count("<node ")
    177
    """
    return "".join(f"{line}\n" for line in _lines(plan, language)).encode()


def _lines(plan: Plan, language: str) -> Iterator[str]:
    graph = draw(plan, language)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for scope, types in (("node", _NODE), ("edge", _EDGE)):
        for name, type in types.items():
            yield f'  <key id="{_key(scope, name)}" for="{scope}" attr.name="{name}" attr.type="{type}"/>'
    yield f'  <graph id={quoteattr(graph.nodes[0].id)} edgedefault="directed">'
    for node in graph.nodes:
        yield f"    <node id={quoteattr(node.id)}>"
        yield from _data("node", _attributes(node))
        yield "    </node>"
    for edge in graph.edges:
        yield f"    <edge source={quoteattr(edge.source)} target={quoteattr(edge.target)}>"
        yield from _data("edge", _attributes(edge))
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _key(scope: str, name: str) -> str:
    # Gephi looks for labels and weights by these very ids.
    return name if scope == "node" or name == "weight" else f"{scope}-{name}"


def _attributes(part: Node | Edge) -> dict[str, str | int]:
    """What is said of it, but for what it is and where: only what there is."""
    said = attrs.asdict(part, filter=lambda field, value: field.name not in _NAMES and value not in (None, ""))
    return {name: printable(value) if isinstance(value, str) else value for name, value in said.items()}


_NAMES = {"id", "source", "target"}


def _data(scope: str, attributes: Mapping[str, str | int]) -> Iterator[str]:
    for name, value in attributes.items():
        text = escape(str(value), {"\r": "&#13;"})  # one that stands for itself is read as a line feed
        yield f'      <data key="{_key(scope, name)}">{text}</data>'


def to_networkx(plan: Plan, *, language: str = "en") -> "nx.DiGraph[str]":
    """The graph of a plan for networkx, the same that `dumps` writes.

    Args:
        plan: the plan.
        language: that of the labels, as a BCP 47 tag.

    Raises:
        DumpError: two things of one kind have one id.
        MissingExtra: networkx is not installed.

    >>> from bri_macao.plans import load_plan
    >>> graph = to_networkx(load_plan(2023))
    >>> graph.nodes["item:2023/7"]["kind"], graph.nodes["partner:br"]["label"]
    ('item', 'Brazil')
    """
    with extra_needed("a graph for networkx", "graph"):
        import networkx as nx  # noqa: PLC0415 -- writing GraphML needs none
    drawn = draw(plan, language)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from((node.id, _attributes(node)) for node in drawn.nodes)
    graph.add_edges_from((edge.source, edge.target, _attributes(edge)) for edge in drawn.edges)
    return graph
