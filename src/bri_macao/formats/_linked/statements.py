"""Statements: a graph as plain data, which knows nothing of plans and nothing of JSON-LD."""

from typing import TypeAlias

import attrs

from bri_macao.formats._linked.vocabulary import STRING, full
from bri_macao.model import JSON

__all__ = ["TYPE", "Graph", "Iri", "Listing", "Literal", "Properties", "Value", "native", "plain", "tagged"]

TYPE = full("rdf:type")

INTEGERS = frozenset(
    full(f"xsd:{name}")
    for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger", "unsignedInt")
)


@attrs.frozen
class Iri:
    """A thing, by its name; one that begins with `_:` has none outside of its document."""

    name: str


@attrs.frozen
class Literal:
    """A text, with what it is to be read as, or its language (in lower case: RDF's tags have none)."""

    text: str
    datatype: str = STRING
    language: str = ""


def tagged(text: str, language: str) -> Literal:
    """A text in a language."""
    return Literal(text, full("rdf:langString"), language.lower())


@attrs.frozen
class Listing:
    """Values in an order that matters."""

    values: "tuple[Value, ...]"


Value: TypeAlias = Iri | Literal | Listing
Properties: TypeAlias = dict[str, list[Value]]
Graph: TypeAlias = dict[str, Properties]
"""What is said of each thing: by its name, and by the IRI of the property."""


def native(value: Value) -> JSON:
    """The value as JSON has it, where JSON does: text, whole numbers, truth, lists; any other as in expanded JSON-LD.

    >>> native(Literal("7", full("xsd:integer"))), native(Literal("seven", full("xsd:integer")))
    (7, {'@value': 'seven', '@type': 'http://www.w3.org/2001/XMLSchema#integer'})
    """
    if isinstance(value, Listing):
        return [native(inner) for inner in value.values]
    if isinstance(value, Literal) and not value.language:
        if value.datatype == STRING:
            return value.text
        if value.datatype in INTEGERS and _is_whole(value.text):
            return int(value.text)
        if value.datatype == full("xsd:boolean") and value.text in ("true", "false", "1", "0"):
            return value.text in ("true", "1")
    return plain(value)


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 20  # more are beyond 64 bits


def plain(value: Value) -> JSON:
    """The value as in expanded JSON-LD."""
    if isinstance(value, Iri):
        return {"@id": value.name}
    if isinstance(value, Listing):
        return {"@list": [plain(inner) for inner in value.values]}
    if value.language:
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text} if value.datatype == STRING else {"@value": value.text, "@type": value.datatype}
