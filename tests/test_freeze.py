"""What is frozen: it is what people wrote, canonical, and true to its own rules."""

import importlib.util
import shutil
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

import bri_macao
from bri_macao import _json
from bri_macao.anchoring import attach
from bri_macao.formats import _trees, json
from bri_macao.model import LANGUAGES, Names, NameStatus, Period, Plan, PolicyArea
from bri_macao.parsing import parse
from bri_macao.plans import load_plan
from bri_macao.text import fold
from bri_macao.text.folding import trace

HERE = Path(__file__).parent
DATA = Path(bri_macao.__file__).parent / "data"
TOOL = HERE.parent / "tools/freeze.py"


@pytest.fixture
def freeze(tmp_path: Path) -> Any:
    """The tool, working on a copy of the data."""
    spec = importlib.util.spec_from_file_location("freeze", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.DATA.resolve() == DATA.resolve()
    shutil.copytree(DATA, tmp_path / "data")
    module.DATA = tmp_path / "data"
    return module


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


# A document with the shape of the 2023 plan and words of its own.
CLAUSES = ("筹办第{}届港口论坛", "扩建第{}座图书馆", "举办第{}次电影节", "出版第{}卷海图")
COUNTS = (4, 7, 8, 3, 1)


def document() -> str:
    lines = ["2023年港口工作重点"]
    number = 0
    for numeral, count in zip("一二三四五", COUNTS, strict=True):
        lines.append(f"{numeral}、港口之{numeral}")
        for _ in range(count):
            number += 1
            lines.append(f"{number}.{CLAUSES[number % 4].format(number)}，{CLAUSES[number % 3].format(number + 30)}。")
    return "\n".join(lines)


def judge(data: Path) -> Path:
    """Annotate that document instead of the 2023 one."""
    named = dict(zip(CLAUSES, ("港口论坛", "图书馆", "电影节", "海图"), strict=True))
    lines = []
    for item in parse(document()).items:
        clauses = [CLAUSES[item.number % 4], CLAUSES[item.number % 3]]
        lines += ["[[item]]", f"number = {item.number}", "mentions = ["]
        lines += [f'  {{ name = "{name}", mechanism = "mif" }},' for name in dict.fromkeys(map(named.get, clauses))]
        lines += ["]"]
        for clause in clauses:
            lines += ["[[item.action]]", f'begins = "{clause[:2]}"', 'aspect = "other"', 'statement = { en = "Act" }']
    path = data / "plans/2023.annotations.toml"
    path.write_text("\n".join(lines), "utf-8")
    return path


class TestTheTool:
    def test_nothing_would_change(self, freeze: Any, capsys: pytest.CaptureFixture[str]) -> None:
        assert freeze.main(["--check"]) == 0
        assert capsys.readouterr().out == ""

    def test_what_is_bundled_is_what_it_writes(self, freeze: Any) -> None:
        made = {path.name: data for path, data in freeze.frozen().items()}
        assert made == {path.name: path.read_bytes() for path in (DATA / "frozen").iterdir()}

    def test_it_writes_the_same_again(self, freeze: Any) -> None:
        assert freeze.frozen() == freeze.frozen()

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            ("plans/2023.toml", "Cooperation in the financial sector", "Cooperation in financial matters"),
            ("plans/2023.anchors.toml", "length = 2849", "length = 2850"),
            ("plans/2023.annotations.toml", "Attract more overseas companies to invest in Macao", "Attract more"),
        ],
    )
    def test_it_sees_a_change_in_the_plan(
        self, freeze: Any, name: str, old: str, new: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = freeze.DATA / "frozen/2023.json"
        before = target.read_bytes()
        edit(freeze.DATA / name, old, new)
        assert freeze.main(["--check"]) == 1
        assert capsys.readouterr().out == "would change: frozen/2023.json\n"
        assert target.read_bytes() == before

        assert freeze.main([]) == 0
        assert capsys.readouterr().out == "wrote: frozen/2023.json\n"
        assert freeze.main(["--check"]) == 0
        assert json.loads(target.read_bytes()) != load_plan(2023)

    def test_it_sees_a_change_in_the_registry(self, freeze: Any, capsys: pytest.CaptureFixture[str]) -> None:
        edit(freeze.DATA / "registry/mechanisms-finance.toml", 'id = "lotus-fund"', 'id = "the-lotus-fund"')
        edit(freeze.DATA / "plans/2023.annotations.toml", 'mechanism = "lotus-fund"', 'mechanism = "the-lotus-fund"')
        assert freeze.main(["--check"]) == 1
        assert capsys.readouterr().out.splitlines() == [
            "would change: frozen/2023.json",
            "would change: frozen/registry.json",
        ]

    def test_it_sees_a_missing_file(self, freeze: Any, capsys: pytest.CaptureFixture[str]) -> None:
        shutil.rmtree(freeze.DATA / "frozen")
        assert freeze.main(["--check"]) == 1
        assert freeze.main([]) == 0
        assert capsys.readouterr().out.splitlines() == [
            f"{what}: frozen/{name}"
            for what in ("would change", "wrote")
            for name in ("2023.json", "registry.json", "plan.schema.json")
        ]
        assert (freeze.DATA / "frozen/2023.json").read_bytes() == (DATA / "frozen/2023.json").read_bytes()

    def test_anchors_of_a_copy(self, freeze: Any, tmp_path: Path) -> None:
        copy = tmp_path / "copy.txt"
        copy.write_text(document(), "utf-8")
        judge(freeze.DATA)
        freeze.anchor(copy)
        written = (freeze.DATA / "plans/2023.anchors.toml").read_text("utf-8")
        table = tomllib.loads(written)
        assert table["source"]["length"] == len(document())
        plan = parse(document())
        assert list(table["items"]) == [item.id for item in plan.items]
        for item in plan.items:
            text = item.text or ""
            found = table["items"][item.id]
            assert (found["length"], found["trace"]) == (len(fold(text)), trace(fold(text)))
            assert text[:12] not in written
            (name, start, end, surface), *_ = found["mentions"]
            assert text[start:end] == surface == name
            assert [text[start:end] for start, end, _ in found["actions"]] == text.removesuffix("。").split("，")
            assert {verb for *_, verb in found["actions"]} <= {"筹办", "扩建", "举办", "出版"}

    def test_a_copy_of_a_year_that_is_not_written_yet(self, freeze: Any, tmp_path: Path) -> None:
        copy = tmp_path / "copy.txt"
        copy.write_text(document().replace("2023年", "2031年"), "utf-8")
        with pytest.raises(SystemExit, match=r"is the document of 2031, and there is no plans/2031\.toml yet"):
            freeze.main(["--source", str(copy)])

    def test_another_year(self, freeze: Any, tmp_path: Path) -> None:
        judge(freeze.DATA)
        plans = freeze.DATA / "plans"
        for ending in ("toml", "annotations.toml"):
            text = (plans / f"2023.{ending}").read_text("utf-8")
            (plans / f"2031.{ending}").write_text(
                text.replace('id = "2023"', 'id = "2031"').replace("2023-", "2031-"), "utf-8"
            )
        shutil.copy(DATA / "plans/2023.annotations.toml", plans)  # only the other year is of our own words
        copy = tmp_path / "copy.txt"
        copy.write_text(document().replace("2023年", "2031年"), "utf-8")
        assert freeze.main(["--source", str(copy)]) == 0
        plan = json.loads((freeze.DATA / "frozen/2031.json").read_bytes())
        assert (plan.id, plan.period, len(plan.items)) == ("2031", Period(date(2031, 1, 1), date(2031, 12, 31)), 23)
        assert (freeze.DATA / "frozen/2023.json").read_bytes() == (DATA / "frozen/2023.json").read_bytes()

    def test_frozen_from_a_copy_it_attaches_to_the_copy(self, freeze: Any, tmp_path: Path) -> None:
        copy = tmp_path / "copy.txt"
        copy.write_text(document(), "utf-8")
        judge(freeze.DATA)
        assert freeze.main(["--source", str(copy)]) == 0
        plan = json.loads((freeze.DATA / "frozen/2023.json").read_bytes())
        reading = attach(plan, copy)
        assert {finding.code for finding in reading.findings} <= {"BRI305"}  # its headings are its own
        assert [item.text for item in reading.plan.items] == [item.text for item in parse(document()).items]
        assert all(m.span.of(item.text or "") == m.surface for item in reading.plan.items for m in item.mentions)
        assert "第" not in "".join(item.text or "" for item in plan.items)

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('begins = "筹办"', 'begins = "缺席"', "no action begins with '缺席'"),
            ('name = "港口论坛"', 'name = "山口论坛"', "'山口论坛' does not stand in "),
        ],
    )
    def test_words_that_the_copy_lacks(self, freeze: Any, tmp_path: Path, old: str, new: str, said: str) -> None:
        copy = tmp_path / "copy.txt"
        copy.write_text(document(), "utf-8")
        path = judge(freeze.DATA)
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        with pytest.raises(SystemExit, match=said):
            freeze.main(["--source", str(copy)])


