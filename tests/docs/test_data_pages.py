"""The data pages: a small site with nothing else in it, and another that refers to it."""

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

import bri_macao as bri

DOCS = Path(__file__).parent.parent.parent / "docs"
PLAN = bri.load_plan(2023)
IDS = {"item": PLAN.index.items, "partner": PLAN.index.partners, "mechanism": PLAN.index.mechanisms}

CONF = f"""
import sys

sys.path.insert(0, {str(DOCS)!r})
project = "Pages"
html_theme = "basic"
"""


def run(source: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", *options, source, out]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def build(source: Path, out: Path, *options: str) -> str:
    """Build a site without a warning, and say what Sphinx said."""
    done = run(source, out, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("source")
    (place / "conf.py").write_text(f"{CONF}extensions = ['myst_parser', '_ext.data']\n", "utf-8")
    (place / "index.md").write_text("# Pages\n\n```{toctree}\ndata/index\n```\n", "utf-8")
    (place / "data/items").mkdir(parents=True)
    shutil.copy(DOCS / "data/index.md", place / "data")
    (place / "data/items/2022-1.bri").write_text("item 2022/1\n", "utf-8")  # of a plan that is gone
    return place


@pytest.fixture(scope="module")
def site(source: Path) -> Path:
    build(source, source / "out")
    return source / "out"


def page(site: Path, kind: str, slug: str) -> str:
    return (site / f"data/{kind}s/{slug}.html").read_text("utf-8")


def part(text: str, id: str) -> str:
    """A section of a page that has no sections in it."""
    return text.partition(f'<section id="{id}">')[2].partition("</section>")[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the rows of a table, as they are written."""
    body = text.partition("<tbody>")[2]
    found = (re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL))
    return [list(cells) for cells in found]


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html)).strip()


class TestInventory:
    def test_has_every_subject(self, site: Path) -> None:
        inventory = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="").data
        assert {kind: set(inventory[f"bri:{kind}"]) for kind in IDS} == {kind: set(ids) for kind, ids in IDS.items()}

    def test_is_referred_to_by_another_site(self, site: Path, tmp_path: Path) -> None:
        mapping = {"macao": ("https://pages.example/", str(site / "objects.inv"))}
        extensions = "extensions = ['myst_parser', 'sphinx.ext.intersphinx']\n"
        (tmp_path / "conf.py").write_text(f"{CONF}{extensions}intersphinx_mapping = {mapping!r}\n", "utf-8")
        written = (
            "{external+macao:ref}`item-2023-7`",
            "<inv:macao:bri:item#2023/7>",
            "{external+macao:ref}`partner-br`",
            "[the forum](inv:macao:bri:mechanism#forum-macao)",
        )
        (tmp_path / "index.md").write_text("\n\n".join(("# Elsewhere", *written)), "utf-8")
        build(tmp_path, tmp_path / "out")
        made = (tmp_path / "out/index.html").read_text("utf-8")
        links = re.findall(r'<a class="reference external" href="https://pages.example/([^"]*)"[^>]*>(.*?)</a>', made)
        assert [(link, plain(text)) for link, text in links] == [
            *[("data/items/2023-7.html#item-2023-7", f"7. {PLAN.item(7).names['en']}")] * 2,
            ("data/partners/br.html#partner-br", "Brazil"),
            ("data/mechanisms/forum-macao.html#mechanism-forum-macao", "the forum"),
        ]


class TestLinks:
    def test_lead_somewhere(self, site: Path) -> None:
        pages = {path.resolve(): path.read_text("utf-8") for path in site.rglob("data/**/*.html")}
        anchors = {path: set(re.findall(' id="([^"]*)"', text)) for path, text in pages.items()}
        assert len(pages) == 1 + sum(map(len, IDS.values()))
        dead = [
            (path.name, link, anchor)
            for path, text in pages.items()
            for link, anchor in re.findall(r'<a [^>]*href="([^":]*)#([^"]+)"', text)
            if anchor not in anchors[(path.parent / link).resolve() if link else path]
        ]
        assert dead == []

    def test_of_the_overview_reach_every_page(self, site: Path) -> None:
        overview = (site / "data/index.html").read_text("utf-8")
        found = set(re.findall(r'href="((?:item|partner|mechanism)s/[^"]*)#', overview))
        assert len(found) == sum(map(len, IDS.values()))


class TestItem:
    def test_has_its_titles_in_four_languages(self, site: Path) -> None:
        names = PLAN.item(23).names
        found = rows(part(page(site, "item", "2023-23"), "titles"))
        assert [[plain(cell) for cell in cells[:2]] for cells in found] == [[tag, names[tag]] for tag in names]
        languages = [re.findall('lang="([^"]*)"', cells[1]) for cells in found]
        assert languages == [["zh-Hans"], ["zh-Hant"], ["pt"], []]  # the page itself is in English

    @pytest.mark.parametrize("number", [1, 7, 21])
    def test_says_what_the_plan_says(self, site: Path, number: int) -> None:
        item, text = PLAN.item(number), page(site, "item", f"2023-{number}")
        shown = plain(text)
        assert [action.id for action in item.actions if action.statement["en"] not in shown] == []
        linked = set(re.findall(r'href="../((?:partner|mechanism)s)/([^"]*).html#', text))
        assert {(f"{mention.kind}s", mention.entity) for mention in item.mentions} <= linked
        surfaces = {plain(cells[0]) for cells in rows(part(text, "evidence"))}
        assert surfaces == {mention.surface for mention in item.mentions}

    def test_has_neighbours(self, site: Path) -> None:
        ends = {number: page(site, "item", f"2023-{number}") for number in (1, 2, 23)}
        links = {number: re.findall(r'href="(2023-\d+).html#', text) for number, text in ends.items()}
        assert links == {1: ["2023-2"], 2: ["2023-1", "2023-3"], 23: ["2023-22"]}


class TestEntity:
    def test_lists_the_items_that_a_query_finds(self, site: Path) -> None:
        for kind in ("partner", "mechanism"):
            for id in IDS[kind]:
                query, found = bri.query(PLAN), rows(part(page(site, kind, id), "items"))
                reached = query.partner(id) if kind == "partner" else query.mechanism(id)
                named = query.partner(id, direct=True) if kind == "partner" else query.mechanism(id, direct=True)
                numbers = [int(plain(cells[0]).partition(".")[0]) for cells in found]
                assert numbers == [hit.item.number for hit in reached], id
                own = [number for number, cells in zip(numbers, found, strict=True) if plain(cells[1])]
                assert own == [hit.item.number for hit in named], id

    def test_tells_how_it_is_named(self, site: Path) -> None:
        both = next(cells for cells in rows(part(page(site, "partner", "br"), "items")) if "2023-21.html" in cells[0])
        assert [plain(cell) for cell in both[1:]] == ["巴葡", "Portuguese-speaking Countries"]

    def test_shows_names_with_their_standing_and_dates(self, site: Path) -> None:
        found = [list(map(plain, cells)) for cells in rows(part(page(site, "partner", "ipim"), "names"))]
        assert [cells for cells in found if cells[0] == "pt"] == [
            ["pt", "Instituto de Promoção do Comércio e do Investimento de Macau", "official", "until 30 June 2024"],
            ["pt", "Instituto de Promoção do Comércio e do Investimento", "official", "since 1 July 2024"],
        ]

    def test_shows_sources_and_links_to_those_that_are_pages(self, site: Path) -> None:
        for kind in ("partner", "mechanism"):
            for id in IDS[kind]:
                shown = plain(part(page(site, kind, id), "sources"))
                assert [cited for cited in PLAN.index.entity(id).citations if cited.source not in shown] == []
        assert 'href="https://gov.mo/pt/noticias/718882"' in page(site, "partner", "ipim")


class TestUse:
    def test_the_line_of_python_gets_it(self, site: Path) -> None:
        for kind, ids in IDS.items():
            for id, thing in ids.items():
                use = part(page(site, kind, id.replace("/", "-")), "use")
                code = plain(re.findall("<pre>(.*?)</pre>", use, re.DOTALL)[0])
                assert eval(code, {"bri": bri}) == thing
                assert f"{{bri:{kind}}}`{id}`" in plain(use)


class TestBuilding:
    def test_takes_away_what_is_gone(self, source: Path, site: Path) -> None:
        assert not (source / "data/items/2022-1.bri").exists()
        assert not (site / "data/items/2022-1.html").exists()

    def test_reads_nothing_twice(self, source: Path, site: Path) -> None:
        assert "0 added, 0 changed, 0 removed" in build(source, site)

    def test_speaks_the_language_of_the_site(self, source: Path, tmp_path: Path) -> None:
        most = "data/mechanisms/*,data/partners/[!b]*"
        build(source, tmp_path, "-D", "language=pt", "-D", f"exclude_patterns={most},out")
        text = page(tmp_path, "partner", "br")
        assert "<h1>Brasil<" in text
        assert plain(rows(part(text, "items"))[0][2]) == "Países de Língua Portuguesa"

    def test_says_what_it_does_not_know(self, source: Path, tmp_path: Path) -> None:
        shutil.copy(source / "conf.py", tmp_path)
        text = "# Wrong\n\n{bri:item}`2023/99`\n\n```{bri:overview} city\n```\n"
        (tmp_path / "index.md").write_text(text, "utf-8")
        said = run(tmp_path, tmp_path / "out", "-D", "exclude_patterns=data").stderr
        assert "index.md:3: WARNING: the plan has no item '2023/99'" in said
        assert "'city' has no pages; write one of item, partner, mechanism" in said
