"""Names that no registry knows, told by their form: quotes, titles, heads such as …论坛, and groups of countries.

A candidate is where a careful reader would stop and ask, what is this. All of it is found on masked text (see `mask`),
in time linear in its length.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bri_macao.mentions import _lexicon
from bri_macao.model import EntityKind, MechanismKind, PartnerKind

__all__ = ["BELT_AND_ROAD", "KINDS", "Candidate", "beginning", "candidates", "is_name", "led", "mask"]

BELT_AND_ROAD = "belt-and-road-countries"
"""The id of the group of countries and regions along the Belt and Road, which has more names than a list can hold."""


class Candidate(NamedTuple):
    """A name by its form.

    Attributes:
        start, end: where; offsets of the masked text.
        kind: partner or mechanism.
        type: what kind of partner or mechanism.
        inferred: the words leave it to the context whom they mean.
        strong: it is a name by its quotes or by a form of its own; a registered name at its end is only a part of it.
        entity: the id of whom it means, where the form says so by itself.
        placed: it is a name only where it begins with a place that is known.
    """

    start: int
    end: int
    kind: EntityKind
    type: MechanismKind | PartnerKind
    inferred: bool = False
    strong: bool = False
    entity: str | None = None
    placed: bool = False


_QUOTES = str.maketrans({**dict.fromkeys("“「〝﹁", "“"), **dict.fromkeys("”」〞﹂", "”")})
_QUOTE = re.compile('"')
_BRACKETS = re.compile(r"\(([\u4e00-\u9fff-]{1,6})\)(?=[\u4e00-\u9fff-])")


def mask(key: str, written: str) -> str:
    """The text in which candidates are looked for.

    It is the key with the direction of its quotes put back; quotes around 一带一路, and short brackets inside a name,
    become letters, since they divide nothing.

    Args:
        key: folded text.
        written: the same text as it was written, character for character.

    >>> mask('"一带一路"的"博览(会展)中心"', "“一带一路”的“博览(会展)中心”")
    '〓一带一路〓的“博览〓会展〓中心”'
    """
    quoted = _QUOTE.sub(lambda found: written[found.start()].translate(_QUOTES), key)
    plain = quoted.replace("“一带一路”", "〓一带一路〓").replace('"一带一路"', "〓一带一路〓")
    return _BRACKETS.sub(lambda found: f"〓{found[1]}〓", plain)


def candidates(masked: str) -> Iterator[Candidate]:
    """Every candidate in a masked text, in no order; they may overlap."""
    yield from _belt_and_road(masked)
    yield from _groups(masked)
    yield from _places(masked)
    yield from _titles(masked)
    yield from _quoted(masked)
    yield from _headed(masked)


def _any(words: Iterable[str]) -> str:
    """A pattern of words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


# The Belt and Road, with what makes countries of it; 国家级, 国家战略 and the like make something else.
_STATE = r"国家(?!级|战略|倡议|发展|政策|大局|层面|规划|安全|重点|标准|部委|主席|队|馆|地理|公园)"
_ALSO = r"(?:[和及与或/、](?:相关|沿线)?地区|[(〓]地区[)〓])?"
_ROAD = re.compile(
    r"(?=[参共〓一])(?:(?:参与)?共建)?〓?一带一路〓?(?:建设|倡议)?的?(?:沿线|相关|有关|共建|合作|参与|沿途|友好){0,2}的?各?"
    rf"(?:{_STATE}{_ALSO}|国(?=[,。、的和与])|参与国)"
)
_BARE = re.compile(rf"(?=[相沿共])(?<!〓)(?<!一带一路)(?:相关{_STATE}[和及与或/、]地区|(?:沿线|共建){_STATE}{_ALSO})")


def _belt_and_road(masked: str) -> Iterator[Candidate]:
    for found in _ROAD.finditer(masked) if "一带一路" in masked else ():
        yield Candidate(*found.span(), "partner", "group", strong=True, entity=BELT_AND_ROAD)
    for found in _BARE.finditer(masked):
        yield Candidate(*found.span(), "partner", "group", inferred=True, strong=True, entity=BELT_AND_ROAD)