FROZEN = sorted(path.name for path in (DATA / "frozen").iterdir())
YEARS = [name for name in FROZEN if name.removesuffix(".json").isdigit()]


class TestFrozenFiles:
    def test_are_these(self) -> None:
        assert FROZEN == ["2023.json", "plan.schema.json", "registry.json"]

    @pytest.mark.parametrize("name", YEARS)
    def test_are_canonical(self, name: str) -> None:
        data = (DATA / "frozen" / name).read_bytes()
        plan = json.trusted(data)
        assert json.dumps(plan) == data
        assert _trees.plan_of(*_json.read(data)) == plan == load_plan(int(plan.id))

    @pytest.mark.parametrize("name", FROZEN)
    def test_hold_no_character_of_compatibility(self, name: str) -> None:
        text = (DATA / "frozen" / name).read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text)
        assert not any("\uf900" <= character <= "\ufaff" for character in text)
        assert not any(
            unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn") for character in text if character != "\n"
        )


def all_names(plan: Plan) -> Iterator[tuple[str, Names]]:
    """Everything in a plan that has names."""
    yield plan.id, plan.names
    for section in (below for top in plan.sections for below in top.walk()):
        yield section.id, section.names
    for item in plan.items:
        yield item.id, item.names
    yield from ((partner.id, partner.names) for partner in plan.partners)
    yield from ((mechanism.id, mechanism.names) for mechanism in plan.mechanisms)


