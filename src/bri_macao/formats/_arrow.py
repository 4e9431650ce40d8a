"""Plans as Arrow tables, and these as files in memory: the one place that knows pyarrow.

A hostile file cannot ask for more than it is long: what could, such as compressed buffers, is refused before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any

from bri_macao._incoming import refused
from bri_macao.errors import extra_needed
from bri_macao.findings import Finding, LoadError, Notice, warn
from bri_macao.formats._relations import TABLES, Cell, Column, Kind, Row, Rows, Table, header_faults, plans_of, rows_of
from bri_macao.model import Plan

with extra_needed("writing and reading Arrow and Parquet", "arrow"):
    import pyarrow as pa
    import pyarrow.ipc
    import pyarrow.parquet as pq

__all__ = ["from_tables", "ipc_bytes", "parquet_bytes", "read_ipc", "read_parquet", "tables_of", "to_tables"]

PLANS_AT_A_TIME = 100
"""Plans whose rows are held as Python objects before they become Arrow's: it bounds what a stream of plans takes."""

BYTES_OF_A_ROW = 400
"""What a row takes in Python, about. A column of nulls takes nothing in a file, however long it is."""


ENCODINGS = frozenset({"PLAIN", "RLE", "BIT_PACKED", "PLAIN_DICTIONARY", "RLE_DICTIONARY"})
"""The encodings of Parquet in which a text takes as many bytes as it has."""

_TYPES: Mapping[Kind, pa.DataType] = {
    "language": pa.dictionary(pa.int32(), pa.string()),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "presence": pa.bool_(),
    "date": pa.date32(),
}
"""What is no plain text."""

_FITTING: Mapping[Kind, Callable[[pa.DataType], bool]] = {
    "integer": pa.types.is_integer,
    "boolean": pa.types.is_boolean,
    "presence": pa.types.is_boolean,
    "date": pa.types.is_date32,
}
"""What is read: what other libraries make of the types above too."""


def to_tables(plans: Iterable[Plan]) -> dict[str, pa.Table]:
    """Plans as Arrow tables, by name: for pandas, polars, DuckDB and whatever else reads Arrow.

    Full days are dates and numbers are integers; what has few values, and languages, is dictionary-encoded; dates that
    are known to the month or the year stay text. Descriptions of tables and columns are in the metadata.

    Args:
        plans: any number of plans, each with an id of its own; also a generator, which is taken plan by plan.

    Raises:
        DumpError: two plans or two things have one id, or a reference leads nowhere.

    >>> from bri_macao.plans import load_plan
    >>> tables = to_tables([load_plan(2023)])
    >>> tables["items"].num_rows, tables["partners"].schema.field("kind").type
    (23, DictionaryType(dictionary<values=string, indices=int32, ordered=0>))
    """
    return tables_of(rows_of(plans))


def tables_of(rows_of_plans: Iterator[Rows]) -> dict[str, pa.Table]:
    """The tables of plans whose rows are given, plan by plan."""
    batches: dict[str, list[pa.RecordBatch]] = {name: [] for name in TABLES}
    while some := list(islice(rows_of_plans, PLANS_AT_A_TIME)):
        for name, table in TABLES.items():
            cells = [row.cells for rows in some for row in rows[name]]
            arrays = [_array(column, [row[column.name] for row in cells]) for column in table.columns]
            batches[name].append(pa.RecordBatch.from_arrays(arrays, schema=_schema(table)))
    # Languages of one batch may be others than those of the next.
    return {
        name: pa.Table.from_batches(batches[name], schema=_schema(table)).unify_dictionaries()
        for name, table in TABLES.items()
    }


