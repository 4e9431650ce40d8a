"""JSON: canonical bytes, the two roads, and everything that is refused."""

import gc
import json as stdlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path as Files
from typing import Any, get_args

import attrs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao import _json, _shapes, _structuring, strategies
from bri_macao.errors import BriMacaoError, DumpError
from bri_macao.findings import Finding, LoadError
from bri_macao.formats import _trees, json
from bri_macao.formats._schema import plan_schema
from bri_macao.model import (
    SCHEMA_VERSION,
    Action,
    ActionId,
    Citation,
    Codes,
    Extra,
    Fingerprint,
    ItemId,
    Mechanism,
    MechanismId,
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
from bri_macao.spans import Span

NAMES = Names((Name("zh-Hans", "港口论坛", "official", PartialDate(2001), PartialDate(2030, 5)),))

# One of everything, with no field left empty.
FULL = Plan(
    id=PlanId("2031"),
    names=NAMES,
    arrangement=MechanismId("harbour-forum"),
    extra=Extra({"org.example.desk": {"rows": [1, 2.5, True, None, "中"]}}),
    mechanisms=(
        Mechanism(
            id=MechanismId("harbour-forum"),
            kind="forum",
            names=NAMES,
            aliases=("论坛",),
            citations=(Citation(("founded",), "A printed programme", "low", "one copy seen"),),
            ended=PartialDate(2030),
            founded=PartialDate(2001, 4, 5),
            operators=(PartnerId("aa"),),
            part_of=MechanismId("harbour-forum"),
        ),
    ),
    partners=(
        Partner(
            id=PartnerId("aa"),
            kind="country",
            names=NAMES,
            aliases=("甲国",),
            citations=(Citation(("codes",), "A list", "high", "none"),),
            codes=Codes("AA", "AAA", "999"),
            memberships=(Membership(PartnerId("aa"), PartialDate(2002), PartialDate(2029, 12, 31)),),
            since=PartialDate(1990),
            until=PartialDate(2040),
        ),
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
                    number=1,
                    numeral="１",
                    names=NAMES,
                    actions=(Action(ActionId("2031/1.1"), "hold", NAMES, Span(0, 2), "举办"),),
                    fingerprint=Fingerprint(4, "0" * 64, "0123"),
                    mentions=(Mention(PartnerId("aa"), "partner", Span(0, 2), "港口", inferred=True, nested=True),),
                    policy_areas=("unimpeded-trade",),
                    targets=(
                        Target(NAMES, 6, "ordinal", PartialDate(2031, 6), MechanismId("harbour-forum"), Span(2, 4)),
                    ),
                    text="港口论坛",
                ),
            ),
            sections=(Section(id=SectionId("2031/s1.1"), number=1),),
        ),
    ),
    source=SourceDescription("港口计划", "A press", "zh-Hans", 9, "f" * 64, "a copy"),
)

Path = tuple[str | int, ...]

# A tree of JSON has no narrower type.
TREE: dict[str, Any] = stdlib.loads(json.dumps(FULL))

SAMPLES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 7, 2**53, 2**53 + 1, 2**64 - 1, 1.0, 1.5, -0.0),
    *("", "7", "true", "x", "zh-Hans", "partner", "2031-06-30", "2031-02-30", "AA", "a" * 64),
    *([], [1], ["x"], [None], {}, {"year": 2031}, {"year": 2031, "day": 1}, {"start": 0, "end": 1}, {"entries": []}),
)


def written(tree: object) -> bytes:
    """The tree in the shape of canonical bytes."""
    return stdlib.dumps(tree, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def leaf_paths(tree: object, path: Path = ()) -> Iterator[Path]:
    """The path of every value in a tree, the containers' too, the root's not; nothing under `extra`."""
    children: Any = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, child in children:
        if path != () or key != "extra":
            yield (*path, key)
            yield from leaf_paths(child, (*path, key))


def replaced(path: Path, value: object) -> Any:
    """The full tree with another value at a path, or a value where there was none."""

    def within(tree: Any, rest: Path) -> Any:
        if not rest:
            return value
        key, *below = rest
        if isinstance(tree, list):
            assert isinstance(key, int)
            return [*tree[:key], within(tree[key], tuple(below)), *tree[key + 1 :]]
        return {**tree, key: within(tree.get(key), tuple(below))}

    return within(TREE, path)


def value_at(path: Path, tree: Any = TREE) -> Any:
    for key in path:
        tree = tree[key]
    return tree


def without(path: Path) -> Any:
    """The full tree without an entry."""
    *above, last = path
    held = value_at(tuple(above))
    kept = [v for i, v in enumerate(held) if i != last] if isinstance(held, list) else held.copy()
    if isinstance(kept, dict):
        del kept[last]
    return replaced(tuple(above), kept)


def shown(path: Path) -> str:
    return "$" + "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)


PATHS = tuple(leaf_paths(TREE))
OBJECTS = ((), *(path for path in PATHS if isinstance(value_at(path), dict)))


def findings_of(data: bytes | str) -> tuple[Finding, ...]:
    with pytest.raises(LoadError) as caught:
        json.loads(data)
    assert all(finding.severity == "error" for finding in caught.value.findings)
    return caught.value.findings


def codes(data: bytes | str) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.path) for finding in findings_of(data)]


