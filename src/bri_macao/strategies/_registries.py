"""Strategies for registries."""

from hypothesis import strategies as st

from bri_macao.errors import RegistryError
from bri_macao.model import Mechanism, Partner, PartnerId
from bri_macao.registry import JointName, Registry
from bri_macao.strategies._entities import mechanisms, partners, slugs

__all__ = ["registries"]


@st.composite
def registries(draw: st.DrawFn, *, max_size: int = 4) -> Registry:
    """Any valid registry: ids are unique, no two entries share a name, and references resolve.

    Args:
        draw: given by Hypothesis.
        max_size: how many partners there are at the most, and how many mechanisms.

    >>> from hypothesis import given, settings
    >>> @given(registries(max_size=2))
    ... @settings(max_examples=5, deadline=None, database=None)
    ... def test_every_name_leads_somewhere(registry):
    ...     assert all(id in registry for ids in registry.surfaces.values() for id in ids)
    >>> test_every_name_leads_somewhere()
    """
    ids = draw(st.lists(slugs(), max_size=2 * max_size, unique=True))
    half = min(max_size, (len(ids) + 1) // 2)
    registry = Registry()
    for id in ids[:half]:
        groups = [PartnerId(partner.id) for partner in registry.partners if partner.kind == "group"]
        registry = _with(registry, partners=(draw(partners(st.just(id), groups=groups)),))
    for id in ids[half : half + max_size]:
        operators = [partner.id for partner in registry.partners]
        wholes = [mechanism.id for mechanism in registry.mechanisms]
        made = draw(mechanisms(st.just(id), operators=operators, wholes=wholes))
        registry = _with(registry, mechanisms=(made,))
    known = [partner.id for partner in registry.partners]
    if len(known) > 1 and draw(st.booleans()):
        joint = JointName(f"{known[0]}-{known[1]}", (known[0], known[1]))
        registry = _with(registry, joint_names=(joint,))
    return registry


def _with(
    registry: Registry,
    *,
    partners: tuple[Partner, ...] = (),
    mechanisms: tuple[Mechanism, ...] = (),
    joint_names: tuple[JointName, ...] = (),
) -> Registry:
    """The registry and some more; or it alone, where they share a name or have one without letters."""
    try:
        return Registry(
            (*registry.partners, *partners), (*registry.mechanisms, *mechanisms), (*registry.joint_names, *joint_names)
        )
    except RegistryError:
        return registry
