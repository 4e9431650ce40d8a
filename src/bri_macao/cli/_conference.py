"""`bri-macao conference`: the dossier of the joint conference."""

import argparse
from pathlib import Path
from typing import Any, get_args

from bri_macao.cli._plans import add_language
from bri_macao.cli._progress import add_log, day, logged, plan_of
from bri_macao.cli._streams import put
from bri_macao.conference import Form, carry_forward, prepare, render
from bri_macao.formats import dumps, format_of

__all__ = ["add"]


def add(command: argparse.ArgumentParser) -> None:
    """Add its arguments."""
    command.add_argument(
        "--as-of", required=True, type=day, metavar="DATE", help="the day on which the plan is looked at"
    )
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it there (.md, .html or .docx)")
    command.add_argument(
        "--format", choices=get_args(Form), help="by default the ending of the file says it, else markdown"
    )
    command.add_argument(
        "--draft", type=Path, metavar="FILE", help="write a draft of the next plan there too, in a format for plans"
    )
    add_language(command, default="zh-Hant")
    add_log(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    plan = plan_of(options)
    dossier = prepare(plan, logged(options.log, plan), options.as_of)
    format: Any = options.format or _format_of(options.output)  # `render` refuses what it cannot write
    put(render(dossier, format, language=options.lang), options.output)
    if options.draft is not None:
        put(dumps(carry_forward(plan, dossier), format_of(options.draft)), options.draft)
    return 0


def _format_of(output: Path | None) -> str:
    return "markdown" if output is None or str(output) == "-" else format_of(output)