class TestCanonicalBytes:
    def test_of_an_empty_plan(self) -> None:
        assert json.dumps(Plan(id=PlanId("2031"))) == (
            b'{"arrangement":null,"extra":{},"id":"2031","mechanisms":[],"names":{"entries":[]},"partners":[],'
            b'"period":null,"schema_version":1,"sections":[],"source":null}'
        )

    @given(strategies.plans())
    def test_keys_are_sorted_and_nothing_is_spaced(self, plan: Plan) -> None:
        data = json.dumps(plan)

        def in_order(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            assert [key for key, _ in pairs] == sorted(key for key, _ in pairs)
            return dict(pairs)

        tree = stdlib.loads(data, object_pairs_hook=in_order)
        bare = {**tree, "extra": {}}
        assert written(bare) == json.dumps(attrs.evolve(plan, extra=Extra()))

    def test_every_field_is_present(self) -> None:
        def check(made: Any, tree: Any) -> None:
            if attrs.has(type(made)):
                fields = [field.name for field in attrs.fields(type(made))]
                assert sorted(fields) == list(tree)
                for name in fields:
                    check(getattr(made, name), tree[name])
            elif isinstance(made, tuple):
                for one, child in zip(made, tree, strict=True):
                    check(one, child)

        check(FULL, TREE)
        check(Plan(id=PlanId("a")), stdlib.loads(json.dumps(Plan(id=PlanId("a")))))

    def test_chinese_is_written_as_it_is(self) -> None:
        assert "港口论坛".encode() in json.dumps(FULL)

    def test_same_bytes_after_look_ups_have_been_cached(self) -> None:
        plan = attrs.evolve(FULL)
        before = json.dumps(plan)
        plan.item(1)
        plan.partner("aa")
        plan.section("2031/s1.1")
        assert json.dumps(plan) == before == json.dumps(FULL)

    def test_same_bytes_in_every_process(self) -> None:
        code = "import bri_macao, sys; sys.stdout.buffer.write(bri_macao.formats.dumps(bri_macao.load_plan(2023)))"
        outputs = {
            subprocess.run(
                [sys.executable, "-c", code],
                capture_output=True,
                check=True,
                env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
            ).stdout
            for seed, locale, zone in (("1", "C.UTF-8", "UTC"), ("2", "C", "Asia/Macau"))
        }
        assert len(outputs) == 1

    def test_whole_dates(self) -> None:
        assert TREE["period"] == {"start": "2031-01-01", "end": "2031-12-31"}

    def test_indented(self) -> None:
        data = json.dumps(FULL, indent=2)
        assert data.startswith(b'{\n  "arrangement": "harbour-forum",\n  "extra": {\n')
        assert stdlib.loads(data) == TREE

    def test_a_part_alone(self) -> None:
        section = FULL.sections[0]
        assert json.dumps_part(section) == written(TREE["sections"][0])
        assert json.dumps_part(section.items[0]) == written(TREE["sections"][0]["items"][0])


class TestDumpErrors:
    @pytest.mark.parametrize("half", ["\ud800", "中\udfff"])
    def test_half_a_surrogate_pair(self, half: str) -> None:
        with pytest.raises(DumpError, match="2031 cannot be written as JSON"):
            json.dumps(attrs.evolve(FULL, names=Names.of(en=half)))

    def test_a_foreign_object(self) -> None:
        wrong: Any = object()
        with pytest.raises(DumpError, match="a plan cannot hold a object"):
            json.dumps(attrs.evolve(FULL, period=wrong))

    def test_bottomless_sections(self) -> None:
        section = Section(id=SectionId("2031/s1"), number=1)
        for _ in range(100_000):
            section = Section(id=SectionId("2031/s1"), number=1, sections=(section,))
        with pytest.raises(DumpError):
            json.dumps(Plan(id=PlanId("2031"), sections=(section,)))
        while section.sections:  # or the interpreter takes it apart by recursion
            (section,) = section.sections


class TestRoundTrip:
    @given(strategies.plans())
    def test_any_plan_comes_back_on_both_roads(self, plan: Plan) -> None:
        data = json.dumps(plan)
        assert fast(data) == _trees.plan_of(*_json.read(data)) == plan
        assert json.loads(json.dumps(plan, indent=3)) == plan

    def test_full_plan(self) -> None:
        assert json.loads(json.dumps(FULL)) == FULL

    @pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, bytes.decode])
    def test_kinds_of_input(self, kind: Callable[[bytes], bytes]) -> None:
        assert json.loads(kind(json.dumps(FULL))) == FULL


