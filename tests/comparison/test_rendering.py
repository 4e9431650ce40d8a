"""Changes as people and programs read them."""

import json
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from bri_macao.comparison import Changes, Form, diff, render, to_json
from bri_macao.errors import DumpError, InvalidValue
from bri_macao.model import MechanismId, Names, PartialDate, Period, Plan, Target
from bri_macao.plans import load_plan
from bri_macao.spans import Span
from tests.comparison.plans import BOOKS, PORT, SEA, TEA, action, item, kin, mechanism, mention, partner, plan

FAIRS = Target(Names.of(en="Fairs"), 2, mechanism=MechanismId("fair"))


def a_pair() -> tuple[Plan, Plan]:
    """Two plans between which everything happens."""
    tables: dict[str, Any] = {
        "partners": (partner("br", names=Names.of(zh_Hans="巴西", en="Brazil")), partner("pt")),
        "mechanisms": (mechanism("forum"),),
    }
    old = plan(
        (
            item(
                SEA,
                names=Names.of(en="Ocean", pt="Oceano"),
                mentions=(mention("pt"), mention("nobody")),
                actions=(
                    action("strive", "Seek a forum"),
                    action("hold", verb="举办"),
                    action("support", "Tea growers"),
                ),
                targets=(FAIRS,),
            ),
            TEA,
            BOOKS,
        ),
        (PORT, "开发天气预报软件。"),
        **tables,
    )
    new = plan(
        (
            item(
                SEA.replace("渔业", "帆船"),
                names=Names.of(en="Ocean & <more>", pt="Oceano"),
                mentions=(mention("br"), mention("forum", "mechanism")),
                actions=(action("complete", "Seek a forum"), action("hold", verb="举办"), action("other", "Meet")),
                targets=(attrs.evolve(FAIRS, quantity=3, due=PartialDate(2032, 6)), Target(Names.of(en="Courses"), 9)),
                policy_areas=("unimpeded-trade",),
            ),
            BOOKS,
        ),
        (
            PORT.split("，")[0] + "。",
            PORT.split("，")[1],
            TEA,
            item("培养护理员、营养师。", actions=(action("start", span=Span(0, 5)),)),
        ),
        year=2032,
        period=Period.years(2032),
        **{**tables, "partners": (attrs.evolve(tables["partners"][0], kind="territory"), tables["partners"][1])},
    )
    return old, attrs.evolve(
        new, sections=(new.sections[0], attrs.evolve(new.sections[1], names=Names.of(zh_Hans="经贸往来")))
    )


CHANGES = diff(*a_pair())

TEXT = """\
2031 to 2031: 1 kept, 1 reworded, 1 moved, 1 split, 1 added, 1 dropped
  ~ period: [-2031-]{+2032+}
  ~ section: 经贸{+往来+}
  + partner: Brazil
  - partner: Pt
  - partner: nobody
  ~ partner Brazil, kind: [-country-]{+territory+}
  + mechanism: Forum

金融
  ~ 1: Ocean & <more> (reworded, ALIKE alike)
      text: 继续举办海洋文化论坛，推广[-渔业-]{+帆船+}和航运。
      ~ strengthened: strive to complete: Seek a forum
      - action, support: Tea growers
      + action, other: Meet
      + partner: Brazil
      - partner: Pt
      - partner: nobody
      + mechanism: Forum
      ~ target, raised, due set: Fairs (at least [-2-]{+3, due 2032-06+})
      + target: Courses (at least 9)
      ~ title: Ocean{+ & <more>+}
      ~ policy areas: {+unimpeded-trade+}

经贸往来
  ~ 4 → 3, 4: 落实港口铁路联运 (split, 91% alike)
      text: 落实港口铁路联运[-，-]{+。+}完善冷链仓储。
  - 5: 开发天气预报软件 (dropped)
  ~ 2 → 5: 支持茶叶种植者与陶瓷工匠互访 (moved)
      ~ moved: [-金融-]{+经贸往来+}
  + 6: 培养护理员、营养师 (added)
      + action, start: 培养护理员
"""


