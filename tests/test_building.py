"""Building: ids, names, the period, and the description of the source."""

import pytest

from bri_macao.errors import AmbiguousNumber
from bri_macao.parsing import read
from bri_macao.text.folding import sha256


class TestPlan:
    def test_the_source_is_described(self) -> None:
        source = read("2031年工作計劃\n一、經濟\n1.辦好論壇。").plan.source
        assert source is not None
        assert (source.title, source.language, source.length) == ("2031年工作計劃", "zh-Hant", 22)
        assert source.sha256 == sha256("2031年工作計劃\n一、經濟\n1.辦好論壇。")

    def test_names_are_attested_in_the_script_of_the_document(self) -> None:
        plan = read("2031年工作計劃\n一、經濟\n1.辦好論壇。").plan
        assert list(plan.names) == list(plan.sections[0].names) == ["zh-Hant"]
        assert plan.names.status("zh-Hant") == "attested"

    @pytest.mark.parametrize(
        ("title", "id"),
        [("2031年工作计划", "2031"), ("2031—2035年工作计划", "2031-2035"), ("工作计划", "undated")],
    )
    def test_plan_id(self, title: str, id: str) -> None:
        assert read(f"{title}\n1.办好。").plan.id == id


class TestIds:
    @pytest.mark.parametrize(
        ("body", "sections", "items"),
        [
            ("一、金融\n1.办好。\n二、贸易\n2.设立。", ["s1", "s2"], ["1", "2"]),
            # numbers that begin anew name the section
            ("一、金融\n1.办好。\n2.设立。\n二、贸易\n1.扩大。", ["s1", "s2"], ["s1/1", "s1/2", "s2/1"]),
            (
                "一、金融\n（一）债券\n1.办好。\n（二）基金\n1.设立。",
                ["s1", "s1.1", "s1.2"],
                ["s1.1/1", "s1.2/1"],
            ),
            # a number used twice is told apart
            ("一、金融\n1.办好。\n1.设立。\n1.扩大。", ["s1"], ["1", "1-2", "1-3"]),
            ("一、金融\n1.办好。\n一、贸易\n2.设立。", ["s1", "s1-2"], ["1", "2"]),
            # a number that comes again further on, where nothing begins anew
            ("一、金融\n1.办好。\n2.设立。\n二、贸易\n3.扩大。\n2.推进。", ["s1", "s2"], ["1", "2", "3", "2-2"]),
            pytest.param(
                "一、金融\n1.办好。\n2.设立。\n二、贸易\n2.扩大。",
                ["s1", "s2"],
                ["1", "2", "2-2"],
            ),
            # no heading before the first item
            ("1.办好。\n2.设立。", ["s0"], ["1", "2"]),
            ("1.办好。\n一、金融\n2.设立。", ["s0", "s1"], ["1", "2"]),
            ("第一章 金融\n第一条 办好。\n第二章 贸易\n第二条 设立。", ["s1", "s2"], ["1", "2"]),
        ],
    )
    def test_ids(self, body: str, sections: list[str], items: list[str]) -> None:
        plan = read("2031年工作计划\n" + body).plan
        assert [below.id for top in plan.sections for below in top.walk()] == [f"2031/{id}" for id in sections]
        assert [item.id for item in plan.items] == [f"2031/{id}" for id in items]

    def test_an_ambiguous_number(self) -> None:
        reading = read("2031年工作计划\n一、金融\n1.办好。\n二、贸易\n1.设立。")
        with pytest.raises(AmbiguousNumber):
            reading.locate(1)
        assert reading.locate("2031/s2/1").line == 5
