"""Checking: the one walk that holds a document against the rules of its part, for what is read and what is written."""

from collections import Counter
from collections.abc import Iterator

import attrs

from bri_macao.findings import Finding
from bri_macao.formats._stratml.documents import Element, shown
from bri_macao.formats._stratml.records import Record
from bri_macao.formats._stratml.rules import Part, Slot
from bri_macao.model import JSON

__all__ = ["Check"]

BLANKS = " \t\r\n"

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
