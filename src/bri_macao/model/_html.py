"""What notebooks show: small pieces of HTML, escaped, each text tagged with its language.

The tag matters: without it a browser draws Chinese characters in whatever regional font comes first.
"""

from html import escape

__all__ = ["page", "row", "tagged"]


def tagged(text: str, language: str = "zh-Hans") -> str:
    """The text as a span in its language."""
    return f'<span lang="{escape(language)}">{escape(text)}</span>'


def page(tag: str, *children: str) -> str:
    """One element with the children inside; they are HTML already."""
    return f"<{tag}>{''.join(children)}</{tag}>"


def row(*cells: str) -> str:
    """One table row; the cells are HTML already."""
    return page("tr", *(page("td", cell) for cell in cells))
