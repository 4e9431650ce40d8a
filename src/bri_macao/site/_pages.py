"""The page itself: one file of HTML that holds its style, its script and what it tells, and lets nothing else in."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from itertools import pairwise
from os import PathLike
from pathlib import Path
from string import Template

import attrs
import msgspec

from bri_macao.errors import BriMacaoError, InvalidValue, UnknownId
from bri_macao.formats._files import replace
from bri_macao.model import LANGUAGES, Plan
from bri_macao.pages.wording import Language
from bri_macao.querying._conditions import plain
from bri_macao.site._changes import Change, changes
from bri_macao.site._contents import Contents, contents
from bri_macao.site._wording import WORDS

__all__ = ["page", "write"]

# What could end the script element that holds the data, or is not seen by whoever reads the page's source: markup,
# controls, line ends of JavaScript, directions, and halves of surrogate pairs, which UTF-8 cannot write.
_UNSAFE = re.compile("[<>&\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]")


@attrs.frozen
class _Data:
    """What the script reads. Its folding table is what `query` folds by, code point by code point."""

    language: str
    languages: tuple[str, ...]
    words: dict[str, dict[str, str]]
    folding: tuple[str, str]
    plans: tuple[Contents, ...]
    changes: tuple[tuple[Change, ...], ...]


def page(plans: Iterable[Plan], *, language: Language = "en") -> bytes:
    """The explorer of one plan or of several, as one page of HTML in UTF-8; the same bytes for the same plans.

    Args:
        plans: the plans, the oldest first. The page opens with the last of them, and compares each with the one before.
        language: the language in which the page opens; readers can choose another.

    Raises:
        InvalidValue: there is no plan, or two have the same id.
        UnknownId: the page does not speak the language.

    >>> from bri_macao.plans import load_plan
    >>> page([load_plan(2023)]).startswith(b"<!doctype html>")
    True
    """
    plans = tuple(plans)
    if language not in LANGUAGES:
        raise UnknownId("language of the page", language, LANGUAGES)
    ids = [plan.id for plan in plans]
    if not ids:
        raise InvalidValue("no plan to make a page of; pass one at least")
    if twice := next((id for id in ids if ids.count(id) > 1), None):
        raise InvalidValue(f"two plans have the id {twice!r}; links on the page need an id of its own for each")
    told = _Data(
        language=language,
        languages=LANGUAGES,
        words={tag: dict(words) for tag, words in WORDS.items()},
        folding=_folding(),
        plans=tuple(map(contents, plans)),
        changes=((), *(changes(old, new) for old, new in pairwise(plans))),
    )
    style, script = _part("page.css"), _part("page.js")
    filled = Template(_part("page.html")).substitute(
        language=language,
        title=escape(told.plans[-1].title[LANGUAGES.index(language) % len(told.plans[-1].title)][1]),
        no_script=escape(WORDS[language]["no-script"]),
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        data=_safe(told),
    )
    return filled.encode()


def write(plans: Iterable[Plan], folder: str | PathLike[str], *, language: Language = "en") -> Path:
    """Write the explorer as `index.html` into a folder, which is made where it is missing; whole or not at all.

    Args:
        plans: the plans, the oldest first (see `page`).
        folder: where to.
        language: the language in which the page opens.

    Returns:
        The path of the page.

    Raises:
        InvalidValue: there is no plan, or two have the same id.
        UnknownId: the page does not speak the language.
        BriMacaoError: it cannot be written there.

    >>> import tempfile
    >>> from bri_macao.plans import load_plan
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write([load_plan(2023)], folder).name
    'index.html'
    """
    made = page(plans, language=language)
    path = Path(folder) / "index.html"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BriMacaoError(f"cannot make the folder {str(path.parent)!r}: {error.strerror or error}") from error
    replace(path, made)
    return path


@cache
def _folding() -> tuple[str, str]:
    """Every code point that is folded, and beside it what it becomes: asked of `plain`, so they cannot differ."""
    all_of_them = "".join(map(chr, range(0x110000)))
    pairs = [(old, new) for old, new in zip(all_of_them, plain(all_of_them), strict=True) if old != new]
    return "".join(old for old, _ in pairs), "".join(new for _, new in pairs)


def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _hash(text: str) -> str:
    """How a content security policy names an inline part; with this, nothing else runs, whatever a plan holds."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _safe(told: _Data) -> str:
    """The data as JSON in a script element."""
    written = json.dumps(msgspec.to_builtins(told), ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
