"""Documents for people: whatever a page says, readers of Markdown, HTML and Word see, and nothing else."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser

import attrs
import docx as word
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bri_macao.formats import docx, html, markdown
from bri_macao.formats._pages import page_of
from bri_macao.model import LANGUAGES, Plan
from bri_macao.pages import (
    Block,
    Facts,
    Heading,
    Item,
    Line,
    Page,
    Paragraph,
    Points,
    Quote,
    Row,
    Run,
    Table,
)
from bri_macao.plans import load_plan
from bri_macao.strategies import plans

Seen = list[tuple[str, str]]
"""What a reader sees: the kind of each piece and its text."""


def told(line: Line) -> str:
    return "".join(run.text for run in line)


def single(pieces: Iterable[tuple[str, str]]) -> Seen:
    """The pieces as readers compare them: spaces are single, and what is empty is not there."""
    spaced = ((kind, re.sub(" *\t *", "\t", re.sub(" +", " ", text)).strip(" ")) for kind, text in pieces)
    return [(kind, text) for kind, text in spaced if text.strip("\t :")]


def said(page: Page, between: str = "\t") -> Seen:
    """What the page says; `between` stands between the label of a fact and the fact."""

    def pieces(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
        for block in blocks:
            match block:
                case Heading(_, line):
                    yield "heading", told(line)
                case Paragraph(line):
                    yield "text", told(line)
                case Quote(lines):
                    yield from (("quote", told(line)) for line in lines)
                case Points(points):
                    yield from (("point", f"{marker} {told(line)}") for marker, line in points)
                case Facts(facts):
                    yield from (("fact", f"{told(label)}{between}{told(line)}") for label, line in facts)
                case Item(_, marker, line, body):
                    yield "heading", f"{marker} {told(line)}"
                    yield from pieces(body)
                case Table(heads, rows):
                    yield from (
                        ("cell", told(cell)) for cells in (heads, *(row.cells for row in rows)) for cell in cells
                    )

    return single((("heading", told(page.title)), *pieces(page.blocks)))


def anchored(page: Page) -> list[str]:
    """The anchors of a page, in order."""
    parts = (part for block in page.blocks for part in (block, *(block.rows if isinstance(block, Table) else ())))
    return [anchor for part in parts if (anchor := getattr(part, "anchor", None))]


# Three readers.


def seen_in_markdown(text: str) -> tuple[Seen, list[str]]:
    pieces, found = [], []
    kinds = {"heading_open": "heading", "blockquote_open": "quote", "th_open": "cell", "td_open": "cell"}
    path: list[str] = []
    for token in MarkdownIt("gfm-like").parse(text):
        match token.nesting:
            case 1:
                kind = kinds.get(token.type, "")
                path.append(kind or {"-": "point", "*": "fact"}.get(token.markup, "") * (token.tag == "li"))
            case -1:
                path.pop()
            case 0:
                assert token.type == "inline", token
                inside = ""
                for child in token.children or ():
                    match child.type:
                        case "text":
                            inside += child.content
                        case "html_inline":
                            found += re.findall('^<a id="([a-z0-9-]+)">$', child.content)
                            assert child.content == "</a>" or child.content.startswith('<a id="'), child
                        case _:
                            assert child.type in ("link_open", "link_close", "strong_open", "strong_close"), child
                            assert child.type != "link_open" or str(child.attrs["href"]).startswith("#")
                pieces.append((next(filter(None, reversed(path)), "text"), inside))
    return single(pieces), found


class Browser(HTMLParser):
    """Reads HTML as a strict browser would: every element is closed, ids are unique."""

    KINDS = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading") | {
        "p": "text",
        "li": "point",
        "dt": "fact",
        "dd": "fact",
        "th": "cell",
        "td": "cell",
    }
    VOID = ("meta",)
    OTHERS = ("html", "head", "title", "style", "body", "a", "header", "nav", "ul", "main", "article", "span", "small")

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.path: list[str] = []
        self.pieces: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.languages: list[str] = []
        self.feed(text)
        self.close()
        assert self.path == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = (
            *self.KINDS,
            *self.VOID,
            *self.OTHERS,
            "bdi",
            "dl",
            "div",
            "blockquote",
            "table",
            "thead",
            "tbody",
            "tr",
        )
        assert tag in known
        given = {name: value or "" for name, value in attrs}
        assert set(given) <= {"id", "lang", "class", "href", "scope", "charset", "name", "content", "http-equiv",
                              "aria-labelledby", "tabindex"}  # fmt: skip
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.languages += [given["lang"]] if "lang" in given else []
        if tag not in self.VOID:
            self.path.append(tag)
            if (kind := self.KINDS.get(tag)) and "nav" not in self.path:
                if tag == "dd":
                    self.pieces[-1] = ("fact", self.pieces[-1][1] + "\t")
                else:
                    self.pieces.append(("quote" if "blockquote" in self.path else kind, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.path.pop() == tag

    def handle_data(self, data: str) -> None:
        if "body" in self.path and "nav" not in self.path and set(self.path) & set(self.KINDS):
            kind, text = self.pieces[-1]
            self.pieces[-1] = (kind, text + data)
        elif "body" in self.path and "nav" not in self.path:
            assert data.strip() == "" or self.path[-1] == "a"  # the link that skips


def seen_in_html(text: str) -> tuple[Seen, list[str]]:
    browser = Browser(text)
    assert len(set(browser.ids)) == len(browser.ids)
    return single(browser.pieces), [id for id in browser.ids if id not in ("content", "table-of-contents")]


def seen_in_word(data: bytes) -> tuple[Seen, list[str]]:
    document = word.Document(io.BytesIO(data))
    kinds = {
        "Title": "heading",
        "Item": "heading",
        "Point": "point",
        "Fact": "fact",
        "Quote": "quote",
        "Normal": "text",
    }
    pieces: list[tuple[str, str]] = []
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            pieces += (("cell", cell.text) for row in block.rows for cell in row.cells)
        else:
            style = block.style.name if block.style is not None else None
            assert style is not None
            kind = kinds.get(style) or ("heading" if re.fullmatch("Heading [1-9]", style) else "")
            pieces.append((kind, block.text if kind == "fact" else block.text.replace("\t", " ")))
    marks = [str(mark.get(qn("w:name"))) for mark in document.element.iter(qn("w:bookmarkStart"))]
    return single(pieces), marks


# Pages of any text, the meanest of which are those that mean something to a format.

MEAN = (
    *(
        "# x",
        "1. x",
        "1) x",
        "12345678901. x",
        "- x",
        "+ x",
        "* x",
        "> x",
        "---",
        "===",
        "```",
        "~~~",
        "    x",
        "x  ",
        "\tx",
    ),
    *(
        "*x*",
        "_x_",
        "**",
        "`x`",
        "[x](y)",
        "![x](y)",
        "[x]: y",
        "<b>x</b>",
        "<!-- x",
        "<script>",
        "&amp;",
        "&#65;",
        "a|b",
    ),
    *(
        "http://example.com",
        "www.example.com",
        "me@example.com",
        "<http://example.com>",
        "~~x~~",
        "$x$",
        "{x}",
        ":::",
        "\\",
    ),
    *(
        "x\\",
        "]]>",
        "</article>",
        '" onload="x',
        "'",
        "\0",
        "\x0c",
        "\r\n",
        "\u202e",
        "\ud800",
        "\uffff",
        "\u2028",
        "\x85",
    ),
    *("שלום", "سلام", "港口", "\u3000", "\xa0x\xa0", "\u200b", "\ufeff", "😀", "e\u0301", "x: y", "|---|", "=", "[^1]"),
)
TEXTS = st.sampled_from(MEAN) | st.lists(st.sampled_from(MEAN), max_size=3).map("".join) | st.text(max_size=5)
ANCHORS = st.sampled_from(("item-2023-7", "partner-pt", "mechanism-" + "forum-macao-" * 4 + "x"))
RUNS = st.builds(
    Run, TEXTS, st.sampled_from(("", *LANGUAGES, "fr", "zh-Hant-MO", "<")), faint=st.booleans(), to=st.none() | ANCHORS
)
LINES: st.SearchStrategy[Line] = st.lists(RUNS, min_size=1, max_size=3).map(tuple)
LABELS = LINES.map(lambda line: (Run("Label"), *(attrs.evolve(run, to=None) for run in line)))


def several(strategy: st.SearchStrategy[Line]) -> st.SearchStrategy[tuple[Line, ...]]:
    return st.lists(strategy, min_size=1, max_size=3).map(tuple)


SIMPLE = (
    LINES.map(Paragraph)
    | several(LINES).map(Quote)
    | st.builds(
        Points, st.lists(st.tuples(st.sampled_from(("7.3", "1.", "-", "")), LINES), min_size=1, max_size=3).map(tuple)
    )
    | st.builds(Facts, st.lists(st.tuples(LABELS, LINES), min_size=1, max_size=3).map(tuple))
)


def table(width: int) -> st.SearchStrategy[Table]:
    cells: st.SearchStrategy[tuple[Line, ...]] = st.lists(LINES, min_size=width, max_size=width).map(tuple)
    return st.builds(Table, cells, st.lists(st.builds(Row, cells), max_size=2).map(tuple))


BLOCKS: st.SearchStrategy[Block] = (
    SIMPLE
    | st.builds(Heading, st.integers(2, 12), LINES)
    | st.builds(
        Item,
        st.integers(2, 12),
        st.sampled_from(("7.", "（七）", "③", "")),
        LINES,
        st.lists(SIMPLE, max_size=2).map(tuple),
    )
    | st.integers(1, 3).flatmap(table)
)
PAGES = st.builds(Page, st.sampled_from(LANGUAGES), LINES, st.lists(BLOCKS, max_size=3).map(tuple))


class TestAnyPage:
    @given(PAGES)
    @settings(max_examples=150)
    def test_markdown_shows_it(self, page: Page) -> None:
        assert seen_in_markdown(markdown.render(page))[0] == said(page, ": ")

    @given(PAGES)
    @settings(max_examples=100)
    def test_html_shows_it(self, page: Page) -> None:
        assert seen_in_html(html.render(page))[0] == said(page)

    @given(PAGES)
    @settings(max_examples=40)
    def test_word_shows_it(self, page: Page) -> None:
        assert seen_in_word(docx.render(page))[0] == said(page)


class TestAnyPlan:
    @given(plans(), st.sampled_from(LANGUAGES))
    @settings(max_examples=40)
    def test_is_seen_as_its_page_says(self, plan: Plan, language: str) -> None:
        page = page_of(plan, language)  # type: ignore[arg-type]
        assert seen_in_markdown(markdown.render(page)) == (said(page, ": "), anchored(page))
        assert seen_in_html(html.render(page)) == (said(page), anchored(page))
        seen, marks = seen_in_word(docx.render(page))
        assert seen == said(page)
        assert marks == [anchor.replace("-", "_") for anchor in anchored(page)]


class TestTheBundledPlan:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_seen_in_every_language(self, language: str) -> None:
        page = page_of(load_plan(2023), language)  # type: ignore[arg-type]
        expected = said(page)
        assert len(expected) > 700
        assert seen_in_html(html.render(page)) == (expected, anchored(page))
        assert seen_in_word(docx.render(page))[0] == expected
        assert seen_in_markdown(markdown.render(page)) == (said(page, ": "), anchored(page))

    @pytest.mark.parametrize("dumps", [markdown.dumps, html.dumps, docx.dumps])
    def test_gives_the_same_bytes_twice(self, dumps: Callable[[Plan], bytes]) -> None:
        assert dumps(load_plan(2023)) == dumps(load_plan(2023))
