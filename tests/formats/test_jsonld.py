"""JSON-LD: the same graph in two libraries, back from any shape of it, and nothing fetched, lost or let through."""

import json as stdlib
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, ORG, PROV, SDO, SKOS

from bri_macao import strategies
from bri_macao.errors import DumpError, MissingExtra
from bri_macao.findings import Finding, LoadError
from bri_macao.formats import json, jsonld
from bri_macao.formats._linked.describing import _KINDS, SHAPES
from bri_macao.formats._linked.languages import usual
from bri_macao.formats._linked.vocabulary import PREFIXES, TERMS, full, id_of, iri_of, short
from bri_macao.formats._trees import UNKNOWN
from bri_macao.model import (
    Action,
    ActionId,
    Citation,
    Codes,
    Extra,
    Fingerprint,
    ItemId,
    Mechanism,
    MechanismId,
    MechanismKind,
    Membership,
    Mention,
    Name,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    PartnerKind,
    Period,
    Plan,
    PlanId,
    Section,
    SectionId,
    SourceDescription,
    Target,
    WorkItem,
)
from bri_macao.plans import load_plan
from bri_macao.spans import Span

# rdflib reads JSON-LD by means of its own that it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

NAMES = Names(
    (
        Name("zh-Hans", "港口会", "official", until=PartialDate(2030, 5)),
        Name("zh-Hans", "港口论坛", "official", PartialDate(2030, 5)),
        Name("pt", "Portos", "translated"),
    )
)
TEXT = "港口论坛\uf98a\uf90a，＂力"  # with two compatibility ideographs, which NFC would replace

# One of everything, with no field left empty.
FULL = Plan(
    id=PlanId("2031"),
    names=NAMES,
    arrangement=MechanismId("forum"),
    extra=Extra({"org.example.desk": {"rows": [1, 1.0, 2**64 - 1, 1e300, True, None, "中"]}}),
    mechanisms=(
        Mechanism(
            id=MechanismId("forum"),
            kind="forum",
            names=NAMES,
            aliases=("论坛", "坛", "论坛"),
            citations=(Citation(("founded", "ended"), "A printed programme", "low", "one copy seen"),),
            ended=PartialDate(2030),
            founded=PartialDate(2001, 4, 5),
            operators=(PartnerId("bb"), PartnerId("aa"), PartnerId("bb")),
            part_of=MechanismId("forum"),
        ),
    ),
    partners=(
        Partner(
            id=PartnerId("aa"),
            kind="country",
            names=NAMES,
            aliases=("甲国",),
            citations=(Citation(("codes",), "A list", "high"), Citation((), "Another", "medium")),
            codes=Codes("AA", "AAA", "999"),
            memberships=(
                Membership(PartnerId("bb"), PartialDate(2002), PartialDate(2029, 12, 31)),
                Membership(PartnerId("bb"), PartialDate(2030)),
            ),
            since=PartialDate(1990),
            until=PartialDate(2040, 1),
        ),
        Partner(id=PartnerId("bb"), kind="group", names=Names(), codes=Codes()),
    ),
    period=Period(date(2031, 1, 1), date(2031, 12, 31)),
    sections=(
        Section(
            id=SectionId("2031/s1"),
            number=1,
            numeral="一",
            names=NAMES,
            items=(
                WorkItem(
                    id=ItemId("2031/1"),
                    number=7,
                    numeral="７",
                    names=NAMES,
                    actions=(
                        Action(ActionId("2031/1.1"), "hold", NAMES, Span(0, 2), "办"),
                        Action(ActionId("2031/1.2"), "other"),
                    ),
                    fingerprint=Fingerprint(4, "0" * 64, "0123"),
                    mentions=(
                        Mention(PartnerId("aa"), "partner", Span(0, 2), "港口", inferred=True, nested=True),
                        Mention(MechanismId("forum"), "mechanism", Span(0, 4), "港口论坛"),
                    ),
                    policy_areas=("unimpeded-trade", "people-to-people"),
                    targets=(Target(NAMES, 6, "ordinal", PartialDate(2031, 6), MechanismId("forum"), Span(2, 4)),),
                    text=TEXT,
                ),
                WorkItem(id=ItemId("2031/2"), number=7, text=""),
            ),
            sections=(Section(id=SectionId("2031/s1.1"), number=1),),
        ),
        Section(id=SectionId("2031/s0"), number=0),
    ),
    source=SourceDescription("港口计划", "A press", "zh-Hans", 9, "f" * 64, "a copy"),
)
SMALL = Plan(
    id=PlanId("2031"),
    names=Names.of(en="Harbours"),
    sections=(
        Section(id=SectionId("2031/s1"), number=1, items=(WorkItem(id=ItemId("2031/1"), number=1),)),
        Section(id=SectionId("2031/s2"), number=2),
    ),
    partners=(Partner(id=PartnerId("aa"), kind="city", names=Names.of(en="Amber")),),
)

