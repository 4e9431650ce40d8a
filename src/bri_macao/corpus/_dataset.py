"""Datasets: the documents of a corpus as partitioned Parquet, written part by part. Who asks them is `_queries`.

    dataset/documents/year=2023/part-00000.parquet
    dataset/items/year=2023/part-00000.parquet
    ...

The tables are those of `bri_macao.formats.arrow`, where a row is told by its document, not by its plan: two documents
may be plans of one year, or two copies of one plan. Besides them there are `documents`, `findings` and `words`, and the
partition is the year in which the plan's period begins. The documents of a part are written last: a part that has none
was never finished, nobody reads it, and the next writer puts another in its place.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from bri_macao.corpus._documents import Document
from bri_macao.errors import BriMacaoError, DumpError, SourceError, extra_needed
from bri_macao.formats._files import replace
from bri_macao.formats._relations import TABLES, rows_of_trees
from bri_macao.formats._trees import Tree
from bri_macao.formats.json import trusted
from bri_macao.querying._conditions import plain

with extra_needed("a dataset", "corpus"):
    import pyarrow as pa
    import pyarrow.parquet as pq

    from bri_macao.formats._arrow import tables_of

__all__ = ["ALL_TABLES", "COLUMNS", "parts", "read_hashes", "write_dataset"]

LARGEST_PART = 16_000_000
"""Bytes of JSON in a part, or one document: some 100,000 rows in all its tables."""

MOST_HELD = 64_000_000
"""Bytes of JSON that are held in memory while the parts of several years fill."""

NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""The partition of what has no year, as Hive, Spark and DuckDB call it."""


def _schema(columns: Mapping[str, type[int] | type[str]]) -> pa.Schema:
    return pa.schema([pa.field(name, pa.string() if kind is str else pa.int64()) for name, kind in columns.items()])


_DOCUMENTS = _schema(
    {
        "position": int,
        **dict.fromkeys(("path", "document", "plan", "error"), str),
        **dict.fromkeys(("errors", "warnings", "infos"), int),
    }
)

_FINDINGS = _schema(
    {
        "document": str,
        "position": int,
        **dict.fromkeys(("code", "severity", "path", "message", "hint", "expected", "found"), str),
        **dict.fromkeys(("span_start", "span_end", "line", "page"), int),
    }
)

_WORDS = _schema(dict.fromkeys(("document", "item", "field", "language", "folded"), str))

COLUMNS: Mapping[str, list[str]] = MappingProxyType(
    {
        name: ["document" if column.name == table.plan else column.name for column in table.columns]
        for name, table in TABLES.items()
    }
)
"""The tables of plans, and the columns that make plans of them again."""

ALL_TABLES = (*TABLES, "words", "findings", "documents")
"""Every table; the documents are written last."""


def write_dataset(documents: Iterable[Document], folder: str | PathLike[str]) -> int:
    """Write documents to a dataset, or add them to the one that is there, and say how many were written.

    A document is told by the SHA-256 of its bytes: one that the dataset has is not written again, wherever it stands.
    One that could not be read is kept with its error, and gives way when it comes again and can be read. Each file is
    written whole or not at all. If the documents end in an exception, those that came before it are kept.

    One process writes to a dataset at a time. The same documents give the same bytes, with the same version of pyarrow.

    Args:
        documents: what `read` gives, taken one by one.
        folder: where; it is made if need be.

    Raises:
        SourceError: the dataset that is there cannot be read.
        BriMacaoError: it cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> from bri_macao.corpus import read
    >>> with TemporaryDirectory() as place:
    ...     _ = Path(place, "a.txt").write_text("2031年重点工作\\n一、海洋\\n1.与巴西办好论坛。", "utf-8")
    ...     dataset = Path(place, "dataset")
    ...     write_dataset(read(f"{place}/*.txt"), dataset), write_dataset(read(f"{place}/*.txt"), dataset)
    (1, 0)
    """
    writer = _Writer(Path(folder))
    before = writer.position
    try:
        for document in documents:
            writer.add(document)
    finally:
        writer.finish()
    return writer.position - before


def parts(folder: Path) -> list[str]:
    """The finished parts of a dataset, such as `year=2023/part-00000.parquet`, in the order of writing."""
    found = (folder / "documents").glob("year=*/part-*.parquet")
    return sorted((f"{path.parent.name}/{path.name}" for path in found), key=lambda part: part.partition("/")[2])


def read_hashes(folder: str | PathLike[str]) -> frozenset[str]:
    """The hashes of the documents in a dataset that could be read; none where there is no dataset yet.

    Raises:
        SourceError: it cannot be read.
    """
    return frozenset(row.document for row in _kept(Path(folder)) if row.document is not None and row.error is None)


class _Kept(NamedTuple):
    """A row of `documents`, as far as a writer needs to know it."""

    position: int
    path: str
    document: str | None
    error: str | None


