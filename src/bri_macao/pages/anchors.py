"""Anchors: where links in a document lead to, made of ids."""

import re
from collections import Counter
from collections.abc import Iterable

from bri_macao.errors import DumpError

__all__ = ["anchors"]


def anchors(kind: str, ids: Iterable[str]) -> dict[str, str]:
    """An anchor for each id: the kind and the id, with hyphens for whatever an anchor cannot hold.

    Ids of the documented shapes always get the same; odd ones that would get the same one are counted.

    Raises:
        DumpError: an id is used twice, so that links to it would lead to the wrong thing.

    >>> anchors("item", ["2023/7", "2023-7", "2023/8"])
    {'2023/7': 'item-2023-7', '2023-7': 'item-2023-7-2', '2023/8': 'item-2023-8'}
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    seen: Counter[str] = Counter()
    for id in ids:
        if id in made:
            raise DumpError(f"the {kind} {id!r} is there twice, and links could not tell which: give each its own id")
        stem = anchor = f"{kind}-{re.sub('[^a-z0-9]+', '-', id.lower()).strip('-')}"
        while anchor in taken:
            seen[stem] += 1
            anchor = f"{stem}-{seen[stem] + 1}"
        taken.add(anchor)
        made[id] = anchor
    return made
