"""Fuzzing with atheris: `python fuzz/fuzz.py read|loads|attach [-runs=N ...]`; see the README beside this file.

Any exception but a `BriMacaoError` is a crash, and so is a broken promise: segments that do not cover the text, a
surface that does not stand in its place, a plan that JSON does not bring back.
"""

# ruff: noqa: INP001 - a script, not part of a package

import sys
from collections.abc import Callable
from typing import Any

import atheris  # type: ignore[import-untyped]  # installed by who fuzzes; nothing else needs it
import attrs

with atheris.instrument_imports(include=["bri_macao"]):
    from bri_macao import _structuring, parsing  # noqa: F401 - what `loads` fetches late must be instrumented too
    from bri_macao.anchoring import attach
    from bri_macao.errors import BriMacaoError
    from bri_macao.formats import json
    from bri_macao.model import Plan
    from bri_macao.readings import Reading
    from bri_macao.text import Source
    from bri_macao.validation import example, validate

# `Any` below is a `FuzzedDataProvider`: atheris has no annotations.

# What documents of the family are made of, and what breaks readers of them.
PIECES = (
    *("2031年重点工作\n", "2031年", "一、金融\n", "（一）合作\n", "1.", "１．", "（1）", "\n2.", "十、", "①", "第一章"),
    *(
        "举办",
        "争取",
        "设立",
        "继续",
        "推广东",
        "基金",
        "论坛",
        "葡语国家",
        "巴葡",
        "中国",
        "“",
        "”",
        "《",
        "》",
        "「",
        "」",
    ),
    *(
        "一带一路",
        "国家",
        "与",
        "、",
        "，",
        "。",
        "；",
        "（",
        "）",
        "(",
        ")",
        '"',
        "<",
        ">",
        "- 1 -\n",
        "目录\n",
        "……",
        ".",
    ),
    *(
        "\n",
        "\r\n",
        "\r",
        "\f",
        "\v",
        "\x85",
        "\u2028",
        " ",
        "\u3000",
        "\t",
        "\0",
        "\ufeff",
        "\u200b",
        "\u202e",
        "\u0301",
    ),
    *(
        "\ud800",
        "\udfff",
        "\uffff",
        "\ufffd",
        "\U00020000",
        "\uf98a",
        "９９９９９９",
        "亿",
        "零",
        "BRI",
        "a",
        "ﬁ",
        "㍿",
        "5",
    ),
)
BASE = (
    "2031年参与和助力共建“一带一路”重点工作\n\n目录\n一、金融 1\n\n一、金融\n（一）合作\n"
    "1.与葡语国家办好“港口论坛”，争取设立基金。\n2.继续推广人民币，至少举办两场培训。\n\f- 2 -\n"
    "二、文化\n3.支持澳门与巴西及葡萄牙的协会交流。\n（完）\n"
)
TREE = json.dumps(example())
# What JSON is made of, and what breaks readers of it.
TOKENS = (
    *(b"{", b"}", b"[", b"]", b",", b":", b'"', b"null", b"true", b"1", b"1.0", b"-0", b"1e400", b"NaN", b'"\\ud800"'),
    *(b"[[[[[[[[", b'{"id":"a"}', b'"year":2031', b'"day":31', b"9" * 25, b"\xef\xbb\xbf", b"\xff", b"\0", b" ", b"[]"),
    *(b'"id":"2031"', b'"extra":', b'"sections":', b'"number":', b'"2031-02-30"', b'"\\u0000"', b'""', b"{}", b"\n"),
)


def written(data: Any, most: int = 100) -> str:
    """A text of known pieces and of anything else."""
    parts: list[str] = []
    while data.remaining_bytes() and len(parts) < most:
        kind = data.ConsumeIntInRange(0, len(PIECES) + 3)
        if kind < len(PIECES):
            parts.append(PIECES[kind])
        elif kind == len(PIECES):
            parts.append(PIECES[data.ConsumeIntInRange(0, len(PIECES) - 1)] * data.ConsumeIntInRange(2, 60))
        else:
            parts.append(data.ConsumeUnicode(data.ConsumeIntInRange(1, 8)))
    return "".join(parts)