# 马来西亚 and 沙特阿拉伯 are countries.
_REGION = rf"(?<![尼来])(?<!沙特){_any(_lexicon.REGIONS)}"
# How any of them begins stands first: the engine then passes over all other places at once.
_OPENINGS = "".join(sorted({word[0] for word in (*_lexicon.REGIONS, *_lexicon.GROUP_WORDS)}))
_OF_STATES = re.compile(
    rf"(?=[{_OPENINGS}a-z上世经])(?:(?:(?:{_REGION}[和及与]?)?{_REGION}|{_any(_lexicon.GROUP_WORDS)}){_STATE}(?:[/和及与]地区)?(?:司法管辖区)?"
    rf"|{_REGION}[二三四五六七八九十\d]{{1,2}}国"
    rf"|(?:{_REGION}|[a-z]{{2,8}}|(?:上合|世贸|经合)组织)成员国|(?P<region>{_REGION}))"
)
_BODIES = re.compile(_lexicon.BODIES)
_CLASSES = re.compile(_lexicon.CLASSES)


def _groups(masked: str) -> Iterator[Candidate]:
    for found in _OF_STATES.finditer(masked):
        yield Candidate(*found.span(), "partner", "region" if found["region"] else "group")
    for found in _BODIES.finditer(masked):
        yield Candidate(*found.span(), "partner", "organization")
    for found in _CLASSES.finditer(masked):
        yield Candidate(*found.span(), "partner", "enterprises")


_HAN = r"[\u4e00-\u9fff]"
# With each kind, what a name of it ends in: most texts have none, and where there is none nothing is searched.
_PLACES: tuple[tuple[PartnerKind, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "city",
        re.compile("市"),
        re.compile(
            rf"{_HAN}{{2,3}}(?<![城上超股债都全各入门楼夜闹集该本两三四五六七八九多])市(?![场民值容政区面况长])"
        ),
    ),
    ("region", re.compile("省"), re.compile(rf"{_HAN}{{2,3}}(?<![本外各全两三多该伴好])省(?![市份级内外钱时力际政])")),
    (
        "zone",
        re.compile("|".join(_lexicon.ZONE_HEADS)),
        re.compile(rf"(?:中国〓{_HAN}{{2,4}}〓)?[\u4e00-\u9fff-]{{2,16}}?(?P<head>{_any(_lexicon.ZONE_HEADS)})"),
    ),
)


_GENERAL = re.compile(rf"(?:{_lexicon.TOO_GENERAL})+")
_COMPANY = re.compile(rf"(?:{_lexicon.TOO_GENERAL}|{_lexicon.TRADES})+")
_PARKS = tuple(head for head, kind in _lexicon.MECHANISM_HEADS.items() if kind == "park")


def _places(masked: str) -> Iterator[Candidate]:
    for kind, ending, pattern in _PLACES:
        for found in pattern.finditer(masked) if ending.search(masked) else ():
            start = max(found.start(), beginning(masked, max(0, found.start() - 3), found.end() - 1))
            if kind == "zone":
                before = masked[start : found.start("head")]
                if len(before) < 2 or _COMPANY.fullmatch(before) or found[0].endswith(_PARKS):
                    continue
            if found.end() - start >= 3:
                yield Candidate(start, found.end(), "partner", kind)


_TITLE = re.compile(r"<((?:[^<>\n]|<[^<>\n]{1,60}>){2,60})>")
_LAW = re.compile(rf"{_any(_lexicon.LAWS)}$")


def _titles(masked: str) -> Iterator[Candidate]:
    for found in _TITLE.finditer(masked):
        if not _LAW.search(found[1]):
            yield Candidate(*found.span(1), "mechanism", _type_of(found[1]) or "agreement", strong=True)


def _unless(head: str) -> str:
    """A head as a pattern, without what precedes or follows it where it is none."""
    before = f"(?<![{_lexicon.BEFORE[head]}]{head})" if head in _lexicon.BEFORE else ""
    after = f"(?!{_lexicon.AFTER[head]})" if head in _lexicon.AFTER else ""
    # 营商会议 is a meeting, and none of an 营商会.
    return head + before + after + ("(?!议(?![员事程题]))" if head.endswith("会") else "")


