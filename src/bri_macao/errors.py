"""The one family of errors: whatever bad input does, a `BriMacaoError` says what, where and how to mend it.

Errors that carry findings (`ParseError`, `LoadError`) live in `bri_macao.findings`, one floor up.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property

__all__ = [
    "AmbiguousNumber",
    "BriMacaoError",
    "ConflictingNames",
    "DumpError",
    "InvalidValue",
    "MissingExtra",
    "RegistryError",
    "SourceError",
    "UnknownId",
    "UnknownYear",
]


class BriMacaoError(Exception):
    """The root of the family. Catch it and you have caught everything that bad input can cause."""


class SourceError(BriMacaoError):
    """A document could not be opened or decoded.

    >>> raise SourceError("plan.txt is neither UTF-8 nor UTF-16 with a byte order mark; pass encoding='gb18030'")
    Traceback (most recent call last):
        ...
    bri_macao.errors.SourceError: plan.txt is neither UTF-8 nor UTF-16 with a byte order mark; pass encoding='gb18030'
    """


class DumpError(BriMacaoError):
    """A value cannot be written in the format that was asked for."""


class InvalidValue(BriMacaoError, ValueError):
    """A value that cannot be: a 30th of February, an extra that JSON cannot hold."""


class MissingExtra(BriMacaoError, ImportError):
    """An optional dependency is not installed.

    Attributes:
        feature: what was asked for, in words.
        extra: the name of the pip extra that brings it.
    """

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(feature, extra)
        self.feature = feature
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.feature} needs an optional dependency: pip install 'bri-macao[{self.extra}]'"


class RegistryError(BriMacaoError):
    """An entry that a registry cannot take: a key is missing or unknown, a value is of another shape, an id taken."""


class ConflictingNames(RegistryError):
    """Two entries of a registry go by the same name, so that a text could mean either.

    Attributes:
        text: the name, as the second entry writes it.
        entries: the ids of the two, the earlier one first.

    >>> raise ConflictingNames("港口", ("port", "quay"))
    Traceback (most recent call last):
        ...
    bri_macao.errors.ConflictingNames: '港口' is a name of 'port' and of 'quay'; leave it to one of them
    """

    def __init__(self, text: str, entries: tuple[str, str]) -> None:
        super().__init__(text, entries)
        self.text = text
        self.entries = entries

    def __str__(self) -> str:
        first, second = self.entries
        return f"{self.text!r} is a name of {first!r} and of {second!r}; leave it to one of them"


@contextmanager
def extra_needed(feature: str, extra: str) -> Iterator[None]:
    """Turn the `ImportError` of an optional dependency into a `MissingExtra`.

    >>> with extra_needed("reading a PDF", "pdf"):
    ...     import a_module_that_is_not_there
    Traceback (most recent call last):
        ...
    bri_macao.errors.MissingExtra: reading a PDF needs an optional dependency: pip install 'bri-macao[pdf]'
    """
    try:
        yield
    except ImportError as error:
        raise MissingExtra(feature, extra) from error


class UnknownId(BriMacaoError, KeyError):
    """No such thing in this plan; the closest ids are named.

    Attributes:
        kind: what was looked for ("item", "partner", ...).
        wanted: the id or number that is not there.

    >>> raise UnknownId("partner", "psc", ["pt", "portuguese-speaking-countries", "psc-plus"])
    Traceback (most recent call last):
        ...
    bri_macao.errors.UnknownId: no partner 'psc' here; the closest: 'psc-plus', 'pt'
    """

    def __init__(self, kind: str, wanted: object, known: Iterable[str]) -> None:
        super().__init__(kind, wanted)
        self.kind = kind
        self.wanted = wanted
        self._known = tuple(known)

    @cached_property
    def closest(self) -> tuple[str, ...]:
        """At most three known ids that look alike, best first; looked for when somebody asks."""
        from difflib import get_close_matches  # noqa: PLC0415 - every script imports this module, few ask this

        ending = [id for id in self._known if id.endswith(f"/{self.wanted}")]  # 7 for 2023/7
        alike = get_close_matches(str(self.wanted), self._known, n=3, cutoff=0.4)
        return tuple(dict.fromkeys([*ending, *alike]))[:3]

    def __reduce__(self) -> tuple[type["UnknownId"], tuple[str, object, tuple[str, ...]]]:
        return type(self), (self.kind, self.wanted, self._known)

    def __str__(self) -> str:
        hint = f"; the closest: {', '.join(map(repr, self.closest))}" if self.closest else ""
        return f"no {self.kind} {self.wanted!r} here{hint}"


class UnknownYear(BriMacaoError, LookupError):
    """No plan of that year is bundled; those that are, are named.

    Attributes:
        year: the year that was asked for.
        years: the years that exist, ascending.
    """

    def __init__(self, year: object, years: tuple[int, ...]) -> None:
        super().__init__(year, years)
        self.year = year
        self.years = years

    def __str__(self) -> str:
        known = ", ".join(map(str, self.years)) or "none"
        return f"no plan of {self.year!r} is bundled; those that are: {known}. A document goes through bri_macao.read()"


class AmbiguousNumber(BriMacaoError, LookupError):
    """Several items carry the number (numbering restarts in some documents); ask by id instead.

    Attributes:
        number: the number that was asked for.
        ids: the ids of the items that carry it, in document order.
    """

    def __init__(self, number: int, ids: tuple[str, ...]) -> None:
        super().__init__(number, ids)
        self.number = number
        self.ids = ids

    def __str__(self) -> str:
        return (
            f"{len(self.ids)} items carry the number {self.number}; ask for one by id: {', '.join(map(repr, self.ids))}"
        )