def _kept(folder: Path) -> Iterator[_Kept]:
    """What a dataset says of its documents, in the order of the parts."""
    for part in parts(folder):
        path = folder / "documents" / part
        try:
            table = pq.ParquetFile(path).read(columns=list(_Kept._fields))
            columns = [table[name].to_pylist() for name in _Kept._fields]
        except (pa.ArrowException, OSError, ValueError, LookupError) as error:
            raise SourceError(f"{str(path)!r} is no part of a dataset: {error}") from error
        yield from map(_Kept._make, zip(*columns, strict=True))


class _Writer:
    """Documents on their way into parts, year by year.

    Attributes:
        position: how many documents were ever written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        kept = sorted(_kept(folder), key=lambda row: row.position)
        self.position = kept[-1].position if kept else 0
        self._errors = {row.document or row.path: row.error for row in kept}
        self._part = max((_number(part) for part in parts(folder)), default=-1)
        self._held: dict[str, list[tuple[int, Document]]] = {}
        self._sizes: dict[str, int] = {}

    def add(self, document: Document) -> None:
        """Take a document, unless the dataset has it."""
        key = document.sha256 or document.path
        if key in self._errors and self._errors[key] in (None, document.error):
            return
        self._errors[key] = document.error
        self.position += 1
        # Not `document.plan`: the document would keep it, and take ten times the memory until its part is written.
        period = None if document.json is None else trusted(document.json).period
        year = NO_YEAR if period is None else str(period.start.year)
        self._held.setdefault(year, []).append((self.position, document))
        self._sizes[year] = self._sizes.get(year, 0) + len(document.json or document.error or "")
        if self._sizes[year] >= LARGEST_PART:
            self._write(year)
        elif sum(self._sizes.values()) >= MOST_HELD:
            self._write(max(self._sizes, key=lambda year: (self._sizes[year], year)))

    def finish(self) -> None:
        """Write what is held."""
        for year in sorted(self._held):
            self._write(year)

    def _write(self, year: str) -> None:
        self._part += 1
        for name, table in _tables(self._held[year]).items():
            path = self._folder / name / f"year={year}" / f"part-{self._part:05}.parquet"
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise BriMacaoError(f"cannot make {str(path.parent)!r}: {error.strerror}") from error
            replace(path, _bytes(table))
        del self._held[year], self._sizes[year]


def _number(part: str) -> int:
    return int(part.partition("/part-")[2].removesuffix(".parquet"))


def _bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def _tables(held: Sequence[tuple[int, Document]]) -> Mapping[str, pa.Table]:
    """The tables of a part; that of the documents is the last."""
    try:
        return _tables_of(held)
    except DumpError:
        return _tables_of([(position, _fitting(document)) for position, document in held])


def _fitting(document: Document) -> Document:
    """The document, with an error in place of a plan that does not fit into tables."""
    try:
        _tables_of([(0, document)])
    except DumpError as error:
        return Document(document.path, document.sha256, error=str(error))
    return document


def _tables_of(held: Sequence[tuple[int, Document]]) -> Mapping[str, pa.Table]:
    words: list[tuple[object, ...]] = []
    places: dict[tuple[str, str], tuple[int, str]] = {}

    def trees() -> Iterator[Tree]:
        """The plans as trees, each with its document for an id."""
        for _, document in held:
            if document.json is None:
                continue
            assert document.sha256 is not None
            index = trusted(document.json).index
            for place, item in enumerate(index.items.values(), 1):
                places[document.sha256, item.id] = (place, item.label("en", "zh"))
                said = (document.sha256, item.id)
                words.extend((*said, text.field, text.language, plain(text.text)) for text in index.words[item.id])
            yield {**msgspec.json.decode(document.json), "id": document.sha256}

    tables = {name: table.rename_columns(COLUMNS[name]) for name, table in tables_of(rows_of_trees(trees())).items()}
    items = tables["items"]
    of_items = [places[row["document"], row["id"]] for row in items.select(["document", "id"]).to_pylist()]
    items = items.append_column("place", pa.array([place for place, _ in of_items], pa.int64()))
    tables["items"] = items.append_column("label", pa.array([label for _, label in of_items], pa.string()))
    tables["words"] = _table(_WORDS, words)
    tables["findings"] = _table(_FINDINGS, [row for _, document in held for row in _finding_rows(document)])
    tables["documents"] = _table(_DOCUMENTS, [_document_row(position, document) for position, document in held])
    return tables


def _table(schema: pa.Schema, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def _document_row(position: int, document: Document) -> tuple[object, ...]:
    plan = None if document.json is None else trusted(document.json).id
    counts = Counter(finding.severity for finding in document.findings)
    numbers = (counts["error"], counts["warning"], counts["info"])
    return (position, document.path, document.sha256, plan, document.error, *numbers)


def _finding_rows(document: Document) -> Iterator[tuple[object, ...]]:
    for position, finding in enumerate(document.findings, 1):
        span = (None, None) if finding.span is None else (finding.span.start, finding.span.end)
        said = (finding.path, finding.message, finding.hint, finding.expected, finding.found)
        where = (*span, finding.line, finding.page)
        yield (document.sha256, position, finding.code, finding.severity, *said, *where)
