"""The picture, and how matplotlib draws it: without pyplot, and without leaving a setting behind."""

from collections.abc import Iterator
from html import escape
from io import BytesIO
from os import PathLike
from pathlib import Path

import attrs
from matplotlib import style
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.text import Text as Label

from bri_macao.errors import DumpError
from bri_macao.formats._files import replace
from bri_macao.pages import Language
from bri_macao.plot._fonts import LATIN
from bri_macao.plot._marks import PAPER, Box, Dot, Line, Mark, Text

__all__ = ["Picture"]

# Whatever a user has set for figures of their own is no business of these.
_STYLE = (
    "default",
    {
        "font.sans-serif": [LATIN],
        "svg.fonttype": "none",
        "svg.hashsalt": "bri_macao",
        "text.hinting": "no_hinting",  # so that text is as wide as it was measured
    },
)

LARGEST = 50_000_000
"""Pixels of a PNG: 200 MB while it is drawn."""


@attrs.frozen(kw_only=True, repr=False)
class Picture:
    """A picture of a plan: data until it is asked for as SVG, as PNG or as a matplotlib figure.

    In a notebook it shows itself.

    Attributes:
        title: what it shows; also the title of the file.
        description: what counts in it, for those who read and for those who listen.
        language: the language of its words.
        families: the fonts that it is laid out for, in the order in which they are tried.
        bounds: its left, top, right and bottom, in points.
        marks: what is drawn, later ones over earlier ones.
    """

    title: str
    description: str
    language: Language
    families: tuple[str, ...]
    bounds: tuple[float, float, float, float]
    marks: tuple[Mark, ...]

    @property
    def width(self) -> float:
        """Its width, in points, 72 to the inch."""
        return self.bounds[2] - self.bounds[0]

    @property
    def height(self) -> float:
        """Its height, in points."""
        return self.bounds[3] - self.bounds[1]

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines of text in it, in the order in which they are drawn."""
        return tuple(mark.text for mark in self.marks if isinstance(mark, Text))

    def figure(self) -> Figure:
        """A new matplotlib figure with one set of axes, in points, to add to or to save in another format.

        It belongs to no window and is not known to pyplot.
        """
        with style.context([*_STYLE]):
            figure = Figure(figsize=(self.width / 72, self.height / 72), facecolor=PAPER)
            left, top, right, bottom = self.bounds
            axes = figure.add_axes((0, 0, 1, 1), xlim=(left, right), ylim=(bottom, top))
            axes.set_axis_off()
            for order, artist in enumerate(self._artists()):
                artist.set_zorder(order)
                artist.set_clip_on(False)
                axes.add_artist(artist)
            return figure

    def _artists(self) -> Iterator[Artist]:
        for mark in self.marks:
            match mark:
                case Text():
                    font = FontProperties(
                        family=[*self.families, "sans-serif"],
                        size=mark.size,
                        weight="bold" if mark.bold else "normal",
                    )
                    yield Label(
                        *(mark.x, mark.y, mark.text),
                        color=mark.color,
                        fontproperties=font,
                        horizontalalignment=mark.align,
                        verticalalignment="baseline",
                        parse_math=False,
                    )
                case Box():
                    corner = (mark.x, mark.y)
                    yield Rectangle(
                        corner, mark.width, mark.height, facecolor=mark.fill, edgecolor=mark.edge, linewidth=0.6
                    )
                case Dot():
                    yield Circle((mark.x, mark.y), mark.radius, facecolor=mark.fill, edgecolor=mark.edge, linewidth=1.1)
                case Line():
                    outline = Outline([(mark.x, mark.y), (mark.to_x, mark.to_y)])
                    yield PathPatch(outline, edgecolor=mark.color, facecolor="none", linewidth=mark.width)
                case _:
                    ways = [
                        *((mark.x, mark.y), (mark.x + mark.leave, mark.y)),
                        *((mark.to_x + mark.arrive, mark.to_y), (mark.to_x, mark.to_y)),
                    ]
                    yield PathPatch(
                        Outline(ways, [Outline.MOVETO, *[Outline.CURVE4] * 3]),
                        edgecolor=mark.color,
                        facecolor="none",
                        linewidth=mark.width,
                        linestyle=(0, (2.5, 1.5)) if mark.dashed else "solid",
                    )

    def svg(self) -> bytes:
        """The picture as SVG: the same bytes for the same data, fonts and version of matplotlib.

        Text stays text, which can be selected, searched and read aloud; the viewer draws it, in the same fonts where it
        has them.
        """
        file = BytesIO()
        with style.context([*_STYLE]):
            self.figure().savefig(file, format="svg", metadata={"Date": None, "Title": self.title})
        drawn = file.getvalue().decode()
        named = drawn.replace("<svg ", f'<svg role="img" xml:lang="{self.language}" ', 1)
        said = f"</title>\n <desc>{escape(self.description, quote=False)}</desc>"
        return named.replace("</title>", said, 1).encode()

    def png(self, *, dpi: int = 200) -> bytes:
        """The picture as PNG: the same bytes for the same data, fonts and version of matplotlib.

        Args:
            dpi: dots per inch.

        Raises:
            DumpError: it would have more than 50 million pixels.
        """
        sides = [round(side / 72 * dpi) for side in (self.width, self.height)]
        if dpi < 1 or sides[0] * sides[1] > LARGEST or max(sides) >= 2**16:
            raise DumpError(
                f"no PNG of {sides[0]} by {sides[1]} pixels: pass another dpi than {dpi}, or save it as SVG"
            )
        file = BytesIO()
        with style.context([*_STYLE]):
            said = {"Title": self.title, "Description": self.description}
            self.figure().savefig(file, format="png", dpi=dpi, metadata=said)
        return file.getvalue()

    def save(self, path: "str | PathLike[str]") -> None:
        """Write the picture to a file, as what its name ends in: `.svg` or `.png`.

        Raises:
            DumpError: the name ends in something else, or a PNG would be too large.
            BriMacaoError: the file cannot be written.
        """
        file = Path(path)
        match file.suffix.lower():
            case ".svg":
                data = self.svg()
            case ".png":
                data = self.png()
            case ending:
                raise DumpError(f"a picture is saved as .svg or .png, not as {ending or 'a file without ending'}")
        try:
            replace(file, data)
        except ValueError as error:  # a NUL in the name
            raise DumpError(f"cannot write {str(path)!r}: {error}") from error

    def _repr_svg_(self) -> str:
        return self.svg().decode()

    def __repr__(self) -> str:
        return f"<Picture {self.title!r}: {self.width:.0f} x {self.height:.0f} pt, {len(self.marks)} marks>"
