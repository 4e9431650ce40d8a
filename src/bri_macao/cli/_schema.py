"""`bri-macao schema`: the JSON Schema of a plan."""

import argparse

from bri_macao.cli._streams import put_json
from bri_macao.formats import json

__all__ = ["add"]


def add(command: argparse.ArgumentParser) -> None:
    """Add its arguments."""
    command.set_defaults(run=_run)


def _run(_: argparse.Namespace) -> int:
    put_json(json.schema())
    return 0
