"""Reading on a Dask cluster: the same documents, also when a worker is lost."""

import os
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bri_macao.corpus import read
from bri_macao.corpus._crews import AHEAD
from bri_macao.model import Mechanism, MechanismId, Names
from bri_macao.registry import Registry

distributed = pytest.importorskip("distributed")
dask = pytest.importorskip("dask")

PORT = Registry(mechanisms=[Mechanism(id=MechanismId("port"), kind="forum", names=Names.of(zh_Hans="港口论坛"))])

# A slow machine is no fault of anybody's.
PATIENT = {
    "distributed.comm.timeouts.connect": "120s",
    "distributed.comm.timeouts.tcp": "120s",
    "distributed.scheduler.worker-ttl": None,
    "distributed.scheduler.allowed-failures": 10,
}


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with (
        dask.config.set(PATIENT),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster, timeout="120s") as client,
    ):
        client.wait_for_workers(2, timeout=120)
        yield client


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("documents")
    for number in range(40):
        items = "".join(f"{n}.与巴西办好港口论坛，设立“蓝色基金{n + number}”。\n" for n in range(1, 20))
        (folder / f"{number}.txt").write_text(f"2031年重点工作\n一、海洋\n{items}", "utf-8")
    (folder / "broken.txt").write_bytes(b"\xff")
    return [*sorted(folder.iterdir()), folder / "absent.txt"]


class TestClusters:
    def test_documents_are_those_of_this_process(self, client: Any, paths: list[Path]) -> None:
        assert [*read(paths, client=client)] == [*read(paths)]

    def test_workers_know_the_registry(self, client: Any, paths: list[Path]) -> None:
        assert [*read(paths[:3], client=client, registry=PORT)] == [*read(paths[:3], registry=PORT)]

    def test_a_lost_worker_is_survived(self, client: Any, paths: list[Path]) -> None:
        documents = read(paths, client=client, registry=PORT)
        first = next(documents)
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
        assert [first, *documents] == [*read(paths, registry=PORT)]


class Failing:
    """A client, as far as reading knows one, whose workers die of everything."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def nthreads(self) -> Mapping[str, int]:
        return {f"worker-{number}": 2 for number in range(self._workers)}

    def submit(self, _: object, /, *args: Any, **options: object) -> Any:
        assert args
        assert options == {"pure": False}
        return self

    def result(self) -> object:
        raise distributed.KilledWorker("read_document", None, 3)


class Done:
    """A future of what is there already."""

    def __init__(self, value: object) -> None:
        self._value = value

    def result(self) -> object:
        return self._value


class Prompt(Failing):
    """A client that does everything at once, in this process."""

    def submit(self, function: Any, /, *args: Any, **_: object) -> Any:
        return Done(function(*(arg.result() if isinstance(arg, Done) else arg for arg in args)))


class TestTasks:
    def test_are_what_this_process_does(self, paths: list[Path]) -> None:
        assert [*read(paths, client=Prompt(1), registry=PORT)] == [*read(paths, registry=PORT)]


class TestDocumentsThatKill:
    def test_are_errors(self, paths: list[Path]) -> None:
        (found,) = read(paths[:1], client=Failing(1), registry=PORT)
        assert found.sha256 is not None
        assert "died, one after the other" in str(found.error)

    @pytest.mark.parametrize(("workers", "begun"), [(0, AHEAD), (3, 6 * AHEAD)])
    def test_so_many_are_begun(self, paths: list[Path], workers: int, begun: int) -> None:
        taken: list[Path] = []

        def some() -> Iterator[Path]:
            for path in paths * 3:
                taken.append(path)
                yield path

        next(read(some(), client=Failing(workers)))
        assert len(taken) == begun + 1
