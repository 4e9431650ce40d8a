"""What the type checker makes of the public surface. Checked, never run."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal, assert_type

import bri_macao as bri
from bri_macao.findings import Code, Severity
from bri_macao.formats import json
from bri_macao.model import (
    JSON,
    ActionId,
    Aspect,
    Comparison,
    EntityKind,
    ItemId,
    MechanismId,
    MechanismKind,
    NameStatus,
    PartnerId,
    PartnerKind,
    PlanId,
    PolicyArea,
    SectionId,
)


def loading() -> None:
    assert_type(bri.load_plan(2023), bri.Plan)
    assert_type(bri.load_registry(), bri.Registry)
    assert_type(bri.years(), tuple[int, ...])
    assert_type(bri.__version__, str)


def a_plan(plan: bri.Plan) -> None:
    assert_type(plan.id, PlanId)
    assert_type(plan.items, tuple[bri.WorkItem, ...])
    assert_type(plan.item(7), bri.WorkItem)
    assert_type(plan.item("2023/7"), bri.WorkItem)
    assert_type(plan.section(1), bri.Section)
    assert_type(plan.section("2023/s1"), bri.Section)
    assert_type(plan.section_of(plan.item(7)), bri.Section)
    assert_type(plan.sections, tuple[bri.Section, ...])
    assert_type(plan.partner("pt"), bri.Partner)
    assert_type(plan.mechanism("forum-macao"), bri.Mechanism)
    assert_type(plan.partners_of(plan.item(7)), tuple[bri.Partner, ...])
    assert_type(plan.mechanisms_of(plan.item(7)), tuple[bri.Mechanism, ...])
    assert_type(plan.arrangement, MechanismId | None)
    assert_type(plan.period, bri.Period | None)
    assert_type(plan.source, bri.SourceDescription | None)
    assert_type(plan.schema_version, Literal[1])
    plan.item(7.5)  # type: ignore[arg-type]
    plan.id = PlanId("2024")  # type: ignore[misc]


def relations(plan: bri.Plan, partner: bri.Partner) -> None:
    assert_type(plan.items_of("pt"), tuple[bri.WorkItem, ...])
    assert_type(plan.items_of(partner, direct=True), tuple[bri.WorkItem, ...])
    assert_type(plan.members_of(partner), tuple[bri.Partner, ...])
    assert_type(plan.related("forum-macao"), tuple[bri.Partner | bri.Mechanism, ...])
    assert_type(plan.with_items(lambda item: item), bri.Plan)
    assert_type(plan.index.reach(partner), frozenset[str])
    plan.items_of(7)  # type: ignore[arg-type]


def a_registry(registry: bri.Registry, partner: bri.Partner, mechanism: bri.Mechanism, path: Path) -> None:
    assert_type(registry["pt"], bri.Partner | bri.Mechanism)
    assert_type(registry.partner("pt"), bri.Partner)
    assert_type(registry.mechanism("cepa"), bri.Mechanism)
    assert_type(list(registry), list[str])
    assert_type(registry.with_partner(partner).with_mechanism(mechanism), bri.Registry)
    assert_type(registry.merged(bri.Registry.from_toml(path, "")), bri.Registry)
    assert_type(registry.named("葡萄牙"), tuple[bri.Partner | bri.Mechanism, ...])
    assert_type(registry.closest("葡萄牙"), tuple[str, ...])
    assert_type(registry.needed(["pt"]), bri.Registry)
    registry["pt"] = partner  # type: ignore[index]


def linking(registry: bri.Registry, plan: bri.Plan) -> None:
    linker = bri.mentions.Linker(registry, engine="python")
    for found in linker.find("与葡萄牙"):
        assert_type(found.mention, bri.Mention)
        assert_type(found.entity, bri.Partner | bri.Mechanism)
    assert_type(linker.link(plan), bri.Plan)
    for clause in bri.actions.clauses("举办论坛"):
        assert_type(clause.verb, str | None)
        assert_type(clause.aspect, Aspect)
    bri.mentions.Linker(registry, engine="magic")  # type: ignore[arg-type]


def a_query(plan: bri.Plan) -> None:
    query = bri.query(plan)
    assert_type(query, bri.Query)
    assert_type(query.partner("br", "pt", direct=True), bri.Query)
    assert_type(query.partner(kind="country").mechanism(kind="forum", part_of="forum-macao"), bri.Query)
    assert_type(query.section(2).aspect("strive").policy_area("unimpeded-trade"), bri.Query)
    assert_type(query.target(comparison="ordinal").text("人民幣"), bri.Query)
    assert_type(bri.querying.aspect("strive") & ~bri.querying.section(1), bri.querying.Condition)
    assert_type(query.count(), int)
    assert_type(query.first(), bri.Hit | None)
    assert_type(query.items(), tuple[bri.WorkItem, ...])
    assert_type(query.partners(), tuple[bri.Partner, ...])
    assert_type(query.mechanisms(), tuple[bri.Mechanism, ...])
    assert_type(query.table("pt").records(), list[dict[str, str]])
    for hit in query:
        assert_type(hit.item, bri.WorkItem)
        assert_type(hit.section, bri.Section)
        for part in hit.evidence:
            assert_type(part, bri.Mention | bri.Action | bri.Target | bri.querying.Quote)
    query.partner(kind="empire")  # type: ignore[arg-type]
    query.mechanism(kind="country")  # type: ignore[arg-type]


def a_section(section: bri.Section) -> None:
    assert_type(section.id, SectionId)
    assert_type(section.walk(), Iterator[bri.Section])
    assert_type(section.all_items(), tuple[bri.WorkItem, ...])
    assert_type(section.sections, tuple[bri.Section, ...])


def an_item(item: bri.WorkItem) -> None:
    assert_type(item.id, ItemId)
    assert_type(item.number, int)
    assert_type(item.text, str | None)
    assert_type(item.label("en"), str)
    assert_type(item.fingerprint, bri.Fingerprint | None)
    assert_type(item.policy_areas, tuple[PolicyArea, ...])
    for action in item.actions:
        assert_type(action, bri.Action)
        assert_type(action.id, ActionId)
        assert_type(action.aspect, Aspect)
        assert_type(action.span, bri.Span | None)
        assert_type(action.verb, str | None)
    for mention in item.mentions:
        assert_type(mention, bri.Mention)
        assert_type(mention.kind, EntityKind)
        assert_type(mention.span.of(mention.surface), str)
    for target in item.targets:
        assert_type(target, bri.Target)
        assert_type(target.quantity, int)
        assert_type(target.comparison, Comparison)
        assert_type(target.due, bri.PartialDate | None)


def names(names: bri.Names) -> None:
    assert_type(names["en"], str)
    assert_type(names.get("en"), str | None)
    assert_type(names.best("en", "pt"), str)
    assert_type(names.at("en", date(2023, 1, 1)), str | None)
    assert_type(names.status("en"), NameStatus)
    assert_type(list(names), list[str])
    assert_type("en" in names, bool)
    assert_type(len(names), int)
    assert_type(names.entries, tuple[bri.Name, ...])
    assert_type(bri.Names.of(en="Portugal"), bri.Names)
    names[0]  # type: ignore[index]


def entities(partner: bri.Partner, mechanism: bri.Mechanism) -> None:
    assert_type(partner.id, PartnerId)
    assert_type(partner.kind, PartnerKind)
    assert_type(partner.codes, bri.Codes | None)
    assert_type(partner.memberships, tuple[bri.Membership, ...])
    assert_type(partner.belongs_to("un", date(2023, 1, 1)), bool)
    assert_type(partner.citations, tuple[bri.Citation, ...])
    assert_type(mechanism.id, MechanismId)
    assert_type(mechanism.kind, MechanismKind)
    assert_type(mechanism.operators, tuple[PartnerId, ...])
    assert_type(mechanism.founded, bri.PartialDate | None)
    bri.Membership(mechanism.id)  # type: ignore[arg-type]


def extra(extra: bri.Extra) -> None:
    assert_type(extra["org.example.budget"], JSON)
    assert_type(extra.get("org.example.budget"), JSON)
    assert_type(extra.json, bytes)
    assert_type(dict(extra), dict[str, JSON])
    bri.Extra({"org.example.budget": {"mop": [1, 2.5, True, None]}})
    bri.Extra({"org.example.budget": {1, 2}})  # type: ignore[dict-item]
    extra["org.example.budget"] = 1  # type: ignore[index]


def dates(day: bri.PartialDate, period: bri.Period) -> None:
    assert_type(day.year, int)
    assert_type(day.month, int | None)
    assert_type(day.earliest, date)
    assert_type(bri.PartialDate.parse("2023-02"), bri.PartialDate)
    assert_type(bri.Period.years(2023), bri.Period)
    assert_type(date(2023, 1, 1) in period, bool)


def reading(path: Path, plan: bri.Plan) -> None:
    assert_type(bri.parse(path), bri.Plan)
    for found in (bri.read("1.筹办"), bri.read(b"1.", encoding="ascii"), bri.read(path), bri.attach(plan, path)):
        assert_type(found, bri.Reading)
        assert_type(found.plan, bri.Plan)
        assert_type(found.source, bri.Source)
        assert_type(found.findings, tuple[bri.Finding, ...])
        assert_type(found.repairs, tuple[bri.Repair, ...])
        assert_type(found.segments, tuple[bri.Segment, ...])
        assert_type(found.locate(7), bri.Location)
        assert_type(found.locate("2023/7", bri.Span(0, 2)).line, int)
        assert_type(found.segments[0].kind, Literal["node", "repair", "furniture"])
        assert_type(found.segments[0].owner, str | None)
    bri.attach(plan, bri.Source.from_path(path))
    bri.attach(path, plan)  # type: ignore[arg-type]
    assert_type(bri.read(path, registry=bri.Registry()), bri.Reading)
    bri.read(7)  # type: ignore[arg-type]


def a_finding(finding: bri.Finding) -> None:
    assert_type(finding.code, str)
    assert_type(finding.message, str)
    assert_type(finding.severity, Severity)
    assert_type(finding.path, str | None)
    assert_type(finding.span, bri.Span | None)
    assert_type(finding.line, int | None)
    assert_type(finding.page, int | None)
    assert_type(finding.hint, str | None)
    assert_type(finding.expected, str | None)
    assert_type(finding.found, str | None)
    assert_type(bri.findings.CODES["BRI301"], Code)
    assert_type(bri.findings.render([finding]), str)


def formats(plan: bri.Plan) -> None:
    assert_type(bri.formats.dumps(plan), bytes)
    assert_type(bri.formats.dumps(plan, "json"), bytes)
    assert_type(bri.formats.loads(b"{}", "json"), bri.Plan)
    assert_type(json.dumps(plan, indent=2), bytes)
    assert_type(json.loads("{}"), bri.Plan)
    assert_type(json.LOSSES, tuple[str, ...])
    assert_type(json.EXTRA, str | None)


def errors() -> None:
    try:
        bri.load_plan(1999)
    except bri.UnknownYear as error:
        assert_type(error.years, tuple[int, ...])
    except bri.UnknownId as error:
        assert_type(error.closest, tuple[str, ...])
    except bri.AmbiguousNumber as error:
        assert_type(error.ids, tuple[str, ...])
    except (bri.LoadError, bri.ParseError) as error:
        assert_type(error.findings, tuple[bri.Finding, ...])
        assert_type(error.source, bri.Source | None)
    except bri.MissingExtra as error:
        assert_type(error.extra, str)
    except (bri.DumpError, bri.SourceError, bri.InvalidValue, bri.BriMacaoError):
        pass
