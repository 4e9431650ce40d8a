"""A plan as a page: what Markdown, HTML and Word show of it, in which order and in which language."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from bri_macao.model import Action, Mechanism, Membership, Names, Partner, Plan, Section, Target, WorkItem
from bri_macao.pages import (
    Block,
    Facts,
    Heading,
    Item,
    Language,
    Line,
    Page,
    Paragraph,
    Points,
    Quote,
    Row,
    Run,
    Table,
    Voice,
    spoken,
)
from bri_macao.pages.anchors import anchors

__all__ = ["LOSSES", "Language", "page_of"]

LOSSES = (
    *("extra", "id"),
    *("mechanisms[].aliases", "mechanisms[].citations", "mechanisms[].names.entries[].status"),
    "names.entries[].status",
    *("partners[].aliases", "partners[].citations", "partners[].names.entries[].status"),
    *("partners[].since", "partners[].until"),
    "schema_version",
    *("sections[].items[].actions[].span", "sections[].items[].actions[].statement.entries[].status"),
    *("sections[].items[].actions[].verb", "sections[].items[].fingerprint"),
    *("sections[].items[].mentions[].inferred", "sections[].items[].mentions[].span"),
    *("sections[].items[].mentions[].surface", "sections[].items[].names.entries[].status"),
    *("sections[].items[].targets[].names.entries[].status", "sections[].items[].targets[].span"),
    "sections[].names.entries[].status",
)
"""What no document for people shows. Of names, a document shows those of one language, where there are any."""


def page_of(plan: Plan, language: Language | None = None) -> Page:
    """The page of a plan.

    Args:
        plan: the plan.
        language: the language of the document; None for the plan's own.

    Raises:
        UnknownId: documents are not written in that language.
        DumpError: an id is used twice.
    """
    return _Writer.of(plan, Voice.of(plan, language or _own(plan))).page()


def _own(plan: Plan) -> Language:
    """The language of the document that the plan is from, else of its title, else that of the plans of Macao."""
    described = plan.source.language if plan.source is not None else None
    for tag in (described or "", *plan.names):
        if language := spoken(tag):
            return language
    return "zh-Hans"


_Anchors: TypeAlias = Mapping[str, str]


@attrs.frozen
class _Writer:
    """Writes the blocks of one plan in one language."""

    plan: Plan
    voice: Voice
    sections: _Anchors
    items: _Anchors
    partners: _Anchors
    mechanisms: _Anchors

    @classmethod
    def of(cls, plan: Plan, voice: Voice) -> "_Writer":
        walked = [section for top in plan.sections for section in top.walk()]
        return cls(
            plan,
            voice,
            anchors("section", (section.id for section in walked)),
            anchors("item", (item.id for section in walked for item in section.items)),
            anchors("partner", (partner.id for partner in plan.partners)),
            anchors("mechanism", (mechanism.id for mechanism in plan.mechanisms)),
        )

    def page(self) -> Page:
        title = self.voice.name(self.plan.names, self.plan.id)
        blocks = (*self._front(), *self._body(), *self._partner_table(), *self._mechanism_table(), *self._back())
        return Page(self.voice.language, (title,), blocks)

    # The front: what the plan is, and what it is from.

    def _front(self) -> Iterator[Block]:
        facts = tuple(((self.voice.word(key),), line) for key, line in self._description())
        if facts:
            yield Facts(facts)
        if any(_is_ours(names) for item in self.plan.items for names in _wordings(item)):
            yield Paragraph((attrs.evolve(self.voice.word("own-words"), faint=True),))

    def _description(self) -> Iterator[tuple[str, Line]]:
        plan, voice = self.plan, self.voice
        if plan.period is not None:
            yield "period", (Run(voice.period(plan.period), voice.language),)
        if plan.arrangement is not None:
            yield "arrangement", (self._mechanism(plan.arrangement),)
        if plan.source is not None and (title := (plan.source.title or "").strip()):
            yield "source", (Run(title, plan.source.language or "", to="source"),)
        if plan.items:
            attached = sum(item.text is not None for item in plan.items)
            extent = "none" if not attached else "all" if attached == len(plan.items) else "some"
            yield "official-text", (voice.word(f"attached-{extent}", attached, len(plan.items)),)

    # The back: the document that the plan was made from, so that a copy of it can be recognised.

    def _back(self) -> Iterator[Block]:
        facts = tuple(((self.voice.word(key),), (said,)) for key, said in self._source() if said.text)
        if facts:
            yield Heading(2, (self.voice.word("source"),), anchor="source")
            yield Facts(facts)

    def _source(self) -> Iterator[tuple[str, Run]]:
        if (source := self.plan.source) is not None:
            yield "title", Run((source.title or "").strip(), source.language or "")
            yield "publisher", Run((source.publisher or "").strip(), source.language or "")
            yield "language", Run(source.language or "")
            yield "length", Run("") if source.length is None else self.voice.word("characters", source.length)
            yield "sha256", Run(source.sha256 or "")
            yield "note", Run((source.note or "").strip())

    # The sections, and the items in them.

    def _body(self) -> Iterator[Block]:
        pending = [(section, 2) for section in reversed(self.plan.sections)]
        while pending:
            section, level = pending.pop()
            headed = bool(section.names.entries or section.numeral or section.number)
            if headed:
                title = self.voice.name(section.names) if section.names.entries else Run("")
                marker = self._marker(section, "cjk" if level == 2 else "bracket")
                yield Heading(level, (Run(marker, title.language), title), anchor=self.sections[section.id])
            for item in section.items:
                yield self._item(item, level + headed)
            pending += ((below, level + 1) for below in reversed(section.sections))

    def _marker(self, part: Section | WorkItem, style: str) -> str:
        """The number as the document has it; Chinese numerals where Chinese is written."""
        numeral = part.numeral or (str(part.number) if part.number else "")
        if not numeral or numeral.isdecimal() or not self.voice.chinese:
            digits = numeral if numeral.isdecimal() else str(part.number)
            return f"{digits}. " if numeral else ""
        if len(numeral) == 1 and numeral not in "〇零一二三四五六七八九十廿卅":  # ③ and ㈢ are markers by themselves
            return f"{numeral} "
        return f"{numeral}、" if style == "cjk" else f"（{numeral}）"

    def _item(self, item: WorkItem, level: int) -> Item:
        title = self.voice.name(item.names, item.label()) if item.names.entries else self._official(item.label())
        body: list[Points | Facts | Quote] = []
        if item.actions:
            body.append(Points(tuple(self._action(item, action) for action in item.actions)))
        if facts := tuple(((self.voice.word(key),), line) for key, line in self._facts(item)):
            body.append(Facts(facts))
        if item.text is not None:
            body.append(Quote.of(item.text, self._original))
        return Item(level, self._marker(item, "bracket").strip(), (title,), tuple(body), anchor=self.items[item.id])

    def _official(self, text: str) -> Run:
        """Words of the document that the plan is from, in its language."""
        return Run(text.strip(), self._original)

    @property
    def _original(self) -> str:
        source = self.plan.source
        return (source.language if source is not None else None) or "zh-Hans"

    def _action(self, item: WorkItem, action: Action) -> tuple[str, Line]:
        official = action.span.of(item.text) if item.text is not None and action.span is not None else ""
        said = self.voice.name(action.statement) if action.statement.entries else self._official(official)
        aspect = "" if action.aspect == "other" else self.voice.word(f"aspect.{action.aspect}").text
        return action.id.rpartition("/")[2], (said, *self.voice.aside(aspect))

    def _facts(self, item: WorkItem) -> Iterator[tuple[str, Line]]:
        voice = self.voice
        lines: dict[str, list[Line]] = {
            "targets": [self._target(target) for target in item.targets],
            "partners": [(self._partner(id),) for id in item.named("partner")],
            "mechanisms": [(self._mechanism(id),) for id in item.named("mechanism")],
            "areas": [(voice.word(f"area.{area}"),) for area in item.policy_areas],
        }
        return ((key, voice.listed(found)) for key, found in lines.items() if found)

    def _target(self, target: Target) -> Line:
        voice = self.voice
        count = voice.word(f"comparison.{target.comparison}", target.quantity).text
        due = voice.word("due", voice.dated(target.due)).text if target.due is not None else ""
        to = self.mechanisms.get(target.mechanism or "")
        return voice.name(target.names, target.mechanism or "", to=to), *voice.aside(count, due)

    # The tables: who, and through what.

    def _partner(self, id: str) -> Run:
        names = self.plan.index.partners[id].names if id in self.partners else Names()
        return self.voice.name(names, id, to=self.partners.get(id))

    def _mechanism(self, id: str) -> Run:
        names = self.plan.index.mechanisms[id].names if id in self.mechanisms else Names()
        return self.voice.name(names, id, to=self.mechanisms.get(id))

    def _items_of(self, entity: Partner | Mechanism) -> Line:
        kind = "partner" if isinstance(entity, Partner) else "mechanism"
        places = self.plan.index.mentions.get(entity.id, ())
        items = {item.id: item for item, found in places if found.kind == kind and not found.nested}
        numbers = ((Run(item.numeral or str(item.number), to=self.items[id]),) for id, item in items.items())
        return self.voice.listed(numbers)

    def _partner_table(self) -> Iterator[Block]:
        if self.plan.partners:
            yield Heading(2, (self.voice.word("partners"),), anchor="partners")
            yield self._table(
                ("name", "kind", "codes", "memberships", "items"), map(self._partner_row, self.plan.partners)
            )

    def _partner_row(self, partner: Partner) -> Row:
        codes = [code for code in attrs.astuple(partner.codes) if code] if partner.codes is not None else []
        cells = (
            (self.voice.name(partner.names, partner.id),),
            (self.voice.word(f"partner.{partner.kind}"),),
            (Run(" · ".join(codes)),) if codes else (),
            self.voice.listed(map(self._membership, partner.memberships)),
            self._items_of(partner),
        )
        return Row(cells, anchor=self.partners[partner.id])

    def _membership(self, membership: Membership) -> Line:
        term = self.voice.term(membership.since, membership.until)
        return self._partner(membership.group), *self.voice.aside(term)

    def _mechanism_table(self) -> Iterator[Block]:
        if self.plan.mechanisms:
            yield Heading(2, (self.voice.word("mechanisms"),), anchor="mechanisms")
            heads = ("name", "kind", "founded", "operators", "part-of", "items")
            yield self._table(heads, map(self._mechanism_row, self.plan.mechanisms))

    def _mechanism_row(self, mechanism: Mechanism) -> Row:
        voice = self.voice
        founded, ended = mechanism.founded, mechanism.ended
        term = voice.dated(founded) if founded is not None and ended is None else voice.term(founded, ended)
        cells = (
            (voice.name(mechanism.names, mechanism.id),),
            (voice.word(f"mechanism.{mechanism.kind}"),),
            (Run(term, voice.language),) if term else (),
            voice.listed((self._partner(id),) for id in mechanism.operators),
            (self._mechanism(mechanism.part_of),) if mechanism.part_of is not None else (),
            self._items_of(mechanism),
        )
        return Row(cells, anchor=self.mechanisms[mechanism.id])

    def _table(self, keys: tuple[str, ...], rows: Iterator[Row]) -> Table:
        return Table(tuple((self.voice.word(key),) for key in keys), tuple(rows))


def _wordings(item: WorkItem) -> Iterator[Names]:
    yield item.names
    yield from (action.statement for action in item.actions)


def _is_ours(names: Names) -> bool:
    return any(name.status in ("editorial", "translated") for name in names.entries)