SHIP = attrs.evolve(SMALL.partners[0], kind="ship")  # type: ignore[arg-type]

Document = Any  # JSON-LD of any shape


def graph_of(data: bytes) -> rdflib.Graph:
    """The graph as rdflib understands it."""
    return rdflib.Graph().parse(data=data, format="json-ld")


def graph_by_pyld(data: bytes) -> rdflib.Graph:
    quads = pyld.to_rdf(stdlib.loads(data), {"format": "application/n-quads"})
    return rdflib.Graph().parse(data=quads, format="nt")


def in_lower_case(graph: rdflib.Graph) -> rdflib.Graph:
    """With language tags in lower case, which rdflib compares so, and hashes as they are."""
    made = rdflib.Graph()
    for subject, predicate, value in graph:
        tagged = isinstance(value, rdflib.Literal) and value.language
        made.add((subject, predicate, rdflib.Literal(str(value), lang=tagged.lower()) if tagged else value))
    return made


def collapsed(graph: rdflib.Graph) -> set[tuple[Any, ...]]:
    """The triples, with every list as one value: nothing else is blank, so two graphs are equal when these are."""
    cells = {rdflib.RDF.first, rdflib.RDF.rest}
    triples = [triple for triple in graph if triple[1] not in cells]
    assert not any(isinstance(subject, rdflib.BNode) for subject, _, _ in triples)
    return {
        (subject, predicate, tuple(Collection(graph, value)) if isinstance(value, rdflib.BNode) else value)
        for subject, predicate, value in triples
    }


def written_anew(data: bytes) -> bytes:
    """By a tool for RDF, by way of Turtle."""
    turtle = graph_of(data).serialize(format="turtle")
    return rdflib.Graph().parse(data=turtle, format="turtle").serialize(format="json-ld").encode()


def expanded(plan: Plan) -> list[Document]:
    found: list[Document] = pyld.expand(stdlib.loads(jsonld.dumps(plan)))
    return found


def node(document: list[Document], id: str) -> Document:
    return next(found for found in document if found["@id"] == full(f"id:{id}"))


def loaded(document: Document, **options: Any) -> Plan:
    return jsonld.loads(stdlib.dumps(document), **options)


def findings_of(document: Document) -> tuple[Finding, ...]:
    with pytest.raises(LoadError) as caught:
        jsonld.loads(document if isinstance(document, str | bytes) else stdlib.dumps(document))
    return caught.value.findings


def codes(document: Document) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.path) for finding in findings_of(document)]


class TestRoundTrip:
    @settings(max_examples=50)
    @given(strategies.plans())
    def test_of_any_plan(self, plan: Plan) -> None:
        assert jsonld.loads(jsonld.dumps(plan)) == plan

    @pytest.mark.parametrize("plan", [FULL, SMALL, Plan(id=PlanId("")), load_plan(2023)], ids=repr)
    def test_of_one(self, plan: Plan) -> None:
        assert jsonld.loads(jsonld.dumps(plan)) == plan
        assert jsonld.loads(jsonld.dumps(plan, indent=1).decode()) == plan
        assert jsonld.loads(written_anew(jsonld.dumps(plan))) == plan

    @settings(max_examples=25)
    @given(strategies.plans())
    def test_of_any_plan_that_a_tool_wrote_anew(self, plan: Plan) -> None:
        assert jsonld.loads(written_anew(jsonld.dumps(plan))) == plan

    @settings(max_examples=50)
    @given(
        st.lists(st.text(max_size=5) | st.text('./:#%?a\\ "<>{}|^`é中', max_size=5), min_size=6, max_size=6),
        st.text(min_size=2, max_size=5) | st.sampled_from(("EN", "zh-hant", "en-x-US", "i-hak", "x-US", "a1", "en_US")),
    )
    def test_of_odd_ids_and_languages(self, ids: list[str], language: str) -> None:
        plan_id, section, item, action, partner, mechanism = ids
        names = Names((Name(language, "x", "official"),))
        plan = Plan(
            id=PlanId(plan_id),
            names=names,
            partners=(Partner(id=PartnerId(partner), kind="city", names=names),),
            mechanisms=(Mechanism(id=MechanismId(mechanism), kind="fund", names=names, operators=(PartnerId(item),)),),
            sections=(
                Section(
                    id=SectionId(section),
                    number=0,
                    items=(
                        WorkItem(
                            id=ItemId(item),
                            number=0,
                            actions=(Action(ActionId(action), "hold", names),),
                            mentions=(Mention(PartnerId(partner), "partner", Span(0, 0), ""),),
                        ),
                    ),
                ),
            ),
        )
        data = jsonld.dumps(plan)
        assert jsonld.loads(data) == jsonld.loads(written_anew(data)) == plan

    def test_nothing_is_normalised(self) -> None:
        for data in (jsonld.dumps(FULL), written_anew(jsonld.dumps(FULL))):
            text = jsonld.loads(data).items[0].text
            assert text is not None
            assert [*map(ord, text)] == [*map(ord, TEXT)]


