"""What the command line says of queries and of entities, as rows for `_tables` and as JSON's types (floor 7)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import attrs

from bri_macao.cli._tables import Listing
from bri_macao.findings import CODES, Finding
from bri_macao.model import Action, Citation, Mechanism, Mention, Names, Partner, Plan, Target, WorkItem
from bri_macao.querying import Evidence, Hit, Query
from bri_macao.spans import Span
from bri_macao.text import fold
from bri_macao.validation import RULES, Report

__all__ = [
    "clause",
    "entity_table",
    "finding_record",
    "hit_record",
    "hits_table",
    "sarif",
    "summary",
    "target_line",
]


def hits_table(query: Query, language: str) -> Listing:
    """The hits of a query with their evidence in place, in one language."""
    hits = list(query)
    words = "every item" if query.condition is None else query.condition.words
    rows = (
        (str(hit.item.number), hit.item.label(language, "zh"), *_evidence(query.plan, hit, language)) for hit in hits
    )
    return Listing((str(len(hits)), f"of {len(query.plan.items)} items fit {words}"), tuple(rows))


def _evidence(plan: Plan, hit: Hit, language: str) -> tuple[str, ...]:
    # The same words in the other script say it twice.
    lines: dict[str, str] = {}
    for line in (_line(plan, hit.item, part, language) for part in hit.evidence):
        lines.setdefault(fold(line), line)
    return tuple(lines.values())


def _line(plan: Plan, item: WorkItem, part: Evidence, language: str) -> str:
    match part:
        case Mention():
            entity = plan.index.entity(part.entity)
            named = f"{part.surface} = {part.entity} ({entity.names.best(language, 'zh')})"
            return f"{named}: {_place(item, part.span, language)}"
        case Action():
            return clause(item, part, language)
        case Target():
            return f"target, {target_line(part, language)}"
        case _:
            return f"{part.field}: {_marked(part.text, part.span)}"


def _place(item: WorkItem, span: Span, language: str) -> str:
    """The official clause around a span with the span marked, where there is a text; else what we say of the clause."""
    action = next((found for found in item.actions if found.span is not None and found.span.contains(span)), None)
    if item.text is not None:
        within = action.span if action is not None and action.span is not None else Span(0, len(item.text))
        return _marked(within.of(item.text), span.shift(-within.start))
    return "" if action is None else action.statement.best(language, "zh") or action.id


def clause(item: WorkItem, action: Action, language: str) -> str:
    """An action: how it commits, and what we say of it or, where we say nothing, the official clause."""
    official = action.span.of(item.text) if item.text is not None and action.span is not None else ""
    return f"{action.aspect}: {action.statement.best(language, 'zh') or official or action.id}"


def target_line(target: Target, language: str) -> str:
    """A target: how many, of what, until when."""
    count = {"at-least": "at least {}", "exactly": "exactly {}", "ordinal": "no. {}"}[target.comparison]
    due = f", due {target.due}" if target.due is not None else ""
    return f"{count.format(target.quantity)}: {target.names.best(language, 'zh')}{due}"


def _marked(text: str, span: Span) -> str:
    return f"{text[: span.start]}【{span.of(text)}】{text[span.end :]}"


# `Any`: values of JSON.
def hit_record(hit: Hit) -> dict[str, Any]:
    """A hit as JSON has it; each piece of evidence says what it is."""
    evidence = [{"type": type(part).__name__.lower(), **attrs.asdict(part, filter=_told)} for part in hit.evidence]
    return {"item": hit.item.id, "number": hit.item.number, "section": hit.section.id, "evidence": evidence}


# `Any`: attrs tells any attribute and any value.
def _told(attribute: Any, value: Any) -> bool:
    return attribute.name != "statement" and value is not None


# `Any`: values of JSON.
def finding_record(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it, what is unknown left out."""
    return attrs.asdict(finding, filter=lambda _, value: value is not None)


