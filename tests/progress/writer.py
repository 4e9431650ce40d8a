"""A process that records updates, one at a time or several, and prints the id of each once it is recorded."""

import sys
from datetime import date, timedelta

from bri_macao.plans import load_plan
from bri_macao.progress import ProgressStore, Update, subjects


def main(path: str, who: str, count: int, batch: int) -> None:
    """Record the updates of one writer; `test_writers.said` says which."""
    plan = load_plan(2023)
    work = [subject for subject in subjects(plan) if "." in subject]
    day = date(2023, 1, 1)
    updates = [
        Update(subject=work[n % len(work)], status="in-hand", as_of=day + timedelta(days=n // len(work)), who=who)
        for n in range(count)
    ]
    with ProgressStore(path) as store:
        for start in range(0, count, batch):
            for update in store.extend(plan, updates[start : start + batch]):
                sys.stdout.write(f"{update.id}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