class TestTwoLibraries:
    """rdflib and PyLD see the same graph."""

    @settings(max_examples=20)
    @given(strategies.plans(max_sections=1, depth=1))
    def test_in_any_plan(self, plan: Plan) -> None:
        data = jsonld.dumps(plan)
        assert isomorphic(in_lower_case(graph_of(data)), in_lower_case(graph_by_pyld(data)))

    def test_in_the_full_one(self) -> None:
        data = jsonld.dumps(FULL)
        assert isomorphic(in_lower_case(graph_of(data)), in_lower_case(graph_by_pyld(data)))

    def test_in_the_bundled_one(self) -> None:
        data = jsonld.dumps(load_plan(2023))
        graph = graph_of(data)
        assert collapsed(graph) == collapsed(graph_by_pyld(data))
        assert len(graph) > 15_000


OTHER_CONTEXT: Document = {
    "s": "http://www.w3.org/2004/02/skos/core#",
    "kids": {"@id": "https://schema.org/hasPart", "@container": "@set"},
    "@language": "en",
    "n": {"@id": full("bri:number"), "@language": None},
}


def spelled_out(document: list[Document]) -> list[Document]:
    """With every list cell by cell."""
    cells: list[Document] = []

    def cell(values: list[Document]) -> Document:
        if not values:
            return {"@id": full("rdf:nil")}
        label = f"_:b{len(cells)}"
        made = {"@id": label, full("rdf:first"): [values[0]]}
        cells.append(made)
        made[full("rdf:rest")] = [cell(values[1:])]
        return {"@id": label}

    def walk(value: Document) -> Document:
        if isinstance(value, list):
            return [walk(inner) for inner in value]
        if not isinstance(value, dict):
            return value
        return cell(value["@list"]) if "@list" in value else {key: walk(inner) for key, inner in value.items()}

    return [*walk(document), *cells]


def upside_down(document: list[Document]) -> list[Document]:
    """With the items and sections saying what they are a part of."""
    for child in [found for found in document if full("bri:number") in found]:
        for parent in document:
            if {"@id": child["@id"]} in parent.get(full("schema:hasPart"), []):
                parent[full("schema:hasPart")].remove({"@id": child["@id"]})
                child["@reverse"] = {full("schema:hasPart"): [{"@id": parent["@id"]}]}
    return document


def in_native_types(document: list[Document]) -> list[Document]:
    text = stdlib.dumps(document).replace(f', "@type": "{full("xsd:integer")}"', "")
    found: list[Document] = stdlib.loads(text.replace(f', "@type": "{full("xsd:boolean")}"', ""))
    return found


SHAPES_OF_IT: dict[str, Callable[[list[Document]], Document]] = {
    "expanded": lambda document: document,
    "flattened": pyld.flatten,
    "of statements": lambda document: pyld.from_rdf(pyld.to_rdf(document)),
    "with native types from RDF": lambda document: pyld.from_rdf(pyld.to_rdf(document), {"useNativeTypes": True}),
    "compacted": lambda document: pyld.compact(document, OTHER_CONTEXT),
    "framed": lambda document: pyld.frame(document, {"@type": full("bri:Plan"), "@embed": "@always"}),
    "in a named graph": lambda document: [{"@id": "http://example.org/graph", "@graph": document}],
    "included": lambda document: {"@id": "http://example.org/it", "@included": document},
    "spelled out": spelled_out,
    "upside down": upside_down,
    "with native types": in_native_types,
    "said twice": lambda document: document + document,
    "backwards": lambda document: document[::-1],
    "at schema.org's old address": lambda document: stdlib.loads(
        stdlib.dumps(document).replace("https://schema.org/", "http://schema.org/")
    ),
}


