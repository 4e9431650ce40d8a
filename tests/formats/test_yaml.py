"""YAML: what is written is text for every reader, and what is read is JSON's types and nothing more."""

import json as stdlib
from typing import Any

import pytest
import ruamel.yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao import strategies
from bri_macao._json import DEEPEST
from bri_macao.findings import LoadError
from bri_macao.formats import json, yaml
from bri_macao.model import Extra, Names, Plan, PlanId
from bri_macao.plans import load_plan


def plan(text: str) -> Plan:
    return Plan(id=PlanId("2031"), names=Names.of(en=text))


def read_by_others(data: bytes) -> Any:
    return ruamel.yaml.YAML(typ="safe", pure=True).load(data.decode())


def faults(data: bytes | str) -> list[tuple[str, str, int | None]]:
    with pytest.raises(LoadError) as caught:
        yaml.loads(data)
    return [(found.code, found.path or "", found.line) for found in caught.value.findings]


class TestRoundTrip:
    @settings(max_examples=40)
    @given(strategies.plans(max_sections=2, depth=1))
    def test_any_plan_comes_back(self, plan: Plan) -> None:
        assert yaml.loads(yaml.dumps(plan)) == plan

    @given(st.text(min_size=1))
    def test_any_text_comes_back(self, text: str) -> None:
        try:
            text.encode()
        except UnicodeEncodeError:
            return
        data = yaml.dumps(plan(text))
        assert yaml.loads(data) == plan(text)

    @given(st.from_type(Extra))
    def test_any_extra_comes_back(self, extra: Extra) -> None:
        assert yaml.loads(yaml.dumps(Plan(id=PlanId("x"), extra=extra))).extra == extra

    def test_the_bundled_plan(self) -> None:
        data = yaml.dumps(load_plan(2023))
        assert yaml.loads(data) == yaml.loads(data.decode()) == load_plan(2023)
        assert "金融领域".encode() in data

    def test_json_is_yaml(self) -> None:
        assert yaml.loads(json.dumps(plan("港口"))) == plan("港口")


class TestForOtherReaders:
    @pytest.mark.parametrize(
        "text", ["no", "Y", "off", "22:22", "2031-01-01", "1_000", ".5", "+1", "~", "=", "<<", "0x1f"]
    )
    def test_text_is_quoted_where_it_could_be_something_else(self, text: str) -> None:
        assert f'text: "{text}"\n'.encode() in yaml.dumps(plan(text))

    @pytest.mark.parametrize("text", ["Harbours", "金融领域", "《安排》", "nothing", "yes and no"])
    def test_other_text_is_not(self, text: str) -> None:
        assert f"text: {text}\n".encode() in yaml.dumps(plan(text))

    def test_they_read_what_json_says(self) -> None:
        small = plan("Harbours: 1 # of 2")
        assert read_by_others(yaml.dumps(small)) == stdlib.loads(json.dumps(small))

    def test_nothing_is_written_by_reference(self) -> None:
        names = Names.of(en="Port", pt="Porto")
        data = yaml.dumps(Plan(id=PlanId("x"), names=names, extra=Extra({"a": [names["en"], names["en"]]})))
        assert b"&" not in data
        assert b"*" not in data


