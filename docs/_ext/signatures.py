"""Signatures and fields as they are written: `aspect: Aspect = "other"`, not all that a type checker sees behind it.

Sphinx shows evaluated annotations: a `Literal` with all its values, the limits that msgspec reads, and a default of
attrs as the way to it. Values and limits stand where the type is documented, and nobody reads them in a signature.
"""

import re
from importlib import import_module
from itertools import pairwise
from pkgutil import walk_packages
from typing import Any, Literal, get_origin

import attrs
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.typing import ExtensionMetadata, stringify_annotation

import bri_macao

__all__ = ["setup"]

_LIMITED = re.compile(r"(?:typing\.)?Annotated\[([^,\[\]]+), (?:msgspec\.)?Meta\([^()]*(?:\([^()]*\)[^()]*)*\)\]")
_DEFAULT = re.compile(r"attr_dict\['(\w+)'\]\.default")
_JSON = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"


_MODULES = tuple(
    module.name for module in walk_packages(bri_macao.__path__, "bri_macao.") if not module.name.endswith("__main__")
)


def _aliases() -> dict[str, str]:
    """What Sphinx writes for each named `Literal` of the library, with its name."""
    return {
        stringify_annotation(value, "fully-qualified-except-typing"): name
        for module in _MODULES
        for name, value in vars(import_module(module)).items()
        if get_origin(value) is Literal and not name.startswith("_")
    }


# JSON holds itself: Sphinx opens it once, and so it is closed twice.
_ALIASES = (*_aliases().items(), (_JSON, "JSON"), (_JSON, "JSON"))


# `Any`: whatever Sphinx came upon.
def shorten(
    _app: Sphinx, _what: str, _name: str, found: Any, _options: object, signature: str | None, returned: str | None
) -> tuple[str | None, str | None]:
    """The signature of what was found, and what it returns, in the words of the source."""

    def written(text: str | None) -> str | None:
        if text is None:
            return None
        for long, short in _ALIASES:
            text = text.replace(long, short)
        fields = attrs.fields_dict(found) if isinstance(found, type) and attrs.has(found) else {}
        text = _DEFAULT.sub(lambda match: repr(fields[match[1]].default), _LIMITED.sub(r"\1", text))
        return text.replace(" = NOTHING", " = ...")  # a factory

    return written(signature), written(returned)


def prepare(_app: Sphinx, what: str, _name: str, _found: object, _options: object, lines: list[str]) -> None:
    """Two habits of our docstrings that are read otherwise elsewhere.

    Napoleon takes what stands before a colon in the first line of a property's docstring for its type; an empty comment
    keeps it from that. And what a module's docstring has indented is code.
    """
    if what in ("attribute", "data", "property"):
        lines[:0] = ["..", ""]
    elif what == "module":
        filled = [n for n, line in enumerate(lines) if line]
        for before, n in reversed([*pairwise(filled)]):
            if lines[n].startswith("    ") and not lines[before].startswith(" "):
                lines[n:n] = ["::", ""]


def say_with_colons(_app: Sphinx, doctree: nodes.document) -> None:
    """Between a field and its description Sphinx puts two hyphens, and leaves it to others to make a dash of them."""
    for text in list(doctree.findall(nodes.Text)):
        if text == " -- ":
            text.parent.replace(text, nodes.Text(": "))


def lend_docstrings(_app: Sphinx) -> None:
    """Sphinx looks for the docstring of a constant or a named type where it is shown; many stand where it is made."""
    made: dict[tuple[str, int], list[str]] = {}
    for module in _MODULES:
        for (owner, name), lines in _analysed(module).attr_docs.items():
            if not owner:
                made[name, id(vars(import_module(module)).get(name))] = lines
    for module in _MODULES:
        found, docstrings = import_module(module), _analysed(module).attr_docs
        for name in getattr(found, "__all__", ()):
            known = made.get((name, id(getattr(found, name))))
            if known:
                docstrings.setdefault(("", name), known)


def _analysed(module: str) -> ModuleAnalyzer:
    analyser = ModuleAnalyzer.for_module(module)
    analyser.analyze()
    return analyser


def setup(app: Sphinx) -> ExtensionMetadata:
    """Go through every signature, docstring and page."""
    app.connect("builder-inited", lend_docstrings)
    app.connect("autodoc-process-signature", shorten)
    app.connect("autodoc-process-docstring", prepare, priority=400)  # Napoleon comes at 500
    app.connect("doctree-read", say_with_colons)
    return {"parallel_read_safe": True}
