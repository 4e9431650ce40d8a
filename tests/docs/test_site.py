"""The site: built once, without a warning, and then looked at as a reader would."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

import pytest
from sphinx.util.inventory import InventoryFile

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PUBLIC = (ROOT / "tests/public_api.txt").read_text("utf-8").splitlines()

# A name that has several places is documented in one of them: all of it, by where it comes from.
PLACES: dict[str, set[str]] = {}
MODULES: set[str] = set()
for _line in PUBLIC:
    if match := re.match(r"(?:class )?(bri_macao[\w.]*)(?: = ([\w.]+))?", _line):
        PLACES.setdefault(re.sub(r"\._[a-z]\w*", "", match[2] or match[1]), set()).update(filter(None, match.groups()))
        MODULES.add(match[1].rpartition(".")[0])

# What every format has; a table on the page of formats is made from them.
TOLD_ELSEWHERE = re.compile(r"bri_macao\.(__version__|formats\.\w+\.(EXTRA|LOSSES|LOSSES_WITHOUT_RESIDUAL))")


# `Any`: JSON of the shape that Sphinx chose: names of pages, and for each term the number of its page, or several.
Index: TypeAlias = Mapping[str, Any]


class Page(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and (link := found.get("href")):
            self.links.append(link)
        if anchor := found.get("id"):
            self.anchors.add(anchor)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of the site, and what Sphinx had to say."""
    place = tmp_path_factory.mktemp("site")
    options = ("-q", "-n", "-b", "html", "-d", str(place / "doctrees"))
    command = [sys.executable, "-m", "sphinx", *options, str(DOCS), str(place / "html")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return place / "html", done.stderr


@pytest.fixture(scope="module")
def site(built: tuple[Path, str]) -> Path:
    return built[0]


@pytest.fixture(scope="module")
def index(site: Path) -> Index:
    """The index of the search."""
    text = (site / "searchindex.js").read_text("utf-8")
    found: Index = json.loads(text.removeprefix("Search.setIndex(")[:-1])
    return found


def test_is_built_without_a_warning(built: tuple[Path, str]) -> None:
    assert built[1] == ""


def broken(site: Path) -> Iterator[str]:
    pages = {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchor = unquote(parts.fragment)
            if not target.exists() or (anchor and target in pages and anchor not in pages[target].anchors):
                yield f"{path.relative_to(site)}: {link}"


def test_every_link_leads_somewhere(site: Path) -> None:
    assert sorted(set(broken(site))) == []


def test_every_public_name_is_documented(site: Path) -> None:
    inventory = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="")
    known = {name for kind, names in inventory.data.items() if kind.startswith("py:") for name in names}
    missing = {name for name, places in PLACES.items() if not {name, *places} & known}
    assert sorted(name for name in missing if not TOLD_ELSEWHERE.fullmatch(name)) == []


def test_every_module_has_a_page() -> None:
    inner = {module for module in MODULES if module.count(".") > 1 and not module.startswith("bri_macao.formats.")}
    pages = {
        ".".join(("bri_macao", *path.relative_to(DOCS / "api").with_suffix("").parts))
        for path in DOCS.glob("api/**/*.md")
    }
    assert {"bri_macao.model", "bri_macao.formats.json"} <= MODULES - inner
    assert MODULES - inner - {"bri_macao"} - pages == set()


def pages_with(index: Index, words: Iterable[str]) -> set[str]:
    """The pages that have every word."""
    terms, names = index["terms"], index["docnames"]
    assert isinstance(terms, dict)
    found = [{terms[word]} if isinstance(terms[word], int) else {*terms[word]} for word in words]
    return {str(names[page]) for page in set.intersection(*found)}


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        (["人民", "民币"], {"tour", "howto/ask"}),
        (["一带", "带一", "一路"], {"index", "why", "glossary"}),
        (["巴西"], {"findings", "comparison"}),
        (["renminbi"], {"howto/ask"}),
    ],
)
def test_words_of_both_kinds_are_found(index: Index, words: list[str], pages: set[str]) -> None:
    assert pages <= pages_with(index, words)


# The second is Traditional, the fourth a word of one character, the last in two scripts.
QUERIES = {
    "人民币": ["人民", "民币"],
    "人民幣": ["人民", "民币"],
    "一带一路": ["一带", "带一", "一路"],
    "一": ["一"],
    "work_items, BRI101": ["work_items", "BRI101"],
    "Forum中葡论坛2023": ["Forum", "中葡", "葡论", "论坛", "2023"],
}


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node, to ask as a browser does")
@pytest.mark.parametrize(("query", "words"), QUERIES.items())
def test_a_query_is_cut_as_the_pages_are(site: Path, query: str, words: list[str]) -> None:
    data = (site / "_static/language_data.js").read_text("utf-8")
    script = f"const window = {{}};\n{data}\nconsole.log(JSON.stringify(splitQuery({query!r})))"
    done = subprocess.run(["node", "-"], input=script, capture_output=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout) == words
