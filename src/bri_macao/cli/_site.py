"""`bri-macao site`: a page on which plans are searched, filtered and read."""

import argparse

from bri_macao.cli._plans import PLAN, add_language, latest, plan_at
from bri_macao.site import write

__all__ = ["add"]


def add(command: argparse.ArgumentParser) -> None:
    """Add its arguments."""
    command.add_argument("folder", metavar="OUT", help="the folder to which index.html is written")
    command.add_argument(
        "plans",
        nargs="*",
        default=[],
        metavar="PLAN",
        help=f"the oldest first: {PLAN}; by default the latest bundled plan",
    )
    add_language(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    plans = [plan_at(name) for name in options.plans] or [latest()]
    print(write(plans, options.folder, language=options.lang))
    return 0