def fast(data: bytes) -> Plan | None:
    """What the fast road makes of it."""
    plan = json._decoded(data)
    return plan if plan is not None and json._certain(data, plan) else None


class TestRoads:
    """Canonical bytes, with or without spaces between values, go the fast road; everything else the thorough one."""

    def test_canonical_bytes_take_the_fast_road(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def never(_: bytes) -> Plan:
            raise AssertionError("the thorough road was taken")

        monkeypatch.setattr(json, "plan_of", never)
        assert json.loads(json.dumps(FULL)) == FULL
        assert json.loads(json.dumps(FULL).decode()) == FULL

    ELSEWISE = (
        pytest.param(stdlib.dumps(TREE).encode(), id="escapes"),
        pytest.param(stdlib.dumps(dict(reversed(TREE.items())), ensure_ascii=False).encode(), id="reordered"),
        pytest.param(
            written({key: value for key, value in TREE.items() if key != "schema_version"}), id="missing-optional"
        ),
    )

    @pytest.mark.parametrize("data", ELSEWISE)
    def test_other_writings_of_the_same_take_the_thorough_road(self, data: bytes) -> None:
        assert fast(data) is None
        assert json.loads(data) == FULL

    @pytest.mark.parametrize(
        "change",
        [
            lambda data: data.replace(b'"id":"2031"', b'"id":"2031","id":"2031"', 1),
            lambda data: data.replace(b'"source":', b'"soup":1,"source":', 1),
            lambda data: data.replace(b'"schema_version":1', b'"schema_version":1.0', 1),
            lambda data: data[:-1],
            lambda data: data.replace("港".encode(), b"\xe6\xb8", 1),
            lambda _: b"",
        ],
        ids=["twice", "unknown", "float", "cut", "half-a-character", "empty"],
    )
    def test_faults_are_not_for_the_fast_road(self, change: Callable[[bytes], bytes]) -> None:
        data = change(json.dumps(FULL))
        assert fast(data) is None
        assert findings_of(data)

    @pytest.mark.parametrize(("depth", "is_fast"), [(1, True), (40, True), (41, False)])
    def test_deep_sections_are_counted_by_the_thorough_road(self, depth: int, is_fast: bool) -> None:
        section = Section(id=SectionId("2031/s1"), number=1)
        for _ in range(depth - 1):
            section = Section(id=SectionId("2031/s1"), number=1, sections=(section,))
        plan = Plan(id=PlanId("2031"), sections=(section,))
        data = json.dumps(plan)
        assert (fast(data) is not None) is is_fast
        assert json.loads(data) == plan

    @pytest.mark.parametrize("indent", [0, 1, 2, 8])
    def test_spaces_between_values_say_nothing(self, indent: int) -> None:
        data = b"\n " + json.dumps(FULL, indent=indent) + b"\r\n\t"
        assert fast(data) == FULL == _trees.plan_of(*_json.read(data))

    @pytest.mark.parametrize("space", ["  ", "\\u0020", "\\n", "\\" + '" '])
    def test_spaces_inside_texts_do(self, space: str) -> None:
        data = json.dumps(Plan(id=PlanId("2031"), names=Names.of(en="a b"))).replace(b"a b", f"a{space}b".encode())
        assert json.loads(data).names["en"] == stdlib.loads(f'"a{space}b"')

    def test_trusted_reads_canonical_bytes(self) -> None:
        assert json.trusted(json.dumps(FULL)) == FULL


class TestRoadsAgree:
    """What msgspec refuses, cattrs refuses, and the other way round: neither coerces."""

    @pytest.mark.parametrize("path", PATHS, ids=shown)
    def test_about_every_value_at_every_place(self, path: Path) -> None:
        def fast(tree: object) -> bool:
            try:
                _shapes.DECODER.decode(written(tree))
            except (msgspec.MsgspecError, BriMacaoError):
                return False
            return True

        # msgspec does not see unknown keys; `TestUnknownKeys` does.
        trees = [(value, replaced(path, value)) for value in SAMPLES if not isinstance(value, dict) or not value]
        verdicts = [(value, fast(tree), isinstance(_structuring.structure(tree), Plan)) for value, tree in trees]
        assert [(value, one, other) for value, one, other in verdicts if one != other] == []

    @pytest.mark.parametrize("path", PATHS, ids=shown)
    def test_what_is_loaded_is_what_was_written(self, path: Path) -> None:
        for value in SAMPLES:
            tree = replaced(path, value)
            try:
                plan = json.loads(written(tree))
            except LoadError:
                continue
            back = value_at(path, stdlib.loads(json.dumps(plan)))
            kept = back if not isinstance(value, dict) else {key: back[key] for key in value}
            assert (type(kept), kept) == (type(value), value)

    @pytest.mark.parametrize("path", PATHS, ids=shown)
    def test_a_required_key_is_asked_for_by_both(self, path: Path) -> None:
        tree = without(path)
        try:
            _shapes.DECODER.decode(written(tree))
        except msgspec.ValidationError as error:
            missing = "missing required field" in str(error)  # else a day without its month
            assert codes(written(tree)) == [("BRI404", shown(path)) if missing else ("BRI405", shown(path[:-1]))]
        else:
            assert isinstance(json.loads(written(tree)), Plan)


class TestNotJSON:
    @pytest.mark.parametrize(
        ("data", "line"),
        [
            (b"", 1),
            (b" \n ", 2),
            (b"{", 1),
            (b'{"id":', 1),
            (b'{"id":"2031",}', 1),
            (b"{'id':'2031'}", 1),
            (b'{"id":"2031"} x', 1),
            (b'{"id":"2031"}{}', 1),
            (b'{"id":"2031"}\n\n]', 3),
            (b'{"id":"20\n31"}', 1),
            (b'{"id":"2031"\n"names":{}}', 2),
            (b'{"id":"\\x"}', 1),
            (b'{"id":01}', 1),
            (b'{"id":-}', 1),
            (b"nul", 1),
            (json.dumps(FULL)[:-1], 1),
        ],
    )
    def test_syntax(self, data: bytes, line: int) -> None:
        (finding,) = findings_of(data)
        assert (finding.code, finding.path, finding.line) == ("BRI401", "$", line)

    @pytest.mark.parametrize("wrong", [None, 5, {"id": "2031"}, ["x"]])
    def test_neither_bytes_nor_str(self, wrong: Any) -> None:
        assert codes(wrong) == [("BRI401", "$")]


class TestEncoding:
    def test_byte_order_mark(self) -> None:
        (finding,) = findings_of(b"\xef\xbb\xbf" + json.dumps(FULL))
        assert (finding.code, finding.path, finding.hint) == ("BRI409", "$", "save it without one")
        assert codes("\ufeff" + json.dumps(FULL).decode()) == [("BRI409", "$")]

    def test_byte_order_mark_and_another_fault(self) -> None:
        assert codes(b'\xef\xbb\xbf{"id":1}') == [("BRI409", "$"), ("BRI405", "$.id")]
        assert codes(b"\xef\xbb\xbf{") == [("BRI409", "$"), ("BRI401", "$")]

    @pytest.mark.parametrize(
        "data",
        [
            json.dumps(FULL).decode().encode("utf-16"),
            json.dumps(FULL).decode().encode("gb18030"),
            '{"id":"中"}'.encode()[:-3],
            b'{"id":"\xff"}',
            b'{"id":"\xed\xa0\x80"}',
            b'{"id":"\xc0\x80"}',
        ],
        ids=["utf-16", "gb18030", "truncated", "no-utf-8", "surrogate", "overlong"],
    )
    def test_not_utf_8(self, data: bytes) -> None:
        assert codes(data) == [("BRI409", "$")]

    def test_utf_16_without_a_mark(self) -> None:
        (finding,) = findings_of('{"id":"2031"}'.encode("utf-16-le"))
        assert (finding.code, finding.path) == ("BRI401", "$")

    def test_str_with_half_a_surrogate_pair(self) -> None:
        assert codes('{"id":"\ud800"}') == [("BRI407", "$")]


class TestUnknownKeys:
    @pytest.mark.parametrize("path", OBJECTS, ids=shown)
    def test_at_every_depth(self, path: Path) -> None:
        tree = replaced((*path, "unheard-of"), 1)
        if path[:1] == ("extra",):
            assert json.loads(written(tree)).extra != FULL.extra
        else:
            assert codes(written(tree)) == [("BRI403", f"{shown(path)}.unheard-of")]

    def test_several(self) -> None:
        tree = {**TREE, "b": 1, "a": 2}
        assert codes(written(tree)) == [("BRI403", "$.a"), ("BRI403", "$.b")]

    def test_private_names_are_unknown(self) -> None:
        assert codes(written({**TREE, "_index": None})) == [("BRI403", "$._index")]

    def test_the_hint(self) -> None:
        (finding,) = findings_of(b'{"id":"2031","x":1}')
        assert finding.hint == "foreign data goes under $.extra"


class TestRepeatedKeys:
    @pytest.mark.parametrize("path", [path for path in PATHS if isinstance(path[-1], str)], ids=shown)
    def test_at_every_depth(self, path: Path) -> None:
        *above, key = path

        def twice(pairs: list[tuple[str, Any]]) -> str:
            return "{" + ",".join(f"{stdlib.dumps(name)}:{text}" for name, text in pairs) + "}"

        def text(value: Any, rest: list[str | int]) -> str:
            if isinstance(value, dict):
                inside = rest[0] if rest else None
                pairs = [
                    (name, text(child, rest[1:] if name == inside else ["nowhere"])) for name, child in value.items()
                ]
                if not rest:
                    pairs.append((str(key), dict(pairs)[str(key)]))
                return twice(pairs)
            if isinstance(value, list):
                inside = rest[0] if rest else None
                return f"[{','.join(text(c, rest[1:] if i == inside else ['nowhere']) for i, c in enumerate(value))}]"
            return stdlib.dumps(value)

        assert codes(text(TREE, list(above))) == [("BRI402", shown(path))]

    @pytest.mark.parametrize(
        ("data", "path"),
        [
            ('{"id":"a","extra":{"n":1,"n":1}}', "$.extra.n"),
            ('{"id":"a","extra":{"n":{"m":1,"m":2}}}', "$.extra.n.m"),
            ('{"id":"a","extra":{"n":[0,{"m":1,"m":2,"m":3}]}}', "$.extra.n[1].m"),
            ('{"id":"a","extra":{},"extra":{}}', "$.extra"),
            ('{"id":"a","schema_version":1,"schema_version":1}', "$.schema_version"),
        ],
    )
    def test_in_extra_too(self, data: str, path: str) -> None:
        assert codes(data) == [("BRI402", path)]

    def test_escapes_do_not_hide_them(self) -> None:
        assert codes('{"id":"a","i\\u0064":"a"}') == [("BRI402", "$.id")]

    def test_how_often(self) -> None:
        (finding,) = findings_of('{"id":"a","extra":{"n":1,"n":1,"n":1}}')
        assert finding.message == "'n' is given 3 times"


class TestNumbers:
    @pytest.mark.parametrize(
        "number",
        [
            *("NaN", "Infinity", "-Infinity", "1e400", "-1e400", "9" * 400 + ".0"),
            *("9" * 5000, "-" + "9" * 5000, str(2**64), str(-(2**63) - 1)),
        ],
    )
    @pytest.mark.parametrize(
        ("frame", "path"),
        [
            ('{"id":"a","extra":{"n":%s}}', "$.extra.n"),
            ('{"id":"a","extra":{"n":[1,{"m":%s}]}}', "$.extra.n[1].m"),
            ('{"id":"a","sections":[{"id":"a/s1","number":%s}]}', "$.sections[0].number"),
            ('{"id":%s}', "$.id"),
            ("%s", "$"),
        ],
    )
    def test_that_cannot_be_kept(self, number: str, frame: str, path: str) -> None:
        assert codes(frame % number) == [("BRI406", path)]

    def test_a_long_one_is_not_repeated_in_full(self) -> None:
        (finding,) = findings_of('{"id":"a","extra":{"n":' + "9" * 5000 + "}}")
        assert finding.message == "99999999999999999999… (5000 digits) is no number that can be kept"

    @pytest.mark.parametrize("number", [0, -1, 2**53 + 1, 2**64 - 1, -(2**63), 1.5, 1e300, 5e-324, -0.0])
    def test_that_extra_keeps(self, number: float) -> None:
        kept = json.loads(stdlib.dumps({"id": "a", "extra": {"n": number}})).extra["n"]
        assert (type(kept), kept, str(kept)) == (type(number), number, str(number))


class TestSurrogates:
    @pytest.mark.parametrize(
        ("data", "found"),
        [
            ('{"id":"\\ud800"}', [("BRI407", "$.id")]),
            ('{"id":"a\\udfff"}', [("BRI407", "$.id")]),
            ('{"id":"\\udc00\\ud800"}', [("BRI407", "$.id")]),
            ('{"id":"a","extra":{"n":["\\ud800"]}}', [("BRI407", "$.extra.n[0]")]),
            ('{"id":"a","extra":{"\\ud800":1}}', [("BRI407", "$.extra")]),
            ('{"id":"a","sections":[{"id":"\\ud83d","number":1}]}', [("BRI407", "$.sections[0].id")]),
        ],
    )
    def test_half_a_pair(self, data: str, found: list[tuple[str, str]]) -> None:
        assert codes(data) == found

    def test_in_a_key_of_the_model(self) -> None:
        assert codes('{"id":"a","\\ud800":1}')[0] == ("BRI407", "$")

    @pytest.mark.parametrize("data", ['{"\\ud800":1}', '{"\\ud800":{"\\ud801":NaN}}', '{"\\ud800":1,"\\ud800":1}'])
    def test_what_is_found_can_be_written(self, data: str) -> None:
        with pytest.raises(LoadError) as caught:
            json.loads(data)
        assert str(caught.value).encode("utf-8").count(b"half of a surrogate pair") >= 1

    def test_whole_pairs_are_characters(self) -> None:
        assert json.loads('{"id":"\\ud840\\udc00"}').id == "\U00020000"


class TestDepth:
    @pytest.mark.parametrize(
        "data",
        [
            "[" * 200_000 + "]" * 200_000,
            "[" * 200_000,
            '{"a":' * 200_000 + "1" + "}" * 200_000,
            '{"id":"a","extra":{"n":' + "[" * 200_000 + "]" * 200_000 + "}}",
            '{"id":"a","sections":' + '[{"id":"a","number":1,"sections":' * 100_000 + "[]" + "}]" * 100_000 + "}",
        ],
        ids=["arrays", "open-arrays", "objects", "extra", "sections"],
    )
    def test_bottomless(self, data: str) -> None:
        assert codes(data) == [("BRI408", "$")]

    def test_more_levels_than_are_read(self) -> None:
        # The root is the first level, `extra` the second.
        found = codes('{"id":"a","extra":{"n":' + "[" * 99 + "]" * 99 + "}}")
        assert found[0] == ("BRI408", "$.extra.n" + "[0]" * 98)

    @pytest.mark.parametrize(("levels", "kept"), [(62, True), (63, True), (64, False), (97, False)])
    def test_of_extra(self, levels: int, kept: bool) -> None:
        # `extra` itself is one more: 64 in all, as `Extra` has it.
        data = '{"id":"a","extra":{"n":' + "[" * levels + "0" + "]" * levels + "}}"
        if kept:
            assert json.loads(data).extra
        else:
            assert codes(data) == [("BRI405", "$.extra")]

    def test_the_limit_of_the_reader(self) -> None:
        inside = "[" * _json.DEEPEST + "]" * _json.DEEPEST
        assert _json.read(inside.encode())[1] == []
        assert [finding.code for finding in _json.read(f"[{inside}]".encode())[1]] == ["BRI408"]


class TestGarbage:
    """While a plan is made nobody looks for garbage; afterwards it is as it was."""

    @pytest.fixture(autouse=True)
    def _collecting(self) -> Iterator[None]:
        yield
        gc.enable()

    @pytest.mark.parametrize("before", [True, False])
    @pytest.mark.parametrize("data", [json.dumps(FULL), b"{", b'{"id":"2031","sea":1}'])
    def test_is_looked_for_as_before(self, before: bool, data: bytes) -> None:
        (gc.enable if before else gc.disable)()
        with suppress(LoadError):
            json.loads(data)
        assert gc.isenabled() is before

    def test_is_not_looked_for_meanwhile(self) -> None:
        with _shapes.uncollected():
            assert not gc.isenabled()
            with _shapes.uncollected():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert gc.isenabled()


class TestVersion:
    @pytest.mark.parametrize("version", [2, 0, -1, "1", 1.0, True, False, None, [], [1], {}])
    def test_another(self, version: object) -> None:
        (finding,) = findings_of(written({**TREE, "schema_version": version}))
        assert (finding.code, finding.path) == ("BRI410", "$.schema_version")
        assert "this library reads 1" in finding.message

    def test_is_the_only_thing_said(self) -> None:
        assert codes('{"schema_version":2,"id":5,"whatever":[]}') == [("BRI410", "$.schema_version")]

    def test_left_out_means_this_one(self) -> None:
        assert json.loads('{"id":"a"}').schema_version == 1


class TestChoices:
    def test_are_told(self) -> None:
        data = written(replaced(("partners", 0, "kind"), "planet"))
        (finding,) = findings_of(data)
        assert (finding.path, finding.message) == (
            "$.partners[0].kind",
            "invalid enum value 'planet'; the value is 'planet'",
        )
        assert finding.hint == f"one of {', '.join(get_args(PartnerKind))}"

    def test_of_one_that_is_not_there_nothing_is_told(self) -> None:
        assert [finding.hint for finding in findings_of('{"id":7}')] == [None]


class TestWrongTypes:
    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("id",), 2031),
            (("id",), None),
            (("id",), True),
            (("arrangement",), 1),
            (("names",), []),
            (("names",), "x"),
            (("names",), None),
            (("names", "entries"), {}),
            (("names", "entries", 0), "x"),
            (("names", "entries", 0), None),
            (("names", "entries", 0, "language"), "z"),
            (("names", "entries", 0, "text"), ""),
            (("names", "entries", 0, "text"), 5),
            (("names", "entries", 0, "status"), "Official"),
            (("names", "entries", 0, "status"), None),
            (("extra",), None),
            (("extra",), []),
            (("extra",), "x"),
            (("period",), "2031"),
            (("period", "start"), 20310101),
            (("period", "start"), None),
            (("sections",), "abc"),
            (("sections",), None),
            (("sections",), {}),
            (("sections", 0), []),
            (("sections", 0, "number"), True),
            (("sections", 0, "number"), "7"),
            (("sections", 0, "number"), 1.0),
            (("sections", 0, "number"), -1),
            (("sections", 0, "number"), 2**53 + 1),
            (("sections", 0, "number"), None),
            (("sections", 0, "numeral"), 1),
            (("sections", 0, "numeral"), None),
            (("sections", 0, "numeral"), []),
            (("sections", 0, "items", 0, "text"), 5),
            (("sections", 0, "items", 0, "text"), False),
            (("sections", 0, "items", 0, "policy_areas"), "unimpeded-trade"),
            (("sections", 0, "items", 0, "policy_areas", 0), "free-trade"),
            (("sections", 0, "items", 0, "actions", 0, "aspect"), "finish"),
            (("sections", 0, "items", 0, "actions", 0, "span"), [0, 2]),
            (("sections", 0, "items", 0, "mentions", 0, "kind"), "country"),
            (("sections", 0, "items", 0, "mentions", 0, "entity"), None),
            (("sections", 0, "items", 0, "mentions", 0, "surface"), 7),
            (("sections", 0, "items", 0, "mentions", 0, "nested"), 1),
            (("sections", 0, "items", 0, "mentions", 0, "nested"), "true"),
            (("sections", 0, "items", 0, "mentions", 0, "inferred"), None),
            (("sections", 0, "items", 0, "mentions", 0, "span", "start"), -1),
            (("sections", 0, "items", 0, "mentions", 0, "span", "end"), 2.0),
            (("sections", 0, "items", 0, "targets", 0, "quantity"), 0),
            (("sections", 0, "items", 0, "targets", 0, "quantity"), False),
            (("sections", 0, "items", 0, "fingerprint", "length"), -1),
            (("sections", 0, "items", 0, "fingerprint", "sha256"), "0" * 63),
            (("sections", 0, "items", 0, "fingerprint", "sha256"), "0" * 64 + "\n"),
            (("sections", 0, "items", 0, "fingerprint", "trace"), 5),
            (("partners", 0, "kind"), "planet"),
            (("partners", 0, "aliases"), "x"),
            (("partners", 0, "aliases", 0), 1),
            (("partners", 0, "codes", "alpha2"), "aa"),
            (("partners", 0, "codes", "alpha2"), "AA\n"),
            (("partners", 0, "codes", "m49"), 999),
            (("partners", 0, "codes", "m49"), "٩٩٩"),
            (("partners", 0, "citations", 0, "confidence"), "sure"),
            (("partners", 0, "citations", 0, "supports"), "founded"),
            (("partners", 0, "memberships", 0, "group"), []),
            (("mechanisms", 0, "kind"), 1),
            (("mechanisms", 0, "operators", 0), None),
            (("mechanisms", 0, "founded", "year"), True),
            (("mechanisms", 0, "founded", "year"), "2001"),
            (("mechanisms", 0, "founded", "year"), 0),
            (("mechanisms", 0, "founded", "year"), 10_000),
            (("mechanisms", 0, "founded", "month"), 13),
            (("mechanisms", 0, "founded", "day"), 32),
            (("source", "length"), -1),
            (("source", "title"), []),
        ],
        ids=lambda part: shown(part) if isinstance(part, tuple) else repr(part)[:20],
    )
    def test_each_with_its_path(self, path: Path, value: object) -> None:
        assert codes(written(replaced(path, value))) == [("BRI405", shown(path))]

    @pytest.mark.parametrize("root", [None, True, 1, 1.5, "x", []])
    def test_of_the_whole(self, root: object) -> None:
        assert codes(written(root)) == [("BRI405", "$")]

    @pytest.mark.parametrize(
        "day",
        [
            "2031-02-30",
            "2031-13-01",
            "2031-1-1",
            "20310101",
            "2031-01-01T00:00:00",
            "2031-01-01Z",
            "x",
            "",
            "0000-01-01",
        ],
    )
    def test_impossible_days(self, day: str) -> None:
        assert codes(written(replaced(("period", "end"), day))) == [("BRI405", "$.period.end")]

    @pytest.mark.parametrize(
        "value",
        [
            {"year": 2023, "month": 2, "day": 29},
            {"year": 2023, "month": 2, "day": 30},
            {"year": 2023, "month": 4, "day": 31},
            {"year": 2023, "day": 1},
            {"year": 2023, "month": None, "day": 1},
        ],
    )
    def test_impossible_partial_dates(self, value: object) -> None:
        path: Path = ("mechanisms", 0, "founded")
        assert codes(written(replaced(path, value))) == [("BRI405", shown(path))]

    def test_a_leap_day(self) -> None:
        plan = json.loads(written(replaced(("mechanisms", 0, "founded"), {"year": 2024, "month": 2, "day": 29})))
        assert plan.mechanisms[0].founded == PartialDate(2024, 2, 29)

    def test_the_value_is_shown(self) -> None:
        (finding,) = findings_of(written(replaced(("sections", 0, "number"), "x" * 100)))
        assert finding.message == f"expected `int`, got `str`; the value is '{'x' * 59}…"
        (finding,) = findings_of(written(replaced(("sections", 0, "number"), [1, 2])))
        assert finding.message == "expected `int`, got `array`; the value is of 2 entries"


