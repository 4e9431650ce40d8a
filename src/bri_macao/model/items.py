"""The work item and what it holds: actions, mentions, targets, and the fingerprint of its official text."""

from typing import Annotated, Literal

import attrs
from msgspec import Meta

from bri_macao.model._html import page, tagged
from bri_macao.model.dates import PartialDate
from bri_macao.model.ids import ActionId, EntityId, ItemId, MechanismId
from bri_macao.model.names import Names
from bri_macao.spans import Span
from bri_macao.text.folding import fold, sha256, trace

__all__ = [
    "Action",
    "Aspect",
    "Comparison",
    "EntityKind",
    "Fingerprint",
    "Mention",
    "PolicyArea",
    "Target",
    "WorkItem",
]

Aspect = Literal[
    "continue",
    "deepen",
    "start",
    "hold",
    "complete",
    "strive",
    "support",
    "encourage",
    "explore",
    "prepare",
    "promote",
    "other",
]
"""How an action commits: the first overt marker of its clause (继续 continue, 深化 deepen, 举办 hold, 争取 strive)."""

EntityKind = Literal["partner", "mechanism"]
"""What a mention names."""

PolicyArea = Literal[
    "policy-coordination", "facilities-connectivity", "unimpeded-trade", "financial-integration", "people-to-people"
]
"""The Belt and Road's five connectivities: 政策沟通, 设施联通, 贸易畅通, 资金融通, 民心相通."""

Comparison = Literal["at-least", "exactly", "ordinal"]
"""How a target counts: at least 1 meeting; exactly 3 courses; the 6th conference."""


@attrs.frozen(repr=False)
class Action:
    """The finest unit of commitment (举措): a clause with a verb of its own.

    Attributes:
        id: the item's id, a dot, and the place in it: `2023/7.3`.
        aspect: how it commits (see `Aspect`).
        statement: what is to be done, short and in our own words, by language.
        span: where it stands in the item's clean text; None where the item was never seen in a text.
        verb: the main verb as written: 举办; None where nobody has said.
    """

    id: ActionId
    aspect: Aspect
    statement: Names = Names()
    span: Span | None = None
    verb: str | None = None

    def __repr__(self) -> str:
        return f"<Action {self.id} {self.aspect} {self.statement.best('en', 'zh')!r}>"


@attrs.frozen(repr=False)
class Mention:
    """That an item names a partner or a mechanism, and where.

    Attributes:
        entity: the id of the partner or mechanism.
        kind: which of the two it is.
        span: where the name stands in the item's clean text.
        surface: the name as written there.
        inferred: the words do not say the name; the context does (a bare 相关国家和地区).
        nested: the name stands inside a longer name and does not count as a mention of its own.
    """

    entity: EntityId
    kind: EntityKind
    span: Span
    surface: str
    inferred: bool = False
    nested: bool = False

    def __repr__(self) -> str:
        marks = "".join(f" {mark}" for mark in ("inferred", "nested") if getattr(self, mark))
        return f"<Mention {self.kind}:{self.entity} {self.surface!r} {self.span.start}:{self.span.end}{marks}>"


@attrs.frozen
class Target:
    """Something countable or dated (目标): at least 1 regular meeting; the 6th conference; a 20th anniversary.

    Attributes:
        names: what is counted, in our own words.
        quantity: the number.
        comparison: how the number is meant (see `Comparison`).
        due: the latest date, where one is given.
        mechanism: the mechanism that is counted, where there is one.
        span: where the target stands in the item's clean text.
    """

    names: Names
    quantity: Annotated[int, Meta(ge=1, le=2**53)]
    comparison: Comparison = "at-least"
    due: PartialDate | None = None
    mechanism: MechanismId | None = None
    span: Span | None = None


@attrs.frozen
class Fingerprint:
    """What is kept of an item's official text: enough to recognise and align it, not the text.

    Attributes:
        length: code points of the key text (equal to those of the clean text).
        sha256: SHA-256 of the key text in UTF-8, hexadecimal.
        trace: one hexadecimal digit for each code point of the key text, so that a copy that differs can be aligned
            to the character.
    """

    length: Annotated[int, Meta(ge=0, le=2**53)]
    sha256: Annotated[str, Meta(min_length=64, max_length=64)]
    trace: str = ""

    @classmethod
    def of(cls, text: str) -> "Fingerprint":
        """The fingerprint of a clean text; the same for a copy with other quotes, dashes or script.

        >>> Fingerprint.of("联席会议") == Fingerprint.of("聯席會議")
        True
        """
        key = fold(text)
        return cls(len(key), sha256(key), trace(key))


@attrs.frozen(kw_only=True, repr=False)
class WorkItem:
    """A numbered work item of a plan (工作项).

    Attributes:
        id: `2023/7`; unique in the plan, also where the document's numbers are not.
        number: the number as the document gives it; it runs on through the sections in most documents.
        numeral: the number as written: `7`, `７`, `（七）` gives `七`.
        names: a short title. The bundled plans' titles are ours; the documents have none.
        text: the clean official text; None until the plan is attached to a copy of the document.
        fingerprint: what is kept of the official text; None where the item was never seen in one.
        actions, mentions, targets: in the order of the text.
        policy_areas: the most fitting first.
    """

    id: ItemId
    number: Annotated[int, Meta(ge=0, le=2**53)]
    numeral: str = ""
    names: Names = Names()
    actions: tuple[Action, ...] = ()
    fingerprint: Fingerprint | None = None
    mentions: tuple[Mention, ...] = ()
    policy_areas: tuple[PolicyArea, ...] = ()
    targets: tuple[Target, ...] = ()
    text: str | None = None

    def label(self, *languages: str) -> str:
        """A short name for people: the title in the first language that has one, else the beginning of the text."""
        title = self.names.best(*languages)
        return title or _opening(self.text or "")

    def named(self, kind: EntityKind | None = None) -> tuple[EntityId, ...]:
        """The ids of whom and what the item names, each once, in the order of first mention.

        A name inside a longer one does not count.

        Args:
            kind: partners alone, or mechanisms alone; by default both.

        >>> from bri_macao.plans import load_plan
        >>> load_plan(2023).item(23).named("mechanism")
        ('joint-conference', 'joint-conference-meeting', 'arrangement-macao-bri')
        """
        found = (mention for mention in self.mentions if not mention.nested and kind in (None, mention.kind))
        return tuple(dict.fromkeys(mention.entity for mention in found))

    def __repr__(self) -> str:
        return f"<WorkItem {self.id} {self.label('en', 'zh')!r}>"

    def _repr_html_(self) -> str:
        titles = (page("dd", tagged(self.names[language], language)) for language in self.names)
        text = "" if self.text is None else page("dd", page("blockquote", tagged(self.text)))
        return page("dl", page("dt", tagged(self.id, "en")), *titles, text)


def _opening(text: str, most: int = 24) -> str:
    """The first clause of a text, or as much of it as a line has room for."""
    end = min((place for mark in "，。；：" if (place := text.find(mark)) > 0), default=len(text))
    return text[:end] if end <= most else text[:most] + "…"
