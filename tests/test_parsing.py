"""Reading and parsing: what goes in and comes out, and the promise that nothing of a document is lost."""

import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bri_macao.errors import BriMacaoError, SourceError
from bri_macao.findings import ParseError
from bri_macao.model import Mechanism, MechanismId, Names, Period, Plan
from bri_macao.parsing import parse, read
from bri_macao.readings import Reading
from bri_macao.registry import Registry
from bri_macao.text import Source, excerpt

TOP = "2031年工作计划\n一、金融\n"


class TestRead:
    def test_what_it_gives(self) -> None:
        raw = TOP + "1.办好论\n坛。\n2.设立＂基金＂。"
        reading = read(raw)
        plan = reading.plan
        assert (plan.id, plan.names["zh-Hans"], plan.period) == ("2031", "2031年工作计划", Period.years(2031))
        assert [(section.id, section.number, section.numeral) for section in plan.sections] == [("2031/s1", 1, "一")]
        assert [(item.id, item.number, item.numeral, item.text) for item in plan.items] == [
            ("2031/1", 1, "1", "办好论坛。"),
            ("2031/2", 2, "2", "设立“基金”。"),
        ]
        assert [(repair.rule, repair.before, repair.after) for repair in reading.repairs] == [
            ("line-wrap", "\n", ""),
            ("quote", "＂", "“"),
            ("quote", "＂", "”"),
        ]
        assert (reading.findings, reading.source) == ((), Source(raw))

    @pytest.mark.parametrize(
        "document",
        [
            TOP + "1.办好论坛。",
            (TOP + "1.办好论坛。").encode(),
            Source(TOP + "1.办好论坛。"),
        ],
        ids=["str", "bytes", "source"],
    )
    def test_of_every_kind(self, document: str | bytes | Source) -> None:
        assert read(document).plan.item(1).text == parse(document).item(1).text == "办好论坛。"

    def test_of_a_file_in_another_encoding(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.txt"
        path.write_bytes((TOP + "1.办好论坛。").encode("gb18030"))
        assert read(path, encoding="gb18030").plan.item(1).text == "办好论坛。"
        assert parse(path, encoding="gb18030") == read(path, encoding="gb18030").plan
        with pytest.raises(SourceError):
            read(path)
        with pytest.raises(SourceError):
            parse(path)

    def test_with_a_registry_of_ones_own(self) -> None:
        forum = Mechanism(id=MechanismId("port-forum"), kind="forum", names=Names.of(zh_Hans="港口论坛"))
        raw = TOP + "1.与葡语国家合办“港口论坛”，筹备港口高峰论坛。"
        ours = Registry((), (forum,))
        assert next(mention.entity for mention in read(raw).plan.item(1).mentions) == "portuguese-speaking-countries"
        for plan in (read(raw, registry=ours).plan, parse(raw, registry=ours)):
            assert forum in plan.mechanisms
            assert "port-forum" in [mention.entity for mention in plan.item(1).mentions]
            assert "portuguese-speaking-countries" not in [mention.entity for mention in plan.item(1).mentions]
        (finding,) = (finding for finding in read(raw, registry=ours).findings if finding.found == "港口高峰论坛")
        assert finding.message == "'港口高峰论坛' is not in the registry; did you mean 'port-forum'?"

    def test_a_text_that_names_no_year_of_its_own(self) -> None:
        plan = read("工作计划\n（2031年1月5日印发）\n一、金融\n1.办好。").plan
        assert (plan.id, plan.period) == ("2031", Period.years(2031))


class TestParse:
    def test_a_plan(self) -> None:
        plan = parse(TOP + "1.办好论坛。")
        assert isinstance(plan, Plan)
        assert plan == read(TOP + "1.办好论坛。").plan

    def test_warnings_are_no_errors(self) -> None:
        assert parse(TOP + "1.办好“论坛。\n3.设立。").item(3).text == "设立。"

    def test_an_error_with_every_finding_and_the_place(self) -> None:
        with pytest.raises(ParseError) as caught:
            parse("工作计划\n办好论坛。")
        error = caught.value
        assert [finding.code for finding in error.findings] == ["BRI202", "BRI203"]
        assert error.source == Source("工作计划\n办好论坛。")
        lines = str(error).splitlines()
        assert lines[0] == "2 problems:"
        assert lines[1::3] == [str(finding) for finding in error.findings]
        assert lines[2::3] == ["1 | 工作计划"] * 2
        assert lines[3::3] == ["  | ^^^^^^^^"] * 2  # the title

    def test_is_of_the_family(self) -> None:
        with pytest.raises(BriMacaoError):
            parse("")


class TestBeginnings:
    """What some programs put before the first character must not hide the first marker."""

    @pytest.mark.parametrize(
        "raw",
        [
            "1.办好。\n2.设立。",
            pytest.param("\ufeff1.办好。\n2.设立。"),
            pytest.param("1.办好。\n\u200b2.设立。"),
        ],
    )
    def test_marker(self, raw: str) -> None:
        assert [item.text for item in read(raw).plan.items] == ["办好。", "设立。"]

    def test_title(self) -> None:
        assert read("\ufeff" + TOP + "1.办好。").plan.names["zh-Hans"] == "2031年工作计划"


RAW = st.lists(
    st.sampled_from(
        '一二三、1.2。，“”＂" \t\u3000\n\r\f（）①第章附件：金融办好\ufeff\u200be\u0301\uf90a\u2fa6\ud800\ufffd'
    )
    | st.sampled_from(
        ("2031年工作计划\n", "\n一、", "\n（一）", "\n1.", "\n2.", "\n\n\n\n\n", "目录\n", "……3\n", "第1页\n")
    )
    | st.characters()
).map("".join)


def covers(reading: Reading) -> bool:
    place = 0
    for segment in reading.segments:
        if segment.span.start != place or not len(segment.span):
            return False
        place = segment.span.end
    return place == len(reading.source.text)


class TestPromises:
    @given(RAW)
    @example("\ufeff")
    @example("1.\n\n2.")
    @example("一、\n一、\n一、")
    @settings(max_examples=300)
    def test_any_text_is_read(self, raw: str) -> None:
        reading = read(raw)
        assert covers(reading)
        ids = [node.id for node in reading.nodes]
        assert len(ids) == len(set(ids))
        for item in reading.plan.items:
            text = item.text or ""
            assert unicodedata.is_normalized("NFC", text)
            assert not re.search("[\n\r\f]", text)
            assert reading.locate(item.id).span.end <= len(raw)
        for finding in reading.findings:
            assert finding.span is not None
            assert excerpt(reading.source, finding.span)
            assert str(finding)

    @given(RAW)
    def test_parse_gives_the_plan_or_one_kind_of_error(self, raw: str) -> None:
        reading = read(raw)
        if reading.plan.items:
            assert parse(raw) == reading.plan
        else:
            with pytest.raises(ParseError) as caught:
                parse(raw)
            assert caught.value.findings == reading.findings


class TestTime:
    """Documents of a size and a shape that nobody foresaw take no longer than they must."""

    @pytest.mark.parametrize(
        "raw",
        [
            TOP + "1." + "办好论坛，" * 20_000,
            TOP + "".join(f"{n}.办好。\n" for n in range(1, 3000)),
            TOP + "1.办好：\n" + "（1）设立。\n" * 3000,
            TOP + "1.办好" + "\n" * 20_000 + "论坛。",
            TOP + "1." + '"' * 5000,
            TOP + "1.e" + "\u0301" * 20_000,
            "计划（" * 5000,
            "\n".join(f"金融{chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(2000)),
            TOP + "1.办好" + " " * 40_000 + "论坛。",
            "1 " * 40_000 + "论坛",
            "目录\n" * 1000,
            "".join(f"{n % 9}\f" for n in range(5000)),
            TOP + "".join(f"{n % 5 + 1}.办好”。\f" for n in range(2000)),
        ],
        ids=[
            *("long line", "items", "points", "blank lines", "quotes", "accents", "titles", "preface", "spaces"),
            *("figures", "contents", "bare numbers", "findings"),
        ],
    )
    def test_seconds(self, raw: str) -> None:
        begun = time.process_time()
        read(raw)
        assert time.process_time() - begun < 5.0
