"""Made-up results."""

from benchmarks.measuring import Quartiles
from benchmarks.results import Machine, Results, Row, TaskResult

RESULTS = Results(
    Machine("A <fast> one", 1, "Linux x86_64", "CPython 3.11.0 (GCC 1)"),
    {"bri-macao": "0.1.0", "peer": "2"},
    (
        TaskResult(
            "ship tea",
            "a raft",
            2,
            (Row("bri_macao", Quartiles(1.5, 2, 2.5)), Row("peer", Quartiles(9, 12.34, 400))),
        ),
        TaskResult("ship silk", "a raft", 1.9, (Row("bri_macao", Quartiles(0.5, 2, 2)),)),
        TaskResult("ship jade", "a raft", None, (Row("bri_macao", Quartiles(1, 1, 1)),)),
    ),
)
