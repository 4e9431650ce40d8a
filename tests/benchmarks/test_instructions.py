"""Instructions: the gate on made-up counts."""

import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.instructions import RECORDS, combination, compare, main, total, written


@pytest.fixture
def valgrind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "valgrind")


def fixed(load: int) -> Mapping[str, int]:
    return {"load": load, "dump": 100}


class TestCompare:
    @pytest.mark.parametrize(
        ("now", "good", "said"),
        [
            (1000, True, "load: 1,000, recorded 1,000, +0.0%: as recorded"),
            (1050, True, "load: 1,050, recorded 1,000, +5.0%: as recorded"),
            (1051, False, "load: 1,051, recorded 1,000, +5.1%: TOO MANY"),
            (950, True, "load: 950, recorded 1,000, -5.0%: as recorded"),
            (940, True, "load: 940, recorded 1,000, -6.0%: fewer: record it anew"),
        ],
    )
    def test_gate(self, now: int, good: bool, said: str) -> None:
        assert compare({"load": now}, {"load": 1000}) == ([said], good)

    def test_one_of_several(self) -> None:
        lines, good = compare({"load": 1200, "dump": 100}, {"load": 1000, "dump": 100})
        assert not good
        assert ["TOO MANY" in line for line in lines] == [True, False]

    def test_what_is_not_recorded_passes(self) -> None:
        assert compare({"load": 5}, {}) == (["load: 5, not recorded yet"], True)


class TestRecords:
    def test_round_trip_and_order(self) -> None:
        records = {'b, GCC "1"': {"load": 1_234_567, "dump": 1}, "a": {"load": 2}}
        text = written(records)
        assert tomllib.loads(text) == records
        assert list(tomllib.loads(text)) == ["a", 'b, GCC "1"']

    def test_the_committed_ones_are_as_written(self) -> None:
        text = RECORDS.read_text("utf-8")
        assert written(tomllib.loads(text)) == text

    def test_no_summary(self) -> None:
        with pytest.raises(ValueError, match="no summary"):
            total("events: Ir\n")


@pytest.mark.usefixtures("valgrind")
class TestCommand:
    def test_record_then_check(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        records = tmp_path / "counts.toml"
        assert main(["--check"], records=records, counting=lambda _: fixed(1000)) == 0
        assert "no record for this combination" in capsys.readouterr().out
        assert not records.exists()
        assert main(["--record"], records=records, counting=lambda _: fixed(1000)) == 0
        assert tomllib.loads(records.read_text("utf-8")) == {combination(): fixed(1000)}
        assert main(["--check"], records=records, counting=lambda _: fixed(1040)) == 0
        assert main(["--check"], records=records, counting=lambda _: fixed(1060)) == 1
        assert main(["--record"], records=records, counting=lambda _: fixed(1060)) == 0
        assert main(["--check"], records=records, counting=lambda _: fixed(1060)) == 0

    def test_other_combinations_are_kept(self, tmp_path: Path) -> None:
        records = tmp_path / "counts.toml"
        records.write_text(written({"another machine": {"load": 7}}), "utf-8")
        main(["--record"], records=records, counting=lambda _: fixed(1000))
        assert tomllib.loads(records.read_text("utf-8")) == {"another machine": {"load": 7}, combination(): fixed(1000)}


def test_without_valgrind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert main(["--check"]) == 0
    assert capsys.readouterr().out == "skipped: valgrind is not installed\n"
