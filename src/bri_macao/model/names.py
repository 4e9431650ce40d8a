"""Names in several languages, each with its standing: who says that the thing is called so, and since when."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import attrs
from msgspec import Meta

from bri_macao.errors import UnknownId
from bri_macao.model._html import escaped, page, tagged
from bri_macao.model.dates import PartialDate

__all__ = ["LANGUAGES", "Name", "NameStatus", "Names"]

LANGUAGES = ("zh-Hans", "zh-Hant", "pt", "en")
"""The four languages that bundled plans speak, as BCP 47 tags."""

NameStatus = Literal["official", "attested", "converted", "translated", "editorial"]
"""Where a name comes from:

`official`: the body itself, or the document that founds it, writes it so. `attested`: seen in one document only.
`converted`: the same name in the other script, converted. `translated`: our translation. `editorial`: our own words.
"""


@attrs.frozen
class Name:
    """One name in one language.

    Attributes:
        language: the BCP 47 tag, such as `zh-Hant`.
        text: the name itself.
        status: where it comes from (see `NameStatus`).
        since: first date on which it holds; None where it always did or nobody knows.
        until: last date on which it holds; None where it still does.
    """

    language: Annotated[str, Meta(min_length=2)]
    text: Annotated[str, Meta(min_length=1)]
    status: NameStatus
    since: PartialDate | None = None
    until: PartialDate | None = None

    def holds(self, day: date) -> bool:
        """Whether the name may have been in use on that day (a date known to the year counts as the whole year)."""
        begun = self.since is None or self.since.earliest <= day
        return begun and (self.until is None or day <= self.until.latest)


@attrs.frozen(repr=False)
class Names:
    """The names of one thing (名称), by language.

    Reads like a mapping from language to text. A body that was renamed has several names in one language: the plain
    look-up gives the latest, `at` the one of a day.

    >>> names = Names.of(en="Portugal", zh_Hans="葡萄牙")
    >>> names["zh-Hans"], names.get("pt"), "en" in names
    ('葡萄牙', None, True)
    >>> names.best("zh-Hant", "pt", "en")
    'Portugal'
    """

    entries: tuple[Name, ...] = ()

    @classmethod
    def of(cls, status: NameStatus = "official", **texts: str) -> "Names":
        """Names of one standing; `_` in a keyword stands for `-` in the tag."""
        return cls(tuple(Name(tag.replace("_", "-"), text, status) for tag, text in texts.items()))

    def _find(self, language: str) -> Name | None:
        wanted = language.lower()
        found = [name for name in self.entries if name.language.lower() == wanted]
        open_ended = [name for name in found if name.until is None]
        return (open_ended or found)[-1] if found else None

    def _entry(self, language: str) -> Name:
        found = self._find(language)
        if found is None:
            raise UnknownId("name in", language, self)
        return found

    def __getitem__(self, language: str) -> str:
        return self._entry(language).text

    def __iter__(self) -> Iterator[str]:
        """The languages, each once, in the order of the entries."""
        return iter(dict.fromkeys(name.language for name in self.entries))

    def __len__(self) -> int:
        return len({name.language for name in self.entries})

    def __contains__(self, language: object) -> bool:
        return isinstance(language, str) and self._find(language) is not None

    def get(self, language: str) -> str | None:
        """The name in that language, or None."""
        found = self._find(language)
        return None if found is None else found.text

    def status(self, language: str) -> NameStatus:
        """The standing of the name that `names[language]` gives."""
        return self._entry(language).status

    def at(self, language: str, day: date) -> str | None:
        """The name that held on that day, or None where none is known to."""
        held = [name for name in self.entries if name.language.lower() == language.lower() and name.holds(day)]
        return held[-1].text if held else None

    def best(self, *languages: str) -> str:
        """The first of `languages` in which there is a name; failing all, the first name; failing that, ''.

        A tag also finds its close kin: `zh` finds `zh-Hans`, `zh-Hant-MO` finds `zh-Hant` (RFC 4647 lookup, and its
        extension downwards).
        """
        for language in languages:
            parts = language.lower().split("-")
            while parts:
                tag = "-".join(parts)
                if (exact := self.get(tag)) is not None:
                    return exact
                for name in self.entries:
                    if name.language.lower().startswith(tag + "-") and len(parts) == len(language.split("-")):
                        return self[name.language]
                parts.pop()
        return self.entries[0].text if self.entries else ""

    def __repr__(self) -> str:
        return f"Names({', '.join(f'{language}={self[language]!r}' for language in self)})"

    def _repr_html_(self) -> str:
        return page(
            "dl",
            *(page("dt", escaped(language)) + page("dd", tagged(self[language], language)) for language in self),
        )