class TestAllAtOnce:
    def test_every_fault_is_reported(self) -> None:
        data = """{
            "id": "a", "id": "b", "nonsense": [NaN],
            "sections": [
                {"number": "1", "items": [{"id": "a/1", "number": 1, "colour": 1}, {"id": "a/2"}]},
                {"id": "a/s2", "number": 1e400, "numeral": "\\ud800"}
            ],
            "partners": "all",
            "extra": {"n": 99999999999999999999, "n": 1}
        }"""
        assert sorted(codes(data)) == [
            ("BRI402", "$.extra.n"),
            ("BRI402", "$.id"),
            ("BRI403", "$.nonsense"),
            ("BRI403", "$.sections[0].items[0].colour"),
            ("BRI404", "$.sections[0].id"),
            ("BRI404", "$.sections[0].items[1].number"),
            ("BRI405", "$.partners"),
            ("BRI405", "$.sections[0].number"),
            ("BRI406", "$.extra.n"),
            ("BRI406", "$.nonsense[0]"),
            ("BRI406", "$.sections[1].number"),
            ("BRI407", "$.sections[1].numeral"),
        ]

    @pytest.mark.parametrize("value", ["NaN", "1e400", '"\\ud800"'])
    def test_a_fault_in_the_value_does_not_hide_one_of_the_key(self, value: str) -> None:
        assert ("BRI403", "$.x") in codes(f'{{"id":"a","x":{value}}}')

    def test_every_entry_of_a_list(self) -> None:
        tree = replaced(("partners", 0, "aliases"), [1, "x", None])
        assert codes(written(tree)) == [("BRI405", "$.partners[0].aliases[0]"), ("BRI405", "$.partners[0].aliases[2]")]

    def test_the_error_says_all(self) -> None:
        with pytest.raises(LoadError) as caught:
            json.loads('{"id":1,"x":2}')
        assert str(caught.value).splitlines() == [
            "2 problems:",
            "error BRI405 at $.id: expected `str`, got `int`; the value is 1",
            "error BRI403 at $.x: the model has no 'x' (foreign data goes under $.extra)",
        ]
        with pytest.raises(LoadError, match=r"^1 problem:\n"):
            json.loads("{}")


