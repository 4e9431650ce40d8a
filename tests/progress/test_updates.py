"""Updates: what can be said, what cannot, and the id that follows from it."""

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import attrs
import pytest
from hypothesis import given

from bri_macao.errors import InvalidValue
from bri_macao.model import Citation, Name, Names
from bri_macao.plans import load_plan
from bri_macao.progress import Update, UpdateId
from bri_macao.strategies import updates

DAY = date(2031, 5, 1)
DONE = Update(subject="2031/1.1", status="done", as_of=DAY, who="desk")
COUNTED = Update(subject="2031/1#target-1", status="counted", as_of=DAY, who="desk", quantity=0)
RAISED = Update(
    subject="2031#problem-visa",
    status="raised",
    as_of=DAY,
    who="desk",
    note=Names.of("editorial", en="visas come late", pt="os vistos atrasam-se"),
    about=("2031/1", "2031/1.1"),
    evidence=(Citation((), "https://example.org/a", "high"), Citation(("as_of",), "Minutes: May", "low", "a draft")),
)

RAISED_SAID = (
    '{"about":["2031/1","2031/1.1"],"as_of":"2031-05-01","evidence":['
    '{"confidence":"high","source":"https://example.org/a","supports":[]},'
    '{"confidence":"low","note":"a draft","source":"Minutes: May","supports":["as_of"]}],'
    '"note":{"entries":[{"language":"en","status":"editorial","text":"visas come late"},'
    '{"language":"pt","status":"editorial","text":"os vistos atrasam-se"}]},'
    '"status":"raised","subject":"2031#problem-visa","who":"desk"}'
)

# Any field of an update, right or wrong: Any.
Fields = dict[str, Any]


class TestRefuses:
    @pytest.mark.parametrize(
        ("update", "change", "sentence"),
        [
            (DONE, {"subject": "2031"}, "'2031' is no address"),
            (
                DONE,
                {"status": "raised"},
                "'raised' is no state of 2031/1.1; those of a work are: not-started, in-hand,",
            ),
            (DONE, {"status": "finished"}, "'finished' is no state"),
            (RAISED, {"status": "done"}, "those of a problem are: raised, resolved"),
            (DONE, {"as_of": datetime(2031, 5, 1, tzinfo=UTC)}, "as_of is a day"),
            (DONE, {"as_of": "2031-05-01"}, "as_of is a day"),
            (DONE, {"quantity": 1}, "a target needs a quantity, and nothing else has one"),
            (COUNTED, {"quantity": None}, "a target needs a quantity"),
            (COUNTED, {"quantity": -1}, "a quantity of -1 cannot be"),
            (COUNTED, {"quantity": 2**53 + 1}, "a quantity of 9007199254740993 cannot be"),
            (COUNTED, {"quantity": 1.5}, "quantity cannot be 1.5"),
            (DONE, {"about": ("2031/1",)}, "only a problem, a decision or a meeting is about others"),
            (RAISED, {"about": ("2031",)}, "'2031' is no address"),
            (RAISED, {"about": ("2031/1",) * 101}, "101 notes, citations or subjects are too many"),
            (RAISED, {"about": ["2031/1"]}, r"about cannot be \['2031/1'\]"),
            (RAISED, {"note": Names()}, "needs a note that says what it is"),
            (RAISED, {"note": "late"}, "note cannot be 'late'"),
            (DONE, {"recorded": datetime(2031, 5, 1)}, "recorded is a time in UTC"),  # noqa: DTZ001
            (
                DONE,
                {"recorded": datetime(2031, 5, 1, tzinfo=timezone(timedelta(hours=8)))},
                "recorded is a time in UTC",
            ),
            (DONE, {"recorded": "2031"}, "recorded cannot be '2031'"),
            (DONE, {"who": ""}, "who is empty"),
            (DONE, {"who": " "}, "who is empty"),
            (DONE, {"who": 7}, "who cannot be 7"),
            (DONE, {"who": "desk\n"}, r"who has U\+000A in it"),
            (DONE, {"who": "d\u202eesk"}, r"who has U\+202E in it, which nobody can see"),
            (DONE, {"who": "d" * 10_001}, "who has 10001 characters, and 10000 may be; cite a document instead"),
            (DONE, {"subject": "2031/\u202e1"}, r"an address has U\+202E in it"),
            (RAISED, {"about": ("2031/\u200e1",)}, r"an address has U\+200E in it"),
            (DONE, {"note": Names.of(en="a\x1b[31m")}, r"a note has U\+001B in it"),
            (DONE, {"note": Names.of(en="\ud800")}, r"a note has U\+D800 in it"),
            (DONE, {"note": Names.of(en="\n")}, "a note is empty"),
            (DONE, {"note": Names((Name("e\x00n", "a", "editorial"),))}, r"a language has U\+0000 in it"),
            (DONE, {"evidence": (Citation((), " ", "high"),)}, "a source is empty"),
            (DONE, {"evidence": (Citation((), "a\u2028b", "high"),)}, r"a source has U\+2028 in it"),
            (DONE, {"evidence": (Citation(("\x00",), "a", "high"),)}, r"a field has U\+0000 in it"),
            (DONE, {"evidence": (Citation((), "a", "high", "\x07"),)}, r"a note has U\+0007 in it"),
            (
                DONE,
                {"evidence": (Citation((), "javascript:alert(1)", "high"),)},
                "a link begins with http:// or https://",
            ),
            (DONE, {"evidence": (Citation((), "file:///etc/passwd", "high"),)}, "a link begins with"),
            (DONE, {"evidence": (Citation((), "https:///", "high"),)}, "a link begins with"),
            (DONE, {"supersedes": "\x00"}, r"supersedes has U\+0000 in it"),
        ],
    )
    def test_what_cannot_be(self, update: Update, change: Fields, sentence: str) -> None:
        with pytest.raises(InvalidValue, match=sentence):
            attrs.evolve(update, **change)


