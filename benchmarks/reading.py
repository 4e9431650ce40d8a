"""Reading: from a document's raw text to a plan, and the parts of that work.

The floor is a C automaton that finds the registry's names in the clean text and nothing else.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import partial

import bri_macao as bri
from benchmarks.measuring import Call
from benchmarks.tasks import Task, Work, ready
from bri_macao.mentions import Engine, Linker
from bri_macao.text import compact, fold

__all__ = ["document", "tasks"]

# Prose of our own, with the density of names that plans have.
CLAUSES = (
    "继续与葡语国家和东盟的业界办好中葡论坛",
    "推动“一带一路”沿线国家和地区的港口城市签署海洋合作协议",
    "争取设立“蓝色海洋基金”，支持横琴粤澳深度合作区的企业前往巴西和莫桑比克考察",
    "举办国际港口青年交流计划，完善海图的编制工作",
)

# As the pages of a PDF have it.
COLUMNS, LINES = 38, 30


def document(items: int) -> str:
    """A document of so many items, with wrapped lines and numbered pages."""
    count = len(CLAUSES)
    texts = (f"{n}.{CLAUSES[n % count]}，{CLAUSES[(n + 1) % count]}。" for n in range(1, items + 1))
    lines = ["2031年重点工作", "一、港口"]
    lines += [text[at : at + COLUMNS] for text in texts for at in range(0, len(text), COLUMNS)]
    pages = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    return "\f".join("\n".join([*page, f"- {number} -", ""]) for number, page in enumerate(pages, 1))


def tasks() -> Iterable[Task]:
    """Every task of this kind."""
    raw = document(200)
    texts = [item.text or "" for item in bri.read(raw).plan.items]
    surfaces = sorted(bri.load_registry().surfaces)
    clean = "\n".join(compact(fold(text))[0] for text in texts)
    table = dict.fromkeys(map(ord, "\n\f"))

    def automaton() -> Call:
        from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415 - what is not installed is left out

        find = AhoCorasick(surfaces, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes
        return lambda: find(clean)

    floor = Work("the names, by a C automaton", automaton)
    yield Task(
        f"a document to a plan ({len(raw):,} characters)",
        floor,
        lambda: lambda: bri.read(raw),
        4.0,
        (
            ready("re.sub of white space alone", lambda: re.sub(r"\s+", "", raw)),
            ready("str.translate alone", lambda: raw.translate(table)),
            ready("NFC alone", lambda: unicodedata.normalize("NFC", raw)),
        ),
    )
    engines: tuple[Engine, ...] = ("automaton", "python")
    for engine in engines:
        yield Task(f"mentions in its clean text, engine {engine!r}", floor, partial(_linking, engine, texts))
    yield Task("actions in its clean text", floor, lambda: lambda: [bri.actions.clauses(text) for text in texts])


def _linking(engine: Engine, texts: list[str]) -> Call:
    linker = Linker(bri.load_registry(), engine=engine)
    return lambda: [linker.find(text) for text in texts]
