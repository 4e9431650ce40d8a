"""Sphinx configuration."""

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from bri_macao import __version__
from bri_macao.findings import CODES

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
nitpick_ignore_regex = [("py:.*", r"(?!bri_macao\.).*"), ("py:class", r"bri_macao\.(model\.ids|text\.folding)\..*")]
suppress_warnings = ["myst.header"]


class FindingsTable(Directive):
    """A table of every kind of finding."""

    def run(self) -> list[nodes.Node]:
        """Make the table from `CODES`."""
        body = nodes.tbody()
        for code in CODES.values():
            cells = (nodes.literal(text=code.code), nodes.Text(code.severity), nodes.Text(code.title))
            body += nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))
        columns = [nodes.colspec(colwidth=width) for width in (10, 10, 60)]
        return [nodes.table("", nodes.tgroup("", *columns, body, cols=len(columns)))]


def setup(app: Sphinx) -> None:
    """Add the directive that writes the table of findings."""
    app.add_directive("findings", FindingsTable)
