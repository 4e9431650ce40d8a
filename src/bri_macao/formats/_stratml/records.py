"""Records: StratML as typed JSON, and the differences between two.

A record is an object with a key for each child that stands there: text for an element of text, a record for one that
holds others, an array where several may stand, `@Name` for an attribute. The rules fix the order, so a record needs
none; empty (`""`, `{}`) and absent (no key) stay different.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from bri_macao.errors import DumpError
from bri_macao.formats._stratml.documents import Element
from bri_macao.formats._stratml.rules import Part
from bri_macao.model import JSON

__all__ = [
    "UNPRINTABLE",
    "Record",
    "cleaned",
    "difference",
    "element_of",
    "patched",
    "paths",
    "record_in",
    "records_in",
    "text_in",
    "without",
]

Record: TypeAlias = dict[str, JSON]

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, escaped or not."""


def paths(values: Sequence[object], path: str) -> Iterator[str]:
    """The paths of elements of one name."""
    return (f"{path}[{i}]" if len(values) > 1 else path for i in range(1, len(values) + 1))


def element_of(value: object, name: str, part: Part) -> Element:
    """The element that a record says, its children in the order of the rules and those that these lack at the end.

    Raises:
        DumpError: it is no record.
    """
    if isinstance(value, str) and name not in part.models:
        return Element(name, text=value)
    if not isinstance(value, dict) or name not in part.models:
        raise DumpError(f"{value!r} is not what StratML can have as its {name}; mend it in extra")
    order = {slot.name: i for i, slot in enumerate(part.models[name])}
    children = []
    for key in sorted((key for key in value if not key.startswith("@")), key=lambda key: order.get(key, len(order))):
        held = value[key]
        children += [element_of(child, key, part) for child in (held if isinstance(held, list) else [held])]
    attributes = ((key[1:], str(held)) for key, held in value.items() if key.startswith("@"))
    return Element(name, tuple(attributes), "", tuple(children))


def difference(record: Record, wanted: Record) -> Record:
    """What must be done to a record to have the wanted one, as a JSON Merge Patch (RFC 7386).

    StratML has no null, and so every difference can be said.

    >>> difference({"Name": "A", "Vision": {}}, {"Name": "A", "Mission": {"Description": ""}})
    {'Vision': None, 'Mission': {'Description': ''}}
    """
    patch: Record = {key: None for key in record if key not in wanted}
    for key, value in wanted.items():
        before = record.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            if inner := difference(before, value):
                patch[key] = inner
        elif before != value:
            patch[key] = value
    return patch


def patched(record: Record, patch: JSON) -> Record:
    """The record with a JSON Merge Patch applied.

    >>> patched({"Name": "A", "Vision": {}}, {"Vision": None, "Mission": {"Description": ""}})
    {'Name': 'A', 'Mission': {'Description': ''}}
    """
    made = dict(record)
    for key, value in patch.items() if isinstance(patch, dict) else ():
        before = made.pop(key, None)
        if isinstance(value, dict):
            made[key] = patched(before if isinstance(before, dict) else {}, value)
        elif value is not None:
            made[key] = value
    return made


def text_in(record: Record, key: str) -> str | None:
    """The text that stands there, None where none does."""
    value = record.get(key)
    return value if isinstance(value, str) else None


def record_in(record: Record, key: str) -> Record:
    """The record that stands there, an empty one where none does."""
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def records_in(record: Record, key: str) -> list[Record]:
    """The records that stand there."""
    value = record.get(key)
    return [held for held in value if isinstance(held, dict)] if isinstance(value, list) else []


def without(record: Record, key: str) -> Record:
    """The record without a key."""
    return {name: value for name, value in record.items() if name != key}


def cleaned(record: Record) -> Record:
    """A record with U+FFFD for each character that XML cannot hold.

    >>> cleaned({"Name": "港口\\f论坛"})
    {'Name': '港口\ufffd论坛'}
    """
    return {key: _cleaned(value) for key, value in record.items()}


def _cleaned(value: JSON) -> JSON:
    if isinstance(value, str):
        return UNPRINTABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return cleaned(value) if isinstance(value, dict) else value
