"""The rules of StratML (ISO 17469) as data: what each element holds, in which order and how often.

They are our own notation of the two parts of the standard, not its schemas. A content model is a row of names as in a
DTD: `?` at most once, `*` any number, `+` at least once, `2` at most twice, and nothing means exactly once.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

import attrs

from bri_macao.errors import InvalidValue
from bri_macao.model import PartialDate

__all__ = ["NCNAME", "PARTS", "SCHEMA_INSTANCE", "Part", "PartNumber", "Slot", "is_date"]

PartNumber: TypeAlias = Literal[1, 2]

SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

_LETTERS = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NCNAME = re.compile(f"[{_LETTERS}][{_LETTERS}\\-.0-9\xb7\u0300-\u036f\u203f-\u2040]*")
"""What an identifier must look like: a name of XML 1.0 without a colon."""

_MODELS = {
    "StrategicPlanCore": "Organization* Vision? Mission? Value* Goal+",
    "Organization": "Name? Acronym? Identifier? Description? Stakeholder*",
    "Vision": "Description? Identifier?",
    "Mission": "Description? Identifier?",
    "Value": "Name? Description?",
    "Goal": "Name Description Identifier? SequenceIndicator? Stakeholder* OtherInformation? Objective*",
}
_MODELS_1 = {
    "StrategicPlan": "Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation?",
    "Objective": "Name? Description? Identifier? SequenceIndicator? Stakeholder* OtherInformation?",
    "Stakeholder": "Name Description?",
    "AdministrativeInformation": "StartDate? EndDate? PublicationDate? Source? Submitter?",
    "Submitter": "GivenName? Surname? PhoneNumber? EmailAddress?",
}
_MODELS_2 = {
    "PerformancePlanOrReport": "Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation? "
    "Submitter?",
    "Objective": "Name? Description? Identifier? SequenceIndicator? Stakeholder* OtherInformation? "
    "PerformanceIndicator*",
    "Stakeholder": "Name Description? Role*",
    "Role": "Name Description? RoleType2",
    "AdministrativeInformation": "Identifier? StartDate? EndDate? PublicationDate? Source?",
    "Submitter": "Identifier? GivenName? Surname? PhoneNumber? EmailAddress?",
    "PerformanceIndicator": "SequenceIndicator? MeasurementDimension UnitOfMeasurement Identifier? Relationship* "
    "MeasurementInstance* OtherInformation?",
    "Relationship": "Identifier? ReferentIdentifier* Name? Description?",
    "MeasurementInstance": "TargetResult* ActualResult*",
    "TargetResult": "StartDate? EndDate? NumberOfUnits? Descriptor? Description?",
    "ActualResult": "StartDate? EndDate? NumberOfUnits? Descriptor? Description?",
    "Descriptor": "DescriptorName? DescriptorValue?",
}
_MOST = {"": 1, "?": 1, "2": 2, "*": None, "+": None}

_ATTRIBUTES: dict[str, Mapping[str, tuple[str, ...]]] = {
    "Stakeholder": {"StakeholderTypeType": ("Person", "Organization", "Generic_Group")}
}
_ATTRIBUTES_2: dict[str, Mapping[str, tuple[str, ...]]] = {
    "PerformancePlanOrReport": {"Type": ("Strategic_Plan", "Performance_Plan", "Performance_Report")},
    "PerformanceIndicator": {
        "ValueChainStage": ("Outcome", "Output_Processing", "Output", "Input_Processing", "Input"),
        "PerformanceIndicatorType": ("Quantitative", "Qualitative"),
    },
    "Relationship": {"RelationshipType": ("Broader_Than", "Peer_To", "Narrower_Than")},
}


class Slot(NamedTuple):
    """A place for a child element: its name, how often it must stand and may stand (None: any number)."""

    name: str
    least: int
    most: int | None


def is_date(text: str) -> bool:
    """Whether the text is a day of the years 1 to 9999, with or without a time zone."""
    found = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?", text)
    try:
        return found is not None and PartialDate.parse(found[1]).precision == "day"
    except InvalidValue:
        return False


def _is_decimal(text: str) -> bool:
    return re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", text) is not None


_Check: TypeAlias = Callable[[str], bool]

_DATES = ("StartDate", "EndDate", "PublicationDate")
_CHECKS: dict[str, tuple[_Check, str]] = {
    "Identifier": (lambda text: NCNAME.fullmatch(text) is not None, "an XML name without a colon"),
    **dict.fromkeys(_DATES, (is_date, "a day such as 2023-01-31")),
}
# In Part 2 a date or a number may be left empty.
_CHECKS_2: dict[str, tuple[_Check, str]] = {
    **dict.fromkeys(_DATES, (lambda text: not text or is_date(text), "a day such as 2023-01-31, or empty")),
    "NumberOfUnits": (lambda text: not text or _is_decimal(text), "a decimal number, or empty"),
    "RoleType": (lambda text: text in ("Performer", "Beneficiary"), "Performer or Beneficiary"),
}


@attrs.frozen
class Part:
    """One part of the standard.

    Attributes:
        number: 1, strategic plans, or 2, performance plans and reports.
        root: the name of the root element.
        namespaces: the namespaces that it was published in; the first is the standard's.
        models: for each element that holds others, the places for them, in order. All others hold text.
        attributes: for each element, its attributes and what they may say.
        required: the attributes that must be there, by element.
        checks: what the text of an element must be: how it is told, and in words.
    """

    number: PartNumber
    root: str
    namespaces: tuple[str, ...]
    models: Mapping[str, tuple[Slot, ...]]
    attributes: Mapping[str, Mapping[str, tuple[str, ...]]]
    required: Mapping[str, tuple[str, ...]]
    checks: Mapping[str, tuple[_Check, str]]


def _slots(model: str) -> tuple[Slot, ...]:
    found = (re.fullmatch(r"([A-Za-z]+)([?*+2]?)", name) for name in model.split())
    return tuple(Slot(name[1], int(name[2] in ("", "+")), _MOST[name[2]]) for name in found if name)


def _models(*tables: Mapping[str, str]) -> Mapping[str, tuple[Slot, ...]]:
    return MappingProxyType({name: _slots(model) for table in tables for name, model in table.items()})


PARTS: Mapping[int, Part] = MappingProxyType(
    {
        1: Part(
            1,
            "StrategicPlan",
            ("urn:ISO:std:iso:17469:tech:xsd:stratml_core", "http://www.stratml.net", ""),
            _models(_MODELS, _MODELS_1),
            MappingProxyType(_ATTRIBUTES),
            MappingProxyType({}),
            MappingProxyType(_CHECKS),
        ),
        2: Part(
            2,
            "PerformancePlanOrReport",
            (
                "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport",
                "http://www.stratml.net/PerformancePlanOrReport",
                "",
            ),
            _models(_MODELS, _MODELS_2),
            MappingProxyType(_ATTRIBUTES | _ATTRIBUTES_2),
            MappingProxyType({"PerformancePlanOrReport": ("Type",)}),
            MappingProxyType(_CHECKS | _CHECKS_2),
        ),
    }
)
"""Both parts of the standard, by number."""
