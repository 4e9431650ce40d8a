"""`bri-macao progress`: what was said of a plan's work is recorded, shown, carried out and in."""

import argparse
import sys
from datetime import date
from pathlib import Path

from bri_macao._incoming import opened
from bri_macao.cli._plans import PLAN, add_language, latest, plan_at
from bri_macao.cli._standings import item_table, plan_table, records, update_line
from bri_macao.cli._streams import given, put, put_json
from bri_macao.cli._tables import write
from bri_macao.errors import BriMacaoError
from bri_macao.model import Citation, Name, Names, Plan
from bri_macao.progress import TRANSITIONS, Log, ProgressStore, Update, dumps, loads
from bri_macao.progress._lines import LARGEST

__all__ = ["add", "add_log", "day", "logged", "plan_of"]

_STATES = tuple(dict.fromkeys(state for states in TRANSITIONS.values() for state in states if state))


def add(command: argparse.ArgumentParser) -> None:
    """Add the commands below it."""
    below = command.add_subparsers(required=True, metavar="COMMAND")

    record = below.add_parser("add", help="record that a subject is in a state as of a day")
    record.add_argument(
        "subject",
        metavar="SUBJECT",
        help="2023/7, 2023/7.3, 2023/23#target-1, 2023#problem-NAME, 2023#decision-NAME, 2023#meeting-NAME",
    )
    record.add_argument("status", choices=_STATES, metavar="STATUS", help=", ".join(_STATES))
    record.add_argument("--who", required=True, metavar="NAME", help="who says so")
    record.add_argument(
        "--as-of", type=day, default=_today(), metavar="DATE", help="the day on which that was so (default: today)"
    )
    record.add_argument("--note", metavar="TEXT", help="what there is to say")
    add_language(record)
    record.add_argument(
        "--evidence", action="append", default=[], metavar="SOURCE", help="a link or a named document; may be repeated"
    )
    record.add_argument(
        "--about", action="append", default=[], metavar="SUBJECT", help="what a problem, decision or meeting concerns"
    )
    record.add_argument("--quantity", type=int, metavar="N", help="of a target: how many there were up to that day")
    record.add_argument("--supersedes", metavar="ID", help="the update that this one corrects")
    add_log(record)
    record.set_defaults(run=_add)

    show = below.add_parser("show", help="how the sections, items and actions of a plan stand on a day")
    show.add_argument("--as-of", type=day, default=_today(), metavar="DATE", help="the day (default: today)")
    show.add_argument("--item", type=int, metavar="N", help="only that item, with every word on it")
    add_language(show)
    show.add_argument("--format", default="table", choices=("table", "json"), help="a table (default), or JSON")
    add_log(show)
    show.set_defaults(run=_show)

    export = below.add_parser("export", help="write the log of a plan as JSON Lines")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it there")
    add_log(export)
    export.set_defaults(run=_export)

    take = below.add_parser("import", help="record updates from JSON Lines; what is there already is left as it is")
    take.add_argument("file", type=Path, metavar="FILE", help="JSON Lines; - for standard input")
    add_log(take)
    take.set_defaults(run=_import)


def add_log(command: argparse.ArgumentParser) -> None:
    """In which file the log is, and of which plan."""
    command.add_argument(
        "--log", type=Path, default=Path("progress.db"), metavar="FILE", help="the store (default: %(default)s)"
    )
    command.add_argument("--plan", metavar="PLAN", help=f"{PLAN}; by default the latest bundled plan")


def plan_of(options: argparse.Namespace) -> Plan:
    """The plan that the log is of."""
    return latest() if options.plan is None else plan_at(options.plan)


def logged(path: Path, plan: Plan) -> Log:
    """The log of a plan in a store that is there already: who only reads makes none."""
    if not path.exists():
        raise BriMacaoError(f"there is no log at {str(path)!r}; name one with --log, or record into it first")
    with ProgressStore(path) as store:
        return store.log(plan.id)


def day(text: str) -> date:
    """A day, as it is written on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2023-12-31") from None


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day where the desk is


def _add(options: argparse.Namespace) -> int:
    update = Update(
        subject=options.subject,
        status=options.status,
        as_of=options.as_of,
        who=options.who,
        about=tuple(options.about),
        evidence=tuple(Citation((), source, "high") for source in options.evidence),
        note=Names(()) if options.note is None else Names((Name(options.lang, options.note, "editorial"),)),
        quantity=options.quantity,
        supersedes=options.supersedes,
    )
    plan = plan_of(options)
    with ProgressStore(options.log) as store:
        print(update_line(store.append(plan, update), options.lang))
    return 0


def _show(options: argparse.Namespace) -> int:
    plan = plan_of(options)
    log = logged(options.log, plan)
    item = None if options.item is None else plan.item(options.item)
    if options.format == "json":
        put_json(records(plan, log, options.as_of, item))
    elif item is None:
        write(plan_table(plan, log, options.as_of, options.lang), sys.stdout)
    else:
        write(item_table(plan, item, log, options.as_of, options.lang), sys.stdout)
    return 0


def _export(options: argparse.Namespace) -> int:
    put(dumps(logged(options.log, plan_of(options))), options.output)
    return 0


def _import(options: argparse.Namespace) -> int:
    plan = plan_of(options)
    document = given(options.file)
    updates = loads(opened(document, LARGEST) if isinstance(document, Path) else document)
    with ProgressStore(options.log) as store:
        before = len(store.log(plan.id))
        store.extend(plan, updates)
        after = len(store.log(plan.id))
    print(f"{after - before} recorded, {len(updates) - (after - before)} were there already")
    return 0
