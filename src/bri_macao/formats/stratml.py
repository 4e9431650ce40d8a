"""StratML (ISO 17469): strategic plans (Part 1) and performance plans (Part 2) as XML, for the tools that read them.

StratML has a place for a plan's title, period, sections, items and partners, in one language, and none for the rest.
So the whole plan goes along in a *residual*, in a processing instruction that others pass over. A slot that somebody
changed wins over the residual, and is told. What other people's documents say and the model has no place for is kept
under `Plan.extra["bri-macao.stratml"]`, and written again.
"""

import re
from collections.abc import Iterator
from typing import Literal

import attrs
import msgspec

from bri_macao._incoming import as_bytes
from bri_macao._json import read
from bri_macao.errors import DumpError, InvalidValue
from bri_macao.findings import Finding, LoadError, Notice, warn
from bri_macao.formats import json
from bri_macao.formats._stratml.checking import Check
from bri_macao.formats._stratml.documents import Aside, Document, parse, write
from bri_macao.formats._stratml.kept import KEY, RESIDUAL, Kept
from bri_macao.formats._stratml.merging import Merger
from bri_macao.formats._stratml.records import Record, cleaned, element_of, text_in, without
from bri_macao.formats._stratml.rules import PARTS, Part, PartNumber
from bri_macao.formats._stratml.slots import Slots
from bri_macao.formats._stratml.telling import Teller
from bri_macao.formats._trees import plan_of
from bri_macao.model import Plan, PlanId

__all__ = ["EXTRA", "LARGEST", "LOSSES", "LOSSES_WITHOUT_RESIDUAL", "check", "dumps", "loads"]

LOSSES: tuple[str, ...] = ()
EXTRA: str | None = "xml"

LOSSES_WITHOUT_RESIDUAL: tuple[str, ...] = (
    "arrangement",
    "extra",
    "mechanisms",
    "names",
    "partners",
    "sections[].items[].actions",
    "sections[].items[].fingerprint",
    "sections[].items[].mentions",
    "sections[].items[].names",
    "sections[].items[].numeral",
    "sections[].items[].policy_areas",
    "sections[].items[].targets",
    "sections[].names",
    "sections[].numeral",
    "source",
)
"""What `residual="none"` cannot carry.

Of names, one is left, without its standing and dates; of partners, those that an item names, by that one name; and of a
numeral that the document does not give, the number.
"""

LARGEST = 20_000_000
"""How many bytes StratML may have, unless the caller says otherwise; as elements it takes some ten times as much."""

Residual = Literal["pi", "other", "none"]

# No text within JSON has quotation marks that are not escaped, so that this is the beginning wherever it stands last.
_MARK = 'bri-macao {"language":"'


def dumps(plan: Plan, *, part: PartNumber | None = None, residual: Residual = "pi", language: str = "zh-Hans") -> bytes:
    """Write a plan as StratML.

    Args:
        plan: the plan.
        part: 1 for a strategic plan, 2 for a performance plan, which has places for targets and roles too; by default
            the part that the plan was read from, else 1.
        residual: where the whole plan goes along: `"pi"`, in a processing instruction; `"other"`, in
            OtherInformation, for tools that drop such instructions; `"none"`: nowhere (see `LOSSES_WITHOUT_RESIDUAL`).
        language: the BCP 47 tag of the language of names and statements; where there is none, the next best is taken.

    Raises:
        DumpError: StratML cannot hold the plan.

    >>> from bri_macao.plans import load_plan
    >>> text = dumps(load_plan(2023), residual="none", language="en").decode()
    >>> text.count("<Goal>"), text.count("<Objective>"), "<Identifier>bm-2023-s1</Identifier>" in text
    (5, 23, True)
    """
    if part not in (None, 1, 2):
        raise DumpError(f"StratML has no part {part!r}; it has 1 and 2")
    if residual not in ("pi", "other", "none"):
        raise DumpError(f"{residual!r} is no place for the residual; it is 'pi', 'other' or 'none'")
    kept = Kept.of(plan) or Kept(part=part or 1)
    rules = PARTS[part or kept.part]
    if kept.part != rules.number and residual == "none":
        message = f"extra[{KEY!r}] holds what only part {kept.part} can say; write that one, or keep a residual"
        raise DumpError(message)
    slots, kept = Slots(plan, rules.number, language), _of_part(kept, rules)
    raw = slots.document(kept)
    record = cleaned(raw)
    if residual == "none":
        _refuse_losses(plan, slots, raw, record)
    instructions: tuple[Aside, ...] = ()
    if residual != "none":
        text = _residual(plan, language)
        if residual == "pi":
            instructions = (Aside("instruction", RESIDUAL, text),)
        else:
            before = text_in(record, "OtherInformation")
            record["OtherInformation"] = ("" if before is None else f"{before}\n") + f"{RESIDUAL} {text}"
    root = element_of(record, rules.root, rules)
    checked = Check(rules)
    said = checked.record(root, f"/{rules.root}")
    if checked.findings:
        raise DumpError(f"{plan.id} makes no valid StratML: {checked.findings[0]}")
    if said != record:
        raise DumpError(f"extra[{KEY!r}] is not as this library keeps it; delete it")
    return write(Document(root, rules.namespaces[0], kept.before, (*kept.after, *instructions)))


