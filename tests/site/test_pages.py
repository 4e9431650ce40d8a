"""The page: one file, the same bytes each time, that lets nothing in and asks for nothing."""

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings

from bri_macao import site
from bri_macao.comparison import ItemKind
from bri_macao.errors import BriMacaoError, InvalidValue, UnknownId
from bri_macao.model import LANGUAGES, Aspect, MechanismKind, Names, PartnerKind, Plan, PolicyArea
from bri_macao.model.ids import PlanId
from bri_macao.plans import load_plan
from bri_macao.site._wording import WORDS
from bri_macao.strategies import plans
from bri_macao.text import fold

PLAN = load_plan(2023)
PAGE = site.page([PLAN]).decode()
SCRIPT = resources.files("bri_macao.site").joinpath("page.js").read_text("utf-8")

# Names that would break out of the page, hide in it or turn what stands beside them.
HOSTILE = (
    "</script><script>document.title='broken'</script>",
    "<img src=x onerror=\"document.title='broken'\">",
    "]]><!-- ${1} {{2}} $title &amp; &lt;",
    "\u202etxet\u2066\u200b\x00\x07\x1b[31m\u2028\u2029\ud800",
    "javascript:document.title='broken'",
    "__proto__",
)


def data(page: str) -> Any:  # whatever JSON holds
    return json.loads(page.split('<script type="application/json" id="data">')[1].split("</script>", 1)[0])


def hostile(plan: Plan) -> Plan:
    """The plan with such names everywhere."""

    def named(names: Names, place: int) -> Names:
        text = HOSTILE[place % len(HOSTILE)]
        return Names(tuple(attrs.evolve(name, text=f"{text} {name.text}") for name in names.entries))

    def entity(found: Any, place: int) -> Any:  # a partner or a mechanism, and the same again
        return attrs.evolve(found, names=named(found.names, place))

    changed = plan.with_items(
        lambda item: attrs.evolve(
            item,
            names=named(item.names, item.number),
            text=HOSTILE[item.number % len(HOSTILE)],
            actions=tuple(attrs.evolve(one, statement=named(one.statement, item.number)) for one in item.actions),
            mentions=tuple(attrs.evolve(one, surface=HOSTILE[item.number % len(HOSTILE)]) for one in item.mentions),
        )
    )
    return attrs.evolve(
        changed,
        names=named(plan.names, 0),
        partners=tuple(entity(one, place) for place, one in enumerate(plan.partners)),
        mechanisms=tuple(entity(one, place) for place, one in enumerate(plan.mechanisms)),
        sections=tuple(
            attrs.evolve(one, names=named(one.names, place), numeral=HOSTILE[place])
            for place, one in enumerate(changed.sections)
        ),
    )


