"""Crews: who reads documents. One begins a document and gives a function that waits for what became of it."""

import multiprocessing
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextvars import ContextVar
from functools import partial
from typing import Any, Protocol, Self

from bri_macao.corpus._documents import Document, lost, read_document
from bri_macao.errors import BriMacaoError
from bri_macao.parsing import read
from bri_macao.registry import Registry

__all__ = ["AHEAD", "Client", "Crew", "Here", "Processes"]

AHEAD = 4
"""How many documents each worker is given in advance: while one takes long, the others have work."""


class Client(Protocol):
    """What is asked of a `dask.distributed.Client`."""

    # `Any`: the function, what it takes and gives, and options of Dask's own.
    def submit(self, function: Any, /, *args: Any, **options: Any) -> Any:
        """Begin a call somewhere, and give its future."""

    def nthreads(self) -> Mapping[str, int]:
        """How many threads each worker has."""
        ...


class Crew(Protocol):
    """Who reads documents, between entering and leaving.

    Attributes:
        ahead: how many documents to begin before the first is waited for.
    """

    ahead: int

    def __enter__(self) -> object: ...

    def __exit__(self, *_: object) -> None: ...

    def begin(self, path: str) -> Callable[[], Document]:
        """Begin to read a file; the function waits for what became of it."""
        ...


class Here:
    """This process, which reads a document when it is waited for."""

    ahead = 0

    def __init__(self, registry: Registry | None) -> None:
        self._registry = registry

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def begin(self, path: str) -> Callable[[], Document]:
        """As the crew says."""
        return partial(read_document, path, self._registry)


class Processes:
    """Worker processes of this machine, replaced when one of them dies."""

    def __init__(self, workers: int, registry: Registry | None) -> None:
        self.ahead = AHEAD * workers
        self._workers = workers
        self._registry = registry

    def __enter__(self) -> Self:
        self._pool = self._started(self._workers)
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def begin(self, path: str) -> Callable[[], Document]:
        """As the crew says."""
        try:
            future = self._pool.submit(_read, path)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._started(self._workers)
            future = self._pool.submit(_read, path)
        return partial(self._finish, path, future)

    def _finish(self, path: str, future: Future[Document]) -> Document:
        try:
            return future.result()
        except BrokenProcessPool:
            # When one process dies, whatever is begun is lost. Which document is to blame shows when each is alone.
            with self._started(1) as alone:
                try:
                    return alone.submit(_read, path).result()
                except BrokenProcessPool:
                    return lost(path, "the process that read it died, twice; there may not be memory enough for it")

    def _started(self, workers: int) -> ProcessPoolExecutor:
        # Forking a process that has threads, as pyarrow and DuckDB have, is not safe.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_settle, initargs=(self._registry,))
        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool as error:
            message = "worker processes do not start; a script begins its work under if __name__ == '__main__':"
            raise BriMacaoError(message) from error
        return pool


_REGISTRY: ContextVar[Registry | None] = ContextVar("_REGISTRY", default=None)
"""The registry of a worker process."""


def _settle(registry: Registry | None) -> None:
    """Make a worker process ready: what every document needs is made now."""
    _REGISTRY.set(registry)
    read("", registry=registry)


def _read(path: str) -> Document:
    return read_document(path, _REGISTRY.get())
