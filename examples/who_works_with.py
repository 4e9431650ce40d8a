"""For an analyst: in which items, and through what, does Macao's plan work with one partner?

Run it with `python examples/who_works_with.py [PARTNER [LANGUAGE]]`; it needs nothing but the library.
"""

import sys

import bri_macao as bri


def main(partner: str = "br", language: str = "en") -> None:
    """Print the items that name the partner, or a group that it belongs to, as they name it; and their mechanisms."""
    plan = bri.load_plan(2023)
    found = bri.query(plan).partner(partner)
    print(plan.partner(partner).names.best(language), "is named by", found.count(), "items,", end=" ")
    print(found.partner(partner, direct=True).count(), "of them directly")
    print()
    for hit in found:
        surfaces = dict.fromkeys(evidence.surface for evidence in hit.evidence if isinstance(evidence, bri.Mention))
        print(f"{hit.item.number:>2}  {hit.item.label(language)} ({', '.join(surfaces)})")
        for mechanism in plan.mechanisms_of(hit.item):
            print(f"      through {mechanism.names.best(language)}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
