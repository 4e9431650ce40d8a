"""Asking a corpus: DuckDB over the Parquet of a dataset, in this process; it reads no more than a question needs."""
# ruff: noqa: S608 - whatever comes from outside goes through `literal`

from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any

import attrs

from bri_macao.corpus import _conditions
from bri_macao.corpus._answers import Found, Pair, Tally, Usage
from bri_macao.corpus._conditions import Condition, literal
from bri_macao.errors import InvalidValue, SourceError, UnknownId, extra_needed
from bri_macao.formats._relations import TABLES
from bri_macao.model import Aspect, Comparison, MechanismKind, PartnerKind, Plan, PlanId, PolicyArea

with extra_needed("asking a corpus", "corpus"):
    import duckdb
    import pyarrow as pa

    from bri_macao.corpus._dataset import ALL_TABLES, COLUMNS, parts
    from bri_macao.formats.arrow import from_tables

__all__ = ["Corpus", "open"]


# Of a date that is known to the year or the month.
_MACROS = """
CREATE MACRO earliest(day) AS CAST(day || substr('0001-01-01', 1 + length(day)) AS DATE);
CREATE MACRO latest(day) AS CASE length(day)
    WHEN 4 THEN CAST(day || '-12-31' AS DATE)
    WHEN 7 THEN last_day(CAST(day || '-01' AS DATE))
    ELSE CAST(day AS DATE) END;
"""

# Of a document that came again after an error, what was said last holds.
_LAST = "QUALIFY row_number() OVER (PARTITION BY coalesce(document, path) ORDER BY position DESC) = 1"

_FOUND = """
SELECT i.document, d.path, d.plan, i.year, i.id AS item, i.number, i.section, i.label, d.position, i.place
FROM items i JOIN documents d ON d.document = i.document
"""

_NAMED = """
SELECT DISTINCT document, item, coalesce(partner, mechanism) AS id, partner IS NOT NULL AS is_partner
FROM mentions WHERE NOT nested AND (document, item) IN (SELECT (document, item) FROM found)
"""