_QUOTED = re.compile(r"“([^“”\n]{2,40})”")
# What may follow a quoted name: a word that is no part of it, as in “…”服务; or one that is, as in “…”基金.
_SERVICE = re.compile("服务|专列|列车")
_TAILS = {*_lexicon.MECHANISM_HEADS, "项目"} - {"制度", "机制", "平台", "奖"}
_TAIL = re.compile(rf"{_HAN}{{0,6}}?(?:{'|'.join(map(_unless, sorted(_TAILS, key=len, reverse=True)))})")
# An edition before a quoted name is a part of it: 第三届“…”. It has this many characters at most.
LONGEST_EDITION = 6
_EDITION_BEFORE = re.compile(rf"{_lexicon.EDITION}$")


def _quoted(masked: str) -> Iterator[Candidate]:
    for found in _QUOTED.finditer(masked):
        type = _type_of(found[1].rstrip("〓"))
        tail = _TAIL.match(masked, found.end())
        edition = None
        if masked.endswith(("届", "次"), 0, found.start()):
            edition = _EDITION_BEFORE.search(masked, max(0, found.start() - LONGEST_EDITION), found.start())
        if type is not None:
            span = found.span(1) if edition is None else (edition.start(), found.end())
            yield Candidate(*span, "mechanism", type, strong=True)
        elif found[1].endswith(_lexicon.ORGANIZATION_HEADS):
            yield Candidate(*found.span(1), "partner", "organization", strong=True)
        elif tail is not None and not _BORDER.search(tail[0]):
            start = found.start() if edition is None else edition.start()
            yield Candidate(start, tail.end(), "mechanism", _type_of(tail[0]) or "programme", strong=True)
        elif _SERVICE.match(masked, found.end()):
            yield Candidate(*found.span(1), "mechanism", "service", strong=True)


KINDS: dict[str, MechanismKind | None] = {**dict.fromkeys(_lexicon.ORGANIZATION_HEADS), **_lexicon.MECHANISM_HEADS}
"""The last words of names, each with the kind of mechanism that it says; None where it says a body."""
_LONGEST = max(map(len, KINDS))


def _type_of(name: str) -> MechanismKind | None:
    """The kind of mechanism that the last word of a name says; None where that word is all of it, or says a body."""
    ends = (name[-length:] for length in range(min(_LONGEST, len(name) - 1), 0, -1))
    return next((KINDS[end] for end in ends if end in KINDS), None)


_HEADS = re.compile(
    "|".join(
        _unless(head)
        for head in sorted({*_lexicon.MECHANISM_HEADS, *_lexicon.ORGANIZATION_HEADS}, key=len, reverse=True)
    )
)
# What no name goes across.
_HARD = re.compile(r"""[,.;:!?。、"'“”<>()\[\]\n…]""")
# No name is longer than this before its head.
FARTHEST = 36
# Where it is, in brackets behind a name; 简称 says something else, and so does a short name with a head of its own.
_SITE = re.compile(rf"[(〓](?![简下以含包如第暂拟共等一]){_HAN}{{2,4}}(?<![会坛展节赛金心地院网])[)〓]")
_BRANCH = re.compile("[(〓](?:澳门|香港|中国|亚洲)[)〓]")
# Whose department it is, where that is no place.
_WIDE = ("国家", "国际", "世界", "联合国", "欧洲")
_JOINTLY = re.compile(_lexicon.JOINT)
_FAIRS = re.compile(_lexicon.FAIRS)


