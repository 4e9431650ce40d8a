"""Links: which items of one plan are which of the other, which of them moved, and which sections answer each other.

An assignment finds the best pairs in all. What it leaves over may be a part of what is paired: then an item was split,
or several were merged.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import attrs

from bri_macao.comparison._carriers import Carriers, Terms, of_heading
from bri_macao.comparison._measure import Measure, Pairs, aligned, union
from bri_macao.model import Plan, Section, WorkItem

__all__ = ["Link", "Outline", "SectionLink", "link", "link_sections", "moved"]

# How much of a leftover item must stand in another, and not in its other part, for it to be a part of that item.
PART = 0.5
# Only between things at least so much alike it is looked for; a tenth of an item is that much like the whole.
NEAR = 0.1


@attrs.frozen(eq=False)
class Outline:
    """The items of a plan in order, each with the place of its section among all sections."""

    sections: tuple[Section, ...]
    items: tuple[WorkItem, ...]
    homes: tuple[int, ...]

    @classmethod
    def of(cls, plan: Plan) -> "Outline":
        """The outline of a plan."""
        sections = tuple(section for top in plan.sections for section in top.walk())
        items = [(item, home) for home, section in enumerate(sections) for item in section.items]
        return cls(sections, tuple(item for item, _ in items), tuple(home for _, home in items))


@attrs.frozen
class Link:
    """Places of items that are one another; one side is empty where there is nothing like it on the other."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    similarity: float = 0.0


@attrs.frozen
class SectionLink:
    """Places of two sections that answer each other."""

    old: int
    new: int
    moved: bool


def link(old: Sequence[Carriers], new: Sequence[Carriers]) -> list[Link]:
    """Each item of either side in one link."""
    measure = Measure(old, new)
    pairs, weighed = aligned(measure)
    news_of: list[list[int]] = [[] for _ in old]
    olds_of: list[list[int]] = [[] for _ in new]
    for i, j in pairs:
        news_of[i].append(j)
        olds_of[j].append(i)
    _join(measure, [pair for pair, score in weighed.items() if score >= NEAR], news_of, olds_of)
    ends: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        ((i,), tuple(sorted(found))) for i, found in enumerate(news_of) if len(found) != 1
    ]
    ends += [
        (tuple(sorted(found)), (j,)) for j, found in enumerate(olds_of) if not found or len(news_of[found[0]]) == 1
    ]
    return [Link(olds, news, _similarity(measure, pairs, olds, news)) for olds, news in ends]


def _join(
    measure: Measure, near: Iterable[tuple[int, int]], news_of: Sequence[list[int]], olds_of: Sequence[list[int]]
) -> None:
    """Join leftover items to what they are a part of, the fullest part first."""

    def share(i: int, j: int) -> float:
        old, new = measure.old[i].bags, measure.new[j].bags
        found = [0.0]
        # One item becomes several, or several become one, but never both.
        if not olds_of[j] and all(len(olds_of[part]) == 1 for part in news_of[i]):
            found.append(measure.contained(new, old, union([measure.new[part].bags for part in news_of[i]])))
        if not news_of[i] and all(len(news_of[part]) == 1 for part in olds_of[j]):
            found.append(measure.contained(old, new, union([measure.old[part].bags for part in olds_of[j]])))
        return max(found)

    shares = {pair: share(*pair) for pair in near}
    while shares:
        i, j = max(shares, key=lambda pair: (shares[pair], -pair[0], -pair[1]))
        if shares[i, j] < PART:
            break
        news_of[i].append(j)
        olds_of[j].append(i)
        shares |= {pair: share(*pair) for pair in shares if pair[0] in olds_of[j] or pair[1] in news_of[i]}


def _similarity(measure: Measure, pairs: Pairs, olds: tuple[int, ...], news: tuple[int, ...]) -> float:
    """As the assignment saw it, or of all parts together."""
    if len(olds) == len(news) == 1 and (olds[0], news[0]) in pairs:
        return pairs[olds[0], news[0]]
    bags = (
        union([side[place].bags for place in places]) for side, places in ((measure.old, olds), (measure.new, news))
    )
    return measure.likeness(*bags)


def link_sections(old: Outline, new: Outline, links: Sequence[Link], terms: Terms) -> list[SectionLink]:
    """The sections that answer each other, by their headings and by the items that went from the one to the other."""

    def carriers(outline: Outline, ends: Iterable[tuple[int, ...]]) -> list[Carriers]:
        inside: list[list[int]] = [[] for _ in outline.sections]
        for number, places in enumerate(ends):
            for place in places:
                inside[outline.homes[place]].append(number)
        return [
            of_heading(section.names, found, terms) for section, found in zip(outline.sections, inside, strict=True)
        ]

    measure = Measure(carriers(old, (link.old for link in links)), carriers(new, (link.new for link in links)))
    pairs = sorted(aligned(measure)[0])
    chain = in_chain([j for _, j in pairs])
    return [SectionLink(i, j, moved=not stays) for (i, j), stays in zip(pairs, chain, strict=True)]


def moved(old: Outline, new: Outline, links: Sequence[Link], sections: Sequence[SectionLink]) -> set[Link]:
    """The links whose items stand in another section, or elsewhere among the others of their section."""
    answers = {link.old: link.new for link in sections}
    within: dict[int, list[tuple[int, int, Link]]] = {}
    found: set[Link] = set()
    for one in links:
        stays = [(i, j) for i in one.old for j in one.new if answers.get(old.homes[i]) == new.homes[j]]
        if stays:
            within.setdefault(old.homes[stays[0][0]], []).append((*stays[0], one))
        elif one.old and one.new:
            found.add(one)
    for stayed in within.values():
        stayed.sort(key=lambda found: found[:2])
        chain = in_chain([j for _, j, _ in stayed])
        found |= {one for (_, _, one), stays in zip(stayed, chain, strict=True) if not stays}
    return found


def in_chain(places: Sequence[int]) -> list[bool]:
    """Which of the places belong to the longest ascending chain; the others have moved.

    >>> in_chain([0, 3, 1, 2])
    [True, False, True, True]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        pile = bisect_left(tails, place)
        tails[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [index]
        before.append(ends[pile - 1] if pile else -1)
    chain = [False] * len(places)
    index = ends[-1] if ends else -1
    while index >= 0:
        chain[index] = True
        index = before[index]
    return chain
