"""`bri-macao check`: everything that is wrong with a plan or a document."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bri_macao import __version__
from bri_macao.cli._plans import holds_a_plan
from bri_macao.cli._reports import finding_record, sarif, summary
from bri_macao.cli._streams import given, put_json, say
from bri_macao.findings import Finding, LoadError, Notice
from bri_macao.formats import json, load
from bri_macao.model import Plan
from bri_macao.parsing import read
from bri_macao.plans import load_registry
from bri_macao.spans import Span
from bri_macao.text import Source
from bri_macao.validation import RULES, Report, validate

__all__ = ["add"]


def add(command: argparse.ArgumentParser) -> None:
    """Add its arguments."""
    command.add_argument(
        "file", type=Path, metavar="FILE", help="a plan in any format, text or PDF; - for standard input"
    )
    command.add_argument("--encoding", help="of a text that is neither UTF-8 nor marked as UTF-16")
    command.add_argument("--format", default="text", choices=("text", "json", "sarif"), help="how to say it")
    command.add_argument(
        "--fail-on",
        default="error",
        choices=("error", "warning", "info"),
        help="from which severity on the exit code is 1 (default: error)",
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if holds_a_plan(options.file):
        report = _report_on_plan(lambda heard: load(options.file, notice=heard))
    else:
        report = _report(Source.of(given(options.file), encoding=options.encoding))
    if options.format == "text":
        say(str(report), sys.stdout)
        print(summary(report))
    else:
        found = (
            [finding_record(finding) for finding in report]
            if options.format == "json"
            else sarif(report, "stdin" if str(options.file) == "-" else str(options.file), __version__)
        )
        put_json(found)
    failing = {"error": report.errors, "warning": (*report.errors, *report.warnings), "info": report.findings}
    return 1 if failing[options.fail_on] else 0


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
