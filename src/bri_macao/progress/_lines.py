"""Updates as JSON Lines: one update a line, in the order recorded, in canonical bytes."""

from collections.abc import Iterable
from io import BytesIO

import attrs
import msgspec

from bri_macao._incoming import as_bytes
from bri_macao._json import read, unspoken
from bri_macao.errors import BriMacaoError
from bri_macao.findings import Finding, LoadError
from bri_macao.progress._updates import Update, line

__all__ = ["LARGEST", "dumps", "loads"]

LARGEST = 500_000_000
"""How many bytes JSON Lines may have, unless the caller says otherwise: a million updates."""

MOST_FINDINGS = 1_000
"""After so many problems the reader gives up: the file is something else."""

_DECODER = msgspec.json.Decoder(Update)


def dumps(updates: Iterable[Update]) -> bytes:
    """Write updates as JSON Lines: the same bytes for the same updates.

    >>> from datetime import date
    >>> done = Update(subject="2023/7.4", status="done", as_of=date(2023, 12, 31), who="desk")
    >>> dumps([done]).decode()
    '{"as_of":"2023-12-31","id":"b4857e3ada25704ac6773d456197f7b3","status":"done","subject":"2023/7.4","who":"desk"}\\n'
    """
    return b"".join(line(update) + b"\n" for update in updates)


def loads(data: bytes | str, *, largest: int = LARGEST) -> tuple[Update, ...]:
    """Read updates from JSON Lines. Nothing is dropped, coerced or guessed; whether they fit a plan, `check` says.

    A line need not be canonical, and may leave out the `id`; one that it has must be that of the update.

    Args:
        data: UTF-8, or text.
        largest: how many bytes of UTF-8 it may have.

    Raises:
        LoadError: every problem, each with its line, or the first thousand.

    >>> loads(b'{"subject": "2023/7.4", "status": "done", "as_of": "31 December"}')
    Traceback (most recent call last):
        ...
    bri_macao.findings.LoadError: 2 problems:
    error BRI405 at $.as_of, line 1: invalid RFC3339 encoded date; the value is '31 December'
    error BRI404 at $.who, line 1: 'who' is required
    """
    raw = as_bytes(data, largest, name="JSON Lines", code="BRI401")
    updates: list[Update] = []
    findings: list[Finding] = []
    for number, text in enumerate(BytesIO(raw), 1):
        read = _fast(text) or _thorough(text.rstrip(b"\r\n"))
        if isinstance(read, Update):
            updates.append(read)
        else:
            findings += (attrs.evolve(finding, line=number) for finding in read)
            if len(findings) >= MOST_FINDINGS:
                break
    if findings:
        raise LoadError(tuple(findings))
    return tuple(updates)


def _fast(text: bytes) -> Update | None:
    """The update, when it is certain that the line says that and nothing else."""
    try:
        update = _DECODER.decode(text)
    except (msgspec.MsgspecError, BriMacaoError, ValueError, RecursionError):
        return None
    return update if line(update) == text.removesuffix(b"\n") else None


def _thorough(text: bytes) -> Update | list[Finding]:
    # cattrs takes as long to import as all the rest of the library, and good lines never need it.
    from bri_macao._structuring import structure_as  # noqa: PLC0415

    tree, findings = read(text)
    if tree is None and findings:
        return findings
    id = tree.pop("id", None) if isinstance(tree, dict) else None
    update = structure_as(Update, tree)
    if not isinstance(update, Update):
        return [*findings, *map(_without_extra, unspoken(findings, update))]
    if not findings and id not in (None, update.id):
        message = f"the id is {id!r}, and that of what the line says is {update.id!r}"
        hint = "leave an update as it is and write another that supersedes it"
        findings.append(Finding(code="BRI704", path="$.id", message=message, hint=hint))
    return findings or update


def _without_extra(finding: Finding) -> Finding:
    """The finding; of an unknown key without the hint, for an update has no place for foreign data."""
    return attrs.evolve(finding, hint=None) if finding.code == "BRI403" else finding
