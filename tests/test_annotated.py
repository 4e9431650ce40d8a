"""What linking and segmenting find in documents that a careful reader has annotated by the rules.

The documents in `annotated/` are in our own words. They were written, and annotated, by somebody who had not seen the
code. Scores are floors, not figures of merit: a change that finds less must say why.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bri_macao import load_plan
from bri_macao.model import Plan
from bri_macao.parsing import read
from bri_macao.registry import Registry
from bri_macao.spans import Span

HERE = Path(__file__).parent / "annotated"
NAMES = sorted(path.stem for path in HERE.glob("*.txt"))


class Place(NamedTuple):
    """Where something is said: which document, which item, from where to where, and what it is."""

    document: str
    item: int
    start: int
    end: int
    what: str


def gold(name: str) -> list[dict[str, Any]]:  # tables of TOML
    items: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["item"]
    return items


@cache
def plans(registry: Registry | None) -> dict[str, Plan]:
    return {name: read(HERE / f"{name}.txt", registry=registry).plan for name in NAMES}


def occurrence(text: str, words: str, nth: int) -> int:
    place = -1
    for _ in range(nth):
        place = text.index(words, place + 1)
    return place


def mentioned() -> Iterator[tuple[Place, dict[str, Any]]]:
    for name in NAMES:
        for item in gold(name):
            text = plans(None)[name].item(item["number"]).text or ""
            for row in item["mentions"]:
                start = occurrence(text, row["surface"], row["nth"])
                yield Place(name, item["number"], start, start + len(row["surface"]), row["kind"]), row


def linked(registry: Registry | None) -> dict[Place, str]:
    """What is found, nested names left out, with whom it means."""
    return {
        Place(name, item.number, mention.span.start, mention.span.end, mention.kind): mention.entity
        for name, plan in plans(registry).items()
        for item in plan.items
        for mention in item.mentions
        if not mention.nested
    }


def score(found: set[Place], wanted: set[Place], disputed: set[Place]) -> tuple[float, float]:
    """Precision and recall, what a careful reader may see either way left out."""
    counted, due = found - disputed, wanted - disputed
    return len(counted & due) / len(counted), len(counted & due) / len(due)


# Macao is the host of this library's plans and nobody's partner in them; in other places' documents it is one.
GOLD = {place: row for place, row in mentioned() if row["entity"] != "mo"}
DISPUTED = {place for place, row in GOLD.items() if "doubt" in row}


class TestMentions:
    def test_with_the_registry(self) -> None:
        precision, recall = score(set(linked(None)), set(GOLD), DISPUTED)
        assert precision >= 0.93
        assert recall >= 0.94

    def test_what_the_registry_knows_is_found_and_identified(self) -> None:
        known = {place: row["entity"] for place, row in GOLD.items() if row["known"] and place not in DISPUTED}
        found = linked(None)
        right = [place for place, entity in known.items() if found.get(place) == entity]
        assert len(known) >= 140
        assert len(right) / len(known) >= 0.96

    def test_with_an_empty_registry(self) -> None:
        """Countries and cities have no form of their own; all else is told by it."""
        told = {place for place, row in GOLD.items() if row["kind"] == "mechanism" or len(row["entity"]) > 2}
        found = {place for place in linked(Registry()) if place in told or place not in GOLD}
        precision, recall = score(found, told, DISPUTED)
        assert precision >= 0.89
        assert recall >= 0.81

    def test_the_kind_of_mechanisms_is_told_by_their_form(self) -> None:
        plan_of, right, count = plans(Registry()), 0, 0
        for place, id in linked(Registry()).items():
            if place in GOLD and place not in DISPUTED and place.what == "mechanism":
                count += 1
                right += plan_of[place.document].mechanism(id).kind == GOLD[place]["type"]
        assert count >= 100
        assert right / count >= 0.85


class TestActions:
    @staticmethod
    def wanted() -> Iterator[tuple[Place, str]]:
        for name in NAMES:
            for item in gold(name):
                text, start = plans(None)[name].item(item["number"]).text or "", 0
                for row in item["actions"]:
                    start = text.index(row["begins"], start)
                    end = text.index(row["ends"], start) + len(row["ends"])
                    words = text[start:end].rstrip("”》")
                    joining = next((word for word in ("以及", "并", "及", "和") if words.startswith(word)), "")
                    span = Span(start + len(joining), start + len(words))
                    yield Place(name, item["number"], span.start, span.end, "action"), row["aspect"]
                    start += 1

    @staticmethod
    def found() -> Iterator[tuple[Place, str]]:
        for name, plan in plans(None).items():
            for item in plan.items:
                for action in item.actions:
                    assert action.span is not None
                    end = action.span.start + len(action.span.of(item.text or "").rstrip("”》"))
                    yield Place(name, item.number, action.span.start, end, "action"), action.aspect

    def test_clauses(self) -> None:
        precision, recall = score({place for place, _ in self.found()}, {place for place, _ in self.wanted()}, set())
        assert precision >= 0.98
        assert recall >= 0.98

    def test_aspects(self) -> None:
        wanted = dict(self.wanted())
        both = [(aspect, wanted[place]) for place, aspect in self.found() if place in wanted]
        assert sum(one == other for one, other in both) / len(both) >= 0.97


class TestTheGold:
    @pytest.mark.parametrize("name", NAMES)
    def test_names_every_item(self, name: str) -> None:
        assert [item["number"] for item in gold(name)] == [item.number for item in plans(None)[name].items]

    def test_is_not_of_the_bundled_plan(self) -> None:
        known = {item.fingerprint for item in load_plan(2023).items}
        assert all(item.fingerprint not in known for plan in plans(None).values() for item in plan.items)
