"""What notebooks show: small pieces of HTML, escaped, each text tagged with its language.

The tag matters: without it a browser draws Chinese characters in whatever regional font comes first.
"""

__all__ = ["escaped", "page", "row", "tagged"]


def escaped(text: str) -> str:
    """The text with nothing in it that HTML would take for markup."""
    from html import escape  # noqa: PLC0415 - it brings every entity that HTML names, and only notebooks ask for it

    return escape(text)


def tagged(text: str, language: str = "zh-Hans") -> str:
    """The text as a span in its language."""
    return f'<span lang="{escaped(language)}">{escaped(text)}</span>'


def page(tag: str, *children: str) -> str:
    """One element with the children inside; they are HTML already."""
    return f"<{tag}>{''.join(children)}</{tag}>"


def row(*cells: str) -> str:
    """One table row; the cells are HTML already."""
    return page("tr", *(page("td", cell) for cell in cells))
