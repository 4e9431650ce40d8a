"""Partners and mechanisms, their memberships, and where facts come from."""

import copy
import pickle
from collections.abc import Callable
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.model import (
    Citation,
    Codes,
    Mechanism,
    MechanismId,
    Membership,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    Period,
)
from bri_macao.strategies import mechanisms, partners, periods

LEAGUE, OTHER = PartnerId("league"), PartnerId("other")


def partner(*memberships: Membership) -> Partner:
    return Partner(id=PartnerId("xx"), kind="country", names=Names.of(en="Land"), memberships=memberships)


class TestMembership:
    @pytest.mark.parametrize(
        ("since", "until", "day", "holds"),
        [
            (None, None, date(1900, 1, 1), True),
            (PartialDate(2017), None, date(2017, 6, 1), False),  # some day of 2017: not known before its end
            (PartialDate(2017), None, date(2017, 12, 31), True),
            (PartialDate(2017, 3), None, date(2017, 3, 30), False),
            (PartialDate(2017, 3, 29), None, date(2017, 3, 29), True),
            (None, PartialDate(2020), date(2020, 1, 1), True),
            (None, PartialDate(2020), date(2020, 1, 2), False),
            (None, PartialDate(2020, 5, 5), date(2020, 5, 5), True),
            (PartialDate(2017), PartialDate(2020), date(2018, 5, 5), True),
        ],
    )
    def test_holds_where_it_is_known_to(
        self, since: PartialDate | None, until: PartialDate | None, day: date, *, holds: bool
    ) -> None:
        membership = Membership(LEAGUE, since, until)
        assert membership.holds(day) is holds
        assert partner(membership).belongs_to("league", day) is holds

    @pytest.mark.parametrize(
        ("since", "until", "period", "holds"),
        [
            (None, None, Period.years(1900), True),
            # one day of the period is enough
            (PartialDate(2025, 10, 26), None, Period.years(2024, 2028), True),
            (PartialDate(2025, 10, 26), None, Period.years(2023), False),
            (PartialDate(2025, 10, 26), None, Period(date(2025, 1, 1), date(2025, 10, 26)), True),
            (PartialDate(2025, 10, 26), None, Period(date(2025, 1, 1), date(2025, 10, 25)), False),
            (None, PartialDate(2020, 1, 31), Period.years(2020), True),
            (None, PartialDate(2020, 1, 31), Period(date(2020, 1, 31), date(2020, 12, 31)), True),
            (None, PartialDate(2020, 1, 31), Period(date(2020, 2, 1), date(2020, 12, 31)), False),
            (PartialDate(2017), PartialDate(2020), Period.years(2018, 2019), True),
            (PartialDate(2017), PartialDate(2020), Period.years(2010, 2030), True),
            (PartialDate(2017), PartialDate(2020), Period.years(2016), False),
            (PartialDate(2017), PartialDate(2020), Period.years(2021), False),
            # a year or a month: some day of it, so that only its last day is sure, and of an end only its first
            (PartialDate(2017), None, Period.years(2017), True),
            (PartialDate(2017), None, Period(date(2017, 1, 1), date(2017, 12, 30)), False),
            (PartialDate(2017, 2), None, Period(date(2017, 1, 1), date(2017, 2, 28)), True),
            (PartialDate(2017, 2), None, Period(date(2017, 1, 1), date(2017, 2, 27)), False),
            (None, PartialDate(2020), Period(date(2020, 1, 1), date(2020, 12, 31)), True),
            (None, PartialDate(2020), Period(date(2020, 1, 2), date(2020, 12, 31)), False),
            (None, PartialDate(2020, 5), Period(date(2020, 5, 1), date(2020, 12, 31)), True),
            (None, PartialDate(2020, 5), Period(date(2020, 5, 2), date(2020, 12, 31)), False),
            # some days of 2017, nobody knows which: a day of the year, none of a month
            (PartialDate(2017), PartialDate(2017), Period.years(2017), True),
            (PartialDate(2017), PartialDate(2017), Period(date(2017, 6, 1), date(2017, 6, 30)), False),
            # no period
            (None, None, None, True),
            (PartialDate(2500), None, None, True),
            (None, PartialDate(1500), None, True),
        ],
        ids=str,
    )
    def test_holds_in_a_period(
        self, since: PartialDate | None, until: PartialDate | None, period: Period | None, *, holds: bool
    ) -> None:
        assert Membership(LEAGUE, since, until).holds_in(period) is holds

    @given(partners(groups=[LEAGUE]), periods(), st.data())
    def test_holds_in_what_has_a_day_on_which_it_holds(
        self, found: Partner, period: Period, data: st.DataObject
    ) -> None:
        day = data.draw(st.dates(period.start, period.end))
        wider = Period(min(day, date(1950, 1, 1)), max(day, date(2099, 12, 31)))
        for membership in found.memberships:
            assert membership.holds(day) == membership.holds_in(Period(day, day))
            assert membership.holds_in(period) or not membership.holds(day)
            assert membership.holds_in(wider) or not membership.holds_in(period)

    def test_of_another_group(self) -> None:
        assert not partner(Membership(OTHER)).belongs_to("league", date(2031, 1, 1))
        assert not partner().belongs_to("league", date(2031, 1, 1))

    def test_left_and_joined_again(self) -> None:
        found = partner(Membership(LEAGUE, until=PartialDate(2000)), Membership(LEAGUE, since=PartialDate(2010)))
        assert [found.belongs_to("league", date(year, 12, 31)) for year in (1999, 2005, 2010)] == [True, False, True]


