"""YAML 1.2, its core schema alone: JSON for people who write by hand. Comments are not kept.

No tags, no anchors and no aliases; a word such as `no` or a date is text. What is written is quoted wherever a reader
of YAML 1.1 would take a text for something else.
"""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

from bri_macao._incoming import as_bytes, refused
from bri_macao._json import DEEPEST, Number, Object, checked, integer, real, too_deep
from bri_macao.errors import extra_needed
from bri_macao.findings import LoadError, Notice, warn
from bri_macao.formats._trees import plan_of, tree_of
from bri_macao.model import Plan

with extra_needed("reading and writing YAML", "yaml"):
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.events import (
        AliasEvent,
        CollectionEndEvent,
        CollectionStartEvent,
        MappingStartEvent,
        NodeEvent,
        ScalarEvent,
    )
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.representer import SafeRepresenter

__all__ = ["EXTRA", "LARGEST", "LOSSES", "dumps", "loads"]

LOSSES: tuple[str, ...] = ()
EXTRA: str | None = "yaml"

LARGEST = 10_000_000
"""How many bytes YAML may have, unless the caller says otherwise; reading it takes a hundred times as long as JSON."""


def dumps(plan: Plan) -> bytes:
    """Write a plan as YAML, with every field, keys sorted.

    Raises:
        DumpError: a text in the plan cannot be written as UTF-8.
    """
    out = StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.Representer = _Representer
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 2**31  # a folded line is one more way to be misread
    writer.dump(tree_of(plan), out)
    return out.getvalue().encode("utf-8")


def loads(data: bytes | str, *, largest: int = LARGEST, lenient: bool = False, notice: Notice = warn) -> Plan:
    """Read a plan from YAML.

    Args:
        data: UTF-8, or text; one document.
        largest: how many bytes of UTF-8 it may have.
        lenient: keep keys that the model does not know, under `Plan.extra`, instead of refusing them.
        notice: hears of each key that was kept so; by default it is a Python warning.

    Raises:
        LoadError: every problem at once, each with its path.

    >>> loads("id: '2031'\\nsections: [{id: 2031/s1, number: no}]")
    Traceback (most recent call last):
        ...
    bri_macao.findings.LoadError: 1 problem:
    error BRI405 at $.sections[0].number: expected `int`, got `str`; the value is 'no'
    """
    raw = as_bytes(data, largest, name="YAML")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8"
        raise refused("BRI409", message, hint="YAML is read in UTF-8") from error
    return plan_of(*checked(_tree(text)), lenient=lenient, notice=notice)


# Writing


class _Representer(SafeRepresenter):
    """Writes a text in quotes where an older reader would not take it for text, and nothing by reference."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature is ruamel's
        return True

    def represent_text(self, text: str) -> ScalarNode:
        node: ScalarNode = self.represent_scalar("tag:yaml.org,2002:str", text, style='"' if _doubtful(text) else None)
        return node


_Representer.add_representer(str, _Representer.represent_text)


# What a reader of YAML 1.1 takes for a number, a date, a switch or nothing.
_OTHER = re.compile(r"[\d+.=<~-]|(?:y|n|yes|no|on|off|true|false|null)\Z|\Z", re.IGNORECASE)


def _doubtful(text: str) -> bool:
    """Whether another reader could take the plain text for something else, or break its lines elsewhere."""
    return not text.isprintable() or _OTHER.match(text) is not None


# Reading


def _tree(text: str) -> object:
    """The one document of a text, as JSON's types and what `checked` looks into."""
    root: list[Any] = []
    stack: list[_Open] = [_Open(root)]
    try:
        for event in YAML(typ="safe", pure=True).parse(StringIO(text)):
            line = event.start_mark.line + 1
            if isinstance(event, NodeEvent):
                _refuse_references(event, line)
            if isinstance(event, ScalarEvent):
                stack[-1].take(event.value if stack[-1].wants_key else _scalar(event), line)
            elif isinstance(event, CollectionStartEvent):
                made: Object | list[Any] = Object([]) if isinstance(event, MappingStartEvent) else []
                stack[-1].take(made, line)
                stack.append(_Open(made))
                if len(stack) > DEEPEST + 1:
                    raise LoadError((too_deep("$"),))
            elif isinstance(event, CollectionEndEvent):
                stack.pop()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refused("BRI412", error.problem or error.context, line=mark and mark.line + 1) from error
    except (YAMLError, ValueError, OverflowError) as error:  # such as a character that no text can hold
        raise refused("BRI412", str(error).split("\n", 1)[0]) from error
    if len(root) != 1:
        raise refused("BRI412", f"{len(root)} documents, where one is expected")
    return root[0]


class _Open:
    """An array or an object whose end has not been read."""

    def __init__(self, container: Object | list[Any]) -> None:
        self._container = container
        self._key: str | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self._container, Object) and self._key is None

    # `Any`: a value of JSON, or what `checked` looks into.
    def take(self, value: Any, line: int) -> None:
        if not isinstance(self._container, Object):
            self._container.append(value)
        elif self._key is not None:
            self._container.pairs.append((self._key, value))
            self._key = None
        elif isinstance(value, str):
            self._key = value
        else:
            raise refused("BRI412", "a key is an array or an object", line=line)


def _refuse_references(event: NodeEvent, line: int) -> None:
    if isinstance(event, AliasEvent) or event.anchor is not None:
        raise refused(
            "BRI414", f"an anchor or alias {event.anchor!r}", line=line, hint="write the value out at each place"
        )
    if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
        raise refused("BRI414", f"a tag {str(event.tag)!r}", line=line, hint="leave it out; put text in quotes")


_CORE: tuple[tuple[str, Callable[[str], object]], ...] = (
    (r"null|Null|NULL|~|", lambda _: None),
    (r"true|True|TRUE", lambda _: True),
    (r"false|False|FALSE", lambda _: False),
    (r"[-+]?[0-9]+", integer),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", real),
    (r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", Number),
)
"""What plain scalars mean by YAML 1.2.2, section 10.3.2, in this order; the last line is what no JSON can say."""


def _scalar(event: ScalarEvent) -> object:
    """A value of JSON; what is in quotes, and what has no other meaning, is text."""
    if event.implicit[0]:
        for pattern, make in _CORE:
            if re.fullmatch(pattern, event.value):
                return make(event.value)
    return event.value
