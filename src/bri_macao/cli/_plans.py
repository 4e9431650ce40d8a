"""Which plan a command speaks of, and in what language and shape its results are shown."""

import argparse
from pathlib import Path

from bri_macao import formats
from bri_macao.anchoring import attach
from bri_macao.cli._streams import standard_input, tell
from bri_macao.errors import BriMacaoError
from bri_macao.formats import format_of, load, loads
from bri_macao.model import LANGUAGES, Plan
from bri_macao.parsing import read
from bri_macao.plans import load_plan, years
from bri_macao.readings import Reading

__all__ = [
    "PLAN",
    "add_language",
    "add_presentation",
    "asked_for",
    "exit_code",
    "holds_a_plan",
    "latest",
    "loaded",
    "plan_at",
]

PLAN = "the year of a bundled plan, or a file: a plan in any format, text or PDF; - for JSON from standard input"
"""What `plan_at` takes, for the help of commands."""


def add_language(command: argparse.ArgumentParser, default: str = "en") -> None:
    """In which language names, statements and fixed words are shown."""
    command.add_argument(
        "--lang", default=default, choices=LANGUAGES, help="the language of names (default: %(default)s)"
    )


def add_presentation(command: argparse.ArgumentParser) -> None:
    """How results about a bundled plan are shown, the same for every command that shows some."""
    add_language(command)
    command.add_argument(
        "--format", default="table", choices=("table", "json"), help="a table for people (default), or JSON"
    )
    command.add_argument(
        "--source", type=Path, metavar="FILE", help="a copy of the document, to show the official wording"
    )


def latest() -> Plan:
    """The latest bundled plan."""
    return load_plan(years()[-1])


def asked_for(options: argparse.Namespace) -> tuple[Plan, int]:
    """The bundled plan that is asked for, attached if there is a source, and the exit code so far."""
    plan = latest() if options.year is None else load_plan(options.year)
    if options.source is None:
        return plan, 0
    reading = attach(plan, options.source)
    tell(*reading.findings, source=reading.source)
    return reading.plan, exit_code(reading)


def plan_at(name: str) -> Plan:
    """The plan of that name (see `PLAN`); what is to be said of it is told."""
    if name.isdecimal() or name == "-" or holds_a_plan(Path(name)):
        return loaded(name)
    reading = read(Path(name))
    tell(*reading.findings, source=reading.source)
    return reading.plan


def loaded(name: str, format: str | None = None, *, lenient: bool = False) -> Plan:
    """The bundled plan of a year, or one in a format, by default that of the file's ending, and JSON for `-`."""
    if name.isdecimal():
        return load_plan(int(name))
    if name == "-":
        return loads(standard_input(), format or "json", lenient=lenient, notice=tell)
    return load(name, format, lenient=lenient, notice=tell)


def holds_a_plan(file: Path) -> bool:
    """Whether the file's ending is that of a format from which plans are loaded."""
    try:
        format = format_of(file)
    except BriMacaoError:
        return False
    return hasattr(getattr(formats, format), "loads")


def exit_code(reading: Reading) -> int:
    """What the findings of a reading ask for."""
    return 1 if any(finding.severity == "error" for finding in reading.findings) else 0
