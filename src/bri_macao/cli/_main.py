"""The command itself: its arguments, its exit code, and how it ends when something is wrong."""

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from bri_macao import __version__
from bri_macao.cli import (
    _check,
    _conference,
    _convert,
    _corpus,
    _diff,
    _find,
    _parse,
    _plot,
    _progress,
    _schema,
    _show,
    _site,
)
from bri_macao.errors import BriMacaoError

__all__ = ["main"]

_COMMANDS = (_show, _find, _check, _parse, _convert, _schema, _diff, _progress, _conference, _site, _plot, _corpus)
"""In the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options = _parser().parse_args(arguments)
    # A stream that the shell has closed is None; nobody is listening.
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - lives with the process
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without Chinese shows \\u4e00, not a traceback
            stream.reconfigure(errors="backslashreplace")
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BriMacaoError as error:
        print(f"bri-macao: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of the pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it flushes at exit
        return 0
    except OSError as error:
        print(f"bri-macao: {error}", file=sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bri-macao", description="Macao's annual Belt and Road work plan.")
    parser.add_argument("--version", action="version", version=f"bri-macao {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add(commands)
    return parser
