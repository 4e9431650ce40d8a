"""The command itself: its arguments, its exit code, and how it ends when something is wrong."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import MappingProxyType

from bri_macao import __version__
from bri_macao.errors import BriMacaoError

__all__ = ["main"]

_COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "show": "print a bundled plan, or all that is known of a partner or mechanism",
        "find": "the items that fit, with the evidence in place",
        "check": "say everything that is wrong with a plan: JSON, or a document",
        "parse": "read a document of the family: its outline and what to look at",
        "convert": "carry a plan from one format into another",
        "schema": "print the JSON Schema of a plan",
        "diff": "what changed from one plan to another",
        "progress": "record and show how far the work of a plan is",
        "conference": "the dossier of the joint conference: how the plan stands on a day",
        "site": "a page on which plans are searched, filtered and read",
        "plot": "a picture of a plan, as SVG or PNG",
        "corpus": "read many documents into a dataset, and ask them all together",
    }
)
"""Each command with what its help says, in that order. It is the module of its name, imported when it is asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser(arguments).parse_args(arguments)
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


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bri-macao", description="Macao's annual Belt and Road work plan.")
    parser.add_argument("--version", action="version", version=f"bri-macao {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    asked = next((argument for argument in arguments if not argument.startswith("-")), None)
    for name, says in _COMMANDS.items():
        command = commands.add_parser(name, help=says)
        if name == asked:
            import_module(f"bri_macao.cli._{name}").add(command)
    return parser