class TestShapes:
    """The same graph in any shape of JSON-LD is the same plan."""

    @pytest.mark.parametrize("shape", SHAPES_OF_IT)
    @pytest.mark.parametrize("plan", [FULL, SMALL], ids=["full", "small"])
    def test_is_the_same_plan(self, plan: Plan, shape: str) -> None:
        assert loaded(SHAPES_OF_IT[shape](expanded(plan))) == plan

    def test_parts_without_names_of_their_own(self) -> None:
        document = stdlib.loads(jsonld.dumps(FULL))

        def without_names(value: Document) -> Document:
            if isinstance(value, list):
                return [without_names(inner) for inner in value]
            if not isinstance(value, dict):
                return value
            unnamed = "#" in value.get("@id", "")
            return {key: without_names(inner) for key, inner in value.items() if not (unnamed and key == "@id")}

        document["@graph"] = without_names(document["@graph"])
        assert "#" not in stdlib.dumps(document["@graph"])
        assert loaded(document) == FULL

    def test_an_only_child_needs_no_position(self) -> None:
        document = expanded(SMALL)
        del node(document, "partner:2031:aa")[full("schema:position")]
        assert loaded(document) == SMALL

    def test_gaps_between_positions(self) -> None:
        document = expanded(SMALL)
        document.remove(first := node(document, "section:2031/s1"))
        document.remove(node(document, "item:2031/1"))
        node(document, "plan:2031")[full("schema:hasPart")].remove({"@id": first["@id"]})
        assert [section.id for section in loaded(document).sections] == ["2031/s2"]

    def test_what_follows_may_be_missing(self) -> None:
        derived = {term.iri for term in TERMS.values() if term.meaning.startswith("follows from")}
        document = [
            {key: value for key, value in found.items() if key not in derived} for found in pyld.flatten(expanded(FULL))
        ]
        assert loaded(document) == FULL

    @pytest.mark.parametrize("value", [{"@value": {"b": 1.0, "a": [2**64 - 1]}, "@type": "@json"}])
    def test_foreign_data_as_native_json(self, value: Document) -> None:
        document = expanded(SMALL)
        node(document, "plan:2031")[full("bri:extra")] = [value]
        assert loaded(document).extra == Extra({"b": 1.0, "a": [2**64 - 1]})


class TestDumps:
    def test_has_one_context_and_it_is_inline(self) -> None:
        data = jsonld.dumps(FULL)
        assert data.count(b'"@context"') == 1
        assert stdlib.loads(data)["@context"] == jsonld.context()

    def test_only_lists_are_blank(self) -> None:
        collapsed(graph_of(jsonld.dumps(FULL)))

    def test_says_the_same_for_the_same(self) -> None:
        code = (
            "from bri_macao.formats import jsonld; from bri_macao.plans import load_plan; import hashlib;"
            "print(hashlib.sha256(jsonld.dumps(load_plan(2023))).hexdigest())"
        )
        seeds = ({**os.environ, "PYTHONHASHSEED": seed} for seed in ("1", "2"))
        runs = [subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True) for env in seeds]
        assert runs[0].stdout == runs[1].stdout != b""

    def test_looks_like_this(self) -> None:
        item = next(found for found in stdlib.loads(jsonld.dumps(FULL))["@graph"] if found["@id"] == "id:item:2031/1")
        assert item["@type"] == ["bri:WorkItem", "schema:Statement"]
        assert item["entities"] == "id:mechanism:2031:forum"
        assert item["name"] == {"zh-Hans": "港口论坛", "pt": "Portos"}
        assert item["policyAreas"] == ["bri:area/unimpeded-trade", "bri:area/people-to-people"]
        assert item["mentions"][0] == {
            "@id": "id:item:2031/1#mentions-1",
            "@type": ["bri:Mention", "oa:Annotation"],
            "position": 1,
            "body": "id:partner:2031:aa",
            "target": {
                "@id": "id:item:2031/1#mentions-1.target",
                "@type": "oa:SpecificResource",
                "selector": [
                    {
                        "@id": "id:item:2031/1#mentions-1.target.span",
                        "@type": "oa:TextPositionSelector",
                        "startOffset": 0,
                        "endOffset": 2,
                    },
                    {
                        "@id": "id:item:2031/1#mentions-1.target.selector",
                        "@type": "oa:TextQuoteSelector",
                        "exact": "港口",
                    },
                ],
                "within": "id:item:2031/1",
            },
            "inferred": True,
            "nested": True,
        }

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"partners": SMALL.partners * 2}, "'aa' is the id of two partners"),
            ({"sections": SMALL.sections[:1] * 2}, "'2031/s1' is the id of two sections"),
            (
                {"sections": (attrs.evolve(SMALL.sections[0], items=SMALL.items * 2),)},
                "'2031/1' is the id of two items",
            ),
            ({"id": "\ud800"}, "cannot be written"),
            ({"names": None}, r"cannot be read back: Expected `object`, got `null` - at `\$.names`"),
            ({"partners": (SHIP,)}, "cannot be read back: Invalid enum value"),
        ],
    )
    def test_refuses(self, change: dict[str, Any], message: str) -> None:
        with pytest.raises(DumpError, match=message):
            jsonld.dumps(attrs.evolve(SMALL, **change))

    def test_one_id_for_a_partner_and_a_mechanism(self) -> None:
        mechanism = Mechanism(id=MechanismId("aa"), kind="fund", names=Names())
        plan = attrs.evolve(SMALL, mechanisms=(mechanism,))
        assert jsonld.loads(jsonld.dumps(plan)) == plan


