"""The command line (floor 7): `bri-macao show`, `find`, `check`, `parse`, `convert` and `schema`.

Exit codes: 0 when all is well, 1 when a finding is an error, 2 when the command cannot be carried out.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO, get_args

import msgspec

from bri_macao import __version__, formats
from bri_macao._reports import clause, entity_table, finding_record, hit_record, hits_table, sarif, summary, target_line
from bri_macao._tables import Listing, write
from bri_macao.anchoring import attach
from bri_macao.errors import BriMacaoError
from bri_macao.findings import Finding, LoadError, Notice, render
from bri_macao.formats import FORMATS, dump, dumps, format_of, json, load, loads
from bri_macao.formats._files import replace
from bri_macao.model import LANGUAGES, Aspect, MechanismKind, PartnerKind, Plan, PolicyArea, Section, WorkItem
from bri_macao.parsing import read
from bri_macao.plans import load_plan, load_registry, years
from bri_macao.querying import query
from bri_macao.readings import Reading
from bri_macao.spans import Span
from bri_macao.text import Source
from bri_macao.validation import RULES, Report, validate

__all__ = ["main"]


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

    show = commands.add_parser("show", help="print a bundled plan, or all that is known of a partner or mechanism")
    show.add_argument(
        "what",
        nargs="?",
        metavar="WHAT",
        help="a year, partner:ID or mechanism:ID; by default the latest plan",
    )
    show.add_argument("--year", type=int, metavar="YEAR", help="of which plan; by default the latest")
    show.add_argument("--section", type=int, metavar="N", help="only the section of that number")
    show.add_argument(
        "--item", type=int, metavar="N", help="only the item of that number, with all that is known of it"
    )
    _presentation(show)
    show.set_defaults(run=_show)

    find = commands.add_parser("find", help="the items that fit, with the evidence in place")
    find.add_argument("words", nargs="*", metavar="WORDS", help="words to look for, in any language and script")
    find.add_argument(
        "--partner", action="append", default=[], metavar="ID", help="that the item names, or a group of it"
    )
    find.add_argument("--partner-kind", choices=get_args(PartnerKind), metavar="KIND", help="country, group, city ...")
    find.add_argument(
        "--mechanism", action="append", default=[], metavar="ID", help="that the item names, or a part of it"
    )
    find.add_argument("--mechanism-kind", choices=get_args(MechanismKind), metavar="KIND", help="forum, fund, base ...")
    find.add_argument("--part-of", metavar="ID", help="a mechanism whose parts the item names")
    find.add_argument("--direct", action="store_true", help="neither through groups nor through parts")
    find.add_argument("--section", type=int, metavar="N", help="only that section")
    find.add_argument("--aspect", choices=get_args(Aspect), metavar="ASPECT", help="continue, strive, hold ...")
    find.add_argument("--area", choices=get_args(PolicyArea), metavar="AREA", help="a policy area: unimpeded-trade ...")
    find.add_argument("--target", action="store_true", help="only items with a target")
    find.add_argument("--year", type=int, metavar="YEAR", help="of which plan; by default the latest")
    _presentation(find)
    find.set_defaults(run=_find)

    check = commands.add_parser("check", help="say everything that is wrong with a plan: JSON, or a document")
    check.add_argument(
        "file", type=Path, metavar="FILE", help="a plan in any format, text or PDF; - for standard input"
    )
    check.add_argument("--encoding", help="of a text that is neither UTF-8 nor marked as UTF-16")
    check.add_argument("--format", default="text", choices=("text", "json", "sarif"), help="how to say it")
    check.add_argument(
        "--fail-on",
        default="error",
        choices=("error", "warning", "info"),
        help="from which severity on the exit code is 1 (default: error)",
    )
    check.set_defaults(run=_check)

    parse = commands.add_parser("parse", help="read a document of the family: its outline and what to look at")
    parse.add_argument("file", type=Path, metavar="FILE", help="text or PDF; - for standard input")
    parse.add_argument("--encoding", help="of a text that is neither UTF-8 nor marked as UTF-16")
    parse.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the plan there as JSON")
    parse.set_defaults(run=_parse)

    convert = commands.add_parser("convert", help="carry a plan from one format into another")
    convert.add_argument("input", metavar="IN", help="a file, the year of a bundled plan, or - for standard input")
    convert.add_argument("output", metavar="OUT", help="a file, or - for standard output")
    convert.add_argument(
        "--from", dest="read", choices=FORMATS, metavar="FORMAT", help="of IN; by default its ending says it"
    )
    convert.add_argument(
        "--to", dest="write", choices=FORMATS, metavar="FORMAT", help="of OUT; by default its ending says it"
    )
    convert.add_argument(
        "-O",
        "--option",
        action="append",
        default=[],
        type=_option,
        metavar="NAME=VALUE",
        help="an option of the format that is written, such as indent=2 of json or language=pt of html",
    )
    convert.add_argument("--lenient", action="store_true", help="keep what the model does not know, under extra")
    convert.set_defaults(run=_convert)

    schema = commands.add_parser("schema", help="print the JSON Schema of a plan")
    schema.set_defaults(run=_schema)
    return parser


def _option(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _presentation(command: argparse.ArgumentParser) -> None:
    """How results are shown, the same for every command that shows some."""
    command.add_argument("--lang", default="en", choices=LANGUAGES, help="the language of names (default: en)")
    command.add_argument(
        "--format", default="table", choices=("table", "json"), help="a table for people (default), or JSON"
    )
    command.add_argument(
        "--source", type=Path, metavar="FILE", help="a copy of the document, to show the official wording"
    )


def _plan(options: argparse.Namespace) -> tuple[Plan, int]:
    """The plan that is asked for, attached if there is a source, and the exit code so far."""
    plan = load_plan(options.year if options.year is not None else years()[-1])
    if options.source is None:
        return plan, 0
    reading = attach(plan, options.source)
    _print(render(reading.findings, reading.source), sys.stderr)
    return reading.plan, _code(reading)


def _show(options: argparse.Namespace) -> int:
    kind, colon, id = (options.what or "").partition(":")
    if colon:
        return _show_entity(kind, id, options)
    if options.what is not None:
        if not options.what.isdecimal():
            raise BriMacaoError(f"{options.what!r} is neither a year nor partner:ID nor mechanism:ID")
        options.year = int(options.what)
    plan, code = _plan(options)
    item = plan.item(options.item) if options.item is not None else None
    sections = plan.sections if options.section is None else (plan.section(options.section),)
    if item is not None and not any(item in section.all_items() for section in sections):
        raise BriMacaoError(f"item {item.number} does not stand in section {options.section}; leave out --section")
    if options.format == "json":
        part = item or (plan if options.section is None else sections[0])
        sys.stdout.buffer.write(json.dumps_part(part, indent=2) + b"\n")
    elif item is not None:
        write(_item_table(plan, item, options.lang), sys.stdout)
    else:
        write(_plan_table(plan, sections, options.lang), sys.stdout)
    return code


def _show_entity(kind: str, id: str, options: argparse.Namespace) -> int:
    """A partner or mechanism: of the plan with where it is named, else of the registry."""
    if kind not in ("partner", "mechanism"):
        raise BriMacaoError(f"there is no {kind!r}; write partner:ID or mechanism:ID")
    plan, code = _plan(options)
    registry = load_registry()
    entity = registry.partner(id) if kind == "partner" else registry.mechanism(id)
    known = id in plan.index.partners or id in plan.index.mechanisms
    if options.format == "json":
        sys.stdout.buffer.write(json.dumps_part(entity, indent=2) + b"\n")
    else:
        write(entity_table(entity, plan if known else None, options.lang), sys.stdout)
    return code


def _find(options: argparse.Namespace) -> int:
    plan, code = _plan(options)
    found = query(plan)
    for id in options.partner:
        found = found.partner(id, direct=options.direct)
    if options.partner_kind:
        found = found.partner(kind=options.partner_kind)
    for id in options.mechanism:
        found = found.mechanism(id, direct=options.direct)
    if options.mechanism_kind:
        found = found.mechanism(kind=options.mechanism_kind)
    if options.part_of:
        found = found.mechanism(part_of=options.part_of)
    if options.section is not None:
        found = found.section(options.section)
    if options.aspect:
        found = found.aspect(options.aspect)
    if options.area:
        found = found.policy_area(options.area)
    if options.target:
        found = found.target()
    for words in options.words:
        found = found.text(words)
    if options.format == "json":
        rows = msgspec.json.encode([hit_record(hit) for hit in found])
        sys.stdout.buffer.write(msgspec.json.format(rows, indent=2) + b"\n")
    else:
        write(hits_table(found, options.lang), sys.stdout)
    return code


def _check(options: argparse.Namespace) -> int:
    if _holds_a_plan(options.file):
        report = _report_on_plan(lambda heard: load(options.file, notice=heard))
    else:
        document = _standard_input() if str(options.file) == "-" else options.file
        report = _report(Source.of(document, encoding=options.encoding))
    if options.format == "text":
        _print(str(report), sys.stdout)
        print(summary(report))
    else:
        found = (
            [finding_record(finding) for finding in report]
            if options.format == "json"
            else sarif(report, "stdin" if str(options.file) == "-" else str(options.file), __version__)
        )
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    failing = {"error": report.errors, "warning": (*report.errors, *report.warnings), "info": report.findings}
    return 1 if failing[options.fail_on] else 0


def _holds_a_plan(file: Path) -> bool:
    """Whether the file's ending is that of a format from which plans are loaded."""
    try:
        format = format_of(file)
    except BriMacaoError:
        return False
    return hasattr(getattr(formats, format), "loads")