class TestShown:
    @pytest.mark.parametrize(
        ("names", "shown"),
        [
            (Names.of(zh_Hans="论坛", en="Forum"), "'Forum'"),
            (Names.of(pt="Fórum", zh_Hant="論壇"), "'論壇'"),
            (Names.of(pt="Fórum"), "'Fórum'"),
            (Names(), "''"),
        ],
    )
    def test_repr(self, names: Names, shown: str) -> None:
        one = Partner(id=PartnerId("xx"), kind="city", names=names)
        other = Mechanism(id=MechanismId("forum"), kind="forum", names=names)
        assert (repr(one), repr(other)) == (f"<Partner xx {shown}>", f"<Mechanism forum {shown}>")

    @pytest.mark.parametrize(
        "entity",
        [
            Partner(id=PartnerId("<script>"), kind="city", names=Names.of(zh_Hans="<script>", pt="<script>")),
            Mechanism(id=MechanismId("<script>"), kind="fund", names=Names.of(zh_Hans="<script>", pt="<script>")),
        ],
        ids=["partner", "mechanism"],
    )
    def test_html(self, entity: Partner | Mechanism) -> None:
        shown = entity._repr_html_()
        assert "<script>" not in shown
        assert shown.count("&lt;script&gt;") == 3
        assert '<span lang="zh-Hans">&lt;script&gt;</span>' in shown
        assert '<span lang="pt">&lt;script&gt;</span>' in shown


class TestValues:
    @given(partners(groups=[LEAGUE, OTHER]))
    def test_partners(self, found: Partner) -> None:
        for other in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found), attrs.evolve(found)):
            assert (other, hash(other)) == (found, hash(found))

    @given(mechanisms(operators=[LEAGUE], wholes=[MechanismId("forum")]))
    def test_mechanisms(self, found: Mechanism) -> None:
        for other in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found), attrs.evolve(found)):
            assert (other, hash(other)) == (found, hash(found))

    @pytest.mark.parametrize(
        "make",
        [
            lambda: Codes("PT", "PRT", "620"),
            lambda: Citation(("founded",), "https://example.org", "high", note="as of 2031"),
            lambda: Membership(LEAGUE, PartialDate(2003)),
        ],
    )
    def test_equal_frozen_hashable(self, make: Callable[[], Codes | Citation | Membership]) -> None:
        one, other = make(), make()
        assert len({one, other, copy.deepcopy(one), pickle.loads(pickle.dumps(one))}) == 1
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(one, attrs.fields(type(one))[0].name, None)

    def test_slots(self) -> None:
        with pytest.raises(AttributeError):
            partner().colour = "red"  # type: ignore[attr-defined]

    def test_only_by_keyword(self) -> None:
        with pytest.raises(TypeError):
            Partner(PartnerId("xx"), "country", Names())  # type: ignore[call-arg]
