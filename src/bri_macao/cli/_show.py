"""`bri-macao show`: a bundled plan, one of its items, or all that is known of a partner or mechanism."""

import argparse
import sys
from collections.abc import Iterable

from bri_macao.cli._plans import add_presentation, asked_for
from bri_macao.cli._reports import clause, entity_table, target_line
from bri_macao.cli._streams import put
from bri_macao.cli._tables import Listing, write
from bri_macao.errors import BriMacaoError
from bri_macao.formats import json
from bri_macao.model import Plan, Section, WorkItem
from bri_macao.plans import load_registry

__all__ = ["add"]


def add(command: argparse.ArgumentParser) -> None:
    """Add its arguments."""
    command.add_argument(
        "what",
        nargs="?",
        metavar="WHAT",
        help="a year, partner:ID or mechanism:ID; by default the latest plan",
    )
    command.add_argument("--year", type=int, metavar="YEAR", help="of which plan; by default the latest")
    command.add_argument("--section", type=int, metavar="N", help="only the section of that number")
    command.add_argument(
        "--item", type=int, metavar="N", help="only the item of that number, with all that is known of it"
    )
    add_presentation(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    kind, colon, id = (options.what or "").partition(":")
    if colon:
        return _show_entity(kind, id, options)
    if options.what is not None:
        if not options.what.isdecimal():
            raise BriMacaoError(f"{options.what!r} is neither a year nor partner:ID nor mechanism:ID")
        options.year = int(options.what)
    plan, code = asked_for(options)
    item = plan.item(options.item) if options.item is not None else None
    sections = plan.sections if options.section is None else (plan.section(options.section),)
    if item is not None and not any(item in section.all_items() for section in sections):
        raise BriMacaoError(f"item {item.number} does not stand in section {options.section}; leave out --section")
    if options.format == "json":
        part = item or (plan if options.section is None else sections[0])
        put(json.dumps_part(part, indent=2) + b"\n", None)
    elif item is not None:
        write(_item_table(plan, item, options.lang), sys.stdout)
    else:
        write(_plan_table(plan, sections, options.lang), sys.stdout)
    return code


def _show_entity(kind: str, id: str, options: argparse.Namespace) -> int:
    """A partner or mechanism: of the plan with where it is named, else of the registry."""
    if kind not in ("partner", "mechanism"):
        raise BriMacaoError(f"there is no {kind!r}; write partner:ID or mechanism:ID")
    plan, code = asked_for(options)
    registry = load_registry()
    entity = registry.partner(id) if kind == "partner" else registry.mechanism(id)
    known = id in plan.index.partners or id in plan.index.mechanisms
    if options.format == "json":
        put(json.dumps_part(entity, indent=2) + b"\n", None)
    else:
        write(entity_table(entity, plan if known else None, options.lang), sys.stdout)
    return code


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
