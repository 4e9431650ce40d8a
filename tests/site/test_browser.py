"""The page in a browser: what people do with it, and what their machines say of it.

They need Chromium or Chrome with its driver, selenium, and axe-core as selenium-axe-python brings it. Where one is
missing they are skipped; with BRI_MACAO_BROWSER=required they fail.
"""

import os
import re
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import attrs
import pytest

from bri_macao import site
from bri_macao.model import LANGUAGES, Plan
from bri_macao.plans import load_plan
from bri_macao.querying import query
from bri_macao.querying._conditions import plain
from bri_macao.site._facets import facets
from tests.site.test_changes import next_year
from tests.site.test_facets import asked
from tests.site.test_pages import hostile

PLAN = load_plan(2023)
VIEWS = ("", "view=network", "view=changes", "partner=br&aspect=continue&q=cooperation")


def pieces(mark: str) -> list[str]:
    """Marks that touch are one."""
    return re.split("(?<=将联系)", mark)


def missing(what: str) -> None:
    """Skip, or fail where a browser is required."""
    if os.environ.get("BRI_MACAO_BROWSER") == "required":
        pytest.fail(f"needs {what}")
    pytest.skip(f"needs {what}")


def attached() -> Plan:
    """The plan with texts of our own that hold its names."""
    return PLAN.with_items(
        lambda item: attrs.evolve(item, text="".join(f"澳门将联系{mention.surface}；" for mention in item.mentions))
    )