def _of_part(kept: Kept, part: Part) -> Kept:
    """What is kept beside the plan, when it is of this part of the standard."""
    return kept if kept.part == part.number else Kept(part=part.number)


def _refuse_losses(plan: Plan, slots: Slots, raw: Record, record: Record) -> None:
    if slots.repeated:
        message = f"two things in {plan.id} have the identifier {slots.repeated[0]!r}; give them ids of their own"
        raise DumpError(message)
    if raw != record:
        raise DumpError(f"a text in {plan.id} has a character that XML cannot hold; take it out, or keep a residual")


def _residual(plan: Plan, language: str) -> str:
    """The whole plan as JSON in which nothing stands that ends an instruction or that XML cannot hold."""
    try:
        tag = msgspec.json.encode(language).decode()
    except UnicodeEncodeError as error:
        raise DumpError(f"{language!r} is no language tag") from error
    text = f'{{"language":{tag},"plan":{json.dumps(plan).decode()}}}'
    return re.sub("[>\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def loads(data: bytes | str, *, largest: int = LARGEST, lenient: bool = False, notice: Notice = warn) -> Plan:
    """Read a plan from StratML: ours, with or without a residual, or somebody else's.

    Goals become sections, objectives items, and stakeholders partners, which no item mentions, since nobody says where.

    Args:
        data: XML, as bytes or as text.
        largest: how many bytes it may have.
        lenient: keep elements and attributes that StratML does not know, instead of refusing them.
        notice: hears of what was noticed; by default it is a Python warning. `BRI413`: against the rules, but plain
            in its meaning; `BRI421`: unknown; `BRI422`: a slot was changed after the plan was written, and wins;
            `BRI423`: a number or a namespace that is not as the standard has it.

    Raises:
        LoadError: every problem at once, each with its path and line.
        MissingExtra: lxml is not installed.

    >>> from bri_macao.plans import load_plan
    >>> plan = load_plan(2023)
    >>> loads(dumps(plan)) == plan
    True
    """
    document, part = _parsed(data, largest)
    checked = Check(part)
    record = checked.record(document.root, f"/{part.root}")
    if errors := (*checked.errors, *(() if lenient else checked.unknown)):
        raise LoadError(tuple(sorted(errors, key=lambda finding: finding.line or 0)))
    if document.namespace != part.namespaces[0]:
        message = f"the namespace is {document.namespace!r}; that of the standard is {part.namespaces[0]!r}"
        notice(Finding(code="BRI423", path=f"/{part.root}", line=document.root.line, message=message))
    for finding in checked.mended:
        notice(finding)
    for finding in checked.unknown:
        notice(attrs.evolve(finding, code="BRI421", severity="warning", hint="it is kept under extra, and not written"))
    aside = checked.aside | dict(_inside(document, part, notice))
    base, language, record = _base(document, record, lenient=lenient, notice=notice)
    around = [tuple(found for found in side if found.target != RESIDUAL) for side in (document.before, document.after)]
    found = Kept(part=part.number, before=_plain(around[0]), after=_plain(around[1]), aside=aside)
    try:
        slots = Slots(base or Plan(id=PlanId("undated")), part.number, language)
        before = Kept.of(slots.plan) or Kept(part=part.number)
        kept = _of_part(before, part)
        unchanged = cleaned(slots.document(kept)) == record
        if base is not None and unchanged and (kept.before, kept.after) == (found.before, found.after) and not aside:
            return base
        teller = Teller(base is not None, checked.lines)
        if before.part != part.number:
            teller.tell("BRI422", f"/{part.root}", f"what was kept for part {before.part} has no place here, and goes")
        plan = Merger(slots, kept, record, teller).merged(attrs.evolve(found, aside=kept.aside | aside))
    except (DumpError, InvalidValue) as error:
        raise LoadError((Finding(code="BRI413", path=f"/{part.root}", message=str(error)),)) from error
    for finding in teller.findings:
        notice(finding)
    return plan


def check(data: bytes | str, part: PartNumber | None = None, *, largest: int = LARGEST) -> tuple[Finding, ...]:
    """Every breach of StratML's rules in a document, ours or not, whether `loads` takes it or not.

    Args:
        data: XML, as bytes or as text.
        part: the part of the standard whose rules should hold; by default the root element says it.
        largest: how many bytes it may have.

    Raises:
        MissingExtra: lxml is not installed.

    >>> print(check("<StrategicPlan><Name/><StrategicPlanCore/></StrategicPlan>")[0])
    error BRI413 at /StrategicPlan/StrategicPlanCore, line 1: StrategicPlanCore lacks its Goal
    """
    try:
        document, found = _parsed(data, largest)
    except LoadError as error:
        return error.findings
    if part is not None and part != found.number:
        message = f"{found.root} is the root of part {found.number}; that of part {part} is {PARTS[part].root}"
        return (Finding(code="BRI413", path="/", line=document.root.line, message=message),)
    checked = Check(found)
    checked.record(document.root, f"/{found.root}")
    return checked.findings


def _parsed(data: bytes | str, largest: int) -> tuple[Document, Part]:
    document = parse(as_bytes(data, largest, name="StratML"), utf8=isinstance(data, str))
    root = document.root
    part = next((part for part in PARTS.values() if part.root == root.name), None)
    if part is not None and document.namespace in part.namespaces:
        return document, part
    message = f"{root.name} in the namespace {document.namespace!r} is no root of StratML"
    hint = f"StratML begins with {' or '.join(part.root for part in PARTS.values())}"
    raise LoadError((Finding(code="BRI412", path="/", line=root.line, message=message, hint=hint),))


def _plain(asides: tuple[Aside, ...]) -> tuple[Aside, ...]:
    """Without their lines, which are of no matter once they are kept."""
    return tuple(aside._replace(line=None) for aside in asides)


def _inside(document: Document, part: Part, notice: Notice) -> Iterator[tuple[str, str]]:
    """Comments and instructions among the elements, which have no place in a plan."""
    for i, aside in enumerate((aside for aside in document.inside if aside.target != RESIDUAL), 1):
        path = f"/{part.root}//{aside.kind}[{i}]"
        message = (
            f"{'a comment' if aside.kind == 'comment' else 'an instruction'} among the elements is kept under extra"
        )
        notice(Finding(code="BRI421", path=path, line=aside.line, message=message, hint="it is not written again"))
        yield path, f"{aside.target} {aside.text}".strip()


def _base(document: Document, record: Record, *, lenient: bool, notice: Notice) -> tuple[Plan | None, str, Record]:
    """The plan of the residual and the language of its slots, and the record without the residual."""
    found = [aside for aside in (*document.before, *document.inside, *document.after) if aside.target == RESIDUAL]
    texts = [(aside.text, f"processing-instruction({RESIDUAL!r})", aside.line) for aside in found]
    before, mark, rest = (text_in(record, "OtherInformation") or "").rpartition(_MARK)
    if mark:
        texts.append((f"{mark}{rest}".removeprefix(RESIDUAL), f"/{document.root.name}/OtherInformation", None))
        record = without(record, "OtherInformation") | ({"OtherInformation": before[:-1]} if before else {})
    if not texts:
        return None, "zh-Hans", record
    text, path, line = texts[0]
    hint = "delete it to read what the elements say"
    if len(texts) > 1:
        message = f"the plan goes along {len(texts)} times"
        raise LoadError((Finding(code="BRI413", path=path, line=texts[1][2], message=message, hint=hint),))
    tree, findings = read(text.strip().encode())
    residual = tree if isinstance(tree, dict) and {*tree} == {"language", "plan"} else {}
    language = residual.get("language")
    try:
        if not findings and not isinstance(language, str):
            findings = [Finding(code="BRI413", path="$", message="this is no residual: a language and a plan")]
        plan = plan_of(residual.get("plan"), findings, lenient=lenient, notice=notice)
    except LoadError as error:
        told = (
            attrs.evolve(finding, path=f"{path} {finding.path}", line=line, hint=finding.hint or hint)
            for finding in error.findings
        )
        raise LoadError(tuple(told)) from error
    return plan, str(language), record
