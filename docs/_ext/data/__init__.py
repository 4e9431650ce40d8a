"""The data pages: one for every item, partner and mechanism of the bundled plan, and a domain to link to them.

Sphinx reads documents from files, so each page has one, `data/items/2023-7.bri`, that holds nothing but the kind and
the id of its subject. They are written when a build begins, and are not kept under version control. What a page says is
made from the plan when its file is read.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.parsers import Parser
from sphinx.util.typing import ExtensionMetadata

from _ext.data._domain import Bri, reading
from _ext.data._subjects import KINDS, subjects

__all__ = ["setup"]


class SubjectParser(Parser):
    """Reads the file of a page: `item 2023/7`."""

    supported = ("bri",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Write the page of the subject."""
        kind, id = inputstring.split()
        subject = subjects()[kind, id]
        env = document.settings.env
        writer = reading(env)
        # A label too: intersphinx resolves roles of a domain only where that domain is installed, and `ref` everywhere.
        label = writer.title(subject).text
        env.domains.standard_domain.note_hyperlink_target(subject.anchor, env.docname, subject.anchor, label)
        # No table of contents has these pages: all of it stands beside every page of the site. The overview has them.
        env.metadata[env.docname]["orphan"] = ""
        document += writer.page(subject)


def write_files(app: Sphinx) -> None:
    """Write the file of every page, where it is not there yet, and take away those of subjects that are gone."""
    wanted = {Path(f"{subject.docname}.bri"): f"{subject.kind} {subject.id}\n" for subject in subjects().values()}
    for path, text in wanted.items():
        file = app.srcdir / path
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    for kind in KINDS:
        for file in (app.srcdir / "data" / f"{kind}s").glob("*.bri"):
            if file.relative_to(app.srcdir) not in wanted:
                file.unlink()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the domain, and the pages."""
    app.add_domain(Bri)
    app.add_source_suffix(".bri", "bri")
    app.add_source_parser(SubjectParser)
    app.connect("builder-inited", write_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
