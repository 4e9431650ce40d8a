"""How long a corpus takes, and how much memory, for more and more documents.

    python benchmarks/corpus.py 1000 3000 10000

Documents are drawn from the strategies with a fixed seed, some hundreds of them, and varied from there: other years,
names of the registry, a number of its own in each. So 100,000 are written in a minute, and are the same every time.

Measured are reading with one worker and with two, writing the dataset, and opening it with a few questions, each in a
process of its own. Wall time says how long one waits, and means something on a quiet machine alone; CPU time, of all
processes together, says whether the work grows in proportion. `x` is the CPU time of a document as a multiple of what
it was at the first size: 1.0 throughout is linear.
"""

import argparse
import gc
import multiprocessing
import os
import random
import re
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bri_macao import corpus
from bri_macao.parsing import read
from bri_macao.strategies import dirty_extractions, written_plans

TEMPLATES = 300
YEARS = range(2019, 2031)
# What the vocabulary of the strategies has, and what stands there instead: names that no line break parts.
ORNAMENTS = ("BRI", "Lusofonia", "3个", "15%")
NAMES = ("巴西", "葡语国家", "东盟", "中葡论坛", "横琴粤澳深度合作区", "莫桑比克", "世界卫生组织", "“蓝色基金”")


def templates() -> list[str]:
    """Some hundreds of documents, the same every time."""
    drawn: list[str] = []

    @seed(2023)
    @settings(
        max_examples=TEMPLATES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        drawn.append(data.draw(dirty_extractions(data.draw(written_plans()))))

    draw()
    return sorted(drawn, key=len)[TEMPLATES // 10 :]  # the first that are drawn are hardly documents


def documents(count: int) -> Iterator[str]:
    """As many documents as are asked for, no two the same."""
    drawn = templates()
    for number in range(count):
        chance = random.Random(number)  # noqa: S311 - the same every time
        text = chance.choice(drawn)
        if title := re.search(r"\d{4}(—\d{4})?年", text):
            text = text.replace(title[0], f"{chance.choice(YEARS)}年")
        for ornament in ORNAMENTS:
            text = text.replace(ornament, chance.choice(NAMES))
        yield text.replace("。", f"，共{number}个。", 1)


def write_documents(folder: Path, count: int) -> None:
    """Write them, a thousand to a folder."""
    for number, text in enumerate(documents(count)):
        place = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, "utf-8", newline="")


def read_all(folder: Path, workers: int) -> None:
    """Read, and let go of each document."""
    for _ in corpus.read(folder, workers=workers):
        pass


def write_all(folder: Path, dataset: Path) -> None:
    """Read and write."""
    corpus.write_dataset(corpus.read(folder), dataset)


def ask(dataset: Path) -> None:
    """Open, and ask what people ask."""
    opened = corpus.open(dataset)
    opened.partner("br").count()
    opened.mechanism(kind="forum").text("葡語國家").table()
    opened.pairs()
    opened.aspects()


def _measured(work: Callable[[], None], results: "multiprocessing.Queue[tuple[float, float, int, int]]") -> None:
    before = os.times()
    work()
    after = os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    own, workers = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    results.put((after.elapsed - before.elapsed, cpu, own, workers))


def measured(work: Callable[[], None]) -> tuple[float, float, int, int]:
    """Seconds of wall and of CPU time, and the peaks of memory in MB, of a process of its own and of its workers."""
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[tuple[float, float, int, int]] = context.Queue()
    process = context.Process(target=_measured, args=(work, results))
    process.start()
    found = results.get()
    process.join()
    return found


def measure_collector(texts: list[str]) -> None:
    """What the garbage collector takes of reading: as it is, with what stays frozen, and without."""
    read("")
    for name, prepare in (("as it is", gc.enable), ("frozen", gc.freeze), ("frozen and disabled", gc.disable)):
        prepare()
        times = []
        for _ in range(3):
            start = time.process_time()
            for text in texts:
                read(text)
            times.append(time.process_time() - start)
        print(f"collector {name:20} {min(times) / len(texts) * 1000:8.2f} ms of CPU a document")
    gc.enable()
    gc.unfreeze()
    print(f"garbage in cycles that reading leaves: {gc.collect() / len(texts) / 3:.1f} objects a document")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long a corpus takes, for more and more documents.")
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 3000, 10000])
    sizes = parser.parse_args().sizes
    measure_collector(list(documents(200)))
    print(
        f"{'documents':>9}  {'':15} {'wall s':>8} {'CPU s':>8} {'ms each':>8} {'x':>5} {'MB':>6} {'MB of a worker':>14}"
    )
    first: dict[str, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder, dataset = Path(place, "documents"), Path(place, "dataset")
            folder.mkdir()
            write_documents(folder, size)
            works = {
                "read, 1 worker": partial(read_all, folder, 1),
                "read, 2 workers": partial(read_all, folder, 2),
                "read and write": partial(write_all, folder, dataset),
                "open and ask": partial(ask, dataset),
            }
            for name, work in works.items():
                wall, cpu, own, workers = measured(work)
                each = cpu / size
                growth = each / first.setdefault(name, each)
                line = (
                    f"{size:9}  {name:15} {wall:8.1f} {cpu:8.1f} {each * 1000:8.2f} {growth:5.2f} {own:6} {workers:14}"
                )
                print(line, flush=True)
            shutil.rmtree(dataset)


if __name__ == "__main__":
    main()