def _report_on_plan(loading: Callable[[Notice], Plan]) -> Report:
    """Everything that is wrong with a plan, and what was noticed when it was loaded."""
    heard: list[Finding] = []
    try:
        found = validate(loading(heard.append), registry=load_registry())
    except LoadError as error:
        return Report((*error.findings, *heard))
    return Report((*heard, *found))


def _report(source: Source) -> Report:
    """Everything that is wrong with what a source holds; a brace opens JSON, and no document."""
    if source.text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _report_on_plan(lambda heard: json.loads(source.text, notice=heard))
    registry = load_registry()
    reading = read(source)
    report = validate(reading, registry=registry)
    asked = {rule.code for rule in RULES}
    findings = (*(finding for finding in reading.findings if finding.code not in asked), *report)
    return Report(tuple(sorted(findings, key=lambda finding: finding.span or Span(0, 0))), source)


def _code(reading: Reading) -> int:
    """The exit code that the findings ask for."""
    return 1 if any(finding.severity == "error" for finding in reading.findings) else 0


def _plan_table(plan: Plan, sections: Iterable[Section], language: str) -> Listing:
    """Sections and items, one line each."""
    rows: list[tuple[str, ...]] = []
    for top in sections:
        for section in top.walk():
            rows.append((section.numeral, section.names.best(language, "zh")))
            rows += [(str(item.number), item.label(language, "zh"), item.text or "") for item in section.items]
    heads = ("no.", plan.names.best(language, "zh"))
    return Listing(heads, tuple(rows), frozenset(i for i, row in enumerate(rows) if len(row) == 2))


