"""The sheet: what all pictures have in common, the words, the labels, the frame with title and notes."""

from collections.abc import Iterable, Iterator

import attrs

from bri_macao.model import Names, Plan, Section
from bri_macao.pages import Language, Voice
from bri_macao.plot._fonts import Typeface
from bri_macao.plot._marks import FAINT, INK, PAPER, Align, Box, Mark, Text
from bri_macao.plot._pictures import Picture
from bri_macao.plot._wording import WORDS

__all__ = ["LEADING", "SECTIONS", "Sheet"]

LEADING = 1.28
"""From one baseline to the next, in sizes of the text."""

SECTIONS = ("#0072b2", "#c25400", "#007a5a", "#a8478f", "#8a6d00", "#5b4bb5", "#5f6b7a")
"""Colours of sections, after Okabe and Ito, darkened so that white can be read on them."""

_MARGIN, _TITLE, _SUBTITLE, _NOTE = 22, 13, 9, 7.5
_LEAST = 330
"""Points of width that a title and notes need."""


@attrs.frozen
class Sheet:
    """A sheet of paper for one picture; the body's upper left corner is at 0, 0."""

    plan: Plan
    voice: Voice
    typeface: Typeface

    @classmethod
    def of(cls, plan: Plan, language: Language) -> "Sheet":
        """A sheet in a language; names are those of the plan's period.

        Raises:
            UnknownId: pictures are not drawn in that language.
        """
        return cls(plan, Voice.of(plan, language, WORDS), Typeface.of(language))

    def word(self, key: str, *arguments: object) -> str:
        """A fixed word, with the arguments in their places."""
        return self.typeface.written(self.voice.word(key, *arguments).text)

    def name(self, names: Names, otherwise: str) -> str:
        """The name in the language, or in the next best."""
        return self.typeface.written(self.voice.name(names, otherwise).text)

    def heading(self, section: Section) -> str:
        """A section's number and name."""
        name = self.name(section.names, section.id)
        if not self.voice.chinese:
            return f"{section.number}. {name}" if section.number else name
        return f"{self.typeface.written(section.numeral)}、{name}" if section.numeral else name

    def lines(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        *,
        size: float = 8,
        align: Align = "left",
        color: str = INK,
        bold: bool = False,
    ) -> Iterator[Text]:
        """Lines under each other; `y` is the middle of them all."""
        held = tuple(lines)
        first = y - (len(held) - 1) / 2 * size * LEADING + size * 0.35
        for n, line in enumerate(held):
            yield Text(x, first + n * size * LEADING, line, align=align, size=size, color=color, bold=bold)

    def picture(self, kind: str, marks: Iterable[Mark], width: float, height: float, *notes: str) -> Picture:
        """The picture: the body, of that width and height, with its title over it and its notes below."""
        width = max(width, _LEAST)
        title = self.word(kind)
        subtitle = self.name(self.plan.names, self.plan.id)
        over = self.typeface.wrapped(subtitle, width, 2, _SUBTITLE)
        top = -16 - len(over) * _SUBTITLE * LEADING
        head = [
            Text(0, top, title, size=_TITLE, bold=True),
            *(
                Text(0, top + (n + 1) * _SUBTITLE * LEADING + 2, line, size=_SUBTITLE, color=FAINT)
                for n, line in enumerate(over)
            ),
        ]
        said = (" " if not self.voice.chinese else "").join((self.word(f"{kind}.note"), *notes))
        under = self.typeface.wrapped(said, width, 9, _NOTE)
        foot = [
            Text(0, height + 22 + n * _NOTE * LEADING, line, size=_NOTE, color=FAINT) for n, line in enumerate(under)
        ]
        bounds = (
            *(-_MARGIN, top - _TITLE - _MARGIN * 0.7),
            *(width + _MARGIN, height + 22 + len(under) * _NOTE * LEADING + _MARGIN * 0.5),
        )
        paper = Box(bounds[0], bounds[1], bounds[2] - bounds[0], bounds[3] - bounds[1], PAPER)
        return Picture(
            title=f"{title}: {subtitle}" if not self.voice.chinese else f"{title}：{subtitle}",
            description=said,
            language=self.voice.language,
            families=self.typeface.families,
            bounds=bounds,
            marks=(paper, *head, *marks, *foot),
        )

    def nothing(self, kind: str) -> Picture:
        """The picture of a plan in which there is nothing of the kind: it says so."""
        return self.picture(kind, (Text(0, 14, self.word(f"{kind}.none"), size=9),), _LEAST, 24)
