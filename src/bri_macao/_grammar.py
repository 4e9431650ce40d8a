"""The grammar of one line: numerals, markers, dates, years, and the words that tell a title or a closing from an item.

Everything here looks at folded text (`bri_macao.text.fold`), so 第二節, 第二节 and （２） need no rules of their own.
What a marker means among its neighbours is for `_outline`.
"""

import re
from typing import NamedTuple

from bri_macao.model import Period

__all__ = [
    "Ending",
    "Marker",
    "begins_prose",
    "closes",
    "ends_title",
    "is_bare_number",
    "is_closing",
    "is_contents_heading",
    "is_date",
    "is_leader",
    "is_note",
    "is_page_number",
    "is_period_only",
    "is_preliminary",
    "is_titular",
    "joins_digits",
    "marker",
    "number_of",
    "period_of",
    "signs",
]

DIGITS = dict(
    zip("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖两参", (0, 0, *range(1, 10), *range(1, 10), 2, 3), strict=True)
)
TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30}

# Numerals that are one character: their first character, how many follow, and the number of the first.
ENCLOSED = (("①", 20, 1), ("⑴", 20, 1), ("⒈", 20, 1), ("㉑", 15, 21), ("❶", 10, 1), ("㈠", 10, 1), ("㊀", 10, 1))
SINGLE = {chr(ord(first) + i): start + i for first, count, start in ENCLOSED for i in range(count)}


def number_of(numeral: str) -> int | None:
    """The number that a numeral means, None where it means none.

    >>> [number_of(numeral) for numeral in ("7", "二十三", "廿一", "拾贰", "③", "一〇二", "百零五", "十二三")]
    [7, 23, 21, 12, 3, 102, 105, None]
    """
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if numeral in SINGLE:
        return SINGLE[numeral]
    if len(numeral) > 1 and all(character in DIGITS for character in numeral):
        return int("".join(str(DIGITS[character]) for character in numeral))
    total, digit = 0, None
    for character in numeral:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
        elif character in TENS:
            if TENS[character] > 10 and digit:
                return None
            total += (1 if digit is None else digit) * TENS[character]
            digit = None
        elif character in "百佰" and not total:
            total = (1 if digit is None else digit) * 100
            digit = None
        else:
            return None
    return total + (digit or 0) if numeral else None


def numeral_like(pattern: str, number: int) -> str:
    """The numeral of a number from 1 to 99, in Chinese where the pattern has Chinese, else in digits; nothing like ''.

    >>> numeral_like("一", 23), numeral_like("廿", 10), numeral_like("7", 8), numeral_like("", 8)
    ('二十三', '十', '8', '')
    """
    if not pattern or number_of(pattern) is None or pattern.isdigit() or not 0 < number < 100:
        return pattern and str(number)
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"


class Marker(NamedTuple):
    """A marker at the beginning of a line: `1.`, `（一）`, `第二节`.

    `style` says how it is written and `rank` how high such markers stand above one another: 第一章 0 or 1, ① 9.
    `start` and `end` are raw offsets of all of it, with the white space after it.
    """

    style: str
    rank: int
    number: int
    numeral_start: int
    numeral_end: int
    start: int
    end: int


_CJK = "〇零一二三四五六七八九十百廿卅"
_FORMAL = "壹贰叁参肆伍陆柒捌玖拾佰零"

# Highest first. `p` is the part that must stand at the beginning; white space after it goes with the marker.
STYLES: tuple[tuple[str, str], ...] = (
    ("part", rf"第\s*(?P<part>[{_CJK}\d]{{1,4}})\s*(?:部分|编|篇)"),
    ("chapter", rf"第\s*(?P<chapter>[{_CJK}\d]{{1,4}})\s*章"),
    ("division", rf"第\s*(?P<division>[{_CJK}\d]{{1,4}})\s*节"),
    ("formal", rf"(?P<formal>[{_FORMAL}]{{1,4}})\s*[、.]"),
    ("cjk", rf"\[?(?P<cjk>[{_CJK}]{{1,4}})\s*[、.]"),
    ("article", rf"第\s*(?P<article>[{_CJK}\d]{{1,4}})\s*条"),
    ("cjk-bracket", rf"[(\[]\s*(?P<cjkbracket>[{_CJK}]{{1,4}})\s*[)\]]|(?P<cjksingle>[㈠-㈩])"),
    ("cjk-half", rf"(?P<cjkhalf>[{_CJK}]{{1,4}})\s*\)"),
    ("arabic", r"(?P<arabic>\d{1,6})\s*[.、]|(?P<arabicsingle>[⒈-⒛])"),
    ("arabic-bracket", r"[(\[]\s*(?P<arabicbracket>\d{1,6})\s*[)\]]|(?P<bracketsingle>[⑴-⒇])"),
    ("arabic-half", r"(?P<arabichalf>\d{1,6})\s*\)"),
    ("circled", r"(?P<circled>[①-⑳㉑-㉟❶-❿㊀-㊉])[.、]?"),
)
RANKS = {style: rank for rank, (style, _) in enumerate(STYLES)}
_STYLE_OF = {group: style for style, pattern in STYLES for group in re.compile(pattern).groupindex}
_MARKER = re.compile(f"(?:{'|'.join(pattern for _, pattern in STYLES)})" + r"[:：]?[^\S\n\r\f\v]*")