PLAN = load_plan(2023)
NAMED = tuple(all_names(PLAN))


class TestThePlanOf2023:
    def test_its_shape(self) -> None:
        assert [len(section.items) for section in PLAN.sections] == list(COUNTS)
        assert [section.number for section in PLAN.sections] == [1, 2, 3, 4, 5]
        assert "".join(section.numeral for section in PLAN.sections) == "一二三四五"
        assert [section.id for section in PLAN.sections] == [f"2023/s{n}" for n in range(1, 6)]
        assert all(section.sections == () for section in PLAN.sections)

    def test_its_numbers_run_on(self) -> None:
        assert [item.number for item in PLAN.items] == list(range(1, 24))
        assert [item.id for item in PLAN.items] == [f"2023/{n}" for n in range(1, 24)]
        assert [item.numeral for item in PLAN.items] == [str(n) for n in range(1, 24)]

    def test_its_period(self) -> None:
        assert PLAN.period == Period(date(2023, 1, 1), date(2023, 12, 31))

    def test_its_arrangement_resolves(self) -> None:
        assert PLAN.arrangement is not None
        assert PLAN.mechanism(PLAN.arrangement).kind == "arrangement"

    def test_its_source_is_described(self) -> None:
        assert PLAN.source is not None
        assert PLAN.source.title == PLAN.names["zh-Hans"]
        assert PLAN.source.language == "zh-Hans"
        assert PLAN.source.sha256 is not None

    def test_it_holds_no_official_text(self) -> None:
        assert [item.id for item in PLAN.items if item.text is not None] == []

    def test_fingerprints_are_complete(self) -> None:
        for item in PLAN.items:
            found = item.fingerprint
            assert found is not None
            assert found.length == len(found.trace) > 0
            assert set(found.trace) <= set("0123456789abcdef")
            assert len(found.sha256) == len(bytes.fromhex(found.sha256)) * 2 == 64
        assert len({item.fingerprint for item in PLAN.items}) == len(PLAN.items)

    def test_every_item_has_its_policy_areas(self) -> None:
        for item in PLAN.items:
            assert item.policy_areas
            assert set(item.policy_areas) <= set(get_args(PolicyArea))
            assert len(set(item.policy_areas)) == len(item.policy_areas)

    @pytest.mark.parametrize(("id", "names"), NAMED, ids=[id for id, _ in NAMED])
    def test_names_in_four_languages(self, id: str, names: Names) -> None:
        assert set(names) == set(LANGUAGES), id
        for name in names.entries:
            assert name.status in get_args(NameStatus)
            assert name.text == name.text.strip() != ""
            assert "  " not in name.text

    @pytest.mark.parametrize("item", PLAN.items, ids=lambda item: str(item.id))
    def test_titles_of_items_are_ours(self, item: Any) -> None:
        assert {name.status for name in item.names.entries} == {"editorial"}

    @pytest.mark.parametrize("section", [PLAN, *PLAN.sections], ids=lambda section: str(section.id))
    def test_headings_are_the_documents(self, section: Any) -> None:
        assert section.names.status("zh-Hans") == "official"
        assert {section.names.status(language) for language in ("pt", "en")} <= {"translated", "official"}
        assert section.names.status("zh-Hant") in ("converted", "official")

    @pytest.mark.parametrize(("id", "names"), NAMED, ids=[id for id, _ in NAMED])
    def test_simplified_is_simplified_and_the_same_in_traditional(self, id: str, names: Names) -> None:
        simplified, traditional = names["zh-Hans"], names["zh-Hant"]
        assert [c for c in simplified if "\u3400" <= c <= "\u9fff" and fold(c) != c] == [], id
        if names.status("zh-Hant") == "converted":
            assert fold(traditional) == fold(simplified), id
        assert not any("\u3400" <= c <= "\u9fff" for language in ("pt", "en") for c in names[language])

    def test_entities_resolve(self) -> None:
        for mechanism in PLAN.mechanisms:
            assert [PLAN.partner(id).id for id in mechanism.operators] == list(mechanism.operators)
            assert mechanism.part_of is None or PLAN.mechanism(mechanism.part_of) != mechanism
        for partner in PLAN.partners:
            assert [PLAN.partner(m.group).id for m in partner.memberships] == [m.group for m in partner.memberships]
        for item in PLAN.items:
            PLAN.partners_of(item)
            PLAN.mechanisms_of(item)
        ids: list[str] = [*(partner.id for partner in PLAN.partners), *(mechanism.id for mechanism in PLAN.mechanisms)]
        assert len(ids) == len(set(ids))

    def test_every_fact_has_a_citation(self) -> None:
        assert [partner.id for partner in PLAN.partners if not partner.citations] == []
        assert [mechanism.id for mechanism in PLAN.mechanisms if not mechanism.citations] == []
