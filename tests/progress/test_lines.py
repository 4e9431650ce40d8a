"""JSON Lines: canonical out, strict in, every problem with its line."""

import json as stdlib
from contextlib import suppress
from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao.findings import LoadError
from bri_macao.model import Names
from bri_macao.plans import load_plan
from bri_macao.progress import Log, Update, dumps, loads
from bri_macao.strategies import logs

PLAN = load_plan(2023)
DONE = Update(subject="2031/1.1", status="done", as_of=date(2031, 5, 1), who="desk")
MET = Update(
    subject="2031#meeting-1",
    status="held",
    as_of=date(2031, 6, 1),
    who="desk",
    note=Names.of("editorial", en="first meeting", zh_Hant="第一次會議"),
    recorded=datetime(2031, 6, 2, 8, 30, tzinfo=UTC),
)
OTHER = attrs.evolve(DONE, who="bureau")
LINE = dumps([DONE]).decode().strip()


def problems(data: bytes | str) -> list[str]:
    with pytest.raises(LoadError) as caught:
        loads(data)
    return [str(finding) for finding in caught.value.findings]


class TestDumps:
    def test_canonical(self) -> None:
        assert dumps([DONE, MET]).decode() == (
            f'{{"as_of":"2031-05-01","id":"{DONE.id}","status":"done","subject":"2031/1.1","who":"desk"}}\n'
            f'{{"as_of":"2031-06-01","id":"{MET.id}","note":{{"entries":['
            '{"language":"en","status":"editorial","text":"first meeting"},'
            '{"language":"zh-Hant","status":"editorial","text":"第一次會議"}]},'
            '"recorded":"2031-06-02T08:30:00Z","status":"held","subject":"2031#meeting-1","who":"desk"}\n'
        )

    def test_of_nothing(self) -> None:
        assert dumps([]) == b""
        assert loads(b"") == ()


class TestLoads:
    @given(logs(PLAN))
    @settings(max_examples=50)
    def test_gives_back_what_was_dumped(self, log: Log) -> None:
        data = dumps(log)
        assert loads(data) == log.updates
        assert dumps(loads(data)) == data

    @given(logs(PLAN, max_size=3), st.sampled_from((None, 1)))
    @settings(max_examples=20)
    def test_spacing_order_and_ids_do_not_matter(self, log: Log, indent: int | None) -> None:
        trees = [stdlib.loads(line) for line in dumps(log).splitlines()]
        for tree in trees:
            del tree["id"]
        written = [stdlib.dumps(dict(reversed(tree.items())), indent=indent).replace("\n", "\r") for tree in trees]
        assert loads("\n".join(written)) == log.updates

    @pytest.mark.parametrize("end", ["", "\n", "\r\n"])
    def test_however_the_last_line_ends(self, end: str) -> None:
        assert loads(LINE + end) == (DONE,)

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("", ["error BRI401 at $, line 2: Expecting value at column 1"]),
            ("{", ["error BRI401 at $, line 2: "]),
            ("[]", ["error BRI405 at $, line 2: expected `object`, got `array`; the value is of 0 entries"]),
            ("\ufeff" + LINE, ["error BRI409 at $, line 2: a byte order mark"]),
            (LINE + LINE, [f"error BRI401 at $, line 2: Extra data at column {len(LINE) + 1}"]),
            (LINE.replace("desk", "\\ud800"), ["error BRI407 at $.who, line 2: \\ud800 is half of"]),
            (LINE.replace('"done"', "NaN"), ["error BRI406 at $.status, line 2: NaN is no number"]),
            (LINE.replace('"done"', "[" * 100_000), ["error BRI408 at $, line 2: more than 100 levels"]),
            (LINE.replace('"done"', "9" * 5_000), ["error BRI406 at $.status, line 2: 9999"]),
            (
                LINE.replace("{", '{"who":"a","status":"done",'),
                [
                    "error BRI402 at $.who, line 2: 'who' is given 2 times (keep one of them)",
                    "error BRI402 at $.status, line 2: 'status' is given 2 times (keep one of them)",
                ],
            ),
            (LINE.replace("{", '{"plan":"2031",'), ["error BRI403 at $.plan, line 2: the model has no 'plan'"]),
            (
                LINE.replace("done", "raised"),
                ["error BRI405 at $, line 2: 'raised' is no state of 2031/1.1; those of a work are: not-started, "],
            ),
            (
                '{"status":"finished","who":7,"as_of":"2031-02-30"}',
                [
                    "error BRI404 at $.subject, line 2: 'subject' is required",
                    "error BRI405 at $.status, line 2: invalid enum value 'finished'",
                    "error BRI405 at $.as_of, line 2: invalid ",
                    "error BRI405 at $.who, line 2: expected `str`, got `int`; the value is 7",
                ],
            ),
            (
                LINE.replace("desk", "bureau"),
                [f"error BRI704 at $.id, line 2: the id is '{DONE.id}', and that of what the line says is '{OTHER.id}"],
            ),
            (LINE.replace(f'"{DONE.id}"', "7"), ["error BRI704 at $.id, line 2: the id is 7, and that of what"]),
        ],
    )
    def test_refuses(self, line: str, expected: list[str]) -> None:
        found = problems(f"{LINE}\n{line}\n{LINE}\n".encode("utf-8", "surrogatepass"))
        assert len(found) == len(expected)
        assert all(map(str.startswith, sorted(found), sorted(expected))), found

    def test_every_line_at_once(self) -> None:
        found = problems(f"x\n{LINE}\n{{}}\n")
        assert [problem.partition(":")[0] for problem in found] == [
            "error BRI401 at $, line 1",
            *(f"error BRI404 at $.{name}, line 3" for name in ("subject", "status", "as_of", "who")),
        ]

    def test_half_a_pair_in_text(self) -> None:
        assert problems(LINE.replace("desk", "\ud800")) == [
            "error BRI407 at $: character 106 is half of a surrogate pair"
        ]

    def test_no_more_than_asked_for(self) -> None:
        assert loads(LINE, largest=len(LINE)) == (DONE,)
        with pytest.raises(
            LoadError, match=r"BRI411 at \$: 112 bytes are more than 111 \(if they are meant to be, pass"
        ):
            loads(LINE, largest=len(LINE) - 1)

    def test_gives_up_on_what_is_something_else(self) -> None:
        assert len(problems("x\n" * 5_000)) == 1_000

    @given(
        st.binary(max_size=60)
        | st.builds(lambda cut, more: LINE[:cut].encode() + more, st.integers(0, len(LINE)), st.binary(max_size=9))
    )
    def test_any_bytes(self, data: bytes) -> None:
        with suppress(LoadError):
            assert dumps(loads(data)).count(b"\n") <= data.count(b"\n") + 1
