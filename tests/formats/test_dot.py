"""DOT: what Graphviz makes of it, by a strict reading of its grammar."""

import re
from html import unescape
from typing import NamedTuple

import attrs
import pytest
from hypothesis import given, settings

from bri_macao import strategies
from bri_macao.formats import dot
from bri_macao.formats._graph import draw, printable
from bri_macao.model import Names, Partner, PartnerId, Plan, PlanId
from bri_macao.plans import load_plan

QUOTED = r'"(?:[^"\\\n]|\\.)*"'
ATTRIBUTES = rf"(?:\w+={QUOTED}(?:, \w+={QUOTED})*)"
STATEMENT = re.compile(rf"  ({QUOTED})(?: -> ({QUOTED}))? \[({ATTRIBUTES})\];")

Attributes = dict[str, str]


class Drawing(NamedTuple):
    """What a file says."""

    name: str
    nodes: dict[str, Attributes]
    edges: list[tuple[str, str, Attributes]]


def unquoted(text: str) -> str:
    """A quoted ID as its label is drawn."""
    return unescape(re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text[1:-1]))


def read(data: bytes) -> Drawing:
    first, settings_line, *lines, last, end = data.decode().split("\n")
    named = re.fullmatch(rf"digraph ({QUOTED}) {{", first)
    assert named is not None
    assert (settings_line, last, end) == ('  charset="UTF-8"; rankdir="LR";', "}", "")
    drawing = Drawing(unquoted(named[1]), {}, [])
    for line in lines:
        found = STATEMENT.fullmatch(line)
        assert found is not None, line
        pairs = re.findall(rf"(\w+)=({QUOTED})", found[3])
        said = {name: unquoted(value) for name, value in pairs}
        assert len(said) == len(pairs)
        if found[2] is None:
            assert unquoted(found[1]) not in drawing.nodes
            drawing.nodes[unquoted(found[1])] = said
        else:
            drawing.edges.append((unquoted(found[1]), unquoted(found[2]), said))
    return drawing


def lines(text: str) -> str:
    return printable(text).replace("\r\n", "\n").replace("\r", "\n")


class TestDot:
    @settings(max_examples=50)
    @given(strategies.plans())
    def test_says_what_the_graph_says(self, plan: Plan) -> None:
        drawing, graph = read(dot.dumps(plan)), draw(plan)
        assert {id: said["label"] for id, said in drawing.nodes.items()} == {
            node.id: lines(node.label) for node in graph.nodes
        }
        assert [(source, target, said["kind"], int(said["weight"])) for source, target, said in drawing.edges] == [
            (edge.source, edge.target, edge.kind, edge.weight) for edge in graph.edges
        ]

    def test_of_the_bundled_plan(self) -> None:
        data = dot.dumps(load_plan(2023), language="zh-Hant")
        drawing = read(data)
        assert drawing.name == "plan:2023"
        assert drawing.nodes["partner:br"] == {
            "label": "巴西",
            "kind": "partner",
            "shape": "ellipse",
            "type": "country",
        }
        assert drawing.nodes["item:2023/7"]["number"] == "7"
        assert ("partner:br", "partner:portuguese-speaking-countries") in {edge[:2] for edge in drawing.edges}
        assert data == dot.dumps(load_plan(2023), language="zh-Hant")

    @pytest.mark.parametrize(
        ("label", "written"),
        [
            ('a "b"', r'"a \"b\""'),
            ("a\\", r'"a\\"'),
            ('\\"', r'"\\\""'),
            (r"\n \N \l", r'"\\n \\N \\l"'),
            ("a\nb\r\nc\rd", r'"a\nb\nc\nd"'),
            ("<b>x</b>", '"<b>x</b>"'),
            ("Q&A &amp; &#65;", '"Q&amp;A &amp;amp; &amp;#65;"'),
            ("力\uf98a𠮷", '"力\uf98a𠮷"'),
            ("a\x00\x0c\ud800", '"a\ufffd\ufffd\ufffd"'),
        ],
    )
    def test_quotes(self, label: str, written: str) -> None:
        data = dot.dumps(Plan(id=PlanId("2031"), names=Names.of(en=label))).decode()
        assert f'[label={written}, kind="plan", shape="folder"];' in data

    def test_ids_need_no_escapes(self) -> None:
        partner = Partner(id=PartnerId('"\\&中\n'), kind="city", names=Names.of(en="x"))
        data = dot.dumps(attrs.evolve(Plan(id=PlanId("2031")), partners=(partner,)))
        assert b'  "partner:%22%5C%26%E4%B8%AD%0A" [' in data