def _headed(masked: str) -> Iterator[Candidate]:
    for fair in _FAIRS.finditer(masked):
        yield Candidate(fair.start() - 1, fair.end(), "mechanism", "exhibition")
    stops = [found.end() for found in _HARD.finditer(masked)]
    passed = 0
    for head in _HEADS.finditer(masked):
        while passed < len(stops) and stops[passed] <= head.start():
            passed += 1
        least = max(stops[passed - 1] if passed else 0, head.start() - FARTHEST)
        start = beginning(masked, least, head.start())
        if is_name(masked[start : head.start()], head[0]):
            type = _lexicon.MECHANISM_HEADS.get(head[0])
            if type is None and head[0].endswith(("研究院", "学院")) and _JOINTLY.match(masked, start):
                type = "lab" if head[0] == "研究院" else "college"
            if type is None:
                if not (masked.startswith("及", head.end()) and _OF_STATES_TOGETHER.match(masked, start)):
                    own = head[0] in _lexicon.DEPARTMENTS and not masked.startswith(_WIDE, start)
                    branch = _BRANCH.match(masked, head.end())
                    end = head.end() if branch is None else branch.end()
                    yield Candidate(start, end, "partner", "organization", placed=own)
            else:
                # An edition is a mechanism of its own, and a part of what it is an edition of.
                edition = _EDITION.match(masked, start) is not None
                site = _SITE.match(masked, head.end()) if masked.startswith(("(", "〓"), head.end()) else None
                end = head.end() if site is None else site.end()
                yield Candidate(start, end, "mechanism", type, strong=edition or site is not None)


_HERE = re.compile(rf"(?:澳门|香港){_HAN}*")


def is_name(before: str, head: str) -> bool:
    """Whether a head and what stands before it are a name, and no everyday words."""
    if head in _lexicon.MINISTRIES:
        return True
    if not before:
        return head in _lexicon.ALONE
    if len(before) < (3 if head == "奖" else 2):
        return False
    if head == "协会" and before.endswith("商"):  # 商协会: associations of any kind
        return False
    if head in ("公司", "集团", "委员会", "理事会"):
        return _COMPANY.fullmatch(before) is None
    if head in _lexicon.OWN and _HERE.fullmatch(before):
        return True
    everyday = head in _lexicon.WEAK_HEADS or (head in _lexicon.ORGANIZATION_HEADS and before not in ("世界", "国际"))
    return not (everyday and _GENERAL.fullmatch(before))


_OPENING = re.compile(r"(?:^|\|)(?:\(\?<!.*?\))?(?:\[(.*?)\]|(.))")


def led(alternatives: str) -> re.Pattern[str]:
    """A pattern of alternatives that first looks whether any of them may begin at a character: 10 times as fast.

    Each alternative begins with a character or a class of them, perhaps behind a look at what precedes it.
    """
    openings = sorted({found[1] or found[2] for found in _OPENING.finditer(alternatives)})
    return re.compile(f"(?=[{''.join(openings)}])(?:{alternatives})")


_BORDER = led(_lexicon.BORDERS)
_BEFORE = led(f"{_lexicon.BORDERS}|{_lexicon.VERBS}|{_lexicon.ADJUNCTS}")
_EDITION = re.compile(_lexicon.EDITION)
# 促进和保护投资协定 is one kind of treaty.
_OPENER = re.compile(rf"(?:{_lexicon.EDITION})?(?:{_lexicon.OPENERS}|促进$|〓一带一路〓$)")
_OF_STATES_TOGETHER = re.compile(rf"(?:{_lexicon.EDITION})?中国[-与和]")


def beginning(masked: str, least: int, end: int) -> int:
    """Where a name begins that reaches to `end` at least: behind the last border, no earlier than `least`."""
    start = least
    while (border := _BEFORE.match(masked, start, end) or _next_border(masked, start, end)) is not None:
        start = border.end()
    # 内地 says where, and begins no name of its own.
    return start + 2 if masked.startswith("内地", start) and start + 2 < end else start


def _next_border(masked: str, start: int, end: int) -> re.Match[str] | None:
    """The first border inside a name that begins at `start`; a 与, 和 or 及 may be a part of the name."""
    for border in _BORDER.finditer(masked, start + 1, end):
        if border[0] not in "与和及" or not _goes_on(masked[start : border.start()], border[0]):
            return border
    return None


def _goes_on(before: str, joint: str) -> bool:
    """Whether a name that begins so may go on behind 与, 和 or 及: no name of two does behind its head.

    Those who meet may be bodies, as in 中国—葡语国家中央银行及金融家会议.
    """
    if _OPENER.match(before) is None:
        return False
    head = _HEADS.search(before)
    several = joint == "及" and _OF_STATES_TOGETHER.match(before) is not None
    return head is None or (several and head[0] in _lexicon.ORGANIZATION_HEADS and head.end() == len(before))
