"""How firmly aspects commit."""

from typing import get_args

import pytest

from bri_macao.comparison import STRENGTH, Strength, strength
from bri_macao.model import Aspect

ASPECTS: tuple[Aspect, ...] = get_args(Aspect)


class TestStrength:
    def test_every_aspect_but_other_is_on_the_ladder(self) -> None:
        assert {*STRENGTH} == {*ASPECTS} - {"other"}

    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("strive", "complete", "strengthened"),  # 争取 → 落实
            ("explore", "prepare", "strengthened"),
            ("prepare", "hold", "strengthened"),
            ("support", "strive", "strengthened"),
            ("continue", "deepen", "strengthened"),
            ("hold", "strive", "weakened"),
            ("complete", "encourage", "weakened"),
            ("hold", "continue", "same"),
            ("encourage", "promote", "same"),
            ("other", "other", "same"),
            ("other", "hold", None),
            ("hold", "other", None),
        ],
    )
    def test_table(self, old: Aspect, new: Aspect, expected: Strength | None) -> None:
        assert strength(old, new) == expected

    @pytest.mark.parametrize("old", ASPECTS)
    @pytest.mark.parametrize("new", ASPECTS)
    def test_mirrored(self, old: Aspect, new: Aspect) -> None:
        mirrored = {"strengthened": "weakened", "weakened": "strengthened", "same": "same", None: None}
        assert strength(new, old) == mirrored[strength(old, new)]
