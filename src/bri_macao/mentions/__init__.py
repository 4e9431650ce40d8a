"""Linking: which partners and mechanisms a text names, and where (floor 3).

Registered ones are found by their names and aliases; names that no registry knows are told by their form and become
provisional entities, so that the plan of a year to come is a plan to review and not a blank.
"""

from bri_macao.mentions._linking import Found, Linker
from bri_macao.mentions._matching import Engine

__all__ = ["Engine", "Found", "Linker"]
