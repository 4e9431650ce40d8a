"""Names that no registry knows, told by their form: quotes, titles, heads such as …论坛, and groups of countries.

A candidate is where a careful reader would stop and ask, what is this. It is found on folded text, in one pass, from
the right: a head such as 基金 ends a name, and the name begins behind the nearest border to its left.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bri_macao.mentions import _lexicon
from bri_macao.model import EntityKind, MechanismKind, PartnerKind

__all__ = ["BELT_AND_ROAD", "Candidate", "candidates", "mask"]

BELT_AND_ROAD = "belt-and-road-countries"
"""The id of the group of countries and regions along the Belt and Road, which has more names than a list can hold."""


class Candidate(NamedTuple):
    """A name by its form.

    `strong` candidates are proper names by their quotes, or a well-known form; they outrank a registered name inside
    them that ends where they end.
    """

    start: int
    end: int
    kind: EntityKind
    type: MechanismKind | PartnerKind
    inferred: bool = False
    strong: bool = False
    entity: str | None = None


def mask(key: str) -> str:
    """The key with the quotes around 一带一路, and short brackets inside a name, made letters: they divide nothing."""
    key = key.replace('"一带一路"', "〓一带一路〓")
    return _BRACKETS.sub(lambda found: f"〓{found[1]}〓", key)


_BRACKETS = re.compile(r"\(([\u4e00-\u9fff]{1,6})\)(?=[\u4e00-\u9fff])")
# What no name goes across.
_HARD = re.compile(r'[,.;:!?。、"<>()\[\]\n…]')


def candidates(masked: str) -> Iterator[Candidate]:
    """Every candidate in a masked key, in no order; they may overlap."""
    yield from _belt_and_road(masked)
    yield from _groups(masked)
    yield from _places(masked)
    yield from _titles(masked)
    yield from _quoted(masked)
    yield from _headed(masked)


# “一带一路” with what makes countries of it; 国家级, 国家战略 and the like make something else.
_STATE = r"国家(?!级|战略|倡议|发展|政策|大局|层面|规划|安全|重点|标准|部委|主席|队|馆|地理|公园)"
_ALSO = r"(?:\s?[和及与或/、]\s?(?:相关|沿线)?地区)?"
_ROAD = re.compile(
    rf"(?:(?:参与)?共建)?〓?一带一路〓?(?:建设|倡议)?的?(?:沿线|相关|有关|共建|合作|参与|沿途|友好){{0,2}}的?各?(?:{_STATE}{_ALSO}|国(?=[,。、的和与])|参与国)"
)
_BARE = re.compile(rf"(?<!〓)(?<!一带一路)(?:相关|沿线|有关|共建){_STATE}(?:{_ALSO})")


def _belt_and_road(masked: str) -> Iterator[Candidate]:
    for found in _ROAD.finditer(masked):
        yield Candidate(*found.span(), "partner", "group", strong=True, entity=BELT_AND_ROAD)
    for found in _BARE.finditer(masked):
        if found[0].endswith("地区") or found[0].startswith(("沿线", "共建")):
            yield Candidate(*found.span(), "partner", "group", inferred=True, strong=True, entity=BELT_AND_ROAD)


_OF_STATES = re.compile(
    rf"(?:{'|'.join((*_lexicon.REGIONS, *_lexicon.GROUP_WORDS))}){_STATE}(?:(?:/|和|及|与)地区)?(?:司法管辖区)?"
    rf"|(?<![尼来])(?:{'|'.join(_lexicon.REGIONS)})|(?<!沙特)阿拉伯(?!联合)"
)
# World bodies, by their usual openings or short names.
_BODIES = re.compile(
    r"(?:世界|国际|联合国|上海|亚太|欧洲|非洲|美洲)[\u4e00-\u9fff]{0,8}?组织|(?:世卫|世贸|经合|上合|粮农|劳工)组织|世卫|联合国"
)
_CLASSES = re.compile(_lexicon.CLASSES)


def _groups(masked: str) -> Iterator[Candidate]:
    for found in _OF_STATES.finditer(masked):
        yield Candidate(*found.span(), "partner", "region" if found[0] in _lexicon.REGIONS else "group")
    for found in _BODIES.finditer(masked):
        yield Candidate(*found.span(), "partner", "organization")
    for found in _CLASSES.finditer(masked):
        yield Candidate(*found.span(), "partner", "enterprises")


_PLACES: tuple[tuple[PartnerKind, re.Pattern[str]], ...] = (
    ("city", re.compile(r"[\u4e00-\u9fff]{2,3}(?<![城上超股债都全各入门楼夜闹集该本])市(?![场民值容政区面况长])")),
    ("region", re.compile(r"[\u4e00-\u9fff]{2,3}(?<![本外各全两该])省(?![市份级内外钱时力])")),
    (
        "zone",
        re.compile(
            r"[\u4e00-\u9fff]{2,12}?(?:合作区|自由贸易港|自贸港|自贸区|自由贸易试验区|试验区|自治区|新区|大湾区|开发区|保税区)"
        ),
    ),
)


def _places(masked: str) -> Iterator[Candidate]:
    for kind, pattern in _PLACES:
        for found in pattern.finditer(masked):
            start = max(found.start(), _beginning(masked, found.end() - 1, max(0, found.start() - 3)))
            if found.end() - start >= 3:
                yield Candidate(start, found.end(), "partner", kind)


# Titles that are rules, plans of government and reports, not instruments of cooperation.
_LAW = re.compile(
    r"(?:法|条例|纲要|规划|意见|通知|报告|决定|章程|指引|办法|细则|清单|政策|白皮书|公报|指南|手册|年鉴)$"
)
_TITLE = re.compile(r"<([^<>\n]{2,60})>")


def _titles(masked: str) -> Iterator[Candidate]:
    for found in _TITLE.finditer(masked):
        if not _LAW.search(found[1]):
            yield Candidate(*found.span(1), "mechanism", _type_of(found[1]) or "agreement", strong=True)


_QUOTED = re.compile(r'"([^"\n]{2,40})"')
# What may follow a quoted name and say what it is: “…”服务; and what then belongs to the name: “…”基金.
_SERVICE = re.compile(r"服务|品牌|专列|列车")
_TAIL = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}?(?:{'|'.join(sorted(set(_lexicon.MECHANISM_HEADS) - {'制度', '机制', '平台', '奖'} | {'项目'}, key=len, reverse=True))})"
)


def _type_of(name: str) -> MechanismKind | None:
    """The kind that the last word of a name says; None where that word is all of it."""
    for length in range(min(6, len(name) - 1), 0, -1):
        if (type := _lexicon.MECHANISM_HEADS.get(name[-length:])) is not None:
            return type
    return None


def _quoted(masked: str) -> Iterator[Candidate]:
    for found in _QUOTED.finditer(masked):
        type = _type_of(found[1].rstrip("〓"))
        tail = _TAIL.match(masked, found.end())
        if type is not None:
            yield Candidate(*found.span(1), "mechanism", type, strong=True)
        elif found[1].endswith(_lexicon.ORGANIZATION_HEADS):
            yield Candidate(*found.span(1), "partner", "organization", strong=True)
        elif tail is not None and not _BORDER.search(tail[0]):
            yield Candidate(found.start(), tail.end(), "mechanism", _type_of(tail[0]) or "programme", strong=True)
        elif _SERVICE.match(masked, found.end()):
            yield Candidate(*found.span(1), "mechanism", "service", strong=True)


_HEADS = re.compile(
    "|".join(
        head + (f"(?!{_lexicon.AFTER[head]})" if head in _lexicon.AFTER else "")
        for head in sorted({*_lexicon.MECHANISM_HEADS, *_lexicon.ORGANIZATION_HEADS}, key=len, reverse=True)
    )
)
_BORDER = re.compile(_lexicon.BORDERS)
_VERB = re.compile(_lexicon.VERBS)
_ADJUNCT = re.compile(_lexicon.ADJUNCTS)
_OPENER = re.compile(_lexicon.OPENERS)
_EDITION = re.compile(r"第[〇零一二三四五六七八九十百\d]{1,4}[届次轮期](?!部长|会议|大会|年会|例会|联席)")
_GENERAL = re.compile(rf"(?:{_lexicon.TOO_GENERAL})+")
# Heads that say enough by themselves.
_ALONE = frozenset(("联席会议", "奖学金", "助学金"))
# No name is longer than this before its head.
FARTHEST = 36


def _headed(masked: str) -> Iterator[Candidate]:
    hard = [found.start() for found in _HARD.finditer(masked)]
    place, reached = 0, 0
    for found in _HEADS.finditer(masked):
        while place < len(hard) and hard[place] < found.start():
            reached = hard[place] + 1
            place += 1
        candidate = _name(masked, max(reached, found.start() - FARTHEST), found)
        if candidate is not None:
            yield candidate


def _name(masked: str, least: int, found: re.Match[str]) -> Candidate | None:
    """The name that a head ends, or None where it is an everyday word."""
    head = found[0]
    start = _beginning(masked, found.start(), least)
    before = masked[start : found.start()]
    weak = head in _lexicon.WEAK_HEADS
    if not before and head in _ALONE:
        return Candidate(found.start(), found.end(), "mechanism", _lexicon.MECHANISM_HEADS[head])
    if len(before) < (3 if head == "奖" else 2) or (
        _GENERAL.fullmatch(before)
        and (weak or (head in _lexicon.ORGANIZATION_HEADS and before not in ("世界", "国际")))
    ):
        return None
    if head in _lexicon.ORGANIZATION_HEADS:
        return Candidate(start, found.end(), "partner", "organization")
    return Candidate(start, found.end(), "mechanism", _lexicon.MECHANISM_HEADS[head])


def _beginning(masked: str, end: int, least: int) -> int:
    """Where a name begins that reaches to `end` at least, looking back no further than `least`."""
    start = place = least
    while place < end:
        at_border = place == start
        found = _BORDER.match(masked, place, end) or (
            (
                _VERB.match(masked, place, end)
                or _ADJUNCT.match(masked, place, end)
                or _EDITION.match(masked, place, end)
            )
            if at_border
            else None
        )
        if found is None or (found[0] in "与和及" and _may_hold(masked[start:place])):
            place += 1
        else:
            start = place = found.end()
    # 内地 says where, and begins no name of its own.
    return start + 2 if masked.startswith("内地", start) and start + 2 < end else start


def _may_hold(before: str) -> bool:
    """Whether a name that begins so may go on behind 与, 和 or 及."""
    return _OPENER.match(before) is not None and _HEADS.search(before) is None
