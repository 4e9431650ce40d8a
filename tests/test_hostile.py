"""Hostile input: a normal result or a `BriMacaoError`, nothing else; in linear time and in bounded memory."""

import contextlib
import gc
import json as stdlib
import os
import re
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from bri_macao.anchoring import attach
from bri_macao.errors import BriMacaoError, RegistryError, SourceError
from bri_macao.findings import LoadError
from bri_macao.formats import json
from bri_macao.model import (
    Action,
    ActionId,
    ItemId,
    Mention,
    Name,
    Names,
    Partner,
    PartnerId,
    Plan,
    PlanId,
    Section,
    SectionId,
    WorkItem,
)
from bri_macao.outlining import read_outline
from bri_macao.parsing import parse, read
from bri_macao.plans import load_plan
from bri_macao.querying import query
from bri_macao.readings import Reading
from bri_macao.registry import Registry
from bri_macao.spans import Span
from bri_macao.text import Source
from bri_macao.validation import validate

PLAN = read_outline("2031年重点工作\n一、金融\n1.与葡语国家办好论坛。\n2.设立“蓝色基金”。").plan
DOCUMENT = "2031年重點工作\n一、金融\n1.與葡語國家辦好論壇。\n2.設立「藍色基金」。\n"
PARTNER = '[[partner]]\nid = "a"\nkind = "city"\nnames = { zh-Hans = { text = "甲市", status = "official" } }\n'

# Every way in for a text.
ROADS: dict[str, Callable[[str], object]] = {
    "source": Source.of,
    "read": read,
    "parse": parse,
    "attach": lambda text: attach(PLAN, text),
    "attach-bundled": lambda text: attach(load_plan(2023), text),
    "loads": json.loads,
    "registry": Registry.from_toml,
}

TEXTS: dict[str, str] = {
    "nul": "1.办\0论坛\0\n\0" * 500,
    "bidi": "\u202e1.办\u202d论\u2066坛\u2069。\u202c\n\u200f2.\u061c设立\n" * 100,
    "form-feeds": "\f" * 20_000 + "1.办\f论\f\f坛",
    "other-breaks": "1.办\v论\x1c坛\x85二\u2028三\u2029四\r五\n\r六" * 200,
    "controls": "".join(map(chr, range(0x20))) + "\x7f" + "".join(map(chr, range(0x80, 0xA0))) + "1.办论坛",
    "lone-surrogates": "203\ud8001年\n一、\udfff金融\n1.\ud800办\udfff“论\udc00坛”\n\ud8002.x" * 100,
    "surrogates-swapped": "1.\udc00\ud800" * 1000,
    "marks-in-the-middle": "1.办\ufeff论\ufeff坛\n\ufeff2.设立\n" * 200,
    "mark-alone": "\ufeff",
    "marks-on-nothing": "\u0301\u20e3\u3099" * 200 + "\n\u03011.\u0301",
    "hangul-parts": "1.\u1100" + "\u1161\u11a8" * 2000,
    "zero-width": "1\u200b.\u200d办\u2060论\u200c坛" + "\u200b\u200d\u2060" * 10_000,
    "variation-selectors": "1.办" + "\ufe0f\U000e0100" * 5000 + "坛",
    "tags": "1.\U000e0001" + "\U000e0061" * 5000,
    "noncharacters": "1.\ufffe办\uffff\ufdd0\U0001fffe\U0010ffff\n" * 500,
    "private-use": "1.\ue000\uf8ff\U000f0000\n" * 500,
    "2,000-subsections": "（一）" * 2000,
    "2,000-subsections-by-line": "（一）\n" * 2000 + "1.办论坛",
    "2,000-quotes": "1." + "“" * 2000 + "基金" + "”" * 2000,
    "2,000-quotes-of-two-kinds": "1." + "“‘" * 1000 + "论坛" + "’”" * 1000,
    "2,000-brackets": "1." + "（《" * 1000 + "论坛" + "》）" * 1000,
    "huge-numeral": "9" * 100_000 + ".办论坛",
    "huge-wide-numeral": "９" * 5000 + "．办论坛",
    "huge-chinese-numeral": "亿" * 5000 + "、办\n第" + "九" * 50_000 + "章\n（" + "万" * 3000 + "）办",
    "numeral-of-2**53": f"{2**53}.办\n{2**53 + 1}.办\n{2**64}.办\n{'0' * 5000}1.办",
    "strange-digits": "١.办\n२.设\n𝟏.举\n²．争\n㊀、金\n⑳办\n〇、办\n零、办\n两、办\n",
    "huge-year": "9" * 5000 + "年重点工作\n1.办",
    "years": "0年\n99999年至0000年\n二〇三一年至2030年\n" * 200 + "1.办",
    "huge-ordinals": "1.举办" + "第" + "9" * 6000 + "届论坛，至少举办" + "十" * 5000 + "场",
    "traversal-in-a-title": "../../../../etc/passwd\n..\\..\\a:b|c?*\n1.办“../../x论坛”",
    "markup": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>\n1.<script>办</script>{{7*7}}${x}%s%n',
    "json-in-it": '{"id":"2031"}\n1.' + stdlib.dumps({"a": ["一、"] * 50}, ensure_ascii=False),
    "blank": " \t\u3000\u00a0" * 5000,
    "line-breaks": "\r\n" * 20_000,
    "nothing": "",
    "numbers-and-nothing": "".join(f"{number}.\n" for number in range(500)),
    "contents-alone": "目录\n" + "一、金融……………1\n" * 500,
    "every-line-a-page-number": "".join(f"- {number} -\n" for number in range(2000)),
    "latin-1-mojibake": DOCUMENT.encode().decode("latin-1") * 20,
}

