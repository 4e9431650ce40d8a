"""Ratios of linking and reading, each against a C automaton that does the least part of the same work, in one run.

    python benchmarks/linking.py

The automaton finds the registry's names in the clean text and nothing else; the figures say how many times as long the
rest takes: candidates, nesting, provisional entities; clauses; and all of `read`. Seconds are not given.
"""

import gc
import sys
import time
from collections.abc import Callable
from statistics import quantiles

import bri_macao as bri
from bri_macao.mentions import Engine, Linker
from bri_macao.mentions._matching import matcher
from bri_macao.text import compact, fold

# Prose of our own, with the density of names that plans have.
CLAUSES = (
    "继续与葡语国家和东盟的业界办好中葡论坛",
    "推动“一带一路”沿线国家和地区的港口城市签署海洋合作协议",
    "争取设立“蓝色海洋基金”，支持横琴粤澳深度合作区的企业前往巴西和莫桑比克考察",
    "举办国际港口青年交流计划，完善海图的编制工作",
)


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    texts = [f"{CLAUSES[n % 4]}，{CLAUSES[(n + 1) % 4]}。" for n in range(400)]
    document = "2031年重点工作\n一、港口\n" + "\n".join(f"{n}.{text}" for n, text in enumerate(texts, 1))
    registry = bri.load_registry()
    keys = [compact(fold(text))[0] for text in texts]
    engines: tuple[Engine, ...] = ("automaton", "python")
    automaton, dictionary = (matcher(registry.surfaces, engine) for engine in engines)
    linkers = {engine: Linker(registry, engine=engine) for engine in engines}
    bri.read(document)  # the bundled registry is loaded once
    works: dict[str, Callable[[], object]] = {
        "names by the dictionary in Python": lambda: [dictionary(key) for key in keys],
        "linking, names by the automaton": lambda: [linkers["automaton"].find(text) for text in texts],
        "linking, names by the dictionary": lambda: [linkers["python"].find(text) for text in texts],
        "clauses, verbs and aspects": lambda: [bri.actions.clauses(text) for text in texts],
        "read: all in": lambda: bri.read(document),
    }
    print(f"Python {sys.version.split()[0]}; {sum(map(len, texts))} code points; times as long as the automaton alone")
    for name, work in works.items():
        gc.collect()
        ratios = (seconds(work) / seconds(lambda: [automaton(key) for key in keys]) for _ in range(15))
        low, middle, high = quantiles(ratios, n=4)
        print(f"{name:36} {middle:7.1f}  ({low:.1f} to {high:.1f})")


if __name__ == "__main__":
    main()
