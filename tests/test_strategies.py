"""The strategies: each gives what it promises, and what they promise holds for the model too."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

import bri_macao.model
from bri_macao import strategies
from bri_macao.formats import json
from bri_macao.model import (
    LANGUAGES,
    Extra,
    Mechanism,
    MechanismId,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    Period,
    Plan,
    Section,
    WorkItem,
)
from bri_macao.parsing import fingerprint
from bri_macao.spans import Span
from bri_macao.text import clean

few = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def entities(values: Any) -> bool:
    """Whether the dates of something that holds for a time are in order."""
    return values.since is None or values.until is None or values.since.earliest <= values.until.latest


class TestParts:
    @few
    @given(strategies.names(["pt", "en"], min_size=1))
    def test_names(self, names: Names) -> None:
        assert set(names) <= {"pt", "en"}
        assert names
        assert all(map(entities, names.entries))
        for language in names:
            # One name holds now; the ones before it have come to their end.
            assert [entry.until for entry in names.entries if entry.language == language][:-1] in ([], [names_end(names)])

    @few
    @given(strategies.partial_dates())
    def test_partial_dates(self, date: PartialDate) -> None:
        assert PartialDate.parse(str(date)) == date

    @few
    @given(strategies.periods())
    def test_periods(self, period: Period) -> None:
        assert period.start <= period.end

    @few
    @given(st.integers(0, 5), st.integers(0, 5), st.data())
    def test_spans(self, least: int, more: int, data: st.DataObject) -> None:
        span = data.draw(strategies.spans(least + more, min_size=least))
        assert 0 <= span.start <= span.end <= least + more
        assert len(span) >= least

    @few
    @given(strategies.partners(st.just("x"), groups=[PartnerId("g"), PartnerId("h")]))
    def test_partners(self, partner: Partner) -> None:
        assert partner.id == "x"
        assert partner.names
        assert {membership.group for membership in partner.memberships} <= {"g", "h"}
        assert all(map(entities, (partner, *partner.memberships)))

    @few
    @given(strategies.mechanisms(operators=[PartnerId("a")], wholes=[MechanismId("w")]))
    def test_mechanisms(self, mechanism: Mechanism) -> None:
        assert set(mechanism.operators) <= {"a"}
        assert mechanism.part_of in (None, "w")

    @few
    @given(strategies.extras())
    def test_extras(self, extra: Extra) -> None:
        assert Extra(dict(extra)) == extra
        assert hash(Extra(dict(extra))) == hash(extra)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_language_is_named(self, language: str) -> None:
        assert language in found(strategies.names(), lambda names: language in names)


def names_end(names: Names) -> PartialDate | None:
    """The day on which the first name of a thing that was renamed came to its end."""
    return next((entry.until for entry in names.entries if entry.until is not None), None)


def found(strategy: st.SearchStrategy[Any], condition: Any) -> Any:
    return find(strategy, condition, settings=settings(database=None, max_examples=2000))
