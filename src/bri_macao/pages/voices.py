"""Voices: names, dates and lists as one of the four languages says them."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

import attrs

from bri_macao.errors import UnknownId
from bri_macao.model import LANGUAGES, Names, PartialDate, Period, Plan
from bri_macao.pages.blocks import Line, Run
from bri_macao.pages.wording import MONTHS, WORDING, Language

__all__ = ["Voice"]

# Where a name is missing in one language: the other script first, and Latin before Chinese for those who read Latin.
_WISHES: dict[str, tuple[str, ...]] = {
    "zh-Hans": ("zh-Hans", "zh-Hant", "zh", "en", "pt"),
    "zh-Hant": ("zh-Hant", "zh-Hans", "zh", "pt", "en"),
    "pt": ("pt", "en", "zh-Hant", "zh-Hans"),
    "en": ("en", "pt", "zh-Hans", "zh-Hant"),
}


@attrs.frozen
class Voice:
    """Says things in one language, and of a body that was renamed the name that it had on a day.

    Attributes:
        language: the language.
        day: names are those of this day; None for the latest.
        words: by language and key, the fixed words.
    """

    language: Language
    day: date | None = None
    words: Mapping[str, Mapping[str, str]] = WORDING

    def __attrs_post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise UnknownId("language of documents", self.language, LANGUAGES)

    @classmethod
    def of(cls, plan: Plan, language: Language, words: Mapping[str, Mapping[str, str]] = WORDING) -> "Voice":
        """A voice that speaks of a plan: names are those of the last day of its period.

        >>> from bri_macao.plans import load_plan
        >>> Voice.of(load_plan(2023), "pt").day
        datetime.date(2023, 12, 31)
        """
        return cls(language, plan.period.end if plan.period else None, words)

    @property
    def chinese(self) -> bool:
        """Whether it is a Chinese one, with full-width punctuation."""
        return self.language.startswith("zh")

    def word(self, key: str, *arguments: object) -> Run:
        """A fixed word of documents, with the arguments in their places."""
        return Run(self.words[self.language][key].format(*arguments), self.language)

    def name(self, names: Names, otherwise: str = "", *, to: str | None = None) -> Run:
        """The name in the language, or in the next best; where there is none, `otherwise`, which has no language."""
        for tag in sorted(names, key=self._distance):
            then = None if self.day is None else names.at(tag, self.day)
            if text := (then or names[tag]).strip():
                return Run(text, tag, to=to)
        return Run(otherwise.strip() or "—", to=to)

    def _distance(self, tag: str) -> tuple[int, bool]:
        """How far a name in that language is from what readers wish."""
        wishes = _WISHES[self.language]
        place = next((place for place, wish in enumerate(wishes) if _kin(tag.lower(), wish.lower())), len(wishes))
        return place, tag not in wishes

    def dated(self, day: PartialDate | date) -> str:
        """A date, as far as it is known."""
        known = [part for part in (day.year, day.month, day.day) if part is not None]
        if self.chinese:
            return "".join(f"{part}{unit}" for part, unit in zip(known, "年月日", strict=False))
        months = MONTHS[self.language]
        words = [str(part) if place != 1 else months[part - 1] for place, part in enumerate(known)]
        return (" de " if self.language == "pt" else " ").join(reversed(words))

    def period(self, period: Period) -> str:
        """A period, in whole years where it has them."""
        first, last = period.start, period.end
        if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
            return self.term(first, last)
        years = PartialDate(first.year), PartialDate(last.year)
        return self.dated(years[0]) if years[0] == years[1] else self.term(*years)

    def term(self, since: PartialDate | date | None, until: PartialDate | date | None) -> str:
        """From when and until when, as far as either is known."""
        ends = [self.dated(end) for end in (since, until) if end is not None]
        key = "between" if len(ends) == 2 else "until" if since is None else "since"
        return self.words[self.language][key].format(*ends) if ends else ""

    def listed(self, lines: Iterable[Line]) -> Line:
        """The lines as one, with the language's mark of lists between them."""
        mark = Run("、" if self.chinese else ", ", self.language)
        return tuple(chain.from_iterable((mark, *line) if i else line for i, line in enumerate(lines)))

    def aside(self, *remarks: str) -> Line:
        """The remarks that say something, in brackets; nothing where none does."""
        said = [remark for remark in remarks if remark]
        if not said:
            return ()
        text = f"（{'；'.join(said)}）" if self.chinese else f" ({'; '.join(said)})"
        return (Run(text, self.language, faint=True),)


def _kin(tag: str, wish: str) -> bool:
    return tag == wish or tag.startswith(wish + "-") or wish.startswith(tag + "-")