# What takes seconds goes one way in: the others begin with the same outline, and loads and registries say no at once.
LARGE_TEXTS: dict[str, tuple[Callable[[str], object], str]] = {
    "a-line-of-1-MB": (read, "1." + "的" * 333_333),
    "a-line-of-1-MB-attached": (ROADS["attach"], "1." + "的" * 333_333),
    "200,000-combining-marks": (read, "1.举" + "\u0301" * 200_000),
    "20,000-items": (read_outline, "".join(f"{number}.办\n" for number in range(1, 20_001))),
    "100,000-headings": (read, "一、" * 100_000),
}


def outcome(function: Callable[[Any], object], given: object) -> object:
    """What comes of it: a result, or the error, whose sentence can be written."""
    try:
        found = function(given)
    except BriMacaoError as error:
        str(error)
        return error
    if isinstance(found, Reading):
        assert str(validate(found)) is not None
        ends = [0, *(segment.span.end for segment in found.segments)]
        assert [segment.span.start for segment in found.segments] == ends[:-1]
        assert ends[-1] == len(found.source.text)
    return found


class TestText:
    @pytest.mark.parametrize("road", ROADS)
    @pytest.mark.parametrize("text", TEXTS)
    def test_a_result_or_our_error(self, text: str, road: str) -> None:
        found = outcome(ROADS[road], TEXTS[text])
        if road in ("source", "read", "attach", "attach-bundled"):
            assert not isinstance(found, BriMacaoError)  # these never raise on text
        if road in ("loads", "registry") and TEXTS[text].strip():
            assert isinstance(found, LoadError if road == "loads" else RegistryError)

    @pytest.mark.parametrize("text", LARGE_TEXTS)
    def test_large(self, text: str) -> None:
        function, given = LARGE_TEXTS[text]
        assert isinstance(outcome(function, given), Reading)

    @pytest.mark.parametrize("text", TEXTS)
    def test_what_was_read_can_be_written_or_that_is_said(self, text: str) -> None:
        plan = read(TEXTS[text]).plan
        data = outcome(json.dumps, plan)
        if "surrogate" not in text:
            assert isinstance(data, bytes)
            assert json.loads(data) == plan

    @pytest.mark.parametrize("text", TEXTS)
    def test_attached_to_itself(self, text: str) -> None:
        plan = read_outline(TEXTS[text]).plan
        bare = plan.with_items(lambda item: attrs.evolve(item, text=None))
        found = outcome(lambda text: attach(bare, text), TEXTS[text])
        assert isinstance(found, Reading)
        assert [item.text for item in found.plan.items] == [item.text for item in plan.items]
        assert [finding for finding in found.findings if finding.code in ("BRI301", "BRI302", "BRI303")] == []


