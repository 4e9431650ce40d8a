"""The registry: partners and mechanisms that are known by name, whatever plan names them (floor 2).

The registry that comes with the library is read by `bri_macao.load_registry`. It is immutable: whoever needs more makes
a new one with `with_partner`, `with_mechanism`, `from_toml` and `merged`.
"""

from bri_macao.registry._entries import Entries, JointName
from bri_macao.registry._registry import Registry

__all__ = ["Entries", "JointName", "Registry"]
