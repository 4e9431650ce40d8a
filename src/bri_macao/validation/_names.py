"""Rules of names: in every language, in the script of their tag, clean, and with a source."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise

from bri_macao.model import LANGUAGES, Mechanism, Name, PartialDate, Partner
from bri_macao.spans import Span
from bri_macao.text import stray, unpaired
from bri_macao.validation._engine import Problem, Rule, Subject

__all__ = ["RULES"]


def _doubtful(subject: Subject, wrong: Callable[[str, str], object]) -> Iterator[tuple[str, Name]]:
    """The names of the languages in which something is wrong, each with the path of what it names.

    Args:
        subject: what to look at.
        wrong: what is wrong in a text of that language, if anything. Where it sees nothing in all names of a language
            together, there is nothing in any of them.
    """
    languages = {language for language, text in subject.spoken.items() if wrong(text, language)}
    for path, names in subject.named if languages else ():
        yield from ((path, name) for name in names.entries if name.language in languages)


def _place(path: str, name: Name) -> str:
    return f"{path}.names.{name.language}"


def _missing(subject: Subject) -> Iterable[Problem]:
    # What was only read in a document has one name, as the document has it; nobody has named it yet.
    for path, names in subject.named:
        spoken = {name.language for name in names.entries}
        if not spoken.issuperset(LANGUAGES) and any(name.status != "attested" for name in names.entries):
            known = {language.lower() for language in spoken}
            for language in LANGUAGES:
                if language.lower() not in known:
                    yield Problem(f"{path}.names", f"{names.best('en')!r} has no name in {language}")


_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# That all of a text lies in one range is seen four times as fast as that nothing of it lies in those two.
_EARLIER = re.compile(r"[\0-\u33ff]*")


def _foreign(text: str, language: str) -> str:
    """Characters of a text that are in another script than its tag says: all of them, or the first."""
    tag = language.lower()
    if tag.startswith(("zh-hans", "zh-hant")):
        return stray(text, "zh-Hans" if tag.startswith("zh-hans") else "zh-Hant")
    if tag.startswith(("zh", "ja", "ko", "yue")) or _EARLIER.fullmatch(text):
        return ""
    han = _HAN.search(text)
    return han[0] if han else ""


def _scripts(subject: Subject) -> Iterable[Problem]:
    for path, name in _doubtful(subject, _foreign):
        wrong = _foreign(name.text, name.language)
        if wrong:
            message = f"{name.text!r} is tagged {name.language} and has {wrong!r}"
            yield Problem(_place(path, name), message, found=wrong)


def _unsourced(subject: Subject) -> Iterable[Problem]:
    plan = subject.plan
    entities: tuple[Partner | Mechanism, ...] = (*plan.partners, *plan.mechanisms)
    for entity in entities:
        supported = {field for citation in entity.citations for field in citation.supports}
        if "names" in supported:
            continue
        for name in entity.names.entries:
            if name.status == "official" and f"names.{name.language}" not in supported:
                kind = "partner" if isinstance(entity, Partner) else "mechanism"
                message = f"{name.text!r} is called official, and no citation supports it"
                yield Problem(_place(f"{kind}:{entity.id}", name), message)


def _disguised(subject: Subject) -> Iterable[Problem]:
    for path, name in _doubtful(subject, lambda text, _: not unicodedata.is_normalized("NFC", text)):
        wrong = next((old for old in name.text if unicodedata.normalize("NFC", old) != old), None)
        if wrong is not None:
            plain = unicodedata.normalize("NFC", wrong)
            message = f"U+{ord(wrong):04X} stands for {plain!r} in {name.text!r}"
            yield Problem(_place(path, name), message, expected=plain, found=wrong)


_PAIR = re.compile('“[^“”＂"|]*”')
_STRAIGHT_PAIR = re.compile('"[^“”＂"|]*"')


def _unclear(text: str, language: str) -> bool:
    """Whether quotation marks are left in a text when the plain pairs are taken out."""
    rest = _PAIR.sub("", text)
    if not language.startswith("zh"):
        rest = _STRAIGHT_PAIR.sub("", rest)
    return any(quote in rest for quote in '“”＂"')


def _quotes(subject: Subject) -> Iterable[Problem]:
    for path, name in _doubtful(subject, _unclear):
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
    for path, name in _doubtful(subject, lambda text, _: not text.isprintable()):
        wrong = next((letter for letter in name.text if unicodedata.category(letter) in _NO_LETTERS), None)
        if wrong is not None:
            yield Problem(_place(path, name), f"U+{ord(wrong):04X} in {name.text!r}", found=wrong)


def _bounds(since: PartialDate | None, until: PartialDate | None) -> tuple[date, date]:
    return (date.min if since is None else since.latest), (date.max if until is None else until.earliest)


def _rivals(subject: Subject) -> Iterable[Problem]:
    for path, names in subject.named:
        if len({name.language for name in names.entries}) == len(names.entries):
            continue
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
