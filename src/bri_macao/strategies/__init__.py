"""Hypothesis strategies: plans and documents to test with, for this library's own tests and for yours (floor 6).

Three kinds: the parts of the model (`names` to `sections`), and `registries`; whole plans (`plans`: any that the
model allows; `written_plans`: such as reading a document gives), and what may be said of their progress (`updates`,
`logs`); and documents (`dirty_extractions`: the raw text of a written plan as a bad PDF extraction has it). Nothing
here is meant to read like the official documents; no sentence is theirs.

>>> from hypothesis import given, settings
>>> from bri_macao.formats import json
>>> @given(plans())
... @settings(max_examples=5, deadline=None, database=None)
... def test_round_trip(plan):
...     assert json.loads(json.dumps(plan)) == plan
>>> test_round_trip()
"""

from bri_macao.errors import extra_needed

with extra_needed("generating test data", "strategies"):
    from bri_macao.strategies._documents import dirty_extractions
    from bri_macao.strategies._entities import extras, mechanisms, names, partial_dates, partners, periods, spans
    from bri_macao.strategies._items import sections, work_items
    from bri_macao.strategies._plans import plans
    from bri_macao.strategies._progress import logs, updates
    from bri_macao.strategies._registering import register
    from bri_macao.strategies._registries import registries
    from bri_macao.strategies._written import written_plans

__all__ = [
    "dirty_extractions",
    "extras",
    "logs",
    "mechanisms",
    "names",
    "partial_dates",
    "partners",
    "periods",
    "plans",
    "register",
    "registries",
    "sections",
    "spans",
    "updates",
    "work_items",
    "written_plans",
]
