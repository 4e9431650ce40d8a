"""The corpus: any number of documents, read once, kept as a dataset, and asked all together (floor 6).

    from bri_macao import corpus

    if __name__ == "__main__":
        documents = corpus.read("plans/**/*.pdf", workers=4, resume="dataset")
        corpus.write_dataset(documents, "dataset")
        found = corpus.open("dataset").partner("br").mechanism(kind="forum")
        found.count(), found.pairs(), found.sql("SELECT year, count(*) FROM found GROUP BY year")

Documents stream: at no time more than a few for each worker are in memory. One document alone goes through
`bri_macao.read`, and one plan alone is asked by `bri_macao.query`; a corpus answers as these do, document by document.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from bri_macao.corpus._answers import Found, Pair, Tally, Usage
from bri_macao.corpus._crews import Client
from bri_macao.corpus._documents import Document
from bri_macao.corpus._reading import Progress, read

if TYPE_CHECKING:
    from bri_macao.corpus._dataset import write_dataset
    from bri_macao.corpus._queries import Corpus, open

__all__ = [
    "Client",
    "Corpus",
    "Document",
    "Found",
    "Pair",
    "Progress",
    "Tally",
    "Usage",
    "open",
    "read",
    "write_dataset",
]

# Reading needs neither pyarrow nor DuckDB; what does is imported when it is asked for.
_ROOM_OF = {"Corpus": "_queries", "open": "_queries", "write_dataset": "_dataset"}


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
