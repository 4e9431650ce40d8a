"""Who Macao works with, and through what: partners and mechanisms, each with what is known of it and from where."""

from datetime import date
from typing import Annotated, Literal

import attrs
from msgspec import Meta

from bri_macao.model._html import page, row, tagged
from bri_macao.model.dates import PartialDate, Period
from bri_macao.model.ids import MechanismId, PartnerId
from bri_macao.model.names import Names

__all__ = ["Citation", "Codes", "Confidence", "Mechanism", "MechanismKind", "Membership", "Partner", "PartnerKind"]

PartnerKind = Literal[
    "country",
    "territory",
    "region",
    "group",
    "city",
    "zone",
    "organization",
    "government",
    "community",
    "enterprises",
    "host",
]
"""What a partner is.

`government`: a body of the Mainland's or of another government. `host`: Macao, or a body of its own; it runs mechanisms
and belongs to groups, but a text that names it mentions no partner.
"""

MechanismKind = Literal[
    "agreement",
    "arrangement",
    "award",
    "base",
    "campaign",
    "centre",
    "college",
    "competition",
    "complex",
    "conference",
    "exchange",
    "exhibition",
    "festival",
    "forum",
    "fund",
    "lab",
    "network",
    "park",
    "platform",
    "programme",
    "project",
    "scholarship",
    "service",
    "training",
    "workshop",
]
"""What a mechanism is: the instrument's type, as `annotation` rules list them."""

Confidence = Literal["high", "medium", "low"]
"""`high`: the issuing or operating body says so; `medium`: one good secondary source; `low`: inferred."""


@attrs.frozen
class Citation:
    """Where a fact comes from.

    Attributes:
        supports: the fields that it supports, such as `founded` or `names.pt`.
        source: who says so: a URL without its query, or a document by name.
        confidence: how far it is to be trusted.
        note: what a reader should know, such as a source that says otherwise.
    """

    supports: tuple[str, ...]
    source: Annotated[str, Meta(min_length=1)]
    confidence: Confidence
    note: str | None = None


@attrs.frozen
class Codes:
    """Standard codes of a country or territory: ISO 3166-1 alpha-2 and alpha-3, and UN M49.

    Source: ISO 3166-1 and the United Nations' M49 standard.
    """

    alpha2: Annotated[str, Meta(pattern=r"^[A-Z]{2}(?![\s\S])")] | None = None
    alpha3: Annotated[str, Meta(pattern=r"^[A-Z]{3}(?![\s\S])")] | None = None
    m49: Annotated[str, Meta(pattern=r"^[0-9]{3}(?![\s\S])")] | None = None


@attrs.frozen
class Membership:
    """That a partner belongs to a group, and in which time.

    Attributes:
        group: the id of the group, itself a partner.
        since: first date of membership; None where it is as old as the group or not known.
        until: last date; None where it goes on.
    """

    group: PartnerId
    since: PartialDate | None = None
    until: PartialDate | None = None

    def holds(self, day: date) -> bool:
        """Whether the membership is known to hold on that day: a join known to the year counts from that year's end."""
        return self.holds_in(Period(day, day))

    def holds_in(self, period: Period | None) -> bool:
        """Whether it is known to hold on one day of the period at least; where there is no period, it always does.

        >>> joined = Membership(PartnerId("asean"), since=PartialDate(2025, 10, 26))
        >>> joined.holds_in(Period.years(2024, 2028)), joined.holds_in(Period.years(2023))
        (True, False)
        """
        if period is None:
            return True
        begun = self.since is None or self.since.latest <= period.end
        return begun and (self.until is None or period.start <= self.until.earliest)


def _entity_html(entity: "Partner | Mechanism") -> str:
    rows = (row(language, tagged(entity.names[language], language)) for language in entity.names)
    return page("table", row("id", tagged(entity.id, "en")), row("kind", tagged(entity.kind, "en")), *rows)


@attrs.frozen(kw_only=True, repr=False)
class Partner:
    """Whoever Macao works with or addresses (合作伙伴): a country, a group, a city, a body, a community.

    >>> Partner(id=PartnerId("pt"), kind="country", names=Names.of(en="Portugal"), codes=Codes("PT", "PRT", "620"))
    <Partner pt 'Portugal'>
    """

    id: PartnerId
    kind: PartnerKind
    names: Names
    aliases: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    codes: Codes | None = None
    memberships: tuple[Membership, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None

    def belongs_to(self, group: str, day: date) -> bool:
        """Whether the partner is known to be a direct member of the group on that day."""
        return any(membership.group == group and membership.holds(day) for membership in self.memberships)

    def __repr__(self) -> str:
        return f"<Partner {self.id} {self.names.best('en', 'zh')!r}>"

    def _repr_html_(self) -> str:
        return _entity_html(self)


@attrs.frozen(kw_only=True, repr=False)
class Mechanism:
    """The instrument through which the work is done (机制): a fund, a forum, an agreement, a platform.

    Attributes:
        operators: ids of the partners that run it, or that concluded it.
        founded: when it was founded, signed or first held, as far as it is known.
        ended: when it came to its end, if it did.
        part_of: the mechanism that it is an edition, a meeting or a part of.
    """

    id: MechanismId
    kind: MechanismKind
    names: Names
    aliases: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    ended: PartialDate | None = None
    founded: PartialDate | None = None
    operators: tuple[PartnerId, ...] = ()
    part_of: MechanismId | None = None

    def __repr__(self) -> str:
        return f"<Mechanism {self.id} {self.names.best('en', 'zh')!r}>"

    def _repr_html_(self) -> str:
        return _entity_html(self)
