"""The sections of a plan, with the items and sub-sections in them."""

from collections.abc import Callable, Iterator
from typing import Annotated

import attrs
from msgspec import Meta

from bri_macao.model._html import page, row, tagged
from bri_macao.model.ids import SectionId
from bri_macao.model.items import WorkItem
from bri_macao.model.names import Names

__all__ = ["Section"]


@attrs.frozen(kw_only=True, repr=False)
class Section:
    """A section of a plan (部分): 一、 to 五、 in 2023, with sub-sections （一） in some documents.

    Attributes:
        id: `2023/s2`, a sub-section of it `2023/s2.1`.
        number: 1 for the first among its siblings; 0 where a document has items that no heading precedes.
        numeral: the number as written: `一`.
        names: the heading, and its translations.
        items: the items that stand directly under the heading.
        sections: the sub-sections, after the items.
    """

    id: SectionId
    number: Annotated[int, Meta(ge=0, le=2**53)]
    numeral: str = ""
    names: Names = Names()
    items: tuple[WorkItem, ...] = ()
    sections: "tuple[Section, ...]" = ()

    def walk(self) -> "Iterator[Section]":
        """This section and all below it, in document order."""
        pending: list[Section] = [self]
        while pending:
            section = pending.pop()
            yield section
            pending.extend(reversed(section.sections))

    def all_items(self) -> tuple[WorkItem, ...]:
        """The items of this section and of all below it, in document order."""
        return tuple(item for section in self.walk() for item in section.items)

    def with_items(self, change: Callable[[WorkItem], WorkItem]) -> "Section":
        """The section with every work item, also of the sub-sections, replaced by what `change` makes of it."""
        return attrs.evolve(
            self,
            items=tuple(map(change, self.items)),
            sections=tuple(below.with_items(change) for below in self.sections),
        )

    def __repr__(self) -> str:
        return f"<Section {self.id} {self.numeral} {self.names.best('en', 'zh')!r}: {len(self.all_items())} items>"

    def _repr_html_(self) -> str:
        rows = (row(str(item.number), tagged(item.label("zh"))) for item in self.all_items())
        return page("table", page("caption", tagged(self.names.best("zh"))), *rows)
