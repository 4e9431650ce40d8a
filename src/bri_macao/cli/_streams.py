"""What comes in through standard input, and what goes to which stream."""

import sys
from pathlib import Path
from typing import TextIO

import msgspec

from bri_macao.errors import BriMacaoError
from bri_macao.findings import Finding, render
from bri_macao.formats._files import replace
from bri_macao.text import Source

__all__ = ["given", "put", "put_json", "say", "standard_input", "tell"]


def standard_input() -> bytes:
    """All of it, undecoded."""
    if sys.stdin is None:
        raise BriMacaoError("there is no standard input to read from; name a file")
    return sys.stdin.buffer.read()


def given(file: Path) -> Path | bytes:
    """What a command is given: a file, or for - what comes through standard input."""
    return standard_input() if str(file) == "-" else file


def say(text: str, file: TextIO) -> None:
    """Print a text, if there is one."""
    if text:
        print(text, file=file)


def tell(*findings: Finding, source: Source | None = None) -> None:
    """Print findings where they are not taken for results."""
    say(render(findings, source), sys.stderr)


def put(data: bytes, output: Path | None) -> None:
    """Write to a file at once, or to standard output where none is named."""
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
    else:
        replace(output, data)


def put_json(value: object, output: Path | None = None) -> None:
    """Write values of JSON's types, for people to read too."""
    put(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n", output)
