"""HTML: languages, directions, landmarks and policy."""

import re

import pytest

from bri_macao.formats import html
from bri_macao.formats._stylesheet import STYLESHEET
from bri_macao.pages import Heading, Page, Paragraph, Row, Run, Table


def body(*runs: Run, language: str = "zh-Hant") -> str:
    page = html.render(Page(language, (Run("T"),), (Paragraph(runs),)))
    return page[page.index("<main") :].split("<p>")[1].split("</p>")[0]


class TestRuns:
    @pytest.mark.parametrize(
        ("run", "expected"),
        [
            (Run("港口", "zh-Hant"), "港口"),
            (Run("港口", "zh-Hans"), '<span lang="zh-Hans">港口</span>'),
            (Run("PT"), "PT"),
            (Run('<b a="c">&\''), "&lt;b a=&quot;c&quot;&gt;&amp;&#x27;"),
            (Run("שלום"), "<bdi>שלום</bdi>"),
            (Run("سلام", "ar"), '<bdi lang="ar">سلام</bdi>'),
            (Run("x", web="https://a.org/?b&c"), '<a href="https://a.org/?b&amp;c">x</a>'),
            (Run("x", faint=True, to="a"), '<a href="#a"><small>x</small></a>'),
        ],
    )
    def test_say_their_language_and_direction(self, run: Run, expected: str) -> None:
        assert body(run) == expected


class TestPage:
    def test_has_landmarks(self) -> None:
        table = Table(((Run("Name"),), (Run("Kind"),)), (Row(((Run("Brazil"),), (Run("country"),)), anchor="br"),))
        page = html.render(Page("pt", (Run("A & B"),), (Heading(2, (Run("P"),), anchor="p"), table)))
        assert page.startswith('<!DOCTYPE html>\n<html lang="pt">\n<head>\n<meta charset="utf-8">\n')
        assert "<title>A &amp; B</title>" in page
        assert '<a class="skip" href="#content">Ir para o conteúdo</a>' in page
        assert '<li><a href="#p">P</a></li>' in page
        assert '<th scope="col">Name</th>' in page
        assert '<tr id="br"><th scope="row">Brazil</th><td>country</td></tr>' in page
        assert "default-src 'none'" in page
        assert "<script" not in page

    def test_has_no_contents_where_there_is_nothing_to_go_to(self) -> None:
        assert "<nav" not in html.render(Page("en", (Run("T"),), (Heading(2, (Run("P"),)), Heading(3, (), anchor="a"))))


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2."""

    def light(color: str) -> float:
        parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


class TestStylesheet:
    @pytest.mark.parametrize("scheme", range(3))
    def test_is_legible(self, scheme: int) -> None:
        colors = [
            dict(re.findall(r"--(\w+): (#\w{6});", line)) for line in STYLESHEET.splitlines() if "--ink:" in line
        ][scheme]
        for paper in ("paper", "wash"):
            assert contrast(colors["ink"], colors[paper]) >= 7
            assert contrast(colors["faint"], colors[paper]) >= 5
            assert contrast(colors["accent"], colors[paper]) >= 5

    def test_asks_the_network_for_nothing(self) -> None:
        assert "url(" not in STYLESHEET
        assert "@import" not in STYLESHEET
        assert "</" not in STYLESHEET
