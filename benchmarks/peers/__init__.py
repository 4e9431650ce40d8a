"""Peers: other libraries, given the same model, field by field, to read and write the same bytes.

The classes of each are generated from ours, with the same constraints, as strict as the library can be: what is
unknown is refused. Each module has one name, `codec`; the library that it is about is imported there and nowhere else.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import NamedTuple

from bri_macao.model import Plan

__all__ = ["NAMES", "Codec", "codec_of"]

NAMES = ("pydantic", "mashumaro", "cattrs")


class Codec(NamedTuple):
    """How a library reads a plan into its own classes, and writes it."""

    loads: Callable[[bytes], object]
    # `...`: each takes an object of its own class.
    dumps: Callable[..., bytes]


@cache
def codec_of(peer: str) -> Codec:
    """The codec of a peer, made once.

    Raises:
        ImportError: it is not installed.
    """
    # `_`, so that no module here has the name of the library that it imports.
    found: Codec = import_module(f"{__name__}._{peer}").codec(Plan)
    return found
