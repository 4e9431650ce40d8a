"""For the desk that prepares the joint conference of item 23: the dossier of a year, as it is handed to the meeting.

The log beside this file, `progress_2023.jsonl`, was compiled from public reports: events that were held in 2023, each
with its source. It is no statement of any bureau, and what it says nothing of may well have been done.

Run it with `python examples/conference.py [LANGUAGE [FILE]]`: zh-Hant, zh-Hans, pt or en; a file that ends in .md or
.html, or in .docx, which needs `pip install 'bri-macao[docx]'`. Without a file, the dossier is printed.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Literal

import bri_macao as bri
from bri_macao import conference, progress

LOG = Path(__file__).with_name("progress_2023.jsonl")
FORMATS: dict[str, conference.Form] = {".md": "markdown", ".html": "html", ".docx": "docx"}


def main(language: Literal["zh-Hans", "zh-Hant", "pt", "en"] = "zh-Hant", file: str | None = None) -> None:
    """Prepare the dossier as of the last day of 2023, and print or write it."""
    plan = bri.load_plan(2023)
    log = progress.Log(plan.id, progress.loads(LOG.read_bytes()))
    dossier = conference.prepare(plan, log, date(2023, 12, 31))
    if file is None:
        print(conference.render(dossier, language=language).decode())
    else:
        path = Path(file)
        path.write_bytes(conference.render(dossier, FORMATS[path.suffix], language=language))


if __name__ == "__main__":
    main(*sys.argv[1:])  # type: ignore[arg-type]  # the library says which languages there are
