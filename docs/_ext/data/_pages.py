"""What the data pages say: what the page of a whole plan says of each thing, and what that leaves out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import get_args

import attrs
from docutils import nodes
from sphinx.addnodes import pending_xref

from _ext.data._nodes import Group, facts, paragraph, points, table, title
from _ext.data._subjects import ORIGINAL, PLAN, Kind, Subject, subjects
from _ext.data._wording import WORDS
from bri_macao import Mechanism, Mention, Names, Partner, WorkItem, __version__
from bri_macao.formats._pages import page_of
from bri_macao.model import Citation, MechanismKind, PartnerKind
from bri_macao.pages import Facts, Item, Language, Line, Points, Run, Table, Voice

__all__ = ["Writer"]

# A page of the web in a citation: a host and where on it. A host by itself names a site, and is not linked.
_ADDRESS = re.compile(r"((?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s,;()]+)")


@attrs.frozen
class Writer:
    """Writes the pages of the bundled plan in one language.

    Attributes:
        voice: says names, dates and words.
        items: by anchor, what the page of the plan says of an item.
        rows: by anchor, the row that it has of a partner or mechanism, as facts.
    """

    voice: Voice
    items: dict[str, Item]
    rows: dict[str, Facts]

    @classmethod
    @cache
    def of(cls, language: Language) -> "Writer":
        """The writer of pages in that language."""
        blocks = page_of(PLAN, language).blocks
        rows = [(found.heads, row) for found in blocks if isinstance(found, Table) for row in found.rows]
        return cls(
            Voice.of(PLAN, language, WORDS),
            {block.anchor: block for block in blocks if isinstance(block, Item) and block.anchor},
            {row.anchor: Facts(tuple(zip(heads, row.cells, strict=True))) for heads, row in rows if row.anchor},
        )

    # Pages and overviews.

    def title(self, subject: Subject, *, to: str | None = None) -> Run:
        """What a subject is called: an item by its number and title, an entity by its name in the plan's period."""
        if subject.kind == "item":
            item = self.items[subject.anchor]
            return Run(f"{item.marker} {item.line[0].text}", item.line[0].language, to=to)
        return self.voice.name(PLAN.index.entity(subject.id).names, subject.id, to=to)

    def page(self, subject: Subject) -> nodes.section:
        """The page of a subject."""
        parts = self._item(subject) if subject.kind == "item" else self._entity(subject)
        heading = title((self.title(subject),), self._language)
        return nodes.section(
            "",
            *(heading, self._way_up(subject), *parts, self._use(subject)),
            ids=[subject.anchor],
            support_smartquotes=False,  # here as in tables
        )

    def overview(self, kind: Kind) -> nodes.table:
        """A table of all the subjects of a kind: items by section, partners and mechanisms by their kinds."""
        if kind == "item":
            sections = [
                ((self.voice.name(part.names),), map(self._item_row, part.all_items())) for part in PLAN.sections
            ]
            return self._table((65, 35), ("item", "areas"), sections)
        kinds: Sequence[str] = get_args(PartnerKind if kind == "partner" else MechanismKind)
        entities = PLAN.partners if kind == "partner" else PLAN.mechanisms
        groups = [
            ((self._heading(f"{kind}.{one}"),), [self._entity_row(kind, entity) for entity in found])
            for one in kinds
            if (found := [entity for entity in entities if entity.kind == one])
        ]
        return self._table((50, 30, 20), ("name", "id", "itself"), groups)

    def _item_row(self, item: WorkItem) -> tuple[Line, ...]:
        areas = self.voice.listed((self.voice.word(f"area.{area}"),) for area in item.policy_areas)
        return (self._link("item", item.id),), areas

    def _entity_row(self, kind: Kind, entity: Partner | Mechanism) -> tuple[Line, ...]:
        *_, (_, items) = self.rows[subjects()[kind, entity.id].anchor].facts
        return (self._link(kind, entity.id),), (Run(entity.id),), items

    # The page of an item.

    def _item(self, subject: Subject) -> Iterator[nodes.Node]:
        item, body = PLAN.item(subject.id), self.items[subject.anchor].body
        yield from (points(block, self._language) for block in body if isinstance(block, Points))
        known = [fact for block in body if isinstance(block, Facts) for fact in block.facts]
        yield self._facts(*known, *self._labelled(self._place(item)))
        yield self._section("titles", self._names("title", item.names))
        if item.mentions:
            rows = dict.fromkeys(map(self._evidence, item.mentions))
            yield self._section("evidence", self._table((40, 60), ("surface", "stands-for"), [((), rows)]))

    def _place(self, item: WorkItem) -> Iterator[tuple[str, Line]]:
        """The section that it stands in, and its neighbours."""
        section = PLAN.section_of(item)
        yield "section", (Run(f"{section.number}. "), self.voice.name(section.names))
        place = PLAN.items.index(item)
        if place:
            yield "previous", (self._link("item", PLAN.items[place - 1].id),)
        if place + 1 < len(PLAN.items):
            yield "next", (self._link("item", PLAN.items[place + 1].id),)

    def _evidence(self, mention: Mention) -> tuple[Line, ...]:
        marks = (self._text(mark) for mark in ("inferred", "nested") if getattr(mention, mark))
        meant = self._link(mention.kind, mention.entity)
        return (Run(mention.surface, ORIGINAL),), (meant, *self.voice.aside(*marks))

    # The page of a partner or mechanism.

    def _entity(self, subject: Subject) -> Iterator[nodes.Node]:
        entity = PLAN.index.entity(subject.id)
        known = self.rows[subject.anchor].facts[
            1:-1
        ]  # those between the name and the items, of which there is more below
        more = self._partner(entity) if isinstance(entity, Partner) else self._mechanism(entity)
        yield self._facts(*known, *self._labelled(more))
        yield self._section("names", self._names("name", entity.names), *self._aliases(entity))
        yield self._section("items", self._named_by(subject.kind, entity))
        cited = (nodes.list_item("", self._cited(citation)) for citation in entity.citations)
        yield self._section("sources", nodes.bullet_list("", *cited))

    def _partner(self, partner: Partner) -> Iterator[tuple[str, Line]]:
        term = self.voice.term(partner.since, partner.until)
        yield "exists", (Run(term, self._language),) if term else ()
        yield "members", self._links("partner", (member.id for member in PLAN.members_of(partner)))
        run = (mechanism.id for mechanism in PLAN.mechanisms if partner.id in mechanism.operators)
        yield "runs", self._links("mechanism", run)

    def _mechanism(self, mechanism: Mechanism) -> Iterator[tuple[str, Line]]:
        yield "parts", self._links("mechanism", (part.id for part in PLAN.index.parts.get(mechanism.id, ())))

    def _aliases(self, entity: Partner | Mechanism) -> Iterator[nodes.Node]:
        if entity.aliases:
            also = self.voice.listed((Run(alias),) for alias in entity.aliases)
            yield self._facts(*self._labelled([("aliases", also)]))

    def _named_by(self, kind: Kind, entity: Partner | Mechanism) -> nodes.Element:
        """Every item that names it, and how: by its own name, or through a group or part."""
        items = PLAN.items_of(entity)
        if not items:
            return paragraph((self.voice.word("unnamed"),), self._language)
        reach = PLAN.index.reach(entity)

        def row(item: WorkItem) -> tuple[Line, Line, Line]:
            found = [mention for mention in item.mentions if mention.entity in reach and not mention.nested]
            own = dict.fromkeys(mention.surface for mention in found if mention.entity == entity.id)
            others = dict.fromkeys(mention.entity for mention in found if mention.entity != entity.id)
            return (
                (self._link("item", item.id),),
                self.voice.listed((Run(surface, ORIGINAL),) for surface in own),
                self._links(kind, others),
            )

        found = list(map(row, items))
        if any(through for _, _, through in found):
            return self._table((45, 20, 35), ("item", "itself", f"through.{kind}"), [((), found)])
        return self._table((65, 35), ("item", "itself"), [((), (cells[:-1] for cells in found))])

    def _cited(self, citation: Citation) -> nodes.paragraph:
        """What a source supports, the source, and how far it is to be trusted."""
        made = nodes.paragraph("", "", nodes.literal(text=", ".join(citation.supports)), nodes.Text(": "))
        for place, part in enumerate(_ADDRESS.split(citation.source)):
            made += nodes.reference("", part, refuri=f"https://{part}") if place % 2 else nodes.Text(part)
        remarks = self.voice.aside(self._text(f"confidence.{citation.confidence}"), citation.note or "")
        made += paragraph(remarks, self._language).children
        return made

    # What pages share.

    def _way_up(self, subject: Subject) -> nodes.paragraph:
        text = nodes.Text(self._text("data"))
        target = {"refdomain": "std", "reftype": "doc", "reftarget": "/data/index"}
        up = pending_xref("", text, **target, refexplicit=True, refwarn=True)
        return nodes.paragraph("", "", up, nodes.Text(f" › {self._text(subject.kind)}"))

    def _names(self, what: str, names: Names) -> nodes.table:
        """Every name with its standing, and its dates where one of them has any."""
        rows = [
            (
                (Run(name.language),),
                (Run(name.text, name.language),),
                (self.voice.word(f"status.{name.status}"),),
                (Run(self.voice.term(name.since, name.until), self._language),),
            )
            for name in names.entries
        ]
        if any(name.since or name.until for name in names.entries):
            return self._table((15, 45, 20, 20), ("tongue", what, "standing", "dates"), [((), rows)])
        return self._table((15, 60, 25), ("tongue", what, "standing"), [((), (row[:-1] for row in rows))])

    def _use(self, subject: Subject) -> nodes.section:
        """How to get it in Python, to link to it and to cite it."""
        code = nodes.literal_block(subject.code, subject.code, language="python")
        link = nodes.paragraph("", "", nodes.literal(text=f"{{bri:{subject.kind}}}`{subject.id}`"))
        cite = paragraph(self._citation(subject), self._language)
        labels = ((self.voice.word("link"),), (self.voice.word("cite"),))
        return self._section("use", code, facts(zip(labels, (link, cite), strict=True), self._language))

    def _citation(self, subject: Subject) -> Line:
        """The title of the plan and the number of an item, or the name of an entity; the library, and the id."""
        if subject.kind == "item":
            item = PLAN.item(subject.id)
            document = Run(PLAN.names.best(ORIGINAL), ORIGINAL)
            whole: Line = document, Run(", "), self.voice.word("cited.item", item.numeral or item.number)
        else:
            whole = (self.title(subject),)
        return *whole, Run(f" (bri_macao {__version__}, {subject.kind} {subject.id})")

    def _link(self, kind: Kind, id: str) -> Run:
        """The title of a subject, as a link to its page."""
        found = subjects()[kind, id]
        return self.title(found, to=found.anchor)

    def _links(self, kind: Kind, ids: Iterable[str]) -> Line:
        return self.voice.listed((self._link(kind, id),) for id in ids)

    def _labelled(self, lines: Iterable[tuple[str, Line]]) -> Iterator[tuple[Line, Line]]:
        return (((self.voice.word(key),), line) for key, line in lines)

    def _facts(self, *found: tuple[Line, Line]) -> nodes.table:
        """What is known, under its labels; what is not is left out."""
        return facts(((label, paragraph(line, self._language)) for label, line in found if line), self._language)

    def _section(self, key: str, *body: nodes.Node) -> nodes.section:
        return nodes.section("", title((self.voice.word(key),), self._language), *body, ids=[key])

    def _table(self, widths: Sequence[int], keys: Iterable[str], groups: Iterable[Group]) -> nodes.table:
        return table(widths, [(self.voice.word(key),) for key in keys], groups, self._language)

    def _heading(self, key: str) -> Run:
        """A word at the beginning of a line."""
        text = self._text(key)
        return Run(text[:1].upper() + text[1:], self._language)

    def _text(self, key: str) -> str:
        return self.voice.word(key).text

    @property
    def _language(self) -> str:
        return self.voice.language
