"""Macao's annual Belt and Road work plan as a typed, traceable object.

    import bri_macao as bri

    plan = bri.load_plan(2023)
    plan.item(7).names["en"]
    bri.query(plan).partner("br").mechanism(kind="platform").table()
    reading = bri.read("2024年重点工作…")
    bri.formats.json.dumps(plan)

Importing the package does no I/O and imports nothing else; each name is fetched from its module on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bri_macao import (
        actions,
        comparison,
        conference,
        corpus,
        errors,
        findings,
        formats,
        mentions,
        model,
        plot,
        progress,
        querying,
        site,
        text,
        validation,
    )
    from bri_macao.anchoring import attach
    from bri_macao.comparison import Changes, diff
    from bri_macao.errors import (
        AmbiguousNumber,
        BriMacaoError,
        ConflictingNames,
        DumpError,
        InvalidValue,
        MissingExtra,
        RegistryError,
        SourceError,
        UnknownId,
        UnknownYear,
    )
    from bri_macao.findings import Finding, LoadError, ParseError
    from bri_macao.model import (
        Action,
        Citation,
        Codes,
        Extra,
        Fingerprint,
        Mechanism,
        Membership,
        Mention,
        Name,
        Names,
        PartialDate,
        Partner,
        Period,
        Plan,
        Section,
        SourceDescription,
        Target,
        WorkItem,
    )
    from bri_macao.parsing import parse, read
    from bri_macao.plans import load_plan, load_registry, years
    from bri_macao.querying import Hit, Query, query
    from bri_macao.readings import Location, Reading, Segment
    from bri_macao.registry import Registry
    from bri_macao.spans import Span
    from bri_macao.text import Repair, Source
    from bri_macao.validation import Report, validate

__version__ = "0.1.0"

__all__ = [
    "Action",
    "AmbiguousNumber",
    "BriMacaoError",
    "Changes",
    "Citation",
    "Codes",
    "ConflictingNames",
    "DumpError",
    "Extra",
    "Finding",
    "Fingerprint",
    "Hit",
    "InvalidValue",
    "LoadError",
    "Location",
    "Mechanism",
    "Membership",
    "Mention",
    "MissingExtra",
    "Name",
    "Names",
    "ParseError",
    "PartialDate",
    "Partner",
    "Period",
    "Plan",
    "Query",
    "Reading",
    "Registry",
    "RegistryError",
    "Repair",
    "Report",
    "Section",
    "Segment",
    "Source",
    "SourceDescription",
    "SourceError",
    "Span",
    "Target",
    "UnknownId",
    "UnknownYear",
    "WorkItem",
    "__version__",
    "actions",
    "attach",
    "comparison",
    "conference",
    "corpus",
    "diff",
    "errors",
    "findings",
    "formats",
    "load_plan",
    "load_registry",
    "mentions",
    "model",
    "parse",
    "plot",
    "progress",
    "query",
    "querying",
    "read",
    "site",
    "text",
    "validate",
    "validation",
    "years",
]

# Which module each name comes from; a test holds this against the imports above.
_ROOMS = {
    "": (
        *("actions", "comparison", "conference", "corpus", "errors", "findings", "formats", "mentions", "model"),
        *("plot", "progress", "querying", "site", "text", "validation"),
    ),
    "anchoring": ("attach",),
    "comparison": ("Changes", "diff"),
    "errors": (
        "AmbiguousNumber",
        "BriMacaoError",
        "ConflictingNames",
        "DumpError",
        "InvalidValue",
        "MissingExtra",
        "RegistryError",
        "SourceError",
        "UnknownId",
        "UnknownYear",
    ),
    "findings": ("Finding", "LoadError", "ParseError"),
    "model": (
        "Action",
        "Citation",
        "Codes",
        "Extra",
        "Fingerprint",
        "Mechanism",
        "Membership",
        "Mention",
        "Name",
        "Names",
        "PartialDate",
        "Partner",
        "Period",
        "Plan",
        "Section",
        "SourceDescription",
        "Target",
        "WorkItem",
    ),
    "parsing": ("parse", "read"),
    "plans": ("load_plan", "load_registry", "years"),
    "querying": ("Hit", "Query", "query"),
    "readings": ("Location", "Reading", "Segment"),
    "registry": ("Registry",),
    "spans": ("Span",),
    "text": ("Repair", "Source"),
    "validation": ("Report", "validate"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = (
        import_module(f"{__name__}.{name}") if not room else getattr(import_module(f"{__name__}.{room}"), name)
    )
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
