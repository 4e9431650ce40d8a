"""SQL and data frames find what the query finds."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import attrs
import pytest

import bri_macao as bri
from bri_macao.model import Membership, PartialDate, PartnerId, Period

UTF_8 = {**os.environ, "PYTHONIOENCODING": "utf-8"}
PROGRAM = Path(__file__).parents[2] / "examples" / "tables.py"
PLAN = bri.load_plan(2023)


@pytest.fixture(scope="module")
def tables() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_tables", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found(tables: ModuleType, plan: bri.Plan, partner: str) -> list[int]:
    """The numbers that both ways give."""
    data = bri.formats.arrow.to_tables([plan])
    answer = tables.in_sql(data, partner)
    assert answer.equals(tables.in_frames(data, partner))
    return [int(number) for number in answer["number"]]


def joined(partner: str, *memberships: Membership) -> bri.Plan:
    """The plan with other memberships of a partner."""
    return attrs.evolve(
        PLAN,
        partners=tuple(
            attrs.evolve(one, memberships=memberships) if one.id == partner else one for one in PLAN.partners
        ),
    )


class TestAnswers:
    @pytest.mark.parametrize("partner", ["br", "pt", "mz", "gb", "zhuhai", "portuguese-speaking-countries", "who"])
    def test_of_the_plan(self, tables: ModuleType, partner: str) -> None:
        assert found(tables, PLAN, partner) == [hit.item.number for hit in bri.query(PLAN).partner(partner)]

    @pytest.mark.parametrize(
        ("since", "until"),
        [
            *(
                ("2022", None),
                ("2023", None),
                ("2023-12", None),
                ("2023-12-31", None),
                ("2024-01", None),
                ("2024", None),
            ),
            *((None, "2022"), (None, "2022-12-31"), (None, "2023-01-01"), (None, "2023-01"), (None, "2023")),
            *((None, None), ("1999", "2031-05"), ("2001", "2002")),
        ],
    )
    def test_memberships_hold_as_far_as_is_known(
        self, tables: ModuleType, since: str | None, until: str | None
    ) -> None:
        dates = (PartialDate.parse(date) if date else None for date in (since, until))
        plan = joined("zhuhai", Membership(PartnerId("eu"), *dates))
        assert found(tables, plan, "zhuhai") == [hit.item.number for hit in bri.query(plan).partner("zhuhai")]

    def test_a_group_of_a_group(self, tables: ModuleType) -> None:
        plan = joined("eu", Membership(PartnerId("portuguese-speaking-countries")), Membership(PartnerId("eu")))
        numbers = found(tables, plan, "de")
        assert numbers == [hit.item.number for hit in bri.query(plan).partner("de")]
        assert set(numbers) > set(found(tables, PLAN, "de"))

    @pytest.mark.parametrize("period", [None, Period.years(2024, 2028), Period.years(2019)])
    def test_in_another_period(self, tables: ModuleType, period: Period | None) -> None:
        plan = attrs.evolve(PLAN, period=period)
        assert found(tables, plan, "gb") == [hit.item.number for hit in bri.query(plan).partner("gb")]

    def test_of_many_plans(self, tables: ModuleType) -> None:
        """A partner of two plans is named by the items of both."""
        other = bri.read("2031年重点工作\n一、经贸\n1.与巴西合办论坛。").plan
        data = bri.formats.arrow.to_tables([PLAN, other])
        answer = tables.in_sql(data, "br")
        assert answer.equals(tables.in_frames(data, "br"))


def test_prints_a_table() -> None:
    command = [sys.executable, "-W", "error", str(PROGRAM)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", env=UTF_8)
    assert (done.returncode, done.stderr) == (0, "")
    head, *table = done.stdout.splitlines()
    assert head == "Brazil"
    assert len(table) == 4 + bri.query(PLAN).partner("br").count()
    assert table[-3].startswith("│ 21     ┆ Brazil-Portugal technology")
