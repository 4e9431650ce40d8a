"""Plans as relational tables: what the csv, arrow, parquet and sqlite backends share.

`tables` declares them once, as data; `rows` goes from plans to rows, and `trees` back. A backend says only how its
own format writes a table, and knows nothing of plans.
"""

from bri_macao.formats._relations.rows import Cell, Row, Rows, rows_of, rows_of_trees
from bri_macao.formats._relations.tables import TABLES, Column, Kind, Table
from bri_macao.formats._relations.trees import header_faults, one_of, plans_of

__all__ = [
    "TABLES",
    "Cell",
    "Column",
    "Kind",
    "Row",
    "Rows",
    "Table",
    "header_faults",
    "one_of",
    "plans_of",
    "rows_of",
    "rows_of_trees",
]
