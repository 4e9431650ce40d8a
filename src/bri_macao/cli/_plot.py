"""`bri-macao plot`: pictures of a plan."""

import argparse
from pathlib import Path

from bri_macao.cli._plans import PLAN, add_language, latest, plan_at
from bri_macao.cli._progress import logged
from bri_macao.cli._streams import put
from bri_macao.errors import BriMacaoError

__all__ = ["add"]

_KINDS = ("matrix", "network", "aspects", "calendar")


def add(command: argparse.ArgumentParser) -> None:
    """Add its arguments."""
    command.add_argument("kind", choices=_KINDS, help="what is drawn: who is named where, with whom, how, and when")
    command.add_argument("plan", nargs="?", metavar="PLAN", help=f"{PLAN}; by default the latest bundled plan")
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="an .svg or .png file; by default SVG is printed"
    )
    command.add_argument("--log", type=Path, metavar="FILE", help="a log of progress: a calendar shows what was held")
    add_language(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from bri_macao.plot import PICTURES  # noqa: PLC0415 - draws with an extra that no other command needs

    plan = latest() if options.plan is None else plan_at(options.plan)
    given = () if options.log is None else (logged(options.log, plan),)
    if given and options.kind != "calendar":
        raise BriMacaoError(f"a {options.kind} shows no log; leave out --log, or draw a calendar")
    picture = PICTURES[options.kind](plan, *given, language=options.lang)
    if options.output is None or str(options.output) == "-":
        put(picture.svg(), None)
    else:
        picture.save(options.output)
    return 0
