"""Forms: how a single value of a plan's tree becomes a value of a statement, and how it comes back.

What is not in the form comes back as it is, for the model to refuse.
"""

from typing import Any, NamedTuple, Protocol
from urllib.parse import quote, unquote

import attrs
import msgspec

from bri_macao.errors import InvalidValue
from bri_macao.findings import Finding
from bri_macao.formats._reader import read
from bri_macao.formats._statements import Iri, Literal, Value, native
from bri_macao.formats._vocabulary import JSON_TYPE, full, id_of, iri_of
from bri_macao.model import JSON, PartialDate

__all__ = ["BOOLEAN", "DAY", "EXTRA", "INTEGER", "MOMENT", "TEXT", "Concept", "Form", "Place", "Reference"]


class Place(NamedTuple):
    """Where in a plan something is said.

    Attributes:
        plan: the id of the plan.
        iri: the name of what it is said of.
        item: the name of the item that it belongs to; "" outside of items.
    """

    plan: str
    iri: str
    item: str = ""


# `Any`: a value of the tree, of the type that the form is for.
class Form(Protocol):
    """A form of values."""

    def write(self, value: Any, place: Place) -> Value:
        """The value of a statement."""

    def read(self, value: Value, place: Place, path: str, findings: list[Finding]) -> JSON:
        """The value of the tree; what is wrong with it, and not for the model to tell, goes to `findings`."""


@attrs.frozen
class _Plain:
    """Text, whole numbers and truth."""

    datatype: str

    def write(self, value: Any, place: Place) -> Value:
        return Literal(str(value).lower() if isinstance(value, bool) else str(value), self.datatype)

    def read(self, value: Value, place: Place, path: str, findings: list[Finding]) -> JSON:
        return native(value)


TEXT = _Plain(full("xsd:string"))
INTEGER = _Plain(full("xsd:integer"))
BOOLEAN = _Plain(full("xsd:boolean"))

PRECISIONS = {full("xsd:gYear"): "year", full("xsd:gYearMonth"): "month", full("xsd:date"): "day"}
DATATYPES = {precision: datatype for datatype, precision in PRECISIONS.items()}


class _Moment:
    """Partial dates: a year, a month or a day, each a type of its own in XML Schema."""

    def write(self, value: Any, place: Place) -> Value:
        moment = PartialDate(**value)
        return Literal(str(moment), DATATYPES[moment.precision])

    def read(self, value: Value, place: Place, path: str, findings: list[Finding]) -> JSON:
        if not isinstance(value, Literal) or value.datatype not in PRECISIONS:
            return native(value)
        try:
            moment = PartialDate.parse(value.text)
        except InvalidValue:
            return native(value)
        right = moment.precision == PRECISIONS[value.datatype]
        return {"year": moment.year, "month": moment.month, "day": moment.day} if right else native(value)


class _Day:
    """Days that a period begins or ends on."""

    def write(self, value: Any, place: Place) -> Value:
        return Literal(value, DATATYPES["day"])

    def read(self, value: Value, place: Place, path: str, findings: list[Finding]) -> JSON:
        right = isinstance(value, Literal) and value.datatype == DATATYPES["day"]
        return value.text if isinstance(value, Literal) and right else native(value)


class _Extra:
    """Foreign data: JSON that is kept as a text, since tools that read it would write its numbers anew."""

    def write(self, value: Any, place: Place) -> Value:
        return Literal(msgspec.json.encode(value, order="sorted").decode(), JSON_TYPE)

    def read(self, value: Value, place: Place, path: str, findings: list[Finding]) -> JSON:
        if not isinstance(value, Literal) or value.datatype != JSON_TYPE:
            return native(value)
        tree, faults = read(value.text.encode())
        findings += (attrs.evolve(fault, path=f"{path}{(fault.path or '$')[1:]}", line=None) for fault in faults)
        return tree  # type: ignore[return-value] # JSON's types


MOMENT = _Moment()
DAY = _Day()
EXTRA = _Extra()


@attrs.frozen
class Concept:
    """Values of a list of this library's, such as the kinds of entities."""

    scheme: str

    def write(self, value: Any, place: Place) -> Value:
        return Iri(f"{full('bri:')}{self.scheme}/{quote(value)}")

    def read(self, value: Value, place: Place, path: str, findings: list[Finding]) -> JSON:
        start = f"{full('bri:')}{self.scheme}/"
        if isinstance(value, Iri) and value.name.startswith(start):
            return unquote(value.name.removeprefix(start), errors="replace")
        return native(value)


@attrs.frozen
class Reference:
    """Ids of partners or mechanisms."""

    kind: str

    def write(self, value: Any, place: Place) -> Value:
        return Iri(iri_of(self.kind, place.plan, value))

    def read(self, value: Value, place: Place, path: str, findings: list[Finding]) -> JSON:
        id = id_of(value.name, self.kind, place.plan) if isinstance(value, Iri) else None
        if id is not None:
            return id
        message = f"{native(value)!r} is no {self.kind} of the plan {place.plan!r}"
        hint = f"such a one begins with {iri_of(self.kind, place.plan, '')}"
        findings.append(Finding(code="BRI413", path=path, message=message, hint=hint))
        return native(value)
