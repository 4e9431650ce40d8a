"""Results, and what is made of them: what is committed is what the figures say."""

import xml.etree.ElementTree as ET
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import __main__, corpus
from benchmarks.plots import Scale, plot, scaling_plot
from benchmarks.results import ONE_WORKER, ROOT, TWO_WORKERS, Machine, Results, Scaling, versions
from benchmarks.tables import number, page, scaling_page, table
from tests.benchmarks.figures import RESULTS, SCALING

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


class TestScaling:
    def test_round_trip(self) -> None:
        assert Scaling.loads(SCALING.dumps()) == SCALING

    def test_works(self) -> None:
        assert SCALING.works == (ONE_WORKER, TWO_WORKERS, "write")
        assert [[size.documents for size, _ in SCALING.of(work)] for work in SCALING.works] == [[10], [10], [10, 1000]]

    def test_growth(self) -> None:
        assert [SCALING.growth("write", size) for size in SCALING.sizes] == [1, 0.5]

    def test_speed_up(self) -> None:
        assert [size.speed_up for size in SCALING.sizes] == [1.6, None]

    def test_largest_worker(self) -> None:
        assert [size.largest_worker for size in SCALING.sizes] == [42, 41]


class TestCommitted:
    @pytest.mark.parametrize("command", ["benchmarks", "corpus"])
    def test_is_what_the_figures_say(self, command: str, tmp_path: Path) -> None:
        if command == "corpus":
            corpus.write(Scaling.loads((ROOT / "benchmarks" / "corpus.json").read_bytes()), tmp_path)
        else:
            __main__.write(Results.loads((ROOT / "benchmarks" / "results.json").read_bytes()), tmp_path)
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

    def test_scaling_page(self) -> None:
        lines, last = scaling_page(SCALING).split("\n\n")
        head, _, *rows = ([cell.strip() for cell in line.split("|")[1:-1]] for line in lines.splitlines())
        assert rows == [
            ["read, 1 worker", "10", "0.01", "4.00", "200", "1.00", "", "30", ""],
            ["read, 2 workers", "10", "0.01", "2.50", "400", "1.00", "1.60", "31", "40"],
            ["write", "10", "0.01", "1.00", "100", "1.00", "", "99", "42"],
            ["", "1,000", "0.50", "20.0", "50.0", "0.50", "", "120", "41"],
        ]
        assert len(head) == 9
        assert last.startswith("Measured on A <fast> one, 1 core")

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

    @pytest.mark.parametrize("drawn", [plot(RESULTS), scaling_plot(SCALING)], ids=["ratios", "scaling"])
    def test_everything_stands_inside(self, drawn: str) -> None:
        picture = ET.fromstring(drawn)
        width, height = map(float, picture.get("viewBox", "").split()[2:])
        for part in picture:
            assert all(0 <= float(part.get(name, 0)) <= width for name in ("x", "x1", "x2", "cx"))
            assert all(0 <= float(part.get(name, 0)) <= height for name in ("y", "y1", "y2", "cy"))

    def test_what_is_markup_is_escaped(self) -> None:
        (task, *_) = RESULTS.tasks
        hostile = attrs.evolve(RESULTS, tasks=(attrs.evolve(task, name="<script>&"),))
        assert "<script>" not in plot(hostile)


def polylines(scaling: Scaling) -> list[list[str]]:
    found = ET.fromstring(scaling_plot(scaling)).iter(f"{SVG}polyline")
    return [line.get("points", "").split() for line in found]


class TestScalingPlot:
    def test_a_line_for_each_work_and_for_the_workers(self) -> None:
        # The legend; then proportion and the works, and these again with the largest worker before them.
        assert [len(points) for points in polylines(SCALING)] == [2] * 5 + [2, 1, 1, 2] + [2, 2, 1, 1, 2]

    def test_proportion_begins_where_the_first_line_does(self) -> None:
        lines = polylines(SCALING)
        assert [lines[n][0] == lines[n + 1][0] for n in (5, 9)] == [True, True]

    def test_more_stands_higher(self) -> None:
        heights = [float(point.partition(",")[2]) for point in polylines(SCALING)[8]]
        assert heights[0] > heights[1]

    def test_after_the_first_size(self) -> None:
        cut = attrs.evolve(SCALING, sizes=SCALING.sizes[:1])
        assert "1,000" not in scaling_plot(cut)


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
