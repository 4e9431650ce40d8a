"""For whoever receives next year's document: read it, look at the findings, keep the plan as JSON.

Run it with `python examples/next_year.py DOCUMENT [PLAN.json]`.
"""

import sys
from pathlib import Path

import bri_macao as bri
from bri_macao.findings import render


def main(document: str, target: str | None = None) -> int:
    """Read the document; 1 when something in it cannot be trusted."""
    reading = bri.read(Path(document))
    print(reading.plan)
    print(render(reading.findings, reading.source) or "no findings")
    if target:
        Path(target).write_bytes(bri.formats.json.dumps(reading.plan, indent=2))
    return int(any(finding.severity == "error" for finding in reading.findings))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
