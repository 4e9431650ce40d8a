"""For the desk that prepares the joint conference: how far was the work of 2023 at the end of the year?

The log beside this file, `progress_2023.jsonl`, was compiled from public reports: events that were held in 2023, each
with its source. It is no statement of any bureau, and what it says nothing of may well have been done.

Run it with `python examples/record_progress.py`; it needs nothing but the library.
"""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import bri_macao as bri
from bri_macao import progress

LOG = Path(__file__).with_name("progress_2023.jsonl")


def main(day: date = date(2023, 12, 31)) -> None:
    """Record the log in a store, and print how the plan stood on a day."""
    plan = bri.load_plan(2023)
    with TemporaryDirectory() as place, progress.ProgressStore(Path(place) / "progress.db") as store:
        store.extend(plan, progress.loads(LOG.read_bytes()))
        log = store.log(plan.id)

    standing = progress.roll_up(plan, log, day)
    for section in plan.sections:
        print(f"{section.numeral} {section.names['en']}: {standing[section.id].figures}")
    print()
    for found in progress.measure(plan, log, day):
        print(f"{found.subject} {found.target.names['en']}: {found}{', reached' if found.reached else ''}")
    print()
    for update in log.in_force:
        if update.kind != "work":
            print(f"{update.as_of} {update.status}: {update.note['en']} [{update.evidence[0].source}]")


if __name__ == "__main__":
    main()
