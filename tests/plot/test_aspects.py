"""Aspects: each bar is as long as its section has actions, and each piece as many as it says."""

from typing import get_args

import attrs
import pytest

from bri_macao.model import Action, ActionId, Aspect, Plan
from bri_macao.plans import load_plan
from bri_macao.plot import Box, Picture, Text, aspects
from bri_macao.querying import query
from tests.plot.contrasts import contrast

BUNDLED = load_plan(2023)


def bars(picture: Picture) -> list[list[Box]]:
    """The pieces of each bar, from top to bottom."""
    pieces = [mark for mark in picture.marks if isinstance(mark, Box) and mark.height == 22]
    return [[piece for piece in pieces if piece.y == y] for y in sorted({piece.y for piece in pieces})]


def counts(plan: Plan, number: int) -> list[int]:
    """How many actions of each aspect a section has, by query, where there are any."""
    found = [
        sum(len(hit.evidence) for hit in query(plan).section(number).aspect(aspect)) for aspect in get_args(Aspect)
    ]
    return [count for count in found if count]


class TestBars:
    def test_have_pieces_in_proportion(self) -> None:
        drawn = bars(aspects(BUNDLED))
        unit = drawn[0][0].width / counts(BUNDLED, 1)[0]
        assert [[round(piece.width / unit, 6) for piece in bar] for bar in drawn] == [
            counts(BUNDLED, section.number) for section in BUNDLED.sections
        ]

    def test_say_their_figures_and_their_totals(self) -> None:
        texts = [mark for mark in aspects(BUNDLED).marks if isinstance(mark, Text) and mark.text.isdigit()]
        inside = sorted(int(text.text) for text in texts if text.align == "center")
        assert inside == sorted(count for section in BUNDLED.sections for count in counts(BUNDLED, section.number))
        totals = [int(text.text) for text in texts if text.bold]
        assert totals == [sum(counts(BUNDLED, section.number)) for section in BUNDLED.sections]

    def test_pieces_without_room_say_nothing(self) -> None:
        actions = tuple(Action(ActionId(f"2023/1.{n}"), "hold") for n in range(1, 1001))
        first = Action(ActionId("2023/1.1001"), "start")
        plan = BUNDLED.with_items(
            lambda item: attrs.evolve(item, actions=(*actions, first) if item.number == 1 else ())
        )
        assert [text for text in aspects(plan).texts if text.isdigit()] == ["1000", "1001", "0", "0", "0", "0"]


class TestColours:
    def test_each_aspect_has_its_own(self) -> None:
        actions = tuple(Action(ActionId(f"2023/1.{n}"), aspect) for n, aspect in enumerate(get_args(Aspect), 1))
        plan = BUNDLED.with_items(lambda item: attrs.evolve(item, actions=actions if item.number == 1 else ()))
        (bar,) = bars(aspects(plan))
        assert len({piece.fill for piece in bar}) == len(bar) == len(get_args(Aspect))

    @pytest.mark.parametrize("aspect", get_args(Aspect))
    def test_figures_can_be_read_on_them(self, aspect: Aspect) -> None:
        action = Action(ActionId("2023/1.1"), aspect)
        plan = BUNDLED.with_items(lambda item: attrs.evolve(item, actions=(action,) if item.number == 1 else ()))
        picture = aspects(plan)
        ((piece,),) = bars(picture)
        figure = next(mark for mark in picture.marks if isinstance(mark, Text) and mark.text == "1" and not mark.bold)
        assert contrast(piece.fill, figure.color) >= 4.5  # WCAG 2, AA

    def test_are_explained(self) -> None:
        present = {action.aspect for item in BUNDLED.items for action in item.actions}
        assert present <= set(aspects(BUNDLED).texts)
        assert "start" not in aspects(BUNDLED).texts
