"""A corpus answers as a query over each of its plans does."""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias, get_args

import attrs
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao import corpus
from bri_macao.corpus import Corpus, Document, Found, Pair, Tally, Usage
from bri_macao.errors import InvalidValue, SourceError, UnknownId
from bri_macao.formats import json
from bri_macao.model import Aspect, Comparison, MechanismKind, PartnerKind, Plan, PlanId, PolicyArea
from bri_macao.plans import load_plan
from bri_macao.querying import query
from bri_macao.strategies import plans
from bri_macao.text.folding import sha256

BUNDLED = load_plan(2023)

Narrowing: TypeAlias = Callable[[Any], Any]
"""Of a corpus a narrower one, of a query a narrower query: they have the same methods."""


def document(plan: Plan) -> Document:
    data = json.dumps(plan)
    hashed = sha256(data.decode())
    return Document(f"{hashed}.json", hashed, data)


@contextmanager
def dataset(several: Iterable[Plan]) -> Iterator[Corpus]:
    with tempfile.TemporaryDirectory() as folder:
        corpus.write_dataset(map(document, several), folder)
        yield corpus.open(folder)


def places(found: Iterable[Found]) -> list[tuple[str, str]]:
    return [(each.document, each.item) for each in found]


def expected(several: Sequence[Plan], narrow: Narrowing) -> list[tuple[str, str]]:
    """What a query over each plan finds; a plan that has not what is asked for has nothing."""
    found: list[tuple[str, str]] = []
    for plan in several:
        try:
            found += [(sha256(json.dumps(plan).decode()), hit.item.id) for hit in narrow(query(plan))]
        except UnknownId:
            continue
    return found


@pytest.fixture(scope="module")
def bundled() -> Iterator[Corpus]:
    with dataset([BUNDLED]) as opened:
        yield opened


NARROWED: tuple[Narrowing, ...] = (
    lambda found: found,
    lambda found: found.partner("br"),
    lambda found: found.partner("br", direct=True),
    lambda found: found.partner("br", "pt", direct=True),
    lambda found: found.partner("br", nested=True),
    lambda found: found.partner(kind="group"),
    lambda found: found.partner(nested=True),
    lambda found: found.partner("br", kind="country"),
    lambda found: found.mechanism("forum-macao"),
    lambda found: found.mechanism(kind="platform"),
    lambda found: found.mechanism(part_of="forum-macao"),
    lambda found: found.mechanism("forum-macao", direct=True).section(2),
    lambda found: found.section(1),
    lambda found: found.section(9) if isinstance(found, Corpus) else found.aspect(),
    lambda found: found.section("2023/s3"),
    lambda found: found.aspect("strive", "hold"),
    lambda found: found.aspect(),
    lambda found: found.policy_area("financial-integration"),
    lambda found: found.target(),
    lambda found: found.target(comparison="at-least"),
    lambda found: found.text("人民幣"),
    lambda found: found.text(" ACCAO "),
    lambda found: found.text("forum").partner("br").section(2),
)


class TestTheBundledPlan:
    @pytest.mark.parametrize("narrow", NARROWED)
    def test_answers_as_a_query(self, bundled: Corpus, narrow: Narrowing) -> None:
        assert places(narrow(bundled)) == expected([BUNDLED], narrow)

    def test_what_is_found(self, bundled: Corpus) -> None:
        first = next(iter(bundled.partner("br").section(4)))
        hashed = document(BUNDLED).sha256
        label = BUNDLED.item(21).label("en", "zh")
        assert first == Found(str(hashed), f"{hashed}.json", "2023", 2023, "2023/21", 21, "2023/s4", label)

    def test_tables_are_for_data_frames(self, bundled: Corpus) -> None:
        frame = pl.from_arrow(bundled.partner("br").table())
        assert isinstance(frame, pl.DataFrame)
        assert tuple(frame.columns) == tuple(field.name for field in attrs.fields(Found))
        assert [Found(*row) for row in frame.rows()] == list(bundled.partner("br"))

    def test_sql_sees_what_is_found(self, bundled: Corpus) -> None:
        answer = bundled.section(2).sql("SELECT count(*) AS items, min(year) AS year FROM found")
        assert answer.to_pylist() == [{"items": 7, "year": 2023}]

    def test_it_says_what_it_asks(self, bundled: Corpus) -> None:
        narrowed = bundled.partner("br", "pt", direct=True).mechanism(kind="forum", part_of="forum-macao", nested=True)
        narrowed = narrowed.section(2).aspect("hold").policy_area("unimpeded-trade").text("x")
        narrowed = narrowed.target(comparison="at-least").target(mechanism="forum-macao")
        assert repr(bundled) == f"<Corpus {bundled.folder}>"
        assert repr(narrowed) == (
            f"<Corpus {bundled.folder}: partner('br', 'pt', direct=True)"
            " & mechanism(kind='forum', part_of='forum-macao', nested=True) & section(2) & aspect('hold')"
            " & policy_area('unimpeded-trade') & text('x') & target(comparison='at-least')"
            " & target(mechanism='forum-macao')>"
        )

    def test_narrowing_leaves_the_wider_one_as_it_is(self, bundled: Corpus) -> None:
        assert bundled.section(5).count() == 1
        assert bundled.count() == 23