class TestPage:
    def test_is_the_same_under_every_hash_seed(self) -> None:
        code = "import sys, bri_macao as b, bri_macao.site as s; sys.stdout.buffer.write(s.page([b.load_plan(2023)]))"
        for seed in ("1", "2"):
            environment = {**os.environ, "PYTHONHASHSEED": seed}
            made = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
            assert made.stdout == PAGE.encode()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_opens_in_a_language(self, language: Any) -> None:
        page = site.page([PLAN], language=language).decode()
        assert f'<html lang="{language}">' in page
        assert f"<title>{PLAN.names[language]}</title>" in page.replace("&#x27;", "'")
        assert data(page)["language"] == language

    def test_asks_for_nothing_from_elsewhere(self) -> None:
        markup = PAGE.replace(json.dumps(data(PAGE), ensure_ascii=False), "")
        addresses = set(re.findall(r"""(?:src|href|action)=["']?([^"'\s>$]+)""", markup))
        assert {address for address in addresses if not address.startswith("#")} <= {"data:,"}
        assert "http" not in re.sub(r"http-equiv|http://www\.w3\.org/2000/svg", "", SCRIPT + markup.split("<body>")[0])
        assert not re.search(r"fetch|XMLHttp|import\(|innerHTML|outerHTML|insertAdjacent|document\.write|eval", SCRIPT)

    def test_lets_only_its_own_script_and_style_run(self) -> None:
        policy = re.search('Content-Security-Policy" content="([^"]*)"', PAGE)
        assert policy is not None
        for tag in ("script", "style"):
            inside = PAGE.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
            digest = b64encode(sha256(inside.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy[1]
        assert policy[1].startswith("default-src 'none'; ")
        assert "unsafe" not in policy[1]

    def test_moves_nothing(self) -> None:
        style = PAGE.split("<style>")[1].split("</style>")[0]
        assert not re.search("transition|animation|scroll-behavior", style)

    def test_has_the_plans_and_the_changes_between_them(self) -> None:
        later = attrs.evolve(PLAN, id=PlanId("2024"))
        told = data(site.page([PLAN, later]).decode())
        assert [plan["id"] for plan in told["plans"]] == ["2023", "2024"]
        assert [len(changes) for changes in told["changes"]] == [0, len(PLAN.items)]

    def test_refuses_plans_that_it_cannot_tell_apart(self) -> None:
        with pytest.raises(InvalidValue, match="two plans have the id '2023'"):
            site.page([PLAN, PLAN])

    def test_refuses_to_be_about_nothing(self) -> None:
        with pytest.raises(InvalidValue, match="no plan"):
            site.page([])

    def test_refuses_a_language_that_it_does_not_speak(self) -> None:
        with pytest.raises(UnknownId, match="no language of the page 'zh'"):
            site.page([PLAN], language="zh")  # type: ignore[arg-type]


class TestHostile:
    def test_names_stay_inside_the_data(self) -> None:
        page = site.page([hostile(PLAN)]).decode()
        assert page.count("<script") == page.count("</script") == 2
        assert "<img" not in page
        assert data(page)["plans"][0]["items"][1]["words"][0][2].startswith(HOSTILE[2])
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", page)

    @given(plans())
    @settings(max_examples=30)
    def test_any_plan_has_a_page(self, plan: Plan) -> None:
        page = site.page([plan]).decode()
        assert page.count("</script") == 2
        assert [item["id"] for item in data(page)["plans"][0]["items"]] == list(plan.index.items)


class TestFolding:
    def test_is_that_of_text_and_drops_accents(self) -> None:
        table = dict(zip(*data(PAGE)["folding"], strict=True))
        others = (chr(code) for code in range(0x110000) if not 0xC0 <= code < 0x250)
        assert [character for character in others if fold(character) != table.get(character, character)] == []
        assert [table[character] for character in "ÇãÉÖ"] == list("caeo")


class TestWords:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_there_are_for_everything_that_the_script_says(self, language: str) -> None:
        said = set(re.findall(r"""(?:word|say|tell)\("([a-z][a-z.-]*)\"""", SCRIPT))
        said |= {f"facet.{facet['key']}" for facet in data(PAGE)["plans"][0]["facets"]}
        said |= {f"view.{view}" for view in ("items", "network", "changes")}
        said |= {f"field.{field}" for field in ("names", "statement", "target", "surface", "text")}
        kinds = (("partner", PartnerKind), ("mechanism", MechanismKind), ("aspect", Aspect), ("area", PolicyArea))
        said |= {f"{key}.{kind}" for key, values in (*kinds, ("change", ItemKind)) for kind in get_args(values)}
        said |= {"targets", "partners", "mechanisms", "areas", "gained", "lost", "before", "after", "plans", "views"}
        assert said - set(WORDS[language]) == set()

    def test_have_the_same_places_to_fill_in_all_languages(self) -> None:
        for key in WORDS["en"]:
            assert len({frozenset(re.findall(r"\{\d?\}", WORDS[language][key])) for language in LANGUAGES}) == 1, key


class TestWrite:
    def test_makes_the_folder(self, tmp_path: Path) -> None:
        path = site.write([PLAN], tmp_path / "a" / "b")
        assert path == tmp_path / "a" / "b" / "index.html"
        assert path.read_bytes() == PAGE.encode()
        assert [found.name for found in path.parent.iterdir()] == ["index.html"]

    def test_leaves_the_old_page_where_there_is_no_new_one(self, tmp_path: Path) -> None:
        path = site.write([PLAN], tmp_path)
        with pytest.raises(InvalidValue):
            site.write([], tmp_path)
        assert path.read_bytes() == PAGE.encode()

    def test_says_why_it_cannot(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(BriMacaoError, match="cannot make the folder"):
            site.write([PLAN], tmp_path / "file" / "below")
