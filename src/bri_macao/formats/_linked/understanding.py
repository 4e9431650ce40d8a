"""From statements to a plan's tree, by the table of `describing`.

Whatever the table has no place for stays in the tree under its own name, for the model to refuse or to set aside.
"""

import attrs

from bri_macao._incoming import refused
from bri_macao._json import DEEPEST, read
from bri_macao.findings import Finding
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
    Wording,
)
from bri_macao.formats._linked.forms import Form
from bri_macao.formats._linked.languages import usual
from bri_macao.formats._linked.statements import TYPE, Graph, Iri, Listing, Literal, Properties, Value, native, plain
from bri_macao.formats._linked.vocabulary import JSON_TYPE, TERMS, full, id_of, iri_of
from bri_macao.model import JSON

__all__ = ["understand"]

POSITION = TERMS["position"].iri

ORDERED = {field.shape for shape in SHAPES.values() for field in shape.fields if isinstance(field, Parts)} | {"label"}
"""What has a position."""


def understand(graph: Graph) -> tuple[Branch, list[Finding]]:
    """The tree of the one plan in the graph, and what is wrong with the graph.

    Raises:
        LoadError: there is no plan in it, or more than one, or it has a name that is none of a plan.
    """
    plans = [iri for iri, said in graph.items() if Iri(full("bri:Plan")) in said.get(TYPE, ())]
    if len(plans) != 1:
        message = f"{len(plans)} plans in the graph, and one is expected"
        hint = f"a plan is of the type {full('bri:Plan')}"
        raise refused("BRI413", message, hint=hint)
    plan = id_of(plans[0], "plan")
    if plan is None:
        message, hint = f"{plans[0]!r} is no name of a plan", f"that of one begins with {iri_of('plan', '')}"
        raise refused("BRI413", message, path="$.id", hint=hint)
    understood = _Understood(graph, plan)
    tree = understood.thing("plan", plans[0], "", "$", depth=1)
    for iri, said in graph.items():
        if iri not in understood.seen and said:
            tree[f"<{iri}>"] = {property: [plain(value) for value in values] for property, values in said.items()}
    return tree, understood.findings


