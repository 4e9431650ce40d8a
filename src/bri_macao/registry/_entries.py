"""Entries of a registry as people write them: TOML tables, read strictly, with every complaint naming the entry."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Self, TypeVar

import attrs
import msgspec

from bri_macao.errors import BriMacaoError, RegistryError
from bri_macao.findings import Finding
from bri_macao.model import Citation, Codes, Mechanism, Membership, Name, Names, PartialDate, Partner

__all__ = ["Entries", "JointName", "entries", "names"]

# `Any` below: what stands in a TOML table, until its reader has looked at it.
Table = Mapping[str, Any]
T = TypeVar("T")


@attrs.frozen
class JointName:
    """A name that means several partners at once: 巴葡 is Brazil and Portugal.

    Attributes:
        text: the name.
        partners: the ids of those that it means.
    """

    text: str
    partners: tuple[str, ...]


@attrs.frozen
class Entries:
    """What one document holds."""

    partners: tuple[Partner, ...]
    mechanisms: tuple[Mechanism, ...]
    joint_names: tuple[JointName, ...]


def entries(text: str, name: str) -> Entries:
    """The entries of a TOML document.

    Args:
        text: the document, with `[[partner]]`, `[[mechanism]]` and `[[joint_name]]` tables.
        name: what the document is called, for complaints.

    Raises:
        RegistryError: it is no TOML, or an entry is not as it should be; the error names the entry.
    """
    import tomllib  # noqa: PLC0415 - loading a plan brings this module in, and reads no TOML

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: no TOML, or an integer longer than Python reads
        raise RegistryError(f"{name} is no TOML: {error}") from error
    with _Reader(name, table) as reader:
        return Entries(
            partners=tuple(map(_partner, reader.tables("partner"))),
            mechanisms=tuple(map(_mechanism, reader.tables("mechanism"))),
            joint_names=tuple(map(_joint_name, reader.tables("joint_name"))),
        )


def names(table: object, where: str) -> Names:
    """Names by language; a list of tables in a language in which a body was renamed.

    Raises:
        RegistryError: a name is not as it should be.
    """
    with _Reader(where, table) as reader:
        return Names(
            tuple(
                _name(language, entry) for language in reader.unread() for entry in reader.tables(language, single=True)
            )
        )


class _Reader:
    """One table, read key by key. On leaving, a key that nobody asked for is an error."""

    def __init__(self, where: str, table: object) -> None:
        if not isinstance(table, Mapping):
            raise RegistryError(f"{where} is a table of keys and values, not {_shown(table)}")
        self.where = where
        self.table: Table = table
        self.asked: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and (unknown := self.unread()):
            raise RegistryError(
                f"{self.where} has no key {unknown[0]!r}; those asked for: {', '.join(sorted(self.asked))}"
            )

    def unread(self) -> list[str]:
        return [key for key in self.table if key not in self.asked]

    def has(self, key: str) -> bool:
        self.asked.add(key)
        return key in self.table

    def value(self, key: str, kind: type[T], default: T | None = None) -> T:
        """A value of that type; without a default the key must be there."""
        if not self.has(key):
            if default is None:
                raise RegistryError(f"{self.where} lacks the key {key!r}")
            return default
        found = self.table[key]
        if not isinstance(found, kind) or (kind is not bool and isinstance(found, bool)):
            raise RegistryError(f"{self.where}.{key} is {_shown(found)}; it should be a {kind.__name__}")
        return found

    def strings(self, key: str) -> tuple[str, ...]:
        found = self.value(key, list, [])
        if not all(isinstance(text, str) and text for text in found):
            raise RegistryError(f"{self.where}.{key} is {_shown(found)}; it should be a list of texts")
        return tuple(found)

    def text(self, key: str) -> str | None:
        return self.value(key, str) if self.has(key) else None

    def day(self, key: str) -> PartialDate | None:
        """A date: a text of the precision that is known, or a TOML date."""
        if not self.has(key):
            return None
        found = self.table[key]
        if type(found) is date:
            return PartialDate(found.year, found.month, found.day)
        if not isinstance(found, str):
            raise RegistryError(f"{self.where}.{key} is {_shown(found)}; write a date as a text such as '2017-03'")
        try:
            return PartialDate.parse(found)
        except BriMacaoError as error:
            raise RegistryError(f"{self.where}.{key}: {error}") from error

    def tables(self, key: str, *, single: bool = False) -> Iterator["_Reader"]:
        """The tables under a key, none if it is not there; one alone is as good as a list of one where `single`."""
        found: Any = self.table.get(key, []) if self.has(key) else []
        if single and isinstance(found, Mapping):
            found = [found]
        if not isinstance(found, Sequence) or isinstance(found, str):
            raise RegistryError(f"{self.where}.{key} is {_shown(found)}; it should be written [[{key}]]")
        for i, table in enumerate(found):
            id = table.get("id") if isinstance(table, Mapping) else None
            yield _Reader(f"{self.where}: {key} {id!r}" if id else f"{self.where}.{key}[{i}]", table)


def _shown(value: object) -> str:
    """A value for a sentence; Python refuses to write out a very long integer."""
    try:
        return repr(value)
    except ValueError:
        return "a very long number"


def _made(reader: _Reader, make: Callable[[], T], kind: type[T]) -> T:
    """The entry, with the types that the model asks for proven: a kind or a status that does not exist is an error."""
    made = make()
    try:
        msgspec.convert(msgspec.to_builtins(made), kind)
    except msgspec.ValidationError as error:
        # cattrs takes as long to import as all the rest of the library, and good entries never need it.
        from bri_macao._structuring import structure_as  # noqa: PLC0415

        found = structure_as(kind, msgspec.json.decode(msgspec.json.encode(made)))
        assert isinstance(found, list)  # it leaves single values to msgspec, and so refuses what that refuses
        wrong: Finding = found[0]
        where, hint = (wrong.path or "").removeprefix("$"), f" ({wrong.hint})" if wrong.hint else ""
        raise RegistryError(f"{reader.where}{where}: {wrong.message}{hint}") from error
    return made


def _name(language: str, reader: _Reader) -> Name:
    # The status is proven with the entry that the name belongs to, hence the plain str here.
    with reader:
        text, status = reader.value("text", str), reader.value("status", str)
        since, until = reader.day("since"), reader.day("until")
        return _made(reader, lambda: Name(language, text, status, since, until), Name)  # type: ignore[arg-type]


def _citation(reader: _Reader) -> Citation:
    with reader:
        supports, source = reader.strings("supports"), reader.value("source", str)
        confidence, note = reader.value("confidence", str), reader.text("note")
        return _made(reader, lambda: Citation(supports, source, confidence, note), Citation)  # type: ignore[arg-type]


def _membership(reader: _Reader) -> Membership:
    with reader:
        group, since, until = reader.value("group", str), reader.day("since"), reader.day("until")
        return Membership(group, since, until)  # type: ignore[arg-type]  # a slug; resolving it is the registry's


def _codes(reader: _Reader) -> Codes | None:
    if not reader.has("codes"):
        return None
    with _Reader(f"{reader.where}.codes", reader.table["codes"]) as codes:
        found = (codes.text("alpha2"), codes.text("alpha3"), codes.text("m49"))
        return _made(codes, lambda: Codes(*found), Codes)


def _shared(reader: _Reader) -> dict[str, Any]:
    """What partners and mechanisms have in common."""
    return {
        "id": reader.value("id", str),
        "kind": reader.value("kind", str),
        "names": names(reader.value("names", dict), f"{reader.where}.names"),
        "aliases": reader.strings("aliases"),
        "citations": tuple(map(_citation, reader.tables("citation"))),
    }


def _partner(reader: _Reader) -> Partner:
    with reader:
        values = {
            **_shared(reader),
            "codes": _codes(reader),
            "memberships": tuple(map(_membership, reader.tables("membership"))),
            "since": reader.day("since"),
            "until": reader.day("until"),
        }
        return _made(reader, lambda: Partner(**values), Partner)


def _mechanism(reader: _Reader) -> Mechanism:
    with reader:
        values = {
            **_shared(reader),
            "ended": reader.day("ended"),
            "founded": reader.day("founded"),
            "operators": reader.strings("operators"),
            "part_of": reader.text("part_of"),
        }
        return _made(reader, lambda: Mechanism(**values), Mechanism)


def _joint_name(reader: _Reader) -> JointName:
    with reader:
        return JointName(reader.value("text", str), reader.strings("partners"))
