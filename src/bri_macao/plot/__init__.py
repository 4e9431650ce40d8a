"""Pictures of a plan: who it names where, what it names together, how its actions commit, and when (floor 7).

    from bri_macao import plot

    plot.matrix(plan).save("partners.svg")
    plot.network(plan, language="pt").png(dpi=300)
    plot.calendar(plan, log)                       # in a notebook, it shows itself

Every function takes a plan and a language and gives a `Picture`: frozen data, which can be asked for its texts and
compared, and drawn as SVG, as PNG or as a figure of matplotlib. A picture grows with its data; what has no room is cut
with `…`. Needs `pip install 'bri-macao[plot]'`, and an installed Chinese font where Chinese is to be written.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bri_macao.errors import extra_needed

with extra_needed("drawing pictures", "plot"):
    from bri_macao.plot._aspects import aspects
    from bri_macao.plot._calendar import calendar
    from bri_macao.plot._fonts import MissingFont
    from bri_macao.plot._marks import Box, Curve, Dot, Line, Mark, Text
    from bri_macao.plot._matrix import matrix
    from bri_macao.plot._network import network
    from bri_macao.plot._pictures import Picture

__all__ = [
    "PICTURES",
    "Box",
    "Curve",
    "Dot",
    "Line",
    "Mark",
    "MissingFont",
    "Picture",
    "Text",
    "aspects",
    "calendar",
    "matrix",
    "network",
]


# `...`: each takes a plan and a `language`; one has an option, one a log.
PICTURES: Mapping[str, Callable[..., Picture]] = MappingProxyType(
    {"matrix": matrix, "network": network, "aspects": aspects, "calendar": calendar}
)
"""The pictures by name."""
