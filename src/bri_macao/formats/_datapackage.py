"""The descriptor of a CSV package, after the Data Package and Table Schema specifications of Frictionless.

It holds what the cells do not say: the types, the keys, what an empty text looks like, and whether cells are protected.
"""

from typing import NamedTuple

import attrs
import msgspec

from bri_macao._incoming import refused
from bri_macao._json import read
from bri_macao.findings import LoadError
from bri_macao.formats._relations import TABLES, Column, Kind, Table
from bri_macao.formats._trees import Tree
from bri_macao.model import JSON

__all__ = ["DESCRIPTOR", "Package", "may_be_blank"]

DESCRIPTOR = "datapackage.json"

PROTECTED = "bri-macao:spreadsheet_safe"

_TYPES: dict[Kind, str] = {
    "text": "string",
    "language": "string",
    "integer": "integer",
    "boolean": "boolean",
    "presence": "boolean",
    "date": "date",
    "partial-date": "string",
}


class Package(NamedTuple):
    """How the cells of a package are to be read.

    Attributes:
        protected: whether those that look like a formula stand behind an apostrophe.
        nulls: for each table, what a cell is that has no value.
    """

    protected: bool
    nulls: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, *, protected: bool, null: str) -> "Package":
        """A package with one kind of cell without a value."""
        return cls(protected, dict.fromkeys(TABLES, (null,)))

    @classmethod
    def read(cls, data: bytes) -> "Package":
        """What a descriptor says.

        Raises:
            LoadError: it is no JSON, or of another shape.
        """
        tree, findings = read(data)
        if findings:
            raise LoadError(tuple(attrs.evolve(finding, path=f"{DESCRIPTOR}:{finding.path}") for finding in findings))
        try:
            said = msgspec.convert(tree, _Descriptor)
        except msgspec.ValidationError as error:
            raise refused("BRI413", str(error), path=DESCRIPTOR) from error
        nulls = {resource.name: tuple(resource.schema.missing) for resource in said.resources}
        return cls(said.protected, {name: nulls.get(name, ("",)) for name in TABLES})

    def write(self) -> bytes:
        """The descriptor, as JSON for people to look into."""
        tree: Tree = {
            "profile": "tabular-data-package",
            "name": "bri-macao-plans",
            "title": "Work plans of Macao for the Belt and Road",
            PROTECTED: self.protected,
            "resources": [_resource(table, self.nulls[name]) for name, table in TABLES.items()],
        }
        return msgspec.json.format(msgspec.json.encode(tree), indent=1) + b"\n"


class _Schema(msgspec.Struct):
    missing: list[str] = msgspec.field(name="missingValues", default_factory=lambda: [""])


class _Resource(msgspec.Struct):
    name: str
    schema: _Schema


class _Descriptor(msgspec.Struct):
    resources: list[_Resource]
    protected: bool = msgspec.field(name=PROTECTED, default=False)


def may_be_blank(column: Column) -> bool:
    """Whether there may be a text in the column that is there and empty."""
    return column.kind == "text" and not column.values and column.refers is None


def _resource(table: Table, nulls: tuple[str, ...]) -> Tree:
    fields: list[JSON] = [_field(column) for column in table.columns]
    keys: list[JSON] = [_foreign_key(table, column) for column in table.columns if column.refers is not None]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.about,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "missingValues": [*nulls],
            "primaryKey": [*table.key],
            "foreignKeys": keys,
        },
    }


def _field(column: Column) -> Tree:
    constraints: Tree = {}
    if not column.null and not may_be_blank(column):
        constraints["required"] = True
    if column.values:
        constraints["enum"] = [*column.values]
    if column.kind == "partial-date":
        constraints["pattern"] = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
    kind = ("object" if column.name == "extra" else "array") if column.kind == "json" else _TYPES[column.kind]
    field: Tree = {"name": column.name, "type": kind, "description": column.about}
    if constraints:
        field["constraints"] = constraints
    return field


def _foreign_key(table: Table, column: Column) -> Tree:
    """What a column refers to.

    Together with the plan where the column is never empty. The specification does not say what a key means of which
    one half is empty, and tools take it for broken.
    """
    target = TABLES[str(column.refers)]
    # Of the table itself the specification says nothing but an empty name.
    resource = "" if target is table else target.name
    if column.null or column.name == "plan":
        return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}
    fields: list[JSON] = ["plan", column.name]
    return {"fields": fields, "reference": {"resource": resource, "fields": ["plan", "id"]}}