class _Understood:
    def __init__(self, graph: Graph, plan: str) -> None:
        self.graph = graph
        self.plan = plan
        self.seen: set[str] = set()
        self.findings: list[Finding] = []

    def thing(self, name: str, iri: str, item: str, path: str, *, depth: int, inside: str = "") -> Branch:
        """The branch that says what is stated of a thing, and of all that belongs to it.

        `inside` tells apart what is unknown of two things that are one branch.
        """
        self.seen.add(iri)
        shape = SHAPES[name]
        place = Place(self.plan, iri if name == "item" else item)
        left = {property: [*values] for property, values in self.graph[iri].items()}
        branch: Branch = {}
        if shape.named is not None:
            scope = () if shape.named == "by id" else (self.plan,)
            branch["id"] = id_of(iri, name, *scope)
            if branch["id"] is None:
                hint = f"that of one begins with {iri_of(name, *scope, '')}"
                self._find(f"{path}.id", f"{_shown(Iri(iri))} is no name of a {name}", hint)
        for field in shape.fields:
            branch |= self._read(field, left, place.item, path, depth)
        follows: set[tuple[str, Value]] = {(TYPE, Iri(full(type))) for type in (shape.type, *shape.types(branch))}
        follows |= {(TERMS[term].iri, value) for term, value in shape.also(branch, place)}
        if name in ORDERED:
            left.pop(POSITION, None)
        for property, values in left.items():
            if unknown := [plain(value) for value in values if (property, value) not in follows]:
                branch[inside + property] = unknown
        return branch

    def _find(self, path: str, message: str, hint: str | None = None) -> None:
        self.findings.append(Finding(code="BRI413", path=path, message=message, hint=hint))

    def _read(self, field: Field, left: Properties, item: str, path: str, depth: int) -> Branch:
        match field:
            case One(key, term, form):
                value = self._one(term, left, f"{path}.{key}")
                return {} if value is None else {key: self._value(form, value, f"{path}.{key}")}
            case Many(key, term, form):
                value = self._one(term, left, f"{path}.{key}")
                return {key: [] if value is None else self._list(form, value, f"{path}.{key}")}
            case Part(key, term, name):
                found = self._thing(term, name, left, f"{path}.{key}")
                where = f"{path}.{key}"
                return {} if found is None else {key: self.thing(name, found, item, where, depth=depth + 1)}
            case Inner(term, name):
                found = self._thing(term, name, left, path)
                return {} if found is None else self.thing(name, found, item, path, depth=depth, inside=f"{term}/")
            case Parts(key, term, name):
                return {key: self._all(term, name, left, item, f"{path}.{key}", depth=depth + 2)}
            case Labels(key, term):
                where = f"{path}.{key}.entries"
                return {key: {"entries": self._all(term, "label", left, item, where, depth=depth + 3)}}
            case Entity(term):
                value = self._one(term, left, f"{path}.entity")
                return {} if value is None else self._entity(value, f"{path}.entity")
            case Wording(term, language):
                text = self._one(term, left, f"{path}.text")
                tag = self._one(language, left, f"{path}.language")
                return self._worded(text, tag, f"{path}.language")
            case Foreign(key, term):  # pragma: no branch - the last of the kinds
                value = self._one(term, left, f"{path}.{key}")
                return {} if value is None else {key: self._foreign(value, f"{path}.{key}")}

    def _one(self, term: str, left: Properties, path: str) -> Value | None:
        values = left.pop(TERMS[term].iri, [])
        if len(values) > 1:
            self._find(path, f"{len(values)} values, where there is one at the most")
        return values[0] if values else None

    def _value(self, form: Form | Reference, value: Value, path: str) -> JSON:
        if isinstance(form, Form):
            return form.read(value)
        id = id_of(value.name, form.kind, self.plan) if isinstance(value, Iri) else None
        if id is None:
            hint = f"the name of one begins with {iri_of(form.kind, self.plan, '')}"
            self._find(path, f"{_shown(value)} is no {form.kind} of the plan {self.plan!r}", hint)
        return id

    def _list(self, form: Form | Reference, value: Value, path: str) -> JSON:
        if not isinstance(value, Listing):
            return native(value)
        return [self._value(form, inner, f"{path}[{i}]") for i, inner in enumerate(value.values)]

    def _foreign(self, value: Value, path: str) -> object:
        if not isinstance(value, Literal) or value.datatype != JSON_TYPE:
            return [native(value)]  # an array, since the extra is an object, and so is what stands for many a value
        tree, faults = read(value.text.encode())
        self.findings += (attrs.evolve(fault, path=f"{path}{(fault.path or '$')[1:]}", line=None) for fault in faults)
        return tree

    def _things(self, term: str, name: str, left: Properties, path: str) -> list[str]:
        """The things of a kind that are told by the term. What is of another kind is left for other fields."""
        property = TERMS[term].iri
        found: list[str] = []
        rest: list[Value] = []
        for value in left.pop(property, []):
            if isinstance(value, Iri) and not self.graph.get(value.name):
                self._find(path, f"nothing is said of {_shown(value)}")
            elif isinstance(value, Iri) and Iri(full(SHAPES[name].type)) in self.graph[value.name].get(TYPE, ()):
                if value.name in self.seen:
                    self._find(path, f"{_shown(value)} stands in two places")
                else:
                    found.append(value.name)
            else:
                rest.append(value)
        if rest:
            left[property] = rest
        return found

    def _thing(self, term: str, name: str, left: Properties, path: str) -> str | None:
        things = self._things(term, name, left, path)
        if len(things) > 1:
            self._find(path, f"{len(things)} things, where there is one at the most")
        return things[0] if things else None

    def _all(self, term: str, name: str, left: Properties, item: str, path: str, *, depth: int) -> list[Branch]:
        things = self._things(term, name, left, path)
        if things and depth > DEEPEST:
            self.findings.append(Finding(code="BRI408", path=path, message=f"more than {DEEPEST} levels"))
            self.seen.update(things)
            return []
        places = {iri: self._position(iri) for iri in things}
        known = set(places.values()) - {None}
        if len(things) > 1 and len(known) < len(things):
            self._find(path, f"no order: {len(known)} different positions for {len(things)} things")
        ordered = sorted(things, key=lambda iri: places[iri] or 0)
        return [self.thing(name, iri, item, f"{path}[{i}]", depth=depth) for i, iri in enumerate(ordered)]

    def _position(self, iri: str) -> int | None:
        values = self.graph[iri].get(POSITION, [])
        position = native(values[0]) if len(values) == 1 else None
        return position if isinstance(position, int) else None

    def _entity(self, value: Value, path: str) -> Branch:
        for kind in ("partner", "mechanism"):
            if isinstance(value, Iri) and (id := id_of(value.name, kind, self.plan)) is not None:
                return {"entity": id, "kind": kind}
        self._find(path, f"{_shown(value)} is neither a partner nor a mechanism of the plan {self.plan!r}")
        return {"entity": None, "kind": "partner"}

    def _worded(self, text: Value | None, language: Value | None, path: str) -> Branch:
        branch: Branch = {} if text is None else {"text": native(text)}
        if language is not None:
            branch["language"] = native(language)
        if isinstance(text, Literal) and text.language:
            branch["text"] = text.text
            said = branch.setdefault("language", usual(text.language))
            if str(said).lower() != text.language:
                self._find(path, f"its text is in {text.language!r}, and its language is {said!r}")
        return branch


def _shown(value: Value) -> str:
    return repr(value.name if isinstance(value, Iri) else native(value))
