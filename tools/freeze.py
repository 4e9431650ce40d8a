"""Freeze what people write (TOML) into what `load_plan` reads (canonical JSON), and the JSON Schema beside it.

    python tools/freeze.py              write data/frozen anew
    python tools/freeze.py --check      say what would change; exit 1 if anything would
    python tools/freeze.py --source F   first take the fingerprints of the items from a copy of the 2023 document

The official text itself goes nowhere: a fingerprint is a length, a digest and one hexadecimal digit for each character.
"""

import argparse
import json
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from bri_macao.formats._schema import plan_schema
from bri_macao.formats.json import dumps
from bri_macao.model import (
    Citation,
    Codes,
    Fingerprint,
    ItemId,
    Mechanism,
    Membership,
    Name,
    Names,
    PartialDate,
    Partner,
    Period,
    Plan,
    Section,
    SectionId,
    SourceDescription,
    WorkItem,
)
from bri_macao.parsing import read

DATA = Path(__file__).parent.parent / "src/bri_macao/data"

# `Any` below: a TOML table. What is wrong in one shows as a KeyError or TypeError with the table's line in sight.
Table = dict[str, Any]


def day(text: str | None) -> PartialDate | None:
    """A date as TOML has it here: a string of the precision that is known."""
    return None if text is None else PartialDate.parse(text)


def names(table: Table) -> Names:
    """Names by language; a list of tables where a body was renamed."""
    entries = (
        (tag, entry) for tag, found in table.items() for entry in (found if isinstance(found, list) else [found])
    )
    return Names(
        tuple(
            Name(tag, entry["text"], entry["status"], day(entry.get("since")), day(entry.get("until")))
            for tag, entry in entries
        )
    )


def citations(table: Table) -> tuple[Citation, ...]:
    """Where the facts of an entry come from."""
    return tuple(
        Citation(tuple(entry["supports"]), entry["source"], entry["confidence"], entry.get("note"))
        for entry in table.get("citation", ())
    )


def partner(table: Table) -> Partner:
    """An entry of partners.toml."""
    return Partner(
        id=table["id"],
        kind=table["kind"],
        names=names(table["names"]),
        aliases=tuple(table.get("aliases", ())),
        citations=citations(table),
        codes=Codes(**table["codes"]) if "codes" in table else None,
        memberships=tuple(
            Membership(entry["group"], day(entry.get("since")), day(entry.get("until")))
            for entry in table.get("membership", ())
        ),
        since=day(table.get("since")),
        until=day(table.get("until")),
    )


def mechanism(table: Table) -> Mechanism:
    """An entry of mechanisms.toml."""
    return Mechanism(
        id=table["id"],
        kind=table["kind"],
        names=names(table["names"]),
        aliases=tuple(table.get("aliases", ())),
        citations=citations(table),
        ended=day(table.get("ended")),
        founded=day(table.get("founded")),
        operators=tuple(table.get("operators", ())),
        part_of=table.get("part_of"),
    )


def item(plan: str, table: Table, fingerprints: Table) -> WorkItem:
    """A `[[section.item]]` with its fingerprint."""
    id = ItemId(f"{plan}/{table['number']}")
    return WorkItem(
        id=id,
        number=table["number"],
        numeral=str(table["number"]),
        names=names(table["names"]),
        policy_areas=tuple(table["policy_areas"]),
        fingerprint=Fingerprint(**fingerprints[id]),
    )


def section(plan: str, table: Table, fingerprints: Table) -> Section:
    """A `[[section]]` with its items."""
    return Section(
        id=SectionId(f"{plan}/s{table['number']}"),
        number=table["number"],
        numeral=table["numeral"],
        names=names(table["names"]),
        items=tuple(item(plan, entry, fingerprints) for entry in table["item"]),
    )


def plan(path: Path, registry: Table) -> Plan:
    """The plan of one year."""
    table = tomllib.loads(path.read_text("utf-8"))
    taken = tomllib.loads(path.with_suffix(".fingerprints.toml").read_text("utf-8"))
    start, end = (date.fromisoformat(str(table["period"][key])) for key in ("start", "end"))
    named = names(table["names"])
    return Plan(
        id=table["id"],
        names=named,
        arrangement=table["arrangement"],
        mechanisms=tuple(map(mechanism, registry["mechanism"])),
        partners=tuple(map(partner, registry["partner"])),
        period=Period(start, end),
        sections=tuple(section(table["id"], entry, taken["items"]) for entry in table["section"]),
        source=SourceDescription(title=named["zh-Hans"], **taken["source"]),
    )


def fingerprints(source: Path) -> str:
    """The fingerprints of a document's items, as TOML."""
    reading = read(source)
    described = reading.plan.source
    assert described is not None
    lines = [
        "# Fingerprints of the official text, item by item. Written by tools/freeze.py --source; do not edit.",
        "[source]",
        f'language = "{described.language}"',
        f"length = {described.length}",
        f'sha256 = "{described.sha256}"',
        'note = "plain text extracted from the published PDF; double-spaced lines, compatibility ideographs"',
    ]
    for item in reading.plan.items:
        found = item.fingerprint
        assert found is not None
        lines += [
            "",
            f'[items."{item.id}"]',
            f"length = {found.length}",
            f'sha256 = "{found.sha256}"',
            f'trace = "{found.trace}"',
        ]
    return "\n".join(lines) + "\n"


def frozen() -> dict[Path, bytes]:
    """Every frozen file with what it should hold."""
    registry = {
        kind: tomllib.loads((DATA / f"registry/{kind}s.toml").read_text("utf-8"))[kind]
        for kind in ("partner", "mechanism")
    }
    written = sorted(path for path in (DATA / "plans").glob("*.toml") if path.stem.isdigit())
    files = {DATA / f"frozen/{path.stem}.json": dumps(plan(path, registry)) for path in written}
    schema = json.dumps(plan_schema(), ensure_ascii=False, indent=2, sort_keys=False) + "\n"
    return files | {DATA / "frozen/plan.schema.json": schema.encode()}


def main(arguments: list[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file would change")
    parser.add_argument("--source", type=Path, help="a copy of the 2023 document to take fingerprints from")
    options = parser.parse_args(arguments)
    if options.source:
        (DATA / "plans/2023.fingerprints.toml").write_text(fingerprints(options.source), "utf-8")
    changed = [path for path, data in frozen().items() if not path.exists() or path.read_bytes() != data]
    for path in changed:
        print(f"{'would change' if options.check else 'wrote'}: {path.relative_to(DATA)}")
        if not options.check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(frozen()[path])
    return 1 if changed and options.check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