GB18030 = DOCUMENT.encode("gb18030")
BYTES: dict[str, tuple[bytes, str | None, bool]] = {
    # bytes, the encoding that is named, whether they decode
    "gb18030": (GB18030, None, False),
    "gb18030-as-big5": (GB18030, "big5", False),
    "gb18030-as-utf-16": (GB18030 + b"\n", "utf-16-le", False),
    "gb18030-named": (GB18030, "gb18030", True),
    "big5": (DOCUMENT.encode("big5"), None, False),
    "big5-named": (DOCUMENT.encode("big5"), "big5", True),
    "utf-16-le": (DOCUMENT.encode("utf-16-le"), None, False),
    "utf-16-be": (DOCUMENT.encode("utf-16-be"), None, False),
    "utf-16-be-as-le": (DOCUMENT.encode("utf-16-be"), "utf-16-le", False),  # 設 is half of a pair
    "utf-16-of-latin": ("1. BRI".encode("utf-16-le"), None, True),  # NULs are UTF-8
    "utf-32": (DOCUMENT.encode("utf-32"), None, False),
    "utf-32-be": (DOCUMENT.encode("utf-32-be"), None, False),
    "utf-32-named": (DOCUMENT.encode("utf-32"), "utf-32", True),
    "utf-32-beyond-unicode": (b"\xff\xff\xff\x7f", "utf-32-le", False),
    "utf-8-cut-1": (DOCUMENT.encode()[:-5], None, False),
    "utf-8-cut-2": (DOCUMENT.encode()[:-6], None, False),
    "utf-8-begun-late": (DOCUMENT.encode()[5:], None, False),
    "utf-8-of-surrogates": (DOCUMENT.encode() + b"\xed\xa0\x80", None, False),
    "utf-8-overlong": (DOCUMENT.encode() + b"\xc0\xaf", None, False),
    "utf-8-beyond-unicode": (b"\xf4\x90\x80\x80", None, False),
    "utf-8-with-two-marks": (b"\xef\xbb\xbf" * 2 + DOCUMENT.encode(), None, True),
    "utf-16-mark-alone": (b"\xff\xfe", None, True),
    "utf-16-odd": (b"\xff\xfe1", None, False),
    "utf-7": (b"+/v8-1.", "utf-7", True),
    "every-byte": (bytes(range(256)), None, False),
    "every-byte-as-cp437": (bytes(range(256)), "cp437", True),
    "a-codec-for-bytes": (b"1.", "zlib", False),
    "a-codec-for-text": (b"1.", "rot13", False),
    "escapes": (b"\\ud800\\x00", "unicode-escape", True),
    "bad-escapes": (b"\\N{no such}", "unicode-escape", False),
    "a-path-for-a-codec": (b"1.", "../../etc/passwd", False),
    "zip": (b"PK\x03\x04" + bytes(100) + b"\xff", None, False),
    "elf": (b"\x7fELF\x02\x01\x01" + bytes(100) + b"\xff", None, False),
}


class TestBytes:
    @pytest.mark.parametrize("case", BYTES)
    def test_decoded_or_refused(self, case: str, tmp_path: Path) -> None:
        data, encoding, decodes = BYTES[case]
        path = tmp_path / "plan.txt"
        path.write_bytes(data)
        for given in (data, path):
            for function in (
                lambda given: Source.of(given, encoding=encoding),
                lambda given: read(given, encoding=encoding),
                lambda given: attach(PLAN, given, encoding=encoding),
            ):
                assert isinstance(outcome(function, given), SourceError) is not decodes
            outcome(lambda given: parse(given, encoding=encoding), given)

    @pytest.mark.parametrize("case", BYTES)
    def test_json(self, case: str) -> None:
        assert isinstance(outcome(json.loads, BYTES[case][0]), LoadError)

    @pytest.mark.parametrize("case", BYTES)
    def test_registry(self, case: str, tmp_path: Path) -> None:
        path = tmp_path / "registry.toml"
        path.write_bytes(BYTES[case][0])
        found = outcome(Registry.from_toml, path)
        assert isinstance(found, Registry if case == "utf-16-mark-alone" and not BYTES[case][0] else RegistryError)


def nested(levels: int) -> str:
    """Arrays and objects in turns."""
    return '[{"a":' * levels + "1" + "}]" * levels


