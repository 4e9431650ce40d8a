"""What is said of each part of a plan: the table between the model and the vocabulary, read in both directions.

A part that has an id is a thing of its own; any other is named after what it belongs to, so that nothing is blank.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from bri_macao.formats._linked.fields import (
    Branch,
    Entity,
    Foreign,
    Inner,
    Labels,
    Many,
    One,
    Part,
    Parts,
    Place,
    Reference,
    Said,
    Shape,
    Wording,
    always,
)
from bri_macao.formats._linked.forms import BOOLEAN, DAY, INTEGER, MOMENT, TEXT, concept
from bri_macao.formats._linked.languages import TAG
from bri_macao.formats._linked.statements import Iri, tagged
from bri_macao.formats._linked.vocabulary import iri_of

__all__ = ["SHAPES"]


AREA = concept("area")


def _entries(branch: Branch, key: str) -> Iterator[Branch]:
    for entry in branch.get(key, {}).get("entries", ()):
        if isinstance(entry.get("text"), str) and TAG.fullmatch(entry.get("language") or ""):
            yield entry


def _texts(branch: Branch, key: str, term: str) -> Iterator[Said]:
    """The names that hold."""
    for entry in _entries(branch, key):
        if entry.get("until") is None:
            yield term, tagged(entry["text"], entry["language"])


def _names(branch: Branch, _: Place) -> Iterator[Said]:
    return _texts(branch, "names", "name")


def _of_plan(branch: Branch, place: Place) -> Iterator[Said]:
    yield from _names(branch, place)
    if period := branch.get("period"):
        yield "temporalCoverage", TEXT.write(f"{period.get('start')}/{period.get('end')}")


def _of_item(branch: Branch, place: Place) -> Iterator[Said]:
    yield from _names(branch, place)
    for mention in branch.get("mentions", ()):
        if not mention.get("nested") and isinstance(id := mention.get("entity"), str):
            yield "entities", Iri(iri_of(str(mention["kind"]), place.plan, id))
    for area in branch.get("policy_areas", ()):
        if isinstance(area, str):
            yield "subject", AREA.write(area)


def _of_action(branch: Branch, _: Place) -> Iterator[Said]:
    return _texts(branch, "statement", "description")


def _of_entity(kind: str) -> Callable[[Branch, Place], Iterator[Said]]:
    def also(branch: Branch, place: Place) -> Iterator[Said]:
        yield from _texts(branch, "names", "prefLabel")
        for entry in _entries(branch, "names"):
            if entry.get("until") is not None:
                yield "altLabel", tagged(entry["text"], entry["language"])
        for alias in branch.get("aliases", ()):
            if isinstance(alias, str):
                yield "altLabel", TEXT.write(alias)
        for membership in branch.get("memberships", ()):
            if isinstance(group := membership.get("group"), str):
                yield "memberOf", Iri(iri_of("partner", place.plan, group))
        if isinstance(id := branch["id"], str):
            yield "specializationOf", Iri(iri_of(kind, id))

    return also


def _within(_: Branch, place: Place) -> Iterator[Said]:
    yield "within", Iri(place.item)


_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "agreement": "schema:CreativeWork",
        "arrangement": "schema:CreativeWork",
        "base": "schema:Place",
        "centre": "org:Organization",
        "city": "schema:City",
        "college": "schema:CollegeOrUniversity",
        "community": "org:Organization",
        "competition": "schema:Event",
        "complex": "schema:Place",
        "conference": "schema:Event",
        "country": "schema:Country",
        "enterprises": "org:Organization",
        "exhibition": "schema:ExhibitionEvent",
        "festival": "schema:Festival",
        "forum": "schema:BusinessEvent",
        "fund": "schema:FundingScheme",
        "government": "schema:GovernmentOrganization",
        "group": "org:OrganizationalCollaboration",
        "host": "prov:Agent",
        "lab": "schema:ResearchOrganization",
        "network": "org:OrganizationalCollaboration",
        "organization": "org:FormalOrganization",
        "park": "schema:Place",
        "programme": "schema:Project",
        "project": "schema:Project",
        "region": "schema:AdministrativeArea",
        "scholarship": "schema:MonetaryGrant",
        "service": "schema:Service",
        "territory": "schema:AdministrativeArea",
        "training": "schema:EducationEvent",
        "workshop": "schema:EducationEvent",
        "zone": "schema:AdministrativeArea",
    }
)
"""What entities are to those who know only standard types; for some kinds there is none."""


def _types_of_entity(branch: Branch) -> tuple[str, ...]:
    found = _KINDS.get(str(branch.get("kind")))
    return () if found is None else (found,)


_TERM = (One("since", "start", MOMENT), One("until", "end", MOMENT))
_ENTITY = (
    Labels("names", "names"),
    Many("aliases", "aliases", TEXT),
    Parts("citations", "citations", "citation"),
    One("kind", "kind", concept("kind")),
)
_NUMBERED = (One("number", "number", INTEGER), One("numeral", "numeral", TEXT), Labels("names", "names"))

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "plan": Shape(
            "bri:Plan",
            (
                One("schema_version", "schemaVersion", INTEGER),
                Labels("names", "names"),
                One("arrangement", "arrangement", Reference("mechanism")),
                Part("period", "period", "period"),
                Part("source", "source", "source"),
                Foreign("extra", "extra"),
                Parts("sections", "parts", "section"),
                Parts("partners", "partners", "partner"),
                Parts("mechanisms", "mechanisms", "mechanism"),
            ),
            always("schema:Report", "prov:Entity"),
            _of_plan,
            named="by id",
        ),
        "period": Shape("dcterms:PeriodOfTime", (One("start", "start", DAY), One("end", "end", DAY))),
        "source": Shape(
            "bri:Source",
            (
                One("title", "title", TEXT),
                One("publisher", "publisher", TEXT),
                One("language", "language", TEXT),
                One("length", "length", INTEGER),
                One("sha256", "sha256", TEXT),
                One("note", "note", TEXT),
            ),
            always("schema:DigitalDocument", "prov:Entity"),
        ),
        "section": Shape(
            "bri:Section",
            (*_NUMBERED, Parts("items", "parts", "item"), Parts("sections", "parts", "section")),
            always("schema:CreativeWork"),
            _names,
            named="by id",
        ),
        "item": Shape(
            "bri:WorkItem",
            (
                *_NUMBERED,
                One("text", "text", TEXT),
                Part("fingerprint", "fingerprint", "fingerprint"),
                Many("policy_areas", "policyAreas", AREA),
                Parts("actions", "actions", "action"),
                Parts("mentions", "mentions", "mention"),
                Parts("targets", "targets", "target"),
            ),
            always("schema:Statement"),
            _of_item,
            named="by id",
        ),
        "fingerprint": Shape(
            "bri:Fingerprint",
            (One("length", "length", INTEGER), One("sha256", "sha256", TEXT), One("trace", "trace", TEXT)),
        ),
        "action": Shape(
            "bri:Action",
            (
                One("aspect", "aspect", concept("aspect")),
                One("verb", "verb", TEXT),
                Labels("statement", "statement"),
                Inner("span", "span", when="span"),
            ),
            always("schema:Action"),
            _of_action,
            named="by id",
        ),
        "span": Shape("oa:SpecificResource", (Part("span", "selector", "position"),), also=_within),
        "position": Shape(
            "oa:TextPositionSelector", (One("start", "startOffset", INTEGER), One("end", "endOffset", INTEGER))
        ),
        "mention": Shape(
            "bri:Mention",
            (
                Entity("body"),
                Inner("target", "place", when="span"),
                One("inferred", "inferred", BOOLEAN),
                One("nested", "nested", BOOLEAN),
            ),
            always("oa:Annotation"),
        ),
        "place": Shape(
            "oa:SpecificResource",
            (Part("span", "selector", "position"), Inner("selector", "quote", when="surface")),
            also=_within,
        ),
        "quote": Shape("oa:TextQuoteSelector", (One("surface", "exact", TEXT),)),
        "target": Shape(
            "bri:Target",
            (
                Labels("names", "names"),
                One("quantity", "quantity", INTEGER),
                One("comparison", "comparison", concept("comparison")),
                One("due", "due", MOMENT),
                One("mechanism", "counts", Reference("mechanism")),
                Inner("span", "span", when="span"),
            ),
            always("schema:QuantitativeValue"),
            _names,
        ),
        "partner": Shape(
            "bri:Partner",
            (
                *_ENTITY,
                Part("codes", "codes", "codes"),
                Parts("memberships", "memberships", "membership"),
                One("since", "founded", MOMENT),
                One("until", "dissolved", MOMENT),
            ),
            _types_of_entity,
            _of_entity("partner"),
            named="by plan and id",
        ),
        "codes": Shape(
            "bri:Codes", (One("alpha2", "alpha2", TEXT), One("alpha3", "alpha3", TEXT), One("m49", "m49", TEXT))
        ),
        "membership": Shape("org:Membership", (One("group", "group", Reference("partner")), *_TERM)),
        "mechanism": Shape(
            "bri:Mechanism",
            (
                *_ENTITY,
                One("founded", "founded", MOMENT),
                One("ended", "dissolved", MOMENT),
                Many("operators", "operators", Reference("partner")),
                One("part_of", "partOf", Reference("mechanism")),
            ),
            _types_of_entity,
            _of_entity("mechanism"),
            named="by plan and id",
        ),
        "citation": Shape(
            "bri:Citation",
            (
                Many("supports", "supports", TEXT),
                One("source", "reference", TEXT),
                One("confidence", "confidence", concept("confidence")),
                One("note", "note", TEXT),
            ),
        ),
        "label": Shape(
            "skosxl:Label", (Wording("literalForm", "language"), One("status", "status", concept("status")), *_TERM)
        ),
    }
)
"""Every kind of thing. `span` and `place` are where an action or a target stands, and where a mention does."""