class TestText:
    def test_everything_that_changed(self) -> None:
        assert render(CHANGES) == TEXT.replace("ALIKE", f"{CHANGES.items[0].similarity:.0%}")

    def test_no_change(self) -> None:
        assert render(diff(CHANGES.old, CHANGES.old)) == "2031 to 2031: 5 kept\n"
        assert render(diff(CHANGES.old, CHANGES.old), "markdown") == "# 2031 to 2031: 5 kept\n"

    @pytest.mark.parametrize(("language", "name"), [("en", "Brazil"), ("zh-Hans", "巴西"), ("zh-Hant-MO", "巴西")])
    def test_names_in_a_language(self, language: str, name: str) -> None:
        assert f"  + partner: {name}\n" in render(CHANGES, language=language)

    def test_titles_in_the_language_asked_for(self) -> None:
        old, new = (plan((item(SEA, names=Names.of(en=f"Ocean {n}", pt=f"Oceano {n}")),), (item(TEA),)) for n in "12")
        assert "~ title: Oceano [-1-]{+2+}\n" in render(diff(old, new), language="pt")
        assert "~ title: en: Ocean [-1-]{+2+}; pt: Oceano [-1-]{+2+}\n" in render(diff(old, new), language="zh-Hant")

    def test_a_move_within_the_section(self) -> None:
        assert "      ~ moved within: 金融\n" in render(diff(plan((SEA, TEA, BOOKS)), plan((TEA, BOOKS, SEA))))

    def test_words_that_differ_under_the_same_aspect(self) -> None:
        old, new = (plan((item(SEA, actions=(action("hold", f"Hold {what}"),)),)) for what in ("a fair", "two fairs"))
        assert "      ~ action: Hold [-a fair-]{+two fairs+}\n" in render(diff(old, new))

    def test_sections_that_came_and_went(self) -> None:
        changes = diff(plan((SEA, TEA)), plan((SEA, TEA), (BOOKS,)))
        assert "  + section: 经贸\n" in render(changes)
        assert "  - section: 经贸\n" in render(changes.reversed())

    def test_what_is_far_from_a_change_is_left_out(self) -> None:
        far = "森林" * 20
        text = render(diff(plan((f"{far}举办论坛{far}",)), plan((f"{far}支持论坛{far}",))))
        assert "text: …" + "森林" * 8 + "[-举办-]{+支持+}论坛" in text

    def test_a_line_break_in_a_text(self) -> None:
        text = render(diff(plan((SEA,)), plan((SEA.replace("，", "\n\u2028，"),))))
        assert "{+ +}" in text
        assert "\u2028" not in text

    def test_an_unknown_form(self) -> None:
        with pytest.raises(InvalidValue, match="no form 'pdf'; those that there are: text, markdown, html"):
            render(CHANGES, "pdf")  # type: ignore[arg-type]


class TestMarkdown:
    def test_marks_and_escapes(self) -> None:
        shown = render(CHANGES, "markdown")
        assert "\n- 1: Ocean &amp; &lt;more&gt; (reworded" in shown
        assert "\n  - text: 继续举办海洋文化论坛，推广<del>渔业</del><ins>帆船</ins>和航运。\n" in shown
        assert "\n## 经贸往来\n\n- " in shown
        assert "\n- partner: <del>Pt</del>\n" in shown

    def test_marks_of_markdown_are_no_marks(self) -> None:
        changes = diff(plan(), plan((item(None, names=Names.of(en="*a* _b_ [c](d) `e` # | ~f~")),)))
        assert r"\*a\* \_b\_ \[c\](d) \`e\` \# \| \~f\~" in render(changes, "markdown")


