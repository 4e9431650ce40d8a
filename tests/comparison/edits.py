"""Documents that are edited by known operations, to see whether `diff` recovers them.

A document is lists of items in sections, an item a list of clauses in words of our own; both documents are read as any
other, so that mentions, actions and fingerprints are what reading gives.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import count
from random import Random

import attrs

from bri_macao.comparison import Changes, ItemChange, diff
from bri_macao.model import Plan
from bri_macao.parsing import read

WORDS = (
    "茶叶海洋音乐图书港口青年老年妇女旅行道路医疗电影森林数据绘画种子渔业陶瓷灯塔桥梁天文气象舞蹈戏剧档案邮票园艺"
    "钟表玻璃皮革纺织咖啡香料木材钢琴雕塑帆船单车机场铁路仓储冷链航运保险会计律师建筑环保水务能源电网芯片软件动漫"
    "游戏体育足球武术围棋书法古籍方言民俗节庆花卉果蔬养殖兽医药材针灸护理康复营养儿童"
)
NOUNS = tuple(WORDS[i : i + 2] for i in range(0, len(WORDS), 2))
VERBS = {"举办": "hold", "继续办好": "continue", "争取设立": "strive", "落实": "complete", "支持": "support", "探索": "explore"}
PARTNERS = {"巴西": "br", "葡萄牙": "pt", "东盟": "asean", "安哥拉": "ao", "欧盟": "eu", "广东": "guangdong"}
LADDER = {"explore": 1, "support": 3, "strive": 4, "hold": 5, "continue": 5, "complete": 6}


@attrs.define(eq=False)
class Draft:
    """An item of a document; `names` are the items of the first document that it comes from."""

    clauses: list[tuple[str, str]]
    names: tuple[int, ...]

    @property
    def text(self) -> str:
        return "；".join(verb + rest for verb, rest in self.clauses) + "。"


Document = list[list[Draft]]


@attrs.frozen
class Operation:
    """What was done to which items, and what `diff` is to say of it."""

    kind: str
    old: tuple[int, ...]
    detail: str = ""


def clause(random: Random) -> tuple[str, str]:
    partner = random.choice(("", "", f"与{random.choice([*PARTNERS])}的"))
    return random.choice([*VERBS]), partner + "".join(random.sample(NOUNS, random.randint(3, 6))) + "工作"


def draft(random: Random, name: int) -> Draft:
    return Draft([clause(random) for _ in range(random.randint(2, 4))], (name,))


def document(random: Random) -> Document:
    names = count()
    return [[draft(random, next(names)) for _ in range(random.randint(3, 7))] for _ in range(random.randint(2, 4))]


def written(sections: Document, year: int) -> Plan:
    lines = [f"{year}年重点工作"]
    numbers = count(1)
    for numeral, items in zip("一二三四五六", sections, strict=False):
        lines += [f"{numeral}、{'金融会展教育旅游科技医药'['一二三四五六'.index(numeral) * 2 :][:2]}领域"]
        lines += [f"{next(numbers)}.{item.text}" for item in items]
    return read("\n".join(lines)).plan


def edited(random: Random, before: Document) -> tuple[Document, list[Operation]]:
    """A copy with some of its items changed, each by one operation, and what was done."""
    after = [[Draft(list(item.clauses), item.names) for item in items] for items in before]
    done: list[Operation] = []
    untouched = [item for items in after for item in items]
    random.shuffle(untouched)
    new_names = count(1000)

    def home(item: Draft) -> list[Draft]:
        return next(items for items in after if item in items)

    for kind in random.choices(
        ["drop", "add", "reword", "shorten", "move", "reorder", "split", "merge", "aspect", "mention"],
        k=random.randint(1, min(6, len(untouched) // 2)),
    ):
        if kind == "add":
            added = draft(random, next(new_names))
            items = random.choice(after)
            items.insert(random.randint(0, len(items)), added)
            done.append(Operation("added", (), str(added.names[0])))
            continue
        if len(untouched) < 2:
            break
        item = untouched.pop()
        items, place = home(item), random.randrange(len(item.clauses))
        verb, rest = item.clauses[place]
        if kind == "drop" and len(items) > 2:
            items.remove(item)
            done.append(Operation("dropped", item.names))
        elif kind == "reword":
            middle = random.randrange(len(rest) - 2)
            item.clauses[place] = (verb, rest[:middle] + random.choice(NOUNS) + rest[middle + 2 :])
            if item.clauses[place] != (verb, rest):
                done.append(Operation("reworded", item.names))
        elif kind == "shorten":
            del item.clauses[place]
            done.append(Operation("reworded", item.names))
        elif kind == "move" and len(items) > 2:
            items.remove(item)
            others = random.choice([other for other in after if other is not items])
            others.insert(random.randint(0, len(others)), item)
            done.append(Operation("moved", item.names))
        elif kind == "reorder" and len(items) > 3:
            spot = items.index(item)
            items.remove(item)
            items.insert(len(items) if spot < 2 else 0, item)
            done.append(Operation("moved", item.names))
        elif kind == "split" and len(item.clauses) > 1:
            half = random.randint(1, len(item.clauses) - 1)
            items.insert(items.index(item) + 1, Draft(item.clauses[half:], item.names))
            del item.clauses[half:]
            done.append(Operation("split", item.names))
        elif kind == "merge":
            other = untouched.pop()
            home(other).remove(other)
            item.clauses += other.clauses
            item.names += other.names
            done.append(Operation("merged", item.names))
        elif kind == "aspect":
            other_verb = random.choice([found for found in VERBS if VERBS[found] != VERBS[verb]])
            item.clauses[place] = (other_verb, rest)
            ranks = LADDER[VERBS[verb]], LADDER[VERBS[other_verb]]
            detail = "same" if ranks[0] == ranks[1] else "strengthened" if ranks[0] < ranks[1] else "weakened"
            done.append(Operation("aspect", item.names, detail))
        elif kind == "mention":
            absent = [name for name in PARTNERS if name not in item.text]
            item.clauses[place] = (verb, rest.removesuffix("工作") + f"，并邀请{random.choice(absent)}参加")
            done.append(Operation("mention", item.names, PARTNERS[item.clauses[place][1][-5:-2].lstrip("请")]))
    touched = {name for one in done for name in one.old}
    done += [Operation("kept", item.names) for item in untouched if not touched & {*item.names}]
    return after, done


def pairs(seed: int) -> Iterator[tuple[Document, Document, list[Operation]]]:
    """Pairs without end."""
    random = Random(seed)
    while True:
        before = document(random)
        yield before, *edited(random, before)


def recovered(before: Document, after: Document, done: list[Operation], changes: Changes) -> list[bool]:
    """For each operation whether the changes say just that."""
    olds = dict(zip((item.names for items in before for item in items), changes.old.items, strict=True))
    by_item: dict[str, ItemChange] = {}
    for change in changes.items:
        for item in change.old:
            by_item[item.id] = change
    news = [item for items in after for item in items]
    names = dict(zip((item.id for item in changes.new.items), (item.names for item in news), strict=True))

    def said(one: Operation) -> bool:
        if one.kind == "added":
            return any(c.kind == "added" and names[c.new[0].id] == (int(one.detail),) for c in changes.items)
        found = {by_item[olds[name,].id] for name in one.old} if False else [by_item[olds[(name,)].id] for name in one.old]
        change = found[0]
        if any(other is not change for other in found):
            return False
        if one.kind == "dropped":
            return change.kind == "dropped"
        if not change.new or any(names[item.id] != one.old and set(names[item.id]) != set(one.old) for item in change.new):
            return False
        if one.kind == "aspect":
            return any(action.strength == one.detail for action in change.actions) and change.kind == "reworded"
        if one.kind == "mention":
            return one.detail in change.partners.gained and change.kind == "reworded"
        if one.kind == "moved":
            return change.kind == "moved" and change.moved
        return change.kind == one.kind and not change.moved

    return [said(one) for one in done]


def rate(count_of_pairs: int, seed: int = 0) -> dict[str, tuple[int, int]]:
    """By kind how many operations were recovered, and how many there were."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for (before, after, done), _ in zip(pairs(seed), range(count_of_pairs), strict=False):
        changes = diff(written(before, 2031), written(after, 2032))
        for one, good in zip(done, recovered(before, after, done, changes), strict=True):
            total[one.kind] += 1
            right[one.kind] += good
    return {kind: (right[kind], total[kind]) for kind in sorted(total)}


if __name__ == "__main__":
    print(rate(100))
