"""DOT: a plan as a graph that Graphviz draws. It can only be written.

Partners are ellipses, mechanisms boxes, items notes; what Graphviz does not know (`kind`, `type`) it leaves alone.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bri_macao.formats._graph import LOSSES, Edge, EdgeKind, Node, NodeKind, draw, printable
from bri_macao.model import Plan

__all__ = ["EXTRA", "LOSSES", "dumps"]

EXTRA: str | None = None

_SHAPES: Mapping[NodeKind, str] = MappingProxyType(
    {"plan": "folder", "section": "tab", "item": "note", "partner": "ellipse", "mechanism": "box"}
)
_STYLES: Mapping[EdgeKind, str] = MappingProxyType({"contains": "bold", "member-of": "dashed", "part-of": "dotted"})


def dumps(plan: Plan, *, language: str = "en") -> bytes:
    """Write a plan as DOT.

    Args:
        plan: the plan.
        language: that of the labels, as a BCP 47 tag.

    Raises:
        DumpError: two things of one kind have one id.

    >>> from bri_macao.plans import load_plan
    >>> text = dumps(load_plan(2023)).decode()
    >>> text.splitlines()[0]
    'digraph "plan:2023" {'
    """
    return "".join(f"{line}\n" for line in _lines(plan, language)).encode()


def _lines(plan: Plan, language: str) -> Iterator[str]:
    graph = draw(plan, language)
    yield f"digraph {_quoted(graph.nodes[0].id)} {{"
    yield '  charset="UTF-8"; rankdir="LR";'
    for node in graph.nodes:
        yield f"  {_quoted(node.id)} [{_of_node(node)}];"
    for edge in graph.edges:
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [{_of_edge(edge)}];"
    yield "}"


def _of_node(node: Node) -> str:
    said = {"label": node.label, "kind": node.kind, "shape": _SHAPES[node.kind], "type": node.type}
    return _attributes(said | ({} if node.number is None else {"number": str(node.number)}))


def _of_edge(edge: Edge) -> str:
    said = {"kind": edge.kind, "weight": str(edge.weight), "style": _STYLES.get(edge.kind, ""), "dates": edge.dates}
    return _attributes(said)


def _attributes(said: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={_quoted(value)}" for name, value in said.items() if value)


_ESCAPES: Mapping[str, str] = MappingProxyType({"\\": "\\\\", '"': '\\"', "&": "&amp;", "\n": "\\n"})


def _quoted(text: str) -> str:
    """The text as a quoted ID. In labels a backslash begins an escape, and an ampersand an entity."""
    lines = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    return '"' + re.sub(r'[\\"&\n]', lambda found: _ESCAPES[found.group()], lines) + '"'
