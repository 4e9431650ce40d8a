"""Slots: a plan as a record of StratML, in one language and in the words that each place there has room for.

What is written and what a document is compared with when it comes back are made here alone, so that the two agree.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import count
from typing import NamedTuple

import attrs

from bri_macao.formats._stratml.identifiers import Identifiers
from bri_macao.formats._stratml.kept import Kept
from bri_macao.formats._stratml.outlines import NO_GOAL
from bri_macao.formats._stratml.records import Record, patched, record_in
from bri_macao.formats._stratml.rules import PartNumber
from bri_macao.model import JSON, Mechanism, Names, Partner, Plan, Section, Target, WorkItem

__all__ = ["OWN_WORDS", "Goal", "Slots", "statement_mark"]

OWN_WORDS = "The description is in bri-macao's words, not in those of the document."
"""What an objective says of a description that is made of our statements."""

_ORGANIZATIONS = frozenset({"organization", "government", "host"})


class Goal(NamedTuple):
    """A section as a goal.

    Attributes:
        section: the section.
        parent: which goal is that of the section that it is in.
        above: the sequence indicator of that one.
        record: the goal without its objectives.
        objectives: the items that stand directly in it.
    """

    section: Section
    parent: int | None
    above: str
    record: Record
    objectives: tuple[tuple[WorkItem, Record], ...]


@attrs.frozen
class Slots:
    """What a document says of a plan.

    Attributes:
        plan: the plan.
        part: the part of the standard.
        language: the BCP 47 tag of the language that names and statements should be in.
    """

    plan: Plan
    part: PartNumber
    language: str
    _identifiers: Identifiers = attrs.field(factory=Identifiers, init=False, repr=False, eq=False)

    def words(self, names: Names) -> str:
        """The name in the language, or in the next best one."""
        return names.best(self.language, "zh-Hans", "zh")

    def document(self, kept: Kept | None = None) -> Record:
        """The whole document, with what is kept beside the plan in its place."""
        kept = kept or Kept(part=self.part)
        document = patched(self.root, kept.document)
        goals: list[JSON] = []
        for goal in self.goals:
            objectives: list[JSON] = [
                patched(objective, kept.objectives.get(item.id)) for item, objective in goal.objectives
            ]
            record = patched(goal.record, kept.goals.get(goal.section.id))
            if objectives:
                record["Objective"] = objectives
            goals.append(record)
        # A plan needs a goal; an empty one says that there is none.
        core: Record = {**record_in(document, "StrategicPlanCore"), "Goal": goals or [{**NO_GOAL}]}
        document["StrategicPlanCore"] = core
        return document

    @cached_property
    def _made(self) -> tuple[Record, tuple[Goal, ...], tuple[str, ...]]:
        # Together, for identifiers are given out in the order of the document.
        return self._root(), tuple(self._goals()), self._identifiers.repeated

    @property
    def root(self) -> Record:
        """All that stands outside of goals."""
        return self._made[0]

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals in the order of the document: StratML has two levels, so a sub-section follows its section."""
        return self._made[1]

    @property
    def repeated(self) -> tuple[str, ...]:
        """The identifiers that two things would have."""
        return self._made[2]

    def _root(self) -> Record:
        core: Record = {}
        if organizations := [*self._organizations()]:
            core["Organization"] = organizations
        root: Record = {"Name": self.words(self.plan.names), "StrategicPlanCore": core}
        about: Record = {}
        if self.part == 2:
            root["@Type"] = "Performance_Plan"
            about["Identifier"] = self._identifiers.of(self.plan.id)
        if self.plan.period is not None:
            about |= {"StartDate": str(self.plan.period.start), "EndDate": str(self.plan.period.end)}
        if about:
            root["AdministrativeInformation"] = about
        return root

    def _organizations(self) -> Iterator[JSON]:
        """Who concluded what the plan implements."""
        arrangement = self.plan.index.mechanisms.get(self.plan.arrangement or "")
        for partner in self._operators(arrangement):
            yield {"Name": self.words(partner.names), "Identifier": self._identifiers.of(partner.id)}

    def _operators(self, mechanism: Mechanism | None) -> Iterator[Partner]:
        for id in () if mechanism is None else dict.fromkeys(mechanism.operators):
            if (partner := self.plan.index.partners.get(id)) is not None:
                yield partner

    def _goals(self) -> Iterator[Goal]:
        places = count()
        pending: list[tuple[Section, int | None, str]] = [(top, None, "") for top in reversed(self.plan.sections)]
        while pending:
            section, parent, above = pending.pop()
            own = section.numeral or (str(section.number) if section.number else "")
            numeral = ".".join(filter(None, (above, own)))
            record: Record = {
                "Name": self.words(section.names),
                "Description": "",
                "Identifier": self._identifiers.of(section.id),
            }
            if numeral:
                record["SequenceIndicator"] = numeral
            objectives = tuple((item, self._objective(item)) for item in section.items)
            yield Goal(section, parent, above, record, objectives)
            place = next(places)
            pending += ((below, place, numeral) for below in reversed(section.sections))

    def _objective(self, item: WorkItem) -> Record:
        record: Record = {}
        if name := self.words(item.names):
            record["Name"] = name
        statements = self.statements(item)
        if item.text is not None:
            record["Description"] = item.text
        elif statements:
            record["Description"] = statement_mark(self.language).join(statements)
            record["OtherInformation"] = OWN_WORDS
        record["Identifier"] = self._identifiers.of(item.id)
        record["SequenceIndicator"] = item.numeral or str(item.number)
        if stakeholders := [*self._stakeholders(item)]:
            record["Stakeholder"] = stakeholders
        if self.part == 2 and item.targets:
            record["PerformanceIndicator"] = [
                self._indicator(item, f"t{i}", target) for i, target in enumerate(item.targets, 1)
            ]
        return record

    def statements(self, item: WorkItem) -> tuple[str, ...]:
        """What we say of the actions, those of which we say nothing left out."""
        return tuple(filter(None, (self.words(action.statement) for action in item.actions)))

    def stakeholders(self, item: WorkItem) -> tuple[Partner, ...]:
        """Whom the item names; in Part 2, which knows roles, also who runs what it names."""
        index = self.plan.index
        found = {id: index.partners[id] for id in item.named("partner") if id in index.partners}
        if self.part == 2:
            found |= {
                partner.id: partner for mechanism in self._mechanisms(item) for partner in self._operators(mechanism)
            }
        return tuple(found.values())

    def _mechanisms(self, item: WorkItem) -> Iterator[Mechanism]:
        for id in item.named("mechanism"):
            if (mechanism := self.plan.index.mechanisms.get(id)) is not None:
                yield mechanism

    def _stakeholders(self, item: WorkItem) -> Iterator[JSON]:
        for partner in self.stakeholders(item):
            kind = "Organization" if partner.kind in _ORGANIZATIONS else "Generic_Group"
            record: Record = {"@StakeholderTypeType": kind, "Name": self.words(partner.names)}
            run = [mechanism for mechanism in self._mechanisms(item) if partner.id in mechanism.operators]
            if self.part == 2 and run:
                record["Role"] = [
                    {"Name": "operator", "Description": self.words(mechanism.names), "RoleType": ["Performer"]}
                    for mechanism in run
                ]
            yield record

    def _indicator(self, item: WorkItem, suffix: str, target: Target) -> JSON:
        counted = target.comparison != "ordinal"
        mechanism = self.plan.index.mechanisms.get(target.mechanism or "")
        result: Record = {}
        if target.due is not None:
            result["EndDate"] = str(target.due.latest)
        elif self.plan.period is not None:
            result["EndDate"] = str(self.plan.period.end)
        # The 20th anniversary is not twenty of anything.
        if counted:
            result["NumberOfUnits"] = str(target.quantity)
        value = target.comparison if counted else str(target.quantity)
        result["Descriptor"] = {"DescriptorName": "comparison" if counted else "ordinal", "DescriptorValue": value}
        return {
            "@PerformanceIndicatorType": "Quantitative" if counted else "Qualitative",
            "@ValueChainStage": "Output",
            "MeasurementDimension": self.words(target.names),
            "UnitOfMeasurement": self.words(mechanism.names) if mechanism is not None else "",
            "Identifier": self._identifiers.of(item.id, suffix),
            "MeasurementInstance": [{"TargetResult": [result]}],
        }


def statement_mark(language: str) -> str:
    """What stands between two statements."""
    return "；" if language.lower().startswith("zh") else "; "
