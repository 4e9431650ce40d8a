"""The picture: data, and the files and figures that are made of it; for any plan, and always the same."""

import hashlib
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import attrs
import matplotlib as mpl
import pytest
from hypothesis import given, settings
from matplotlib.figure import Figure

from bri_macao.errors import BriMacaoError, DumpError, UnknownId
from bri_macao.model import LANGUAGES, Names, Partner, PartnerId, Plan, PlanId, Section, SectionId
from bri_macao.pages import Language
from bri_macao.plans import load_plan
from bri_macao.plot import PICTURES, Box, Curve, Dot, Line, Picture, Text, aspects, matrix
from bri_macao.strategies import plans

BUNDLED = load_plan(2023)
SVG = "{http://www.w3.org/2000/svg}"
SAMPLE = Picture(
    title="Boats & <ships>",
    description="Harbours, by size & age.",
    language="en",
    families=("DejaVu Sans",),
    bounds=(-10, -20, 110, 80),
    marks=(
        Box(-10, -20, 120, 100, "#ffffff"),
        Line(0, 0, 100, 0),
        Curve(0, 10, 50, 40, color="#000000", leave=20, arrive=-20),
        Curve(0, 10, 0, 40, color="#000000", leave=20, arrive=20, dashed=True),
        Dot(50, 40, 4, "#d55e00", edge="#000000"),
        Text(5, 60, "$x^2$ & <b> \\alpha", bold=True),
        Text(95, 70, "last", align="right", color="#0072b2"),
    ),
)


def root_of(picture: Picture) -> ET.Element:
    return ET.fromstring(picture.svg())


class TestSvg:
    def test_text_stays_text_and_nothing_is_read_as_mathematics(self) -> None:
        texts = [element.text for element in root_of(SAMPLE).iter(f"{SVG}text")]
        assert texts == list(SAMPLE.texts) == ["$x^2$ & <b> \\alpha", "last"]

    def test_says_what_it_is_to_those_who_listen(self) -> None:
        root = root_of(SAMPLE)
        assert root.get("role") == "img"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
        assert [(child.tag, child.text) for child in root][:2] == [
            (f"{SVG}title", "Boats & <ships>"),
            (f"{SVG}desc", "Harbours, by size & age."),
        ]

    def test_is_as_large_as_the_picture(self) -> None:
        root = root_of(SAMPLE)
        assert (root.get("width"), root.get("height")) == ("120pt", "100pt")
        assert (SAMPLE.width, SAMPLE.height) == (120, 100)

    def test_names_the_fonts_and_a_generic_one(self) -> None:
        (style, *_) = (element.get("style") for element in root_of(SAMPLE).iter(f"{SVG}text"))
        assert style is not None
        assert "'DejaVu Sans', sans-serif" in style

    def test_has_no_date(self) -> None:
        assert b"<dc:date>" not in SAMPLE.svg()

    def test_is_what_a_notebook_shows(self) -> None:
        assert SAMPLE._repr_svg_().encode() == SAMPLE.svg()


class TestPng:
    def test_is_one(self) -> None:
        assert SAMPLE.png().startswith(b"\x89PNG\r\n")

    @pytest.mark.parametrize("dpi", [72, 144])
    def test_has_the_dots_that_were_asked_for(self, dpi: int) -> None:
        header = SAMPLE.png(dpi=dpi)[16:24]
        assert (int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")) == (
            120 * dpi / 72,
            100 * dpi / 72,
        )

    @pytest.mark.parametrize("dpi", [0, -3, 100_000])
    def test_of_an_impossible_size_is_refused(self, dpi: int) -> None:
        with pytest.raises(DumpError, match=f"pass another dpi than {dpi}, or save it as SVG"):
            SAMPLE.png(dpi=dpi)

    def test_that_is_too_long_is_refused(self) -> None:
        with pytest.raises(DumpError, match="no PNG of 1 by 70000 pixels"):
            attrs.evolve(SAMPLE, bounds=(0, 0, 1, 70_000)).png(dpi=72)


class TestFigure:
    def test_is_one_of_matplotlib(self) -> None:
        figure = SAMPLE.figure()
        assert isinstance(figure, Figure)
        assert [text.get_text() for text in figure.axes[0].texts] == list(SAMPLE.texts)

    def test_is_new_each_time(self) -> None:
        assert SAMPLE.figure() is not SAMPLE.figure()

    def test_settings_of_the_user_change_nothing_and_stay(self) -> None:
        expected = SAMPLE.svg(), SAMPLE.png()
        with mpl.rc_context({"svg.fonttype": "path", "font.size": 30, "axes.facecolor": "red", "savefig.dpi": 17}):
            before = dict(mpl.rcParams)
            assert (SAMPLE.svg(), SAMPLE.png()) == expected
            assert dict(mpl.rcParams) == before