EX = "http://example.org/"


def pointer(key: str) -> str:
    """A step of a JSON Pointer."""
    return key.replace("~", "~0").replace("/", "~1")


class TestUnknown:
    """What the model has no place for: an error, or kept when it is asked for."""

    def changed(self) -> list[Document]:
        document = expanded(SMALL)
        node(document, "item:2031/1")[f"{EX}budget"] = [{"@value": 5}, {"@id": f"{EX}x"}, {"@list": [{"@value": "y"}]}]
        partner = node(document, "partner:2031:aa")
        partner["@type"].append(f"{EX}Harbour")
        partner[full("skos:altLabel")] = [{"@value": "Âmbar", "@language": "pt"}]
        document.append({"@id": f"{EX}x", f"{EX}p": [{"@value": "1", "@type": full("xsd:double")}]})
        return document

    def test_is_an_error(self) -> None:
        assert codes(self.changed()) == [
            ("BRI403", f"$.partners[0].{full('rdf:type')}"),
            ("BRI403", f"$.partners[0].{full('skos:altLabel')}"),
            ("BRI403", f"$.sections[0].items[0].{EX}budget"),
            ("BRI403", f"$.<{EX}x>"),
        ]

    def test_is_kept_leniently(self) -> None:
        heard: list[Finding] = []
        plan = loaded(self.changed(), lenient=True, notice=heard.append)
        assert attrs.evolve(plan, extra=Extra()) == SMALL
        kept = plan.extra[UNKNOWN]
        assert isinstance(kept, dict)
        assert kept == {
            f"/partners/0/{pointer(full('rdf:type'))}": [{"@id": f"{EX}Harbour"}],
            f"/partners/0/{pointer(full('skos:altLabel'))}": [{"@value": "Âmbar", "@language": "pt"}],
            f"/sections/0/items/0/{pointer(f'{EX}budget')}": [
                {"@value": "5", "@type": full("xsd:integer")},
                {"@id": f"{EX}x"},
                {"@list": [{"@value": "y"}]},
            ],
            f"/{pointer(f'<{EX}x>')}": {f"{EX}p": [{"@value": "1", "@type": full("xsd:double")}]},
        }
        assert [finding.code for finding in heard] == ["BRI421"] * 4
        assert jsonld.loads(jsonld.dumps(plan)) == plan

    def test_what_one_branch_says_of_two_things_stays_apart(self) -> None:
        document = pyld.flatten(expanded(FULL))
        for step in ("", ".target", ".target.span", ".target.selector"):
            node(document, f"item:2031/1#mentions-1{step}")[f"{EX}p"] = [{"@value": step}]
        plan = loaded(document, lenient=True, notice=lambda _: None)
        kept = plan.extra[UNKNOWN]
        assert isinstance(kept, dict)
        assert sorted(str(value) for value in kept.values()) == sorted(
            str([{"@value": step}]) for step in ("", ".target", ".target.span", ".target.selector")
        )

    def test_no_foreign_thing_takes_the_place_of_a_field(self) -> None:
        document = [*expanded(SMALL), {"@id": "id", f"{EX}p": [{"@value": "x"}]}]
        assert codes(document) == [("BRI403", "$.<https://bri-macao.invalid/id>")]

    def test_a_key_that_no_context_defines(self) -> None:
        document = stdlib.loads(jsonld.dumps(SMALL))
        document["@graph"][1]["memo"] = "x"
        assert codes(document) == [("BRI403", "$.sections[0].urn:bri-macao:undefined:memo")]

    @pytest.mark.parametrize(
        "more", [{"@context": [None, {}], "note": "x"}, {"@context": {"note": None}, "note": "x"}, {"@shape": "x"}]
    )
    def test_a_key_that_json_ld_drops(self, more: Document) -> None:
        assert codes([*expanded(SMALL), {"@id": f"{EX}x", **more}]) == [("BRI403", "$")]

    def test_blank_nodes_keep_apart(self) -> None:
        document = expanded(SMALL)
        item = node(document, "item:2031/1")
        item[f"{EX}p"] = [{f"{EX}q": [{"@value": "x"}]}, {"@id": "_:b0"}]
        document.append({"@id": "_:b0", f"{EX}q": [{"@value": "y"}]})
        plan = loaded(document, lenient=True, notice=lambda _: None)
        kept = plan.extra[UNKNOWN]
        assert isinstance(kept, dict)
        assert len(kept) == 3


