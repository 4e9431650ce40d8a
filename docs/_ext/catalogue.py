"""The catalogue of findings: `findings` is a table of every code, `rules` a section for each rule of validation."""

import json
import unicodedata

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from _ext.tables import table
from bri_macao.findings import CODES
from bri_macao.validation import RULES, Edits, Rule

__all__ = ["setup"]


class Findings(Directive):
    """A table of every kind of finding."""

    def run(self) -> list[nodes.Node]:
        """Make the table from `CODES`."""
        explained = {rule.code for rule in RULES}
        rows: list[tuple[nodes.Node, ...]] = []
        for code in CODES.values():
            name: nodes.Node = nodes.literal(text=code.code)
            if code.code in explained:  # it has a section below
                name = nodes.reference("", "", name, refid=code.code.lower(), internal=True)
            rows.append((name, nodes.Text(code.severity), nodes.Text(code.title)))
        return [table((10, 10, 60), rows, head=("Code", "Severity", "What it means"))]


class Rules(Directive):
    """Every rule of validation: what it is for, how to mend what it finds, and its two examples."""

    def run(self) -> list[nodes.Node]:
        """Make a section for each rule."""
        return [_section(rule) for rule in RULES]


def _section(rule: Rule) -> nodes.Node:
    """A rule, with an anchor that links can name."""
    section = nodes.section(ids=[rule.code.lower()])
    section += nodes.title(text=f"{rule.code}: {rule.kind.title}")
    section += nodes.paragraph("", "", nodes.emphasis(text=rule.kind.severity), nodes.Text(f". {rule.rationale}"))
    if rule.hint:
        section += nodes.paragraph(text=f"To mend it: {rule.hint}.")
    section += _edits("Broken", rule.fails)
    section += _edits("Not broken", rule.passes)
    return section


def _edits(label: str, edits: Edits) -> nodes.Node:
    """The changes to the example plan, as they are passed to `example`."""
    paragraph = nodes.paragraph("", f"{label}: " if edits else f"{label}: the example as it is.")
    for n, (path, value) in enumerate(edits):
        paragraph += nodes.Text(", " if n else "")
        paragraph += nodes.literal(text=f"{path} = {_visible(json.dumps(value, ensure_ascii=False))}"[:160])
    return paragraph


def _visible(text: str) -> str:
    """The text with what cannot be seen, or looks like something else, written as an escape."""
    plain = (character.isprintable() and unicodedata.is_normalized("NFC", character) for character in text)
    return "".join(
        character if seen else f"\\u{ord(character):04x}" for character, seen in zip(text, plain, strict=True)
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    app.add_directive("findings", Findings)
    app.add_directive("rules", Rules)
    return {"parallel_read_safe": True}
