"""Rules of content: what an item says, what is known of whom it names, codes, targets and fingerprints."""

import re
from collections.abc import Iterable

from msgspec import to_builtins

from bri_macao.model import JSON, Fingerprint, Mechanism, Partner, is_provisional
from bri_macao.validation import _iso
from bri_macao.validation._engine import Problem, Rule, Subject

__all__ = ["RULES"]


def _no_text(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        if item.text == "":
            yield Problem(item.id, f"item {item.number} has a number and nothing else", item.id)


def _nothing(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        if not (item.names or item.actions or item.text or item.fingerprint):
            yield Problem(item.id, f"item {item.number} has no title, no action and no text", item.id)


def _no_verb(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        for action in item.actions:
            if action.verb is None and not action.statement:
                yield Problem(action.id, "nobody can say what is to be done", item.id, action.span)


def _twice(subject: Subject) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for item in subject.items:
        found = item.fingerprint or (Fingerprint.of(item.text) if item.text else None)
        if found is not None and found.length:
            other = first.setdefault(found.sha256, item.id)
            if other != item.id:
                yield Problem(item.id, f"item {item.number} says the same as {other}", item.id)


def _unexplained(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        known = (mention for mention in item.mentions if not is_provisional(mention.entity))
        if next(known, None) is None:
            yield Problem(item.id, f"item {item.number} names no partner and no mechanism that is known", item.id)


def _unregistered(subject: Subject) -> Iterable[Problem]:
    registry = subject.registry
    named: tuple[Partner | Mechanism, ...] = (*subject.plan.partners, *subject.plan.mechanisms)
    for entity in named:
        if entity.id in registry if registry is not None else not is_provisional(entity.id):
            continue
        name = entity.names.best("zh", "en") or entity.id
        closest = () if registry is None else registry.closest(name)
        meant = f"; did you mean {' or '.join(map(repr, closest))}?" if closest else ""
        message = f"{name!r} is not in the registry{meant}"
        for item, mention in subject.index.mentions.get(entity.id, ())[:1]:
            yield Problem(item.id, message, item.id, mention.span, found=mention.surface)
            break
        else:
            kind = "partner" if isinstance(entity, Partner) else "mechanism"
            yield Problem(f"{kind}:{entity.id}", message, found=name)


def _no_code(subject: Subject) -> Iterable[Problem]:
    for partner in subject.plan.partners:
        codes = partner.codes
        for field, code, table in (
            ("alpha2", codes and codes.alpha2, _iso.BY_ALPHA2),
            ("alpha3", codes and codes.alpha3, _iso.BY_ALPHA3),
            ("m49", codes and codes.m49, _iso.BY_M49),
        ):
            if code and code not in table:
                yield Problem(f"partner:{partner.id}.codes.{field}", f"there is no {field} code {code!r}", found=code)


def _mixed_codes(subject: Subject) -> Iterable[Problem]:
    for partner in subject.plan.partners:
        codes = partner.codes
        if codes is not None:
            meant = {
                _iso.BY_ALPHA2.get(codes.alpha2 or "", ""),
                _iso.BY_ALPHA3.get(codes.alpha3 or "", ""),
                _iso.BY_M49.get(codes.m49 or "", ""),
            } - {""}
            if len(meant) > 1:
                yield Problem(f"partner:{partner.id}.codes", f"they are the codes of {', '.join(sorted(meant))}")


def _shared_codes(subject: Subject) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for partner in subject.plan.partners:
        if partner.codes is not None and (code := partner.codes.alpha2 or partner.codes.m49):
            other = first.setdefault(code, partner.id)
            if other != partner.id:
                yield Problem(f"partner:{partner.id}.codes", f"{other!r} has the code {code!r} as well", found=code)


def _not_due(subject: Subject) -> Iterable[Problem]:
    period = subject.plan.period
    for item in subject.items:
        for n, target in enumerate(item.targets):
            due = target.due
            if due is not None and period is not None and (due.latest < period.start or period.end < due.earliest):
                message = f"due in {due}, and the period is {period}"
                yield Problem(f"{item.id}.targets[{n}].due", message, item.id, target.span)


def _other_text(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        found = item.fingerprint
        if item.text is not None and found is not None:
            own = Fingerprint.of(item.text)
            if (own.length, own.sha256) != (found.length, found.sha256):
                message = f"the text has {own.length} code points and another digest; {found.length} are expected"
                yield Problem(f"{item.id}.fingerprint", message, item.id)


# Of the first item of the example plan.
EXAMPLE_PRINT: JSON = to_builtins(Fingerprint.of("与巴西办好港口论坛，争取设立“蓝色基金”。"))

_DIGEST = re.compile(r"[0-9a-f]{64}")
_TRACE = re.compile(r"[0-9a-f]*")


def _no_fingerprint(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        found = item.fingerprint
        if found is None:
            continue
        if not _DIGEST.fullmatch(found.sha256):
            yield Problem(f"{item.id}.fingerprint.sha256", f"{found.sha256!r} is no SHA-256", item.id)
        if not _TRACE.fullmatch(found.trace) or len(found.trace) not in (0, found.length):
            message = f"the trace has {len(found.trace)} digits for {found.length} code points"
            yield Problem(f"{item.id}.fingerprint.trace", message, item.id)


RULES = (
    Rule(
        "BRI208",
        _no_text,
        "An item without words lost them, or is a number that is no item.",
        fails=(("sections.0.items.1.text", ""),),
        passes=(("sections.0.items.1.text", None),),
    ),
    Rule(
        "BRI671",
        _nothing,
        "An item that says nothing commits to nothing.",
        fails=(
            ("sections.1.items.0.names", {}),
            ("sections.1.items.0.actions", []),
            ("sections.1.items.0.text", None),
            ("sections.1.items.0.fingerprint", None),
        ),
        passes=(("sections.1.items.0.names", {}), ("sections.1.items.0.text", None)),
    ),
    Rule(
        "BRI672",
        _no_verb,
        "An action without a verb is a stretch of text that the rules did not understand.",
        "write a statement, or name the verb",
        fails=(("sections.0.items.0.actions.0.verb", None), ("sections.0.items.0.actions.0.statement", {})),
        passes=(("sections.0.items.0.actions.0.verb", None),),
    ),
    Rule(
        "BRI673",
        _twice,
        "The same words twice are mostly one page twice.",
        fails=(("sections.0.items.1.text", None), ("sections.0.items.1.fingerprint", EXAMPLE_PRINT)),
        passes=(("sections.0.items.1.fingerprint", None),),
    ),
    Rule(
        "BRI674",
        _unexplained,
        "Most items name somebody or something; where nothing is known, the registry may lack it.",
        fails=(("sections.0.items.0.mentions", []),),
    ),
    Rule(
        "BRI501",
        _unregistered,
        "What the registry does not know has no facts and no source.",
        "add it, or correct the text",
        fails=(
            ("mechanisms.1.id", "new-5f2b9c01"),
            ("sections.0.items.1.targets", []),
            ("sections.0.items.1.mentions", []),
        ),
        passes=(
            ("mechanisms.1.id", "port-forum-8"),
            ("sections.0.items.1.targets", []),
            ("sections.0.items.1.mentions", []),
        ),
    ),
    Rule(
        "BRI651",
        _no_code,
        "Codes tie a partner to other data; a wrong one ties it to nothing.",
        fails=(("partners.0.codes.alpha2", "XB"),),
        passes=(("partners.0.codes.alpha2", None),),
    ),
    Rule(
        "BRI652",
        _mixed_codes,
        "The codes of a partner are of one country.",
        fails=(("partners.0.codes.alpha3", "PRT"),),
        passes=(("partners.0.codes.alpha3", None),),
    ),
    Rule(
        "BRI653",
        _shared_codes,
        "Two partners with one code are one partner twice, or one of them is wrong.",
        fails=(("partners.2.codes", {"alpha2": "BR"}),),
        passes=(("partners.2.codes", {"m49": "009"}),),
    ),
    Rule(
        "BRI662",
        _not_due,
        "A plan counts within its period.",
        fails=(("sections.0.items.1.targets.0.due", {"year": 2032}),),
        passes=(("sections.0.items.1.targets.0.due", {"year": 2031, "month": 12}),),
    ),
    Rule(
        "BRI681",
        _other_text,
        "The fingerprint recognises the official text; here it does not.",
        "attach the plan to a copy, and look at the differences",
        fails=(("sections.0.items.0.fingerprint.sha256", "0" * 64),),
        passes=(
            ("sections.0.items.0.text", "與巴西辦好港口論壇，爭取設立「藍色基金」。"),
            ("sections.0.items.0.mentions", []),
        ),
    ),
    Rule(
        "BRI682",
        _no_fingerprint,
        "A fingerprint that is none matches no copy.",
        fails=(("sections.0.items.0.fingerprint.trace", "xyz"),),
        passes=(("sections.0.items.0.fingerprint.trace", ""),),
    ),
)
