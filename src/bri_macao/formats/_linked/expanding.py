"""From JSON-LD of any shape to statements: PyLD says what the contexts mean, and no context is ever fetched."""

import json
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from bri_macao._incoming import refused
from bri_macao._json import read
from bri_macao.errors import extra_needed
from bri_macao.findings import Finding, LoadError
from bri_macao.formats._linked.statements import TYPE, Graph, Iri, Listing, Literal, Properties, Value, tagged
from bri_macao.formats._linked.vocabulary import JSON_TYPE, STRING, full

with extra_needed("reading JSON-LD", "jsonld"):
    from pyld import jsonld

__all__ = ["graph_of"]

UNDEFINED = "urn:bri-macao:undefined:"
"""What a key becomes that no context defines: JSON-LD would drop it without a word."""

NOWHERE = "https://bri-macao.invalid/"
"""What relative names are relative to; nothing is ever there (RFC 2606)."""

MOST_TERMS = 10_000
"""Entries that all contexts together may have. A context in a node costs as much as all that is in force there."""

FIRST, REST, NIL = (full(f"rdf:{name}") for name in ("first", "rest", "nil"))
LIST = Iri(full("rdf:List"))


def graph_of(data: bytes) -> Graph:
    """Everything that a document states, in whichever graph it states it.

    Raises:
        LoadError: it is no JSON, or no JSON-LD, or needs something from elsewhere.
    """
    tree, findings = read(data)
    if not findings and not isinstance(tree, dict | list):
        findings = [Finding(code="BRI412", path="$", message="JSON-LD is an object or an array")]
    if findings or (findings := list(_about_contexts(tree))):
        raise LoadError(tuple(findings))
    gathered = _Gathered()
    for node in _expand(tree):
        gathered.take_in(node)
    return _with_lists(gathered.graph)


class _Remote(Exception):
    """A context that would have to be fetched."""


# `Any`, here and below: JSON-LD of any shape.
def _expand(tree: Any) -> list[Any]:
    wanted: list[str] = []
    dropped: list[str | None] = []

    def refuse(url: str, _: object) -> NoReturn:
        wanted.append(url)
        raise _Remote(url)

    options: Any = {"base": NOWHERE, "documentLoader": refuse, "expandContext": {"@vocab": UNDEFINED}}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what PyLD warns of, it drops
            expanded: list[Any] = jsonld.expand(tree, options, on_property_dropped=dropped.append)
    except Exception as error:
        if wanted:
            message = f"the context {wanted[0]!r} would have to be fetched, and nothing is"
            hint = "put the context itself in its place"
            raise refused("BRI414", message, hint=hint) from error
        message = f"not JSON-LD: {_said(error)}"
        raise refused("BRI413", message) from error
    if dropped:
        keys = sorted({"a key" if key is None else repr(key) for key in dropped})
        hint = "give it a meaning in the context, or leave it out"
        raise LoadError(
            tuple(Finding(code="BRI403", path="$", message=f"{key} means nothing here", hint=hint) for key in keys)
        )
    return expanded


def _about_contexts(tree: object) -> Iterator[Finding]:
    """Contexts that would take PyLD longer than their size says, as no tool for RDF writes them."""
    entries = 0
    pending = [tree]
    while pending:
        at = pending.pop()
        if isinstance(at, dict):
            contexts = at.get("@context", {})
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, dict):
                    entries += len(context)
                    for term, meaning in context.items():
                        if isinstance(meaning, dict) and "@context" in meaning:
                            message = f"a context of its own for {term!r}"
                            hint = "put all terms into one context"
                            yield Finding(code="BRI414", path="$", message=message, hint=hint)
            pending += at.values()
        elif isinstance(at, list):
            pending += at
    if entries > MOST_TERMS:
        message = f"{entries} entries in all contexts together, and {MOST_TERMS} are allowed"
        yield Finding(code="BRI411", path="$", message=message, hint="state one context, once")


