"""JSON, the home format: canonical bytes out, and in by roads that accept the same documents.

Canonical means: UTF-8, keys sorted, no spaces, every field present. `loads` decodes at full speed, encodes what it
understood and compares: equal bytes, but for spaces between values, prove that nothing was dropped. Where they differ,
by another order of keys, a field left out or an error, the trees are compared, and what these cannot prove takes the
thorough road, which finds every error at once, each with its path.
"""

from collections.abc import Iterable, Iterator

import attrs
import msgspec

from bri_macao._incoming import as_bytes
from bri_macao._json import read
from bri_macao._shapes import ENCODER, decode, encode, same_json
from bri_macao.errors import BriMacaoError
from bri_macao.findings import LoadError, Notice, warn
from bri_macao.formats._schema import plan_schema
from bri_macao.formats._trees import plan_of
from bri_macao.model import JSON, Mechanism, Partner, Plan, Section, WorkItem
from bri_macao.registry import Entries, Registry

__all__ = ["EXTRA", "LARGEST", "LOSSES", "dumps", "dumps_lines", "loads", "loads_lines", "schema"]

LOSSES: tuple[str, ...] = ()
EXTRA: str | None = None

LARGEST = 200_000_000
"""How many bytes JSON may have, unless the caller says otherwise: some hundreds of annotated plans."""

# A plan whose sections nest deeper than this goes the thorough road, which counts all levels.
DEEPEST_SECTIONS = 40


def dumps(plan: Plan, *, indent: int | None = None) -> bytes:
    """Write a plan as JSON.

    Args:
        plan: the plan.
        indent: spaces for each level, for people; None gives the canonical bytes.

    Raises:
        DumpError: a text in the plan cannot be written as UTF-8.
    """
    return dumps_part(plan, indent=indent)


def dumps_part(part: Plan | Section | WorkItem | Partner | Mechanism, *, indent: int | None = None) -> bytes:
    """As `dumps`, also for a section, an item or an entity alone; only plans can be read back."""
    data = encode(part)
    return data if indent is None else msgspec.json.format(data, indent=indent)


def loads(data: bytes | str, *, largest: int = LARGEST, lenient: bool = False, notice: Notice = warn) -> Plan:
    """Read a plan from JSON. Nothing is dropped, coerced or guessed.

    Args:
        data: UTF-8, or text.
        largest: how many bytes of UTF-8 it may have.
        lenient: keep keys that the model does not know, under `Plan.extra`, instead of refusing them.
        notice: hears of each key that was kept so; by default it is a Python warning.

    Raises:
        LoadError: every problem at once, each with its path.

    >>> loads(b'{"id": "2031", "sections": [{"id": "2031/s1", "number": "1"}], "note": "?"}')
    Traceback (most recent call last):
        ...
    bri_macao.findings.LoadError: 2 problems:
    error BRI405 at $.sections[0].number: expected `int`, got `str`; the value is '1'
    error BRI403 at $.note: the model has no 'note' (foreign data goes under $.extra)
    """
    raw = as_bytes(data, largest, name="JSON", code="BRI401")
    plan = _decoded(raw)
    if plan is not None and _certain(raw, plan):
        return plan
    return plan_of(*read(raw), guess=plan, lenient=lenient, notice=notice)


def dumps_lines(plans: Iterable[Plan]) -> Iterator[bytes]:
    """Write many plans as JSON Lines: one line each, made when it is asked for.

    Raises:
        DumpError: a text in a plan cannot be written as UTF-8.
    """
    return (encode(plan) + b"\n" for plan in plans)


def loads_lines(lines: Iterable[bytes], *, lenient: bool = False, notice: Notice = warn) -> Iterator[Plan]:
    """Read many plans from JSON Lines, one at a time; empty lines say nothing.

    Args:
        lines: such as a file that was opened in binary mode.
        lenient: as for `loads`.
        notice: as for `loads`.

    Raises:
        LoadError: every problem of the first line that is no plan, with the number of the line.

    >>> from bri_macao.plans import load_plan
    >>> lines = dumps_lines([load_plan(2023), load_plan(2023)])
    >>> [plan.id for plan in loads_lines(lines)]
    ['2023', '2023']
    """
    for number, line in enumerate(lines, 1):
        text = line.strip(b" \t\r\n")  # without the line's end it is canonical, and takes the fast road
        if not text:
            continue
        try:
            yield loads(text, lenient=lenient, notice=notice)
        except LoadError as error:
            raise LoadError(tuple(attrs.evolve(finding, line=number) for finding in error.findings)) from error


def schema() -> dict[str, JSON]:
    """The JSON Schema (2020-12) of what `loads` takes, generated from the model.

    >>> schema()["$id"]
    'urn:bri-macao:plan:1'
    """
    return plan_schema()


def trusted(data: bytes) -> Plan:
    """Read canonical JSON that this library wrote itself, without the second look."""
    return decode(data)


def dumps_registry(registry: Registry) -> bytes:
    """Write a registry as canonical JSON, in the shape of a plan's `partners` and `mechanisms`."""
    return ENCODER.encode(Entries(registry.partners, registry.mechanisms, registry.joint_names))


def trusted_registry(data: bytes) -> Registry:
    """Read a registry from JSON that this library wrote itself."""
    entries = msgspec.json.decode(data, type=Entries)
    return Registry(entries.partners, entries.mechanisms, entries.joint_names)


def _decoded(raw: bytes) -> Plan | None:
    """What is understood of the bytes, when they are a plan at all."""
    try:
        return decode(raw)
    except (msgspec.MsgspecError, BriMacaoError, UnicodeError, ValueError, RecursionError):
        return None


def _certain(raw: bytes, plan: Plan) -> bool:
    """Whether the bytes say that plan and nothing else."""
    return same_json(raw, ENCODER.encode(plan)) and _shallow(plan)


def _shallow(plan: Plan) -> bool:
    level, depth = plan.sections, 0
    while level:
        level = tuple(below for section in level for below in section.sections)
        depth += 1
    return depth <= DEEPEST_SECTIONS