class TestScalars:
    @pytest.mark.parametrize(
        ("written", "value"),
        [
            *(("null", None), ("~", None), ("", None), ("true", True), ("FALSE", False)),
            *(("7", 7), ("-7", -7), ("+7", 7), ("007", 7), ("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("-2E-1", -0.2)),
            *((text, text) for text in ("no", "yes", "on", "tRUE", "2031-01-01", "1:30", "1_000", "1e", ".")),
            *(("'7'", "7"), ('"null"', "null"), ('"\\u4e00"', "一"), ("|\n    a\n    b", "a\nb\n")),
            *((">-\n    a\n    b", "a b"), ("[1, {a: b}]", [1, {"a": "b"}])),
            ("{2031: x, null: y}", {"2031": "x", "null": "y"}),
        ],
    )
    def test_by_the_core_schema(self, written: str, value: object) -> None:
        assert yaml.loads(f"id: x\nextra:\n  k: {written}\n").extra["k"] == value

    @pytest.mark.parametrize("written", ["0o17", "0x1F", ".inf", "-.INF", ".nan", "1e400", str(2**64), "9" * 5000])
    def test_numbers_that_json_cannot_say(self, written: str) -> None:
        assert faults(f"id: x\nextra: {{k: {written}}}") == [("BRI406", "$.extra.k", None)]


class TestFaults:
    @pytest.mark.parametrize(
        ("data", "found"),
        [
            # not YAML
            ("id: [", [("BRI412", "$", 1)]),
            ("id: x\n\tnames: y", [("BRI412", "$", 2)]),
            ("id: \x00", [("BRI412", "$", None)]),
            ("%YAML 3.0\n--- x", [("BRI412", "$", 1)]),
            ('id: "\\Uffffffff"', [("BRI412", "$", None)]),
            ("", [("BRI412", "$", None)]),
            ("# nothing", [("BRI412", "$", None)]),
            ("id: x\n---\nid: y", [("BRI412", "$", None)]),
            ("id: x\n? [a]\n: b", [("BRI412", "$", 2)]),
            # more than JSON
            ("id: &a x", [("BRI414", "$", 1)]),
            ("id: x\nextra:\n  k: *a", [("BRI414", "$", 3)]),
            ("id: !!str 7", [("BRI414", "$", 1)]),
            ("!!python/object:os.system {}", [("BRI414", "$", 1)]),
            # as in JSON
            ("id: x\nid: y", [("BRI402", "$.id", None)]),
            ("id: x\nid: y\nsea: 2", [("BRI402", "$.id", None), ("BRI403", "$.sea", None)]),
            ('id: "\\ud800"', [("BRI407", "$.id", None)]),
            ("id: 2031", [("BRI405", "$.id", None)]),
            ("- 1", [("BRI405", "$", None)]),
            ("id: x\nschema_version: 9", [("BRI410", "$.schema_version", None)]),
        ],
    )  # fmt: skip
    def test_are_told(self, data: str, found: list[tuple[str, str, int | None]]) -> None:
        assert sorted(faults(data), key=lambda fault: fault[0]) == sorted(found, key=lambda fault: fault[0])

    @pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "latin-1"])
    def test_other_encodings(self, encoding: str) -> None:
        assert faults("id: é".encode(encoding)) == [("BRI409", "$", None)]

    def test_a_byte_order_mark_is_allowed(self) -> None:
        assert yaml.loads(b"\xef\xbb\xbfid: x").id == "x"

    def test_another_type(self) -> None:
        wrong: Any = {"id": "x"}
        assert faults(wrong) == [("BRI412", "$", None)]

    def test_size(self) -> None:
        assert yaml.loads("id: x", largest=5).id == "x"
        with pytest.raises(LoadError, match="6 bytes are more than 5"):
            yaml.loads("id: xy", largest=5)


class TestHostile:
    def test_bombs_of_aliases(self) -> None:
        bomb = "a: &a [x, x]\n" + "".join(
            f"{k}: &{k} [*{j}, *{j}]\n" for j, k in zip("abcdefgh", "bcdefghi", strict=True)
        )
        assert faults(bomb) == [("BRI414", "$", 1)]

    @pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
    def test_bottomless(self, opening: str) -> None:
        assert faults("extra: \n  " + opening * 5000)[0][0] in {"BRI408", "BRI412"}

    def test_the_depth_that_json_has(self) -> None:
        def nested(depth: int) -> str:
            return "[" * depth + "]" * depth

        assert faults(nested(DEEPEST))[0][0] == "BRI405"
        assert faults(nested(DEEPEST + 1)) == [("BRI408", "$", None)]

    @settings(max_examples=200)
    @given(st.text(st.sampled_from("ab:-[]{}?&*!|>'\"%@`#,\n \t1.\\x\ufeff\x85\u2028一")))
    def test_anything_is_a_plan_or_our_error(self, text: str) -> None:
        try:
            yaml.loads(text)
        except LoadError:
            return
        pytest.fail(f"{text!r} is a plan")


class TestLeniency:
    def test_what_is_unknown_is_kept(self) -> None:
        heard: list[str] = []
        found = yaml.loads("id: x\nsea: [1]", lenient=True, notice=lambda finding: heard.append(str(finding)))
        assert found.extra["bri-macao.unknown"] == {"/sea": [1]}
        assert heard == ["warning BRI421 at /sea: the model has no 'sea'; it is kept under extra['bri-macao.unknown']"]
