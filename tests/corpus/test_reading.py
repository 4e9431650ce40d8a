"""Reading a corpus: in order, whatever comes in and whoever reads it."""

import hashlib
import os
import pickle
import signal
from collections.abc import Iterator, Sequence
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bri_macao import corpus
from bri_macao.corpus import Document, _crews, read
from bri_macao.corpus._crews import AHEAD, Here, Processes
from bri_macao.corpus._documents import lost
from bri_macao.corpus._reading import _read as read_by
from bri_macao.errors import BriMacaoError, InvalidValue, SourceError
from bri_macao.formats import json
from bri_macao.model import Mechanism, MechanismId, Names
from bri_macao.parsing import read as read_one
from bri_macao.plans import load_plan
from bri_macao.registry import Registry
from bri_macao.validation import validate


def text(number: int) -> str:
    return f"20{number:02}年重点工作\n一、海洋\n1.与巴西办好港口论坛。\n2.设立“蓝色基金{number}”。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of every kind, in a folder and below it; their names are in the order of their numbers."""
    place = tmp_path / "documents"
    (place / "more").mkdir(parents=True)
    (place / "1.txt").write_text(text(31), "utf-8")
    (place / "2.txt").write_bytes(text(32).encode("gb18030"))
    (place / "3.json").write_bytes(json.dumps(load_plan(2023)))
    (place / "4.json").write_bytes(b'{"id": 2023}')
    (place / "5.pdf").write_bytes(b"%PDF-1.7 and no more")
    (place / "more" / "6.txt").write_text("", "utf-8")
    (place / "more" / ".7.txt").write_text(text(37), "utf-8")
    (place / "more" / ".hidden").mkdir()
    (place / "more" / ".hidden" / "8.txt").write_text(text(38), "utf-8")
    return place


def summary(documents: Sequence[Document]) -> list[tuple[str, bool]]:
    return [(Path(document.path).name, document.error is None) for document in documents]


ALL = [("1.txt", True), ("2.txt", False), ("3.json", True), ("4.json", False), ("5.pdf", False), ("6.txt", True)]


class TestDocuments:
    def test_a_document_is_what_reading_it_gives(self, folder: Path) -> None:
        (found,) = read([folder / "1.txt"])
        reading = read_one(folder / "1.txt")
        assert found.plan == reading.plan
        assert found.findings == reading.findings
        assert found.error is None
        assert found.sha256 == hashlib.sha256((folder / "1.txt").read_bytes()).hexdigest()

    def test_a_saved_plan_is_loaded_and_validated(self, folder: Path) -> None:
        (found,) = read([folder / "3.json"])
        assert found.plan == load_plan(2023)
        assert found.findings == validate(load_plan(2023)).findings

    def test_what_cannot_be_read_says_why(self, folder: Path) -> None:
        errors = {Path(each.path).name: each for each in read(folder) if each.error is not None}
        assert "name its encoding" in str(errors["2.txt"].error)
        assert "BRI405" in str(errors["4.json"].error)
        assert "5.pdf" in str(errors["5.pdf"].error)
        for each in errors.values():
            assert each.plan is None
            assert each.findings == ()
            assert each.sha256 is not None

    @pytest.mark.parametrize("name", ["absent.txt", "nul\0.txt", "."])
    def test_what_cannot_be_opened_has_no_hash(self, folder: Path, name: str) -> None:
        (found,) = read([f"{folder}/{name}"])
        assert found.sha256 is None
        assert "cannot open" in str(found.error)

    def test_one_shows_what_became_of_it(self, folder: Path) -> None:
        good, bad = read([folder / "1.txt", "absent.txt"])
        assert repr(good) == f"<Document {folder / '1.txt'}: <Plan 2031: 1 sections, 2 items>>"
        assert repr(bad) == "<Document absent.txt: cannot open 'absent.txt': No such file or directory>"

    def test_one_goes_between_processes(self, folder: Path) -> None:
        for found in read(folder):
            assert pickle.loads(pickle.dumps(found)) == found


class TestPaths:
    def test_a_folder_is_all_its_files(self, folder: Path) -> None:
        assert summary([*read(folder)]) == ALL
        assert [*read(str(folder))] == [*read(folder)]

    def test_a_pattern_is_the_files_that_fit(self, folder: Path) -> None:
        assert summary([*read(f"{folder}/**/*.txt")]) == [ALL[0], ALL[1], ALL[5]]

    def test_a_path_is_a_file_whatever_its_name(self, folder: Path) -> None:
        odd = folder / "[1].txt"
        odd.write_text(text(31), "utf-8")
        assert summary([*read(odd)]) == [("[1].txt", True)]

    def test_paths_are_read_in_their_order(self, folder: Path) -> None:
        assert summary([*read([folder / "more" / "6.txt", str(folder / "1.txt")])]) == [ALL[5], ALL[0]]

    @pytest.mark.parametrize("pattern", ["*.docx", "empty"])
    def test_nothing_to_read_is_said(self, folder: Path, pattern: str) -> None:
        (folder / "empty").mkdir()
        with pytest.raises(SourceError, match="no file fits"):
            read(f"{folder}/{pattern}")

    def test_no_workers_read_nothing(self, folder: Path) -> None:
        with pytest.raises(InvalidValue, match="0 workers"):
            read(folder, workers=0)