JSON: dict[str, str] = {
    "nested-in-turns": nested(2000),
    "nested-in-extra": '{"id":"a","extra":{"n":' + nested(2000) + "}}",
    "nested-in-names": '{"id":"a","names":{"entries":' + nested(60) + "}}",
    "nested-in-an-unknown-key": '{"id":"a","x":' + nested(45) + "}",
    "nested-and-cut": nested(2000)[:6000],
    "20,000-unknown-keys": "{" + ",".join(f'"k{n}":{n}' for n in range(20_000)) + "}",
    "20,000-times-one-key": '{"id":"a",' + ",".join(['"id":"a"'] * 20_000) + "}",
    "5,000-faults": '{"id":"a","sections":[' + ",".join(['{"id":1}'] * 5000) + "]}",
    "keys-of-a-path": '{"id":"a","extra":{"a.b[0]":{"$":{"":{"..":1}}}},"$.id":1}',
    "a-long-key": '{"id":"a","' + "中" * 100_000 + '":1}',
    "a-long-text": '{"id":"a","sections":[{"id":"a/s1","number":"' + "中" * 100_000 + '"}]}',
    "prototypes": '{"id":"a","__proto__":{},"__class__":"x","__init__":1}',
    "spaces": " " * 100_000 + '{"id":"a"}' + " " * 100_000,
    "controls": '{"id":"\\u0000\\u202e\\uffff\\ufeff"}',
    "digits": '{"id":"a","extra":{"n":0.' + "1" * 20_000 + "}}",
    "exponents": '{"id":"a","extra":{"n":1e-' + "9" * 4000 + "}}",
    "texts-of-numbers": '{"id":"a","period":{"start":"2031-01-01","end":"٢٠٣١-١٢-٣١"}}',
}


class TestJSON:
    @pytest.mark.parametrize("case", JSON)
    @pytest.mark.parametrize("kind", [str, str.encode])
    def test_a_plan_or_our_error(self, case: str, kind: Callable[[str], object]) -> None:
        found = outcome(json.loads, kind(JSON[case]))
        if isinstance(found, Plan):
            assert json.loads(json.dumps(found)) == found
            assert str(validate(found)) is not None
        else:
            assert isinstance(found, LoadError)


TOML: dict[str, str] = {
    "arrays": "partner = " + "[" * 100_000,
    "closed-arrays": "partner = " + "[" * 2000 + "]" * 2000,
    "arrays-below-the-limit": "partner = " + "[" * 100 + "]" * 100,
    "inline-tables": "partner = " + "{a = " * 5000,
    "dotted-keys": "a." * 1000 + "a = 1",
    "headers": "".join(f"[{'.'.join('a' * n)}]\n" for n in range(1, 150)),
    "an-alias-nested": PARTNER + "aliases = " + "[" * 200 + "]" * 200,
    "a-table-for-an-id": "partner = [{ id = { a = [1] } }]",
    "an-unwritable-id": PARTNER.replace('"a"', '"\ud800"'),
    "an-escaped-surrogate": PARTNER.replace('"a"', '"\\ud800"'),
    "nul": PARTNER.replace("甲市", "\0"),
    "an-escaped-nul": PARTNER.replace("甲市", "\\u0000"),
    "a-name-of-marks": PARTNER.replace("甲市", "\u0301" * 500),
    "a-name-of-spaces": PARTNER.replace("甲市", "\u3000 "),
    "a-name-of-1-MB": PARTNER.replace("甲市", "甲" * 333_333),
    "a-language-of-nothing": PARTNER.replace("zh-Hans", '""'),
    "twice": PARTNER * 2,
    "itself": PARTNER + '[[partner.membership]]\ngroup = "a"\n',
    "carriage-returns": PARTNER.replace("\n", "\r"),
    "a-mark": "\ufeff" + PARTNER,
    "nan": PARTNER + "since = nan",
    "infinity": PARTNER + "since = 1e999999",
    "no-such-day": PARTNER + "since = 2031-02-30",
    "no-such-day-as-text": PARTNER + 'since = "2031-02-30"',
    "strange-digits": PARTNER + 'since = "٢٠٢٣"',
    "a-time": PARTNER + "since = 1979-05-27T07:32:00+23:59",
    "joint-of-nobody": '[[joint_name]]\ntext = ""\npartners = []',
    "traversal": PARTNER.replace('"a"', '"../../../etc/passwd"'),
}

# What 4,300 digits and more do to `int(text)` and to `repr(int)`.
LONG_INTEGERS = {
    "4,301-digits": "n = " + "9" * 4301,
    "underscores": "n = " + "1_" * 4301 + "1",
    "hexadecimal": "partner = 0x" + "f" * 9000,
    "in-a-list": PARTNER + "aliases = [0x" + "f" * 9000 + "]",
    "for-a-date": PARTNER + "since = 0x" + "f" * 9000,
}


