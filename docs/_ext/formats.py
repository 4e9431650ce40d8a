"""The table of formats, from the modules themselves."""

from collections.abc import Iterator

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from _ext.tables import literals, table
from bri_macao import formats
from bri_macao.formats import FORMATS
from bri_macao.formats._backends import ENDINGS

__all__ = ["setup"]

_HEAD = ("Format", "Files", "Can be loaded", "Needs", "What it does not carry")


class Formats(Directive):
    """A table of the formats."""

    def run(self) -> list[nodes.Node]:
        """Make a row for each format."""
        return [table((10, 15, 10, 20, 45), _rows(), head=_HEAD)]


def _rows() -> Iterator[tuple[nodes.Node, ...]]:
    for name in FORMATS:
        backend = getattr(formats, name)
        yield (
            nodes.literal(text=name),
            literals(ENDINGS[name]),
            nodes.Text("yes" if hasattr(backend, "loads") else "no"),
            nodes.literal(text=f"bri-macao[{backend.EXTRA}]") if backend.EXTRA else nodes.Text("nothing"),
            literals(backend.LOSSES) if backend.LOSSES else nodes.Text("nothing is lost"),
        )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("formats", Formats)
    return {"parallel_read_safe": True}
