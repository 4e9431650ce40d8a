"""Forms: how a single value of a plan's tree becomes a value of a statement, and how it comes back.

What is not in the form comes back as it is, for the model to refuse.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

import attrs

from bri_macao.errors import InvalidValue
from bri_macao.formats._linked.statements import Iri, Literal, Value, native, plain
from bri_macao.formats._linked.vocabulary import full
from bri_macao.model import JSON, PartialDate

__all__ = ["BOOLEAN", "DAY", "INTEGER", "MOMENT", "TEXT", "Form", "concept"]


@attrs.frozen
class Form:
    """A form of values, with both directions. `Any`: each form has a type of its own in the tree."""

    write: Callable[[Any], Value]
    read: Callable[[Value], JSON]


TEXT = Form(Literal, native)
INTEGER = Form(lambda value: Literal(str(value), full("xsd:integer")), native)
BOOLEAN = Form(lambda value: Literal("true" if value else "false", full("xsd:boolean")), native)

_PRECISIONS = {full("xsd:gYear"): "year", full("xsd:gYearMonth"): "month", full("xsd:date"): "day"}
_DATATYPES = {precision: datatype for datatype, precision in _PRECISIONS.items()}


def _from_moment(value: dict[str, int | None]) -> Value:
    moment = PartialDate(**value)  # type: ignore[arg-type] # the model has checked it
    return Literal(str(moment), _DATATYPES[moment.precision])


def _to_moment(value: Value) -> JSON:
    if isinstance(value, Literal) and value.datatype in _PRECISIONS:
        try:
            moment = PartialDate.parse(value.text)
        except InvalidValue:
            return value.text
        if moment.precision == _PRECISIONS[value.datatype]:
            return {"year": moment.year, "month": moment.month, "day": moment.day}
    return value.text if isinstance(value, Literal) else plain(value)


MOMENT = Form(_from_moment, _to_moment)
"""Partial dates: a year, a month or a day, each a type of its own in XML Schema."""


def _to_day(value: Value) -> JSON:
    return value.text if isinstance(value, Literal) and value.datatype == _DATATYPES["day"] else plain(value)


DAY = Form(lambda value: Literal(value, _DATATYPES["day"]), _to_day)


def concept(scheme: str) -> Form:
    """Values of a list of this library's, such as the kinds of entities.

    >>> concept("kind").write("fund")
    Iri(name='urn:bri-macao:vocab:kind/fund')
    """
    start = f"{full('bri:')}{scheme}/"

    def read(value: Value) -> JSON:
        ours = isinstance(value, Iri) and value.name.startswith(start)
        return unquote(value.name.removeprefix(start)) if isinstance(value, Iri) and ours else plain(value)

    return Form(lambda value: Iri(start + quote(value)), read)
