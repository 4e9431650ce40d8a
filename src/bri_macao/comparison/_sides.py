"""The two plans that are compared, each as the other makes it look."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from bri_macao.comparison._carriers import Carriers, Terms, key_of, of_item
from bri_macao.comparison._links import Outline
from bri_macao.model import Mechanism, Partner, Plan, WorkItem, is_provisional

__all__ = ["Side", "sides"]


@attrs.frozen(eq=False)
class Side:
    """A plan as it is compared.

    Attributes:
        plan: the plan.
        outline: its items and sections in order.
        carriers: what carries the meaning of each item.
        identities: the ids that its provisional entities have in the other plan.
        terms: what the two plans can be compared by.
        judged: whether people have looked at it; reading a document finds no targets, areas and arrangement.
    """

    plan: Plan
    outline: Outline
    carriers: tuple[Carriers, ...]
    identities: Mapping[str, str]
    terms: Terms
    judged: bool

    def items(self, places: Iterable[int]) -> tuple[WorkItem, ...]:
        """The items at these places."""
        return tuple(self.outline.items[place] for place in places)


def sides(old: Plan, new: Plan) -> tuple[Side, Side]:
    """Both plans, each seen beside the other."""
    outlines = Outline.of(old), Outline.of(new)
    terms = Terms.of(old, new)

    def side(plan: Plan, outline: Outline, identities: Mapping[str, str]) -> Side:
        carriers = tuple(of_item(item, identities, terms) for item in outline.items)
        return Side(plan, outline, carriers, identities, terms, _judged(outline.items))

    return side(old, outlines[0], _identities(old, new)), side(new, outlines[1], _identities(new, old))


def _judged(items: Sequence[WorkItem]) -> bool:
    """Whether people have looked at the items: where there are actions, somebody has stated what they are."""
    actions = [action for item in items for action in item.actions]
    return not actions or any(action.statement for action in actions) or any(item.targets for item in items)


def _identities(plan: Plan, other: Plan) -> dict[str, str]:
    """The ids in the other plan of those that have none but a provisional one here: the same names, the same thing."""
    found: dict[str, str] = {}
    tables: tuple[tuple[Sequence[Partner | Mechanism], Sequence[Partner | Mechanism]], ...] = (
        (plan.partners, other.partners),
        (plan.mechanisms, other.mechanisms),
    )
    for own, others in tables:
        known = {name: entity.id for entity in others if not is_provisional(entity.id) for name in _surfaces(entity)}
        for entity in own:
            if is_provisional(entity.id):
                found.update((entity.id, known[name]) for name in _surfaces(entity) if name in known)
    return found


def _surfaces(entity: Partner | Mechanism) -> Iterator[str]:
    for name in (*(name.text for name in entity.names.entries), *entity.aliases):
        yield key_of(name)