@st.composite
def several_plans(draw: st.DrawFn) -> list[Plan]:
    """Plans that differ, two of which may have one id."""
    several = draw(st.lists(plans(max_sections=2, depth=2), min_size=1, max_size=3, unique_by=json.dumps))
    if draw(st.booleans()):
        several[-1] = attrs.evolve(several[-1], id=several[0].id)
    return list({json.dumps(plan): plan for plan in several}.values())


class TestAnyPlans:
    @settings(max_examples=8)
    @given(several_plans(), st.data())
    def test_answer_as_queries(self, several: list[Plan], data: st.DataObject) -> None:
        partners = sorted({str(partner.id) for plan in several for partner in plan.partners})
        mechanisms = sorted({str(mechanism.id) for plan in several for mechanism in plan.mechanisms})
        sections = sorted({id for plan in several for id in plan.index.sections})
        words = sorted({found.text for plan in several for all in plan.index.words.values() for found in all})
        flags = {"direct": data.draw(st.booleans()), "nested": data.draw(st.booleans())}
        asked: list[Narrowing] = [
            lambda found: found,
            lambda found: found.partner(kind=kind, **flags),
            lambda found: found.aspect(aspect),
            lambda found: found.policy_area(area),
            lambda found: found.target(comparison=comparison),
        ]
        of_partners: list[Callable[[str, Any], Any]] = [
            lambda key, found: found.partner(key, **flags),
            lambda key, found: found.partner(key, kind=kind, **flags).aspect(aspect),
        ]
        of_mechanisms: list[Callable[[str, Any], Any]] = [
            lambda key, found: found.mechanism(key, **flags),
            lambda key, found: found.mechanism(part_of=key, kind=tool),
            lambda key, found: found.target(mechanism=key),
        ]
        of_sections: list[Callable[[Any, Any], Any]] = [lambda key, found: found.section(key)]
        kind = data.draw(st.sampled_from(get_args(PartnerKind)))
        tool = data.draw(st.sampled_from(get_args(MechanismKind)))
        aspect = data.draw(st.sampled_from(get_args(Aspect)))
        area = data.draw(st.sampled_from(get_args(PolicyArea)))
        comparison = data.draw(st.sampled_from(get_args(Comparison)))
        asked += [partial(one, key) for key in partners for one in of_partners]
        asked += [partial(one, key) for key in mechanisms for one in of_mechanisms]
        asked += [partial(one, key) for key in (*sections, 0, 1, 2) for one in of_sections]
        if words and (part := data.draw(st.sampled_from(words)).strip()):
            start = data.draw(st.integers(0, len(part) - 1))
            wanted = part[start : start + 4]
            if wanted.strip():
                asked.append(lambda found: found.text(wanted))
        with dataset(several) as opened:
            for narrow in asked:
                assert places(narrow(opened)) == expected(several, narrow)

    @settings(max_examples=5)
    @given(several_plans())
    def test_come_back_as_they_were(self, several: list[Plan]) -> None:
        with dataset(several) as opened:
            assert [opened.plan(str(document(plan).sha256)) for plan in several] == several

    @settings(max_examples=5)
    @given(several_plans())
    def test_are_counted(self, several: list[Plan]) -> None:
        items = [(plan, item) for plan in several for item in plan.items]
        named = [
            (plan, {str(mention.entity): mention.kind for mention in item.mentions if not mention.nested})
            for plan, item in items
        ]
        pairs = Counter(pair for _, ids in named for pair in combinations(sorted(ids), 2))
        years = Counter(
            (None if plan.period is None else plan.period.start.year, action.aspect)
            for plan, item in items
            for action in item.actions
        )
        with dataset(several) as opened:
            assert opened.count() == len(items)
            assert set(opened.pairs()) == {Pair(*pair, count) for pair, count in pairs.items()}
            assert set(opened.aspects()) == {Usage(year, aspect, count) for (year, aspect), count in years.items()}
            for kind, tallies in (("partner", opened.partners()), ("mechanism", opened.mechanisms())):
                ids = {id for _, found in named for id, its in found.items() if its == kind}
                assert set(tallies) == {
                    Tally(
                        id,
                        sum(id in found for _, found in named),
                        len({json.dumps(plan) for plan, found in named if id in found}),
                    )
                    for id in ids
                }
                assert list(tallies) == sorted(tallies, key=lambda tally: (-tally.items, tally.id))


