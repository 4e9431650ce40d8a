"""Sphinx configuration."""

import json
import unicodedata
from collections.abc import Iterable

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from bri_macao import __version__, formats
from bri_macao.findings import CODES
from bri_macao.formats import FORMATS
from bri_macao.formats._backends import ENDINGS
from bri_macao.validation import RULES, Edits, Rule

project = "bri_macao"
author = "The bri_macao contributors"
copyright = "2026, The bri_macao contributors"
release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "bri_macao"

# Docstrings and pages are Markdown-flavoured: single backquotes mark code.
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
napoleon_google_docstring = True
napoleon_use_ivar = True
myst_heading_anchors = 3

# References to other projects need their inventories from the network; our own must resolve. A NewType is data to
# Sphinx, although signatures refer to it as to a class.
nitpick_ignore_regex = [
    ("py:.*", r"(?!bri_macao\.).*"),
    ("py:class", r"bri_macao\.(model\.ids|text\.folding|progress\._updates|_documents)\..*"),
]
suppress_warnings = ["myst.header"]


class FindingsCatalogue(Directive):
    """Every rule of validation: what it is for, how to mend what it finds, and its two examples."""

    def run(self) -> list[nodes.Node]:
        """Make a section for each rule."""
        return [self.section(rule) for rule in RULES]

    @staticmethod
    def section(rule: Rule) -> nodes.Node:
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


class FindingsTable(Directive):
    """A table of every kind of finding."""

    def run(self) -> list[nodes.Node]:
        """Make the table from `CODES`."""
        body = nodes.tbody()
        for code in CODES.values():
            name: nodes.Node = nodes.literal(text=code.code)
            if code.code in {rule.code for rule in RULES}:  # it has a section below
                name = nodes.reference("", "", name, refid=code.code.lower(), internal=True)
            cells = (name, nodes.Text(code.severity), nodes.Text(code.title))
            body += _row(cells)
        columns = [nodes.colspec(colwidth=width) for width in (10, 10, 60)]
        return [nodes.table("", nodes.tgroup("", *columns, body, cols=len(columns)))]


class FormatsTable(Directive):
    """A table of the formats, from the modules themselves."""

    def run(self) -> list[nodes.Node]:
        """Make a row for each format."""
        head = ("Format", "Files", "Can be loaded", "Needs", "What it does not carry")
        body = nodes.tbody()
        for name in FORMATS:
            backend = getattr(formats, name)
            cells = (
                nodes.literal(text=name),
                _literals(ENDINGS[name]),
                nodes.Text("yes" if hasattr(backend, "loads") else "no"),
                nodes.literal(text=f"bri-macao[{backend.EXTRA}]") if backend.EXTRA else nodes.Text("nothing"),
                _literals(backend.LOSSES) if backend.LOSSES else nodes.Text("nothing is lost"),
            )
            body += _row(cells)
        columns = [nodes.colspec(colwidth=width) for width in (10, 15, 10, 20, 45)]
        heads = nodes.thead("", _row(nodes.Text(title) for title in head))
        return [nodes.table("", nodes.tgroup("", *columns, heads, body, cols=len(columns)))]


def _row(cells: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


def _literals(texts: Iterable[str]) -> nodes.inline:
    """The texts as code, one after the other."""
    inline = nodes.inline()
    for n, text in enumerate(texts):
        inline += nodes.Text(", " if n else "")
        inline += nodes.literal(text=text)
    return inline


def setup(app: Sphinx) -> None:
    """Add the directives that write the tables of findings and formats, and the catalogue of rules."""
    app.add_directive("findings", FindingsTable)
    app.add_directive("rules", FindingsCatalogue)
    app.add_directive("formats", FormatsTable)