class TestExtra:
    def test_kinds_of_numbers_stay_apart(self) -> None:
        plans = [json.loads(f'{{"id":"a","extra":{{"n":{number}}}}}') for number in ("1", "1.0", "true")]
        assert len({plan.extra for plan in plans}) == len(set(plans)) == 3
        assert [json.dumps(plan) for plan in plans] == [
            json.dumps(Plan(id=PlanId("a"), extra=Extra({"n": value}))) for value in (1, 1.0, True)
        ]

    def test_its_order_means_nothing(self) -> None:
        one, other = (json.loads(f'{{"id":"a","extra":{{{pairs}}}}}') for pairs in ('"a":1,"b":2', '"b":2,"a":1'))
        assert one == other
        assert json.dumps(one) == json.dumps(other)

    @given(strategies.extras())
    def test_comes_back(self, extra: Extra) -> None:
        plan = Plan(id=PlanId("a"), extra=extra)
        assert json.loads(json.dumps(plan)).extra == extra
        assert json.loads(json.dumps(plan, indent=1)).extra == extra

    def test_keys_are_free(self) -> None:
        extra = Extra({"": {"$ref": 1, "a.b": [None]}, "id": "x"})
        assert json.loads(json.dumps(Plan(id=PlanId("a"), extra=extra))).extra == extra


