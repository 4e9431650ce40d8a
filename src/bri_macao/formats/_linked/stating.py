"""From a plan's tree to statements, by the table of `describing`."""

from collections.abc import Iterator
from typing import Any

import msgspec

from bri_macao.errors import DumpError
from bri_macao.formats._linked.describing import SHAPES
from bri_macao.formats._linked.fields import (
    Branch,
    Entity,
    Field,
    Foreign,
    Inner,
    Labels,
    Many,
    One,
    Part,
    Parts,
    Place,
    Reference,
    Said,
    Wording,
)
from bri_macao.formats._linked.forms import INTEGER, TEXT, Form
from bri_macao.formats._linked.languages import TAG, usual
from bri_macao.formats._linked.statements import TYPE, Graph, Iri, Listing, Literal, Value, tagged
from bri_macao.formats._linked.vocabulary import JSON_TYPE, TERMS, full, iri_of

__all__ = ["state"]


def state(tree: Branch) -> Graph:
    """Everything that a plan says.

    Raises:
        DumpError: an id is used twice, so that two things would be one.
    """
    statements = _Statements(tree["id"])
    statements.add("plan", tree, iri_of("plan", tree["id"]), "")
    return statements.graph


class _Statements:
    def __init__(self, plan: str) -> None:
        self.plan = plan
        self.graph: Graph = {}

    def add(self, name: str, branch: Branch, iri: str, item: str, position: int | None = None) -> Iri:
        """Say of a thing what the branch of the tree says of it, and of all that belongs to it."""
        if iri in self.graph:
            message = f"{branch['id']!r} is the id of two {name}s, and in RDF they would be one; give one another id"
            raise DumpError(message)
        shape = SHAPES[name]
        types: list[Value] = [Iri(full(type)) for type in (shape.type, *shape.types(branch))]
        said = self.graph[iri] = {TYPE: types}
        place = Place(self.plan, iri if name == "item" else item)
        if position is not None:
            said[TERMS["position"].iri] = [INTEGER.write(position)]
        for field in shape.fields:
            for term, value in self._of(field, branch, iri, place):
                said.setdefault(TERMS[term].iri, []).append(value)
        for term, value in dict.fromkeys(shape.also(branch, place)):
            said.setdefault(TERMS[term].iri, []).append(value)
        return Iri(iri)

    def _of(self, field: Field, branch: Branch, iri: str, place: Place) -> Iterator[Said]:
        match field:
            case One(key, term, form) if branch[key] is not None:
                yield term, self._value(form, branch[key])
            case Many(key, term, form) if branch[key]:
                yield term, Listing(tuple(self._value(form, value) for value in branch[key]))
            case Part(key, term, name) if branch[key] is not None:
                yield term, self.add(name, branch[key], _below(iri, key), place.item)
            case Parts(key, term, name):
                yield from self._all(term, name, branch[key], _below(iri, key), place)
            case Labels(key, term):
                yield from self._all(term, "label", branch[key]["entries"], _below(iri, key), place)
            case Inner(term, name, when) if branch[when] is not None:
                yield term, self.add(name, branch, _below(iri, term), place.item)
            case Entity(term):
                yield term, self._value(Reference(branch["kind"]), branch["entity"])
            case Wording(term, language):
                yield from _worded(branch, term, language)
            case Foreign(key, term) if branch[key]:
                yield term, Literal(msgspec.json.encode(branch[key], order="sorted").decode(), JSON_TYPE)

    def _all(self, term: str, name: str, branches: list[Branch], stem: str, place: Place) -> Iterator[Said]:
        for position, branch in enumerate(branches, 1):
            match SHAPES[name].named:
                case "by id":
                    iri = iri_of(name, branch["id"])
                case "by plan and id":
                    iri = iri_of(name, self.plan, branch["id"])
                case None:  # pragma: no branch - the last of the kinds
                    iri = f"{stem}-{position}"
            yield term, self.add(name, branch, iri, place.item, position)

    # `Any`: a value of the tree, of the type that the form is for.
    def _value(self, form: Form | Reference, value: Any) -> Value:
        return Iri(iri_of(form.kind, self.plan, value)) if isinstance(form, Reference) else form.write(value)


def _below(iri: str, step: str) -> str:
    """The name of what has no id of its own. No id holds a plain `#`, so it is nobody else's."""
    return f"{iri}.{step}" if "#" in iri else f"{iri}#{step}"


def _worded(branch: Branch, term: str, language: str) -> Iterator[Said]:
    tag = branch["language"]
    known = TAG.fullmatch(tag) is not None
    yield term, tagged(branch["text"], tag) if known else TEXT.write(branch["text"])
    if not known or usual(tag) != tag:
        yield language, TEXT.write(tag)