class TestWhatCannotBeAsked:
    @pytest.mark.parametrize(
        ("narrow", "message"),
        [
            (lambda found: found.partner("bra"), "no partner 'bra' here; the closest: 'br'"),
            (lambda found: found.mechanism(part_of="forum"), "no mechanism 'forum'"),
            (lambda found: found.target(mechanism="nobody"), "no mechanism 'nobody'"),
            (lambda found: found.section("2023/s9"), "no section '2023/s9'"),
            (lambda found: found.plan("0"), "no document '0'"),
        ],
    )
    def test_unknown_ids(self, bundled: Corpus, narrow: Callable[[Corpus], object], message: str) -> None:
        with pytest.raises(UnknownId, match=message):
            narrow(bundled)

    @pytest.mark.parametrize(
        ("narrow", "message"),
        [
            (lambda found: found.partner(kind="forum"), "no kind 'forum'"),
            (lambda found: found.mechanism(kind="country"), "no kind 'country'"),
            (lambda found: found.aspect("sing"), "no aspect 'sing'"),
            (lambda found: found.policy_area("sea"), "no policy area 'sea'"),
            (lambda found: found.target(comparison="most"), "no comparison 'most'"),
            (lambda found: found.text(" "), "no words to look for"),
            (lambda found: found.sql("SELECT nothing"), "DuckDB cannot answer"),
            (lambda found: found.sql("SELECT 'x'::INTEGER"), "DuckDB cannot answer"),
            (lambda found: found.sql("DROP VIEW items"), "is something else"),
            (lambda found: found.sql(""), "is something else"),
            (lambda found: found.sql("SELECT 1; SELECT 2"), "is something else"),
        ],
    )
    def test_impossible_values(self, bundled: Corpus, narrow: Callable[[Corpus], object], message: str) -> None:
        with pytest.raises(InvalidValue, match=message):
            narrow(bundled)

    @pytest.mark.parametrize("words", ["it's", "' OR true --", "\0", '"', "\\'"])
    def test_words_are_words_whatever_they_look_like(self, words: str) -> None:
        names = attrs.evolve(BUNDLED.names, entries=(attrs.evolve(BUNDLED.names.entries[0], text=f"a {words} b"),))
        plan = BUNDLED.with_items(lambda item: attrs.evolve(item, names=names) if item.number == 3 else item)
        with dataset([plan]) as opened:
            assert places(opened.text(words)) == expected([plan], lambda found: found.text(words))

    def test_no_dataset(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match="there is no dataset"):
            corpus.open(tmp_path)

    def test_a_part_that_is_broken(self, tmp_path: Path) -> None:
        corpus.write_dataset([document(BUNDLED)], tmp_path)
        (tmp_path / "items" / "year=2023" / "part-00000.parquet").write_bytes(b"PAR1")
        with pytest.raises(InvalidValue, match="DuckDB cannot read the dataset"):
            corpus.open(tmp_path)


class TestDocuments:
    def test_two_of_one_plan_are_two(self) -> None:
        other = attrs.evolve(BUNDLED, extra=type(BUNDLED.extra)({"org.example": 1}))
        with dataset([BUNDLED, other]) as opened:
            assert {each.plan for each in opened} == {PlanId("2023")}
            assert opened.section(5).count() == 2

    def test_what_is_said_last_of_one_holds(self, tmp_path: Path) -> None:
        good = document(BUNDLED)
        for each in (attrs.evolve(good, json=None, error="busy"), good):
            corpus.write_dataset([each], tmp_path)
        opened = corpus.open(tmp_path)
        assert opened.sql("SELECT plan, error FROM documents").to_pylist() == [{"plan": "2023", "error": None}]
        assert opened.count() == 23


class TestTheModule:
    def test_reading_needs_no_extra(self) -> None:
        code = (
            "import sys, bri_macao.corpus; sys.exit(not {'distributed', 'duckdb', 'pyarrow'}.isdisjoint(sys.modules))"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

    def test_other_names_are_not_there(self) -> None:
        with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
            corpus.nothing  # noqa: B018
