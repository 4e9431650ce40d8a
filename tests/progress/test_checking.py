"""Checking: what a log can take, and why it cannot take the rest."""

from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao.model import Names, Plan
from bri_macao.plans import load_plan
from bri_macao.progress import Log, Status, Update, UpdateId, check, may_follow
from bri_macao.strategies import logs, updates

BUNDLED = load_plan(2023)


def say(status: Status, month: int, subject: str = "2031/1.1", *about: str, supersedes: Update | None = None) -> Update:
    return Update(
        subject=subject,
        status=status,
        as_of=date(2031, month, 1),
        who="desk",
        about=about,
        note=Names.of("editorial", en="words"),
        supersedes=None if supersedes is None else supersedes.id,
    )


MEETING = "2031#meeting-1"
BEGUN, DONE = say("in-hand", 3), say("done", 9)
MENDED = say("in-hand", 9, supersedes=DONE)
RAISED, SOLVED = say("raised", 3, "2031#problem-a"), say("resolved", 5, "2031#problem-a")


class TestTakes:
    @pytest.mark.parametrize(
        "said",
        [
            [],
            [BEGUN, DONE],
            [DONE, BEGUN],  # late
            [DONE, DONE, BEGUN, DONE],  # the same is nothing new
            [DONE, MENDED],
            [DONE, MENDED, say("done", 11)],
            [BEGUN, DONE, MENDED, say("blocked", 9, supersedes=MENDED)],
            [say("done", 5), say("done", 6)],
            [
                RAISED,
                SOLVED,
                say("raised", 7, "2031#problem-a", "2031/1", "2031/2"),
                say("resolved", 8, "2031#problem-a"),
            ],
            [say("held", 4, "2031#meeting-1", "2031/1#target-1"), say("taken", 4, "2031#decision-a", "2031#meeting-1")],
            [RAISED, say("raised", 4, "2031#problem-b", "2031#problem-a")],
            [
                say("planned", 2, "2031#meeting-1"),
                say("cancelled", 3, "2031#meeting-1"),
                say("planned", 3, "2031#meeting-1"),
            ],
        ],
    )
    def test_what_follows(self, plan: Plan, said: list[Update]) -> None:
        assert check(plan, said) == ()
        for cut in range(len(said)):
            assert check(plan, said[cut:], after=said[:cut]) == ()