def from_tables(tables: Mapping[str, pa.Table], *, lenient: bool = False, notice: Notice = warn) -> tuple[Plan, ...]:
    """The plans that Arrow tables say: what `to_tables` makes, or the like of it from another library.

    Args:
        tables: the tables by name; columns and rows may come in any order.
        lenient: keep columns that the model does not know, under `Plan.extra`, instead of refusing them.
        notice: hears of each value that was kept so; by default it is a Python warning.

    Raises:
        LoadError: every problem at once, each with its table, row and column.

    >>> from bri_macao.plans import load_plan
    >>> from_tables(to_tables([load_plan(2023)])) == (load_plan(2023),)
    True
    """
    findings = [
        Finding(code="BRI403", path=name, message="there is no such table") for name in tables if name not in TABLES
    ]
    rows: Rows = {}
    for name, table in TABLES.items():
        if name not in tables:
            findings.append(Finding(code="BRI413", path=name, message="the table is missing"))
            continue
        found = _faults(table, tables[name], lenient=lenient)
        findings.extend(found)
        rows[name] = [] if found else list(_rows(name, tables[name]))
    if findings:
        raise LoadError(tuple(findings))
    return plans_of(rows, lenient=lenient, notice=notice)


def ipc_bytes(table: pa.Table) -> bytes:
    """A table as an Arrow file (IPC)."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def parquet_bytes(table: pa.Table) -> bytes:
    """A table as a Parquet file; what packs it compresses it."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="none")
    return sink.getvalue().to_pybytes()


def read_ipc(data: bytes, name: str, largest: int) -> pa.Table:
    """The table of an Arrow file.

    Raises:
        LoadError: it is none, has compressed buffers, or rows of more than `largest` bytes.
    """
    # An Arrow file is a stream with eight bytes before it, and a table of contents behind it that may point anywhere.
    # Read as the stream that it is, nothing is reached that was not looked at.
    with _sound(name, "an Arrow file"):
        stream = pa.py_buffer(data).slice(8)
        if any(_is_compressed(message) for message in pa.ipc.MessageReader.open_stream(stream)):
            raise refused(
                "BRI414", "its buffers are compressed", path=name, hint="write it without; the archive compresses it"
            )
        reader = pa.ipc.open_stream(stream)
        batches, rows = [], 0
        for batch in reader:
            batches.append(batch)
            rows += batch.num_rows
            _count(rows, name, largest)
        return pa.Table.from_batches(batches, schema=reader.schema)


def read_parquet(data: bytes, name: str, largest: int) -> pa.Table:
    """The table of a Parquet file.

    Raises:
        LoadError: it is none, is compressed inside, or has rows of more than `largest` bytes.
    """
    with _sound(name, "a Parquet file"):
        reader = pq.ParquetFile(pa.BufferReader(data))
        said = reader.metadata
        _count(said.num_rows, name, largest)
        groups = [said.row_group(i) for i in range(said.num_row_groups)]
        chunks = [group.column(i) for group in groups for i in range(group.num_columns)]
        if any(chunk.compression != "UNCOMPRESSED" or set(chunk.encodings) - ENCODINGS for chunk in chunks):
            hint = "write it with compression='none'; the archive compresses it"
            raise refused(
                "BRI414",
                "its columns are compressed, or in an encoding that repeats parts of texts",
                path=name,
                hint=hint,
            )
        # A long text that many rows share stays one text as long as it is in a dictionary.
        texts = [field.name for field in reader.schema_arrow if pa.types.is_string(field.type)]
        return pq.ParquetFile(pa.BufferReader(data), read_dictionary=texts).read(use_threads=False)


def _type(column: Column) -> pa.DataType:
    return _TYPES["language"] if column.values else _TYPES.get(column.kind, pa.string())


def _schema(table: Table) -> pa.Schema:
    fields = [
        pa.field(column.name, _type(column), nullable=column.null, metadata={"description": column.about})
        for column in table.columns
    ]
    return pa.schema(fields, metadata={"description": table.about})


# `Any`: an array of the type that the column has.
def _array(column: Column, cells: list[Cell]) -> "pa.Array[Any]":
    if column.values:
        places = {value: place for place, value in enumerate(column.values)}
        indices = pa.array([places[str(cell)] for cell in cells], pa.int32())
        return pa.DictionaryArray.from_arrays(indices, pa.array(column.values, pa.string()))
    if column.kind == "language":
        return pa.array(cells, pa.string()).dictionary_encode()
    if column.kind == "date":
        return pa.array([None if cell is None else date.fromisoformat(str(cell)) for cell in cells], pa.date32())
    return pa.array(cells, _type(column))


