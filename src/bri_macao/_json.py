"""The strict JSON reader (floor 2): what the standard library's lets through is found here, each with its path.

The standard library's parser takes NaN and 1e400, the last of two equal keys, and half a surrogate pair; and it fails
on deep nesting and on very long integers with errors of its own.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from bri_macao._shapes import same_json
from bri_macao.findings import Finding

__all__ = ["DEEPEST", "Number", "Object", "checked", "integer", "read", "real", "too_deep", "unspoken"]

DEEPEST = 100
"""Levels of arrays and objects that a document may have."""


# 64 bits: what most other readers of JSON can hold.
_SMALLEST, _LARGEST = -(2**63), 2**64 - 1
# JSON laid out with a space for each level and before each number, its digits made zeros: there, as many levels as
# there may be, and numbers of 19 digits, which may be too large, stand out.
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_DOUBTFUL = (b"\n" + b" " * DEEPEST, b" " + b"0" * 19, b" -" + b"0" * 19)


class Number(NamedTuple):
    """A number that cannot be held, as written."""

    text: str


class Object(NamedTuple):
    """An object as it stands in the text, repeated keys and all."""

    pairs: list[tuple[str, Any]]


def integer(text: str) -> int | Number:
    """A whole number, when it can be held."""
    if len(text) > 20:
        return Number(text)
    value = int(text)
    return value if _SMALLEST <= value <= _LARGEST else Number(text)


def real(text: str) -> float | Number:
    """A real number, when it can be held."""
    value = float(text)
    return value if math.isfinite(value) else Number(text)


_DECODER = json.JSONDecoder(object_pairs_hook=Object, parse_int=integer, parse_float=real, parse_constant=Number)


def read(data: bytes) -> tuple[object, list[Finding]]:
    """JSON's types from bytes, and everything about the bytes that a careful reader would refuse."""
    tree = _proven(data)
    if tree is not None:
        return tree, []
    findings: list[Finding] = []
    if data.startswith(b"\xef\xbb\xbf"):
        hint = "save it without one"
        findings.append(Finding(code="BRI409", path="$", message="a byte order mark stands before the JSON", hint=hint))
        data = data[3:]
    try:
        text = data.decode("utf-8")
        tree = _DECODER.decode(text)
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8"
        return None, [*findings, Finding(code="BRI409", path="$", message=message, hint="JSON is written in UTF-8")]
    except json.JSONDecodeError as error:
        message = f"{error.msg} at column {error.colno}"
        return None, [*findings, Finding(code="BRI401", path="$", line=error.lineno, message=message)]
    except RecursionError:
        return None, [*findings, too_deep("$")]
    tree, more = checked(tree)
    return tree, [*findings, *more]


def _proven(data: bytes) -> object:
    """The tree, when it is certain that the bytes say that and nothing else; None when it is not."""
    try:
        tree = msgspec.json.decode(data)
        certain = same_json(data, msgspec.json.encode(tree)) and not _doubtful(data)
    except (msgspec.MsgspecError, UnicodeError, ValueError, RecursionError):
        return None
    return tree if certain else None


def _doubtful(data: bytes) -> bool:
    """Whether there may be too many levels, or too large a number."""
    laid_out = b" " + msgspec.json.format(data, indent=1).translate(_ZEROS)
    return any(sign in laid_out for sign in _DOUBTFUL)


def checked(value: object) -> tuple[object, list[Finding]]:
    """A tree with `Object` and `Number` in it in plain types, and everything that is wrong in it."""
    findings: list[Finding] = []
    return _walk(value, "$", 1, findings), findings


def unspoken(findings: Sequence[Finding], more: Iterable[Finding]) -> list[Finding]:
    """What a converter finds beyond the reader: a value that this has spoken of is another in the tree, and no news."""
    spoken = {("BRI405", finding.path) for finding in findings}
    return [found for found in more if (found.code, found.path) not in spoken]


def too_deep(path: str) -> Finding:
    """That something at that path is nested beyond the limit."""
    return Finding(code="BRI408", path=path, message=f"more than {DEEPEST} levels of arrays and objects")


def _walk(value: Any, path: str, depth: int, findings: list[Finding]) -> object:
    """The value in plain types; what is wrong in it goes to `findings`."""
    if isinstance(value, Number):
        shown = value.text if len(value.text) <= 24 else f"{value.text[:20]}… ({len(value.text)} digits)"
        findings.append(Finding(code="BRI406", path=path, message=f"{shown} is no number that can be kept"))
        return None
    if isinstance(value, str):
        return _whole(value, path, findings)
    if not isinstance(value, Object | list):
        return value
    if depth > DEEPEST:
        findings.append(too_deep(path))
        return None
    if isinstance(value, list):
        return [_walk(child, f"{path}[{i}]", depth + 1, findings) for i, child in enumerate(value)]
    # Paths are made of whole keys: somebody will want to print them.
    pairs = [(_whole(key, path, findings), child) for key, child in value.pairs]
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            message = f"{key!r} is given {count} times"
            findings.append(Finding(code="BRI402", path=f"{path}.{key}", message=message, hint="keep one of them"))
    return {key: _walk(child, f"{path}.{key}", depth + 1, findings) for key, child in pairs}


def _whole(text: str, path: str, findings: list[Finding]) -> str:
    """The text; half a surrogate pair in it, which the escape \\ud800 brings in and UTF-8 cannot hold, is a finding."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        half = f"\\u{ord(text[error.start]):04x}"
        findings.append(Finding(code="BRI407", path=path, message=f"{half} is half of a surrogate pair"))
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
