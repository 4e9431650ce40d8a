"""Results, and what is made of them: what is committed is what the figures say."""

import xml.etree.ElementTree as ET
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.__main__ import ROOT, write
from benchmarks.plots import Scale, plot
from benchmarks.results import Machine, Results, versions
from benchmarks.tables import number, page, table
from tests.benchmarks.figures import RESULTS

SVG = "{http://www.w3.org/2000/svg}"


class TestResults:
    def test_round_trip(self) -> None:
        assert Results.loads(RESULTS.dumps()) == RESULTS

    def test_met(self) -> None:
        assert [task.met for task in RESULTS.tasks] == [True, False, None]

    def test_versions(self) -> None:
        assert list(versions(["attrs", "no-such-library"])) == ["bri-macao", "attrs"]

    def test_machine_names_neither_host_nor_path(self) -> None:
        said = " ".join(map(str, attrs.astuple(Machine.this())))
        assert "/" not in said


class TestCommitted:
    def test_is_what_the_figures_say(self, tmp_path: Path) -> None:
        write(Results.loads((ROOT / "benchmarks" / "results.json").read_bytes()), tmp_path)
        made = [path.relative_to(tmp_path) for path in tmp_path.rglob("*.*")]
        assert len(made) == 3
        for path in made:
            assert (tmp_path / path).read_bytes() == (ROOT / path).read_bytes()


class TestTables:
    def test_page(self) -> None:
        assert page(RESULTS) == (
            "| work      | by        | ratio |  middle half | goal |        |\n"
            "| --------- | --------- | ----: | -----------: | ---: | -----: |\n"
            "| ship tea  | a raft    |     1 |              |      |        |\n"
            "|           | bri_macao |  2.00 | 1.50 to 2.50 |    2 |    met |\n"
            "|           | peer      |  12.3 |  9.00 to 400 |      |        |\n"
            "| ship silk | a raft    |     1 |              |      |        |\n"
            "|           | bri_macao |  2.00 | 0.50 to 2.00 |  1.9 | missed |\n"
            "| ship jade | a raft    |     1 |              |      |        |\n"
            "|           | bri_macao |  1.00 | 1.00 to 1.00 |      |        |\n"
            "\n"
            "Measured on A <fast> one, 1 core, Linux x86_64, CPython 3.11.0 (GCC 1), with bri-macao 0.1.0, peer 2.\n"
        )

    def test_rows_of_unequal_length_are_refused(self) -> None:
        with pytest.raises(ValueError, match="shorter"):
            table(("a", "b"), [("1",)])

    @given(st.floats(1e-3, 1e6))
    def test_numbers_are_short_and_close(self, value: float) -> None:
        assert float(number(value)) == pytest.approx(value, abs=0.005 if value < 10 else value / 100)


class TestPlots:
    def test_shows_every_row_and_goal(self) -> None:
        picture = ET.fromstring(plot(RESULTS))
        assert len(picture.findall(f"{SVG}circle")) == 4
        greens = [line for line in picture.iter(f"{SVG}line") if line.get("stroke") == "#1b7f3b"]
        assert len(greens) == 2

    def test_better_stands_further_left(self) -> None:
        first, second, *_ = ET.fromstring(plot(RESULTS)).findall(f"{SVG}circle")
        assert float(first.get("cx", "")) < float(second.get("cx", ""))

    def test_everything_stands_inside(self) -> None:
        picture = ET.fromstring(plot(RESULTS))
        width, height = map(float, picture.get("viewBox", "").split()[2:])
        for part in picture:
            assert all(0 <= float(part.get(name, 0)) <= width for name in ("x", "x1", "x2", "cx"))
            assert all(0 <= float(part.get(name, 0)) <= height for name in ("y", "y1", "y2", "cy"))

    def test_what_is_markup_is_escaped(self) -> None:
        (task, *_) = RESULTS.tasks
        hostile = attrs.evolve(RESULTS, tasks=(attrs.evolve(task, name="<script>&"),))
        assert "<script>" not in plot(hostile)


class TestScale:
    def test_ends_and_middle(self) -> None:
        scale = Scale(1, 100, 50, 250)
        assert (scale(1), scale(10), scale(100)) == (50, 150, 250)

    @pytest.mark.parametrize(
        ("low", "high", "ticks"),
        [(1, 10, [1, 2, 5, 10]), (0.3, 3, [0.5, 1, 2]), (40, 1100, [50, 100, 200, 500, 1000])],
    )
    def test_ticks(self, low: float, high: float, ticks: list[float]) -> None:
        assert Scale(low, high, 0, 1).ticks == pytest.approx(ticks)
