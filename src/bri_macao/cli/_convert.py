"""`bri-macao convert`: a plan from one format into another."""

import argparse

from bri_macao.cli._plans import loaded
from bri_macao.cli._streams import put
from bri_macao.formats import FORMATS, dump, dumps

__all__ = ["add"]


def add(command: argparse.ArgumentParser) -> None:
    """Add its arguments."""
    command.add_argument(
        "input",
        metavar="IN",
        help="a file, a folder of CSV tables, the year of a bundled plan, or - for standard input",
    )
    command.add_argument(
        "output", metavar="OUT", help="a file, a folder (tables/) for CSV tables, or - for standard output"
    )
    command.add_argument(
        "--from", dest="read", choices=FORMATS, metavar="FORMAT", help="of IN; by default its ending says it"
    )
    command.add_argument(
        "--to", dest="write", choices=FORMATS, metavar="FORMAT", help="of OUT; by default its ending says it"
    )
    command.add_argument(
        "-O",
        "--option",
        action="append",
        default=[],
        type=_option,
        metavar="NAME=VALUE",
        help="an option of the format that is written, such as indent=2 of json or language=pt of html",
    )
    command.add_argument("--lenient", action="store_true", help="keep what the model does not know, under extra")
    command.set_defaults(run=_run)


def _option(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _run(options: argparse.Namespace) -> int:
    plan = loaded(options.input, options.read, lenient=options.lenient)
    if options.output == "-":
        put(dumps(plan, options.write or "json", **dict(options.option)), None)
    else:
        dump(plan, options.output, options.write, **dict(options.option))
    return 0
