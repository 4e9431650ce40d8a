"""The domain `bri`: roles that name an item, a partner or a mechanism, and the list of them that other sites read."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

import bri_macao
from _ext.data._pages import Writer
from _ext.data._subjects import KINDS, Subject, subjects
from bri_macao.pages import spoken

__all__ = ["Bri", "reading"]

_MADE_FROM = (
    *sorted(Path(__file__).parent.glob("*.py")),
    *sorted((Path(bri_macao.__file__).parent / "data" / "frozen").glob("*.json")),
)


def reading(env: BuildEnvironment) -> Writer:
    """The writer, for a page that is being read; it is read again when the plan changes, or the way of writing."""
    for path in _MADE_FROM:
        env.note_dependency(str(path))
    return _writer(env)


def _writer(env: BuildEnvironment) -> Writer:
    """The writer of pages in the language of the site."""
    return Writer.of(spoken(env.config.language.replace("_", "-")) or "en")


class Overview(SphinxDirective):
    """A table of all items, partners or mechanisms, with links to their pages."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        kind = next((kind for kind in KINDS if kind == self.arguments[0]), None)
        if kind is None:
            raise self.error(f"{self.arguments[0]!r} has no pages; write one of {', '.join(KINDS)}")
        return [reading(self.env).overview(kind)]


class Bri(Domain):
    """Every subject of the plan is an object. All follows from the plan, so nothing is noted while pages are read."""

    name = "bri"
    label = "bri_macao"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind, kind) for kind in KINDS}
    roles: ClassVar[dict[str, Any]] = {  # `Any`: Sphinx's own table of roles is of two kinds
        kind: XRefRole(innernodeclass=nodes.inline, warn_dangling=True) for kind in KINDS
    }
    directives: ClassVar[dict[str, Any]] = {"overview": Overview}
    dangling_warnings: ClassVar[dict[str, str]] = {kind: f"the plan has no {kind} %(target)r" for kind in KINDS}

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Nothing to merge."""

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Every subject, for the inventory and the search."""
        for subject in subjects().values():
            yield subject.id, self._name(subject), subject.kind, subject.docname, subject.anchor, 1

    # Sphinx passes the arguments of both by place, used or not.
    def resolve_xref(  # noqa: PLR0917
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """A link to the page of what a role names; its text is the name, unless the role says another."""
        subject = subjects().get((typ, target))
        return None if subject is None else self._refer(subject, fromdocname, builder, node, contnode)

    def resolve_any_xref(  # noqa: PLR0917
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Links to whatever has that id."""
        found = (subjects().get((kind, target)) for kind in KINDS)
        return [
            (f"bri:{subject.kind}", self._refer(subject, fromdocname, builder, node, contnode))
            for subject in found
            if subject is not None
        ]

    def _refer(
        self, subject: Subject, fromdocname: str, builder: Builder, node: pending_xref, contnode: nodes.Element
    ) -> nodes.reference:
        text = contnode if node["refexplicit"] else nodes.inline(text=self._name(subject))
        return make_refnode(builder, fromdocname, subject.docname, subject.anchor, text, self._name(subject))

    def _name(self, subject: Subject) -> str:
        return _writer(self.env).title(subject).text
