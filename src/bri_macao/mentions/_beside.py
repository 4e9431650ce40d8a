"""What a known place beside or within a name says about it, which the name's form alone does not.

All of it looks at masked text (see `mask`), and at no more of it than one name is long.
"""

import re
from collections.abc import Iterator

from bri_macao.mentions import _lexicon
from bri_macao.mentions._candidates import KINDS, Candidate, beginning, is_name, led
from bri_macao.model import PartnerKind

__all__ = ["apart", "behind", "in_slogan", "within"]

# A place in a country or a province that stands before it, as in 韩国安城市; guarded as those above are.
_WITHIN = re.compile(
    r"(?=(?P<name>[\u4e00-\u9fff-]{2,14}?(?<![城上超股债都全各入门楼夜闹集该本两三四五六七八九多好外伴等来到抵赴返留离驻访])"
    r"(?:(?P<city>市)(?![场民值容政区面况长])|(?P<region>省|州|大区)(?![市份级内外域际])|(?P<zone>港)(?![口澳股币资商湾务币])))"
    r")"
)
_PORT = re.compile("港(?![口澳股币资商湾务珠深])")


def within(masked: str, place: tuple[int, int], kind: str) -> Iterator[Candidate]:
    """What is told by its form only because it stands at a place that is known: a town of a country, a city's port.

    Args:
        masked: a masked text.
        place: where the known place stands in it.
        kind: what it is.
    """
    start, end = place
    if kind in ("country", "region") and (found := _WITHIN.match(masked, end)) is not None:
        name = found["name"]
        least = end + len(name) - 1
        if beginning(masked, end, least) == end:
            type: PartnerKind = "city" if found["city"] else "region" if found["region"] else "zone"
            yield Candidate(end, end + len(name), "partner", type)
    if kind == "city" and (port := _PORT.match(masked, end)) is not None:
        yield Candidate(start, port.end(), "partner", "zone", strong=True)


_DONE = led(_lexicon.VERBS)


def behind(masked: str, guess: Candidate, place: int) -> Candidate | None:
    """The name without the place that opens it and ends at `place`, where a verb follows that is done there.

    In 在开罗推广烹饪课程 it is 烹饪课程. None where what is left is no name.
    """
    verb = _DONE.match(masked, place, guess.end)
    if verb is None:
        return guess
    name = masked[beginning(masked, verb.end(), guess.end - 1) : guess.end]
    head = next(name[at:] for at in range(len(name)) if name[at:] in KINDS or at == len(name) - 1)
    return guess._replace(start=guess.end - len(name)) if is_name(name.removesuffix(head), head) else None


_OTHER_KINDS = re.compile(rf"(?:{_lexicon.TOO_GENERAL}|{_lexicon.MANY_KINDS})*")


def apart(masked: str, start: int, end: int) -> bool:
    """Whether a university's name behind a country's is whole without it: 马来西亚|马来亚大学, and not 越南国家大学."""
    return (
        masked.startswith("大学", end - 2) and end - start >= 4 and not _OTHER_KINDS.fullmatch(masked, start, end - 2)
    )


_PHRASE = re.compile(r"“([^“”,.;:!?、\n]{1,20})”")


def in_slogan(masked: str, start: int, end: int) -> bool:
    """Whether a place is a part of a short phrase in quotes, where it is nobody: “留学海角”."""
    opening = masked.rfind("“", max(0, start - 20), start)
    phrase = None if opening < 0 else _PHRASE.match(masked, opening)
    return phrase is not None and end <= phrase.end(1) and phrase.span(1) != (start, end)