class TestTheBackend:
    def test_what_every_backend_has(self) -> None:
        assert json.LOSSES == ()
        assert json.EXTRA is None


VERSIONS = sorted(Files(__file__).with_name("versions").glob("*.json"))


class TestVersions:
    """A file that a released version wrote stays readable: one for each version, frozen when it is released."""

    def test_there_is_one_for_each(self) -> None:
        assert [int(path.stem) for path in VERSIONS] == [*sorted(_trees.MIGRATIONS), SCHEMA_VERSION]

    @pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
    def test_is_read_as_the_same_plan(self, path: Files) -> None:
        assert json.loads(path.read_bytes()) == FULL


class TestLines:
    @given(st.lists(strategies.plans(max_sections=1, depth=1), max_size=3))
    def test_come_back(self, plans: list[Plan]) -> None:
        assert list(json.loads_lines(json.dumps_lines(plans))) == plans

    def test_are_one_for_each_plan(self) -> None:
        assert list(json.dumps_lines([FULL, FULL])) == [json.dumps(FULL) + b"\n"] * 2

    def test_are_read_one_at_a_time(self) -> None:
        plans = json.loads_lines(iter([b"\n", json.dumps(FULL), b" \r\n", b'{"id": 1}\n', json.dumps(FULL)]))
        assert next(plans) == FULL
        with pytest.raises(LoadError) as caught:
            next(plans)
        assert [(found.code, found.path, found.line) for found in caught.value.findings] == [("BRI405", "$.id", 4)]

    def test_leniency_is_passed_on(self) -> None:
        heard: list[Finding] = []
        (plan,) = json.loads_lines([b'{"id": "x", "sea": 1}'], lenient=True, notice=heard.append)
        assert [found.code for found in heard] == ["BRI421"]
        assert "bri-macao.unknown" in plan.extra


class TestSchema:
    def test_is_the_published_one(self) -> None:
        assert json.schema() == plan_schema()