class Explorer:
    """A browser with the page of a plan."""

    def __init__(self, driver: Any, folder: Path) -> None:  # selenium is not there to be typed by on every machine
        self.driver = driver
        self.pages = {
            "one": site.write([PLAN], folder / "one"),
            "two": site.write([PLAN, next_year()], folder / "two"),
            "attached": site.write([attached()], folder / "attached"),
            "hostile": site.write([hostile(PLAN)], folder / "hostile"),
        }

    def open(self, address: str = "", page: str = "one") -> None:
        self.driver.get("about:blank")
        self.driver.get(f"{self.pages[page].as_uri()}#{address}")

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def go(self, address: str) -> None:
        """Another address of the same page, shown at once."""
        self.run("history.pushState(null, '', arguments[0]); follow();", f"#{address}")

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        """Click where it stands once all above it is drawn: what is out of sight has a size that is only a guess."""
        self.driver.execute_async_script(
            """const [selector, done] = arguments, target = document.querySelector(selector);
            let last;
            (function settle() {
              target.scrollIntoView({ block: "center" });
              const { top } = target.getBoundingClientRect();
              if (top === last) done(); else { last = top; requestAnimationFrame(() => requestAnimationFrame(settle)); }
            })();""",
            selector,
        )
        self.find(selector).click()

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.run(
            "return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent)", selector
        )
        return found

    def ends(self, selector: str) -> list[tuple[str, str]]:
        """The partner and the mechanism of each line."""
        told = "return [...document.querySelectorAll(arguments[0])].map((path) => JSON.parse(path.dataset.ends))"
        return [(partner, mechanism) for partner, mechanism in self.run(told, selector)]

    @property
    def shown(self) -> list[str]:
        """The ids of the items that are shown."""
        found: list[str] = self.run("return [...document.querySelectorAll('article')].map(({ id }) => id.slice(5))")
        return found

    @property
    def hash(self) -> str:
        found: str = self.run("return location.hash.slice(1)")
        return found

    def until(self, condition: str) -> None:
        """Wait until a condition of the script holds."""
        from selenium.webdriver.support.wait import WebDriverWait

        WebDriverWait(self.driver, 5, 0.02).until(lambda driver: driver.execute_script(f"return {condition}"))

    def press(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def looks(self, width: int = 1280, *, dark: bool = False) -> None:
        send = self.driver.execute_cdp_cmd
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        send("Emulation.setDeviceMetricsOverride", size)
        send("Emulation.setEmulatedMedia", {"features": [scheme]})


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    binary = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if binary is None or driver is None:
        missing("Chromium and chromedriver")
    if find_spec("selenium") is None:
        missing("selenium")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = binary or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield Explorer(chrome, tmp_path_factory.mktemp("site"))
    finally:
        chrome.quit()


@pytest.fixture
def explorer(browser: Explorer) -> Iterator[Explorer]:
    """The browser, which has nothing to complain of when the test is over."""
    browser.looks()
    yield browser
    assert browser.driver.get_log("browser") == []


class TestWords:
    def test_fold_as_the_library_folds(self, explorer: Explorer) -> None:
        explorer.open()
        changed = explorer.run(
            """const found = [];
            for (let code = 0; code < 0x110000; code++) {
              const old = String.fromCodePoint(code), now = fold(old);
              if (now !== old) found.push([code, now.codePointAt(0), [...now].length]);
            }
            return found;"""
        )
        everything = "".join(map(chr, range(0x110000)))
        expected = [
            [ord(old), ord(new), 1] for old, new in zip(everything, plain(everything), strict=True) if old != new
        ]
        assert changed == expected

    @pytest.mark.parametrize(
        "words",
        [
            "人民幣",
            "人民币",
            "ＲＥＮＭＩＮＢＩ",
            "formacao",
            "FORMAÇÃO turismo",
            "中國—葡語國家",
            "fund brazil",
            " \u3000 fórum\x1f",
            "“一帶一路”",
            "nothing-like-this",
            "e\u0301",
            "\ufeff",
        ],
    )
    def test_find_what_query_finds(self, explorer: Explorer, words: str) -> None:
        explorer.open(f"q={quote(words)}")
        found = query(PLAN)
        for word in words.split():
            found = found.text(word)
        assert explorer.shown == [hit.item.id for hit in found]

    def test_are_found_while_typed(self, explorer: Explorer) -> None:
        explorer.open()
        explorer.find("#q").send_keys("人民幣")
        assert explorer.shown == ["2023/3"]
        assert explorer.find("#count").text == "1 of 23 items"
        assert set(explorer.texts(".evidence mark")) == {"人民币", "人民幣"}
        explorer.until("location.hash")
        assert explorer.hash == f"q={quote('人民幣')}"
        assert explorer.run("return document.activeElement.id") == "q"


class TestFilters:
    def test_show_what_query_finds(self, explorer: Explorer) -> None:
        explorer.open()
        asked_for = [(facet.key, choice.value) for facet in facets(PLAN) for choice in facet.choices]
        shown = explorer.run(
            """return arguments[0].map(([key, value]) => {
              history.replaceState(null, '', '#' + key + '=' + encodeURIComponent(value));
              follow();
              return [...document.querySelectorAll('article')].map(({ id }) => id.slice(5));
            });""",
            asked_for,
        )
        expected = [[hit.item.id for hit in asked(PLAN, key, value)] for key, value in asked_for]
        assert shown == expected

    @pytest.mark.parametrize(
        ("address", "found"),
        [
            ("partner=br&section=2023/s4", query(PLAN).partner("br").section("2023/s4")),
            ("partner=pt&kind=forum&aspect=hold", query(PLAN).partner("pt").mechanism(kind="forum").aspect("hold")),
            ("mechanism=forum-macao&section=2023/s2", query(PLAN).mechanism("forum-macao").section(2)),
            ("area=unimpeded-trade&kind=fund", query(PLAN).policy_area("unimpeded-trade").mechanism(kind="fund")),
            ("q=macau&aspect=strive", query(PLAN).text("macau").aspect("strive")),
        ],
    )
    def test_narrow_each_other(self, explorer: Explorer, address: str, found: Any) -> None:
        explorer.open(address)
        assert explorer.shown == [hit.item.id for hit in found]

    def test_say_how_many_items_would_be_left(self, explorer: Explorer) -> None:
        explorer.open("section=2023/s4")
        found = query(PLAN).section("2023/s4").partner("br").count()
        label = explorer.run("return document.querySelector('#partner option[value=br]').text")
        assert label == f"Brazil ({found})"

    def test_are_chosen_and_undone(self, explorer: Explorer) -> None:
        explorer.open()
        explorer.find("#partner option[value=br]").click()
        explorer.until("location.hash === '#partner=br'")
        fits = explorer.shown
        explorer.find("#aspect option[value=continue]").click()
        explorer.until("location.hash.includes('aspect')")
        assert explorer.shown == [hit.item.id for hit in query(PLAN).partner("br").aspect("continue")]
        explorer.driver.back()
        explorer.until("document.querySelector('#aspect').value === ''")
        assert explorer.shown == fits
        explorer.click("#clear")
        explorer.until("location.hash === ''")
        assert explorer.shown == list(PLAN.index.items)

    def test_that_cannot_be_are_left_out(self, explorer: Explorer) -> None:
        explorer.open("partner=__proto__&aspect=dance&lang=xx&view=constructor&plan=1999&%E4%B8")
        assert explorer.shown == list(PLAN.index.items)


class TestEvidence:
    def test_says_which_membership(self, explorer: Explorer) -> None:
        explorer.open("partner=br&section=2023/s4")
        lines = explorer.texts(".evidence li")
        group = PLAN.partner("portuguese-speaking-countries").names["en"]
        assert f"葡语国家 names {group}; Brazil is a member of {group}" in lines
        assert "巴葡 names Brazil" in lines

    def test_says_which_part(self, explorer: Explorer) -> None:
        explorer.open("mechanism=forum-macao&section=2023/s2")
        whole, part = (PLAN.mechanism(id).names["en"] for id in ("forum-macao", "forum-macao-6th-conference"))
        assert f"中葡论坛第六届部长级会议 names {part}; {part} is part of {whole}" in explorer.texts(".evidence li")

    def test_says_which_action(self, explorer: Explorer) -> None:
        explorer.open("aspect=prepare")
        actions = [hit.evidence[0] for hit in query(PLAN).aspect("prepare")]
        assert len(explorer.texts(".evidence li")) == len(actions)
        assert all(line.startswith("prepare: ") for line in explorer.texts(".evidence li"))

    def test_says_what_the_context_says(self, explorer: Explorer) -> None:
        inferred = [
            (item.id, mention)
            for item in PLAN.items
            for mention in item.mentions
            if mention.inferred and mention.kind == "partner"
        ]
        id, mention = inferred[0]
        explorer.open(f"partner={mention.entity}&section={PLAN.section_of(PLAN.item(id)).id}")
        lines = [line for line in explorer.texts(".evidence li") if line.startswith(mention.surface)]
        assert any(line.endswith("(understood from the context)") for line in lines)

    def test_marks_names_in_the_official_text(self, explorer: Explorer) -> None:
        explorer.open("partner=br&q=將聯繫", "attached")
        assert {"葡语国家", "将联系"} <= {piece for mark in explorer.texts("blockquote mark") for piece in pieces(mark)}

    def test_marks_the_word_where_it_stands(self, explorer: Explorer) -> None:
        explorer.open("q=FORUM&lang=pt")
        assert {mark.casefold() for mark in explorer.texts("mark")} <= {"forum", "fórum"}
        assert explorer.texts("h3 mark, .actions mark")


class TestLinks:
    def test_lead_to_an_item(self, explorer: Explorer) -> None:
        explorer.open("lang=pt&partner=br")
        explorer.click("article:nth-of-type(2) h3 a")
        explorer.until("document.activeElement.tagName === 'ARTICLE'")
        shared, focused = explorer.hash, explorer.run("return document.activeElement.id")
        assert shared == f"lang=pt&partner=br&{focused}"
        explorer.open(shared)
        assert explorer.run("return document.activeElement.id") == focused
        assert explorer.run("return document.querySelector('article[aria-current]').id") == focused
        top = explorer.run("return document.activeElement.getBoundingClientRect().top")
        assert 0 <= top < 900

    def test_may_name_an_item_alone(self, explorer: Explorer) -> None:
        explorer.open("2023/7")
        assert explorer.run("return document.activeElement.id") == "item=2023/7"

    def test_choose_who_is_named(self, explorer: Explorer) -> None:
        explorer.open()
        explorer.click("[data-key='2023/21 br']")
        explorer.until("location.hash.startsWith('#partner=')")
        assert explorer.find("#partner").get_attribute("value") in explorer.hash


class TestLanguages:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("view", VIEWS)
    def test_say_everything(self, explorer: Explorer, language: str, view: str) -> None:
        explorer.open(f"lang={language}&{view}", "two")
        assert explorer.run("return document.documentElement.lang") == language
        seen = explorer.run("return document.body.innerText")
        assert "undefined" not in seen
        assert "[object" not in seen
        assert PLAN.names[language] in seen

    def test_are_chosen(self, explorer: Explorer) -> None:
        explorer.open("section=2023/s4")
        explorer.click("#languages a[lang=pt]")
        explorer.until("document.documentElement.lang === 'pt'")
        assert explorer.hash == "lang=pt&section=2023/s4"
        assert explorer.run("return document.activeElement.lang") == "pt"

    def test_of_names_are_marked(self, explorer: Explorer) -> None:
        explorer.open("partner=br&lang=en")
        assert explorer.run("return document.querySelector('.evidence q .run').lang") == "zh-Hans"


class TestNetwork:
    def test_shows_what_the_items_name_together(self, explorer: Explorer) -> None:
        explorer.open("view=network&section=2023/s3")
        items = [hit.item for hit in query(PLAN).section("2023/s3")]
        named = [(PLAN.partners_of(item), PLAN.mechanisms_of(item)) for item in items]
        pairs = {(one.id, other.id) for ones, others in named for one in ones for other in others}
        ends = explorer.ends("path")
        assert set(ends) == pairs
        assert len(ends) == len(pairs)
        assert len(explorer.texts("tbody tr")) == len({one for one, _ in pairs})

    def test_lights_up_what_is_pointed_at(self, explorer: Explorer) -> None:
        explorer.open("view=network")
        explorer.run("document.querySelector('[data-key=\"node asean\"]').focus()")
        assert {partner for partner, _ in explorer.ends(".lit")} == {"asean"}

    def test_filters(self, explorer: Explorer) -> None:
        explorer.open("view=network")
        explorer.click("[data-key='node asean']")
        explorer.until("location.hash.includes('partner=asean')")
        assert explorer.hash == "view=network&partner=asean"
        assert explorer.run("return document.activeElement.dataset.key") == "node asean"


class TestChanges:
    def test_are_shown_between_two_plans(self, explorer: Explorer) -> None:
        explorer.open("view=changes", "two")
        assert explorer.find("#count").text == "21 kept, 1 reworded, 1 dropped"
        assert explorer.texts("article.change h3 small") == [" reworded", " dropped"]
        assert explorer.texts("del, ins") == ["Before: deepen", "Now: strive"]

    def test_are_not_asked_of_the_first_plan(self, explorer: Explorer) -> None:
        explorer.open("view=changes&plan=2023", "two")
        assert explorer.shown == list(PLAN.index.items)
        assert "Year to year" not in explorer.texts("#views a")

    def test_lead_to_items_whatever_was_filtered(self, explorer: Explorer) -> None:
        explorer.open("view=changes&q=nothing-like-this", "two")
        explorer.click("article.change h3 a")
        explorer.until("document.activeElement.id === 'item=2023/2'")


class TestEverybody:
    @pytest.mark.parametrize("view", VIEWS)
    def test_reads_it_on_a_narrow_screen(self, explorer: Explorer, view: str) -> None:
        explorer.looks(320)
        explorer.open(f"lang=pt&{view}", "two")
        assert explorer.run("return document.documentElement.scrollWidth") <= 320

    def test_gets_about_with_the_keyboard_alone(self, explorer: Explorer) -> None:
        tab, enter = "\ue004", "\ue007"
        explorer.open()
        explorer.press(tab)
        assert explorer.run("return document.activeElement.id") == "skip"
        explorer.press(enter)
        assert explorer.run("return document.activeElement.id") == "main"
        explorer.press(tab)
        assert explorer.run("return document.activeElement.id") == "q"
        explorer.press("fórum", tab)
        assert explorer.run("return document.activeElement.id") == "section"
        assert explorer.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"

    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    @pytest.mark.parametrize("view", VIEWS)
    def test_is_served_by_axe(self, explorer: Explorer, view: str, dark: bool) -> None:
        spec = find_spec("selenium_axe_python")
        if spec is None or spec.origin is None:
            missing("selenium-axe-python, for axe-core")
        assert spec is not None
        assert spec.origin is not None
        explorer.looks(390 if dark else 1280, dark=dark)
        explorer.open(f"lang=zh-Hant&{view}", "two")
        explorer.run((Path(spec.origin).parent / "axe-core" / "axe.min.js").read_text("utf-8"))
        found = explorer.driver.execute_async_script(
            "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => arguments[0](violations))"
        )
        assert [(fault["id"], fault["impact"], [node["html"] for node in fault["nodes"]][:3]) for fault in found] == []


class TestHostile:
    @pytest.mark.parametrize("view", ["", "view=network", "q=img", "partner=br"])
    def test_names_are_text(self, explorer: Explorer, view: str) -> None:
        explorer.open(view, "hostile")
        assert explorer.driver.title != "broken"
        assert explorer.run("return [document.scripts.length, document.images.length]") == [2, 0]
        seen = explorer.run("return document.querySelector('main').innerText")
        assert "<img src=x" in seen
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e\u2066]", seen)


class TestPrivacy:
    def test_asks_for_nothing(self, explorer: Explorer) -> None:
        explorer.open()
        assert explorer.run("return performance.getEntriesByType('resource').length") == 0
        assert explorer.run("return document.cookie") == ""
