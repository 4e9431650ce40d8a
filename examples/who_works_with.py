"""For an analyst: through what, and by which actions, does Macao's plan work with one partner?

Run it with `python examples/who_works_with.py br`; it needs nothing but the library.
"""

import sys

import bri_macao as bri


def main(partner: str = "br", language: str = "en") -> None:
    """Print a table of the items that name the partner, or a group that it belongs to, and the mechanisms in them."""
    plan = bri.load_plan(2023)
    found = bri.query(plan).partner(partner)
    print(plan.partner(partner).names.best(language), "is named by", found.count(), "items,", end=" ")
    print(found.partner(partner, direct=True).count(), "of them directly")
    print()
    for hit in found:
        surfaces = {evidence.surface: None for evidence in hit.evidence if isinstance(evidence, bri.Mention)}
        mechanisms = ", ".join(mechanism.names.best(language) for mechanism in plan.mechanisms_of(hit.item))
        print(f"{hit.item.number:>2}  {', '.join(surfaces)}: {mechanisms or '(no mechanism)'}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