class TestStreaming:
    def test_files_are_read_when_they_are_asked_for(self, folder: Path) -> None:
        taken: list[Path] = []

        def paths() -> Iterator[Path]:
            for path in [folder / "1.txt"] * 3:
                taken.append(path)
                yield path

        documents = read(paths())
        assert taken == []
        next(documents)
        assert len(taken) == 1

    def test_only_so_many_are_begun_in_advance(self) -> None:
        begun: list[str] = []

        class Eager(Here):
            ahead = 3

            def begin(self, path: str) -> Any:
                begun.append(path)
                return partial(Document, path, None, error="")

        documents = read_by(map(str, range(10)), frozenset(), Eager(None), None)
        assert [next(documents).path, len(begun)] == ["0", 4]
        assert [next(documents).path, len(begun)] == ["1", 5]
        assert [each.path for each in documents] == [*"23456789"]

    def test_progress_is_told(self, folder: Path) -> None:
        told: list[tuple[int, int | None]] = []
        assert len([*read(folder, progress=lambda *said: told.append(said))]) == 6
        assert told == [(done, 6) for done in range(1, 7)]
        told.clear()
        assert len([*read(iter([folder / "1.txt"]), progress=lambda *said: told.append(said))]) == 1
        assert told == [(1, None)]


class TestResuming:
    def test_what_is_there_is_passed_over(self, folder: Path, tmp_path: Path) -> None:
        told: list[tuple[int, int | None]] = []
        corpus.write_dataset(read(folder), tmp_path / "dataset")
        (folder / "1.txt").write_text(text(99), "utf-8")
        (folder / "8.txt").write_text((folder / "more" / "6.txt").read_text("utf-8"), "utf-8")  # known, elsewhere
        again = read(
            [*sorted(folder.glob("*.*")), "absent"], resume=tmp_path / "dataset", progress=lambda *of: told.append(of)
        )
        assert summary([*again]) == [*ALL[:2], *ALL[3:5], ("absent", False)]
        assert told[-1] == (7, 7)

    def test_no_dataset_yet(self, folder: Path, tmp_path: Path) -> None:
        assert summary([*read(folder, resume=tmp_path / "dataset")]) == ALL

    def test_a_broken_one_is_told(self, folder: Path, tmp_path: Path) -> None:
        part = tmp_path / "documents" / "year=2031" / "part-00000.parquet"
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(b"PAR1")
        with pytest.raises(SourceError, match="no part of a dataset"):
            read(folder, resume=tmp_path)


PORT = Registry(mechanisms=[Mechanism(id=MechanismId("port"), kind="forum", names=Names.of(zh_Hans="港口论坛"))])


class Poison(str):
    """A path of which a process dies that is sent it."""

    __slots__ = ()

    def __reduce__(self) -> Any:
        return os._exit, (1,)


class TestWorkers:
    def test_documents_are_the_same(self, folder: Path) -> None:
        paths = [*sorted(folder.rglob("*.*")), folder / "absent"] * 3
        assert [*read(paths, workers=2)] == [*read(paths)]

    def test_they_know_the_registry(self, folder: Path) -> None:
        alone, (many,) = read([folder / "1.txt"], registry=PORT), read([folder / "1.txt"], registry=PORT, workers=2)
        (one,) = alone
        assert one == many
        assert many.plan is not None
        assert [mechanism.id for mechanism in many.plan.mechanisms][:1] == ["port"]

    def test_one_reads_as_this_process_does(self, folder: Path) -> None:
        worker = copy_context()
        worker.run(_crews._settle, PORT)
        assert worker.run(_crews._read, str(folder / "1.txt")) == next(read([folder / "1.txt"], registry=PORT))

    def test_whoever_stops_early_leaves_nothing_running(self, folder: Path) -> None:
        documents = read([folder / "1.txt"] * 50, workers=2)
        next(documents)
        documents.close()  # type: ignore[attr-defined]  # it is a generator
        assert [*documents] == []

    def test_one_that_dies_is_replaced(self, folder: Path) -> None:
        paths = [folder / "1.txt"] * (3 * AHEAD)
        crew = Processes(1, None)
        documents = read_by(paths, frozenset(), crew, None)
        first = next(documents)
        for process in [*crew._pool._processes.values()]:
            os.kill(process.pid or 0, signal.SIGKILL)
        assert [*documents] == [first] * (len(paths) - 1)

    def test_a_document_that_kills_is_an_error(self, folder: Path) -> None:
        good, bad = folder / "1.txt", folder / "5.pdf"
        first, second, *others = read([good, Poison(bad), *[good] * 6], workers=2)
        assert [first, *others] == [*read([good])] * 7
        assert second.sha256 == hashlib.sha256(bad.read_bytes()).hexdigest()
        assert "died, twice" in str(second.error)

    def test_processes_that_do_not_start(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bri_macao.corpus._crews._settle", int)
        with pytest.raises(BriMacaoError, match="__name__ == '__main__'"):
            next(read(folder, workers=2))

    def test_of_a_lost_document_the_hash_is_kept_if_it_is_there(self, folder: Path) -> None:
        assert lost("absent", "died").error == "cannot open 'absent': No such file or directory"
        assert lost(str(folder / "1.txt"), "died").error == "died"
