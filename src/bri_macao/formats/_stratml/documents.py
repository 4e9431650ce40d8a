"""Documents: XML as plain elements with their lines, in through lxml and out as bytes.

Nothing here knows StratML. What no trusted file has need of, a DOCTYPE, is refused before anything in it is used.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import attrs

from bri_macao.errors import DumpError, extra_needed
from bri_macao.findings import Finding, LoadError
from bri_macao.formats._stratml.rules import SCHEMA_INSTANCE

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Aside", "Document", "Element", "parse", "shown", "write"]

_PROBE = 4096  # bytes to feed at a time, until the root element or a DOCTYPE shows

# A text or an instruction of ten million bytes is more than libxml2 reads.
_LONGEST = 9_500_000


@attrs.frozen
class Element:
    """An element; all characters directly in it are its text.

    Attributes:
        name: its local name; `{namespace}name` where its namespace is not that of the root.
        attributes: name and value, in the order of the document.
        text: its characters, wherever they stand in it.
        children: the elements in it.
        line: where it begins, from 1; None where it was not read.
    """

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: "tuple[Element, ...]" = ()
    line: int | None = None


class Aside(NamedTuple):
    """A comment or a processing instruction; a comment has no target."""

    kind: Literal["comment", "instruction"]
    target: str
    text: str
    line: int | None = None


@attrs.frozen
class Document:
    """A document.

    Attributes:
        root: the root element.
        namespace: that of the root, `""` for none.
        before, after: comments and processing instructions outside of the root.
        inside: those within it.
    """

    root: Element
    namespace: str
    before: tuple[Aside, ...] = ()
    after: tuple[Aside, ...] = ()
    inside: tuple[Aside, ...] = ()


def parse(data: bytes, *, utf8: bool) -> Document:
    """Read a document.

    Args:
        data: the bytes.
        utf8: they are UTF-8, whatever the XML declaration says.

    Raises:
        LoadError: it is not XML, or it has a DOCTYPE.
        MissingExtra: lxml is not installed.
    """
    # Writing needs no lxml, so that it is asked for where it is used.
    with extra_needed("reading StratML", "xml"):
        from lxml import etree  # noqa: PLC0415
    encoding = "utf-8" if utf8 else None
    try:
        probe = etree.XMLPullParser(("start",), encoding=encoding, resolve_entities=False, no_network=True)
        for start in range(0, len(data), _PROBE):
            probe.feed(data[start : start + _PROBE])
            _, first = next(probe.read_events(), (None, None))
            if isinstance(first, etree._Element):  # noqa: SLF001 - the name under which lxml has the type
                _refuse_doctype(first)
                break
        root = etree.fromstring(data, etree.XMLParser(encoding=encoding, resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        message = f"not XML: {error.msg or 'nothing is there'}"
        raise LoadError((Finding(code="BRI412", path="/", line=error.lineno or None, message=message),)) from error
    _refuse_doctype(root)
    name = etree.QName(root)
    namespace = name.namespace or ""
    asides = [_aside(node) for node in root.iter(etree.Comment, etree.ProcessingInstruction)]
    before = reversed([_aside(node) for node in root.itersiblings(preceding=True)])
    after = [_aside(node) for node in root.itersiblings()]
    return Document(_element(root, namespace), namespace, tuple(before), tuple(after), tuple(asides))


def _refuse_doctype(element: "etree._Element") -> None:
    if getattr(element.getroottree().docinfo, "doctype", None):  # lxml has it, and its stubs have not
        hint = "StratML has no need of one: delete it"
        raise LoadError((Finding(code="BRI414", path="/", message="a DOCTYPE stands in it", hint=hint),))


def _line(node: "etree._Element") -> int | None:
    line: int | None = node.sourceline  # type: ignore[assignment] # the stubs have `...` here
    return line


def _aside(node: "etree._Element") -> Aside:
    target = getattr(node, "target", None)
    return Aside("comment" if target is None else "instruction", target or "", node.text or "", _line(node))


def _element(node: "etree._Element", namespace: str) -> Element:
    # libxml2 nests no deeper than 256 levels.
    pieces = [node.text or ""]
    children = []
    for child in node:
        if isinstance(child.tag, str):
            children.append(_element(child, namespace))
        pieces.append(child.tail or "")
    attributes = (
        (_local(str(name), "").replace(f"{{{SCHEMA_INSTANCE}}}", "xsi:"), str(value))
        for name, value in node.attrib.items()
    )
    return Element(_local(str(node.tag), namespace), tuple(attributes), "".join(pieces), tuple(children), _line(node))


def _local(name: str, namespace: str) -> str:
    return name.removeprefix(f"{{{namespace}}}") if namespace else name


def write(document: Document) -> bytes:
    """The document as UTF-8: an element with others in it goes over lines, and one with text stays on one.

    Raises:
        DumpError: a text in it is longer than readers of XML take.
    """
    root = document.root
    names = [("xmlns", document.namespace)]
    names += [("xmlns:xsi", SCHEMA_INSTANCE)] * any(name.startswith("xsi:") for name, _ in root.attributes)
    root = attrs.evolve(root, attributes=(*names, *root.attributes))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *map(_written, document.before), *_lines(root, "")]
    lines += map(_written, document.after)
    if any(len(line) > _LONGEST // 4 and len(line.encode()) > _LONGEST for line in lines):
        raise DumpError(f"a text of more than {_LONGEST} bytes is longer than XML is read; write the plan as JSON")
    return "".join(f"{line}\n" for line in lines).encode()


def _written(aside: Aside) -> str:
    return f"<!--{aside.text}-->" if aside.kind == "comment" else f"<?{f'{aside.target} {aside.text}'.strip()}?>"


def shown(element: Element) -> str:
    """The element on one line, for people; a foreign namespace stands in braces before its names."""
    return "".join(line.strip() for line in _lines(element, ""))


def _lines(element: Element, indent: str) -> Iterator[str]:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attributes)
    head = f"{indent}<{element.name}{attributes}"
    if element.children:
        yield f"{head}>"
        for child in element.children:
            yield from _lines(child, f"{indent}  ")
        yield f"{indent}</{element.name}>"
    elif element.text:
        # A bare carriage return would come back as a line feed.
        yield f"{head}>{escape(element.text, {chr(13): '&#13;'})}</{element.name}>"
    else:
        yield f"{head}/>"