def with_value(id: str, property: str, *values: Document) -> list[Document]:
    """The small plan with other values of a property."""
    document: list[Document] = pyld.flatten(expanded(SMALL))
    node(document, id)[full(property)] = list(values)
    return document


TYPES = f"$.partners[0].{full('rdf:type')}"
FOLLOWS = f"$.partners[0].{full('prov:specializationOf')}"
LABEL = f"$.partners[0].{full('skos:prefLabel')}"
PLAN: Document = {"@id": full("id:plan:2031"), "@type": full("bri:Plan")}
NUMBERED: Document = {"@type": full("bri:Section"), full("bri:number"): 1}


def chain(length: int, *, closed: bool = False) -> list[Document]:
    """Sections in sections."""
    ids = [full(f"id:section:{i}") for i in range(length)]
    parts = [*ids[1:], *ids[:1]] if closed else ids[1:]
    links = [{full("schema:hasPart"): {"@id": id}} for id in parts] + [{}]
    sections = [{"@id": id, **NUMBERED, **link} for id, link in zip(ids, links, strict=False)]
    return [{**PLAN, full("schema:hasPart"): {"@id": ids[0]}}, *sections]


class TestRefusals:
    @pytest.mark.parametrize(
        ("document", "expected"),
        [
            ("", [("BRI401", "$")]),
            (b"\xff", [("BRI409", "$")]),
            ('{"@id": "a", "@id": "b"}', [("BRI402", "$.@id")]),
            ("[" * 120 + "]" * 120, [("BRI408", "$" + "[0]" * 100)]),
            ('"https://example.org/plan.jsonld"', [("BRI412", "$")]),
            ("3", [("BRI412", "$")]),
            ({"@context": 3}, [("BRI413", "$")]),
            ({"@id": 3}, [("BRI413", "$")]),
            ({"@context": {f"t{i}": f"t{i + 1}:x" for i in range(3000)}}, [("BRI413", "$")]),
            ({"@context": {f"t{i}": EX for i in range(10_001)}}, [("BRI411", "$")]),
            ({"@context": [{"t": {"@id": EX, "@context": {"u": EX}}}]}, [("BRI414", "$")]),
            ([], [("BRI413", "$")]),
            ([PLAN, {**PLAN, "@id": full("id:plan:2032")}], [("BRI413", "$")]),
            ({**PLAN, "@id": f"{EX}plan"}, [("BRI413", "$.id")]),
            ({"@type": PLAN["@type"]}, [("BRI413", "$.id")]),
            ({**PLAN, "@id": full("id:plan:%32%30")}, [("BRI413", "$.id")]),
            (chain(50), [("BRI408", "$" + ".sections[0]" * 49 + ".sections")]),
            (chain(3, closed=True), [("BRI413", "$" + ".sections[0]" * 3 + ".sections")]),
        ],
    )
    def test_of_the_graph(self, document: Document, expected: list[tuple[str, str]]) -> None:
        assert codes(document) == expected

    def test_the_deepest_that_there_may_be(self) -> None:
        plan = loaded(chain(48))
        assert jsonld.loads(jsonld.dumps(plan)) == json.loads(json.dumps(plan)) == plan

    @pytest.mark.parametrize(
        ("id", "property", "values", "expected"),
        [
            ("item:2031/1", "bri:number", [{"@value": "1"}], [("BRI405", "$.sections[0].items[0].number")]),
            ("item:2031/1", "bri:number", [], [("BRI404", "$.sections[0].items[0].number")]),
            (
                "item:2031/1",
                "bri:number",
                [{"@value": 1}, {"@value": 2}],
                [("BRI413", "$.sections[0].items[0].number")],
            ),
            (
                "item:2031/1",
                "schema:text",
                [{"@value": "x", "@language": "en"}],
                [("BRI405", "$.sections[0].items[0].text")],
            ),
            (
                "item:2031/1",
                "schema:text",
                [{"@value": "x", "@direction": "rtl"}],
                [("BRI405", "$.sections[0].items[0].text")],
            ),
            ("item:2031/1", "bri:fingerprint", [{"@id": f"{EX}f"}], [("BRI413", "$.sections[0].items[0].fingerprint")]),
            (
                "item:2031/1",
                "bri:policyAreas",
                [{"@id": full("bri:area/unimpeded-trade")}],
                [("BRI405", "$.sections[0].items[0].policy_areas")],
            ),
            (
                "item:2031/1",
                "bri:policyAreas",
                [{"@list": [{"@id": f"{EX}trade"}]}],
                [("BRI405", "$.sections[0].items[0].policy_areas[0]")],
            ),
            ("plan:2031", "bri:schemaVersion", [{"@value": 2}], [("BRI410", "$.schema_version")]),
            ("plan:2031", "schema:isBasedOn", [{"@id": full("id:mechanism:2032:x")}], [("BRI413", "$.arrangement")]),
            ("plan:2031", "schema:isBasedOn", [{"@value": "forum"}], [("BRI413", "$.arrangement")]),
            ("plan:2031", "bri:extra", [{"@value": "{}"}], [("BRI405", "$.extra")]),
            (
                "plan:2031",
                "bri:extra",
                [{"@value": '{"a": [NaN]}', "@type": full("rdf:JSON")}],
                [("BRI406", "$.extra.a[0]")],
            ),
            (
                "plan:2031",
                "schema:hasPart",
                [{"@id": full("id:section:2031/s1")}, {"@value": "x"}],
                [("BRI403", f"$.<{full('id:section:2031/s2')}>"), ("BRI403", f"$.{full('schema:hasPart')}")],
            ),
            (
                "item:2031/1",
                "bri:number",
                [{"@value": "seven", "@type": full("xsd:integer")}],
                [("BRI405", "$.sections[0].items[0].number")],
            ),
            ("item:2031/1", "schema:text", [{"@list": []}], [("BRI405", "$.sections[0].items[0].text")]),
            (
                "plan:2031",
                "bri:partner",
                [{"@id": full("id:partner:2032:aa")}],
                [
                    ("BRI413", "$.partners"),
                    ("BRI403", f"$.<{full('id:partner:2031:aa#names-1')}>"),
                    ("BRI403", f"$.<{full('id:partner:2031:aa')}>"),
                ],
            ),
            (
                "partner:2031:aa",
                "bri:aliases",
                [{"@list": [{"@value": 1}]}],
                [("BRI405", "$.partners[0].aliases[0]")],
            ),
            ("section:2031/s2", "schema:position", [{"@value": 1}], [("BRI413", "$.sections")]),
            ("section:2031/s2", "schema:position", [{"@value": "second"}], [("BRI413", "$.sections")]),
            ("section:2031/s2", "schema:position", [{"@value": 2}, {"@value": 3}], [("BRI413", "$.sections")]),
            *(
                ("partner:2031:aa", "bri:kind", [value], [("BRI405", "$.partners[0].kind"), ("BRI403", TYPES)])
                for value in ({"@value": "city"}, {"@id": f"{EX}city"}, {"@id": full("bri:kind/ship")})
            ),
            ("partner:2031:aa", "schema:foundingDate", [{"@value": "2001"}], [("BRI405", "$.partners[0].since")]),
            (
                "partner:2031:aa",
                "schema:foundingDate",
                [{"@value": "2001-02-30", "@type": full("xsd:date")}],
                [("BRI405", "$.partners[0].since")],
            ),
            (
                "partner:2031:aa",
                "schema:foundingDate",
                [{"@value": "2001", "@type": full("xsd:date")}],
                [("BRI405", "$.partners[0].since")],
            ),
            (
                "partner:2031:aa#names-1",
                "schema:inLanguage",
                [{"@value": "pt"}],
                [("BRI413", "$.partners[0].names.entries[0].language"), ("BRI403", LABEL)],
            ),
            (
                "partner:2031:aa#names-1",
                "skosxl:literalForm",
                [{"@value": "Amber"}],
                [("BRI404", "$.partners[0].names.entries[0].language"), ("BRI403", LABEL)],
            ),
            (
                "partner:2031:aa#names-1",
                "skosxl:literalForm",
                [],
                [
                    ("BRI404", "$.partners[0].names.entries[0].language"),
                    ("BRI404", "$.partners[0].names.entries[0].text"),
                    ("BRI403", LABEL),
                ],
            ),
        ],
    )
    def test_of_a_value(
        self, id: str, property: str, values: list[Document], expected: list[tuple[str, str | None]]
    ) -> None:
        assert codes(with_value(id, property, *values)) == expected

    def test_of_the_full_plan(self) -> None:
        document = pyld.flatten(expanded(FULL))
        stranger = full("id:partner:2032:aa")
        item = node(document, "item:2031/1")
        item[full("bri:fingerprint")].append({"@id": f"{EX}print"})
        document.append({"@id": f"{EX}print", "@type": full("bri:Fingerprint")})
        item[full("bri:policyAreas")] = [{"@list": [{"@value": 1}]}]
        node(document, "item:2031/1#mentions-1")[full("oa:hasBody")] = [{"@id": stranger}]
        node(document, "partner:2031:aa#memberships-1")[full("org:organization")] = [{"@id": stranger}]
        paths = [path for code, path in codes(document) if code == "BRI413"]
        assert paths == [
            "$.sections[0].items[0].fingerprint",
            "$.sections[0].items[0].mentions[0].entity",
            "$.partners[0].memberships[0].group",
        ]

    def test_of_a_partner_of_another_plan(self) -> None:
        text = stdlib.dumps(expanded(SMALL)).replace("partner:2031:aa", "partner:2032:aa")
        assert codes(text) == [("BRI413", "$.partners[0].id"), *[("BRI403", FOLLOWS)]]


