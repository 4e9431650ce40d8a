"""Clauses that commit to something, their verbs and aspects."""

import re
from typing import get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao import strategies
from bri_macao.actions import MARKERS, clauses, with_actions
from bri_macao.model import Action, ActionId, Aspect, Fingerprint, ItemId, Plan, WorkItem
from bri_macao.outlining import read_outline
from bri_macao.spans import Span

OUTSIDE_BRACKETS = re.compile(r"\|(?![^(]*\))")

FRAGMENTS = (
    *("举办", "推动", "参与", "的", "，", "。", "；", "、", "及", "并", "和", "与", "以及", "港口", "论坛", "工作"),
    *("根据", "通过", "依托", "“", "”", "《", "》", "(", ")", " ", "继续", "等", "為", "舉辦", "\n", "Porto"),
)
prose = st.lists(st.sampled_from(FRAGMENTS) | st.characters(), max_size=30).map("".join)


def split(text: str) -> list[str]:
    return [clause.span.of(text) for clause in clauses(text)]


class TestWhereActionsBeginAndEnd:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", []),
            ("。，；", []),
            ("办好论坛。", ["办好论坛"]),
            ("办好论坛，扩建图书馆；出版海图。开放灯塔", ["办好论坛", "扩建图书馆", "出版海图", "开放灯塔"]),
            ("办好论坛，\n扩建图书馆！真的吗？", ["办好论坛", "扩建图书馆", "真的吗"]),
            (" 办好论坛 ， 扩建图书馆 。 ", ["办好论坛", "扩建图书馆"]),
            # Joining words are no part of an action.
            ("办好论坛，并扩建图书馆，以及出版海图。", ["办好论坛", "扩建图书馆", "出版海图"]),
            ("办好论坛，及为渔民举办培训。", ["办好论坛", "为渔民举办培训"]),
            ("办好论坛，同时扩建图书馆。", ["办好论坛", "扩建图书馆"]),
            ("办好论坛，及时更新海图，及早开放灯塔。", ["办好论坛", "及时更新海图", "及早开放灯塔"]),
            ("和平使者参加论坛。", ["和平使者参加论坛"]),
            # Behind 、 and the like a new verb with an object begins a new action.
            ("建立灯塔、提供海图。", ["建立灯塔", "提供海图"]),
            ("丰富藏书和完善目录。", ["丰富藏书", "完善目录"]),
            ("推动工业转型及拓宽航道。", ["推动工业转型", "拓宽航道"]),
            ("推动渔业并加强监测水温。", ["推动渔业", "加强监测水温"]),
            ("举办推介会、并参与海洋展览。", ["举办推介会", "参与海洋展览"]),
            ("參與論壇、為漁民舉辦講座。", ["參與論壇", "為漁民舉辦講座"]),
            # Nouns, and verbs that are nouns as well, do not.
            ("加强科研、培训和交流。", ["加强科研、培训和交流"]),
            ("提供税务、法律和翻译支援。", ["提供税务、法律和翻译支援"]),
            ("促进贸易及投资便利化。", ["促进贸易及投资便利化"]),
            ("邀请渔民及孵化器来访。", ["邀请渔民及孵化器来访"]),
            ("开展文化的研究和推广。", ["开展文化的研究和推广"]),
            ("推进合作、司法互助协定的商签工作。", ["推进合作、司法互助协定的商签工作"]),
            ("加强合作和推广工作的协调。", ["加强合作和推广工作的协调"]),
            ("港口、参与者众多。", ["港口、参与者众多"]),
            # Two verbs that share their object are one action.
            ("继续举办及推动渔民参加海洋节。", ["继续举办及推动渔民参加海洋节"]),
            # Names, quotes and brackets are left whole.
            ("设立“推动，举办、参与”计划。", ["设立“推动，举办、参与”计划"]),
            ("签署《渔业，合作》协议。", ["签署《渔业，合作》协议"]),
            ("支持渔民(尤其青年，及学员)出海。", ["支持渔民(尤其青年，及学员)出海"]),
            ("支持渔民（尤其青年，及学员）出海。", ["支持渔民（尤其青年，及学员）出海"]),
        ],
    )
    def test_split(self, text: str, expected: list[str]) -> None:
        assert split(text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("根据章程，至少召开一次例会。", ["根据章程，至少召开一次例会"]),
            ("通过海洋论坛、专家会议，加强交流。", ["通过海洋论坛、专家会议，加强交流"]),
            ("依托已经成立的中心，举办讲座。", ["依托已经成立的中心，举办讲座"]),
            ("以中心为依托，举办讲座。", ["以中心为依托，举办讲座"]),
            ("与巴西，以及与智利合作开发航线。", ["与巴西，以及与智利合作开发航线"]),
            ("扩建图书馆，并根据章程，召开例会。", ["扩建图书馆", "根据章程，召开例会"]),
            # By doing something is doing it.
            ("通过设立基金，为渔民提供贷款。", ["通过设立基金", "为渔民提供贷款"]),
            ("透過舉辦講座，推廣海圖。", ["透過舉辦講座", "推廣海圖"]),
            # With whom, and a verb: an action.
            ("与巴西结对，扩建图书馆。", ["与巴西结对", "扩建图书馆"]),
            ("在智利布局港口，与巴西联合攻关，赴泰国招商。", ["在智利布局港口", "与巴西联合攻关", "赴泰国招商"]),
            ("以渔业合作，扩建图书馆。", ["以渔业合作", "扩建图书馆"]),
            # What goes on from before belongs there.
            ("提供税务、法律，以及渔业方面的咨询。", ["提供税务、法律，以及渔业方面的咨询"]),
            ("提供咨询，以及举办讲座。", ["提供咨询", "举办讲座"]),
            # Nothing comes of it.
            ("扩建图书馆，根据章程。", ["扩建图书馆，根据章程"]),
            ("根据章程，依托中心。", ["根据章程，依托中心"]),
            ("以及渔业。", ["渔业"]),
        ],
    )
    def test_what_leads_in_or_goes_on(self, text: str, expected: list[str]) -> None:
        assert split(text) == expected

    def test_given_names_are_left_whole(self) -> None:
        text = "签署推动渔业，举办渔业协议。"
        assert split(text) == ["签署推动渔业", "举办渔业协议"]
        (clause,) = clauses(text, [Span(2, 13)])
        assert clause.span.of(text) == text[:-1]
        assert (clause.verb, clause.aspect) == ("签署", "other")

    @given(prose)
    def test_all_of_a_text_is_an_action_or_joins_some(self, text: str) -> None:
        found = clauses(text)
        place = 0
        for clause in (*found, None):
            start, end = (len(text), len(text)) if clause is None else attrs.astuple(clause.span)
            assert place <= start <= end <= len(text)
            between = text[place:start]
            for word in ("以及", "并且", "同时", "並", "并", "及", "和", "或", "與", "与"):
                between = between.replace(word, "")
            assert not any(character.isalnum() for character in between), (between, split(text))
            place = end

    @given(prose)
    def test_in_either_script(self, text: str) -> None:
        pairs = str.maketrans("举办论坛与为", "舉辦論壇與為")
        assert [attrs.astuple(clause)[:1] for clause in clauses(text)] == [
            attrs.astuple(clause)[:1] for clause in clauses(text.translate(pairs))
        ]


