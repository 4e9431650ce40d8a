"""The vocabulary of plans as linked data: its terms, the standard one wherever there is one, and how things are named.

It is data, from which the context of JSON-LD and the table in the docs are made; what is said of what is a matter for
`describing`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote

from bri_macao.model import JSON

__all__ = ["JSON_TYPE", "PREFIXES", "STRING", "TERMS", "Term", "context", "full", "id_of", "iri_of", "short"]

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "bri": "urn:bri-macao:vocab:",
        "id": "urn:bri-macao:",
        "dcterms": "http://purl.org/dc/terms/",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "skosxl": "http://www.w3.org/2008/05/skos-xl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""`bri` is this library's own vocabulary, `id` begins the names of the things themselves."""


def full(name: str) -> str:
    """The IRI that a name with a prefix stands for.

    >>> full("schema:hasPart")
    'https://schema.org/hasPart'
    """
    prefix, _, rest = name.partition(":")
    return PREFIXES[prefix] + rest


def short(iri: str) -> str:
    """The IRI with a prefix, where there is one for it.

    >>> short("urn:bri-macao:vocab:verb")
    'bri:verb'
    """
    fitting = [prefix for prefix, start in PREFIXES.items() if iri.startswith(start)]
    best = max(fitting, key=lambda prefix: len(PREFIXES[prefix]), default=None)
    return iri if best is None else f"{best}:{iri.removeprefix(PREFIXES[best])}"


def iri_of(kind: str, *ids: str) -> str:
    """The name of a thing: what it is, then its id, behind the plan's where the thing is the plan's own.

    What is no plain letter is percent-encoded, so that two ids never give one name, and a name gives its id back.

    >>> iri_of("item", "2023/7"), iri_of("partner", "2023", "pt")
    ('urn:bri-macao:item:2023/7', 'urn:bri-macao:partner:2023:pt')
    """
    return full("id:" + ":".join((kind, *(quote(id, safe="/") for id in ids))))


def id_of(iri: str, kind: str, *scope: str) -> str | None:
    """The id in a name that `iri_of` gave to a thing of that kind; None for any other name.

    >>> id_of("urn:bri-macao:item:2023/7", "item"), id_of("urn:bri-macao:partner:2024:pt", "partner", "2023")
    ('2023/7', None)
    """
    start = iri_of(kind, *scope, "")
    id = unquote(iri.removeprefix(start), errors="replace")
    return id if iri.startswith(start) and iri_of(kind, *scope, id) == iri else None


STRING = full("xsd:string")
JSON_TYPE = full("rdf:JSON")

Holds = Literal[
    "text", "integer", "boolean", "date", "IRI", "list of text", "list of IRIs", "texts by language", "JSON"
]


class Term(NamedTuple):
    """A word that something is said with.

    Attributes:
        name: as it stands in the JSON.
        standard: what it stands for, with its prefix.
        holds: what is said with it.
        meaning: of what it says what.
    """

    name: str
    standard: str
    holds: Holds
    meaning: str

    @property
    def iri(self) -> str:
        """What it stands for, in full."""
        return full(self.standard)