def _item_table(plan: Plan, item: WorkItem, language: str) -> Listing:
    """All that is known of one item."""
    section = plan.section_of(item)
    rows = [
        ("id", item.id),
        ("section", f"{section.numeral} {section.names.best(language, 'zh')}"),
        *((tag, item.names[tag]) for tag in item.names),
        ("policy areas", ", ".join(item.policy_areas)),
        ("partners", ", ".join(partner.names.best(language, "zh") for partner in plan.partners_of(item))),
        ("mechanisms", ", ".join(mechanism.names.best(language, "zh") for mechanism in plan.mechanisms_of(item))),
        *((f"action {action.id.rpartition('.')[2]}", clause(item, action, language)) for action in item.actions),
        *(("target", target_line(target, language)) for target in item.targets),
        ("text", item.text or ""),
    ]
    return Listing((str(item.number), item.label(language, "zh")), tuple(row for row in rows if row[1]))


def _parse(options: argparse.Namespace) -> int:
    document = _standard_input() if str(options.file) == "-" else options.file
    reading = read(document, encoding=options.encoding)
    for line in _outline(reading.plan):
        print(line)
    _print(render(reading.findings, reading.source), sys.stdout)
    if options.output is not None:
        replace(options.output, json.dumps(reading.plan, indent=2) + b"\n")
    return _code(reading)


def _convert(options: argparse.Namespace) -> int:
    def notice(finding: Finding) -> None:
        print(finding, file=sys.stderr)

    if options.input.isdecimal():
        plan = load_plan(int(options.input))
    elif options.input == "-":
        plan = loads(_standard_input(), options.read or "json", lenient=options.lenient, notice=notice)
    else:
        plan = load(options.input, options.read, lenient=options.lenient, notice=notice)
    if options.output == "-":
        sys.stdout.buffer.write(dumps(plan, options.write or "json", **dict(options.option)))
    else:
        dump(plan, options.output, options.write, **dict(options.option))
    return 0


def _schema(_: argparse.Namespace) -> int:
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(json.schema()), indent=2) + b"\n")
    return 0


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise BriMacaoError("there is no standard input to read from; name a file")
    return sys.stdin.buffer.read()


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


def _print(text: str, file: TextIO) -> None:
    if text:
        print(text, file=file)
