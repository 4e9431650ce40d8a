"""Rules of names: in every language, in the script of their tag, clean, and with a source."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from bri_macao.model import LANGUAGES, Citation, Name, Names, PartialDate
from bri_macao.spans import Span
from bri_macao.text import stray, unpaired
from bri_macao.validation._engine import Problem, Rule, Subject

__all__ = ["RULES"]


def _each(subject: Subject) -> Iterator[tuple[str, Name]]:
    """Every single name, with the path of what it names."""
    return ((path, name) for path, names in subject.named for name in names.entries)


def _place(path: str, name: Name) -> str:
    return f"{path}.names.{name.language}"


def _missing(subject: Subject) -> Iterable[Problem]:
    # What was only read in a document has one name, as the document has it; nobody has named it yet.
    for path, names in subject.named:
        if any(name.status != "attested" for name in names.entries):
            spoken = {name.language.lower() for name in names.entries}
            for language in LANGUAGES:
                if language.lower() not in spoken:
                    yield Problem(f"{path}.names", f"{names.best('en')!r} has no name in {language}")


_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def _scripts(subject: Subject) -> Iterable[Problem]:
    for path, name in _each(subject):
        tag = name.language.lower()
        if tag.startswith(("zh-hans", "zh-hant")):
            wrong = stray(name.text, "zh-Hans" if tag.startswith("zh-hans") else "zh-Hant")
            if wrong:
                message = f"{name.text!r} is tagged {name.language} and has {wrong!r}"
                yield Problem(_place(path, name), message, found=wrong)
        elif not tag.startswith(("zh", "ja", "ko", "yue")) and (han := _HAN.search(name.text)):
            message = f"{name.text!r} is tagged {name.language} and has {han[0]!r}"
            yield Problem(_place(path, name), message, found=han[0])


def _unsourced(subject: Subject) -> Iterable[Problem]:
    plan = subject.plan
    entities: list[tuple[str, Names, tuple[Citation, ...]]] = [
        *((f"partner:{partner.id}", partner.names, partner.citations) for partner in plan.partners),
        *((f"mechanism:{found.id}", found.names, found.citations) for found in plan.mechanisms),
    ]
    for path, names, citations in entities:
        supported = {field for citation in citations for field in citation.supports}
        for name in names.entries:
            if name.status == "official" and supported.isdisjoint(("names", f"names.{name.language}")):
                message = f"{name.text!r} is called official, and no citation supports it"
                yield Problem(_place(path, name), message)


def _disguised(subject: Subject) -> Iterable[Problem]:
    for path, name in _each(subject):
        if unicodedata.is_normalized("NFC", name.text):
            continue
        wrong = next((old for old in name.text if unicodedata.normalize("NFC", old) != old), None)
        if wrong is not None:
            plain = unicodedata.normalize("NFC", wrong)
            message = f"U+{ord(wrong):04X} stands for {plain!r} in {name.text!r}"
            yield Problem(_place(path, name), message, expected=plain, found=wrong)


def _quotes(subject: Subject) -> Iterable[Problem]:
    for path, name in _each(subject):
        # Straight quotes have no direction: an even number of them is right, in languages that use them.
        text = name.text if name.language.startswith("zh") or name.text.count('"') % 2 else name.text.replace('"', "")
        for _, quote in unpaired(text):
            yield Problem(_place(path, name), f"{quote} has no partner in {name.text!r}", found=quote)


def _text_quotes(subject: Subject) -> Iterable[Problem]:
    for item in subject.items:
        for place, quote in unpaired(item.text or ""):
            yield Problem(item.id, f"{quote} has no partner", item.id, Span(place, place + 1))


# Control and format characters, halves of pairs, private and unassigned ones, separators of lines.
_NO_LETTERS = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def _controls(subject: Subject) -> Iterable[Problem]:
    for path, name in _each(subject):
        if name.text.isprintable():
            continue
        wrong = next((letter for letter in name.text if unicodedata.category(letter) in _NO_LETTERS), None)
        if wrong is not None:
            yield Problem(_place(path, name), f"U+{ord(wrong):04X} in {name.text!r}", found=wrong)


def _bounds(since: PartialDate | None, until: PartialDate | None) -> tuple[date, date]:
    return (date.min if since is None else since.latest), (date.max if until is None else until.earliest)


def _rivals(subject: Subject) -> Iterable[Problem]:
    for path, names in subject.named:
        held = sorted((name.language, _bounds(name.since, name.until), n) for n, name in enumerate(names.entries))
        for (language, (_, end), first), (other, (start, _), second) in pairwise(held):
            if language == other and start <= end:
                one, two = (names.entries[n].text for n in sorted((first, second)))
                yield Problem(f"{path}.names.{language}", f"{one!r} and {two!r} hold at the same time")


RULES = (
    Rule(
        "BRI206",
        _text_quotes,
        "A quotation mark without its partner is mostly a character that was lost or misread.",
        fails=(("sections.0.items.0.text", "与巴西办好港口论坛，争取设立“蓝色基金。"),),
    ),
    Rule(
        "BRI631",
        _missing,
        "The plans speak four languages; whoever looks for one of them should find a name.",
        fails=(("partners.0.names.entries.2.language", "pt-BR"),),
        passes=(("partners.0.names.entries", [{"language": "zh-Hans", "text": "巴西", "status": "attested"}]),),
    ),
    Rule(
        "BRI632",
        _scripts,
        "The tag tells a browser which font to take, and a search which script to expect.",
        "correct the tag or the name",
        fails=(("mechanisms.0.names.entries.0.text", "港口論坛"),),
        passes=(("mechanisms.0.names.entries.1.text", "港口論壇后台"),),
    ),
    Rule(
        "BRI633",
        _unsourced,
        "A fact without a source cannot be checked.",
        "add a citation, or another standing",
        fails=(("mechanisms.0.citations", []),),
        passes=(("mechanisms.0.citations.0.supports", ["names.zh-Hans", "names.zh-Hant", "names.pt", "names.en"]),),
    ),
    Rule(
        "BRI634",
        _disguised,
        "Compatibility ideographs look right and are found by no search.",
        "write the plain character",
        fails=(("mechanisms.0.names.entries.0.text", "港口论坛\uf90a"),),
    ),
    Rule(
        "BRI635",
        _quotes,
        "A name with one quotation mark was cut out badly.",
        fails=(("mechanisms.0.names.entries.0.text", "“港口论坛"),),
        passes=(("mechanisms.0.names.entries.3.text", 'Port "Blue" Forum'),),
    ),
    Rule(
        "BRI636",
        _controls,
        "What cannot be seen breaks file formats, and turns text around.",
        "take the character out",
        fails=(("mechanisms.0.names.entries.0.text", "港口\u202e论坛"),),
    ),
    Rule(
        "BRI637",
        _rivals,
        "A look-up gives one name; of two that hold at one time it must guess.",
        "give both their dates",
        fails=(("mechanisms.0.names.entries.1", {"language": "zh-Hans", "text": "海港论坛", "status": "attested"}),),
        passes=(
            (
                "mechanisms.0.names.entries.1",
                {"language": "zh-Hans", "text": "海港论坛", "status": "attested", "until": {"year": 2001}},
            ),
            ("mechanisms.0.names.entries.0.since", {"year": 2002}),
        ),
    ),
)
