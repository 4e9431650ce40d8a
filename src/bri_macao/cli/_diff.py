"""`bri-macao diff`: what changed from one plan to another."""

import argparse
from pathlib import Path
from typing import get_args

from bri_macao.cli._plans import PLAN, add_language, plan_at
from bri_macao.cli._streams import put
from bri_macao.comparison import Form, diff, render, to_json

__all__ = ["add"]


def add(command: argparse.ArgumentParser) -> None:
    """Add its arguments."""
    command.add_argument("old", metavar="OLD", help=PLAN)
    command.add_argument("new", metavar="NEW", help="likewise")
    add_language(command)
    command.add_argument(
        "--format",
        default="text",
        choices=(*get_args(Form), "json"),
        help="for a terminal (default), a document, a page with the plans side by side, or a program",
    )
    command.add_argument("--provenance", action="store_true", help="compare citations and statuses of names too")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it there")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    changes = diff(plan_at(options.old), plan_at(options.new), provenance=options.provenance)
    if options.format == "json":
        put(to_json(changes) + b"\n", options.output)
    else:
        put(render(changes, options.format, language=options.lang).encode(), options.output)
    return 0
