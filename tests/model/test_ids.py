"""Ids: which of them a reader made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.model import is_provisional
from bri_macao.model.ids import PROVISIONAL
from bri_macao.plans import load_plan, load_registry


class TestIsProvisional:
    @pytest.mark.parametrize(
        ("id", "provisional"),
        [
            ("new-062218ea4b86", True),
            ("new-", True),
            ("new", False),
            ("new_zealand", False),
            ("newport", False),
            ("re-new-ed", False),
            ("forum-macao", False),
            ("NEW-1", False),
            (" new-1", False),
            ("", False),
        ],
    )
    def test_by_its_beginning(self, id: str, *, provisional: bool) -> None:
        assert is_provisional(id) is provisional

    @given(st.text())
    def test_whatever_follows(self, rest: str) -> None:
        assert is_provisional(PROVISIONAL + rest)

    def test_nothing_bundled_is(self) -> None:
        plan = load_plan(2023)
        assert not any(map(is_provisional, (*load_registry(), *plan.index.partners, *plan.index.mechanisms)))