_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(report: Report, name: str, version: str) -> dict[str, Any]:
    """A report as SARIF 2.1.0, which code hosts and editors show (OASIS standard of 2020-03-27).

    Args:
        report: the report.
        name: what the checked file is called.
        version: the version of the tool.
    """
    rules = {rule.code: rule for rule in RULES}
    codes = sorted({finding.code for finding in report})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "bri-macao",
                        "semanticVersion": version,
                        "rules": [
                            {
                                "id": code,
                                "shortDescription": {"text": CODES[code].title},
                                "fullDescription": {
                                    "text": rules[code].rationale if code in rules else CODES[code].title
                                },
                                "defaultConfiguration": {"level": _LEVELS[CODES[code].severity]},
                            }
                            for code in codes
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(finding, name, codes) for finding in report],
            }
        ],
    }


def _sarif_result(finding: Finding, name: str, codes: list[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": quote(name)}}}
    if finding.line is not None and finding.span is not None:
        region = {"startLine": finding.line, "charOffset": finding.span.start, "charLength": len(finding.span)}
        place["physicalLocation"]["region"] = region
    if finding.path is not None:
        place["logicalLocations"] = [{"fullyQualifiedName": finding.path}]
    hint = f" ({finding.hint})" if finding.hint else ""
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}{hint}"},
        "locations": [place],
    }


def summary(report: Report) -> str:
    """How many findings of each severity, in words."""
    counts = ((len(report.errors), "error"), (len(report.warnings), "warning"), (len(report.infos), "info"))
    said = [f"{count} {what}{'s' if count > 1 else ''}" for count, what in counts if count]
    return ", ".join(said) or "nothing to report"


def entity_table(entity: Partner | Mechanism, plan: Plan | None, language: str) -> Listing:
    """All that is known of a partner or mechanism, and, of a plan, where it is named."""
    rows = [("id", entity.id), ("kind", entity.kind), *_names(entity.names)]
    rows += [("also", alias) for alias in entity.aliases]
    rows += _partner_rows(entity) if isinstance(entity, Partner) else _mechanism_rows(entity)
    if plan is not None:
        rows += _plan_rows(entity, plan, language)
    rows += [("source", _cited(citation)) for citation in entity.citations]
    return Listing((entity.id, entity.names.best(language, "zh")), tuple(rows))


def _names(names: Names) -> Iterator[tuple[str, str]]:
    for name in names.entries:
        dates = _term(name.since, name.until)
        yield name.language, f"{name.text} ({name.status}{', ' + dates if dates else ''})"


def _term(since: object, until: object) -> str:
    return " ".join([f"since {since}"] * (since is not None) + [f"until {until}"] * (until is not None))


def _partner_rows(partner: Partner) -> Iterator[tuple[str, str]]:
    if partner.codes is not None:
        yield "codes", ", ".join(code for code in attrs.astuple(partner.codes) if code)
    for membership in partner.memberships:
        yield "member of", f"{membership.group} {_term(membership.since, membership.until)}".rstrip()
    if dates := _term(partner.since, partner.until):
        yield "exists", dates


def _mechanism_rows(mechanism: Mechanism) -> Iterator[tuple[str, str]]:
    if mechanism.founded is not None:
        yield "founded", str(mechanism.founded)
    if mechanism.ended is not None:
        yield "ended", str(mechanism.ended)
    if mechanism.operators:
        yield "operators", ", ".join(mechanism.operators)
    if mechanism.part_of is not None:
        yield "part of", mechanism.part_of


def _plan_rows(entity: Partner | Mechanism, plan: Plan, language: str) -> Iterator[tuple[str, str]]:
    index = plan.index
    if isinstance(entity, Partner) and (members := index.members.get(entity.id)):
        yield "members", ", ".join(member.names.best(language, "zh") for member in members)
    if isinstance(entity, Mechanism) and (parts := index.parts.get(entity.id)):
        yield "parts", ", ".join(part.id for part in parts)
    reach = index.reach(entity)
    for item in plan.items_of(entity):
        surfaces = dict.fromkeys(
            mention.surface for mention in item.mentions if mention.entity in reach and not mention.nested
        )
        yield f"item {item.number}", f"{item.label(language, 'zh')} [{', '.join(surfaces)}]"


def _cited(citation: Citation) -> str:
    note = f"; {citation.note}" if citation.note else ""
    return f"{', '.join(citation.supports)}: {citation.source} ({citation.confidence}{note})"
