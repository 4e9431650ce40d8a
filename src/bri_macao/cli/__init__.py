"""The command line (floor 7): `bri-macao show`, `find`, `diff`, `progress`, `conference` and others; see `--help`.

Each command has a module of its own, with its arguments and what it does. `_reports` says what is shown, as rows;
`_tables` puts rows on a terminal.

Exit codes: 0 when all is well, 1 when a finding is an error, 2 when the command cannot be carried out.
"""

from bri_macao.cli._main import main

__all__ = ["main"]
