"""JSON, the home format: canonical bytes out, and in by two roads that accept the same documents.

Canonical means: UTF-8, keys sorted, no spaces, every field present. `loads` decodes at full speed, encodes what it
understood and compares: equal bytes prove that nothing was dropped. Anything else, be it other spacing or an error,
takes the thorough road, which finds every error at once, each with its path.
"""

import msgspec

from bri_macao._shapes import DECODER, ENCODER, REGISTRY_DECODER
from bri_macao.errors import BriMacaoError, DumpError
from bri_macao.findings import Finding, LoadError
from bri_macao.model import SCHEMA_VERSION, Mechanism, Partner, Plan, Section, WorkItem
from bri_macao.registry import Entries, Registry

__all__ = ["EXTRA", "LARGEST", "LOSSES", "dumps", "loads"]

LOSSES: tuple[str, ...] = ()
EXTRA: str | None = None

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
    try:
        data = ENCODER.encode(part)
    except (UnicodeEncodeError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise DumpError(f"{part.id} cannot be written as JSON: {error}") from error
    return data if indent is None else msgspec.json.format(data, indent=indent)


LARGEST = 200_000_000
"""How many bytes JSON may have, unless the caller says otherwise: some hundreds of annotated plans."""


def loads(data: bytes | str, *, largest: int = LARGEST) -> Plan:
    """Read a plan from JSON. Nothing is dropped, coerced or guessed.

    Args:
        data: UTF-8, or text.
        largest: how many bytes of UTF-8 it may have.

    Raises:
        LoadError: every problem at once, each with its path.

    >>> loads(b'{"id": "2031", "sections": [{"id": "2031/s1", "number": "1"}], "note": "?"}')
    Traceback (most recent call last):
        ...
    bri_macao.findings.LoadError: 2 problems:
    error BRI405 at $.sections[0].number: expected `int`, got `str`; the value is '1'
    error BRI403 at $.note: the model has no 'note' (foreign data goes under $.extra)
    """
    raw = _bytes(data)
    if len(raw) > largest:
        message = f"{len(raw)} bytes are more than {largest}"
        raise LoadError(
            (Finding(code="BRI411", path="$", message=message, hint="if they are meant to be, pass largest="),)
        )
    plan = _fast(raw)
    return _thorough(raw) if plan is None else plan


def _bytes(data: bytes | str) -> bytes:
    if isinstance(data, str):
        try:
            return data.encode("utf-8")
        except UnicodeEncodeError as error:
            message = f"character {error.start} is half of a surrogate pair"
            raise LoadError((Finding(code="BRI407", path="$", message=message),)) from error
    if isinstance(data, bytes | bytearray | memoryview):
        return bytes(data)
    raise LoadError((Finding(code="BRI401", path="$", message=f"JSON is bytes or str, not {type(data).__name__}"),))


def trusted(data: bytes) -> Plan:
    """Read canonical JSON that this library wrote itself, without the second look."""
    return DECODER.decode(data)


def dumps_registry(registry: Registry) -> bytes:
    """Write a registry as canonical JSON, in the shape of a plan's `partners` and `mechanisms`."""
    return ENCODER.encode(Entries(registry.partners, registry.mechanisms, registry.joint_names))


def trusted_registry(data: bytes) -> Registry:
    """Read a registry from JSON that this library wrote itself."""
    entries = REGISTRY_DECODER.decode(data)
    return Registry(entries.partners, entries.mechanisms, entries.joint_names)


def _fast(raw: bytes) -> Plan | None:
    """The plan, when it is certain that the bytes say that and nothing else."""
    try:
        plan = DECODER.decode(raw)
        certain = ENCODER.encode(plan) == raw and _shallow(plan)
    except (msgspec.MsgspecError, BriMacaoError, UnicodeError, ValueError, RecursionError):
        return None
    return plan if certain else None


def _shallow(plan: Plan) -> bool:
    level, depth = plan.sections, 0
    while level:
        level = tuple(below for section in level for below in section.sections)
        depth += 1
    return depth <= DEEPEST_SECTIONS


def _thorough(raw: bytes) -> Plan:
    # cattrs takes as long to import as all the rest of the library, and good JSON never needs it.
    from bri_macao._structuring import structure  # noqa: PLC0415
    from bri_macao.formats import _reader  # noqa: PLC0415

    tree, findings = _reader.read(raw)
    if isinstance(tree, dict) and "schema_version" in tree:
        version = tree["schema_version"]
        if type(version) is not int or version != SCHEMA_VERSION:
            message = f"version {version!r} of the data model; this library reads {SCHEMA_VERSION}"
            hint = "upgrade bri-macao, or write the data anew with this version"
            raise LoadError((Finding(code="BRI410", path="$.schema_version", message=message, hint=hint),))
    if tree is None and findings:
        raise LoadError(tuple(findings))
    made = structure(tree)
    if isinstance(made, Plan) and not findings:
        return made
    # A value that the reader has spoken of already is another in the tree: what follows from that is no news.
    spoken = {("BRI405", finding.path) for finding in findings}
    more = [] if isinstance(made, Plan) else [found for found in made if (found.code, found.path) not in spoken]
    raise LoadError((*findings, *more))
