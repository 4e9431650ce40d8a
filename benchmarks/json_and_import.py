"""Ratios of the first release's promises, each measured against its peer in one run.

    python benchmarks/json_and_import.py

Every pair is timed alternately, many times; the figure is the median of the ratios, with the middle half beside it.
Seconds are not given: on a busy machine they say nothing.
"""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import quantiles

import attrs
import orjson

import bri_macao as bri
from bri_macao.formats.json import trusted
from bri_macao.model import (
    Action,
    ActionId,
    Citation,
    Mechanism,
    MechanismId,
    Mention,
    PartialDate,
    Partner,
    PartnerId,
    Section,
    WorkItem,
)
from bri_macao.spans import Span

TEXTS = {
    "zh-Hans": "与葡语国家的业界共同举办论坛并交流经验",
    "zh-Hant": "與葡語國家的業界共同舉辦論壇並交流經驗",
    "pt": "Organizar, com o sector dos Países de Língua Portuguesa, um fórum para a troca de experiências",
    "en": "Hold, with the sector of the Portuguese-speaking countries, a forum to exchange experience",
}


def full_plan() -> bri.Plan:
    """The bundled plan, filled to the size of an annotated one: actions, mentions, entities in four languages."""
    names = bri.Names(tuple(bri.Name(tag, text, "editorial") for tag, text in TEXTS.items()))
    psc = PartnerId("psc")
    citation = Citation(("founded",), "a source that says so", "high")

    def item(old: WorkItem) -> WorkItem:
        actions = tuple(Action(ActionId(f"{old.id}.{n}"), "continue", names, Span(n, n + 9)) for n in range(1, 6))
        mentions = tuple(Mention(psc, "partner", Span(n, n + 4), "葡语国家") for n in range(5))
        return attrs.evolve(old, actions=actions, mentions=mentions)

    def section(old: Section) -> Section:
        return attrs.evolve(old, items=tuple(map(item, old.items)))

    plan = bri.load_plan(2023)
    partners = (
        Partner(
            id=PartnerId(f"p{n}"), kind="country", names=names, memberships=(bri.Membership(psc, PartialDate(2003)),)
        )
        for n in range(40)
    )
    mechanisms = (
        Mechanism(
            id=MechanismId(f"m{n}"), kind="forum", names=names, founded=PartialDate(2003, 10), citations=(citation,)
        )
        for n in range(60)
    )
    return attrs.evolve(
        plan,
        sections=tuple(map(section, plan.sections)),
        partners=(*plan.partners, *partners),
        mechanisms=(*plan.mechanisms, *mechanisms),
    )


def seconds(work: Callable[[], object], times: int) -> float:
    """How long so many calls take."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - start


def ratio(work: Callable[[], object], peer: Callable[[], object], *, times: int = 20, rounds: int = 60) -> list[float]:
    """The quartiles of work / peer."""
    gc.collect()
    return quantiles((seconds(work, times) / seconds(peer, times) for _ in range(rounds)), n=4)


def start(code: str) -> Callable[[], object]:
    """A whole Python process that runs the code."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code


def main() -> None:
    """Measure and print."""
    plan = full_plan()
    data = bri.formats.json.dumps(plan)
    tree = json.loads(data)
    bundled = bri.formats.json.dumps(bri.load_plan(2023))
    bare = start("pass")
    rows = {
        f"JSON load, {len(data)} bytes / orjson.loads": (
            2.5,
            ratio(lambda: bri.formats.json.loads(data), lambda: orjson.loads(data)),
        ),
        f"bundled plan, {len(bundled)} bytes / orjson.loads": (
            1.6,
            ratio(lambda: trusted(bundled), lambda: orjson.loads(bundled), times=60),
        ),
        "JSON dump / orjson.dumps of dicts": (
            2.5,
            ratio(lambda: bri.formats.json.dumps(plan), lambda: orjson.dumps(tree)),
        ),
        "process: import bri_macao / import attrs": (
            1.15,
            ratio(start("import bri_macao"), start("import attrs"), times=1, rounds=40),
        ),
        "process: import and load_plan(2023) / import attrs": (
            None,
            ratio(start("import bri_macao; bri_macao.load_plan(2023)"), start("import attrs"), times=1, rounds=40),
        ),
        "process: nothing at all / import attrs": (None, ratio(bare, start("import attrs"), times=1, rounds=40)),
    }
    print(f"Python {sys.version.split()[0]}")
    for name, (limit, (low, middle, high)) in rows.items():
        wanted = f"at most {limit}" if limit else ""
        print(f"{name:58} {middle:5.2f}  ({low:.2f} to {high:.2f})  {wanted}")


if __name__ == "__main__":
    main()
