"""Peers: the same data, as completely, or the comparison is none."""

import json
from typing import Any

import pytest

import bri_macao as bri
from benchmarks.peers import NAMES, Codec, codec_of
from bri_macao.errors import BriMacaoError

DATA = bri.formats.json.dumps(bri.load_plan(2023))


@pytest.fixture(params=NAMES)
def codec(request: pytest.FixtureRequest) -> Codec:
    pytest.importorskip(request.param)
    return codec_of(request.param)


def changed(path: tuple[str | int, ...], value: object) -> bytes:
    """The bundled plan with another value there."""
    tree = json.loads(DATA)
    place = tree
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(tree).encode()


# What every peer must see: what is unknown, what is missing or of another form, and dates that are none.
WRONG: tuple[tuple[tuple[str | int, ...], Any], ...] = (
    (("note",), "?"),
    (("sections", 0, "note"), "?"),
    (("sections", 0, "items", 0, "mentions", 0, "note"), "?"),
    (("sections", 0, "items", 0, "mentions", 0, "kind"), "harbour"),
    (("sections", 0, "items"), 7),
    (("period", "start"), "yesterday"),
    (("period", "start"), "2999-01-01"),
    (("partners", 0, "names"), None),
)


def test_reads_and_writes_the_same(codec: Codec) -> None:
    assert json.loads(codec.dumps(codec.loads(DATA))) == json.loads(DATA)


@pytest.mark.parametrize(("path", "value"), WRONG)
def test_refuses_what_we_refuse(codec: Codec, path: tuple[str | int, ...], value: object) -> None:
    data = changed(path, value)
    with pytest.raises(BriMacaoError):
        bri.formats.json.loads(data)
    # Each peer has errors of its own.
    with pytest.raises(Exception):  # noqa: B017
        codec.loads(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), 2023),
        (("partners", 0, "citations", 0, "source"), ""),
        (("sections", 0, "number"), -1),
        (("sections", 0, "number"), "1"),
    ],
)
def test_pydantic_knows_types_and_constraints(path: tuple[str | int, ...], value: object) -> None:
    pydantic = pytest.importorskip("pydantic")
    with pytest.raises(pydantic.ValidationError):
        codec_of("pydantic").loads(changed(path, value))


def test_a_peer_that_is_not_installed() -> None:
    with pytest.raises(ImportError):
        codec_of("no_such_library")
