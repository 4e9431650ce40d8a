"""A document of a corpus: what reading it gave, or why it gave nothing; small enough to send between processes."""

import hashlib
from functools import cached_property
from pathlib import Path

import attrs

from bri_macao.errors import BriMacaoError, SourceError
from bri_macao.findings import Finding
from bri_macao.formats import load
from bri_macao.formats.json import dumps, trusted
from bri_macao.model import Plan
from bri_macao.parsing import read
from bri_macao.registry import Registry
from bri_macao.validation import validate

__all__ = ["Document", "content_hash", "lost", "read_document"]


@attrs.frozen(repr=False)
class Document:
    """A document and what became of it: a plan with findings, or an error as data.

    Attributes:
        path: where it is, as it was asked for.
        sha256: SHA-256 of its bytes, hexadecimal; None where it could not be opened.
        json: the plan as canonical JSON; None where there is an error. The same plan has the same bytes.
        findings: what was noticed about it; none where there is an error, which says all of it.
        error: why there is no plan, in words; None where there is one.

    >>> Document("plan.txt", None, error="cannot open 'plan.txt'")
    <Document plan.txt: cannot open 'plan.txt'>
    """

    path: str
    sha256: str | None
    json: bytes | None = None
    findings: tuple[Finding, ...] = ()
    error: str | None = None

    @cached_property
    def plan(self) -> Plan | None:
        """The plan, made from its JSON when it is first asked for; None where there is an error."""
        return None if self.json is None else trusted(self.json)

    def __repr__(self) -> str:
        return f"<Document {self.path}: {self.error or self.plan}>"


def content_hash(path: str) -> str:
    """SHA-256 of the bytes of a file, hexadecimal.

    Raises:
        SourceError: it cannot be opened.
    """
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise SourceError(f"cannot open {path!r}: {getattr(error, 'strerror', None) or error}") from error


def read_document(path: str, registry: Registry | None) -> Document:
    """Read a file: `.json` is a saved plan, anything else a document. What is wrong with it is no exception, but data.

    A file that changes between the look at its hash and its reading has another hash the next time, and is read anew.
    """
    sha256 = None
    try:
        sha256 = content_hash(path)
        if path.lower().endswith(".json"):
            plan = load(path, "json")
            findings = validate(plan).findings
        else:
            reading = read(Path(path), registry=registry)
            plan, findings = reading.plan, reading.findings
        return Document(path, sha256, dumps(plan), findings)
    except BriMacaoError as error:
        return Document(path, sha256, error=str(error))


def lost(path: str, error: str) -> Document:
    """A document of which nobody can say more than that reading it failed."""
    try:
        return Document(path, content_hash(path), error=error)
    except SourceError as gone:
        return Document(path, None, error=str(gone))