class _Tags(HTMLParser):
    """Whether every tag is closed, and all the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        self.seen.add(tag)
        if tag not in ("meta", "col", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


class TestHTML:
    def test_side_by_side(self) -> None:
        page = render(CHANGES, "html")
        assert '推广<del>渔业</del>和航运。</span></p></td><td class="number">1</td>' in page
        assert "推广<ins>帆船</ins>和航运。" in page
        assert '<td class="kind">dropped</td>' in page
        assert '<span lang="en">Ocean' in page
        assert '<span lang="zh-Hans">' in page

    def test_it_needs_nothing_else(self) -> None:
        tags = _Tags(render(CHANGES, "html"))
        assert tags.open == []
        assert {"del", "ins", "table", "ul"} <= tags.seen
        assert not tags.seen & {"script", "link", "img", "iframe"}

    def test_a_hostile_title(self) -> None:
        title = "<script>alert('1')</script>\"&"
        hostile = plan((item(SEA, names=Names.of(en=title)),), id=title)
        page = render(diff(plan(), hostile), "html", language='en"><script>')
        assert "<script" not in page
        assert title in _Tags(page).text

    def test_a_text_on_one_side_alone_is_not_marked(self) -> None:
        loose = CHANGES.old.with_items(lambda one: attrs.evolve(one, text=None))
        page = render(diff(loose, CHANGES.new), "html")
        assert SEA.replace("渔业", "帆船") in page


class TestAnyPlans:
    @given(kin())
    @settings(max_examples=20)
    def test_every_form_takes_every_change(self, pair: tuple[Plan, Plan]) -> None:
        changes = diff(*pair)
        assert render(changes).count("\n") >= 1 + len(changes.changed)
        assert render(changes, "markdown").startswith("# ")
        assert _Tags(render(changes, "html")).open == []
        found = json.loads(to_json(changes))
        assert [one["kind"] for one in found["items"]] == [one.kind for one in changes.items]


class TestJSON:
    def record(self, changes: Changes) -> Any:  # JSON: Any
        return json.loads(to_json(changes))

    def test_an_item(self) -> None:
        found = self.record(CHANGES)["items"][0]
        assert (found["kind"], found["old"], found["new"]) == ("reworded", ["2031/1"], ["2032/1"])
        assert found["actions"][0] == {
            "kind": "changed",
            "strength": "strengthened",
            "old": {"id": "2031/1.1", "aspect": "strive"},
            "new": {"id": "2032/1.1", "aspect": "complete"},
        }
        assert found["partners"] == {"gained": ["br"], "lost": ["pt", "nobody"]}
        assert found["targets"][0]["new"] == {
            "quantity": 3,
            "comparison": "at-least",
            "due": "2032-06",
            "mechanism": "fair",
        }
        assert found["targets"][1]["old"] is None
        assert {"old": "渔业", "new": "帆船", "changed": True} in found["words"]

    def test_the_whole(self) -> None:
        found = self.record(CHANGES)
        assert found["alterations"] == [{"field": "period", "lost": ["2031"], "gained": ["2032"]}]
        assert found["sections"][1]["kind"] == "renamed"
        assert found["partners"]["altered"] == [
            {"id": "br", "alterations": [{"field": "kind", "lost": ["country"], "gained": ["territory"]}]}
        ]

    def test_canonical(self) -> None:
        data = to_json(CHANGES)
        assert data == json.dumps(json.loads(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def test_half_of_a_surrogate_pair(self) -> None:
        with pytest.raises(DumpError, match="the changes cannot be written as JSON"):
            to_json(diff(plan((SEA,)), plan((SEA + "\ud800",))))


FORMS: tuple[Form, ...] = ("text", "markdown", "html")


@pytest.mark.parametrize("form", FORMS)
def test_the_bundled_plan_against_half_of_it(form: Form) -> None:
    bundled = load_plan(2023)
    shown = render(diff(bundled, attrs.evolve(bundled, sections=bundled.sections[:2])), form, language="pt")
    assert "11 kept, 12 dropped" in shown
