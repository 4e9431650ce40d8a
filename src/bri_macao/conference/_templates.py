"""Templates: a dossier as a document, in parts that a user can replace, leave out or put in another order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal, TypeAlias, get_args

import attrs

from bri_macao.conference._dossiers import GROUPS, ActionProgress, Dossier, ItemProgress, Matter, SectionProgress
from bri_macao.conference._wording import WORDS
from bri_macao.errors import UnknownId
from bri_macao.formats import html, markdown
from bri_macao.model import Citation, Names
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
    Row,
    Run,
    Table,
    Voice,
)
from bri_macao.pages.anchors import anchors
from bri_macao.pages.wording import with_words
from bri_macao.progress import Figures, Measure, Update, subjects_of

__all__ = ["TEMPLATE", "Form", "Part", "Template", "render"]

Form: TypeAlias = Literal["markdown", "html", "docx"]
"""The formats in which a dossier is written down."""

Part: TypeAlias = Callable[[Dossier, Voice], Iterable[Block]]
"""A part of a document: what it says of a dossier, in a voice."""

_COLUMNS = ("total", "done", "in-hand", "not-started", "blocked", "dropped", "silent", "late")


def summary(dossier: Dossier, voice: Voice) -> Iterator[Block]:
    """Which plan, which day, and the figures of the whole."""
    yield Facts(
        (
            ((voice.word("plan"),), (voice.name(dossier.plan.names, dossier.plan.id),)),
            ((voice.word("as-of"),), (Run(voice.dated(dossier.as_of), voice.language),)),
            ((voice.word("whole"),), _figures(dossier.standing.figures, voice)),
        )
    )
    yield Paragraph((attrs.evolve(voice.word("compiled"), faint=True),))


def figures(dossier: Dossier, voice: Voice) -> Iterator[Block]:
    """A table of the sections: how many actions are in which state."""
    yield Heading(2, (voice.word("progress"),), anchor="progress")
    heads = ("section", *(key if key == "total" else f"group.{key}" for key in _COLUMNS))
    rows = tuple(
        Row((_title(found, voice), *(_number(found.figures, column) for column in _COLUMNS)))
        for found in dossier.sections
    )
    yield Table(tuple((voice.word(key),) for key in heads), rows)


def sections(dossier: Dossier, voice: Voice) -> Iterator[Block]:
    """Section by section, the items under the heading of their group, each with its actions and what shows them."""
    places = anchors("section", (found.section.id for found in dossier.sections))
    for found in dossier.sections:
        yield Heading(2, _title(found, voice), anchor=places[found.section.id])
        for group in GROUPS:
            items = found.of(group)
            if items:
                yield Heading(3, (voice.word(f"group.{group}"),))
            yield from (_item(item, voice) for item in items)


def targets(dossier: Dossier, voice: Voice) -> Iterator[Block]:
    """A table of the targets: what is asked for, and what there is."""
    yield Heading(2, (voice.word("targets"),), anchor="targets")
    rows = tuple(Row(_measured(found, dossier, voice)) for found in dossier.targets)
    heads = ("target", "item", "asked", "count", "state", "evidence")
    yield Table(tuple((voice.word(key),) for key in heads), rows) if rows else Paragraph((voice.word("none"),))


def meetings(dossier: Dossier, voice: Voice) -> Iterator[Block]:
    """The meetings of the conference, planned and held."""
    return _matters("meetings", dossier.meetings, dossier, voice)


def problems(dossier: Dossier, voice: Voice) -> Iterator[Block]:
    """The problems that were raised, and their state."""
    return _matters("problems", dossier.problems, dossier, voice)


def decisions(dossier: Dossier, voice: Voice) -> Iterator[Block]:
    """The decisions of earlier meetings, and what became of them."""
    return _matters("decisions", dossier.decisions, dossier, voice)


def priorities(dossier: Dossier, voice: Voice) -> Iterator[Block]:
    """A table of the candidates for the next plan, the most pressing first, each with its reasons."""
    yield Heading(2, (voice.word("priorities"),), anchor="priorities")
    rows = tuple(
        Row(
            (
                (Run(str(place)),),
                (Run(f"{found.item.number} "), voice.name(found.item.names, found.item.label())),
                voice.listed((voice.word(f"reason.{reason}"),) for reason in found.reasons),
            )
        )
        for place, found in enumerate(dossier.priorities, 1)
    )
    heads = (Run("#"), voice.word("item"), voice.word("reasons"))
    yield Table(tuple((head,) for head in heads), rows) if rows else Paragraph((voice.word("none"),))


# The pieces


def _figures(figures: Figures, voice: Voice) -> Line:
    """The counts that are not nought, in words."""
    keys = [key for key in _COLUMNS if getattr(figures, key.replace("-", "_"))]
    return voice.listed(
        (voice.word(key if key == "total" else f"group.{key}"), Run(f" {_number(figures, key)[0].text}"))
        for key in keys
    )


def _number(figures: Figures, column: str) -> Line:
    return (Run(str(getattr(figures, column.replace("-", "_")))),)


def _title(found: SectionProgress, voice: Voice) -> Line:
    section = found.section
    return (Run(f"{section.numeral} "), voice.name(section.names, section.id))


def _item(found: ItemProgress, voice: Voice) -> Item:
    points = Points(tuple((str(place), _action(action, voice)) for place, action in enumerate(found.actions, 1)))
    evidence = Facts((((voice.word("evidence"),), _evidence(found.evidence, voice)),))
    notes = tuple(chain.from_iterable(_note(word.note, voice) for word in found.words))
    remarks = (Paragraph(notes),) if notes else ()
    body = (*remarks, *((points,) if found.actions else ()), *((evidence,) if found.evidence else ()))
    return Item(4, str(found.item.number), (voice.name(found.item.names, found.item.label()),), body)


def _action(found: ActionProgress, voice: Voice) -> Line:
    said = voice.name(found.action.statement, found.action.id)
    update = found.standing.update
    state = voice.word(f"status.{found.standing.status or 'silent'}").text
    if update is None:
        return (said, *voice.aside(state))
    notes = chain.from_iterable(_note(word.note, voice) for word in found.words)
    return (said, *voice.aside(state, voice.dated(update.as_of)), *notes)


def _note(note: Names, voice: Voice) -> Line:
    return (Run(" "), voice.name(note)) if note else ()


def _evidence(citations: Iterable[Citation], voice: Voice) -> Line:
    """What shows it, each with what a reader should know of it."""
    return voice.listed(
        (Run(citation.source, web=citation.source), *voice.aside(citation.note or "")) for citation in citations
    )


def _measured(found: Measure, dossier: Dossier, voice: Voice) -> tuple[Line, ...]:
    item = dossier.plan.item(found.item)
    state = "reached" if found.reached else "missed" if found.late else "open"
    evidence = dict.fromkeys(citation for update in found.updates for citation in update.evidence)
    return (
        (voice.name(found.target.names),),
        (Run(str(item.number)),),
        (voice.word(f"comparison.{found.target.comparison}", found.target.quantity),),
        (Run(str(found.count)),),
        (voice.word(state),),
        _evidence(evidence, voice),
    )


def _matters(key: str, matters: tuple[Matter, ...], dossier: Dossier, voice: Voice) -> Iterator[Block]:
    yield Heading(2, (voice.word(key),), anchor=key)
    if not matters:
        yield Paragraph((voice.word("none"),))
    homes = _homes(dossier, voice) if matters else {}
    for place, matter in enumerate(matters, 1):
        facts = [
            ((voice.word("state"),), (voice.word(f"status.{matter.status}"),)),
            ((voice.word("concerns"),), _concerned(matter, homes, voice)),
            ((voice.word("evidence"),), _evidence(_cited(matter), voice)),
        ]
        history = Points(tuple((str(step), _word(update, voice)) for step, update in enumerate(matter.history, 1)))
        told = Facts(tuple(fact for fact in facts if fact[1]))
        yield Item(3, str(place), (voice.name(matter.opened.note, matter.subject),), (history, told))


def _homes(dossier: Dossier, voice: Voice) -> Mapping[str, Line]:
    """How what a matter concerns is called: items, by any of their addresses, and other matters."""
    items = {
        address: (Run(f"{item.number} "), voice.name(item.names, item.label()))
        for item in dossier.plan.items
        for address in subjects_of(item)
    }
    matters = (*dossier.problems, *dossier.decisions, *dossier.meetings)
    return {
        **items,
        **{matter.subject: (_without_stop(voice.name(matter.opened.note, matter.subject)),) for matter in matters},
    }


def _without_stop(run: Run) -> Run:
    """A sentence as it stands in a list."""
    return attrs.evolve(run, text=run.text.rstrip(".。"))


def _concerned(matter: Matter, homes: Mapping[str, Line], voice: Voice) -> Line:
    """What the matter concerns, each once; an address that is not known as it is."""
    return voice.listed(dict.fromkeys(homes.get(subject, (Run(subject),)) for subject in matter.about))


def _cited(matter: Matter) -> Iterable[Citation]:
    return dict.fromkeys(citation for update in matter.history for citation in update.evidence)


def _word(update: Update, voice: Voice) -> Line:
    """One word in the history of a matter."""
    said = (Run(f"{voice.dated(update.as_of)} ", voice.language), voice.word(f"status.{update.status}"))
    return (*said, *voice.aside(voice.word("by", update.who).text), *_note(update.note, voice))


@attrs.frozen
class Template:
    """How a dossier is written down.

    Attributes:
        parts: what the document says, in this order; each is a function from a dossier and a voice to blocks.
        words: by language and key, its fixed words.
        title: the key of the document's title.

    >>> short = attrs.evolve(TEMPLATE, parts=TEMPLATE.parts[:2])
    >>> [part.__name__ for part in short.parts]
    ['summary', 'figures']
    """

    parts: tuple[Part, ...]
    words: Mapping[str, Mapping[str, str]]
    title: str = "dossier"

    def page(self, dossier: Dossier, language: Language) -> Page:
        """The document, as blocks.

        Raises:
            UnknownId: documents are not written in that language.
        """
        voice = Voice(language, dossier.as_of, with_words(self.words))
        blocks = tuple(block for part in self.parts for block in part(dossier, voice))
        return Page(language, (voice.word(self.title),), blocks)


TEMPLATE = Template((summary, figures, priorities, targets, meetings, problems, decisions, sections), WORDS)
"""The template that comes with the library: what a meeting decides about before the details."""


def render(
    dossier: Dossier,
    format: Form = "markdown",
    *,
    language: Language = "zh-Hant",
    template: Template = TEMPLATE,
) -> bytes:
    """A dossier as a document.

    Args:
        dossier: what there is to say.
        format: Markdown or a page of HTML, both in UTF-8, or a Word document.
        language: of the fixed words; a name or note that is missing in it is shown in another.
        template: how it is written down.

    Raises:
        UnknownId: no such format, or documents are not written in that language.
        MissingExtra: Word needs the extra `docx`.
    """
    if format not in get_args(Form):
        raise UnknownId("format of documents", format, get_args(Form))
    page = template.page(dossier, language)
    if format == "markdown":
        return markdown.render(page).encode("utf-8")
    if format == "html":
        return html.render(page).encode("utf-8")
    from bri_macao.formats import docx  # noqa: PLC0415 - needs an extra, and only Word does

    return docx.render(page)
