"""Generating: documents for a corpus, as many as are asked for, no two the same, and the same every time.

Some hundreds are drawn from the strategies with a fixed seed, and varied from there: other years, names of the
registry, a number of its own in each. So 100,000 are written in a minute.
"""

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bri_macao.strategies import dirty_extractions, written_plans

__all__ = ["documents", "write_documents"]

TEMPLATES = 300
YEARS = range(2019, 2031)
# What the vocabulary of the strategies has, and what stands there instead: names that no line break parts.
ORNAMENTS = ("BRI", "Lusofonia", "3个", "15%")
NAMES = ("巴西", "葡语国家", "东盟", "中葡论坛", "横琴粤澳深度合作区", "莫桑比克", "世界卫生组织", "“蓝色基金”")


@cache
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


def write_documents(folder: Path, count: int) -> int:
    """Write them, a thousand to a folder, and say how many bytes they have."""
    written = 0
    for number, text in enumerate(documents(count)):
        place = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        place.parent.mkdir(exist_ok=True)
        written += place.write_bytes(text.encode())
    return written