_TABLE = (
    Term("actions", "bri:action", "IRI", "the clauses of commitment of a work item"),
    Term("aliases", "bri:aliases", "list of text", "other names of an entity, in the plan's order"),
    Term("alpha2", "bri:alpha2", "text", "ISO 3166-1 alpha-2"),
    Term("alpha3", "bri:alpha3", "text", "ISO 3166-1 alpha-3"),
    Term("altLabel", "skos:altLabel", "texts by language", "follows from aliases, and from names that hold no longer"),
    Term("arrangement", "schema:isBasedOn", "IRI", "the mechanism that the plan implements"),
    Term("aspect", "bri:aspect", "IRI", "how an action commits"),
    Term("body", "oa:hasBody", "IRI", "who or what is mentioned"),
    Term("citations", "bri:citation", "IRI", "where a fact about an entity comes from"),
    Term("codes", "bri:codes", "IRI", "the standard codes of a country"),
    Term("comparison", "bri:comparison", "IRI", "how the number of a target is meant"),
    Term("confidence", "bri:confidence", "IRI", "how far a citation is to be trusted"),
    Term("counts", "bri:counts", "IRI", "the mechanism that a target counts"),
    Term("description", "schema:description", "texts by language", "follows from the statement of an action"),
    Term("dissolved", "schema:dissolutionDate", "date", "the end of an entity"),
    Term("due", "bri:due", "date", "the latest date of a target"),
    Term("end", "schema:endDate", "date", "the end of a period, a membership, or the use of a name"),
    Term("endOffset", "oa:end", "integer", "behind the last code point of a span"),
    Term("entities", "schema:mentions", "IRI", "follows from the mentions of an item that are not nested"),
    Term("exact", "oa:exact", "text", "a name as it stands in the text"),
    Term("extra", "bri:extra", "JSON", "foreign data that the plan carries"),
    Term("fingerprint", "bri:fingerprint", "IRI", "what is kept of the official text of an item"),
    Term("founded", "schema:foundingDate", "date", "the beginning of an entity"),
    Term("group", "org:organization", "IRI", "the group of a membership"),
    Term("inferred", "bri:inferred", "boolean", "the words of a mention do not say the name, the context does"),
    Term("kind", "bri:kind", "IRI", "what an entity is"),
    Term("language", "schema:inLanguage", "text", "the language of a source; of a label where a tag cannot"),
    Term("length", "bri:length", "integer", "code points of a text"),
    Term("literalForm", "skosxl:literalForm", "text", "the text of a label, with its language"),
    Term("m49", "bri:m49", "text", "UN M49"),
    Term("mechanisms", "bri:mechanism", "IRI", "the mechanisms of a plan"),
    Term("memberOf", "org:memberOf", "IRI", "follows from the memberships of a partner"),
    Term("memberships", "org:hasMembership", "IRI", "the memberships of a partner"),
    Term("mentions", "bri:mention", "IRI", "the mentions in an item, each an annotation of it"),
    Term("name", "schema:name", "texts by language", "follows from the names of a plan, a section, an item, a target"),
    Term("names", "bri:name", "IRI", "names, each a label of its own"),
    Term("nested", "bri:nested", "boolean", "a mention inside a longer name"),
    Term("note", "skos:note", "text", "what a reader of a source or of a citation should know"),
    Term("number", "bri:number", "integer", "the number of a section or an item, as the document gives it"),
    Term("numeral", "skos:notation", "text", "the number as it is written"),
    Term("operators", "bri:operators", "list of IRIs", "the partners that run a mechanism"),
    Term("partOf", "dcterms:isPartOf", "IRI", "the mechanism that a mechanism is a part of"),
    Term("partners", "bri:partner", "IRI", "the partners of a plan"),
    Term("parts", "schema:hasPart", "IRI", "the sections of a plan, the items and sub-sections of a section"),
    Term("period", "dcterms:temporal", "IRI", "the period of a plan"),
    Term("policyAreas", "bri:policyAreas", "list of IRIs", "the policy areas of an item, the most fitting first"),
    Term("position", "schema:position", "integer", "the place among its like, from 1"),
    Term("prefLabel", "skos:prefLabel", "texts by language", "follows from the names of an entity that hold"),
    Term("publisher", "schema:publisher", "text", "who issued a source"),
    Term("quantity", "schema:value", "integer", "the number of a target"),
    Term("reference", "dcterms:bibliographicCitation", "text", "the source that a citation names"),
    Term("schemaVersion", "bri:schemaVersion", "integer", "the version of the data model"),
    Term("selector", "oa:hasSelector", "IRI", "where in the text: code points of an item's clean text, or the words"),
    Term("sha256", "bri:sha256", "text", "SHA-256 of a text in UTF-8"),
    Term("source", "prov:hadPrimarySource", "IRI", "the document that a plan was made from"),
    Term("span", "bri:span", "IRI", "where an action or a target stands"),
    Term("specializationOf", "prov:specializationOf", "IRI", "follows from the id: the entity, in any plan"),
    Term("start", "schema:startDate", "date", "the beginning of a period, a membership, or the use of a name"),
    Term("startOffset", "oa:start", "integer", "the first code point of a span, from 0"),
    Term("statement", "bri:statement", "IRI", "what an action is about, in our own words, each a label"),
    Term("status", "bri:status", "IRI", "where a name comes from"),
    Term("subject", "dcterms:subject", "IRI", "follows from the policy areas of an item"),
    Term("supports", "bri:supports", "list of text", "the fields that a citation supports"),
    Term("target", "oa:hasTarget", "IRI", "where a mention stands"),
    Term("targets", "bri:target", "IRI", "the targets of an item"),
    Term("temporalCoverage", "schema:temporalCoverage", "text", "follows from the period of a plan"),
    Term("text", "schema:text", "text", "the official text of an item, where the plan is attached to a copy"),
    Term("title", "dcterms:title", "text", "what a source calls itself"),
    Term("trace", "bri:trace", "text", "a hexadecimal digit for each code point of a fingerprint's text"),
    Term("verb", "bri:verb", "text", "the main verb of an action, as written"),
    Term("within", "oa:hasSource", "IRI", "follows from the place: the item that a span is of"),
)

TERMS: Mapping[str, Term] = MappingProxyType({term.name: term for term in _TABLE})
"""Every term, by its name in the JSON; no two stand for the same."""

_COERCIONS: Mapping[Holds, dict[str, JSON]] = MappingProxyType(
    {
        "text": {},
        "integer": {"@type": "xsd:integer"},
        "boolean": {"@type": "xsd:boolean"},
        "date": {},  # the type of the value says how exactly it is known
        "IRI": {"@type": "@id"},
        "list of text": {"@container": "@list"},
        "list of IRIs": {"@container": "@list", "@type": "@id"},
        "texts by language": {"@container": "@language"},
        "JSON": {"@type": "rdf:JSON"},
    }
)


def context() -> dict[str, JSON]:
    """The context that stands in every document."""
    terms: dict[str, JSON] = {term.name: {"@id": term.standard, **_COERCIONS[term.holds]} for term in _TABLE}
    return {"@version": 1.1, **PREFIXES, **terms}
