"""Beside a place: what is a name, or none, because a known place stands there."""

import pytest

from bri_macao.mentions._beside import apart, behind, in_slogan, within
from bri_macao.mentions._candidates import Candidate, mask
from bri_macao.text import fold


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("海角国|丹霞市的青年", "country", [("丹霞市", "city")]),
        ("海角国|丹霞省", "country", [("丹霞省", "region")]),
        ("海角省|丹霞市", "region", [("丹霞市", "city")]),
        ("海角国|东—西大区和", "country", [("东—西大区", "region")]),
        ("海角国|丹霞港、", "country", [("丹霞港", "zone")]),
        ("海角|港的航线", "city", [("海角港", "zone")]),
        ("海角|丹霞市", "city", []),
        ("海角国|等城市", "country", []),
        ("海角国|举办丹霞市", "country", []),
        ("海角国|学生来港", "country", []),
        ("海角国|市", "country", []),
        ("海角国|，丹霞市", "country", []),
        ("海角国|丹霞市场", "country", []),
        ("海角|港口", "city", []),
        ("海角|港", "zone", []),
    ],
)
def test_within(text: str, kind: str, names: list[tuple[str, str]]) -> None:
    place, text = text.index("|"), fold(text.replace("|", ""))
    assert [(text[one.start : one.end], one.type) for one in within(text, (0, place), kind)] == [
        (fold(name), type) for name, type in names
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("在|海角|推广茶叶课程", "茶叶课程"),
        ("在|海角|推广协调茶叶课程", "茶叶课程"),
        ("在|海角|茶叶课程", "海角茶叶课程"),
        ("在|海角|推广课程", None),
        ("在|海角|推广合作课程", None),
    ],
)
def test_behind(text: str, name: str | None) -> None:
    where, place, rest = text.split("|")
    masked = where + place + rest
    guess = Candidate(len(where), len(masked), "mechanism", "training")
    one = behind(masked, guess, len(where + place))
    assert (one and masked[one.start : one.end]) == name


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("丹霞大学", True),
        ("丹霞理工大学", True),
        ("国家大学", False),
        ("皇家理工大学", False),
        ("大学", False),
        ("丹霞学院", False),
    ],
)
def test_apart(name: str, *, whole: bool) -> None:
    assert apart(f"海角国{name}", 3, 3 + len(name)) is whole


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("打造“留学|海角|”", True),
        ("打造“|海角|之都”", True),
        ("打造“|海角|”", False),
        ("打造“留学”|海角|“”", False),
        ("打造“留学|海角|", False),
        ("打造“留学，到|海角|去”", False),
        (f"打造“{'留' * 21}|海角|”", False),
        ("打造|海角|", False),
    ],
)
def test_in_slogan(text: str, *, inside: bool) -> None:
    before, place, after = text.split("|")
    masked = mask(fold(before + place + after), before + place + after)
    assert in_slogan(masked, len(before), len(before + place)) is inside
