"""Records: StratML as typed JSON, and the one check of its rules for what is read and what is written.

A record is an object with a key for each child that stands there: text for an element of text, a record for one that
holds others, an array where several may stand, `@Name` for an attribute. The rules fix the order, so a record needs
none; empty (`""`, `{}`) and absent (no key) stay different.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import attrs

from bri_macao.errors import DumpError
from bri_macao.findings import Finding
from bri_macao.formats._stratml.documents import Element, shown
from bri_macao.formats._stratml.rules import Part, Slot
from bri_macao.model import JSON

__all__ = [
    "UNPRINTABLE",
    "Check",
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

BLANKS = " \t\r\n"

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, escaped or not."""

# The only attributes that a document of any schema may have.
_LOCATIONS = ("xsi:noNamespaceSchemaLocation", "xsi:schemaLocation")


@attrs.define
class Check:
    """One walk over a document: what it says, as a record, and every breach of the rules.

    Attributes:
        part: the part of the standard whose rules hold.
        errors: breaches that make the reading doubtful.
        unknown: what the rules have no place for, which is no error to a lenient reader.
        mended: breaches that leave no doubt about what is meant; the record is as the rules want it.
        aside: what the record therefore lacks, by path.
        lines: the line of each element, by path.
    """

    part: Part
    errors: list[Finding] = attrs.field(factory=list)
    unknown: list[Finding] = attrs.field(factory=list)
    mended: list[Finding] = attrs.field(factory=list)
    aside: dict[str, JSON] = attrs.field(factory=dict)
    lines: dict[str, int | None] = attrs.field(factory=dict)
    _identifiers: dict[str, str] = attrs.field(factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All breaches, as errors, in the order of the document."""
        found = [*self.errors, *self.unknown, *(attrs.evolve(finding, severity="error") for finding in self.mended)]
        return tuple(sorted(found, key=lambda finding: finding.line or 0))

    def record(self, element: Element, path: str) -> Record:
        """The record of an element that holds others."""
        self.lines[path] = element.line
        model = self.part.models[element.name]
        record: Record = dict(self._attributes(element, path))
        if element.text.strip(BLANKS):
            self._unknown(f"{path}/text()", "text", element.text.strip(BLANKS), element.line)
        order = [slot.name for slot in model]
        known: dict[str, list[tuple[str, Element]]] = {}
        reached = 0
        for name, child, where in _numbered(element, path):
            if name not in order:
                self._unknown(where, name, shown(child), child.line)
                continue
            if order.index(name) < reached:
                hint = f"the order is {', '.join(order)}"
                self._mended(where, child.line, f"{name} stands after {order[reached]}", hint)
            reached = max(reached, order.index(name))
            known.setdefault(name, []).append((where, child))
        for slot in model:
            self._fill(record, slot, known.get(slot.name, []), element, path)
        return record

    def _fill(self, record: Record, slot: Slot, found: list[tuple[str, Element]], parent: Element, path: str) -> None:
        values = [self._value(child, where) for where, child in found]
        if slot.most is not None and len(values) > slot.most:
            times = "once" if slot.most == 1 else f"{slot.most} times"
            message = f"{slot.name} stands {len(values)} times in {parent.name}, where it may stand {times}"
            self.errors.append(Finding(code="BRI413", path=path, line=found[slot.most][1].line, message=message))
        if len(values) < slot.least:
            message = f"{parent.name} lacks its {slot.name}"
            if slot.name in self.part.models:
                self.errors.append(Finding(code="BRI413", path=path, line=parent.line, message=message))
            else:
                self._mended(path, parent.line, f"{message}; read as an empty one")
                values = [""]
        kept = [value for value in values if value is not None]
        if slot.most == 1 and kept:
            record[slot.name] = kept[0]
        elif kept:
            record[slot.name] = [*kept]

    def _value(self, element: Element, path: str) -> JSON:
        """The value of a child; None where the rules cannot take it and it is set aside."""
        if element.name in self.part.models:
            return self.record(element, path)
        self.lines[path] = element.line
        dict(self._attributes(element, path))
        for name, child, where in _numbered(element, path):
            self._unknown(where, name, shown(child), child.line)
        text = element.text.strip(BLANKS) or element.text
        check, wanted = self.part.checks.get(element.name, (None, ""))
        if check is not None and not check(text):
            message = f"{element.text!r} is not {wanted}"
            if element.name == "RoleType":
                self.errors.append(Finding(code="BRI413", path=path, line=element.line, message=message))
            else:
                self._mended(path, element.line, f"{message}; it is set aside")
                self.aside[path] = element.text
                return None
        if element.name == "Identifier":
            first = self._identifiers.setdefault(text, path)
            if first != path:
                message = f"{text!r} is the identifier of {first} too"
                self.errors.append(Finding(code="BRI413", path=path, line=element.line, message=message))
        return element.text

    def _attributes(self, element: Element, path: str) -> Iterator[tuple[str, str]]:
        allowed = self.part.attributes.get(element.name, {})
        for name, value in element.attributes:
            where = f"{path}/@{name}"
            if name not in allowed:
                if name in _LOCATIONS and element.name == self.part.root:
                    yield f"@{name}", value
                else:
                    self._unknown(where, f"attribute {name}", value, element.line)
            elif value in allowed[name]:
                yield f"@{name}", value
            else:
                message = f"{value!r} is none of {', '.join(allowed[name])}"
                self.errors.append(Finding(code="BRI413", path=where, line=element.line, message=message))
        for name in self.part.required.get(element.name, ()):
            if name not in dict(element.attributes):
                message = f"{element.name} lacks its attribute {name}"
                self.errors.append(Finding(code="BRI413", path=path, line=element.line, message=message))

    def _mended(self, path: str, line: int | None, message: str, hint: str | None = None) -> None:
        self.mended.append(Finding(code="BRI413", severity="warning", path=path, line=line, message=message, hint=hint))

    def _unknown(self, path: str, what: str, value: str, line: int | None) -> None:
        message = f"StratML has no {what} there"
        hint = "delete it, or pass lenient=True to have it kept aside"
        self.unknown.append(Finding(code="BRI403", path=path, line=line, message=message, hint=hint))
        self.aside[path] = value


def _numbered(element: Element, path: str) -> Iterator[tuple[str, Element, str]]:
    """The children with their names and paths; a name that stands once needs no number."""
    totals = Counter(child.name for child in element.children)
    seen: Counter[str] = Counter()
    for child in element.children:
        seen[child.name] += 1
        number = f"[{seen[child.name]}]" if totals[child.name] > 1 else ""
        yield child.name, child, f"{path}/{child.name}{number}"


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