def _faults(table: Table, given: pa.Table, *, lenient: bool) -> list[Finding]:
    """What is wrong with a table before anybody looks at its rows."""
    if not isinstance(given, pa.Table):
        return [
            Finding(code="BRI412", path=table.name, message=f"an Arrow table is expected, not {type(given).__name__}")
        ]
    with _sound(table.name, "an Arrow table"):
        given.validate(full=True)
        found = header_faults(table, given.column_names, table.name, lenient=lenient)
        for field in given.schema:
            column = table.by_name.get(field.name)
            fits = _FITTING.get(column.kind, _is_text) if column is not None else _is_scalar
            if not fits(field.type) and not pa.types.is_null(field.type):
                message = f"its type is {field.type}"
                hint = None if column is None else f"it should be {_type(column)}"
                found.append(Finding(code="BRI413", path=f"{table.name}:{field.name}", message=message, hint=hint))
    return found


def _is_text(type: pa.DataType) -> bool:
    if pa.types.is_dictionary(type):
        type = type.value_type
    return pa.types.is_string(type) or pa.types.is_large_string(type)


def _is_scalar(type: pa.DataType) -> bool:
    """Whether JSON has the like of it."""
    return _is_text(type) or pa.types.is_integer(type) or pa.types.is_floating(type) or pa.types.is_boolean(type)


def _rows(name: str, table: pa.Table) -> list[Row]:
    with _sound(name, "an Arrow table"):
        columns = [list(_cells(table.column(column))) for column in table.column_names]
    return [
        Row(dict(zip(table.column_names, cells, strict=True)), f"{name}:{number}")
        for number, cells in enumerate(zip(*columns, strict=True), 1)
    ]


def _cells(column: "pa.ChunkedArray[Any]") -> Iterator[Cell]:
    for chunk in column.chunks:
        if isinstance(chunk, pa.DictionaryArray):
            # One text for all rows that share it.
            texts = chunk.dictionary.to_pylist()
            yield from (None if index is None else texts[index] for index in chunk.indices.to_pylist())
        else:
            cells = chunk.to_pylist()
            yield from (cell.isoformat() if isinstance(cell, date) else cell for cell in cells)


def _count(rows: int, name: str, largest: int) -> None:
    if rows * BYTES_OF_A_ROW > largest:
        message = f"its {rows} rows would take more than {largest} bytes"
        raise refused("BRI411", message, path=name, hint="if they are meant to, pass largest=")


@contextmanager
def _sound(name: str, kind: str) -> Iterator[None]:
    """Turn whatever pyarrow says of broken data into one finding."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError, LookupError, OverflowError) as error:
        raise refused("BRI412", f"{kind} is expected: {error}", path=name) from error


def _is_compressed(message: pa.Message) -> bool:
    """Whether the buffers of a message are compressed.

    pyarrow does not say, so the message is looked at: a table of flatbuffers begins with the distance back to its list
    of fields, which says for each where it is in the table, or 0 (Message: 2 is the header; DictionaryBatch: 1 is
    the data; RecordBatch: 3 is the compression).
    """
    data = message.metadata.to_pybytes()

    def number(at: int, size: int = 4) -> int:
        return int.from_bytes(data[at : at + size], "little", signed=size == 4)

    def place(table: int, field: int) -> int:
        fields = table - number(table)
        return number(fields + 4 + 2 * field, 2) if 4 + 2 * field < number(fields, 2) else 0

    def below(table: int, field: int) -> int:
        at = table + place(table, field)
        return at + number(at)

    header = below(number(0), 2)
    if message.type == "schema":
        return False
    return place(below(header, 1) if message.type == "dictionary" else header, 3) != 0