class TestSave:
    def test_writes_what_the_name_ends_in(self, tmp_path: Path) -> None:
        SAMPLE.save(tmp_path / "a.svg")
        SAMPLE.save(str(tmp_path / "a.PNG"))
        assert (tmp_path / "a.svg").read_bytes() == SAMPLE.svg()
        assert (tmp_path / "a.PNG").read_bytes() == SAMPLE.png()

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("a.jpg", "a picture is saved as .svg or .png, not as .jpg"),
            ("a", "a picture is saved as .svg or .png, not as a file without ending"),
            ("none/a.svg", "cannot write .*a.svg'"),
            ("a\0.svg", "cannot write .*embedded null byte"),
        ],
    )
    def test_or_says_why_not(self, name: str, message: str, tmp_path: Path) -> None:
        with pytest.raises(BriMacaoError, match=message):
            SAMPLE.save(tmp_path / name)


class TestValue:
    def test_pictures_are_compared_and_hashed_as_data(self) -> None:
        assert matrix(BUNDLED) == matrix(BUNDLED)
        assert len({aspects(BUNDLED), aspects(BUNDLED), aspects(BUNDLED, language="pt")}) == 2

    def test_says_what_it_is(self) -> None:
        assert repr(SAMPLE) == "<Picture 'Boats & <ships>': 120 x 100 pt, 7 marks>"


class TestLanguages:
    @pytest.mark.usefixtures("chinese")
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("kind", PICTURES)
    def test_all_four_are_spoken(self, kind: str, language: Language) -> None:
        picture = PICTURES[kind](BUNDLED, language=language)
        assert picture.language == language
        assert picture.title.startswith(picture.texts[0])
        if language == "zh-Hant":  # a glyph that is missing is a warning, and a warning an error
            texts = [element.text for element in root_of(picture).iter(f"{SVG}text")]
            assert texts == list(picture.texts)

    @pytest.mark.parametrize("kind", PICTURES)
    def test_no_fifth_is(self, kind: str) -> None:
        with pytest.raises(UnknownId, match="no language of documents 'fr'"):
            PICTURES[kind](BUNDLED, language="fr")


def named(text: str) -> Names:
    return Names.of(en=text)


class TestAnyPlan:
    @pytest.mark.parametrize("kind", PICTURES)
    def test_an_empty_one_says_so(self, kind: str) -> None:
        picture = PICTURES[kind](Plan(id=PlanId("2031"), names=Names()))
        assert any(text.startswith(("No ", "There are no ")) for text in picture.texts)
        assert "2031" in picture.texts
        assert picture.svg()

    @pytest.mark.usefixtures("chinese")
    @settings(max_examples=6)
    @given(plans())
    def test_can_be_drawn(self, plan: Plan) -> None:
        for draw in PICTURES.values():
            picture = draw(plan)
            left, top, right, bottom = picture.bounds
            assert all(left <= mark.x <= right and top <= mark.y <= bottom for mark in picture.marks)
            texts = [element.text or "" for element in root_of(picture).iter(f"{SVG}text")]
            assert texts == list(picture.texts)

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("$5 or $6", "$5 or $6"),
            ("left\u202eright\x07", "left⟨U+202E⟩right⟨U+0007⟩"),
            ("a\n\tb", "a b"),
            ("boat \U000104a0", "boat ⟨U+104A0⟩"),
        ],
    )
    def test_names_are_shown_as_far_as_they_can(self, name: str, shown: str) -> None:
        texts = aspects(attrs.evolve(BUNDLED, names=named(name))).texts
        assert shown in texts

    def test_long_names_are_cut_and_change_no_width(self) -> None:
        def width(length: int) -> float:
            partner = Partner(id=PartnerId("br"), kind="country", names=named("harbour " * length))
            partners = tuple(partner if other.id == "br" else other for other in BUNDLED.partners)
            picture = matrix(attrs.evolve(BUNDLED, partners=partners), members=True)
            assert any(text.startswith("harbour") and text.endswith("…") for text in picture.texts)
            return picture.width

        assert width(100) == width(100_000)

    def test_a_hundred_sections(self) -> None:
        sections = tuple(Section(id=SectionId(f"2031/s{n}"), number=n, names=named("Boats")) for n in range(1, 100))
        wide = attrs.evolve(BUNDLED, sections=(*BUNDLED.sections, *sections))
        assert matrix(wide).width > matrix(BUNDLED).width + 99 * 50
        assert aspects(wide).height > aspects(BUNDLED).height + 99 * 20


# Prints the digests of what must not differ from process to process, and whether anybody has asked for pyplot.
PRINT = """
import hashlib, sys
from bri_macao import load_plan, plot
pictures = [draw(load_plan(2023)) for draw in plot.PICTURES.values()]
for data in (repr([picture.marks for picture in pictures]).encode(), pictures[1].svg(), pictures[3].png(dpi=50)):
    print(hashlib.sha256(data).hexdigest())
print("matplotlib.pyplot" in sys.modules)
"""


class TestDeterminism:
    def test_the_same_bytes_in_every_process_and_never_pyplot(self) -> None:
        said = {
            subprocess.run(
                [sys.executable, "-c", PRINT],
                env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            for seed, zone in (("1", "UTC"), ("2", "Asia/Macau"))
        }
        (lines,) = said
        assert lines.split()[3] == "False"
        assert lines.split()[1] == hashlib.sha256(PICTURES["network"](BUNDLED).svg()).hexdigest()
