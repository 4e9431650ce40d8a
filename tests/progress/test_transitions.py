"""The table of states: closed in itself, and what it allows."""

from typing import get_args

import pytest

from bri_macao.progress import ENDED, TRANSITIONS, Kind, Status, may_follow

STATES = [(kind, status) for kind in get_args(Kind) for status in TRANSITIONS[kind]]


class TestTable:
    def test_every_kind_has_one(self) -> None:
        assert set(TRANSITIONS) == set(get_args(Kind))

    def test_every_state_is_of_one_kind(self) -> None:
        stated = [status for _, status in STATES if status is not None]
        assert sorted(stated) == sorted(get_args(Status))

    @pytest.mark.parametrize("kind", get_args(Kind))
    def test_leads_nowhere_else(self, kind: Kind) -> None:
        table = TRANSITIONS[kind]
        assert {after for afters in table.values() for after in afters} == set(table) - {None}

    @pytest.mark.parametrize(("kind", "status"), STATES)
    def test_lists_others_once(self, kind: Kind, status: Status | None) -> None:
        afters = TRANSITIONS[kind][status]
        assert status not in afters
        assert len(set(afters)) == len(afters)

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            TRANSITIONS["work"]["done"] = ("in-hand",)  # type: ignore[index]

    def test_what_has_ended_is_work(self) -> None:
        assert set(TRANSITIONS["work"]) > ENDED


class TestMayFollow:
    @pytest.mark.parametrize(
        ("kind", "before", "allowed"),
        [
            ("work", None, "not-started in-hand blocked done dropped"),
            ("work", "not-started", "not-started in-hand blocked done dropped"),
            ("work", "in-hand", "in-hand blocked done dropped"),
            ("work", "blocked", "in-hand blocked done dropped"),
            ("work", "done", "done"),
            ("work", "dropped", "in-hand dropped"),
            ("target", None, "counted"),
            ("target", "counted", "counted"),
            ("problem", None, "raised"),
            ("problem", "raised", "raised resolved"),
            ("problem", "resolved", "raised resolved"),
            ("decision", None, "taken"),
            ("decision", "taken", "taken carried-out withdrawn"),
            ("decision", "carried-out", "carried-out"),
            ("decision", "withdrawn", "withdrawn"),
            ("meeting", None, "planned held"),
            ("meeting", "planned", "planned held cancelled"),
            ("meeting", "held", "held"),
            ("meeting", "cancelled", "planned cancelled"),
        ],
    )
    def test_allows(self, kind: Kind, before: Status | None, allowed: str) -> None:
        states: list[Status] = [status for status in TRANSITIONS[kind] if status is not None]
        assert {status for status in states if may_follow(kind, before, status)} == {*allowed.split()}
