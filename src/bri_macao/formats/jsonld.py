"""JSON-LD: a plan as linked data, in standard terms where there are any (ORG, SKOS, PROV, schema.org, Web Annotations).

One context stands in every document, and nothing is ever fetched. `loads` takes the same graph in any shape: expanded,
flattened, under another context, or as a tool for RDF wrote it anew.
"""

from collections.abc import Iterator

import msgspec

from bri_macao._incoming import as_bytes
from bri_macao.findings import Notice, warn
from bri_macao.formats._linked.languages import usual
from bri_macao.formats._linked.statements import TYPE, Graph, Iri, Listing, Literal, Value, native
from bri_macao.formats._linked.stating import state
from bri_macao.formats._linked.understanding import understand
from bri_macao.formats._linked.vocabulary import TERMS, Term, context, short
from bri_macao.formats._trees import Tree, plan_of, tree_of
from bri_macao.model import JSON, Plan

__all__ = ["EXTRA", "LARGEST", "LOSSES", "context", "dumps", "loads"]

LOSSES: tuple[str, ...] = ()
EXTRA: str | None = "jsonld"

LARGEST = 20_000_000
"""How many bytes JSON-LD may have, unless the caller says otherwise."""


def dumps(plan: Plan, *, indent: int | None = None) -> bytes:
    """Write a plan as JSON-LD.

    Args:
        plan: the plan.
        indent: spaces for each level, for people; None gives one line.

    Raises:
        DumpError: it could not be read back, or an id is used twice, so that two things would be one.

    >>> from bri_macao.plans import load_plan
    >>> dumps(load_plan(2023)).count(b'"skosxl:Label"') > 1000
    True
    """
    graph = state(tree_of(plan))
    data = msgspec.json.encode({"@context": context(), "@graph": list(_nodes(graph))})
    return data if indent is None else msgspec.json.format(data, indent=indent)


def loads(data: bytes | str, *, largest: int = LARGEST, lenient: bool = False, notice: Notice = warn) -> Plan:
    """Read a plan from JSON-LD: the one plan of the graph, with all that is said of it.

    Args:
        data: UTF-8, or text.
        largest: how many bytes of UTF-8 it may have.
        lenient: keep statements that the model has no place for, under `Plan.extra`, instead of refusing them.
        notice: hears of each that was kept so; by default it is a Python warning.

    Raises:
        LoadError: every problem at once, each with its path in the plan.
        MissingExtra: PyLD is not installed.

    >>> from bri_macao.plans import load_plan
    >>> loads(dumps(load_plan(2023))) == load_plan(2023)
    True
    """
    raw = as_bytes(data, largest, name="JSON-LD")
    # PyLD is needed for reading alone.
    from bri_macao.formats._linked.expanding import graph_of  # noqa: PLC0415

    return plan_of(*understand(graph_of(raw)), lenient=lenient, notice=notice)


_BY_IRI = {term.iri: term for term in TERMS.values()}


def _nodes(graph: Graph) -> Iterator[Tree]:
    """The things that have names of their own, each with what belongs to it inside."""
    return (_node(iri, graph) for iri in graph if "#" not in iri)


def _node(iri: str, graph: Graph) -> Tree:
    node: Tree = {"@id": short(iri)}
    for property, values in graph[iri].items():
        if property == TYPE:
            node["@type"] = _single([short(value.name) for value in values if isinstance(value, Iri)])
        else:
            term = _BY_IRI[property]
            if term.holds == "texts by language":
                node[term.name] = _by_language(values)
            else:
                node[term.name] = _single([_value(value, term, graph) for value in values])
    return node


def _single(values: list[JSON]) -> JSON:
    return values[0] if len(values) == 1 else values


def _by_language(values: list[Value]) -> JSON:
    """A language map."""
    texts: dict[str, list[JSON]] = {}
    for value in values:
        assert isinstance(value, Literal)
        texts.setdefault(usual(value.language) or "@none", []).append(value.text)
    return {language: _single(found) for language, found in texts.items()}


def _value(value: Value, term: Term, graph: Graph) -> JSON:
    if isinstance(value, Listing):
        return [_value(inner, term, graph) for inner in value.values]
    if isinstance(value, Iri):
        return _node(value.name, graph) if "#" in value.name else short(value.name)
    if value.language:
        return {"@language": usual(value.language), "@value": value.text}
    if term.holds == "date":
        return {"@type": short(value.datatype), "@value": value.text}
    return native(value) if term.holds in ("integer", "boolean") else value.text
