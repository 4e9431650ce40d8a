"""`bri-macao parse`: the outline of a document, and what to look at."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from bri_macao.cli._plans import exit_code
from bri_macao.cli._streams import given, put, say
from bri_macao.findings import render
from bri_macao.formats import json
from bri_macao.model import Plan
from bri_macao.parsing import read

__all__ = ["add"]


def add(command: argparse.ArgumentParser) -> None:
    """Add its arguments."""
    command.add_argument("file", type=Path, metavar="FILE", help="text or PDF; - for standard input")
    command.add_argument("--encoding", help="of a text that is neither UTF-8 nor marked as UTF-16")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the plan there as JSON")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    reading = read(given(options.file), encoding=options.encoding)
    for line in _outline(reading.plan):
        print(line)
    say(render(reading.findings, reading.source), sys.stdout)
    if options.output is not None:
        put(json.dumps(reading.plan, indent=2) + b"\n", options.output)
    return exit_code(reading)


def _outline(plan: Plan) -> Iterator[str]:
    period = f" ({plan.period})" if plan.period else ""
    yield f"{plan.names.best() or '(no title)'}{period}"
    for top in plan.sections:
        for section in top.walk():
            depth = section.id.count(".") + 1
            if section.numeral:
                yield f"{'  ' * depth}{section.numeral}  {section.names.best()}"
            for item in section.items:
                yield f"{'  ' * (depth + 1)}{item.numeral}  {item.label()}"
