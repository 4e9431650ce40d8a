"""What a corpus answers: plain rows. That it can be asked for them is in `_queries`."""

import attrs

from bri_macao.model import Aspect

__all__ = ["Found", "Pair", "Tally", "Usage"]


@attrs.frozen
class Found:
    """An item that fits.

    Attributes:
        document: the SHA-256 of the document's bytes, which tells it in every table.
        path: where the document was when it was read.
        plan: the id of its plan, `2023`; several documents may be plans of one id.
        year: in which the plan's period begins; None where it has none.
        item: the id of the item.
        number: the number of the item.
        section: the id of the section that it stands in, the innermost one.
        label: a short name for people: the title, or the beginning of the text.
    """

    document: str
    path: str
    plan: str
    year: int | None
    item: str
    number: int
    section: str
    label: str


@attrs.frozen
class Tally:
    """How often a partner or a mechanism is named.

    Attributes:
        id: its id.
        items: how many items name it; names inside longer names do not count.
        documents: how many documents these are in.
    """

    id: str
    items: int
    documents: int


@attrs.frozen
class Pair:
    """Two entities that are named together.

    Attributes:
        first, second: the ids of two partners or mechanisms, in the order of the alphabet.
        items: how many items name both; names inside longer names do not count.
    """

    first: str
    second: str
    items: int


@attrs.frozen
class Usage:
    """How often plans of a year commit in one way.

    Attributes:
        year: in which their periods begin; None for plans without one.
        aspect: the way.
        actions: how many actions.
    """

    year: int | None
    aspect: Aspect
    actions: int
