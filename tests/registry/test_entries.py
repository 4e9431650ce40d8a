"""Entries: what a TOML document of a registry may say, and how it is told what it may not."""

import copy
import json
import pickle
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, get_args

import attrs
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bri_macao import strategies
from bri_macao.errors import RegistryError
from bri_macao.model import (
    Citation,
    Codes,
    Mechanism,
    MechanismId,
    Membership,
    Name,
    Names,
    NameStatus,
    PartialDate,
    Partner,
    PartnerId,
)
from bri_macao.registry import Entries, JointName, Registry
from bri_macao.registry._entries import entries, names

STATUSES = ", ".join(get_args(NameStatus))

# One of everything, with no key left out.
FULL = """
[[partner]]
id = "aa"
kind = "country"
aliases = ["甲国", "甲"]
codes = { alpha2 = "AA", alpha3 = "AAA", m49 = "999" }
since = 1990-05-06
until = "2040"
[[partner.names.zh-Hans]]
text = "旧甲国"
status = "converted"
until = "1999-12"
[[partner.names.zh-Hans]]
text = "甲共和国"
status = "official"
since = 2000-01-01
until = "2039"
[[partner.membership]]
group = "bb"
since = "2002"
until = 2029-12-31
[[partner.membership]]
group = "cc"
[[partner.citation]]
supports = ["codes", "since"]
source = "A list"
confidence = "medium"
note = "one copy seen"
[[partner.citation]]
supports = []
source = "Another list"
confidence = "low"

[[partner]]
id = "bb"
kind = "group"
[partner.names]
zh-Hans = { text = "乙方", status = "attested" }
pt = { text = "Grupo B", status = "translated" }

[[mechanism]]
id = "harbour-forum"
kind = "forum"
aliases = ["论坛"]
founded = "2001-04"
ended = "2030"
operators = ["aa", "bb"]
part_of = "harbour"
[mechanism.names]
en = { text = "Harbour Forum", status = "editorial" }
[[mechanism.citation]]
supports = ["founded"]
source = "A printed programme"
confidence = "high"

[[mechanism]]
id = "harbour"
kind = "platform"
names = {}

[[joint_name]]
text = "甲乙"
partners = ["aa", "bb"]
[[joint_name]]
text = "无人"
"""

READ = Entries(
    partners=(
        Partner(
            id=PartnerId("aa"),
            kind="country",
            names=Names(
                (
                    Name("zh-Hans", "旧甲国", "converted", None, PartialDate(1999, 12)),
                    Name("zh-Hans", "甲共和国", "official", PartialDate(2000, 1, 1), PartialDate(2039)),
                )
            ),
            aliases=("甲国", "甲"),
            citations=(
                Citation(("codes", "since"), "A list", "medium", "one copy seen"),
                Citation((), "Another list", "low"),
            ),
            codes=Codes("AA", "AAA", "999"),
            memberships=(
                Membership(PartnerId("bb"), PartialDate(2002), PartialDate(2029, 12, 31)),
                Membership(PartnerId("cc")),
            ),
            since=PartialDate(1990, 5, 6),
            until=PartialDate(2040),
        ),
        Partner(
            id=PartnerId("bb"),
            kind="group",
            names=Names((Name("zh-Hans", "乙方", "attested"), Name("pt", "Grupo B", "translated"))),
        ),
    ),
    mechanisms=(
        Mechanism(
            id=MechanismId("harbour-forum"),
            kind="forum",
            names=Names.of("editorial", en="Harbour Forum"),
            aliases=("论坛",),
            citations=(Citation(("founded",), "A printed programme", "high"),),
            ended=PartialDate(2030),
            founded=PartialDate(2001, 4),
            operators=(PartnerId("aa"), PartnerId("bb")),
            part_of=MechanismId("harbour"),
        ),
        Mechanism(id=MechanismId("harbour"), kind="platform", names=Names()),
    ),
    joint_names=(JointName("甲乙", ("aa", "bb")), JointName("无人", ())),
)

# A tree of TOML has no narrower type.
TREE: dict[str, Any] = tomllib.loads(FULL)

Path = tuple[str | int, ...]

# A date-time without a zone, which TOML has.
NOON = datetime(2031, 6, 30, 12)  # noqa: DTZ001

