"""Made-up results."""

from benchmarks.measuring import Quartiles
from benchmarks.results import ONE_WORKER, TWO_WORKERS, Cost, Machine, Results, Row, Scaling, Size, TaskResult

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

SCALING = Scaling(
    RESULTS.machine,
    RESULTS.versions,
    (
        Size(
            10,
            5000,
            {ONE_WORKER: Cost(4, 2, 30, None), TWO_WORKERS: Cost(2.5, 4, 31, 40), "write": Cost(1, 1, 99, 42)},
        ),
        Size(1000, 500000, {"write": Cost(20, 50, 120, 41)}),
    ),
)