class TestVerbs:
    @pytest.mark.parametrize(
        ("text", "verb"),
        [
            ("举办论坛", "举办"),
            ("舉辦論壇", "舉辦"),
            ("继续举办论坛", "举办"),
            ("进一步继续深度参与建设", "参与"),
            ("继续", None),
            ("重点跟进基金的项目", "跟进"),
            ("为渔民举办培训", "举办"),
            ("与巴西的业界交流", "交流"),
            ("根据需要，争取设立基金", "争取"),
            ("筹备好会议", "筹备好"),
            ("港口很大", None),
        ],
    )
    def test_main_verb(self, text: str, verb: str | None) -> None:
        (clause,) = clauses(text)
        assert clause.verb == verb


class TestAspects:
    def test_every_aspect_has_a_marker_but_the_last(self) -> None:
        assert {*MARKERS, "other"} == set(get_args(Aspect))

    @pytest.mark.parametrize(
        ("aspect", "word"), [(a, w) for a, words in MARKERS.items() for w in OUTSIDE_BRACKETS.split(words)]
    )
    def test_markers(self, aspect: Aspect, word: str) -> None:
        marker = word.partition("(")[0]
        following = "引入" if "(?=" in word else "港口"
        (clause,) = clauses(f"{marker}{following}的工作")
        assert clause.aspect == aspect

    @pytest.mark.parametrize(
        ("text", "aspect"),
        [
            ("联系灯塔促进局", "other"),
            ("研究签署协议", "explore"),
            ("善用港口", "other"),
            ("继续争取设立基金", "continue"),
            ("争取继续设立基金", "strive"),
            ("进一步推动论坛", "deepen"),
            ("推动渔民加强合作", "promote"),
            ("为渔民举办培训", "hold"),
            ("研究年度重点", "other"),
            ("研究在港口设点", "explore"),
            ("检讨任务的完成情况", "other"),
            ("拟定纲领的落实清单", "other"),
            ("深入研究渔业", "other"),
            ("根据完善的章程，召开会议", "hold"),
            ("依托已经成立的中心，举办讲座", "hold"),
            ("根据继续教育的章程，善用港口", "continue"),
            ("邀请“支持渔业”大使", "other"),
        ],
    )
    def test_first_marker(self, text: str, aspect: Aspect) -> None:
        (clause,) = clauses(text)
        assert clause.aspect == aspect


class TestWithActions:
    DOCUMENT = "2031年工作计划\n一、港口\n1.继续办好论坛，争取设立基金。\n（一）灯塔\n2.开放灯塔。"

    def test_an_action_for_each_clause(self) -> None:
        plan = with_actions(read_outline(self.DOCUMENT).plan)
        assert plan.item(1).actions == (
            Action(ActionId("2031/1.1"), "continue", span=Span(0, 6), verb="办好"),
            Action(ActionId("2031/1.2"), "strive", span=Span(7, 13), verb="争取"),
        )
        assert [action.id for action in plan.item(2).actions] == ["2031/2.1"]

    def test_people_know_better(self) -> None:
        before = read_outline(self.DOCUMENT).plan
        own = (Action(ActionId("2031/1.1"), "hold"),)
        plan = with_actions(before.with_items(lambda item: attrs.evolve(item, actions=own)))
        assert all(item.actions == own for item in plan.items)

    def test_without_a_text_nothing_is_said(self) -> None:
        bare = read_outline(self.DOCUMENT).plan.with_items(
            lambda item: WorkItem(id=ItemId(item.id), number=item.number, fingerprint=Fingerprint.of(item.text or ""))
        )
        assert with_actions(bare) == bare

    @given(strategies.plans())
    @settings(max_examples=30, deadline=None)
    def test_of_any_plan(self, plan: Plan) -> None:
        found = with_actions(plan)
        for old, new in zip(plan.items, found.items, strict=True):
            assert attrs.evolve(new, actions=old.actions) == old
            assert all(
                action.span is not None and action.span.end <= len(new.text or "")
                for action in new.actions
                if action not in old.actions
            )