@attrs.frozen(repr=False)
class Corpus:
    """The items of a corpus, or those of them that fit; iterate over it for them, document by document.

    Immutable and lazy, as `bri_macao.query` is: every method narrows, and nothing is searched before it is asked for.
    The methods of the same name find in each document what they find there. An id has to be in one of the documents; in
    those that lack it, nothing fits. Files that are written later are seen when the dataset is opened again.

    Attributes:
        folder: the dataset.

    >>> from tempfile import TemporaryDirectory
    >>> from bri_macao.corpus import open, read, write_dataset
    >>> with TemporaryDirectory() as place:
    ...     _ = Path(place, "a.txt").write_text("2031年重点工作\\n1.与巴西办好论坛。\\n2.与葡语国家合作。", "utf-8")
    ...     _ = write_dataset(read(f"{place}/*.txt"), Path(place, "dataset"))
    ...     found = open(Path(place, "dataset")).partner("br")
    ...     [(each.item, each.label) for each in found], found.partner("br", direct=True).count()
    ([('2031/1', '与巴西办好论坛'), ('2031/2', '与葡语国家合作')], 1)
    """

    folder: Path
    _database: duckdb.DuckDBPyConnection = attrs.field(eq=False)
    _conditions: tuple[Condition, ...] = ()

    def partner(
        self, *ids: str, kind: PartnerKind | None = None, direct: bool = False, nested: bool = False
    ) -> "Corpus":
        """Narrowed to items that name a partner; see `bri_macao.querying.partner`.

        Raises:
            UnknownId: no document has a partner of that id.
            InvalidValue: there is no such kind.
        """
        return self._where(_conditions.entity("partner", ids, kind=kind, direct=direct, nested=nested))

    def mechanism(
        self,
        *ids: str,
        kind: MechanismKind | None = None,
        part_of: str | None = None,
        direct: bool = False,
        nested: bool = False,
    ) -> "Corpus":
        """Narrowed to items that name a mechanism; see `bri_macao.querying.mechanism`.

        Raises:
            UnknownId: no document has a mechanism of that id.
            InvalidValue: there is no such kind.
        """
        condition = _conditions.entity("mechanism", ids, kind=kind, part_of=part_of, direct=direct, nested=nested)
        return self._where(condition)

    def section(self, key: int | str) -> "Corpus":
        """Narrowed to items of a section, by its number or its id; see `bri_macao.querying.section`.

        Raises:
            UnknownId: no document has a section of that id.
        """
        return self._where(_conditions.section(key))

    def aspect(self, *aspects: Aspect) -> "Corpus":
        """Narrowed to items with such an action; see `bri_macao.querying.aspect`.

        Raises:
            InvalidValue: there is no such aspect.
        """
        return self._where(_conditions.aspect(aspects))

    def policy_area(self, *areas: PolicyArea) -> "Corpus":
        """Narrowed to items of a policy area; see `bri_macao.querying.policy_area`.

        Raises:
            InvalidValue: there is no such area.
        """
        return self._where(_conditions.policy_area(areas))

    def target(self, *, mechanism: str | None = None, comparison: Comparison | None = None) -> "Corpus":
        """Narrowed to items with a target; see `bri_macao.querying.target`.

        Raises:
            UnknownId: no document has a mechanism of that id.
            InvalidValue: there is no such comparison.
        """
        return self._where(_conditions.target(mechanism, comparison))

    def text(self, words: str) -> "Corpus":
        """Narrowed to items in which the words stand; see `bri_macao.querying.text`.

        Raises:
            InvalidValue: there are no words.
        """
        return self._where(_conditions.text(words))

    def _where(self, condition: Condition) -> "Corpus":
        for what, id in condition.asked:
            if not self._rows(f"SELECT 1 FROM {what}s WHERE id = {literal(id)} LIMIT 1"):
                known = self._rows(f"SELECT DISTINCT id FROM {what}s ORDER BY id")
                raise UnknownId(what, id, (str(each) for (each,) in known))
        return Corpus(self.folder, self._database, (*self._conditions, condition))

    def __iter__(self) -> Iterator[Found]:
        query = "SELECT * EXCLUDE (position, place) FROM found ORDER BY position, place"
        yield from (Found(*row) for row in self._rows(query))

    def count(self) -> int:
        """How many items fit."""
        ((count,),) = self._rows("SELECT count(*) FROM found")
        return int(count)

    def partners(self) -> tuple[Tally, ...]:
        """The partners that the items name, most items first."""
        return self._tallies("is_partner")

    def mechanisms(self) -> tuple[Tally, ...]:
        """The mechanisms that the items name, most items first."""
        return self._tallies("NOT is_partner")

    def _tallies(self, condition: str) -> tuple[Tally, ...]:
        query = f"""SELECT id, count(*) AS items, count(DISTINCT document) FROM ({_NAMED}) WHERE {condition}
            GROUP BY id ORDER BY items DESC, id"""
        return tuple(Tally(*row) for row in self._rows(query))

    def pairs(self) -> tuple[Pair, ...]:
        """Which partners and mechanisms the items name together, most items first."""
        query = f"""WITH named AS ({_NAMED})
            SELECT a.id, b.id, count(*) AS items FROM named a
            JOIN named b ON b.document = a.document AND b.item = a.item AND a.id < b.id
            GROUP BY a.id, b.id ORDER BY items DESC, a.id, b.id"""
        return tuple(Pair(*row) for row in self._rows(query))

    def aspects(self) -> tuple[Usage, ...]:
        """How the actions of the items commit, year by year, most actions first."""
        query = """SELECT year, aspect, count(*) AS actions FROM actions
            WHERE (document, item) IN (SELECT (document, item) FROM found)
            GROUP BY year, aspect ORDER BY year NULLS LAST, actions DESC, aspect"""
        return tuple(Usage(*row) for row in self._rows(query))

    def table(self) -> pa.Table:
        """The items as an Arrow table with the columns of `Found`, for pandas, polars and whatever else reads Arrow."""
        return self.sql("SELECT * EXCLUDE (position, place) FROM found ORDER BY position, place")

    def sql(self, query: str) -> pa.Table:
        """What DuckDB answers to a query, as an Arrow table.

        Args:
            query: SQL over `found`, the items that fit, and all tables of the dataset: `documents`, `findings`,
                `words`, and those of `bri_macao.formats.arrow`. Rows of one document have its hash in `document`, and
                all tables have the `year`.

        Raises:
            InvalidValue: DuckDB cannot answer it.
        """
        with self._relation(query) as relation:
            table: pa.Table = relation.to_arrow_table()
        return table

    def plan(self, document: str) -> Plan:
        """The plan of a document, as it was read.

        Args:
            document: the hash, as in `Found`.

        Raises:
            UnknownId: there is no such document, or it could not be read.
        """
        where = f"WHERE document = {literal(document)}"
        found = self._rows(f"SELECT plan FROM documents {where} AND error IS NULL")
        if not found:
            known = self._rows("SELECT document FROM documents WHERE error IS NULL ORDER BY position")
            raise UnknownId("document", document, (str(each) for (each,) in known))
        tables = {}
        for name, columns in COLUMNS.items():
            table = self.sql(f"SELECT {', '.join(columns)} FROM {name} {where}")
            key = TABLES[name].plan
            tables[name] = table.rename_columns([key if column == "document" else column for column in columns])
        (plan,) = from_tables(tables)
        ((id,),) = found
        return attrs.evolve(plan, id=PlanId(id))

    # `Any`: a row of whatever was asked for.
    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        with self._relation(query) as relation:
            return relation.fetchall()

    @contextmanager
    def _relation(self, query: str) -> Iterator[duckdb.DuckDBPyRelation]:
        """What a query gives, in a connection of its own, where `found` is the items of this corpus."""
        tests = " AND ".join(
            f"(i.document, i.id) IN (SELECT (document, item) FROM ({each.sql}))" for each in self._conditions
        )
        try:
            with self._database.cursor() as connection:
                connection.execute(f"CREATE TEMP VIEW found AS {_FOUND} WHERE {tests or 'true'}")
                if [each.type for each in connection.extract_statements(query)] != [duckdb.StatementType.SELECT]:
                    raise InvalidValue(f"one query that reads is answered, and this is something else: {query!r}")
                yield connection.sql(query)
        except duckdb.Error as error:
            raise InvalidValue(f"DuckDB cannot answer: {error}") from error

    def __repr__(self) -> str:
        narrowed = " & ".join(each.words for each in self._conditions)
        return f"<Corpus {self.folder}{': ' if narrowed else ''}{narrowed}>"


def open(folder: str | PathLike[str]) -> Corpus:
    """Open a dataset that `write_dataset` made, to ask it.

    Raises:
        SourceError: there is none.
        InvalidValue: DuckDB cannot read it.
        MissingExtra: the extra `corpus` is not installed.
    """
    place = Path(folder)
    finished = parts(place)
    if not finished:
        raise SourceError(f"there is no dataset in {str(folder)!r}; write_dataset makes one")
    database = duckdb.connect()
    try:
        database.execute(_MACROS)
        for name in ALL_TABLES:
            files = ", ".join(literal(str(place / name / part)) for part in finished)
            rows = f"read_parquet([{files}], hive_partitioning = true, hive_types = {{'year': VARCHAR}})"
            # Not as INTEGER to begin with: before DuckDB 2, what has no year is then an error.
            select = f"SELECT * REPLACE (TRY_CAST(year AS INTEGER) AS year) FROM {rows}"
            database.execute(f"CREATE VIEW {name} AS {select} {_LAST if name == 'documents' else ''}")
    except duckdb.Error as error:
        raise InvalidValue(f"DuckDB cannot read the dataset in {str(folder)!r}: {error}") from error
    return Corpus(place, database)