class TestNothingIsFetched:
    @pytest.mark.parametrize(
        "context",
        [
            "https://example.org/context.jsonld",
            ["https://example.org/context.jsonld", {}],
            {"@import": "https://example.org/context.jsonld"},
        ],
    )
    def test_a_remote_context_is_refused(self, context: Document) -> None:
        (finding,) = findings_of({"@context": context, **PLAN})
        assert finding.code == "BRI414"
        assert "https://example.org/context.jsonld" in finding.message

    def test_writing_needs_no_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyld", None)
        monkeypatch.delitem(sys.modules, "bri_macao.formats._linked.expanding", raising=False)
        data = jsonld.dumps(SMALL)
        with pytest.raises(MissingExtra, match=r"pip install 'bri-macao\[jsonld\]'"):
            jsonld.loads(data)


# The namespaces that rdflib holds whole; its names for schema.org's are of the same release or an older one.
NAMESPACES = {"dcterms": DCTERMS, "org": ORG, "prov": PROV, "schema": SDO, "skos": SKOS}
# Those that it does not, and what is used of them.
OTHERS = (
    "oa:Annotation oa:SpecificResource oa:TextPositionSelector oa:TextQuoteSelector oa:end oa:exact oa:hasBody "
    "oa:hasSelector oa:hasSource oa:hasTarget oa:start skosxl:Label skosxl:literalForm"
)


