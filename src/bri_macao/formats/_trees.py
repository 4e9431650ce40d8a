"""Plans as trees of JSON's types: what every backend that can be read back reads its own syntax into.

So all formats accept the same plans, and tell the same faults with the same codes and paths.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from bri_macao._shapes import DECODER, ENCODER, encode
from bri_macao._structuring import set_aside, structure
from bri_macao.errors import BriMacaoError, DumpError
from bri_macao.findings import Finding, LoadError, Notice, warn
from bri_macao.formats._incoming import refused
from bri_macao.formats._reader import read
from bri_macao.model import JSON, SCHEMA_VERSION, Plan

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
        DECODER.decode(data)
    except msgspec.ValidationError as error:
        raise DumpError(f"{plan.id} cannot be read back: {error}") from error
    return tree


def plan_of(tree: object, findings: Iterable[Finding] = (), *, lenient: bool = False, notice: Notice = warn) -> Plan:
    """The plan that a tree says.

    Args:
        tree: of JSON's types, of this version of the data model or an older one.
        findings: what is wrong with the text that the tree was read from.
        lenient: keep keys that the model does not know, under `Plan.extra`, instead of refusing them.
        notice: hears of each key that was kept so.

    Raises:
        LoadError: everything that is wrong, at once.
    """
    findings = tuple(findings)
    tree = _of_this_version(tree)
    if tree is None and findings:
        raise LoadError(findings)
    unknown: Tree = {}
    if lenient:
        tree, unknown = _leave_aside(tree)
    made = (None if findings else _proven(tree)) or structure(tree)
    if findings or not isinstance(made, Plan):
        # A value that the reader has spoken of already is another in the tree: what follows from that is no news.
        spoken = {("BRI405", finding.path) for finding in findings}
        more = () if isinstance(made, Plan) else made
        raise LoadError((*findings, *(found for found in more if (found.code, found.path) not in spoken)))
    for pointer in unknown:
        message = f"the model has no {pointer.rpartition('/')[2]!r}; it is kept under extra[{UNKNOWN!r}]"
        notice(Finding(code="BRI421", path=pointer, message=message))
    return made


def _proven(tree: object) -> Plan | None:
    """The plan, when it is certain that a tree says that and nothing else: with every field, and no other."""
    try:
        data = msgspec.json.encode(tree, order="sorted")
        plan = DECODER.decode(data)
        certain = ENCODER.encode(plan) == data and msgspec.json.decode(data) == tree
    except (msgspec.MsgspecError, BriMacaoError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    return plan if certain else None


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


def _leave_aside(tree: object) -> tuple[object, Tree]:
    """The tree with what is unknown to the model in `extra`, beside what was kept there before; and what that is."""
    kept, unknown = set_aside(tree)
    extra = kept.get("extra", {}) if isinstance(kept, dict) else None
    before = extra.get(UNKNOWN, {}) if isinstance(extra, dict) else None
    if unknown and isinstance(extra, dict) and isinstance(before, dict) and not unknown.keys() & before.keys():
        return {**kept, "extra": {**extra, UNKNOWN: {**before, **unknown}}}, unknown
    return tree, {}  # there is nothing to keep, or no place for it, and so it stays the fault that it is
