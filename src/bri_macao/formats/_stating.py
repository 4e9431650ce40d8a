"""From a plan's tree to statements, by the table of `_describing`."""

from collections.abc import Iterator

from bri_macao.errors import DumpError
from bri_macao.formats._describing import (
    SHAPES,
    Branch,
    Entity,
    Field,
    Inner,
    Labels,
    Many,
    One,
    Part,
    Parts,
    Said,
    Wording,
)
from bri_macao.formats._forms import INTEGER, TEXT, Place, Reference
from bri_macao.formats._languages import TAG, usual
from bri_macao.formats._statements import TYPE, Graph, Iri, Listing, Value, tagged
from bri_macao.formats._vocabulary import TERMS, full, iri_of

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
        place = Place(self.plan, iri, iri if name == "item" else item)
        if position is not None:
            said[TERMS["position"].iri] = [INTEGER.write(position, place)]
        for field in shape.fields:
            for term, value in self._of(field, branch, place):
                said.setdefault(TERMS[term].iri, []).append(value)
        for term, value in shape.also(branch, place):
            values = said.setdefault(TERMS[term].iri, [])
            if value not in values:
                values.append(value)
        return Iri(iri)

    def _of(self, field: Field, branch: Branch, place: Place) -> Iterator[Said]:
        match field:
            case One(key, term, form):
                if branch[key] not in (None, {}):  # an extra may be empty
                    yield term, form.write(branch[key], place)
            case Many(key, term, form):
                if branch[key]:
                    yield term, Listing(tuple(form.write(value, place) for value in branch[key]))
            case Part(key, term, name):
                if branch[key] is not None:
                    yield term, self.add(name, branch[key], _below(place, key), place.item)
            case Parts(key, term, name):
                yield from self._all(term, name, key, branch[key], place)
            case Labels(key, term):
                yield from self._all(term, "label", key, branch[key]["entries"], place)
            case Inner(term, name, when):
                if branch[when] is not None:
                    yield term, self.add(name, branch, _below(place, term), place.item)
            case Entity(term):
                yield term, Reference(branch["kind"]).write(branch["entity"], place)
            case Wording(term, language):
                yield from _worded(branch, term, language, place)

    def _all(self, term: str, name: str, key: str, branches: list[Branch], place: Place) -> Iterator[Said]:
        for position, branch in enumerate(branches, 1):
            match SHAPES[name].named:
                case "by id":
                    iri = iri_of(name, branch["id"])
                case "by plan and id":
                    iri = iri_of(name, self.plan, branch["id"])
                case None:
                    iri = _below(place, f"{key}-{position}")
            yield term, self.add(name, branch, iri, place.item, position)


def _below(place: Place, step: str) -> str:
    """The name of what has no id of its own. No id holds a plain `#`, so it is nobody else's."""
    return f"{place.iri}.{step}" if "#" in place.iri else f"{place.iri}#{step}"


def _worded(branch: Branch, term: str, language: str, place: Place) -> Iterator[Said]:
    tag = branch["language"]
    yield term, tagged(branch["text"], tag) if TAG.fullmatch(tag) else TEXT.write(branch["text"], place)
    if usual(tag) != tag or not TAG.fullmatch(tag):
        yield language, TEXT.write(tag, place)
