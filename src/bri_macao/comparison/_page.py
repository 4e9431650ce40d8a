"""Changes as a page of HTML: the two plans side by side, what differs marked; without scripts and other files."""

from collections.abc import Iterable, Iterator
from html import escape

from bri_macao.comparison._changes import Changes, ItemChange
from bri_macao.comparison._remarks import Passage, Remark, groups, heading, kind_of, of_item, of_plan, passages
from bri_macao.model._html import tagged

__all__ = ["page"]

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #222; }
h1 { font-size: 1.4rem; } h1 small { display: block; font-weight: normal; font-size: 1rem; color: #555; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th { text-align: left; padding: .9rem .5rem .3rem; border-bottom: 2px solid #888; }
td { vertical-align: top; padding: .5rem; border-top: 1px solid #ccc; overflow-wrap: anywhere; }
td.number, td.kind { color: #555; } td p { margin: 0 0 .3rem; } td p.title { font-weight: 600; }
col.number { width: 3.5rem; } col.kind { width: 7rem; }
tr.remarks td { border-top: 0; padding-top: 0; font-size: .9rem; }
ul { margin: 0; padding-left: 1.2rem; } li span.about { color: #555; }
del { background: #fbdcd9; color: #7a1b12; text-decoration: line-through; }
ins { background: #d7f0dc; color: #0f5323; text-decoration: none; }
@media (prefers-color-scheme: dark) { body { background: #1a1a1a; color: #ddd; }
  del { background: #5a1f1a; color: #fcd; } ins { background: #17462a; color: #cfd; }
  td.number, td.kind, li span.about, h1 small { color: #aaa; } }
"""


def page(changes: Changes, language: str) -> str:
    """The whole document."""
    title = f"{changes.old.id} to {changes.new.id}"
    summary = escape(str(changes).partition(": ")[2])
    body = [f"<h1>{escape(title)} <small>{summary}</small></h1>", _list(of_plan(changes, language))]
    rows = [
        row
        for group in groups(changes)
        for row in (_head(*heading(group.section, language)), *_rows(changes, group.changes, language))
    ]
    if rows:
        columns = '<col class="number"><col><col class="number"><col><col class="kind">'
        body.append(f"<table><colgroup>{columns}</colgroup>{''.join(rows)}</table>")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>\n'
        f"<body>{''.join(body)}</body></html>\n"
    )


def _head(language: str, words: str) -> str:
    return f'<tr><th colspan="5">{tagged(words, language)}</th></tr>'


def _rows(changes: Changes, members: Iterable[ItemChange], language: str) -> Iterator[str]:
    for change in members:
        found = passages(change, language)
        cells = []
        for new, items in enumerate((change.old, change.new)):
            numbers = ", ".join(str(item.number) for item in items)
            words = "".join(f"<p>{_side(passage, new=bool(new))}</p>" for passage in found) if items else ""
            cells.append(f'<td class="number">{escape(numbers)}</td><td>{words}</td>')
        yield f'<tr>{"".join(cells)}<td class="kind">{kind_of(change)}</td></tr>'
        remarks = _list(of_item(changes, change, language)) if change.old and change.new else ""
        if remarks:
            yield f'<tr class="remarks"><td></td><td colspan="4">{remarks}</td></tr>'


def _list(remarks: Iterable[Remark]) -> str:
    lines = "".join(f'<li><span class="about">{escape(one.about)}</span> {_both(one.passage)}</li>' for one in remarks)
    return f"<ul>{lines}</ul>" if lines else ""


def _side(passage: Passage, *, new: bool) -> str:
    """The words of one side; what the other has not is marked."""
    tag = "ins" if new else "del"
    pieces = ((stretch.new if new else stretch.old, stretch.changed) for stretch in passage.stretches)
    marked = (f"<{tag}>{escape(words)}</{tag}>" if changed else escape(words) for words, changed in pieces if words)
    return f'<span lang="{escape(passage.language)}">{"".join(marked)}</span>'


def _both(passage: Passage) -> str:
    """What went and what came, one behind the other."""
    pieces = (
        (f"<del>{escape(one.old)}</del>" if one.old else "") + (f"<ins>{escape(one.new)}</ins>" if one.new else "")
        if one.changed
        else escape(one.new)
        for one in passage.stretches
    )
    return f'<span lang="{escape(passage.language)}">{"".join(pieces)}</span>'
