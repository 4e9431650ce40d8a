"""Validation: everything that is wrong with a plan, all at once, as findings (floor 3).

One engine of rules looks at plans, whether they were made in Python, loaded from JSON or read in a document; the same
fault gives the same code whichever way it came in. What only JSON can get wrong (`BRI4xx`) is found by `formats`, what
only a document can (`BRI205`, `BRI209`) by `read`, and what only two texts can (`BRI3xx`) by `attach`.
"""

from collections.abc import Sequence

from bri_macao.model import Plan
from bri_macao.readings import Reading
from bri_macao.registry import Registry
from bri_macao.validation import _content, _dates, _identity, _names, _numbering, _references, _spans
from bri_macao.validation._engine import Edits, Problem, Report, Rule, Subject, run
from bri_macao.validation._example import example, example_tree
from bri_macao.validation._shape import shape

__all__ = [
    "OF_DOCUMENTS",
    "OF_OUTLINES",
    "RULES",
    "Edits",
    "Problem",
    "Report",
    "Rule",
    "Subject",
    "example",
    "example_tree",
    "validate",
]

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *_numbering.RULES,
            *_identity.RULES,
            *_references.RULES,
            *_spans.RULES,
            *_names.RULES,
            *_dates.RULES,
            *_content.RULES,
        ),
        key=lambda rule: rule.code,
    )
)
"""Every rule, by code. Take some out, or add your own, and pass the tuple to `validate`."""

OF_OUTLINES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.code < "BRI300")
"""The rules that `attach` asks of a copy: what a document can get wrong, whoever reads it."""

OF_DOCUMENTS: tuple[Rule, ...] = (*OF_OUTLINES, *(rule for rule in RULES if rule.code == "BRI501"))
"""The rules that `read` asks: those, and what its registry does not know."""


def validate(plan: Plan | Reading, *, rules: Sequence[Rule] = RULES, registry: Registry | None = None) -> Report:
    """Find everything that is wrong with a plan, in one pass.

    Args:
        plan: a plan; or a reading, such as `read` and `attach` give, and findings have their lines and pages.
        rules: the rules to ask, in this order.
        registry: what must be known; by default only provisional entities count as unknown.

    >>> from bri_macao.validation import example
    >>> validate(example())
    <Report: 0 errors, 0 warnings, 0 infos>
    >>> report = validate(example((("sections.1.items.0.number", 4),)))
    >>> report.ok, [(finding.code, finding.path) for finding in report]
    (True, [('BRI101', '2031/3'), ('BRI105', '2031/3'), ('BRI602', '2031/3')])

    Rules of your own stand beside the others:

    >>> def short(subject):
    ...     return (Problem(item.id, "a long text") for item in subject.items if len(item.text or "") > 20)
    >>> print(validate(example(), rules=(*RULES, Rule("PORT1", short, title="long texts"))))
    warning PORT1 at 2031/1: a long text
    """
    reading = plan if isinstance(plan, Reading) else None
    whole = reading.plan if reading is not None else plan
    source = None if reading is None else reading.source
    if misshapen := shape(whole):
        return Report(misshapen, source)
    assert isinstance(whole, Plan)
    return Report(run(Subject(whole, reading, registry), rules), source)
