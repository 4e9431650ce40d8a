"""Documents that are edited by known operations, to see whether `diff` recovers just these.

A document is sections of items, an item a few clauses of made-up matter. The document and its edited copy are read like
any other, so that mentions, actions and fingerprints are what reading gives. `python -m tests.comparison.edits` prints
by kind how many operations are recovered over 1000 pairs.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import count, islice
from random import Random

import attrs

from bri_macao.comparison import STRENGTH, Changes, diff
from bri_macao.model import Aspect, Plan
from bri_macao.parsing import read

MATTERS = (
    "茶叶海洋音乐图书港口青年老年妇女旅行道路医疗电影森林数据绘画种子渔业陶瓷灯塔桥梁天文气象舞蹈戏剧档案邮票园艺"
    "钟表玻璃皮革纺织咖啡香料木材钢琴雕塑帆船单车机场铁路仓储冷链航运保险会计律师建筑环保水务能源电网芯片软件动漫"
    "游戏体育足球武术围棋书法古籍方言民俗节庆花卉果蔬养殖兽医药材针灸护理康复营养儿童"
)
WORDS = tuple(MATTERS[i : i + 2] for i in range(0, len(MATTERS), 2))
VERBS: dict[str, Aspect] = {
    "举办": "hold",
    "继续办好": "continue",
    "争取设立": "strive",
    "落实": "complete",
    "支持": "support",
    "探索": "explore",
}
PARTNERS = {"巴西": "br", "葡萄牙": "pt", "东盟": "asean", "安哥拉": "ao", "欧盟": "eu", "广东": "guangdong"}
HEADINGS = ("金融领域", "会展领域", "教育领域", "旅游领域")
OPERATIONS = ("drop", "add", "reword", "shorten", "move", "reorder", "split", "merge", "aspect", "mention")


@attrs.define(eq=False)
class Draft:
    """An item: its clauses, verb and rest, and which items of the first document it comes from."""

    clauses: list[tuple[str, str]]
    origins: frozenset[int]

    @property
    def text(self) -> str:
        return "；".join(verb + rest for verb, rest in self.clauses) + "。"


Document = list[list[Draft]]


@attrs.frozen
class Operation:
    """What became of items of the first document, and what more is to be said of it.

    `detail` is the strength of an action, the partner that was gained, or the number of what was added.
    """

    kind: str
    origins: frozenset[int]
    detail: str = ""


def _clause(random: Random) -> tuple[str, str]:
    partner = random.choice(("", "", f"与{random.choice([*PARTNERS])}的"))
    return random.choice([*VERBS]), partner + "".join(random.sample(WORDS, random.randint(3, 6))) + "工作"


def _draft(random: Random, origin: int) -> Draft:
    return Draft([_clause(random) for _ in range(random.randint(2, 4))], frozenset({origin}))


def document(random: Random) -> Document:
    """Two to four sections of three to seven items."""
    origins = count()
    return [[_draft(random, next(origins)) for _ in range(random.randint(3, 7))] for _ in range(random.randint(2, 4))]


def written(sections: Document, year: int) -> Plan:
    """The plan that reading the document gives."""
    lines, numbers = [f"{year}年重点工作"], count(1)
    for numeral, heading, items in zip("一二三四", HEADINGS, sections, strict=False):
        lines += [f"{numeral}、{heading}", *(f"{next(numbers)}.{item.text}" for item in items)]
    return read("\n".join(lines)).plan


def _operate(random: Random, name: str, after: Document, item: Draft, untouched: list[Draft]) -> Operation | None:
    """Do one thing to an item; None where it cannot be done to this one."""
    items = next(items for items in after if item in items)
    place = random.randrange(len(item.clauses))
    verb, rest = item.clauses[place]
    origins = item.origins
    match name:
        case "drop" if len(items) > 2:
            items.remove(item)
            return Operation("dropped", origins)
        case "reword":
            start = random.randrange(len(rest) - 2)
            word = random.choice([word for word in WORDS if word not in rest])
            item.clauses[place] = (verb, rest[:start] + word + rest[start + 2 :])
            return Operation("reworded", origins)
        case "shorten":
            del item.clauses[place]
            return Operation("reworded", origins)
        case "move" if len(items) > 2:
            items.remove(item)
            elsewhere = random.choice([other for other in after if other is not items])
            elsewhere.insert(random.randint(0, len(elsewhere)), item)
            return Operation("moved", origins)
        case "reorder" if len(items) > 3:
            far = len(items) if items.index(item) < 2 else 0
            items.remove(item)
            items.insert(far, item)
            return Operation("moved", origins)
        case "split":
            half = random.randint(1, len(item.clauses) - 1)
            items.insert(items.index(item) + 1, Draft(item.clauses[half:], origins))
            del item.clauses[half:]
            return Operation("split", origins)
        case "merge":
            other = untouched.pop()
            next(items for items in after if other in items).remove(other)
            item.clauses += other.clauses
            item.origins |= other.origins
            return Operation("merged", item.origins)
        case "aspect":
            another = random.choice([other for other in VERBS if VERBS[other] != VERBS[verb]])
            item.clauses[place] = (another, rest)
            rungs = STRENGTH[VERBS[verb]], STRENGTH[VERBS[another]]
            detail = "same" if rungs[0] == rungs[1] else "strengthened" if rungs[0] < rungs[1] else "weakened"
            return Operation("aspect", origins, detail)
        case "mention":
            partner = random.choice([name for name in PARTNERS if name not in item.text])
            item.clauses[place] = (verb, f"{rest}，并邀请{partner}参加")
            return Operation("mention", origins, PARTNERS[partner])
    return None


def edited(random: Random, before: Document) -> tuple[Document, list[Operation]]:
    """A copy with one to six operations, none of them on an item that another has touched; and what became of each."""
    after = [[Draft(list(item.clauses), item.origins) for item in items] for items in before]
    untouched = [item for items in after for item in items]
    random.shuffle(untouched)
    done: list[Operation] = []
    fresh = count(1000)
    for name in random.choices(OPERATIONS, k=random.randint(1, 6)):
        if name == "add":
            item = _draft(random, next(fresh))
            items = random.choice(after)
            items.insert(random.randint(0, len(items)), item)
            done.append(Operation("added", frozenset(), str(*item.origins)))
        elif len(untouched) > 2:
            item = untouched.pop()
            operation = _operate(random, name, after, item, untouched)
            done.append(operation or Operation("kept", item.origins))
    return after, [*done, *(Operation("kept", item.origins) for item in untouched)]


def pairs(seed: int) -> Iterator[tuple[Document, Document, list[Operation]]]:
    """A document, its copy, and what was done; without end."""
    random = Random(seed)
    while True:
        before = document(random)
        yield before, *edited(random, before)


def recovered(before: Document, after: Document, done: list[Operation], changes: Changes) -> list[bool]:
    """For each operation whether the changes say just that."""
    drafts = [item for document in (before, after) for items in document for item in items]
    plans = (*changes.old.items, *changes.new.items)
    assert len(drafts) == len(plans)
    origins = {id(item): draft.origins for item, draft in zip(plans, drafts, strict=True)}

    def said(one: Operation) -> bool:
        wanted = one.origins or {int(one.detail)}
        found = [
            change for change in changes.items if any(origins[id(item)] & wanted for item in (*change.old, *change.new))
        ]
        if len(found) != 1:
            return False
        change = found[0]
        if frozenset().union(*(origins[id(item)] for item in (*change.old, *change.new))) != wanted:
            return False
        match one.kind:
            case "aspect":
                return change.kind == "reworded" and any(action.strength == one.detail for action in change.actions)
            case "mention":
                return change.kind == "reworded" and one.detail in change.partners.gained
            case "kept" | "reworded":
                return change.kind == one.kind and not change.moved
        return change.kind == one.kind

    return [said(one) for one in done]


def tally(number: int, seed: int = 0) -> dict[str, tuple[int, int]]:
    """By kind how many operations are recovered over so many pairs, and how many there were."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for before, after, done in islice(pairs(seed), number):
        changes = diff(written(before, 2031), written(after, 2032))
        for one, good in zip(done, recovered(before, after, done, changes), strict=True):
            total[one.kind] += 1
            right[one.kind] += good
    return {kind: (right[kind], total[kind]) for kind in sorted(total)}


def rate(found: dict[str, tuple[int, int]]) -> float:
    """The share of operations that are recovered; items that nothing was done to do not count."""
    done = [figures for kind, figures in found.items() if kind != "kept"]
    return sum(right for right, _ in done) / sum(total for _, total in done)


if __name__ == "__main__":
    found = tally(1000)
    for kind, (right, total) in found.items():
        print(f"{kind:9} {right:5} of {total:5}")  # noqa: T201
    print(f"recovered {rate(found):.4f}")  # noqa: T201