SAMPLES: tuple[Any, ...] = (
    *(True, False, 0, 1, -7, 2**70, 1.5, float("inf"), float("nan")),
    *("", "7", "x", "aa", "country", "forum", "high", "official", "2031-06-30", "2031-02-30", "AA", "AAA", "999"),
    *(date(2031, 6, 30), NOON, NOON.replace(tzinfo=UTC), time(6, 30)),
    *([], [1], ["x"], [""], [[]], [{}], [{"text": "x", "status": "official"}], {}, {"text": "x"}, {"en": {}}, {"a": 1}),
)


def written(value: Any) -> str:
    """A value of TOML, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written(key)} = {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def document(tree: Mapping[str, Any]) -> str:
    """A document that holds a tree, each of its entries on one line."""
    return "".join(f"{written(key)} = {written(value)}\n" for key, value in tree.items())


def paths(tree: object, path: Path = ()) -> Iterator[Path]:
    """The path of every value in a tree, the containers' too, the root's not."""
    children: Any = tree.items() if isinstance(tree, Mapping) else enumerate(tree) if isinstance(tree, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from paths(child, (*path, key))


def opened(path: Path) -> tuple[Any, Any]:
    """A copy of the full tree, and what in it holds the end of a path."""
    tree = copy.deepcopy(TREE)
    held: Any = tree
    for key in path[:-1]:
        held = held[key]
    return tree, held


def changed(path: Path, value: object) -> Any:
    """The full tree with another value at a path, or a value where there was none."""
    tree, held = opened(path)
    held[path[-1]] = value
    return tree


def without(path: Path) -> Any:
    """The full tree without what stands at a path."""
    tree, held = opened(path)
    del held[path[-1]]
    return tree


PATHS = tuple(paths(TREE))
NEEDED = {"id", "kind", "names", "text", "status", "group", "source", "confidence"}


def table(entity: Partner | Mechanism) -> dict[str, Any]:
    """An entity as people write it."""

    def bare(made: Any, **renamed: str) -> dict[str, Any]:
        found = attrs.asdict(made, recurse=False)
        return {renamed.get(key, key): plain(value) for key, value in found.items() if value is not None}

    def plain(value: Any) -> Any:
        if isinstance(value, PartialDate):
            return str(value)
        if isinstance(value, Names):
            return {
                language: [
                    {key: one for key, one in bare(name).items() if key != "language"}
                    for name in value.entries
                    if name.language == language
                ]
                for language in value
            }
        if isinstance(value, tuple):
            return list(map(plain, value))
        return bare(value) if attrs.has(type(value)) else value

    return bare(entity, memberships="membership", citations="citation")


def shown(path: Path) -> str:
    return ".".join(map(str, path))


def complaint(text: str, name: str = "list.toml") -> str:
    with pytest.raises(RegistryError) as caught:
        entries(text, name)
    assert type(caught.value) is RegistryError
    return str(caught.value)


def outcome(text: str, name: str) -> Entries | str:
    """What a document holds, or what is said against it. No other error comes through."""
    try:
        return entries(text, name)
    except RegistryError as error:
        return str(error)


def place(path: Path, value: object) -> str:
    """How a complaint begins that is about a value put at a path."""
    kind, *below = path
    if not below:
        return f"list.toml.{kind}"
    id = value if below[1:] == ["id"] else TREE[str(kind)][below[0]].get("id") if below[1:] else None
    return f"list.toml: {kind} {id!r}" if id else f"list.toml.{kind}[{below[0]}]"


def proven(found: Entries) -> bool:
    """Whether all values have the types that the model gives them."""
    return msgspec.convert(msgspec.to_builtins(found), Entries) == found


class TestEntries:
    def test_of_everything(self) -> None:
        assert entries(FULL, "list.toml") == READ

    def test_of_one_line_each(self) -> None:
        assert entries(document(TREE), "list.toml") == READ

    @pytest.mark.parametrize("text", ["", "\n", "# nothing yet", "partner = []", "joint_name = []\nmechanism = []"])
    def test_of_nothing(self, text: str) -> None:
        assert entries(text, "list.toml") == Entries((), (), ())

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("'2017'", PartialDate(2017)),
            ("'2017-03'", PartialDate(2017, 3)),
            ("'2017-03-29'", PartialDate(2017, 3, 29)),
            ("2017-03-29", PartialDate(2017, 3, 29)),
            ("0001-01-01", PartialDate(1, 1, 1)),
        ],
    )
    def test_dates(self, written: str, read: PartialDate) -> None:
        one = f"[[partner]]\nid='x'\nkind='city'\nnames={{}}\nsince={written}\n"
        other = f"[[mechanism]]\nid='y'\nkind='fund'\nnames={{}}\nfounded={written}"
        found = entries(one + other, "list.toml")
        assert (found.partners[0].since, found.partners[0].until) == (read, None)
        assert (found.mechanisms[0].founded, found.mechanisms[0].ended) == (read, None)

    @given(st.lists(strategies.partners(groups=[PartnerId("aa"), PartnerId("bb")]), max_size=3))
    def test_any_partners_come_back(self, found: list[Partner]) -> None:
        text = document({"partner": list(map(table, found))})
        assert entries(text, "list.toml") == Entries((*found,), (), ())

    @given(st.lists(strategies.mechanisms(operators=[PartnerId("aa")], wholes=[MechanismId("harbour")]), max_size=3))
    def test_any_mechanisms_come_back(self, found: list[Mechanism]) -> None:
        text = document({"mechanism": list(map(table, found))})
        assert entries(text, "list.toml") == Entries((), (*found,), ())

    @given(strategies.registries(max_size=2))
    def test_any_registry_comes_back(self, registry: Registry) -> None:
        tree = {
            "joint_name": [{"text": joint.text, "partners": [*joint.partners]} for joint in registry.joint_names],
            "mechanism": list(map(table, registry.mechanisms)),
            "partner": list(map(table, registry.partners)),
        }
        assert Registry.from_toml(document(tree)) == registry

    @given(st.text(), st.lists(st.text(min_size=1)))
    def test_any_joint_name_comes_back(self, text: str, ids: list[str]) -> None:
        found = entries(document({"joint_name": [{"text": text, "partners": ids}]}), "list.toml")
        assert found == Entries((), (), (JointName(text, tuple(ids)),))


class TestComplaints:
    """Each says which document, which entry, which key, and what is wrong with it."""

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("harbour.toml", "list.toml is no TOML: "),
            ("[[partner]", "list.toml is no TOML: "),
            ("[partner]\n[partner]", "list.toml is no TOML: "),
            ("[[partner]]\nid = 'x'\nid = 'y'", "list.toml is no TOML: "),
            ("[[partner]]\nid = 'x", "list.toml is no TOML: "),
            ("[[partner]]\nsince = 2031-02-30", "list.toml is no TOML: "),
            ("\ufeff[[partner]]", "list.toml is no TOML: "),
            ("\0", "list.toml is no TOML: "),
            (f"partner = 1{'0' * 5000}", "list.toml is no TOML: "),
            (f"partner = 0x1{'0' * 5000}", "list.toml.partner is a very long number; it should be written [[partner]]"),
            ("partners = []", "list.toml has no key 'partners'; those asked for: "),
            ("[[Partner]]", "list.toml has no key 'Partner'; those asked for: "),
            ("partner = []\n[mechanism]\n", "list.toml.mechanism is {}; it should be written [[mechanism]]"),
            ("[partner]\nid = 'x'", "list.toml.partner is {'id': 'x'}; it should be written [[partner]]"),
            ("partner = 'x'", "list.toml.partner is 'x'; it should be written [[partner]]"),
            ("partner = ''", "list.toml.partner is ''; it should be written [[partner]]"),
            ("joint_name = 1", "list.toml.joint_name is 1; it should be written [[joint_name]]"),
            ("mechanism = false", "list.toml.mechanism is False; it should be written [[mechanism]]"),
            ("partner = ['x']", "list.toml.partner[0] is a table of keys and values, not 'x'"),
            ("partner = [[]]", "list.toml.partner[0] is a table of keys and values, not []"),
            ("[[partner]]", "list.toml.partner[0] lacks the key 'id'"),
            ("[[partner]]\nid = ''", "list.toml.partner[0] lacks the key 'kind'"),
            ("[[partner]]\nid = 7", "list.toml: partner 7.id is 7; it should be a str"),
            ("[[mechanism]]\nid = ['x']", "list.toml: mechanism ['x'].id is ['x']; it should be a str"),
            ("[[joint_name]]", "list.toml.joint_name[0] lacks the key 'text'"),
            ("[[joint_name]]\ntext = 1", "list.toml.joint_name[0].text is 1; it should be a str"),
            (
                "[[joint_name]]\ntext = '甲'\npartners = '乙'",
                "list.toml.joint_name[0].partners is '乙'; it should be a list",
            ),
            ("[[joint_name]]\ntext = '甲'\nid = 'x'", "list.toml: joint_name 'x' has no key 'id'; those asked for: "),
            ("[[joint_name]]\ntext = '甲'\n[[joint_name]]", "list.toml.joint_name[1] lacks the key 'text'"),
        ],
    )
    def test_of_documents(self, text: str, sentence: str) -> None:
        said = complaint(text)
        assert said.startswith(sentence)
        assert said == sentence or sentence.endswith(": ")

    @pytest.mark.parametrize(
        ("path", "value", "sentence"),
        [
            # partners
            ("partner.0.colour", "red", " has no key 'colour'; those asked for: "),
            ("partner.0.founded", "2031", " has no key 'founded'; those asked for: "),
            ("partner.0.kind", "planet", ".kind: invalid enum value 'planet'; the value is 'planet' (one of "),
            ("partner.0.kind", "forum", ".kind: invalid enum value 'forum'; the value is 'forum' (one of "),
            ("partner.0.kind", "", ".kind: invalid enum value ''; the value is '' (one of "),
            ("partner.0.kind", True, ".kind is True; it should be a str"),
            ("partner.0.names", "甲国", ".names is '甲国'; it should be a dict"),
            ("partner.0.names", [], ".names is []; it should be a dict"),
            ("partner.0.aliases", "甲", ".aliases is '甲'; it should be a list"),
            ("partner.0.aliases", True, ".aliases is True; it should be a list"),
            ("partner.0.aliases", ["甲", ""], ".aliases is ['甲', '']; it should be a list of texts"),
            ("partner.0.aliases", ["甲", 1], ".aliases is ['甲', 1]; it should be a list of texts"),
            # dates
            ("partner.0.since", 2031, ".since is 2031; write a date as a text such as '2017-03'"),
            ("partner.0.since", False, ".since is False; write a date as a text such as '2017-03'"),
            ("partner.0.since", time(6), ".since is datetime.time(6, 0); write a date as a text such as '2017-03'"),
            (
                "partner.0.until",
                NOON,
                ".until is datetime.datetime(2031, 6, 30, 12, 0); write a date as a text such as ",
            ),
            ("partner.0.until", "", ".until: '' is no date: write 2017, 2017-03 or 2017-03-29"),
            ("partner.0.until", "2031-2-3", ".until: '2031-2-3' is no date: write 2017, 2017-03 or 2017-03-29"),
            ("partner.0.until", "2031-02-30", ".until: 2031-02-30 is no date: the month has 28 days"),
            # codes
            ("partner.0.codes", ["AA"], ".codes is a table of keys and values, not ['AA']"),
            ("partner.0.codes", "AA", ".codes is a table of keys and values, not 'AA'"),
            ("partner.0.codes.alpha2", "AAA", ".codes.alpha2: expected `str` matching regex "),
            ("partner.0.codes.alpha2", "aa", ".codes.alpha2: expected `str` matching regex "),
            ("partner.0.codes.alpha2", "AA\n", ".codes.alpha2: expected `str` matching regex "),
            ("partner.0.codes.alpha3", "", ".codes.alpha3: expected `str` matching regex "),
            ("partner.0.codes.m49", 999, ".codes.m49 is 999; it should be a str"),
            ("partner.0.codes.m49", "99", ".codes.m49: expected `str` matching regex "),
            ("partner.0.codes.m94", "999", ".codes has no key 'm94'; those asked for: "),
            # names
            (
                "partner.0.names.z",
                {"text": "Z", "status": "official"},
                ".names.z[0].language: expected `str` of length >= 2; ",
            ),
            ("partner.0.names.pt", "Terra", ".names.pt is 'Terra'; it should be written [[pt]]"),
            ("partner.0.names.pt", ["Terra"], ".names.pt[0] is a table of keys and values, not 'Terra'"),
            ("partner.0.names.pt", {}, ".names.pt[0] lacks the key 'text'"),
            ("partner.0.names.pt", {"text": "Terra"}, ".names.pt[0] lacks the key 'status'"),
            ("partner.0.names.zh-Hans.1", {"text": "甲"}, ".names.zh-Hans[1] lacks the key 'status'"),
            (
                "partner.0.names.zh-Hans.1.text",
                "",
                ".names.zh-Hans[1].text: expected `str` of length >= 1; the value is ''",
            ),
            ("partner.0.names.zh-Hans.1.text", 1, ".names.zh-Hans[1].text is 1; it should be a str"),
            (
                "partner.0.names.zh-Hans.1.status",
                "offcial",
                ".names.zh-Hans[1].status: invalid enum value 'offcial'; the value is 'offcial' (one of ",
            ),
            ("partner.0.names.zh-Hans.1.since", "03", ".names.zh-Hans[1].since: '03' is no date: write "),
            ("partner.0.names.zh-Hans.0.until", 1, ".names.zh-Hans[0].until is 1; write a date as a text such as "),
            ("partner.0.names.zh-Hans.0.from", "1", ".names.zh-Hans[0] has no key 'from'; those asked for: "),
            # memberships
            (
                "partner.0.membership",
                {"group": "bb"},
                ".membership is {'group': 'bb'}; it should be written [[membersh",
            ),
            ("partner.0.membership.1", "cc", ".membership[1] is a table of keys and values, not 'cc'"),
            ("partner.0.membership.1", {}, ".membership[1] lacks the key 'group'"),
            ("partner.0.membership.1.group", 1, ".membership[1].group is 1; it should be a str"),
            ("partner.0.membership.1.since", "x", ".membership[1].since: 'x' is no date: "),
            ("partner.0.membership.0.until", "x", ".membership[0].until: 'x' is no date: "),
            ("partner.0.membership.0.note", "x", ".membership[0] has no key 'note'; those asked for: "),
            # citations
            ("partner.0.citation.1", {}, ".citation[1] lacks the key 'source'"),
            ("partner.0.citation.1", {"source": "A list"}, ".citation[1] lacks the key 'confidence'"),
            (
                "partner.0.citation.1.confidence",
                "sure",
                ".citation[1].confidence: invalid enum value 'sure'; the value is 'sure' (one of ",
            ),
            ("partner.0.citation.1.source", "", ".citation[1].source: expected `str` of length >= 1; the value is ''"),
            ("partner.0.citation.0.supports", "id", ".citation[0].supports is 'id'; it should be a list"),
            ("partner.0.citation.0.note", 1, ".citation[0].note is 1; it should be a str"),
            ("partner.0.citation.0.url", "x", ".citation[0] has no key 'url'; those asked for: "),
            # mechanisms
            ("mechanism.0.since", "2031", " has no key 'since'; those asked for: "),
            ("mechanism.0.kind", "country", ".kind: invalid enum value 'country'; the value is 'country' (one of "),
            ("mechanism.0.founded", "x", ".founded: 'x' is no date: "),
            ("mechanism.0.ended", 1, ".ended is 1; write a date as a text such as '2017-03'"),
            ("mechanism.0.operators", "aa", ".operators is 'aa'; it should be a list"),
            ("mechanism.0.operators", [[]], ".operators is [[]]; it should be a list of texts"),
            ("mechanism.0.part_of", ["harbour"], ".part_of is ['harbour']; it should be a str"),
            ("mechanism.0.names.en", {"text": "F"}, ".names.en[0] lacks the key 'status'"),
            ("mechanism.0.citation", "A list", ".citation is 'A list'; it should be written [[citation]]"),
        ],
    )
    def test_of_values(self, path: str, value: object, sentence: str) -> None:
        tree = changed(tuple(int(key) if key.isdigit() else key for key in path.split(".")), value)
        entry = "partner 'aa'" if path.startswith("partner") else "mechanism 'harbour-forum'"
        assert complaint(document(tree)).startswith(f"list.toml: {entry}{sentence}")

    @pytest.mark.parametrize("path", PATHS, ids=shown)
    def test_any_value_is_taken_or_refused_by_name(self, path: Path) -> None:
        for value in SAMPLES:
            found = outcome(document(changed(path, value)), "list.toml")
            assert proven(found) if isinstance(found, Entries) else found.startswith(place(path, value))

    @pytest.mark.parametrize("path", [path for path in PATHS if isinstance(path[-1], str)], ids=shown)
    def test_what_must_be_there(self, path: Path) -> None:
        found = outcome(document(without(path)), "list.toml")
        if path[-1] in NEEDED:
            assert isinstance(found, str)
            assert found.startswith(place(path, None))
            assert found.endswith(f" lacks the key {path[-1]!r}")
        else:
            assert isinstance(found, Entries)

    def test_of_what_is_nested_without_end(self) -> None:
        for opening in ("a = " + "[" * 100_000, "partner = " + "[{id = " * 100_000):
            assert complaint(opening).startswith("list.toml is no TOML: ")
        assert complaint(f"[[partner]]\nid = 'x'\nkind = {'[' * 50}{']' * 50}").startswith(
            "list.toml: partner 'x'.kind is [["
        )


class TestNames:
    """What other documents than a registry say of names, in the same way."""

    def test_one_and_several(self) -> None:
        found = names(
            {"en": {"text": "Port", "status": "editorial"}, "pt": [{"text": "Cais", "status": "official"}] * 2}, "here"
        )
        port, cais = Name("en", "Port", "editorial"), Name("pt", "Cais", "official")
        assert found == Names((port, cais, cais))

    def test_none(self) -> None:
        assert names({}, "here") == Names()

    @pytest.mark.parametrize(
        ("table", "sentence"),
        [
            ("Port", "here is a table of keys and values, not 'Port'"),
            (None, "here is a table of keys and values, not None"),
            ([], "here is a table of keys and values, not []"),
            ({"en": "Port"}, "here.en is 'Port'; it should be written [[en]]"),
            ({"en": None}, "here.en is None; it should be written [[en]]"),
            ({"en": {"id": "x"}}, "here: en 'x' lacks the key 'text'"),
            ({"en": [{"text": "Port", "status": "official"}, {}]}, "here.en[1] lacks the key 'text'"),
            (
                {"en": {"text": "Port", "status": "mine"}},
                f"here.en[0].status: invalid enum value 'mine'; the value is 'mine' (one of {STATUSES})",
            ),
        ],
    )
    def test_complaints(self, table: object, sentence: str) -> None:
        with pytest.raises(RegistryError) as caught:
            names(table, "here")
        assert str(caught.value) == sentence


class TestAnyText:
    # Left out, since other errors than ours come through: a dotted key of thousands of parts in a complaint
    # (RecursionError), and a lone surrogate as a kind, a status or a confidence (UnicodeEncodeError).
    @given(st.text())
    @example("\0")
    @example("\ufeff")
    @example("partner = [1e400, nan, -inf]")
    def test_is_entries_or_refused_by_name(self, text: str) -> None:
        found = outcome(text, "list.toml")
        assert proven(found) if isinstance(found, Entries) else found.startswith("list.toml")

    PIECES = st.sampled_from(
        (*"\"'[]{}=.,#\n1-", "[[", "]]", '"""', "true", "2031-01-01", "id", "partner", "names", "甲")
    )

    @given(st.lists(st.tuples(st.integers(0, len(FULL)), st.integers(0, 12), PIECES | st.text(max_size=3)), min_size=1))
    def test_such_as_slips_of_the_pen_make(self, edits: list[tuple[int, int, str]]) -> None:
        text = FULL
        for start, length, new in edits:
            text = text[:start] + new + text[start + length :]
        found = outcome(text, "list.toml")
        assert proven(found) if isinstance(found, Entries) else found.startswith("list.toml")


class TestValues:
    @pytest.mark.parametrize("found", [READ, READ.joint_names[0]], ids=["entries", "joint-name"])
    def test_equal_frozen_hashable(self, found: Entries | JointName) -> None:
        assert len({found, copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))}) == 1
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(found, attrs.fields(type(found))[0].name, ())
