"""Work items and what they hold."""

import copy
import pickle
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.model import (
    Action,
    ActionId,
    Fingerprint,
    ItemId,
    MechanismId,
    Mention,
    Names,
    PartialDate,
    PartnerId,
    Target,
    WorkItem,
)
from bri_macao.spans import Span
from bri_macao.strategies import work_items
from bri_macao.text import fold
from bri_macao.text.folding import sha256, trace


def item(text: str | None = None, **names: str) -> WorkItem:
    return WorkItem(id=ItemId("2031/7"), number=7, names=Names.of("editorial", **names), text=text)


class TestLabel:
    @pytest.mark.parametrize(
        ("found", "languages", "label"),
        [
            (item(en="Hold the forum", zh_Hans="办好论坛"), ("en",), "Hold the forum"),
            (item(en="Hold the forum", zh_Hans="办好论坛"), ("zh",), "办好论坛"),
            (item("办好论坛，扩大金融。", en="Hold the forum"), ("zh",), "Hold the forum"),
            (item("办好论坛，扩大金融。"), ("en",), "办好论坛"),  # the first clause
            (item("办好论坛。"), (), "办好论坛"),
            (item("办好论坛；办好基金，"), (), "办好论坛"),
            (item("办好论坛：一是"), (), "办好论坛"),
            (item("，办好论坛。"), (), "，办好论坛"),
            (item("论" * 24), (), "论" * 24),
            (item("论" * 25), (), "论" * 24 + "…"),
            (item("论" * 30 + "，坛"), (), "论" * 24 + "…"),
            (item(""), (), ""),
            (item(None), ("en",), ""),
        ],
    )
    def test_label(self, found: WorkItem, languages: tuple[str, ...], label: str) -> None:
        assert found.label(*languages) == label


class TestNamed:
    ITEM = WorkItem(
        id=ItemId("2031/1"),
        number=1,
        mentions=(
            Mention(MechanismId("forum"), "mechanism", Span(0, 4), "澳门论坛"),
            Mention(PartnerId("mo"), "partner", Span(0, 2), "澳门", nested=True),
            Mention(PartnerId("pt"), "partner", Span(5, 7), "葡国"),
            Mention(MechanismId("forum"), "mechanism", Span(8, 10), "论坛"),
            Mention(PartnerId("br"), "partner", Span(11, 13), "巴西"),
        ),
    )

    def test_each_once_in_the_order_of_first_mention(self) -> None:
        assert self.ITEM.named() == ("forum", "pt", "br")

    def test_of_one_kind(self) -> None:
        assert self.ITEM.named("partner") == ("pt", "br")
        assert self.ITEM.named("mechanism") == ("forum",)


class TestShown:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (item(en="Hold the forum"), "<WorkItem 2031/7 'Hold the forum'>"),
            (item("论" * 500), f"<WorkItem 2031/7 '{'论' * 24}…'>"),
            (
                Action(ActionId("2031/7.1"), "hold", Names.of(zh_Hans="办好", en="hold")),
                "<Action 2031/7.1 hold 'hold'>",
            ),
            (Mention(PartnerId("br"), "partner", Span(2, 4), "巴西"), "<Mention partner:br '巴西' 2:4>"),
            (
                Mention(MechanismId("forum"), "mechanism", Span(0, 2), "论坛", inferred=True, nested=True),
                "<Mention mechanism:forum '论坛' 0:2 inferred nested>",
            ),
        ],
    )
    def test_repr(self, value: object, shown: str) -> None:
        assert repr(value) == shown

    def test_html(self) -> None:
        found = attrs.evolve(item("<script>1", en="<script>2", pt="<script>3"), id=ItemId("<script>4"))
        assert found._repr_html_() == (
            '<dl><dt><span lang="en">&lt;script&gt;4</span></dt>'
            '<dd><span lang="en">&lt;script&gt;2</span></dd>'
            '<dd><span lang="pt">&lt;script&gt;3</span></dd>'
            '<dd><blockquote><span lang="zh-Hans">&lt;script&gt;1</span></blockquote></dd></dl>'
        )

    def test_html_without_a_text(self) -> None:
        assert "blockquote" not in item(None, en="x")._repr_html_()
        assert "blockquote" in item("")._repr_html_()


class TestFingerprint:
    @given(st.text())
    def test_of_the_key(self, text: str) -> None:
        found = Fingerprint.of(text)
        assert (found.length, found.sha256) == (len(text), sha256(fold(text)))
        assert found.trace == trace(fold(text))

    def test_of_copies_in_two_scripts(self) -> None:
        assert Fingerprint.of("與“葡語國家”—合作") == Fingerprint.of("与「葡语国家」－合作")
        assert Fingerprint.of("与葡语国家合作") != Fingerprint.of("与葡语国家协作")


class TestValues:
    @given(work_items(partners=[PartnerId("br")], mechanisms=[MechanismId("forum")]))
    def test_copies_are_equal(self, found: WorkItem) -> None:
        for other in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found), attrs.evolve(found)):
            assert (other, hash(other)) == (found, hash(found))

    @pytest.mark.parametrize(
        "make",
        [
            lambda: Target(Names.of(en="meetings"), 3, due=PartialDate(2031, 6)),
            lambda: Fingerprint(2, "0" * 64, "ab"),
            lambda: Action(ActionId("2031/7.1"), "hold", span=Span(0, 2)),
            lambda: Mention(PartnerId("br"), "partner", Span(2, 4), "巴西"),
        ],
    )
    def test_equal_frozen_hashable(self, make: Callable[[], Target | Fingerprint | Action | Mention]) -> None:
        one, other = make(), make()
        assert len({one, other, copy.deepcopy(one), pickle.loads(pickle.dumps(one))}) == 1
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(one, attrs.fields(type(one))[0].name, None)

    def test_a_text_that_is_empty_is_not_none(self) -> None:
        assert item("") != item(None)

    def test_a_target_is_at_least(self) -> None:
        assert Target(Names(), 1).comparison == "at-least"
