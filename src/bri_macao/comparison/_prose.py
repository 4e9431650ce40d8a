"""Changes as plain text and as Markdown: an outline of what changed, each with its remarks."""

import re
from collections.abc import Callable, Iterator

from bri_macao.comparison._changes import Changes, ItemChange
from bri_macao.comparison._remarks import Passage, Remark, groups, heading, of_item, of_plan, passages
from bri_macao.comparison._words import Stretch

__all__ = ["markdown", "text"]

# Unchanged words on either side of a change that are shown; what is further away is left out.
CONTEXT = 16

_SIGNS = {"added": "+", "dropped": "-"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&.])")

Setter = Callable[[str, str], str]
"""How words are set that came or went: the old ones and the new ones, one of them perhaps empty."""


def text(changes: Changes, language: str) -> str:
    """Plain text: what went stands in [-…-], what came in {+…+}."""

    def marked(old: str, new: str) -> str:
        return (f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else "")

    lines = [str(changes)]
    lines += [f"  {_remark(one, marked, str)}" for one in of_plan(changes, language)]
    for group in groups(changes):
        lines += ["", heading(group.section, language)]
        for change in group.changes:
            lines.append(
                f"  {_SIGNS.get(change.kind, '~')} {_numbers(change)}  {_label(change, language)}: {_kind(change)}"
            )
            lines += [f"      {line}" for line in _details(changes, change, language, marked, str)]
    return "\n".join(lines) + "\n"


def markdown(changes: Changes, language: str) -> str:
    """Markdown: what went is struck through, what came is bold."""

    def marked(old: str, new: str) -> str:
        return (f"~~{_escaped(old)}~~" if old else "") + (f"**{_escaped(new)}**" if new else "")

    lines = [f"# {_escaped(str(changes))}", ""]
    lines += [f"- {_remark(one, marked, _escaped)}" for one in of_plan(changes, language)]
    for group in groups(changes):
        lines += ["", f"## {_escaped(heading(group.section, language))}", ""]
        for change in group.changes:
            label = _escaped(_label(change, language))
            lines.append(f"- **{_escaped(_numbers(change))}** {label}: {_kind(change)}")
            lines += [f"  - {line}" for line in _details(changes, change, language, marked, _escaped)]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _details(
    changes: Changes, change: ItemChange, language: str, marked: Setter, plain: Callable[[str], str]
) -> Iterator[str]:
    if change.old and change.new:
        found = [passage for passage in passages(change, language)[-1:] if change.words]
        yield from (
            f"text: {_set(passage, marked, plain)}" for passage in found if any(s.changed for s in passage.stretches)
        )
    yield from (_remark(remark, marked, plain) for remark in of_item(changes, change, language))


def _kind(change: ItemChange) -> str:
    """The kind, and how alike the two are where that is a question."""
    moved = ", moved" if change.moved and change.kind != "moved" else ""
    return f"{change.kind}{moved}" + (f" ({change.similarity:.0%} alike)" if 0 < change.similarity < 1 else "")


def _numbers(change: ItemChange) -> str:
    sides = (", ".join(str(item.number) for item in side) for side in (change.old, change.new))
    return " → ".join(dict.fromkeys(filter(None, sides)))


def _label(change: ItemChange, language: str) -> str:
    return (change.new or change.old)[0].label(language, "zh")


def _remark(remark: Remark, marked: Setter, plain: Callable[[str], str]) -> str:
    """One line. What only came or went needs no marks beside its sign."""
    if remark.sign == "~":
        words = _set(remark.passage, marked, plain)
    else:
        words = plain("".join(stretch.old or stretch.new for stretch in remark.passage.stretches))
    return f"{plain(remark.sign)} {plain(remark.about)}" + (f": {words}" if words else "")


def _set(passage: Passage, marked: Setter, plain: Callable[[str], str]) -> str:
    last = len(passage.stretches) - 1

    def piece(n: int, stretch: Stretch) -> str:
        if stretch.changed:
            return marked(_line(stretch.old), _line(stretch.new))
        words = _line(stretch.new)
        before, after = CONTEXT if n < last else 0, CONTEXT if n else 0  # how much of its end, and of its beginning
        if len(words) <= before + after + 1 or last == 0:
            return plain(words)
        return plain(words[:after]) + "…" + plain(words[len(words) - before :])

    return "".join(piece(n, stretch) for n, stretch in enumerate(passage.stretches))


def _line(words: str) -> str:
    return " ".join(re.split(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", words))


def _escaped(words: str) -> str:
    """Words that Markdown takes for nothing else."""
    return _SPECIAL.sub(r"\\\1", _line(words))
