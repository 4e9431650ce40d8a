"""For whoever receives next year's document: read it, see what is wrong, mend it, and see what changed since 2023.

Run it with `python examples/next_year.py DOCUMENT [PLAN.json [CORRECTIONS.toml]]`; it needs nothing but the library,
and `pip install 'bri-macao[pdf]'` for a PDF. Look at the findings, write corrections and run it again. The document
stays as it came; corrections stand in a file of their own, a line for each wrong reading and the right one:

    "人民帀" = "人民币"
"""

import sys
import tomllib
from pathlib import Path

import bri_macao as bri


def mended(source: bri.Source, corrections: str) -> bri.Reading:
    """What the document says once every wrong reading is replaced."""
    text = source.text
    for wrong, right in tomllib.loads(corrections).items():
        print(f"mended, {text.count(wrong)} times: {wrong} to {right}")
        text = text.replace(wrong, right)
    return bri.read(text)


def main(document: str, target: str | None = None, corrections: str | None = None) -> int:
    """Print the findings and the changes, and write the plan; 1 when something in it cannot be trusted."""
    reading = bri.read(Path(document))
    print(reading.plan)
    if corrections:
        reading = mended(reading.source, Path(corrections).read_text("utf-8"))
    report = bri.validate(reading)
    print(f"\n{len(report)} findings\n{report}")
    changes = bri.diff(bri.load_plan(2023), reading.plan)
    print(f"\n{changes}", *changes.changed, sep="\n")
    if target:
        bri.formats.dump(reading.plan, target)
    return int(not report.ok)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