class TestRegistry:
    @pytest.mark.parametrize("case", TOML)
    def test_a_registry_or_our_error(self, case: str, tmp_path: Path) -> None:
        found = outcome(Registry.from_toml, TOML[case])
        assert isinstance(found, Registry | RegistryError)
        if "\ud800" not in TOML[case]:
            path = tmp_path / "registry.toml"
            path.write_bytes(TOML[case].encode())
            assert isinstance(outcome(Registry.from_toml, path), type(found) if "\r" not in TOML[case] else object)

    @pytest.mark.parametrize("case", LONG_INTEGERS)
    def test_long_integers(self, case: str) -> None:
        assert isinstance(outcome(Registry.from_toml, LONG_INTEGERS[case]), RegistryError)

    def test_a_registry_of_strange_names_links(self) -> None:
        for case in ("an-unwritable-id", "an-escaped-nul", "a-name-of-marks", "itself"):
            registry = Registry.from_toml(TOML[case])
            assert isinstance(read(DOCUMENT, registry=registry), Reading)


# Says each file that is opened for writing, made, moved or removed while the library reads a document.
WATCH = """
import sys, tempfile
import bri_macao.anchoring, bri_macao.parsing, bri_macao.validation
from bri_macao.formats import json
from bri_macao.plans import load_plan

CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.chmod", "shutil.", "socket.")

def watch(event, arguments):
    if event == "open" and (set(str(arguments[1] or "")) & set("wax+") or (arguments[2] or 0) & 0o1103):
        print(event, arguments[0], flush=True)
    if event.startswith(CHANGES) or event in ("subprocess.Popen", "os.system", "os.exec"):
        print(event, arguments, flush=True)

text = "../../../../tmp/a\\n一、../../b\\n1.办“../../../c论坛”。\\n2.设立/etc/passwd基金"
sys.addaudithook(watch)
reading = bri_macao.parsing.read(text)
json.loads(json.dumps(reading.plan))
str(bri_macao.validation.validate(reading))
bri_macao.anchoring.attach(reading.plan, text)
bri_macao.anchoring.attach(load_plan(2023), text)
"""


