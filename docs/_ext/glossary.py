"""The glossary, from `glossary.toml`: each term in four languages, each name with an anchor and in the index.

The names of what the registry has come from there, with their standing; those of the library are its own words.
"""

import tomllib
from pathlib import Path

import attrs
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import make_glossary_term
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from bri_macao import Name, load_registry
from bri_macao.model import LANGUAGES

__all__ = ["setup"]


class Terms(SphinxDirective):
    """The terms of one group of the table, by their English names."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make a list of terms and what they mean."""
        path = Path(self.env.srcdir) / "glossary.toml"
        self.env.note_dependency(str(path))
        terms = tomllib.loads(path.read_text("utf-8"))[self.arguments[0]]
        items = nodes.definition_list("", *map(self._item, terms), classes=["glossary"])
        return [addnodes.glossary("", items, sorted=False)]

    def _item(self, term: dict[str, str]) -> nodes.Node:
        names = _names(term)
        definition = nodes.definition("", *self.parse_text_to_nodes(term["means"]))
        return nodes.definition_list_item("", *(self._name(term, name) for name in names), definition)

    def _name(self, term: dict[str, str], name: Name) -> nodes.term:
        source, line = self.get_source_info()
        id = f"term-{term['en'].lower().replace(' ', '-')}{'' if name.language == 'en' else f'-{name.language}'}"
        found = make_glossary_term(self.env, [nodes.Text(name.text)], None, source, line, id, self.state.document)
        found["classes"].append(f"language-{name.language}")
        if name.status in ("converted", "translated"):
            found += nodes.inline(text=f" ({name.status})", classes=["standing"])
        return found


def _names(term: dict[str, str]) -> list[Name]:
    """The names of a term, one in each language, English first; one that both scripts share is there once, as `zh`.

    Of an entity they are the registry's. Its English name may be long; what the table says is what people say.
    """
    known: dict[str, Name] = {}
    if entity := term.get("entity"):
        known = {name.language: name for name in load_registry()[entity].names.entries if name.until is None}
    known |= {language: Name(language, term[language], "editorial") for language in LANGUAGES if language in term}
    if known["zh-Hans"].text == known["zh-Hant"].text:
        known["zh"] = attrs.evolve(known["zh-Hans"], language="zh")
        return [known[language] for language in ("en", "zh", "pt")]
    return [known[language] for language in ("en", "zh-Hans", "zh-Hant", "pt")]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("terms", Terms)
    return {"parallel_read_safe": True}
