"""A crew of Dask: the workers of a cluster. The one place that knows `distributed`."""

from collections.abc import Callable
from functools import partial
from typing import Any, Self

from bri_macao.corpus._crews import AHEAD, Client
from bri_macao.corpus._documents import Document, lost, read_document
from bri_macao.errors import extra_needed
from bri_macao.registry import Registry

with extra_needed("reading on a Dask cluster", "dask"):
    from distributed import KilledWorker

__all__ = ["Cluster"]


class Cluster:
    """The workers of a cluster. What a lost worker had begun, Dask gives to another."""

    def __init__(self, client: Client, registry: Registry | None) -> None:
        self.ahead = AHEAD * max(1, sum(client.nthreads().values()))
        self._client = client
        self._registry = registry

    def __enter__(self) -> Self:
        # The result of a task goes once to each worker, and is made again if the worker that had it is lost; what is
        # scattered would be gone.
        self._known = None if self._registry is None else self._client.submit(_same, self._registry, pure=False)
        return self

    def __exit__(self, *_: object) -> None:
        self._known = None

    def begin(self, path: str) -> Callable[[], Document]:
        """As the crew says."""
        return partial(_finish, path, self._client.submit(read_document, path, self._known, pure=False))


def _same(registry: Registry) -> Registry:
    return registry


# `Any`: Dask says nothing of what its futures give.
def _finish(path: str, future: Any) -> Document:
    try:
        document: Document = future.result()
    except KilledWorker:
        return lost(path, "the workers that read it died, one after the other; there may not be memory enough for it")
    return document