class TestFiles:
    def test_nothing_is_written_anywhere(self, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-B", "-c", WATCH], capture_output=True, check=False, cwd=tmp_path, text=True
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert list(tmp_path.iterdir()) == []

    def test_a_directory(self, tmp_path: Path) -> None:
        for function in (read, parse, lambda path: attach(PLAN, path)):
            assert isinstance(outcome(function, tmp_path), SourceError)
        assert isinstance(outcome(Registry.from_toml, tmp_path), RegistryError)

    @pytest.mark.parametrize("name", ["\0", "a" * 5000, "\ud800", "no/such/place", "plan.txt/x"])
    def test_impossible_names(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "plan.txt").touch()
        assert isinstance(outcome(read, tmp_path / name), SourceError)

    def test_a_registry_whose_name_has_a_nul(self, tmp_path: Path) -> None:
        assert isinstance(outcome(Registry.from_toml, tmp_path / "\0"), RegistryError)

    @pytest.mark.parametrize("name", ["/dev/zero", "/dev/urandom"])
    def test_a_file_without_end(self, name: str) -> None:
        if not Path(name).exists():
            pytest.skip(f"needs {name}")
        for function in (read, parse, Source.of, lambda path, *, largest: attach(PLAN, path, largest=largest)):
            with pytest.raises(
                SourceError, match="is larger than 1000 code points; if it is meant to be, pass largest="
            ):
                function(Path(name), largest=1000)

    @pytest.mark.parametrize("copies", [1, 200])
    def test_a_pipe(self, copies: int, tmp_path: Path) -> None:
        if not hasattr(os, "mkfifo"):
            pytest.skip("needs named pipes")
        path = tmp_path / "plan.txt"
        os.mkfifo(path)

        def write() -> None:
            with contextlib.suppress(BrokenPipeError):  # as it should be: no more is read than is allowed
                path.write_bytes(DOCUMENT.encode() * copies)

        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        found = outcome(lambda path: read(path, largest=100), path)
        writer.join(10)
        assert not writer.is_alive()
        assert isinstance(found, Reading if copies == 1 else SourceError)


def by_reading(document: Any, largest: int) -> str:
    return read(document, largest=largest).source.text


def by_parsing(document: Any, largest: int) -> str:
    return "".join(item.text or "" for item in parse(document, largest=largest).items)


def by_attaching(document: Any, largest: int) -> str:
    return attach(PLAN, document, largest=largest).source.text


def by_itself(document: Any, largest: int) -> str:
    return Source.of(document, largest=largest).text


LIMITED = "1.办论坛\U00020000。"
ENCODED = {
    "utf-8": LIMITED.encode(),
    "utf-8-marked": LIMITED.encode("utf-8-sig"),
    "utf-16": LIMITED.encode("utf-16"),
    "four-bytes-each": ("\U00020000" * 7).encode(),
}


@pytest.mark.parametrize("function", [by_reading, by_parsing, by_attaching, by_itself])
class TestLargest:
    """`largest=` is counted in code points, whatever comes in."""

    SAYS = "is larger than {} code points; if it is meant to be, pass largest="

    def refused(self, function: Callable[[Any, int], str], document: object, largest: int, name: str) -> None:
        with pytest.raises(SourceError, match=f"^{re.escape(f'{name} {self.SAYS.format(largest)}')}$"):
            function(document, largest)

    def test_text(self, function: Callable[[Any, int], str]) -> None:
        assert function(LIMITED, len(LIMITED))
        self.refused(function, LIMITED, len(LIMITED) - 1, "<text>")

    @pytest.mark.parametrize("case", ENCODED)
    def test_bytes_and_files(self, function: Callable[[Any, int], str], case: str, tmp_path: Path) -> None:
        data = ENCODED[case]
        path = tmp_path / "plan.txt"
        path.write_bytes(data)
        length = len(Source.of(data).text)
        for document, name in ((data, "<bytes>"), (path, "plan.txt")):
            if case == "four-bytes-each" and function is by_parsing:
                data = b"1.\xf0\xa0\x80\x80"  # a plan needs an item
                continue
            assert function(document, length)
            for less in (length - 1, 0):
                self.refused(function, document, less, name)

    def test_a_source_was_let_in_already(self, function: Callable[[Any, int], str]) -> None:
        assert function(Source(LIMITED), 1)

    def test_pdf(self, function: Callable[[Any, int], str], tmp_path: Path) -> None:
        pytest.importorskip("pypdf", reason="reading a PDF needs the extra `pdf`")
        path = tmp_path / "plan.pdf"
        path.write_bytes(pdf("1. " + "Hold the forum. " * 60))
        length = len(Source.of(path).text)
        for document, name in ((path.read_bytes(), "<bytes>"), (path, "plan.pdf")):
            assert function(document, length)
            self.refused(function, document, length - 1, name)

    @pytest.mark.parametrize("kind", [Path, bytes])
    def test_a_pdf_of_little_text(
        self, function: Callable[[Any, int], str], kind: type[Path | bytes], tmp_path: Path
    ) -> None:
        pytest.importorskip("pypdf", reason="reading a PDF needs the extra `pdf`")
        path = tmp_path / "plan.pdf"
        path.write_bytes(pdf("1. Hold the forum."))
        assert function(path if kind is Path else path.read_bytes(), 100)

    def test_a_pdf_file_that_is_cut_says_why(self, function: Callable[[Any, int], str], tmp_path: Path) -> None:
        pytest.importorskip("pypdf", reason="reading a PDF needs the extra `pdf`")
        path = tmp_path / "plan.pdf"
        path.write_bytes(pdf("1. Hold the forum."))
        self.refused(function, path, 10, "plan.pdf")


def pdf(line: str) -> bytes:
    """A PDF of one page with one line."""
    stream = b"BT /F1 12 Tf 72 770 Td (" + line.encode("ascii") + b") Tj ET"
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    return out + head + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


class TestLargestJSON:
    @pytest.mark.parametrize("data", [b'{"id":"2031"}', '{"id":"2031年"}', '{"id":"2031年"}'.encode()])
    def test_bytes_of_utf_8_are_counted(self, data: bytes | str) -> None:
        size = len(data.encode() if isinstance(data, str) else data)
        assert json.loads(data, largest=size).id
        with pytest.raises(LoadError, match="if they are meant to be, pass largest=") as caught:
            json.loads(data, largest=size - 1)
        assert [(finding.code, finding.path) for finding in caught.value.findings] == [("BRI411", "$")]

    def test_before_anything_else_is_looked_at(self) -> None:
        with pytest.raises(LoadError, match="100000 bytes are more than 99999"):
            json.loads("[" * 100_000, largest=99_999)


def items(count: int, text: Callable[[int], str] = lambda _: "办论坛") -> str:
    return "2031年重点工作\n" + "".join(f"{number}.{text(number)}\n" for number in range(1, count + 1))


def crowded(count: int) -> Plan:
    """A plan with many partners, and an item that names and does much."""
    text = "举办甲乙、" * count
    found = tuple(Mention(PartnerId(f"p{n}"), "partner", Span(5 * n + 2, 5 * n + 4), "甲乙") for n in range(count))
    actions = tuple(
        Action(ActionId(f"2031/1.{n + 1}"), "hold", Names.of(en=f"Hold {n}"), Span(5 * n, 5 * n + 4), "举办")
        for n in range(count)
    )
    item = WorkItem(
        id=ItemId("2031/1"), number=1, numeral="1", names=Names.of(en="One"), actions=actions, mentions=found, text=text
    )
    names = (Names((Name("zh-Hans", f"甲乙{n}", "attested"),)) for n in range(count))
    partners = tuple(Partner(id=PartnerId(f"p{n}"), kind="city", names=name) for n, name in enumerate(names))
    section = Section(id=SectionId("2031/s1"), number=1, numeral="一", items=(item,))
    return Plan(id=PlanId("2031"), names=Names.of(en="Plan"), partners=partners, sections=(section,))


def asked(plan: Plan) -> None:
    found = query(plan).partner(kind="city").aspect("hold").text("甲乙")
    assert found.count() == 1
    assert found.partners()
    assert found.table("zh-Hans")


def wide(count: int) -> bytes:
    return json.dumps(read_outline(items(count)).plan)


def reattached(count: int) -> tuple[Plan, str]:
    """A plan and a copy of its document in which every second item reads otherwise."""
    text = items(count, lambda number: f"办第{number}届论坛，扩大人民币使用")
    plan = read_outline(text).plan
    return plan, items(count, lambda number: f"办第{number}届论{'坛壇'[number % 2]}，扩大人民{'币帀'[number % 2]}使用")


# Of a size: what is measured; a callable of what was made for that size.
SHAPES: dict[str, tuple[int, Callable[[int], Any], Callable[[Any], object]]] = {
    "items": (200, items, read),
    "items-of-one-number": (200, lambda n: "1.办论坛\n" * n, read),
    "headings-in-one-line": (2000, lambda n: "一、" * n, read),
    "headings": (400, lambda n: "一、\n" * n, read),
    "levels": (60, lambda n: "一、节\n（一）小\n1.办\n（1）甲\n" * n, read),
    "contents": (1500, lambda n: "目录\n" + "一、金融……1\n" * n, read),
    "one-item-of-clauses": (600, lambda n: "1." + "举办甲乙、" * n, read),
    "lead-ins": (1000, lambda n: "1." + "根据甲，" * n, read),
    "joining-words": (2000, lambda n: "1." + "及、与" * n, read),
    "opening-quotes": (2000, lambda n: "1." + "“" * n, read),
    "opening-titles": (3000, lambda n: "1." + "《" * n, read),
    "opening-brackets": (5000, lambda n: "1." + "（" * n, read),
    "heads-of-names": (700, lambda n: "1." + "基金" * n, read),
    "names-across-words": (1500, lambda n: "1." + "推广东" * n, read),
    "names-side-by-side": (500, lambda n: "1." + "巴西葡萄牙" * n, read),
    "names-in-latin": (2000, lambda n: "1." + "brazil" * n, read),
    "names-in-names": (300, lambda n: "1." + "国际论坛中国" * n, read),
    "unknown-names": (250, lambda n: "1." + "".join(f"“甲{k}基金”、" for k in range(n)), read),
    "unknown-names-by-item": (120, lambda n: items(n, lambda k: f"设立“甲{k}基金”"), read),
    "cities": (600, lambda n: "1." + "甲乙市" * n, read),
    "the-belt-and-road": (500, lambda n: "1." + "“一带一路”沿线" * n, read),
    "combining-marks": (5000, lambda n: "1.举" + "\u0301" * n, read),
    "wraps": (1500, lambda n: "1." + "的\n" * n, read),
    "pages": (500, lambda n: "1.举\f" * n, read),
    "invisible": (60_000, lambda n: "1." + "\u200b" * n, read),
    "surrogates": (150, lambda n: "1.\ud800办\udfff论坛\n" * n, read),
    "digits": (60_000, lambda n: "9" * n + ".", read),
    "chinese-digits": (30_000, lambda n: "第" + "九" * n + "章", read),
    "attach-the-same": (150, lambda n: (read_outline(items(n)).plan, items(n)), lambda made: attach(*made)),
    "attach-another": (60, reattached, lambda made: attach(*made)),
    "attach-nothing-alike": (300, lambda n: (PLAN, items(n)), lambda made: attach(*made)),
    "attach-crowded": (500, lambda n: (crowded(n), "1." + "举办甲乙、" * n), lambda made: attach(*made)),
    "validate-crowded": (400, crowded, validate),
    "validate-many": (300, lambda n: read_outline(items(n)).plan, validate),
    "query-crowded": (1500, lambda n: json.dumps(crowded(n)), lambda data: asked(json.trusted(data))),
    "loads": (400, wide, json.loads),
    "loads-indented": (400, lambda n: wide(n) + b"\n", json.loads),
    "loads-faults": (300, lambda n: wide(n).replace(b'"number":', b'"no":'), lambda data: outcome(json.loads, data)),
    "loads-a-key-again": (
        4000,
        lambda n: b'{"id":"a"' + b',"id":"a"' * n + b"}",
        lambda data: outcome(json.loads, data),
    ),
    "registry": (100, lambda n: "".join(map(city, range(n))), lambda text: Registry.from_toml(text).surfaces),
}


def city(number: int) -> str:
    return PARTNER.replace('"a"', f'"a{number}"').replace("甲市", f"甲{number}市")


def seconds(function: Callable[[Any], object], given: object) -> float:
    # Time of this process, so that what else the machine does counts little.
    gc.collect()
    start = time.process_time()
    function(given)
    return time.process_time() - start


def ratio(size: int, make: Callable[[int], Any], function: Callable[[Any], object]) -> float:
    """How many times longer four times as much takes: the minimum of several runs each, more of them when in doubt."""
    small, large = make(size), make(4 * size)
    function(small)  # what is made on first use is made now
    best = [float("inf")] * 2
    for turn in range(6):
        best = [min(best[0], seconds(function, small)), min(best[1], seconds(function, large))]
        if turn and best[1] < BOUND * 0.75 * best[0]:
            break
    return best[1] / best[0]


BOUND = 8
"""Four times as much takes four times as long where time is linear, and sixteen times where it is quadratic."""


class TestTime:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_grows_in_proportion(self, shape: str) -> None:
        found = ratio(*SHAPES[shape])
        print(f"{shape}: {found:.1f}")  # noqa: T201 - shown where it fails, and with -s
        assert found < BOUND

    def test_marks_of_two_classes(self) -> None:
        # One above, one below: they want sorting, which the same mark again and again does not.
        assert ratio(2000, lambda n: "1.举" + "\u0301\u0327" * n, read) < BOUND


MEMORY: dict[str, tuple[str, int]] = {
    # a line, and how many bytes a code point may take at most; measured, and half as much again
    "sentences": ("与葡语国家办好“港口论坛”，争取设立基金，继续推广人民币，至少举办两场培训活动。", 240),
    "a-few-characters-each": ("办论坛", 450),
}


@pytest.fixture
def traced() -> Iterator[None]:
    gc.collect()
    tracemalloc.start()
    yield
    tracemalloc.stop()


class TestMemory:
    @pytest.mark.parametrize("shape", MEMORY)
    @pytest.mark.usefixtures("traced")
    def test_of_reading(self, shape: str) -> None:
        line, most = MEMORY[shape]
        text = items(20_000 // len(line), lambda _: line)[:20_000]
        read("1.与巴西办论坛。")  # what is made on first use is no part of it
        tracemalloc.clear_traces()
        reading = read(text)
        peak = tracemalloc.get_traced_memory()[1] / len(text)
        print(f"{shape}: {peak:.0f} bytes a code point")  # noqa: T201
        assert reading.plan.items
        assert peak < most
