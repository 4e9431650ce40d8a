"""Reading a corpus: documents in the order of their paths, whoever reads them and however many they are."""

import glob
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sized
from collections.abc import Set as AbstractSet
from itertools import filterfalse
from os import PathLike, fspath
from pathlib import Path
from typing import TypeAlias, TypeVar

from bri_macao.corpus._crews import Client, Crew, Here, Processes
from bri_macao.corpus._documents import Document, content_hash
from bri_macao.errors import InvalidValue, SourceError
from bri_macao.registry import Registry

__all__ = ["Progress", "read"]

T = TypeVar("T")

Progress: TypeAlias = Callable[[int, int | None], object]
"""Hears after each document how many are done, and how many there are; None where nobody knows."""

Paths: TypeAlias = str | PathLike[str] | Iterable[str | PathLike[str]]


def read(
    paths: Paths,
    *,
    registry: Registry | None = None,
    workers: int = 1,
    client: Client | None = None,
    resume: str | PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Iterator[Document]:
    """Read documents, one after the other; what cannot be read is an error in its place, and the others go on.

    The documents and their order are the same however many workers there are. A few for each worker are in memory at a
    time, and no more are begun until somebody takes those. A worker process that dies, for want of memory perhaps, is
    replaced, and what it was reading is read again, in a process of its own; if that dies too, it is an error.

    Args:
        paths: a path-like is a file, or a folder for all files in it at any depth, hidden ones left out; a `str` is a
            pattern, such as `plans/**/*.pdf`; both in the order of their names. Or paths, in their order. `.json` is a
            saved plan, anything else what `bri_macao.read` takes.
        registry: the partners and mechanisms that are known; by default those of `load_registry()`.
        workers: how many processes read. 1 reads in this process; for more, a script must begin its work under
            `if __name__ == "__main__":`, as for all of `multiprocessing`.
        client: a `dask.distributed.Client`, whose workers read instead; the paths must lead to the files there too.
        resume: the folder of a dataset (see `write_dataset`), there or not yet: documents whose content is in it are
            passed over. A file that has changed is read, and so is what could not be read before.
        progress: hears after each document, read or passed over.

    Raises:
        SourceError: no file fits the pattern, or the dataset cannot be read.
        InvalidValue: there are no workers.
        MissingExtra: `resume` without the extra `corpus`, or `client` without the extra `dask`.
        BriMacaoError: worker processes do not start.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("2031年重点工作\\n一、海洋\\n1.与巴西办好论坛。", "utf-8")
    ...     _ = Path(folder, "b.txt").write_bytes(b"\\xff")
    ...     for document in read(Path(folder)):
    ...         print(document.plan, len(document.findings), (document.error or "")[:22])
    <Plan 2031: 1 sections, 1 items> 0
    None 0 b.txt is neither UTF-8
    """
    if workers < 1:
        raise InvalidValue(f"{workers} workers read nothing; give one or more")
    found = _found(paths)
    known = _known(resume)
    crew: Crew
    if client is not None:
        from bri_macao.corpus._dask import Cluster  # noqa: PLC0415 - the extra is imported where a client comes in

        crew = Cluster(client, registry)
    else:
        crew = Here(registry) if workers == 1 else Processes(workers, registry)
    return _read(found, known, crew, progress)


def _read(
    paths: Iterable[str | PathLike[str]], known: AbstractSet[str], crew: Crew, progress: Progress | None
) -> Iterator[Document]:
    total = len(paths) if isinstance(paths, Sized) else None
    with crew:
        begun = (None if _is_known(path, known) else crew.begin(path) for path in (fspath(path) for path in paths))
        for done, finish in enumerate(_ahead(begun, crew.ahead), 1):
            document = None if finish is None else finish()
            if progress is not None:
                progress(done, total)
            if document is not None:
                yield document


def _ahead(things: Iterable[T], count: int) -> Iterator[T]:
    """The things as they come, each when so many more behind it have been taken."""
    taken: deque[T] = deque()
    for thing in things:
        taken.append(thing)
        if len(taken) > count:
            yield taken.popleft()
    yield from taken


def _found(paths: Paths) -> Iterable[str | PathLike[str]]:
    """The paths one by one; sorted where they are looked for."""
    if not isinstance(paths, str | PathLike):
        return paths
    place = Path(paths)
    if place.is_dir():
        found = list(_files(place))
    elif isinstance(paths, str):
        found = [path for path in glob.glob(paths, recursive=True) if Path(path).is_file()]  # noqa: PTH207 - of absolute patterns, Path.glob knows nothing
    else:
        return (paths,)
    if not found:
        raise SourceError(f"no file fits {str(paths)!r}")
    return sorted(found)


def _files(folder: Path) -> Iterator[str]:
    """The files in a folder, at any depth, but for what is hidden."""
    # Not `Path.rglob`, which remembers every path until the end: of 100,000, four times the memory of their names.
    for place, inner, names in os.walk(folder):
        inner[:] = filterfalse(_is_hidden, inner)
        paths = (Path(place, name) for name in filterfalse(_is_hidden, names))
        yield from (str(path) for path in paths if path.is_file())


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _known(resume: str | PathLike[str] | None) -> AbstractSet[str]:
    if resume is None:
        return frozenset()
    from bri_macao.corpus._dataset import read_hashes  # noqa: PLC0415 - the extra is imported where it is needed

    return read_hashes(resume)


def _is_known(path: str, known: AbstractSet[str]) -> bool:
    if not known:
        return False
    try:
        return content_hash(path) in known
    except SourceError:  # it is told when the file is read
        return False
