"""What the page is told of a plan: items, names and words as they are shown and searched, and what `query` found."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

import attrs

from bri_macao.model import (
    LANGUAGES,
    Action,
    Aspect,
    EntityKind,
    Mechanism,
    Mention,
    Names,
    Partner,
    Plan,
    PolicyArea,
    Section,
    Target,
    Words,
    WorkItem,
)
from bri_macao.pages import Run, Voice
from bri_macao.site._facets import Facet, facets
from bri_macao.site._network import Network, network
from bri_macao.text import script_of

__all__ = ["Contents", "contents"]

Shown: TypeAlias = tuple[str, str]
"""A text and, before it, the BCP 47 tag of its language."""

Spoken: TypeAlias = tuple[Shown, ...]
"""What is shown to readers of each of the four languages; one alone where it is the same for all."""


@attrs.frozen
class Entity:
    """A partner or a mechanism: what it is, and its name."""

    kind: str
    name: Spoken


@attrs.frozen
class Clause:
    """An action: how it commits, and what it says."""

    aspect: Aspect
    statement: Spoken


@attrs.frozen
class Goal:
    """A target: what is counted, and in brackets how much of it and by when."""

    name: Spoken
    measure: Spoken


@attrs.frozen
class Naming:
    """A mention: of what, and the name as written."""

    kind: EntityKind
    entity: str
    surface: Shown
    inferred: bool


@attrs.frozen
class Entry:
    """A work item.

    Attributes:
        section: the place of the section among those of the plan.
        words: everything that is searched, as `Index.words` has it.
        text: the official text; None where it is not attached.
    """

    id: str
    number: str
    section: int
    title: Spoken
    actions: tuple[Clause, ...]
    targets: tuple[Goal, ...]
    mentions: tuple[Naming, ...]
    partners: tuple[str, ...]
    mechanisms: tuple[str, ...]
    areas: tuple[PolicyArea, ...]
    words: tuple[Words, ...]
    text: Shown | None


@attrs.frozen
class Heading:
    """A section: its depth (1 for the outermost), its number and its name."""

    id: str
    depth: int
    numeral: Spoken
    name: Spoken


@attrs.frozen
class Contents:
    """A plan, as the page is told of it."""

    id: str
    title: Spoken
    period: Spoken
    sections: tuple[Heading, ...]
    items: tuple[Entry, ...]
    partners: dict[str, Entity]
    mechanisms: dict[str, Entity]
    facets: tuple[Facet, ...]
    network: Network


def contents(plan: Plan) -> Contents:
    """All that the page needs to know of a plan."""
    return _Teller.of(plan).contents()


@attrs.frozen
class _Teller:
    """Tells of one plan in all four languages; bodies have the names that they had at the end of its period."""

    plan: Plan
    voices: tuple[Voice, ...]

    @classmethod
    def of(cls, plan: Plan) -> "_Teller":
        return cls(plan, tuple(Voice.of(plan, language) for language in LANGUAGES))  # type: ignore[arg-type] # a Literal of the same

    def contents(self) -> Contents:
        plan, index = self.plan, self.plan.index
        found = facets(plan)
        used = {id for facet in found for choice in facet.choices for id in (choice.value, *sum(choice.ways, ()))}
        return Contents(
            id=plan.id,
            title=self.named(plan.names, plan.id),
            period=self.each(Run(voice.period(plan.period), voice.language) for voice in self.voices)
            if plan.period
            else (),
            sections=tuple(self.headings()),
            items=tuple(map(self.entry, index.items.values())),
            partners={id: self.entity(entity) for id, entity in index.partners.items() if id in used},
            mechanisms={id: self.entity(entity) for id, entity in index.mechanisms.items() if id in used},
            facets=found,
            network=network(plan),
        )

    @cached_property
    def sections(self) -> Mapping[str, int]:
        """The place of each section among those of the plan, by id."""
        return {id: place for place, id in enumerate(self.plan.index.sections)}

    def each(self, runs: Iterable[Run]) -> Spoken:
        """What each voice says, or one of them where all say the same."""
        shown = tuple((run.language, run.text) for run in runs)
        return shown[:1] if len(set(shown)) == 1 else shown

    def named(self, names: Names, otherwise: str = "") -> Spoken:
        return self.each(voice.name(names, otherwise) for voice in self.voices)

    def headings(self) -> Iterator[Heading]:
        pending = [(section, 1) for section in reversed(self.plan.sections)]
        while pending:
            section, depth = pending.pop()
            yield Heading(section.id, depth, self.numeral(section), self.named(section.names, section.id))
            pending += ((below, depth + 1) for below in reversed(section.sections))

    def numeral(self, section: Section) -> Spoken:
        """As written for readers of Chinese, and in digits for others."""
        digits = Run(str(section.number) if section.number else "")
        written = Run(section.numeral, "zh") if section.numeral else digits
        return self.each(written if voice.chinese else digits for voice in self.voices)

    def entity(self, entity: Partner | Mechanism) -> Entity:
        kind = "partner" if isinstance(entity, Partner) else "mechanism"
        return Entity(f"{kind}.{entity.kind}", self.named(entity.names, entity.id))

    def entry(self, item: WorkItem) -> Entry:
        index = self.plan.index
        return Entry(
            id=item.id,
            number=item.numeral or str(item.number),
            section=self.sections[index.homes[item.id].id],
            title=self.named(item.names, item.label()),
            actions=tuple(self.clause(item, action) for action in item.actions),
            targets=tuple(map(self.goal, item.targets)),
            mentions=tuple(map(self.naming, item.mentions)),
            partners=item.named("partner"),
            mechanisms=item.named("mechanism"),
            areas=item.policy_areas,
            words=index.words[item.id],
            text=None if item.text is None else (self.language(item.text), item.text),
        )

    def clause(self, item: WorkItem, action: Action) -> Clause:
        """An action that nobody has worded yet is shown by its place in the text, or by its verb."""
        if action.statement.entries:
            return Clause(action.aspect, self.named(action.statement))
        quoted = action.span.of(item.text) if item.text is not None and action.span else action.verb or ""
        return Clause(action.aspect, self.each([Run(quoted, self.language(quoted))]))

    def goal(self, target: Target) -> Goal:
        def measure(voice: Voice) -> Run:
            count = voice.word(f"comparison.{target.comparison}", target.quantity).text
            due = voice.word("due", voice.dated(target.due)).text if target.due else ""
            return voice.aside(count, due)[0]

        return Goal(self.named(target.names, target.mechanism or ""), self.each(map(measure, self.voices)))

    def naming(self, mention: Mention) -> Naming:
        surface = (self.language(mention.surface), mention.surface)
        return Naming(mention.kind, mention.entity, surface, mention.inferred)

    def language(self, text: str) -> str:
        """The language of the document, where it is known."""
        told = self.plan.source.language if self.plan.source else None
        return Run("", told).language if told else script_of(text)