def marker(folded: str, start: int, end: int) -> Marker | None:
    """The marker with which the line from `start` to `end` begins, if it does.

    >>> found = marker("(二) 经贸", 0, 6)
    >>> found.style, found.number, found.end
    ('cjk-bracket', 2, 4)
    """
    found = _MARKER.match(folded, start, end)
    if found is None or found.lastgroup is None:
        return None
    group = found.lastgroup
    number = number_of(found.group(group))
    if number is None:
        return None
    style = _STYLE_OF[group]
    return Marker(style, RANKS[style], number, *found.span(group), found.start(), found.end())


def joins_digits(folded: str, found: Marker) -> bool:
    """Whether a numeral goes on behind the marker: 2021.5亿元, 5、6月份, 三、四季度, 12.31前."""
    following = folded[found.end : found.end + 1]
    if found.style in ("arabic", "arabic-half"):
        return following.isdigit()
    return found.style in ("cjk", "formal") and following != "" and following in _CJK


def _any(*patterns: str) -> re.Pattern[str]:
    """One pattern out of several."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_PAGE_NUMBER = _any(
    r"[-~·|*]+ ?\d{1,4} ?[-~·|*]+",
    r"[-~·]? ?第? ?\d{1,4} ?页(?:[,/ ]*共? ?\d{1,4} ?页)? ?[-~·]?",
    r"第? ?\d{1,4} ?/ ?(?:共 ?)?\d{1,4} ?页?",
    rf"第 ?[{_CJK}]{{1,4}} ?页",
    r"(?:page|p\.?|pág\.?|página) ?\d{1,4}(?: ?(?:of|de|/) ?\d{1,4})?",
)
_BARE = re.compile(r"\d{1,4}|[ivxlc]{1,7}")
_LEADER = _any(
    r".*\S\s*(?:[.…·‥]\s?){3,}\s*\d{0,4}",
    r".*\S\s*…+\s*\d{1,4}",
    r".*\S(?:\t| {3,})\s*\d{1,4}",
)
_LEADER_END = re.compile(r"[\d\s.…·‥]")
_CONTENTS = re.compile(r"目\s*(?:录|次)|contents|índice|indice")


def is_page_number(line: str) -> bool:
    """- 3 -, 第3页, 第 3 页 共 9 页, 3/9, Page 3 of 9; a bare number is another matter."""
    return _PAGE_NUMBER.fullmatch(line) is not None


def is_bare_number(line: str) -> bool:
    """Digits or a Roman numeral and nothing else."""
    return _BARE.fullmatch(line) is not None


def is_leader(line: str) -> bool:
    """A line of a table of contents: dots, or a wide gap, and a page number."""
    # Its end is looked at first: few lines end so, and the whole pattern tries every place of a line.
    return len(line) < 400 and _LEADER_END.match(line[-1:]) is not None and _LEADER.fullmatch(line) is not None


def is_contents_heading(line: str) -> bool:
    """目录."""
    return _CONTENTS.fullmatch(line) is not None


_ENDERS = "。!?;:"
_OPENERS = ",、(<[-"


class Ending(NamedTuple):
    """How a line ends: with the end of a sentence, in the middle of one for certain, or on a word that goes on."""

    ended: bool
    open: bool
    hanging: bool


def closes(line: str) -> Ending:
    """Whether a folded line ends a sentence (also inside a closing quote or bracket), or surely does not."""
    bare = line.rstrip("\")]>' ")
    last = bare[-1:]
    ended = last != "" and (last in _ENDERS or (last == "." and not bare[-2:-1].isdigit()))
    last = line.rstrip()[-1:]
    going_on = not ended and last != ""
    return Ending(ended, going_on and last in _OPENERS, going_on and last in "第和及与或至的")


_DAY = rf"(?:\d{{1,2}}|[{_CJK}]{{1,3}})"
_DATE = _any(
    rf"\(?(?:\d{{4}}|[{_CJK}]{{4}}) ?年 ?{_DAY} ?月(?: ?{_DAY} ?日)?\)?",
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
)


def is_date(line: str) -> bool:
    """2024年1月5日, 二〇二四年一月, 2024-01-05: a line that is a date and nothing else."""
    return _DATE.fullmatch(line) is not None


_NOTE = _any(
    r"\[?(?:备?注(?:释|解)?|说明|附(?:件|表|录|注|图)?|联系(?:人|方式|电话)|抄送|抄报|主送|(?:资料|数据)?来源|编者按|(?:责任)?编辑|记者|审核)\]?\s*\d*\s*:",
    r"附件\s*\d*",
    r"[※*]",
    r"\(完\)",
)
_CLOSING = _any(
    r"以上|上述|综上|特此",
    r"各(?:有关|相关|单位|部门|责任|成员|司|局|地|方|级)",
    r"有关(?:单位|部门|方面)",
    r"本(?:清单|计划|方案|安排|要点|规划|意见|通知|办法|纲要|分工|文)",
    r"请(?:各|认真|结合|有关)",
    r"此(?:件|文|复)",
    r"为(?:确保|保证)(?:本|上述|以上)",
)
_BODY = (
    "政府|部门|局|办公[室厅]|办事处|委员会|委|司|部|处|厅|署|院|会|组|公署|中心|公司|大学"  # bodies
    "|秘书长|主任|行政长官"  # and who signs for them
)
_SIGNATURE = re.compile(rf".*(?:{_BODY})(?:\(.*\))?")


def is_note(line: str) -> bool:
    """注：, 附件1, 联系人：, ※: a line that begins a note."""
    return _NOTE.match(line) is not None


def signs(line: str) -> bool:
    """A line that names a body or an office and says nothing more."""
    return len(line) <= 40 and is_titular(line) and _SIGNATURE.fullmatch(line) is not None


def is_closing(line: str) -> bool:
    """Words with which a document concludes after its last item."""
    return _CLOSING.match(line) is not None


_PRELIMINARY = _any(
    r"附件\s*[\d一二三四五]*\s*:?",
    r".{0,20}[\[(]\s*\d{4}\s*[\])]\s*(?:第\s*)?\d+\s*号",
    r"\(.*\)",
    r"(?:机密|秘密|内部资料|征求意见稿|送审稿|讨论稿|草案|公开)\S{0,6}",
    r"编号.*|no\.? ?\d.*",
)
_NOUN = "工作|计划|规划|清单|要点|方案|安排|意见|任务|措施|办法|纲要|通知|报告|分工|项目|行动|总结"
_TITLE_NOUN = re.compile(rf".*(?:{_NOUN})(?:\(.*\))?")
_PERIOD_ONLY = re.compile(r"\(\s*\d{4}\s*年?\s*(?:[-~至到]\s*\d{4}\s*年?\s*)?(?:度)?\s*\)")


def is_preliminary(line: str) -> bool:
    """A document number, 附件1, a bracketed subtitle: what stands around a title and is none."""
    return _PERIOD_ONLY.fullmatch(line) is None and (_PRELIMINARY.fullmatch(line) is not None or is_date(line))


_STOP = re.compile("[。,;:!?]")


def is_titular(line: str) -> bool:
    """Whether a line may be part of a title: no commas, no full stops."""
    return _STOP.search(line) is None


def is_period_only(line: str) -> bool:
    """（2024—2028年）: the second line of many a title."""
    return _PERIOD_ONLY.fullmatch(line) is not None


_PROSE = re.compile(r"为|根据|按照|依据|经(?!济|贸|费)|在(?!线)|自(?!贸)|现将|兹")


def begins_prose(line: str) -> bool:
    """Words with which the prose before a first section begins."""
    return _PROSE.match(line) is not None


def ends_title(line: str) -> bool:
    """Whether a title may end here: on 工作, 计划, 清单 and their like, with every quote and bracket closed."""
    line = "".join(line.split())
    pairs = (("<", ">"), ("(", ")"), ("[", "]"))
    balanced = all(line.count(left) == line.count(right) for left, right in pairs) and line.count('"') % 2 == 0
    return balanced and _TITLE_NOUN.fullmatch(line) is not None


_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_CJK}]{{3}})"
_HALVES = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/]\s*(\d\d)\s*年")
_RANGE = re.compile(rf"(?<!\d)({_YEAR})\s*年?\s*[-~至到]+\s*({_YEAR})(?!\d)\s*年?")
_NAMED = re.compile(rf"(?<!\d)({_YEAR})\s*年()")
_ONE = re.compile(rf"(?<!\d)({_YEAR})\s*年|(?<![\d-])((?:19|20)\d\d)(?![\d-])")


def period_of(folded: str, *, bare: bool = True) -> Period | None:
    """The years that a text names: a range of years, else the first year.

    `bare`: a year without 年 counts too, as it may in a title; in a document number it is something else.

    >>> period_of("2024-2028年五年工作清单"), period_of("二〇二三年重点工作"), period_of("重点工作")
    (Period(2024 to 2028), Period(2023), None)
    """
    if (found := _RANGE.search(folded)) is not None:
        first, last = (number_of(year) for year in found.groups())
        if first and last and first <= last <= first + 50:
            return Period.years(first, last)
    if (found := _HALVES.search(folded)) is not None:
        first = int(found.group(1))
        last = first - first % 100 + int(found.group(2))
        if first < last:
            return Period.years(first, last)
    if (found := (_ONE if bare else _NAMED).search(folded)) is not None:
        year = number_of(found.group(1) or found.group(2))
        if year and 1900 <= year < 2100:
            return Period.years(year)
    return None
