"""`bri-macao corpus`: many documents are read into a dataset, and asked all together."""

import argparse
import sys
from pathlib import Path

from bri_macao import corpus
from bri_macao.cli._bars import bar
from bri_macao.cli._streams import put_json

__all__ = ["add"]


def add(command: argparse.ArgumentParser) -> None:
    """Add the commands below it."""
    below = command.add_subparsers(required=True, metavar="COMMAND")

    read = below.add_parser("read", help="read documents; those that the dataset has already are left as they are")
    read.add_argument("documents", metavar="DOCUMENTS", help="a folder, or a pattern such as 'plans/**/*.pdf'")
    read.add_argument(
        "dataset", type=Path, metavar="DATASET", help="the folder of the dataset, which is made if need be"
    )
    read.add_argument("--workers", type=int, default=1, metavar="N", help="how many processes read (default: 1)")
    read.set_defaults(run=_read)

    query = below.add_parser("query", help="the items that fit, of every document, as JSON")
    query.add_argument("dataset", type=Path, metavar="DATASET", help="the folder of the dataset")
    query.add_argument(
        "--text", action="append", default=[], metavar="WORDS", help="words to look for, in any language and script"
    )
    query.add_argument(
        "--partner", action="append", default=[], metavar="ID", help="that the item names, or a group of it"
    )
    query.add_argument(
        "--mechanism", action="append", default=[], metavar="ID", help="that the item names, or a part of it"
    )
    query.add_argument(
        "--sql", metavar="SELECT", help="one statement of SQL instead; `found` is a view of the items that fit"
    )
    query.set_defaults(run=_query)


def _read(options: argparse.Namespace) -> int:
    with bar(sys.stderr) as progress:
        documents = corpus.read(options.documents, workers=options.workers, resume=options.dataset, progress=progress)
        written = corpus.write_dataset(documents, options.dataset)
    print(f"{written} written to {options.dataset}")
    return 0


def _query(options: argparse.Namespace) -> int:
    found = corpus.open(options.dataset)
    for id in options.partner:
        found = found.partner(id)
    for id in options.mechanism:
        found = found.mechanism(id)
    for words in options.text:
        found = found.text(words)
    rows = found.table() if options.sql is None else found.sql(options.sql)
    put_json(rows.to_pylist())
    return 0
