"""The strategies: each gives what it promises, and what they give holds good for the model."""

import pickle
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import accumulate
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from bri_macao import model, strategies
from bri_macao.formats import json
from bri_macao.model import (
    LANGUAGES,
    Action,
    Extra,
    Fingerprint,
    Mechanism,
    MechanismId,
    Mention,
    Name,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    Period,
    Plan,
    Section,
    Target,
    WorkItem,
)
from bri_macao.registry import Registry
from bri_macao.spans import Span
from bri_macao.strategies import _documents
from bri_macao.text import clean, fold, width


def times(count: int) -> settings:
    """So many examples, on a machine that may be slow."""
    phases = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
    return settings(max_examples=count, deadline=None, phases=phases, suppress_health_check=[HealthCheck.too_slow])


def simplest(strategy: st.SearchStrategy[Any], condition: Callable[[Any], Any]) -> Any:
    """The simplest example that Hypothesis finds, none of its earlier finds remembered."""
    quick = settings(times(1000), database=None, phases=(Phase.generate, Phase.shrink))
    return find(strategy, condition, settings=quick)


def sample(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """So many examples: enough for what is rare, since what is drawn depends on which modules are loaded."""
    seen: list[Any] = []

    @settings(times(count), derandomize=True, database=None, phases=(Phase.generate,))
    @given(strategy)
    def draw(value: Any) -> None:
        seen.append(value)

    draw()
    return seen


@pytest.fixture(scope="module")
def some_plans() -> list[Plan]:
    return sample(strategies.plans(), 200)


@pytest.fixture(scope="module")
def some_documents() -> list[str]:
    return sample(strategies.written_plans().flatmap(strategies.dirty_extractions), 1000)


@pytest.fixture(scope="module")
def some_registries() -> list[Registry]:
    return sample(strategies.registries(), 240)


def in_order(held: Any) -> bool:
    """Whether what holds for a time begins before it ends."""
    return held.since is None or held.until is None or held.since.earliest <= held.until.latest


class TestParts:
    @times(60)
    @given(strategies.names(["pt", "en"], min_size=1))
    def test_names(self, names: Names) -> None:
        assert set(names) <= {"pt", "en"}
        assert names.entries
        assert all(map(in_order, names.entries))
        # Two names in one language are an old one and the one that took its place.
        for first, second in zip(names.entries, names.entries[1:], strict=False):
            if first.language == second.language:
                assert first.until == second.since is not None

    @times(60)
    @given(strategies.partial_dates())
    def test_partial_dates(self, date: PartialDate) -> None:
        assert PartialDate.parse(str(date)) == date

    @times(60)
    @given(strategies.periods())
    def test_periods(self, period: Period) -> None:
        assert period.start <= period.end

    @times(60)
    @given(st.integers(0, 5), st.integers(0, 5), st.data())
    def test_spans(self, least: int, more: int, data: st.DataObject) -> None:
        span = data.draw(strategies.spans(least + more, min_size=least))
        assert 0 <= span.start <= span.end <= least + more
        assert len(span) >= least

    @times(60)
    @given(strategies.partners(st.just("x"), groups=[PartnerId("g"), PartnerId("h")]))
    def test_partners(self, partner: Partner) -> None:
        assert partner.id == "x"
        assert partner.names.entries
        assert {membership.group for membership in partner.memberships} <= {"g", "h"}
        assert all(map(in_order, (partner, *partner.memberships)))

    @times(60)
    @given(strategies.mechanisms(operators=[PartnerId("a")], wholes=[MechanismId("w")]))
    def test_mechanisms(self, mechanism: Mechanism) -> None:
        assert set(mechanism.operators) <= {"a"}
        assert mechanism.part_of in (None, "w")

    @times(60)
    @given(strategies.extras())
    def test_extras(self, extra: Extra) -> None:
        assert Extra(dict(extra)) == extra
        assert hash(Extra(dict(extra))) == hash(extra)

    @times(60)
    @given(strategies.work_items(plan="2031", number=7, partners=[PartnerId("pt")], mechanisms=[MechanismId("f")]))
    def test_work_items(self, item: WorkItem) -> None:
        assert (item.id, item.number, item.numeral) == ("2031/7", 7, "7")
        assert [action.id for action in item.actions] == [f"2031/7.{i}" for i in range(1, len(item.actions) + 1)]
        assert {(mention.entity, mention.kind) for mention in item.mentions} <= {("pt", "partner"), ("f", "mechanism")}
        assert {target.mechanism for target in item.targets} <= {None, "f"}
        assert_within(item)

    @times(60)
    @given(strategies.sections(plan="2031", number=2, first=5, depth=2))
    def test_sections(self, section: Section) -> None:
        numbers = [item.number for item in section.all_items()]
        assert (section.id, section.number, section.numeral) == ("2031/s2", 2, "二")
        assert numbers == list(range(5, 5 + len(numbers)))
        assert max(below.id.count(".") for below in section.walk()) <= 2


def assert_within(item: WorkItem) -> None:
    """What points into an item's text lies inside it, in its order, and says what stands there."""
    seen = item.fingerprint
    parts: tuple[Action | Mention | Target, ...] = (*item.actions, *item.mentions, *item.targets)
    spans = [part.span for part in parts if part.span is not None]
    assert seen is not None or not spans
    assert all(span.end <= seen.length for span in spans if seen is not None)
    assert list(item.mentions) == sorted(item.mentions, key=lambda mention: mention.span.start)
    if item.text is not None:
        assert seen == Fingerprint.of(item.text)
        assert all(mention.surface == mention.span.of(item.text) for mention in item.mentions)
    for mention in item.mentions:
        around = any(other.span.contains(mention.span) for other in item.mentions if other.span != mention.span)
        assert mention.nested == around


class TestPlans:
    @times(60)
    @given(strategies.plans())
    def test_come_back_from_json(self, plan: Plan) -> None:
        assert json.loads(json.dumps(plan)) == plan

    @times(40)
    @given(strategies.plans())
    def test_are_values(self, plan: Plan) -> None:
        twin = attrs.evolve(plan)
        assert twin == plan
        assert hash(twin) == hash(plan)
        assert pickle.loads(pickle.dumps(plan)) == plan
        parts: list[Plan | Section | WorkItem | Partner | Mechanism] = [plan, *plan.sections, *plan.items]
        for part in [*parts, *plan.partners, *plan.mechanisms]:
            assert repr(part).startswith(f"<{type(part).__name__} {part.id}")
            assert part._repr_html_().startswith("<")

    @times(60)
    @given(strategies.plans())
    def test_refer_to_what_is_there(self, plan: Plan) -> None:
        partners = {partner.id: partner for partner in plan.partners}
        mechanisms = {mechanism.id for mechanism in plan.mechanisms}
        assert plan.arrangement is None or plan.arrangement in mechanisms
        for partner in plan.partners:
            assert all(partners[membership.group].kind == "group" for membership in partner.memberships)
        for mechanism in plan.mechanisms:
            assert set(mechanism.operators) <= set(partners)
            assert mechanism.part_of is None or mechanism.part_of in mechanisms - {mechanism.id}
        for item in plan.items:
            assert_within(item)
            known: dict[str, set[str]] = {"partner": {*partners}, "mechanism": {*mechanisms}}
            assert all(mention.entity in known[mention.kind] for mention in item.mentions)
            assert {target.mechanism for target in item.targets} <= {None, *mechanisms}
            assert plan.section_of(item).items

    @times(60)
    @given(strategies.plans())
    def test_have_the_documented_ids(self, plan: Plan) -> None:
        sections = [below for section in plan.sections for below in section.walk()]
        ids: list[str] = [section.id for section in sections]
        ids += [item.id for item in plan.items]
        ids += [action.id for item in plan.items for action in item.actions]
        assert not [id for id, times in Counter(ids).items() if times > 1]
        assert re.fullmatch(r"\d{4}(-\d{4})?|undated", plan.id)
        assert all(re.fullmatch(rf"{plan.id}/s\d(\.\d)*", section.id) for section in sections)
        assert all(re.fullmatch(rf"{plan.id}/(s\d(\.\d)*/)?{item.number}", item.id) for item in plan.items)
        for siblings in (plan.sections, *(section.sections for section in sections)):
            numbers = [section.number for section in siblings]
            assert numbers in (list(range(len(numbers))), list(range(1, len(numbers) + 1)))
        for place, section in enumerate(sections):
            assert section.number > 0 or (place == 0 and section.items and not section.names.entries)

    # What the strategy can do is worth as much as what it cannot.
    @pytest.mark.parametrize(
        "condition",
        [
            lambda plan: plan.id == "undated",
            lambda plan: "-" in plan.id,
            lambda plan: any(item.mentions for item in plan.items),
            lambda plan: any(mention.nested for item in plan.items for mention in item.mentions),
            lambda plan: any(item.fingerprint and item.text is None for item in plan.items),
            lambda plan: any(section.id.count(".") == 3 for top in plan.sections for section in top.walk()),
            lambda plan: any(item.id.count("/") == 2 for item in plan.items),
            lambda plan: plan.sections and plan.sections[0].number == 0,
            lambda plan: any(partner.memberships for partner in plan.partners),
            lambda plan: any(mechanism.part_of for mechanism in plan.mechanisms),
        ],
    )
    def test_can_be(self, some_plans: list[Plan], condition: Callable[[Plan], object]) -> None:
        assert any(map(condition, some_plans))


class TestRegistries:
    @times(40)
    @given(strategies.registries())
    def test_references_resolve_and_names_lead_to_one(self, registry: Registry) -> None:
        assert Registry(registry.partners, registry.mechanisms, registry.joint_names) == registry
        for partner in registry.partners:
            assert all(membership.group in registry for membership in partner.memberships)
        for mechanism in registry.mechanisms:
            assert {operator in registry for operator in mechanism.operators} <= {True}
            assert mechanism.part_of is None or mechanism.part_of in registry

    @pytest.mark.parametrize(
        "has",
        [
            lambda registry: len(registry) == 0,
            lambda registry: len(registry.partners) == 4,
            lambda registry: len(registry.mechanisms) > 1,
            lambda registry: registry.joint_names,
            lambda registry: any(partner.memberships for partner in registry.partners),
            lambda registry: any(mechanism.operators for mechanism in registry.mechanisms),
            lambda registry: any(mechanism.part_of for mechanism in registry.mechanisms),
        ],
    )
    def test_can_be(self, some_registries: list[Registry], has: Callable[[Registry], object]) -> None:
        assert any(map(has, some_registries))


class TestWrittenPlans:
    @times(60)
    @given(strategies.written_plans())
    def test_are_such_as_reading_gives(self, plan: Plan) -> None:
        sections = [below for section in plan.sections for below in section.walk()]
        assert plan.period is not None
        assert [item.number for item in plan.items] == list(range(1, len(plan.items) + 1))
        assert all(section.all_items() for section in sections)
        for names in (plan.names, *(section.names for section in sections)):
            assert names.entries == (Name("zh-Hans", names["zh-Hans"], "attested"),)
        for item in plan.items:
            assert item.text is not None
            assert item.text.endswith("。")
            assert item.fingerprint == Fingerprint.of(item.text)
            assert clean(item.text, [Span(0, len(item.text))]).repairs == ()

    def test_simplest(self) -> None:
        plan = simplest(strategies.written_plans(), lambda plan: len(plan.items) > 1)
        assert [item.text for item in plan.items] == ["茶叶。"] * 2


class TestDirtyExtractions:
    @times(60)
    @given(strategies.written_plans(), st.data())
    def test_say_the_same(self, plan: Plan, data: st.DataObject) -> None:
        raw = data.draw(strategies.dirty_extractions(plan))
        told = [plan.names["zh-Hans"], *(item.text or "" for item in plan.items)]
        shown = fold(re.sub(r"\s", "", raw))
        # Page numbers and running heads may stand inside a text, so its beginning has to do.
        assert all(fold(text[:2]) in shown for text in told)

    @times(60)
    @given(strategies.written_plans(), st.integers(32, 60))
    def test_lines_are_wrapped_where_joining_them_restores_the_text(self, plan: Plan, columns: int) -> None:
        for item in plan.items:
            text = item.text or ""
            lines = list(_documents._wrapped(_documents._Paragraph("", text, list(text)), columns))
            assert max(map(width, lines)) <= columns
            ends = list(accumulate(len(line) + 1 for line in lines))
            places = [Span(end - 1 - len(line), end - 1) for end, line in zip(ends, lines, strict=True)]
            assert clean("\n".join(lines), places).text == text

    @pytest.mark.parametrize(
        "mark",
        [
            "\f",
            "\r\n",
            "\ufeff",
            "\uff02",
            "\u3000",
            "（1）",
            "(1)",
            "１．",
            "1、",
            "第2页",
            "— 2 —",
            "- 2 -",
            "\n" * 8,
        ],
    )
    def test_dirt(self, some_documents: list[str], mark: str) -> None:
        found = sum(mark in raw for raw in some_documents)
        assert 0 < found < len(some_documents)

    def test_compatibility_ideographs(self, some_documents: list[str]) -> None:
        assert any(re.search("[\uf900-\ufaff]", raw) for raw in some_documents)


class TestShrinking:
    def test_to_small_and_telling_examples(self) -> None:
        item = simplest(strategies.work_items(), lambda item: len(item.actions) > 1)
        assert [action.id for action in item.actions] == ["2023/1.1", "2023/1.2"]
        assert not any(action.statement.entries for action in item.actions)
        assert simplest(strategies.partial_dates(), lambda date: date.day) == PartialDate(2000, 1, 1)
        assert simplest(strategies.names(LANGUAGES), len) == Names((Name("zh-Hans", "茶叶", "official"),))


class TestRegister:
    @pytest.mark.parametrize(
        "kind",
        [*(kind for kind in vars(model).values() if isinstance(kind, type) and attrs.has(kind)), Extra, Registry, Span],
    )
    def test_from_type(self, kind: type) -> None:
        strategies.register()
        assert all(isinstance(value, kind) for value in sample(st.from_type(kind), 5))

    @pytest.mark.parametrize("first", ["hypothesis", "bri_macao.strategies", "bri_macao.strategies._registering"])
    def test_the_entry_point_works_whatever_is_imported_first(self, first: str) -> None:
        code = (
            f"import {first}\n"
            "from hypothesis import strategies as st\n"
            "from bri_macao.model import Plan\n"
            "assert 'plans' in repr(st.from_type(Plan))\n"
        )
        done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()

    def test_without_hypothesis(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "hypothesis", None)
        for name in [name for name in sys.modules if name.startswith("bri_macao.strategies")]:
            monkeypatch.delitem(sys.modules, name)
        with pytest.raises(ImportError, match=r"bri-macao\[strategies\]"):
            __import__("bri_macao.strategies")
