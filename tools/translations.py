"""Keep the catalogues of the translated pages: `docs/locale/LANGUAGE/LC_MESSAGES/PAGE.po`.

    python tools/translations.py            bring every catalogue up to the pages: what is new comes in empty
    python tools/translations.py --check    say what is missing, outdated or broken; exit 1 if anything is
    python tools/translations.py --build F  build these pages in each language, into folder F; exit 1 if a link is lost

The translated pages are the front page, the tour and the concepts. A message that was changed keeps its old
translation, marked as fuzzy, until somebody has looked at it and taken the mark away.
"""

import argparse
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
LANGUAGES = ("pt", "zh_Hant")
PAGES = ("index.md", "tour.md", "concepts/*.md")

# What a translation has to keep, in any order: code, roles, and where links lead.
_KEPT = re.compile(r"\{[a-z:]+\}`[^`]+`|`[^`]+`|\]\([^)]*\)")


def build(builder: str, target: Path, language: str = "en") -> str:
    """Build the translated pages alone, in a language; returns the warnings.

    In a process of its own: Sphinx keeps the first language that it has spoken.
    """
    settings = ("-D", f"include_patterns={','.join(PAGES)}", "-D", f"language={language}")
    places = ("-d", str(target.with_name(f"{target.name}.doctrees")), str(DOCS), str(target))
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", builder, *settings, *places]
    return subprocess.run(command, check=True, stderr=subprocess.PIPE, encoding="utf-8").stderr


def templates() -> dict[str, Catalog]:
    """What there is to translate, by page."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "gettext"
        build("gettext", folder)
        return {
            path.relative_to(folder).with_suffix("").as_posix(): _read(path) for path in sorted(folder.rglob("*.pot"))
        }


def catalogue(language: str, page: str) -> Path:
    """Where the translation of a page is kept."""
    return DOCS / "locale" / language / "LC_MESSAGES" / f"{page}.po"


def update() -> None:
    """Bring every catalogue up to the pages."""
    found = templates()
    for language in LANGUAGES:
        for page, template in found.items():
            path = catalogue(language, page)
            made = _read(path) if path.exists() else Catalog(locale=language)
            made.update(template, update_header_comment=False)
            made.obsolete.clear()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_written(made, language))


def problems() -> Iterator[str]:
    """What is missing, outdated or broken in the catalogues."""
    found = templates()
    for language in LANGUAGES:
        for page, template in found.items():
            path = catalogue(language, page)
            if not path.exists():
                yield f"{path.relative_to(ROOT)}: missing"
                continue
            yield from (f"{path.relative_to(ROOT)}: {problem}" for problem in _problems(template, _read(path)))
        folder = catalogue(language, "x").parent
        pages = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.po")}
        yield from (f"{catalogue(language, page).relative_to(ROOT)}: no such page" for page in sorted(pages - {*found}))


def _problems(template: Catalog, made: Catalog) -> Iterator[str]:
    wanted, there = ({str(message.id): message for message in each if message.id} for each in (template, made))
    yield from (f"not there: {text!r}" for text in wanted if text not in there)
    yield from (f"no longer on the page: {text!r}" for text in there if text not in wanted)
    for text, message in there.items():
        translation = str(message.string)
        if not translation.strip():
            yield f"not translated: {text!r}"
        elif message.fuzzy:
            yield f"fuzzy: {text!r}"
        elif lost := Counter(_KEPT.findall(text)) - Counter(_KEPT.findall(translation)):
            yield f"without {', '.join(lost)}: {translation!r}"


def _read(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()))


def _written(made: Catalog, language: str) -> bytes:
    """A catalogue as it is kept: without dates, places and names, so that only words make a difference.

    What is code and nothing else is its own translation.
    """
    bare = Catalog(locale=language, fuzzy=False, header_comment="")
    for message in made:
        if message.id:
            own = str(message.id) if not re.search(r"\w", _KEPT.sub("", str(message.id))) else message.string
            bare.add(message.id, own, flags=message.flags, user_comments=message.user_comments)
    written = BytesIO()
    write_po(written, bare, width=120, omit_header=True)
    head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head.encode() + written.getvalue()


def main() -> int:
    """Update, check or build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--build", type=Path)
    options = parser.parse_args()
    if options.build:
        # What is not among these pages cannot be linked to, and is no news.
        heard = "".join(build("html", options.build / language, language) for language in LANGUAGES)
        found = [line for line in heard.splitlines() if "inconsistent" in line]
    elif options.check:
        found = list(problems())
    else:
        update()
        found = []
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