class TestAllows:
    @pytest.mark.parametrize(
        "change",
        [
            {"note": Names.of("editorial", en="two\nlines")},
            {"note": Names.of("editorial", fa="می\u200cخواهم")},
            {"evidence": (Citation((), "HTTP-free words", "high"),)},
            {"evidence": (Citation((), "Minutes: 5 May", "high"),)},
            {"evidence": (Citation((), "http://example.org", "high", "line\nline"),)},
            {"recorded": datetime(2031, 5, 1, tzinfo=UTC)},
            {"who": "d" * 10_000},
            {"evidence": (Citation((), "a", "high"),) * 100},
        ],
    )
    def test_what_can_be(self, change: Fields) -> None:
        said = attrs.evolve(DONE, **change)
        assert {name: getattr(said, name) for name in change} == change


class TestId:
    @pytest.mark.parametrize(
        ("update", "said"),
        [
            (DONE, '{"as_of":"2031-05-01","status":"done","subject":"2031/1.1","who":"desk"}'),
            (
                COUNTED,
                '{"as_of":"2031-05-01","quantity":0,"status":"counted","subject":"2031/1#target-1","who":"desk"}',
            ),
            (RAISED, RAISED_SAID),
        ],
    )
    def test_is_a_digest_that_anybody_can_make(self, update: Update, said: str) -> None:
        assert update.id == sha256(said.encode()).hexdigest()[:32]

    @pytest.mark.parametrize(
        ("update", "change"),
        [
            (DONE, {"subject": "2031/1.2"}),
            (DONE, {"status": "in-hand"}),
            (DONE, {"as_of": date(2031, 5, 2)}),
            (DONE, {"who": "bureau"}),
            (DONE, {"note": Names.of("editorial", en="a")}),
            (DONE, {"supersedes": UpdateId("a")}),
            (COUNTED, {"quantity": 1}),
            (RAISED, {"note": Names.of("translated", en="visas come late", pt="os vistos atrasam-se")}),
            (RAISED, {"about": ("2031/1.1", "2031/1")}),
            (RAISED, {"evidence": RAISED.evidence[:1]}),
        ],
    )
    def test_follows_from_all_that_is_said(self, update: Update, change: Fields) -> None:
        assert attrs.evolve(update, **change).id != update.id

    def test_but_not_from_when_it_was_recorded(self) -> None:
        recorded = attrs.evolve(DONE, recorded=datetime(2031, 5, 2, tzinfo=UTC))
        assert recorded.id == DONE.id
        assert recorded != DONE

    @given(updates(load_plan(2023)))
    def test_is_that_of_a_copy(self, update: Update) -> None:
        for twin in (copy.deepcopy(update), pickle.loads(pickle.dumps(update)), attrs.evolve(update)):
            assert (twin, twin.id, hash(twin)) == (update, update.id, hash(update))


class TestUpdate:
    @pytest.mark.parametrize(
        ("update", "kind", "shown"),
        [
            (DONE, "work", "2031/1.1 done as of 2031-05-01>"),
            (COUNTED, "target", "2031/1#target-1 counted 0 as of 2031-05-01>"),
            (RAISED, "problem", "2031#problem-visa raised as of 2031-05-01>"),
        ],
    )
    def test_says_what_it_is(self, update: Update, kind: str, shown: str) -> None:
        assert (update.kind, update.plan) == (kind, "2031")
        assert repr(update) == f"<Update {update.id[:8]} {shown}"

    def test_is_frozen(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            DONE.status = "dropped"  # type: ignore[misc]
