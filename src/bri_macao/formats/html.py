"""HTML: one page that needs nothing else, for browsers, printers and screen readers. Nothing is read back from it.

Every text is escaped and says its language, so that browsers draw Chinese characters in the fonts of the right region
and screen readers speak them. There is no script in it, and its policy lets none run.
"""

import unicodedata
from html import escape

from bri_macao.formats._pages import LOSSES, Language, page_of
from bri_macao.formats._stylesheet import STYLESHEET
from bri_macao.model import Plan
from bri_macao.pages import (
    WORDING,
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

__all__ = ["EXTRA", "LOSSES", "dumps", "render"]

EXTRA: str | None = None


def dumps(plan: Plan, *, language: Language | None = None) -> bytes:
    """Write a plan as a page of HTML, in UTF-8.

    Args:
        plan: the plan.
        language: the language of the document; None for the plan's own. Where a name is missing in it, the document
            shows another.

    Raises:
        UnknownId: documents are not written in that language.
        DumpError: an id is used twice.

    >>> from bri_macao.plans import load_plan
    >>> page = dumps(load_plan(2023), language="pt").decode()
    >>> '<html lang="pt">' in page, 'id="item-2023-7"' in page
    (True, True)
    """
    return render(page_of(plan, language)).encode()


def render(page: Page) -> str:
    """A page as HTML.

    >>> html = render(Page("en", (Run("Ports & harbours"),), (Paragraph((Run("港口", "zh-Hant"),)),)))
    >>> print(html[html.index("<main") :])
    <main id="content">
    <p><span lang="zh-Hant">港口</span></p>
    </main>
    </body>
    </html>
    """
    return _Renderer(page.language).page(page)


class _Renderer:
    """Renders in the light of the page's language: what is in it needs no tag of its own."""

    def __init__(self, language: str) -> None:
        self.language = language

    def page(self, page: Page) -> str:
        words = WORDING[page.language]
        title = escape("".join(run.text for run in page.title))
        return f"""\
<!DOCTYPE html>
<html lang="{escape(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{STYLESHEET}</style>
</head>
<body>
<a class="skip" href="#content">{escape(words["skip"])}</a>
<header>
<h1>{self.line(page.title)}</h1>
</header>
{self.navigation(page, words["contents"])}<main id="content">
{"".join(map(self.block, page.blocks))}</main>
</body>
</html>
"""

    def navigation(self, page: Page, contents: str) -> str:
        heads = [block for block in page.blocks if isinstance(block, Heading) and block.level == 2 and block.anchor]
        if not heads:
            return ""
        links = "".join(f'<li><a href="#{head.anchor}">{self.line(head.line)}</a></li>\n' for head in heads)
        title = f'<h2 id="table-of-contents">{escape(contents)}</h2>'
        return f'<nav aria-labelledby="table-of-contents">\n{title}\n<ul>\n{links}</ul>\n</nav>\n'

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, line, anchor=anchor):
                tag = f"h{min(level, 6)}"
                return f"<{tag}{_id(anchor)}>{self.line(line)}</{tag}>\n"
            case Paragraph(line):
                return f"<p>{self.line(line)}</p>\n"
            case Quote(lines):
                return f"<blockquote>\n{''.join(f'<p>{self.line(line)}</p>{chr(10)}' for line in lines)}</blockquote>\n"
            case Points(points):
                return f'<ul class="points">\n{"".join(self.point(*point) for point in points)}</ul>\n'
            case Facts(facts):
                return f"<dl>\n{''.join(self.fact(*fact) for fact in facts)}</dl>\n"
            case Item(level, marker, line, body, anchor=anchor):
                tag = f"h{min(level, 6)}"
                title = f'<{tag} class="title">{_marker(marker)}<span>{self.line(line)}</span></{tag}>'
                return f'<article class="item"{_id(anchor)}>\n{title}\n{"".join(map(self.block, body))}</article>\n'
            case Table(heads, rows):  # pragma: no branch - the last of the kinds
                head = "".join(f'<th scope="col">{self.line(cell)}</th>' for cell in heads)
                below = "".join(map(self.row, rows))
                table = f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{below}</tbody>\n</table>"
                return f'<div class="table" tabindex="0">\n{table}\n</div>\n'

    def point(self, marker: str, line: Line) -> str:
        return f"<li>{_marker(marker)}<span>{self.line(line)}</span></li>\n"

    def fact(self, label: Line, line: Line) -> str:
        return f"<div><dt>{self.line(label)}</dt><dd>{self.line(line)}</dd></div>\n"

    def row(self, row: Row) -> str:
        first, *others = map(self.line, row.cells)
        cells = "".join(f"<td>{cell}</td>" for cell in others)
        return f'<tr{_id(row.anchor)}><th scope="row">{first}</th>{cells}</tr>\n'

    def line(self, line: Line) -> str:
        return "".join(map(self.run, line))

    def run(self, run: Run) -> str:
        html = escape(run.text)
        foreign = f' lang="{escape(run.language)}"' if run.language not in ("", self.language) else ""
        if _turns(run.text):  # or it would drag the punctuation and numbers beside it along
            html = f"<bdi{foreign}>{html}</bdi>"
        elif foreign:
            html = f"<span{foreign}>{html}</span>"
        if run.faint:
            html = f"<small>{html}</small>"
        return html if run.target is None else f'<a href="{escape(run.target)}">{html}</a>'


def _id(anchor: str | None) -> str:
    return "" if anchor is None else f' id="{anchor}"'


def _marker(marker: str) -> str:
    return f'<span class="marker">{escape(marker)} </span>' if marker else ""


def _turns(text: str) -> bool:
    """Whether some of the text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)
