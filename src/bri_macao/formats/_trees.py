"""Plans as trees of JSON's types: what every backend that can be read back reads its own syntax into.

So all formats accept the same plans, and tell the same faults with the same codes and paths.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import attrs
import msgspec

from bri_macao._incoming import refused
from bri_macao._json import read, unspoken
from bri_macao._shapes import ENCODER, decode, encode, escaped
from bri_macao.errors import BriMacaoError, DumpError
from bri_macao.findings import Finding, LoadError, Notice, warn
from bri_macao.model import JSON, SCHEMA_VERSION, Extra, Plan

__all__ = ["MIGRATIONS", "UNKNOWN", "Tree", "plan_of", "tree_of"]

Tree: TypeAlias = dict[str, JSON]

UNKNOWN = "bri-macao.unknown"
"""The namespace of `Plan.extra` for what a lenient reader found and the model has no place for: JSON Pointers
(RFC 6901) to where it stood, with the values."""

MIGRATIONS: Mapping[int, Callable[[Tree], Tree]] = MappingProxyType({})
"""For each older version of the data model, how a tree of it becomes one of the next version."""


def tree_of(plan: Plan) -> Tree:
    """A plan as JSON's types, with every field.

    Raises:
        DumpError: JSON cannot hold it, or it could not be read back, since a value is of another type than the model
            says: nobody checks objects before.
    """
    data = encode(plan)
    tree, findings = read(data)
    if findings or not isinstance(tree, dict):
        raise DumpError(f"{plan.id} cannot be read back: {findings[0].message}")
    try:
        decode(data)
    except msgspec.ValidationError as error:
        raise DumpError(f"{plan.id} cannot be read back: {error}") from error
    return tree


def plan_of(
    tree: object,
    findings: Iterable[Finding] = (),
    *,
    guess: Plan | None = None,
    lenient: bool = False,
    notice: Notice = warn,
) -> Plan:
    """The plan that a tree says.

    Args:
        tree: of JSON's types, of this version of the data model or an older one.
        findings: what is wrong with the text that the tree was read from.
        guess: what a fast reader made of that text, if it did; it is believed as far as the tree bears it out.
        lenient: keep keys that the model does not know, under `Plan.extra`, instead of refusing them.
        notice: hears of each key that was kept so.

    Raises:
        LoadError: everything that is wrong, at once.
    """
    findings = tuple(findings)
    tree = _of_this_version(tree)
    if tree is None and findings:
        raise LoadError(findings)
    made: Plan | list[Finding] | None
    made, unknown = (None, {}) if findings else _proven(tree, guess, lenient)
    if made is None:
        made, unknown = _thorough(tree, lenient)
    if findings or not isinstance(made, Plan):
        raise LoadError((*findings, *unspoken(findings, () if isinstance(made, Plan) else made)))
    for pointer in sorted(unknown):
        message = f"the model has no {pointer.rpartition('/')[2]!r}; it is kept under extra[{UNKNOWN!r}]"
        notice(Finding(code="BRI421", path=pointer, message=message))
    return made


def _proven(tree: object, guess: Plan | None, lenient: bool) -> tuple[Plan | None, Tree]:
    """The plan, when it is certain that a tree says that and nothing else; leniently, beside the unknown."""
    unknown: Tree = {}
    try:
        plan = decode(msgspec.json.encode(tree)) if guess is None else guess
        if not _says(msgspec.json.decode(ENCODER.encode(plan)), tree, "", unknown):
            return None, {}
        if unknown:
            extra = _beside(dict(plan.extra), unknown) if lenient else None
            return (None, {}) if extra is None else (attrs.evolve(plan, extra=Extra(extra)), unknown)
    except (msgspec.MsgspecError, BriMacaoError, TypeError, ValueError, OverflowError, RecursionError):
        return None, {}
    return plan, unknown


def _says(said: object, tree: object, pointer: str, unknown: Tree) -> bool:
    """Whether what a plan says is what the tree says; keys of the tree that it knows nothing of go to `unknown`."""
    if said == tree:
        return True
    if isinstance(said, list) and isinstance(tree, list) and len(said) == len(tree):
        return all(
            _says(one, other, f"{pointer}/{n}", unknown) for n, (one, other) in enumerate(zip(said, tree, strict=True))
        )
    if not (isinstance(said, dict) and isinstance(tree, dict) and all(isinstance(key, str) for key in tree)):
        return False
    unknown.update((f"{pointer}/{escaped(key)}", value) for key, value in tree.items() if key not in said)
    return all(_says(said[key], tree[key], f"{pointer}/{escaped(key)}", unknown) for key in tree if key in said)


def _thorough(tree: object, lenient: bool) -> tuple[Plan | list[Finding], Tree]:
    """The plan, or everything that is wrong; leniently, beside the unknown."""
    # cattrs takes as long to import as all the rest of the library, and a good plan never needs it.
    from bri_macao._structuring import set_aside, structure  # noqa: PLC0415

    if not lenient:
        return structure(tree), {}
    kept, unknown = set_aside(tree)
    extra = kept.get("extra", {}) if isinstance(kept, dict) else None
    beside = _beside(extra, unknown) if unknown else None
    return (structure(tree), {}) if beside is None else (structure({**kept, "extra": beside}), unknown)


def _of_this_version(tree: object) -> object:
    """The tree, brought up to this version of the data model."""
    if not isinstance(tree, dict) or "schema_version" not in tree:
        return tree
    version = tree["schema_version"]
    while type(version) is int and version in MIGRATIONS:
        tree = MIGRATIONS[version](tree)
        version = tree["schema_version"]
    if type(version) is not int or version != SCHEMA_VERSION:
        message = f"version {version!r} of the data model; this library reads {SCHEMA_VERSION}"
        hint = "upgrade bri-macao, or write the data anew with this version"
        raise refused("BRI410", message, path="$.schema_version", hint=hint)
    return tree


def _beside(extra: object, unknown: Tree) -> Tree | None:
    """Foreign data with the unknown beside what was kept there before; None where there is no place for it.

    Then it stays the fault that it is.
    """
    before = extra.get(UNKNOWN, {}) if isinstance(extra, dict) else None
    if not isinstance(extra, dict) or not isinstance(before, dict) or unknown.keys() & before.keys():
        return None
    return {**extra, UNKNOWN: {**before, **unknown}}
