"""For an analyst with a script: the plan by section, and one item in every language.

Run it with `python examples/tour.py`; it needs nothing but the library.
"""

import bri_macao as bri


def main() -> None:
    """Print the outline of the 2023 plan, then all names of item 23."""
    plan = bri.load_plan(2023)
    for section in plan.sections:
        print(section.numeral, section.names["en"])
        for item in section.items:
            print(f"  {item.number:>2}  {item.names['en']}")
    conference = plan.item(23)
    for language in conference.names:
        print(f"{language}: {conference.names[language]}")


if __name__ == "__main__":
    main()
