"""`bri-macao find`: the items that fit, with the evidence in place."""

import argparse
import sys
from typing import get_args

from bri_macao.cli._plans import add_presentation, asked_for
from bri_macao.cli._reports import hit_record, hits_table
from bri_macao.cli._streams import put_json
from bri_macao.cli._tables import write
from bri_macao.model import Aspect, MechanismKind, PartnerKind, PolicyArea
from bri_macao.querying import query

__all__ = ["add"]


def add(command: argparse.ArgumentParser) -> None:
    """Add its arguments."""
    command.add_argument(
        "words", nargs="*", default=[], metavar="WORDS", help="words to look for, in any language and script"
    )
    command.add_argument(
        "--partner", action="append", default=[], metavar="ID", help="that the item names, or a group of it"
    )
    command.add_argument(
        "--partner-kind", choices=get_args(PartnerKind), metavar="KIND", help="country, group, city ..."
    )
    command.add_argument(
        "--mechanism", action="append", default=[], metavar="ID", help="that the item names, or a part of it"
    )
    command.add_argument(
        "--mechanism-kind", choices=get_args(MechanismKind), metavar="KIND", help="forum, fund, base ..."
    )
    command.add_argument("--part-of", metavar="ID", help="a mechanism whose parts the item names")
    command.add_argument("--direct", action="store_true", help="neither through groups nor through parts")
    command.add_argument("--section", type=int, metavar="N", help="only that section")
    command.add_argument("--aspect", choices=get_args(Aspect), metavar="ASPECT", help="continue, strive, hold ...")
    command.add_argument(
        "--area", choices=get_args(PolicyArea), metavar="AREA", help="a policy area: unimpeded-trade ..."
    )
    command.add_argument("--target", action="store_true", help="only items with a target")
    command.add_argument("--year", type=int, metavar="YEAR", help="of which plan; by default the latest")
    add_presentation(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    plan, code = asked_for(options)
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
        put_json([hit_record(hit) for hit in found])
    else:
        write(hits_table(found, options.lang), sys.stdout)
    return code
