"""GraphML and the graph that it shares with DOT: read back by networkx, and fit for Gephi."""

import sys
from io import BytesIO
from typing import Any, get_args
from xml.etree import ElementTree as ET

import attrs
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao import strategies
from bri_macao.errors import DumpError, MissingExtra
from bri_macao.formats import dot, graphml
from bri_macao.formats._graph import LOSSES, Edge, EdgeKind, NodeKind, draw, printable
from bri_macao.model import (
    ItemId,
    Mechanism,
    MechanismId,
    Membership,
    Mention,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    Plan,
    PlanId,
    Section,
    SectionId,
    WorkItem,
)
from bri_macao.plans import load_plan
from bri_macao.spans import Span


def mention(entity: str, kind: Any, *, nested: bool = False) -> Mention:
    return Mention(PartnerId(entity), kind, Span(0, 1), "x", nested=nested)


PLAN = Plan(
    id=PlanId("2031"),
    names=Names.of(en="Harbours", zh_Hans="港口"),
    arrangement=MechanismId("forum"),
    partners=(
        Partner(
            id=PartnerId("aa"),
            kind="country",
            names=Names.of(zh_Hans="甲国"),
            memberships=(
                Membership(PartnerId("bb"), PartialDate(2002), PartialDate(2009, 12, 31)),
                Membership(PartnerId("bb"), PartialDate(2020)),
                Membership(PartnerId("cc")),
            ),
        ),
        Partner(id=PartnerId("bb"), kind="group", names=Names()),
    ),
    mechanisms=(
        Mechanism(id=MechanismId("forum"), kind="forum", names=Names.of(en="Forum", pt="Fórum")),
        Mechanism(
            id=MechanismId("forum-6"),
            kind="conference",
            names=Names.of(en="Sixth conference"),
            operators=(PartnerId("aa"), PartnerId("aa")),
            part_of=MechanismId("forum"),
        ),
    ),
    sections=(
        Section(
            id=SectionId("2031/s1"),
            number=1,
            numeral="一",
            items=(
                WorkItem(
                    id=ItemId("2031/7"),
                    number=7,
                    text="建设港口，扩建灯塔。",
                    mentions=(
                        mention("aa", "partner"),
                        mention("forum", "mechanism"),
                        mention("aa", "partner"),
                        mention("bb", "partner", nested=True),
                    ),
                ),
                WorkItem(id=ItemId("2031/8"), number=8),
            ),
            sections=(Section(id=SectionId("2031/s1.1"), number=1),),
        ),
    ),
)


class TestTheGraph:
    def test_nodes(self) -> None:
        assert [attrs.astuple(node) for node in draw(PLAN).nodes] == [
            ("plan:2031", "plan", "Harbours", "", None),
            ("section:2031/s1", "section", "一", "", 1),
            ("item:2031/7", "item", "建设港口", "", 7),
            ("item:2031/8", "item", "2031/8", "", 8),
            ("section:2031/s1.1", "section", "2031/s1.1", "", 1),
            ("partner:aa", "partner", "甲国", "country", None),
            ("partner:bb", "partner", "bb", "group", None),
            ("mechanism:forum", "mechanism", "Forum", "forum", None),
            ("mechanism:forum-6", "mechanism", "Sixth conference", "conference", None),
            ("partner:cc", "partner", "cc", "", None),
        ]

    def test_edges(self) -> None:
        assert draw(PLAN).edges == (
            Edge("plan:2031", "mechanism:forum", "implements"),
            Edge("plan:2031", "section:2031/s1", "contains"),
            Edge("section:2031/s1", "item:2031/7", "contains"),
            Edge("item:2031/7", "partner:aa", "mentions", 2),
            Edge("item:2031/7", "mechanism:forum", "mentions", 1),
            Edge("section:2031/s1", "item:2031/8", "contains"),
            Edge("section:2031/s1", "section:2031/s1.1", "contains"),
            Edge("partner:aa", "partner:bb", "member-of", dates="2002/2009-12-31; 2020/.."),
            Edge("partner:aa", "partner:cc", "member-of"),
            Edge("partner:aa", "mechanism:forum-6", "operates"),
            Edge("mechanism:forum-6", "mechanism:forum", "part-of"),
        )

    @pytest.mark.parametrize(
        ("language", "label"), [("en", "Forum"), ("pt", "Fórum"), ("pt-BR", "Fórum"), ("zh-Hant", "Forum")]
    )
    def test_labels_are_in_a_language(self, language: str, label: str) -> None:
        assert next(node.label for node in draw(PLAN, language).nodes if node.id == "mechanism:forum") == label

    @settings(max_examples=50)
    @given(strategies.plans())
    def test_holds_together(self, plan: Plan) -> None:
        graph = draw(plan)
        ids = [node.id for node in graph.nodes]
        assert len(set(ids)) == len(ids)
        pairs = [(edge.source, edge.target) for edge in graph.edges]
        assert len(set(pairs)) == len(pairs)
        assert {id for pair in pairs for id in pair} <= set(ids)
        assert {node.kind for node in graph.nodes} <= set(get_args(NodeKind))
        assert {edge.kind for edge in graph.edges} <= set(get_args(EdgeKind))
        named = sum(not mention.nested for item in plan.items for mention in item.mentions)
        assert sum(edge.weight for edge in graph.edges if edge.kind == "mentions") == named

    @pytest.mark.parametrize(
        "change",
        [{"partners": PLAN.partners * 2}, {"mechanisms": PLAN.mechanisms * 2}, {"sections": PLAN.sections * 2}],
    )
    @pytest.mark.parametrize("dumps", [graphml.dumps, dot.dumps, graphml.to_networkx])
    def test_refuses_an_id_that_is_used_twice(self, dumps: Any, change: dict[str, Any]) -> None:
        with pytest.raises(DumpError, match="is there twice"):
            dumps(attrs.evolve(PLAN, **change))

    def test_losses_are_fields_of_the_model(self) -> None:
        for path in LOSSES:
            kind: Any = Plan
            for step in path.split("."):
                field = attrs.fields_dict(attrs.resolve_types(kind))[step.removesuffix("[]")]
                assert field.type is not None
                kind = next((part for part in get_args(field.type) if attrs.has(part)), field.type)
        assert graphml.LOSSES is dot.LOSSES is LOSSES

    def test_what_is_no_loss_is_in_the_graph(self) -> None:
        kept = {"id", "arrangement", "partners", "mechanisms", "sections"}
        assert {field.name for field in attrs.fields(Plan)} - kept == {path for path in LOSSES if "[" not in path}


