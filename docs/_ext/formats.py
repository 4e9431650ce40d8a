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

_HEAD = ("Format", "Files", "Can be loaded", "Needs", "Carries")


class Formats(Directive):
    """A table of the formats, and below it what some of them do not carry."""

    def run(self) -> list[nodes.Node]:
        """Make a row for each format, and a paragraph for formats that leave out the same."""
        missing: dict[tuple[str, ...], list[str]] = {}
        for name in FORMATS:
            if losses := getattr(formats, name).LOSSES:
                missing.setdefault(losses, []).append(name)
        notes = (
            nodes.paragraph("", "", literals(names), nodes.Text(" do not carry: "), literals(losses), nodes.Text("."))
            for losses, names in missing.items()
        )
        return [table((15, 25, 15, 25, 20), _rows(), head=_HEAD), *notes]


def _rows() -> Iterator[tuple[nodes.Node, ...]]:
    for name in FORMATS:
        backend = getattr(formats, name)
        yield (
            nodes.literal(text=name),
            literals(ENDINGS[name]),
            nodes.Text("yes" if hasattr(backend, "loads") else "no"),
            nodes.literal(text=f"bri-macao[{backend.EXTRA}]") if backend.EXTRA else nodes.Text("nothing"),
            nodes.Text("part of it" if backend.LOSSES else "the whole plan"),
        )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("formats", Formats)
    return {"parallel_read_safe": True}
