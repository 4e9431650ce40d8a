"""Actions by rule: the clauses of an item, the main verb of each, and how it commits (floor 3).

What counts is set down in the rules of annotation: an action is a clause with a verb of its own that Macao, or someone
it supports, is to do. All of a text lies in an action or is punctuation and joining words.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import attrs

from bri_macao.model import Action, ActionId, Aspect, Plan, WorkItem
from bri_macao.spans import Span
from bri_macao.text import KeyText, fold

__all__ = ["Clause", "clauses", "with_actions"]


@attrs.frozen
class Clause:
    """A clause that commits to something.

    Attributes:
        span: where, in the text that was searched, without joining words and closing punctuation.
        verb: its main verb as written; None where no verb that is known stands in it.
        aspect: how it commits (see `bri_macao.model.Aspect`).
    """

    span: Span
    verb: str | None
    aspect: Aspect


# Overt markers of an aspect; the first in the clause counts. Source: the rules of annotation, section Action.
MARKERS: dict[Aspect, str] = {
    "continue": "继续|持续|延续|不断",
    "deepen": "进一步|深化|加强|强化|加大|深入(?!研)",
    "hold": "举办|举行|办好|召开|主办|合办|续办|承办",
    "strive": "争取|力争",
    "support": "支持|支援",
    "encourage": "鼓励",
    "prepare": "筹备|筹办|筹划",
    "promote": "推动|推进|促进(?!局|会|署|中心|办公室)|促成|加快",
    "complete": "完善|建成|完成(?!情况)|落实(?!清单|情况)",
    "start": "设立|成立|建立|启动|开展",
    "explore": "探索|探讨|研究(?=[与在把将向引设成开建推签丰制])",
}

# Verbs of commitment and of doing.
VERBS = (
    "举办|举行|办好|召开|主办|承办|合办|召集|争取|力争|支持|支援|鼓励|筹备好|筹备|筹办|筹划|筹组|推动|推进|"
    "促进|完善|建成|完成|落实|设立|增设|开设|成立|启动|开展|开办|新增|新开|探索|探讨|加强|深化|强化|加大|提升|"
    "提高|巩固|扩大|拓展|拓宽|开拓|丰富|优化|更新|发挥|统一|修读|互办|提供|采取|跟进|监测|参与|参加|出席|组织|邀请|吸引|引进|"
    "引入|推介|推广|推出|打造|构建|建立|建设|搭建|签署|签订|商签|订立|缔结|加入|提出|善用|运用|利用|用好|做好|协调|"
    "解决|总结|联动|连结|联系|联络|对接|协助|帮助|引导|带动|安排|选派|派遣|选送|派员|资助|发放|颁发|发布|发行|"
    "出版|编制|制定|制订|修订|拟定|实施|执行|履行|接待|承接|承担|欢迎|申请|申办|牵头|率团|访问|考察|培养|推荐|"
    "评选|招收|开发|研发|扩建|兴建|筹建|共建|加快|作为|成为|担任|纳入|列入|融入|汇集|汇聚|磋商|商谈|商讨|协商|"
    "促成|达成|增加|增进|增派|保持|维持|维护|改善|整理|开通|投放|投入|试行|检讨|检视|回顾|公布|公开|分享|互换|"
    "互认|压缩|给予|赋予|汲取|简化|放宽|缩短|降低|减少|免除|豁免|保障|确保|实现|形成|入驻|落户|设点|续签|续办|"
    "延长|延伸|伸延|扩充|充实|介绍|结对|化解|展出|巡演|放映|拍摄|合拍|修复|弘扬|普及|授予|聘请|聘任|招募|征集|"
    "收集|寄送|派发|委托|统筹|策划|负责|发掘|挖掘|寻找|物色|接入|联通|连接|打通|疏通|配合|支付|承保|分担|拨出|"
    "注资|输出|输入|运送|通报|汇报|提交|审议"
)
# Verbs that are nouns as often: they make an action, but none begins behind 、 or 及 with them alone.
NOUNS_TOO = (
    "招商|攻关|研判|布局|出资|交流|投资|孵化|翻译|开放|学习|研讨|培育|培训|运输|进口|出口|采购|购买|销售|宣传|展示|演出|经营|管理|报告|"
    "保护|传承|研究|检查|评估|便利|方便|运营|结算|招聘|试点|交换|教授"
)
# What may stand before a verb.
ADVERBS = (
    "继续|持续|延续|不断|进一步|有序|重点|逐步|积极|深度|深入|至少|定期|全面|大力|充分|更好|务实|共同|联合|尽快|"
    "适时|及时|稳步|每年|按月"
)

_STOP = re.compile(r"[,;.。!?:\n]+")
_END = re.compile(r"[。!?\n]")
_AND = r"以及|并且|同时|并|及(?!时|早)|和(?!平)|或|、"
_JOINT = re.compile(rf"(?:{_AND}|与)+")
_LEADING = re.compile(rf"(?:\s|{_AND})+")
_AND_ALSO = re.compile(r"\s*(?:以及|及(?!时|早)|和)")
_ADVERB = re.compile(f"(?:{ADVERBS})+")
_VERB = re.compile(f"{VERBS}|{NOUNS_TOO}")
_OPENING = re.compile(rf"(?:{ADVERBS})*(?:(?:为|向|对|在|与|同)[^,;。、]{{1,16}}?)?(?:{VERBS})")
# How a clause begins that may only say by what, with whom, for what or when; then it belongs to the next one.
_LEAD_IN = re.compile(
    "根据|按照|依据|依托|通过|透过|借助|凭借|围绕|结合|随着|针对|基于|面向|藉|为迎接|为配合|为庆祝|"
    "以(?=[^,;。]{0,60}为)|在|于|与|同|除"
)
_BY_DOING = re.compile(rf"(?:通过|透过|借助|藉)(?:{VERBS})")
# Words alone, without a group for each aspect: then the engine passes over all places where none of them begins.
_ASPECT = re.compile("|".join(MARKERS.values()))
_NOT_BEFORE = re.compile(r"\(.*?\)")
_ASPECTS: dict[str, Aspect] = {
    word: aspect for aspect, words in MARKERS.items() for word in _NOT_BEFORE.sub("", words).split("|")
}
_NAMES = re.compile(r'"[^"\n]*"|<[^<>\n]*>|\([^()\n]*\)')


def clauses(text: str, names: Iterable[Span] = ()) -> tuple[Clause, ...]:
    """The clauses of a clean text that commit to something, in order.

    Args:
        text: clean text, in either script.
        names: where names stand in it; the words of a name open no clause and mark no aspect. Quotes, titles and
            brackets are seen without help.

    >>> text = "继续举办论坛，并与巴西的业界交流；根据需要，争取设立基金。"
    >>> for clause in clauses(text):
    ...     print(clause.span.of(text), clause.verb, clause.aspect)
    继续举办论坛 举办 continue
    与巴西的业界交流 交流 other
    根据需要，争取设立基金 争取 strive
    """
    key = _hidden(fold(text), names)
    return tuple(_clause(text, key, stretch) for stretch in _stretches(key))


def with_actions(plan: Plan) -> Plan:
    """The plan with an action for each clause of an item that has a text and no actions yet.

    Statements are left empty: they are people's to write.
    """

    def item(old: WorkItem) -> WorkItem:
        if old.text is None or old.actions:
            return old
        found = clauses(old.text, (mention.span for mention in old.mentions))
        actions = (
            Action(ActionId(f"{old.id}.{n}"), clause.aspect, span=clause.span, verb=clause.verb)
            for n, clause in enumerate(found, 1)
        )
        return attrs.evolve(old, actions=tuple(actions))

    return plan.with_items(item)


def _hidden(key: KeyText, names: Iterable[Span]) -> str:
    """The key with its names made meaningless, so that their words are no verbs and their commas end no clause."""
    letters = list(key)
    for span in [*names, *(Span(*found.span()) for found in _NAMES.finditer(key))]:
        letters[span.start : span.end] = "□" * len(span.of(key))
    return "".join(letters)


class _Stretch(NamedTuple):
    """A stretch of a key that is one action; `own` is where the part begins that has the verb."""

    start: int
    own: int
    end: int


def _stretches(key: str) -> Iterator[_Stretch]:
    """The pieces of a text, each lead-in with what it leads to, and a mere 以及… with what it goes on from."""
    done: _Stretch | None = None  # what may still grow, within its sentence
    lead: int | None = None
    for start, end, last in _pieces(key):
        goes_on = _AND_ALSO.match(key, start, end)
        only_led_in = _is_lead_in(key, start, end)
        if (
            done is not None
            and lead is None
            and ((only_led_in and last) or (goes_on and not _OPENING.match(key, goes_on.end(), end)))
        ):
            done = done._replace(end=end)
        elif only_led_in and not last:
            lead = start if lead is None else lead
        else:
            if done is not None:
                yield done
            done = _Stretch(start if lead is None else lead, start, end)
            lead = None
        if last and done is not None:
            yield done
            done = None


def _pieces(key: str) -> Iterator[tuple[int, int, bool]]:
    """What stands between stops, and there between joining words behind which a new verb begins; none of it blank.

    With each, whether its sentence ends there.
    """
    start = 0
    waiting: tuple[int, int] | None = None
    for stop in (*_STOP.finditer(key), None):
        end = len(key) if stop is None else stop.start()
        first = start
        found: list[tuple[int, int]] = []
        for joint in _JOINT.finditer(key, start, end):
            if _begins(key, first, joint, end):
                found.append(_trimmed(key, first, joint.start()))
                first = joint.start()
        found.append(_trimmed(key, first, end))
        for piece in found:
            if piece[0] < piece[1]:
                if waiting is not None:
                    yield *waiting, False
                waiting = piece
        if waiting is not None and (stop is None or _END.search(stop[0])):
            yield *waiting, True
            waiting = None
        start = len(key) if stop is None else stop.end()


def _trimmed(key: str, start: int, end: int) -> tuple[int, int]:
    """A piece without blanks around it; an 以及 at its head stays, since it may say that the piece goes on."""
    piece = key[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def _begins(key: str, first: int, joint: re.Match[str], end: int) -> bool:
    """Whether an action begins behind a joining word: with a verb and its object, after a verb and its object.

    举办及推动…参加 is one action, for the two verbs share what follows.
    """
    opening = _OPENING.match(key, joint.end(), end)
    if opening is None or end - opening.end() < 2 or key.startswith(("工作", "的", "等"), opening.end()):
        return False
    before = _VERB.search(key, first, joint.start())
    return before is not None and before.end() < joint.start()


def _is_lead_in(key: str, start: int, end: int) -> bool:
    """Whether a piece has no verb of its own: 根据需要; 依托已经成立的中心, where the verb is that of a 的."""
    joining = _LEADING.match(key, start, end)
    found = _LEAD_IN.match(key, start if joining is None else joining.end(), end)
    if found is None or _BY_DOING.match(key, found.start(), end):
        return False
    return all(key.startswith("的", verb.end()) for verb in _VERB.finditer(key, found.end(), end))


def _clause(text: str, key: str, stretch: _Stretch) -> Clause:
    joining = _LEADING.match(key, stretch.start, stretch.end)
    start = stretch.start if joining is None or joining.end() == stretch.end else joining.end()
    own = max(start, stretch.own)
    aspect = _ASPECT.search(key, own, stretch.end) or _ASPECT.search(key, start, stretch.end)
    adverb = _ADVERB.match(key, own, stretch.end)
    behind = own if adverb is None else adverb.end()
    verb = _VERB.search(key, behind, stretch.end) or _VERB.search(key, start, stretch.end)
    return Clause(
        Span(start, stretch.end),
        None if verb is None else text[slice(*verb.span())],
        "other" if aspect is None else _ASPECTS[aspect[0]],
    )