def read_back(data: bytes) -> "nx.DiGraph[str]":
    found = nx.read_graphml(BytesIO(data))
    assert isinstance(found, nx.DiGraph)
    return found


def content(graph: "nx.DiGraph[str]") -> tuple[dict[str, Any], list[Any]]:
    return {id: graph.nodes[id] for id in graph}, list(graph.edges(data=True))


class TestGraphML:
    @settings(max_examples=50)
    @given(strategies.plans())
    def test_networkx_reads_it_as_the_same_graph(self, plan: Plan) -> None:
        found = read_back(graphml.dumps(plan))
        assert type(found) is nx.DiGraph
        assert content(found) == content(graphml.to_networkx(plan))

    @pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "pt", "en"])
    def test_of_the_bundled_plan(self, language: str) -> None:
        data = graphml.dumps(load_plan(2023), language=language)
        assert content(read_back(data)) == content(graphml.to_networkx(load_plan(2023), language=language))
        assert data == graphml.dumps(load_plan(2023), language=language)

    def test_is_typed_for_gephi(self) -> None:
        root = ET.fromstring(graphml.dumps(PLAN))
        space = "{http://graphml.graphdrawing.org/xmlns}"
        keys = {
            (key.get("for"), key.get("attr.name")): (key.get("id"), key.get("attr.type"))
            for key in root.findall(f"{space}key")
        }
        assert keys == {
            ("node", "label"): ("label", "string"),
            ("node", "kind"): ("kind", "string"),
            ("node", "type"): ("type", "string"),
            ("node", "number"): ("number", "long"),
            ("edge", "kind"): ("edge-kind", "string"),
            ("edge", "weight"): ("weight", "int"),
            ("edge", "dates"): ("edge-dates", "string"),
        }
        graph = root.find(f"{space}graph")
        assert graph is not None
        assert graph.attrib == {"id": "plan:2031", "edgedefault": "directed"}
        used = {data.get("key") for data in root.iter(f"{space}data")}
        assert used == {id for id, _ in keys.values()}

    @pytest.mark.parametrize(
        ("label", "expected"),
        [
            ("<a> & \"b\" 'c' ]]>", "<a> & \"b\" 'c' ]]>"),
            ("a\r\nb\rc\td", "a\r\nb\rc\td"),
            ("力\uf98a𠮷", "力\uf98a𠮷"),
            ("a\x00b\x0c\x1b\ufffe\ud800", "a\ufffdb\ufffd\ufffd\ufffd\ufffd"),
            (" ", " "),
        ],
    )
    def test_labels_come_back(self, label: str, expected: str) -> None:
        plan = attrs.evolve(PLAN, names=Names.of(en=label))
        data = graphml.dumps(plan)
        assert read_back(data).nodes["plan:2031"]["label"] == expected
        assert content(read_back(data)) == content(graphml.to_networkx(plan))

    @given(st.lists(st.text(st.characters()), min_size=2, max_size=2, unique=True))
    def test_any_two_ids_are_two_nodes(self, ids: list[str]) -> None:
        partners = tuple(Partner(id=PartnerId(id), kind="city", names=Names.of(en="x")) for id in ids)
        data = graphml.dumps(Plan(id=PlanId(ids[0]), partners=partners))
        assert len(read_back(data).nodes) == 3

    @given(st.text(st.characters()))
    def test_printable_is_what_xml_can_hold(self, text: str) -> None:
        shown = printable(text)
        assert len(shown) == len(text)
        escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
        assert (ET.fromstring(f"<a>{escaped}</a>".encode()).text or "") == shown

    def test_networkx_is_needed_for_its_own_graph_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "networkx", None)
        assert graphml.dumps(PLAN).startswith(b"<?xml")
        with pytest.raises(MissingExtra, match=r"pip install 'bri-macao\[graph\]'"):
            graphml.to_networkx(PLAN)
