"""Changes as plain text and as Markdown: an outline of what changed, each with its remarks."""

import re
from collections.abc import Iterator
from html import escape

from bri_macao.comparison._changes import Changes, ItemChange
from bri_macao.comparison._remarks import Passage, Remark, groups, heading, kind_of, of_item, of_plan, passages
from bri_macao.comparison._words import Stretch

__all__ = ["markdown", "text"]

# Unchanged words on either side of a change that are shown; what is further away is left out.
CONTEXT = 16

_SIGNS = {"added": "+", "dropped": "-"}
_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPECIAL = re.compile(r"([\\`*_\[\]#|~])")


class Setting:
    """How words are set as plain text."""

    def plain(self, words: str) -> str:
        """Words that did not change; always one line."""
        return _BREAKS.sub(" ", words)

    def changed(self, old: str, new: str) -> str:
        """Words that went and words that came."""
        return (f"[-{self.plain(old)}-]" if old else "") + (f"{{+{self.plain(new)}+}}" if new else "")

    def remark(self, remark: Remark) -> str:
        """A line; what only came or went needs no marks beside its sign."""
        if remark.sign == "~":
            words = self.passage(remark.passage)
        else:
            words = self.plain("".join(stretch.old or stretch.new for stretch in remark.passage.stretches))
        return f"{remark.sign} {self.plain(remark.about)}" + (f": {words}" if words else "")

    def passage(self, passage: Passage) -> str:
        """Words with what changed in them, and not much else."""
        return "".join(self._pieces(passage.stretches))

    def _pieces(self, stretches: tuple[Stretch, ...]) -> Iterator[str]:
        last = len(stretches) - 1
        for n, stretch in enumerate(stretches):
            if stretch.changed:
                yield self.changed(stretch.old, stretch.new)
                continue
            # How much is shown of the beginning, behind a change, and of the end, before one.
            first, final = CONTEXT if n else 0, CONTEXT if n < last else 0
            words = stretch.new
            if not last or len(words) <= first + final + 1:
                yield self.plain(words)
            else:
                yield f"{self.plain(words[:first])}…{self.plain(words[len(words) - final :])}"


class _Markdown(Setting):
    """How words are set as Markdown. Its own marks of emphasis fail beside Chinese punctuation, HTML's do not."""

    def plain(self, words: str) -> str:
        return _SPECIAL.sub(r"\\\1", escape(super().plain(words), quote=False))

    def changed(self, old: str, new: str) -> str:
        went = f"<del>{self.plain(old)}</del>" if old else ""
        return went + (f"<ins>{self.plain(new)}</ins>" if new else "")

    def remark(self, remark: Remark) -> str:
        words = self.passage(remark.passage)
        return self.plain(remark.about) + (f": {words}" if words else "")


def text(changes: Changes, language: str) -> str:
    """Plain text: what went stands in [-…-], what came in {+…+}."""
    setting = Setting()
    lines = [str(changes), *(f"  {setting.remark(one)}" for one in of_plan(changes, language))]
    for group in groups(changes):
        lines += ["", setting.plain(heading(group.section, language)[1])]
        for change in group.changes:
            lines.append(f"  {_SIGNS.get(change.kind, '~')} {_title(change, language, setting)}")
            lines += (f"      {line}" for line in _details(changes, change, language, setting))
    return "\n".join(lines) + "\n"


def markdown(changes: Changes, language: str) -> str:
    """Markdown: a heading for each section, a list in it; what went and what came is marked as in HTML."""
    setting = _Markdown()
    blocks = [
        f"# {setting.plain(str(changes))}",
        "\n".join(f"- {setting.remark(one)}" for one in of_plan(changes, language)),
    ]
    for group in groups(changes):
        lines = []
        for change in group.changes:
            lines.append(f"- {_title(change, language, setting)}")
            lines += (f"  - {line}" for line in _details(changes, change, language, setting))
        blocks += [f"## {setting.plain(heading(group.section, language)[1])}", "\n".join(lines)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _title(change: ItemChange, language: str, setting: Setting) -> str:
    """The numbers, the title and the kind."""
    sides = (", ".join(str(item.number) for item in side) for side in (change.old, change.new))
    numbers = " → ".join(dict.fromkeys(filter(None, sides)))
    label = (change.new or change.old)[0].label(language, "zh")
    return f"{numbers}: {setting.plain(label)} ({kind_of(change)})"


def _details(changes: Changes, change: ItemChange, language: str, setting: Setting) -> Iterator[str]:
    if any(stretch.changed for stretch in change.words):
        yield f"text: {setting.passage(passages(change, language)[-1])}"
    yield from (setting.remark(remark) for remark in of_item(changes, change, language))