class TestRefuses:
    @pytest.mark.parametrize(
        ("said", "reasons"),
        [
            ([say("done", 3, "2023/1")], ["BRI701 plan '2031' has no such subject; it is one of plan '2023'"]),
            ([say("done", 3, "2031/4")], ["BRI701 no subject '2031/4' here; the closest: '2031/3', '2031/2'"]),
            ([say("raised", 3, "2031#problem-a", "2031/1.9")], ["BRI701 no subject '2031/1.9' here; the closest: "]),
            ([say("taken", 3, "2031#decision-a", MEETING)], ["BRI701 no subject '2031#meeting-1' here; the closest: "]),
            (
                [DONE, say("not-started", 10)],
                ["BRI702 'not-started' as of 2031-10-01 cannot follow 'done' as of 2031-09"],
            ),
            ([BEGUN, say("done", 2)], ["BRI702 'in-hand' as of 2031-03-01 cannot follow 'done' as of 2031-02-01"]),
            ([SOLVED], ["BRI702 'resolved' cannot be the first that is said of it; that is 'raised'"]),
            (
                [say("cancelled", 3, MEETING)],
                ["BRI702 'cancelled' cannot be the first that is said of it; that is 'pla"],
            ),
            # What a correction leaves must fit together as well.
            (
                [RAISED, SOLVED, say("raised", 6, "2031#problem-a", supersedes=RAISED)],
                ["BRI702 'resolved' cannot be the first that is said of it; that is 'raised'"],
            ),
            (
                [say("done", 1), say("done", 2), say("in-hand", 5, supersedes=say("done", 1))],
                ["BRI702 'in-hand' as of 2031-05-01 cannot follow 'done' as of 2031-02-01"],
            ),
            (
                [
                    *(say("planned", 1, MEETING), say("cancelled", 2, MEETING)),
                    *(say("planned", 3, MEETING), say("held", 4, MEETING)),
                    say("held", 5, MEETING, supersedes=say("planned", 3, MEETING)),
                ],
                ["BRI702 'held' as of 2031-04-01 cannot follow 'cancelled' as of 2031-02-01"],
            ),
            ([MENDED], [f"BRI703 no update '{DONE.id}' of this subject is recorded"]),
            (
                [DONE, say("done", 9, "2031/1.2", supersedes=DONE)],
                [f"BRI703 no update '{DONE.id}' of this subject is recorded"],
            ),
            ([DONE, MENDED, say("blocked", 9, supersedes=DONE)], [f"BRI703 '{DONE.id}' is superseded already"]),
            # What is refused is not there for what comes behind it.
            ([SOLVED, say("raised", 4, "2031#problem-b", "2031#problem-a")], ["BRI702 ", "BRI701 "]),
            (
                [DONE, say("in-hand", 10), say("done", 11), SOLVED, RAISED, say("done", 1, "2031/4")],
                ["BRI702 ", "BRI702 ", "BRI701 "],
            ),
        ],
    )
    def test_what_cannot_be(self, plan: Plan, said: list[Update], reasons: list[str]) -> None:
        found = check(plan, said)
        shown = [f"{finding.code} {finding.message}" for finding in found]
        assert len(shown) == len(reasons)
        assert all(map(str.startswith, shown, reasons)), shown

    def test_says_which(self, plan: Plan) -> None:
        found = check(plan, [DONE, say("in-hand", 10), say("done", 11), SOLVED])
        assert [(finding.path, finding.line) for finding in found] == [("2031/1.1", 2), ("2031#problem-a", 4)]
        assert [finding.line for finding in check(plan, [SOLVED])] == [None]

    @pytest.mark.parametrize(
        ("said", "hint"),
        [
            ([DONE, say("in-hand", 10)], f"if 'done' was wrong, supersede '{DONE.id}'"),
            ([BEGUN, say("done", 2)], f"if 'in-hand' was wrong, supersede '{BEGUN.id}'"),
            ([DONE, MENDED, say("blocked", 9, supersedes=DONE)], f"supersede '{MENDED.id}'"),
        ],
    )
    def test_says_how_to_mend_it(self, plan: Plan, said: list[Update], hint: str) -> None:
        assert [finding.hint for finding in check(plan, said)] == [hint]


class TestPromises:
    @given(logs(BUNDLED, max_size=20))
    @settings(max_examples=50)
    def test_states_follow_each_other(self, log: Log) -> None:
        assert check(BUNDLED, log) == ()
        for subject in {update.subject for update in log}:
            path = log.of(subject)
            befores: list[Status | None] = [None, *(update.status for update in path)]
            assert all(
                may_follow(later.kind, before, later.status) for before, later in zip(befores, path, strict=False)
            )

    @given(st.lists(updates(BUNDLED), max_size=12))
    @settings(max_examples=50)
    def test_all_at_once_is_one_after_the_other(self, said: list[Update]) -> None:
        kept: list[Update] = []
        refused: list[int] = []
        for number, update in enumerate(said, 1):
            if check(BUNDLED, [update], after=kept):
                refused.append(number)
            else:
                kept.append(update)
        expected = [None] if len(said) == 1 and refused else refused
        assert [finding.line for finding in check(BUNDLED, said)] == expected

    def test_a_made_up_id_supersedes_nothing(self, plan: Plan) -> None:
        said = attrs.evolve(DONE, supersedes=UpdateId("0" * 32))
        assert [finding.code for finding in check(plan, [DONE, said])] == ["BRI703"]