def edited(data: Any) -> str:
    """The document above with stretches replaced."""
    text = BASE
    for _ in range(data.ConsumeIntInRange(0, 6)):
        start = data.ConsumeIntInRange(0, len(text))
        end = data.ConsumeIntInRange(start, min(len(text), start + 30))
        text = text[:start] + written(data, 3) + text[end:]
    return text


def check_reading(reading: Reading) -> None:
    """What holds of every reading."""
    place = 0
    for segment in reading.segments:
        assert segment.span.start == place, f"a gap or an overlap at {place}"
        assert len(segment.span), "an empty segment"
        place = segment.span.end
    assert place == len(reading.source.text), "segments end before the text"
    for item in reading.plan.items:
        for mention in item.mentions if item.text is not None else ():
            assert mention.span.of(item.text or "") == mention.surface, f"{mention!r} stands elsewhere"
    str(validate(reading))


def check_plan(plan: Plan) -> None:
    """What holds of every plan that can be written as JSON."""
    data = json.dumps(plan)
    assert json.loads(data) == plan, "JSON brings back another plan"
    assert json.dumps(json.loads(data)) == data, "JSON brings back other bytes"


def fuzz_read(data: Any) -> None:
    """Text, or bytes in any encoding."""
    kind = data.ConsumeIntInRange(0, 9)
    if kind == 0:
        encoding = data.PickValueInList([None, "utf-8", "gb18030", "big5", "utf-16", "utf-7", "cp437"])
        reading = parsing.read(data.ConsumeBytes(data.remaining_bytes()), encoding=encoding)
    else:
        reading = parsing.read(written(data) if kind < 7 else edited(data))
    check_reading(reading)
    check_plan(reading.plan)


def fuzz_loads(data: Any) -> None:
    """Bytes; most of the time good JSON with stretches replaced."""
    raw = data.ConsumeBytes(data.ConsumeIntInRange(0, 400)) if data.ConsumeIntInRange(0, 9) == 0 else TREE
    for _ in range(data.ConsumeIntInRange(0, 5)):
        start = data.ConsumeIntInRange(0, len(raw))
        end = data.ConsumeIntInRange(start, min(len(raw), start + 20))
        token = data.ConsumeIntInRange(0, len(TOKENS))
        piece = TOKENS[token] if token < len(TOKENS) else data.ConsumeBytes(data.ConsumeIntInRange(0, 6))
        raw = raw[:start] + piece + raw[end:]
    plan = json.loads(raw)
    check_plan(plan)
    str(validate(plan))


def fuzz_attach(data: Any) -> None:
    """A plan read in one text, with or without its wording, meets another text."""
    plan = parsing.read(edited(data)).plan
    if data.ConsumeBool():
        plan = plan.with_items(lambda item: attrs.evolve(item, text=None))
    source = Source(edited(data) if data.ConsumeBool() else written(data))
    reading = attach(plan, source)
    check_reading(reading)
    assert [item.id for item in reading.plan.items] == [item.id for item in plan.items], "items came or went"
    check_plan(reading.plan)


TARGETS: dict[str, Callable[[Any], None]] = {"read": fuzz_read, "loads": fuzz_loads, "attach": fuzz_attach}


def main(arguments: list[str]) -> None:
    """Run the target that the first argument names; the others are libFuzzer's."""
    if len(arguments) < 2 or arguments[1] not in TARGETS:
        sys.exit(f"usage: {arguments[0]} {'|'.join(TARGETS)} [-runs=N ...]")
    target = TARGETS[arguments[1]]

    def one(raw: bytes) -> None:
        try:
            target(atheris.FuzzedDataProvider(raw))
        except BriMacaoError as error:
            str(error)  # its sentence must not fail either

    atheris.Setup([arguments[0], *arguments[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
