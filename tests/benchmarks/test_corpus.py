"""The command for a corpus: from end to end with a handful of documents, and on made-up figures."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import bri_macao as bri
from benchmarks.corpus import main
from benchmarks.generating import documents, write_documents
from benchmarks.results import ONE_WORKER, TWO_WORKERS, Scaling, Size
from tests.benchmarks.figures import SCALING

FILES = ["benchmarks/corpus.json", "docs/_generated/corpus.md", "docs/_generated/corpus.svg"]


def kept(folder: Path) -> Scaling:
    return Scaling.loads((folder / FILES[0]).read_bytes())


@pytest.mark.skipif(sys.platform != "linux", reason="peaks of memory are what Linux says of processes")
def test_measures_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    main(["4", "2", "--workers-up-to", "2"], root=tmp_path)
    printed = capsys.readouterr()
    assert printed.out == (tmp_path / FILES[1]).read_text("utf-8")
    assert "4 documents: open and ask: " in printed.err
    few, many = kept(tmp_path).sizes
    assert (few.documents, many.documents) == (2, 4)
    both = ["read and write, 2 workers", "open and ask"]
    assert [list(size.costs) for size in (few, many)] == [[ONE_WORKER, TWO_WORKERS, *both], both]
    assert [cost.worker is not None for cost in few.costs.values()] == [False, True, True, False]
    assert all(cost.wall > 0 and cost.cpu > 0 and cost.memory > 0 for cost in few.costs.values())


class TestCommand:
    def test_few_before_many_and_reading_alone_up_to_a_size(self, tmp_path: Path) -> None:
        asked: list[tuple[int, bool]] = []

        def measuring(count: int, by_workers: bool) -> Size:
            asked.append((count, by_workers))
            return SCALING.sizes[len(asked) - 1]

        main(["1000", "10", "10", "--workers-up-to", "999"], root=tmp_path, measuring=measuring)
        assert asked == [(10, True), (1000, False)]
        assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*")) == FILES
        assert kept(tmp_path).sizes == SCALING.sizes

    def test_without_an_end_every_work_at_every_size(self, tmp_path: Path) -> None:
        asked: list[bool] = []

        def measuring(_: int, by_workers: bool) -> Size:
            asked.append(by_workers)
            return SCALING.sizes[0]

        main(["10", "1000"], root=tmp_path, measuring=measuring)
        assert asked == [True, True]

    def test_what_is_cut_short_leaves_what_it_has(self, tmp_path: Path) -> None:
        sizes = iter(SCALING.sizes[:1])
        with pytest.raises(StopIteration):
            main(["10", "1000"], root=tmp_path, measuring=lambda *_: next(sizes))
        assert kept(tmp_path).sizes == SCALING.sizes[:1]
        assert all((tmp_path / name).is_file() for name in FILES)

    @pytest.mark.parametrize("arguments", [[], ["0"], ["many"]])
    def test_what_is_no_size(self, arguments: Iterable[str], capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            main([*arguments])
        assert "usage: python -m benchmarks.corpus" in capsys.readouterr().err


class TestDocuments:
    def test_are_the_same_every_time_and_no_two_alike(self) -> None:
        drawn = list(documents(50))
        assert list(documents(60))[:50] == drawn
        assert len(set(drawn)) == 50

    def test_are_plans(self) -> None:
        plans = [bri.read(text).plan for text in documents(50)]
        assert sum(bool(plan.items) for plan in plans) > 40

    def test_written(self, tmp_path: Path) -> None:
        count = write_documents(tmp_path, 1001)
        found = sorted(tmp_path.rglob("*.txt"))
        assert [str(path.relative_to(tmp_path)) for path in (found[0], found[-1])] == [
            "000/000000.txt",
            "001/001000.txt",
        ]
        assert (len(found), sum(path.stat().st_size for path in found)) == (1001, count)
