"""The registry itself: an immutable mapping from ids to entities, with no name that two of them share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path

from bri_macao.errors import ConflictingNames, RegistryError, UnknownId
from bri_macao.model import Mechanism, Partner
from bri_macao.registry._entries import JointName, entries
from bri_macao.text import KeyText, compact, fold

__all__ = ["Registry"]

Entity = Partner | Mechanism

# No name has more characters; engines that look for names would slow down with longer ones.
LONGEST = 500

# What names of these standings say is in our words, or in translation; no document is searched for it.
OURS = {"translated", "editorial"}


class Registry(Mapping[str, Entity]):
    """Partners and mechanisms by id (登记册). Immutable; `with_...` and `merged` give a new one.

    Ids are unique across both kinds, and so are names: where two entries have one in common, a text that uses it
    could mean either.

    >>> from bri_macao.model import MechanismId, Names
    >>> forum = Mechanism(id=MechanismId("port-forum"), kind="forum", names=Names.of(zh_Hans="港口论坛"))
    >>> registry = Registry().with_mechanism(forum)
    >>> registry["port-forum"], registry.named("港口論壇")
    (<Mechanism port-forum '港口论坛'>, (<Mechanism port-forum '港口论坛'>,))
    >>> len(Registry()), len(registry)
    (0, 1)

    Args:
        partners: the partners.
        mechanisms: the mechanisms.
        joint_names: names that mean several of the partners at once.

    Raises:
        RegistryError: an id is taken, or a joint name means somebody unknown.
        ConflictingNames: two entries share a name.
    """

    __slots__ = ("__dict__", "joint_names", "mechanisms", "partners")

    partners: tuple[Partner, ...]
    mechanisms: tuple[Mechanism, ...]
    joint_names: tuple[JointName, ...]

    def __init__(
        self,
        partners: Iterable[Partner] = (),
        mechanisms: Iterable[Mechanism] = (),
        joint_names: Iterable[JointName] = (),
    ) -> None:
        self._take(partners, mechanisms, joint_names)
        counted = Counter(entity.id for entity in self._entities())
        for taken, count in counted.items():
            if count > 1:
                raise RegistryError(f"{count} entries have the id {taken!r}; give each its own")
        for joint in self.joint_names:
            for id in joint.partners:
                if not isinstance(self._by_id.get(id), Partner):
                    raise RegistryError(f"{joint.text!r} means {id!r}, which is no partner here; add it first")
        assert self.surfaces is not None  # a conflict shows here, where the entries come in, not at the first look-up

    def _take(
        self, partners: Iterable[Partner], mechanisms: Iterable[Mechanism], joint_names: Iterable[JointName]
    ) -> None:
        set_ = object.__setattr__
        set_(self, "partners", tuple(partners))
        set_(self, "mechanisms", tuple(mechanisms))
        set_(self, "joint_names", tuple(joint_names))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a registry is immutable; make a new one instead of setting {name!r}")

    def _entities(self) -> tuple[Entity, ...]:
        return (*self.partners, *self.mechanisms)

    @cached_property
    def _by_id(self) -> Mapping[str, Entity]:
        return {entity.id: entity for entity in self._entities()}

    @cached_property
    def _order(self) -> Mapping[str, int]:
        """Where each entry stands: a document needs few of many."""
        return {id: place for place, id in enumerate(self._by_id)}

    @cached_property
    def _members(self) -> Mapping[str, tuple[str, ...]]:
        """The members of each group."""
        found: dict[str, list[str]] = {}
        for partner in self.partners:
            for membership in partner.memberships:
                found.setdefault(membership.group, []).append(partner.id)
        return {group: tuple(ids) for group, ids in found.items()}

    @classmethod
    def from_toml(cls, *documents: str | PathLike[str], largest: int = 10_000_000) -> "Registry":
        """The entries of TOML documents together, in their order.

        Args:
            documents: a path-like is a file, a `str` is TOML.
            largest: how many bytes a file may have.

        Raises:
            RegistryError: a file cannot be read or is larger than allowed, or an entry is not as it should be.

        >>> registry = Registry.from_toml('''
        ... [[partner]]
        ... id = "xiamen"
        ... kind = "city"
        ... names = { zh-Hans = { text = "厦门市", status = "official" } }
        ... ''')
        >>> registry["xiamen"]
        <Partner xiamen '厦门市'>
        """
        read = [entries(*_text_of(document, largest)) for document in documents]
        return cls(
            (partner for found in read for partner in found.partners),
            (mechanism for found in read for mechanism in found.mechanisms),
            (joint for found in read for joint in found.joint_names),
        )

    def with_partner(self, partner: Partner) -> "Registry":
        """This registry and one partner more; one of the same id is replaced."""
        return self.merged(Registry((partner,)))

    def with_mechanism(self, mechanism: Mechanism) -> "Registry":
        """This registry and one mechanism more; one of the same id is replaced."""
        return self.merged(Registry((), (mechanism,)))

    def merged(self, other: "Registry") -> "Registry":
        """Both registries in one; where an id stands in both, the other's entry counts and keeps the place.

        Raises:
            ConflictingNames: an entry of the one shares a name with one of the other.
            RegistryError: an id is a partner's in the one and a mechanism's in the other.
        """
        partners = {partner.id: partner for partner in (*self.partners, *other.partners)}
        mechanisms = {mechanism.id: mechanism for mechanism in (*self.mechanisms, *other.mechanisms)}
        joint = {_key(found.text): found for found in (*self.joint_names, *other.joint_names)}
        return Registry(partners.values(), mechanisms.values(), joint.values())

    def partner(self, id: str) -> Partner:
        """The partner of that id.

        Raises:
            UnknownId: there is none.
        """
        found = self._by_id.get(id)
        if not isinstance(found, Partner):
            raise UnknownId("partner", id, (partner.id for partner in self.partners))
        return found

    def mechanism(self, id: str) -> Mechanism:
        """The mechanism of that id.

        Raises:
            UnknownId: there is none.
        """
        found = self._by_id.get(id)
        if not isinstance(found, Mechanism):
            raise UnknownId("mechanism", id, (mechanism.id for mechanism in self.mechanisms))
        return found

    @cached_property
    def surfaces(self) -> Mapping[KeyText, tuple[str, ...]]:
        """The names and aliases by which texts can name an entry, folded and compact, each with the ids that it means.

        Names that are ours, translated or editorial, are none. A joint name means several ids.
        """
        found: dict[KeyText, tuple[str, ...]] = {}
        for entity in self._entities():
            own = [name.text for name in entity.names.entries if name.status not in OURS]
            for text in (*own, *entity.aliases):
                key = _key(text)
                if not 0 < len(key) <= LONGEST:
                    what = f"of {len(key)} characters" if key else "without letters"
                    raise RegistryError(f"{entity.id!r} has a name {what}: {text[:LONGEST]!r}")
                taken = found.setdefault(key, (entity.id,))
                if taken != (entity.id,):
                    raise ConflictingNames(text, (taken[0], entity.id))
        for joint in self.joint_names:
            key = _key(joint.text)
            if key in found:
                raise ConflictingNames(joint.text, (found[key][0], " and ".join(joint.partners)))
            found[key] = joint.partners
        return found

    def named(self, text: str) -> tuple[Entity, ...]:
        """The entries that go by exactly this name, in either script and whatever its dashes and brackets."""
        return tuple(self._by_id[id] for id in self.surfaces.get(_key(text), ()))

    def closest(self, text: str, *, most: int = 3) -> tuple[str, ...]:
        """Ids of entries whose names look like the text, best first: those that share half of the pairs of characters.

        >>> from bri_macao.model import MechanismId, Names
        >>> forum = Mechanism(id=MechanismId("port-forum"), kind="forum", names=Names.of(zh_Hans="国际港口论坛"))
        >>> Registry().with_mechanism(forum).closest("国际港口高峰论坛")
        ('port-forum',)
        """
        wanted = _pairs(_key(text))
        shared: Counter[KeyText] = Counter()
        for pair in wanted:
            shared.update(self._by_pair.get(pair, ()))
        alike = ((2 * count / (len(wanted) + len(_pairs(key))), key) for key, count in shared.items())
        best = sorted((pair for pair in alike if pair[0] >= 0.5), key=lambda pair: (-pair[0], pair[1]))
        return tuple(dict.fromkeys(id for _, key in best for id in self.surfaces[key]))[:most]

    @cached_property
    def _by_pair(self) -> Mapping[str, tuple[KeyText, ...]]:
        found: dict[str, list[KeyText]] = {}
        for key in self.surfaces:
            for pair in _pairs(key):
                found.setdefault(pair, []).append(key)
        return {pair: tuple(keys) for pair, keys in found.items()}

    def needed(self, ids: Iterable[str]) -> "Registry":
        """What a document needs that names these entries: they, and all that they refer to.

        That is the groups that partners belong to, the members of the groups that are named, the operators of
        mechanisms and the wholes that these are parts of. The order is this registry's.

        Raises:
            UnknownId: one of them is not here.
        """
        named = set(ids)
        for id in sorted(named):
            if id not in self:
                raise UnknownId("partner or mechanism", id, self)
        wanted: set[str] = set()
        pending: list[str] = [*named, *(member for id in named for member in self._members.get(id, ()))]
        while pending:
            id = pending.pop()
            entity = self._by_id.get(id)
            if id in wanted or entity is None:
                continue
            wanted.add(id)
            if isinstance(entity, Partner):
                pending += (membership.group for membership in entity.memberships)
            else:
                pending += entity.operators
                pending += [] if entity.part_of is None else [entity.part_of]
        entities = [self._by_id[id] for id in sorted(wanted, key=self._order.__getitem__)]
        part = Registry.__new__(Registry)  # a part of what agrees with itself needs no second look
        part._take(  # noqa: SLF001 - the part is of this class too
            (entity for entity in entities if isinstance(entity, Partner)),
            (entity for entity in entities if isinstance(entity, Mechanism)),
            (joint for joint in self.joint_names if wanted.issuperset(joint.partners)),
        )
        return part

    def __getitem__(self, id: str) -> Entity:
        found = self._by_id.get(id)
        if found is None:
            raise UnknownId("partner or mechanism", id, self._by_id)
        return found

    def __contains__(self, id: object) -> bool:
        return id in self._by_id  # a Mapping's own would make an error with its suggestions, and throw it away

    def __iter__(self) -> Iterator[str]:
        """The ids: partners, then mechanisms, in their order."""
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __eq__(self, other: object) -> bool:
        return self._parts() == other._parts() if isinstance(other, Registry) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._parts())

    def _parts(self) -> tuple[object, ...]:
        return self.partners, self.mechanisms, self.joint_names

    def __reduce__(self) -> tuple[type["Registry"], tuple[object, ...]]:
        return Registry, self._parts()

    def __repr__(self) -> str:
        return f"<Registry: {len(self.partners)} partners, {len(self.mechanisms)} mechanisms>"


def _key(text: str) -> KeyText:
    """What names are compared by."""
    return KeyText(compact(fold(text))[0].strip())


def _pairs(key: str) -> set[str]:
    """The pairs of neighbouring characters of a key; of one character, that."""
    return {key[i : i + 2] for i in range(max(1, len(key) - 1))}


def _text_of(document: str | PathLike[str], largest: int) -> tuple[str, str]:
    """The text of a document and what to call it."""
    if isinstance(document, str):
        return document, "<toml>"
    name = fspath(document)
    try:
        with Path(name).open("rb") as file:
            data = file.read(largest + 1)
        if len(data) <= largest:
            return data.decode("utf-8"), Path(name).name
    except UnicodeDecodeError as error:
        raise RegistryError(f"cannot read {name!r}: {error}; a registry is UTF-8") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise RegistryError(f"cannot read {name!r}: {error}") from error
    raise RegistryError(f"{name!r} has more than {largest} bytes; if it is meant to, pass largest=")