def _said(error: Exception) -> str:
    """What PyLD says, without the data that it shows."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(next(iter(error.args), type(error).__name__))


class _Gathered:
    """The statements of an expanded document, with names for what has none."""

    def __init__(self) -> None:
        self.graph: Graph = {}
        self.blank: dict[int | str, str] = {}

    def take_in(self, node: Any) -> Iri:
        """The name of a node; what is stated of it, and of all nodes inside it, is taken in."""
        iri = self._name(node.get("@id"))
        said = self.graph.setdefault(iri, {})
        for key, inner in node.items():
            if key == "@type":
                self._add(said, TYPE, (Iri(_of_schema_org(type)) for type in inner))
            elif key in ("@graph", "@included"):
                for other in inner:
                    self.take_in(other)
            elif key == "@reverse":
                for property, others in inner.items():
                    for other in others:
                        subject = self.take_in(other).name
                        self._add(self.graph[subject], _of_schema_org(property), (Iri(iri),))
            elif not key.startswith("@"):
                self._add(said, _of_schema_org(key), map(self._value, inner))
        return Iri(iri)

    def _name(self, id: str | None) -> str:
        """The name of a node; of a blank one, one that is new, so that none is taken for another."""
        if id is not None and not id.startswith("_:"):
            return _of_schema_org(id)
        key = len(self.blank) if id is None else id
        return self.blank.setdefault(key, f"_:b{len(self.blank)}")

    @staticmethod
    def _add(said: dict[str, list[Value]], property: str, values: Iterator[Value] | tuple[Value, ...]) -> None:
        known = said.setdefault(property, [])
        known += values

    def _value(self, value: Any) -> Value:
        if "@list" in value:
            return Listing(tuple(map(self._value, value["@list"])))
        if "@value" in value:
            return _literal(value)
        return self.take_in(value)


def _of_schema_org(iri: str) -> str:
    """Both of schema.org's addresses mean the same."""
    old = "http://schema.org/"
    return full("schema:") + iri.removeprefix(old) if iri.startswith(old) else iri


def _literal(value: Any) -> Literal:
    text, datatype, language = value["@value"], value.get("@type"), value.get("@language", "")
    if direction := value.get("@direction"):
        return Literal(text, f"https://www.w3.org/ns/i18n#{language}_{direction}")
    if language:
        return tagged(text, language)
    if datatype == "@json":
        return Literal(json.dumps(text, ensure_ascii=False), JSON_TYPE)
    if isinstance(text, bool):
        return Literal("true" if text else "false", datatype or full("xsd:boolean"))
    if isinstance(text, str):
        return Literal(text, datatype or STRING)
    whole = isinstance(text, int) or text.is_integer()
    return Literal(str(int(text) if whole else text), datatype or full("xsd:integer" if whole else "xsd:double"))


def _with_lists(graph: Graph) -> Graph:
    """The graph with every list that is spelled out cell by cell put together."""
    references = Counter(
        value.name for said in graph.values() for values in said.values() for value in values if isinstance(value, Iri)
    )
    # A cell that two things share, or none, is no part of anybody's list; so each is walked over once.
    cells = {iri for iri, said in graph.items() if _is_cell(iri, said) and references[iri] == 1}
    done: set[str] = set()

    def whole(value: Value) -> Value:
        listed: list[Value] = []
        passed: list[str] = []
        at = value
        while isinstance(at, Iri) and at.name in cells:
            passed.append(at.name)
            listed += graph[at.name][FIRST]
            at = graph[at.name][REST][0]
        if at != Iri(NIL):
            return value
        done.update(passed)
        return Listing(tuple(listed))

    put = {
        iri: {property: list(dict.fromkeys(map(whole, values))) for property, values in said.items()}
        for iri, said in graph.items()
        if iri not in cells
    }
    return put | {iri: graph[iri] for iri in graph if iri in cells and iri not in done}


def _is_cell(iri: str, said: Properties) -> bool:
    list_at_most = said.get(TYPE, [LIST]) == [LIST]
    return (
        iri.startswith("_:")
        and list_at_most
        and said.keys() - {TYPE} == {FIRST, REST}
        and len(said[FIRST]) == len(said[REST]) == 1
    )
