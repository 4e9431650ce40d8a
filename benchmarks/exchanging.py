"""Exchanging: plans from JSON and to JSON, checking them, and the memory that they take."""

import json
from collections.abc import Callable, Iterable

import attrs
import orjson

import bri_macao as bri
from benchmarks.measuring import Call, memory
from benchmarks.peers import NAMES, codec_of
from benchmarks.tasks import Task, Work, ready
from bri_macao._shapes import DECODER, ENCODER
from bri_macao.formats.json import trusted

__all__ = ["tasks"]


def tasks() -> Iterable[Task]:
    """Every task of this kind, on the bundled plan."""
    plan = bri.load_plan(2023)
    data = bri.formats.json.dumps(plan)
    tree = orjson.loads(data)
    pretty = bri.formats.json.dumps(plan, indent=2)
    foreign = json.dumps({**tree, "note": "?"}, ensure_ascii=False, separators=(",", ":")).encode()
    yield Task(
        f"JSON to a plan, proven complete ({len(data):,} bytes)",
        _dicts(data),
        lambda: lambda: bri.formats.json.loads(data),
        2.1,
        (
            ready("msgspec, and encoded again", lambda: ENCODER.encode(DECODER.decode(data))),
            *(_loading(peer, data) for peer in NAMES),
        ),
    )
    yield Task("the bundled plan", _dicts(data), lambda: lambda: trusted(data), 1.5)
    yield Task(
        "JSON with spaces and line ends",
        _dicts(pretty),
        lambda: lambda: bri.formats.json.loads(pretty),
        6.0,
        (_loading("cattrs", pretty),),
    )
    yield Task(
        "JSON with unknown keys, kept",
        _dicts(foreign),
        lambda: lambda: bri.formats.json.loads(foreign, lenient=True, notice=lambda _: None),
        6.0,
    )
    yield Task(
        "a plan to JSON",
        ready("orjson.dumps of dicts", lambda: orjson.dumps(tree)),
        lambda: lambda: bri.formats.json.dumps(plan),
        2.3,
        tuple(Work(peer, _dumping(peer, data)) for peer in NAMES),
    )
    # A copy, so that the plan does not know yet what the last round has looked up.
    yield Task("all rules of validation", _dicts(data), lambda: lambda: bri.validate(attrs.evolve(plan)), 1.5)
    yield Task(
        "memory of a plan",
        ready("its JSON", lambda: bytes(bytearray(data))),
        lambda: lambda: bri.formats.json.loads(data),
        1.6,
        (ready("dicts, by orjson", lambda: orjson.loads(data)), *(_loading(peer, data) for peer in NAMES)),
        memory,
    )


def _dicts(data: bytes) -> Work:
    return ready("orjson.loads to dicts", lambda: orjson.loads(data))


def _loading(peer: str, data: bytes) -> Work:
    def prepare() -> Call:
        loads = codec_of(peer).loads
        return lambda: loads(data)

    return Work(peer, prepare)


def _dumping(peer: str, data: bytes) -> Callable[[], Call]:
    def prepare() -> Call:
        codec = codec_of(peer)
        plan = codec.loads(data)
        return lambda: codec.dumps(plan)

    return prepare