class TestVocabulary:
    def types(self) -> set[str]:
        besides = {type for shape in SHAPES.values() for type in shape.types({})}
        return {shape.type for shape in SHAPES.values()} | besides | set(_KINDS.values())

    def test_standard_terms_exist(self) -> None:
        used = self.types() | {term.standard for term in TERMS.values()}
        for name in used:
            prefix, _, rest = name.partition(":")
            if prefix in NAMESPACES:
                assert rest in NAMESPACES[prefix], name
        rest_of_them = {name for name in used if name.partition(":")[0] not in {*NAMESPACES, "bri"}}
        assert rest_of_them == set(OTHERS.split())

    def test_no_two_terms_stand_for_the_same(self) -> None:
        assert len({term.standard for term in TERMS.values()}) == len(TERMS)
        assert list(TERMS) == sorted(TERMS)
        assert not set(TERMS) & set(PREFIXES)

    def test_every_term_is_used(self) -> None:
        written = jsonld.dumps(FULL).decode()
        assert [name for name in TERMS if written.count(f'"{name}":') < 2] == []

    def test_every_kind_that_has_a_type_is_one(self) -> None:
        kinds = {*get_args(PartnerKind), *get_args(MechanismKind)}
        assert set(_KINDS) <= kinds

    def test_the_page_has_the_table(self) -> None:
        page = (Path(__file__).parents[2] / "docs" / "formats" / "jsonld.md").read_text("utf-8")
        rows = [f"| `{term.name}` | `{term.standard}` | {term.holds} | {term.meaning} |" for term in TERMS.values()]
        assert "\n".join(rows) in page
        prefixes = [f"| `{prefix}` | `{iri}` |" for prefix, iri in PREFIXES.items()]
        assert "\n".join(prefixes) in page


class TestIris:
    @given(st.text(), st.text())
    def test_give_the_id_back(self, plan: str, id: str) -> None:
        assert id_of(iri_of("item", id), "item") == id
        assert id_of(iri_of("partner", plan, id), "partner", plan) == id
        assert "#" not in iri_of("item", id)

    @given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
    def test_differ_where_ids_do(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        assert (iri_of("partner", *one) == iri_of("partner", *other)) == (one == other)

    @pytest.mark.parametrize("iri", ["urn:bri-macao:section:1", "urn:bri-macao:item:%31", "urn:bri-macao:item:a#b", ""])
    def test_others_give_none(self, iri: str) -> None:
        assert id_of(iri, "item") is None

    @pytest.mark.parametrize(("iri", "expected"), [(f"{EX}x", f"{EX}x"), (full("bri:verb"), "bri:verb")])
    def test_short(self, iri: str, expected: str) -> None:
        assert short(iri) == expected


class TestLanguages:
    @pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant-MO", "pt", "en", "en-x-us", "sl-rozaj-1994", "de-CH-1901"])
    def test_come_back_from_any_case(self, tag: str) -> None:
        assert usual(tag.lower()) == usual(tag.upper()) == tag
