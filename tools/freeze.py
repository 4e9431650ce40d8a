"""Freeze what people write (TOML) into what the library reads (canonical JSON), and the JSON Schema beside it.

    python tools/freeze.py              write data/frozen anew
    python tools/freeze.py --check      say what would change; exit 1 if anything would
    python tools/freeze.py --source F   first find the places of the annotations in a copy of the document

The official text itself goes nowhere: of it there remain, for each item, a fingerprint and the places of quoted names.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from bri_macao.actions import clauses
from bri_macao.errors import BriMacaoError
from bri_macao.formats._schema import plan_schema
from bri_macao.formats.json import dumps, dumps_registry
from bri_macao.model import (
    Action,
    ActionId,
    Fingerprint,
    ItemId,
    Mention,
    Name,
    Names,
    PartialDate,
    Period,
    Plan,
    Section,
    SectionId,
    SourceDescription,
    Target,
    WorkItem,
)
from bri_macao.outlining import read_outline
from bri_macao.readings import Reading
from bri_macao.registry import Registry
from bri_macao.registry._entries import names
from bri_macao.spans import Span
from bri_macao.text import compact, fold

DATA = Path(__file__).parent.parent / "src/bri_macao/data"

# `Any` below: a TOML table. What is wrong in one shows as a KeyError or TypeError with the table's line in sight.
Table = dict[str, Any]


def load(path: Path) -> Table:
    """A TOML file."""
    return tomllib.loads(path.read_text("utf-8"))


def registry() -> Registry:
    """All entries that people wrote."""
    return Registry.from_toml(*sorted((DATA / "registry").glob("*.toml")))


# The places of annotations in a copy of the document


def places(text: str, quoted: str) -> Iterator[Span]:
    """Where a quoted name stands in a clean text, each time; spaces and the forms of marks do not matter."""
    key, origin = compact(fold(text))
    wanted = compact(fold(quoted))[0]
    start = key.find(wanted)
    if start < 0:
        raise SystemExit(f"{quoted!r} does not stand in {text[:12]!r}…")
    while start >= 0:
        yield Span(origin[start], origin[start + len(wanted) - 1] + 1)
        start = key.find(wanted, start + 1)


def action_spans(text: str, actions: list[Table]) -> list[Span]:
    """Where each action stands: from the words with which it begins to the next one, less what joins them."""
    starts = [-1]
    for action in actions:
        starts.append(text.find(action["begins"], starts[-1] + 1))
        if starts[-1] < 0:
            raise SystemExit(f"no action begins with {action['begins']!r} after {starts[-2]} in {text[:12]!r}…")
    ends = [*starts[2:], len(text)]
    return [Span(start, start + len(ended(text[start:end]))) for start, end in zip(starts[1:], ends, strict=True)]


def ended(clause: str) -> str:
    """A clause without the marks and joining words at its end."""
    while (shorter := clause.rstrip("，。；、 ").removesuffix("以及").removesuffix("及").removesuffix("并")) != clause:
        clause = shorter
    return clause.removesuffix("和")


def verbs(text: str, mentioned: list[Span]) -> dict[int, str]:
    """The main verb of each clause, by where it starts."""
    return {clause.span.start: clause.verb for clause in clauses(text, mentioned) if clause.verb}


def anchor(source: Path) -> None:
    """Write what is kept of a copy of the document: fingerprints, and the places of what the annotations quote."""
    reading = read_outline(source)
    year = DATA / "plans" / f"{reading.plan.id}.toml"
    if not year.exists():
        raise SystemExit(f"{source} is the document of {reading.plan.id}, and there is no {year.relative_to(DATA)} yet")
    year.with_suffix(".anchors.toml").write_text(anchors(year, reading), "utf-8")


def anchors(year: Path, reading: Reading) -> str:
    """The fingerprints and places as TOML."""
    judged = {table["number"]: table for table in load(year.with_suffix(".annotations.toml"))["item"]}
    described = reading.plan.source
    assert described is not None
    lines = [
        "# What is kept of the official text, item by item. Written by tools/freeze.py --source; do not edit.",
        "# mentions: name as annotated, start, end, surface. actions: start, end, main verb. targets: start, end.",
        "[source]",
        f'language = "{described.language}"',
        f"length = {described.length}",
        f'sha256 = "{described.sha256}"',
        f'note = "{load(year)["source"]["note"]}"',
    ]
    for item in reading.plan.items:
        found, text, judgement = item.fingerprint, item.text, judged[item.number]
        assert found is not None
        assert text is not None
        named = dict.fromkeys(entry["name"] for entry in judgement["mentions"])
        mentions = [(name, span) for name in named for span in places(text, name)]
        verb = verbs(text, [span for _, span in mentions])
        spans = action_spans(text, judgement["action"])
        targets = [next(places(text, target["quote"])) for target in judgement.get("target", ())]
        lines += [
            "",
            f'[items."{item.id}"]',
            f"length = {found.length}",
            f'sha256 = "{found.sha256}"',
            f'trace = "{found.trace}"',
            listed("mentions", ([name, span.start, span.end, span.of(text)] for name, span in mentions)),
            listed("actions", ([span.start, span.end, verb.get(span.start, "")] for span in spans)),
            listed("targets", ([span.start, span.end] for span in targets)),
        ]
    return "\n".join(lines) + "\n"


def listed(key: str, rows: Iterator[list[str | int]]) -> str:
    """A key with one array in each line; JSON's strings and numbers are TOML's too."""
    return "\n".join([f"{key} = [", *(f"  {json.dumps(row, ensure_ascii=False)}," for row in rows), "]"])


# The plan of one year


def mentions(judgement: Table, anchor: Table) -> tuple[Mention, ...]:
    """The mentions of an item, in the order of the text; the outer name wins."""
    found = [
        (
            Mention(
                entry.get("partner") or entry["mechanism"],
                "partner" if "partner" in entry else "mechanism",
                Span(start, end),
                surface,
                inferred=entry.get("inferred", False),
            ),
            entry.get("beside", False),
        )
        for entry in judgement["mentions"]
        for name, start, end, surface in anchor["mentions"]
        if name == entry["name"]
    ]

    def holders(mention: Mention) -> list[Mention]:
        return [other for other, _ in found if other.span != mention.span and other.span.contains(mention.span)]

    kept = (
        attrs.evolve(mention, nested=bool(holders(mention)) and not beside)
        for mention, beside in found
        if all(other.entity != mention.entity for other in holders(mention))  # 葡语国家 in 葡语国家/地区 says it twice
    )
    return tuple(sorted(kept, key=lambda mention: (mention.span.start, -mention.span.end)))


def statement(table: Table) -> Names:
    """A statement: our own words in each language."""
    return Names(tuple(Name(language, text, "editorial") for language, text in table.items()))


def actions(id: ItemId, judgement: Table, anchor: Table) -> tuple[Action, ...]:
    """The actions of an item."""
    rows = zip(judgement["action"], anchor["actions"], strict=True)
    return tuple(
        Action(ActionId(f"{id}.{n}"), table["aspect"], statement(table["statement"]), Span(start, end), verb or None)
        for n, (table, (start, end, verb)) in enumerate(rows, 1)
    )


def targets(judgement: Table, anchor: Table) -> tuple[Target, ...]:
    """The targets of an item."""
    return tuple(
        Target(
            names=names(table["names"], "target"),
            quantity=table["quantity"],
            comparison=table["comparison"],
            due=PartialDate.parse(table["due"]) if "due" in table else None,
            mechanism=table["mechanism"],
            span=Span(start, end),
        )
        for table, (start, end) in zip(judgement.get("target", ()), anchor["targets"], strict=True)
    )


def item(plan: str, table: Table, judged: dict[int, Table], anchored: Table) -> WorkItem:
    """A `[[section.item]]` with its annotations and anchors."""
    id = ItemId(f"{plan}/{table['number']}")
    judgement, anchor = judged[table["number"]], anchored[id]
    return WorkItem(
        id=id,
        number=table["number"],
        numeral=str(table["number"]),
        names=names(table["names"], id),
        actions=actions(id, judgement, anchor),
        fingerprint=Fingerprint(anchor["length"], anchor["sha256"], anchor["trace"]),
        mentions=mentions(judgement, anchor),
        policy_areas=tuple(table["policy_areas"]),
        targets=targets(judgement, anchor),
    )


def plan(path: Path, entries: Registry) -> Plan:
    """The plan of one year."""
    table = load(path)
    judged = {judgement["number"]: judgement for judgement in load(path.with_suffix(".annotations.toml"))["item"]}
    anchored = load(path.with_suffix(".anchors.toml"))
    sections = tuple(
        Section(
            id=SectionId(f"{table['id']}/s{entry['number']}"),
            number=entry["number"],
            numeral=entry["numeral"],
            names=names(entry["names"], f"section {entry['number']}"),
            items=tuple(item(table["id"], below, judged, anchored["items"]) for below in entry["item"]),
        )
        for entry in table["section"]
    )
    start, end = (date.fromisoformat(str(table["period"][key])) for key in ("start", "end"))
    named = names(table["names"], "title")
    found = (mention.entity for section in sections for below in section.items for mention in below.mentions)
    needed = entries.needed([table["arrangement"], *found])
    return Plan(
        id=table["id"],
        names=named,
        arrangement=table["arrangement"],
        mechanisms=needed.mechanisms,
        partners=needed.partners,
        period=Period(start, end),
        sections=sections,
        source=SourceDescription(title=named["zh-Hans"], **anchored["source"]),
    )


def frozen() -> dict[Path, bytes]:
    """Every frozen file with what it should hold."""
    entries = registry()
    written = sorted(path for path in (DATA / "plans").glob("*.toml") if path.stem.isdigit())
    files = {DATA / f"frozen/{path.stem}.json": dumps(plan(path, entries)) for path in written}
    schema = json.dumps(plan_schema(), ensure_ascii=False, indent=2, sort_keys=False) + "\n"
    return files | {
        DATA / "frozen/registry.json": dumps_registry(entries),
        DATA / "frozen/plan.schema.json": schema.encode(),
    }


def main(arguments: list[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file would change")
    parser.add_argument(
        "--source", type=Path, help="a copy of the document to find the places in; its year is read from it"
    )
    options = parser.parse_args(arguments)
    if options.source:
        anchor(options.source)
    made = frozen()
    changed = [path for path, data in made.items() if not path.exists() or path.read_bytes() != data]
    for path in changed:
        print(f"{'would change' if options.check else 'wrote'}: {path.relative_to(DATA)}")
        if not options.check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(made[path])
    return 1 if changed and options.check else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BriMacaoError as error:
        sys.exit(f"freeze.py: {error}")
