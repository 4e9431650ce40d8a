"""The engine: rules are asked one after the other, and what they say becomes findings."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import attrs

from bri_macao.findings import CODES, Code, Finding, Severity, render
from bri_macao.model import JSON, Index, Names, Plan, Section, WorkItem
from bri_macao.readings import Reading
from bri_macao.registry import Registry
from bri_macao.spans import Span
from bri_macao.text import Source

__all__ = ["Edits", "Problem", "Report", "Rule", "Subject", "run"]


class Problem(NamedTuple):
    """What a rule has to say.

    Attributes:
        path: where in the model: `2023/7`, `2023/7.mentions[3]`, `partner:pt.names.zh-Hans`.
        message: what is the matter, in plain words, with the value in question.
        node: the id of the item, the section or the plan (for its title) in whose text it is, where it is in one.
        span: where in that text, in clean code points; None for its number or heading.
        expected, found: the two readings, where there are two.
        hint: how to mend it, where the rule's own hint is not what helps.
    """

    path: str
    message: str
    node: str | None = None
    span: Span | None = None
    expected: str | None = None
    found: str | None = None
    hint: str | None = None


@attrs.frozen(eq=False)
class Subject:
    """What rules look at: a plan; the reading that it comes from and the registry to hold it against, if there are."""

    plan: Plan
    reading: Reading | None = None
    registry: Registry | None = None

    @property
    def index(self) -> Index:
        """The plan's own index."""
        return self.plan.index

    @cached_property
    def items(self) -> tuple[WorkItem, ...]:
        """All items in document order, also those that share an id."""
        return self.plan.items

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections in document order, sub-sections among them."""
        return tuple(below for top in self.plan.sections for below in top.walk())

    @cached_property
    def named(self) -> tuple[tuple[str, Names], ...]:
        """Everything that has names, by path."""
        plan = self.plan
        return (
            (plan.id, plan.names),
            *((section.id, section.names) for section in self.sections),
            *((item.id, item.names) for item in self.items),
            *((action.id, action.statement) for item in self.items for action in item.actions),
            *(
                (f"{item.id}.targets[{n}]", target.names)
                for item in self.items
                for n, target in enumerate(item.targets)
            ),
            *((f"partner:{partner.id}", partner.names) for partner in plan.partners),
            *((f"mechanism:{mechanism.id}", mechanism.names) for mechanism in plan.mechanisms),
        )

    @cached_property
    def spoken(self) -> Mapping[str, str]:
        """All names in a language as one text, a bar between two, by the tag of the language."""
        texts: dict[str, list[str]] = defaultdict(list)
        for _, names in self.named:
            for name in names.entries:
                texts[name.language].append(name.text)
        return {language: "|".join(found) for language, found in texts.items()}


Edits = tuple[tuple[str, JSON], ...]
"""Changes to the example plan: a dotted path into its JSON, and the value to put there."""


@attrs.frozen
class Rule:
    """One thing that must hold.

    Attributes:
        code: the stable code of its findings.
        check: a function that looks at a `Subject` and says each `Problem`.
        rationale: why it must hold.
        hint: how to mend it.
        fails: what to change in the example plan so that the rule is broken.
        passes: a near change that does not break it.
        severity, title: of a rule of your own; those of the library stand in `bri_macao.findings.CODES`.
    """

    code: str
    check: Callable[[Subject], Iterable[Problem]] = attrs.field(repr=False)
    rationale: str = attrs.field(default="", repr=False)
    hint: str | None = attrs.field(default=None, repr=False)
    fails: Edits = attrs.field(default=(), repr=False)
    passes: Edits = attrs.field(default=(), repr=False)
    severity: Severity | None = None
    title: str | None = None

    @property
    def kind(self) -> Code:
        """The code with its severity and title."""
        known = CODES.get(self.code, Code(self.code, "warning", self.title or self.code))
        return Code(self.code, self.severity or known.severity, self.title or known.title)


@attrs.frozen(repr=False)
class Report:
    """What validation found; iterate over it for the findings.

    It is no bool: ask for `ok`.

    Attributes:
        findings: all of them; in the order of the document where there is one, else in that of the model.
        source: the document, where there is one.
    """

    findings: tuple[Finding, ...]
    source: Source | None = None

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What makes the plan wrong."""
        return self._of("error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What somebody should look at."""
        return self._of("warning")

    @property
    def infos(self) -> tuple[Finding, ...]:
        """What is good to know."""
        return self._of("info")

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __bool__(self) -> bool:
        raise TypeError("a report is neither true nor false; ask for .ok, .errors or len()")

    def __str__(self) -> str:
        """The findings for reading, with caret excerpts where the document is at hand."""
        return render(self.findings, self.source)

    def __repr__(self) -> str:
        counts = f"{len(self.errors)} errors, {len(self.warnings)} warnings, {len(self.infos)} infos"
        return f"<Report: {counts}>"


def run(subject: Subject, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """The findings of the rules, in the order of the document where there is one."""
    found = [_finding(rule, problem, subject.reading) for rule in rules for problem in rule.check(subject)]
    if subject.reading is not None:
        found.sort(key=lambda finding: finding.span or Span(0, 0))
    return tuple(found)


def _finding(rule: Rule, problem: Problem, reading: Reading | None) -> Finding:
    where = None if reading is None else reading.find(problem.node, problem.span)
    return Finding(
        code=rule.code,
        severity=rule.kind.severity,
        message=problem.message,
        path=problem.path,
        span=None if where is None else where.span,
        line=None if where is None else where.line,
        page=None if where is None else where.page,
        hint=problem.hint or rule.hint,
        expected=problem.expected,
        found=problem.found,
    )
