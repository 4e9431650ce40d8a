"""The bundled plans, as they are loaded."""

from typing import Any

import pytest

from bri_macao import plans
from bri_macao.errors import UnknownYear
from bri_macao.model import Plan
from bri_macao.plans import load_plan, years


class TestYears:
    def test_are_ascending_and_there(self) -> None:
        assert years() == tuple(sorted(set(years())))
        assert 2023 in years()

    @pytest.mark.parametrize("year", years())
    def test_each_can_be_loaded(self, year: int) -> None:
        plan = load_plan(year)
        assert isinstance(plan, Plan)
        assert plan.period is not None
        assert plan.period.start.year == year


class TestLoadPlan:
    def test_gives_the_same_object_each_time(self) -> None:
        assert load_plan(2023) is load_plan(2023)

    def test_is_what_is_frozen(self) -> None:
        assert load_plan.__wrapped__(2023) == load_plan(2023)

    @pytest.mark.parametrize("year", [1999, 0, -1, 2**70, "2023", None, "../registry/partners"])
    def test_unknown_year(self, year: Any) -> None:
        with pytest.raises(UnknownYear) as caught:
            load_plan(year)
        assert (caught.value.year, caught.value.years) == (year, years())
        assert str(caught.value).startswith(f"no plan of {year!r} is bundled; those that are: 2023")
        assert isinstance(caught.value, LookupError)

    def test_the_surface(self) -> None:
        assert plans.__all__ == ["load_plan", "load_registry", "years"]
