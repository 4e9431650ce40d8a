"""Pages of plans: what they say, in which language, and exactly what they leave out."""

import copy
import re
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from bri_macao.errors import DumpError, UnknownId
from bri_macao.formats import docx, html, markdown
from bri_macao.formats._pages import LOSSES, page_of
from bri_macao.formats._trees import plan_of, tree_of
from bri_macao.model import (
    LANGUAGES,
    Action,
    ActionId,
    ItemId,
    Mention,
    Name,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    Plan,
    PlanId,
    Section,
    SectionId,
    SourceDescription,
    WorkItem,
)
from bri_macao.pages import Facts, Heading, Item, Page, Paragraph, Points, Quote, Run, Table
from bri_macao.plans import load_plan
from bri_macao.spans import Span

BUNDLED = load_plan(2023)
EMPTY = Plan(id=PlanId("2031"))


def told(line: tuple[Run, ...]) -> str:
    return "".join(run.text for run in line)


def plan_with(*items: WorkItem, **fields: Any) -> Plan:
    section = Section(id=SectionId("2031/s1"), number=1, numeral="一", names=Names.of(zh_Hans="港口"), items=items)
    return Plan(id=PlanId("2031"), sections=(section,), **fields)


def only_item(plan: Plan, language: Any = "zh-Hans") -> Item:
    (item,) = (block for block in page_of(plan, language).blocks if isinstance(block, Item))
    return item


def facts(page: Page) -> dict[str, str]:
    return {told(label): told(line) for block in page.blocks if isinstance(block, Facts) for label, line in block.facts}


class TestLanguage:
    @pytest.mark.parametrize(
        ("described", "titled", "expected"),
        [
            ("zh-Hant", "zh-Hans", "zh-Hant"),
            ("zh-MO", "en", "zh-Hant"),
            ("zh-CN", "en", "zh-Hans"),
            ("zh", "en", "zh-Hans"),
            ("pt-PT", "en", "pt"),
            ("EN", "pt", "en"),
            ("fr", "pt", "pt"),
            (None, "en", "en"),
            (None, "fr", "zh-Hans"),
            ("", "zh-Hant", "zh-Hant"),
        ],
    )
    def test_is_the_plans_own(self, described: str | None, titled: str, expected: str) -> None:
        names = Names((Name(titled, "Porto", "official"),))
        assert (
            page_of(attrs.evolve(EMPTY, names=names, source=SourceDescription(language=described))).language == expected
        )

    def test_of_a_plan_that_says_nothing(self) -> None:
        page = page_of(EMPTY)
        assert (page.language, page.title, page.blocks) == ("zh-Hans", (Run("2031"),), ())

    def test_is_one_of_four(self) -> None:
        with pytest.raises(UnknownId, match="no language of documents 'fr'"):
            page_of(EMPTY, "fr")  # type: ignore[arg-type]


class TestFront:
    @pytest.mark.parametrize(
        ("texts", "said"),
        [
            ((None, None), "No official text attached"),
            (("港口。", "茶叶。"), "Attached to every item"),
            (("港口。", None), "Attached to 1 of 2 items"),
        ],
    )
    def test_says_whether_the_official_text_is_there(self, texts: tuple[str | None, ...], said: str) -> None:
        items = [WorkItem(id=ItemId(f"2031/{i}"), number=i, text=text) for i, text in enumerate(texts, 1)]
        assert facts(page_of(plan_with(*items), "en"))["Official text"] == said

    @pytest.mark.parametrize(("status", "ours"), [("editorial", True), ("translated", True), ("attested", False)])
    def test_says_when_words_are_our_own(self, status: Any, ours: bool) -> None:
        titled = WorkItem(id=ItemId("2031/1"), number=1, names=Names.of(status, en="Harbours"))
        stated = Action(ActionId("2031/1.1"), "hold", Names.of(status, en="Hold a regatta"))
        for item in (titled, WorkItem(id=ItemId("2031/1"), number=1, actions=(stated,))):
            remarks = [
                told(block.line) for block in page_of(plan_with(item), "en").blocks if isinstance(block, Paragraph)
            ]
            assert any("own words" in remark for remark in remarks) is ours

    def test_describes_the_source_at_the_end(self) -> None:
        source = SourceDescription("计划", "Port Office", "zh-Hans", 12, "0" * 64, "a copy")
        page = page_of(attrs.evolve(EMPTY, source=source), "en")
        assert [(told(label), told(line)) for label, line in page.blocks[-1].facts] == [  # type: ignore[union-attr]
            ("Title", "计划"),
            ("Issued by", "Port Office"),
            ("Language of the source", "zh-Hans"),
            ("Length", "12 characters"),
            ("SHA-256", "0" * 64),
            ("Note", "a copy"),
        ]
        assert isinstance(page.blocks[0], Facts)
        assert page.blocks[0].facts[0][1] == (Run("计划", "zh-Hans", to="source"),)

    def test_an_empty_description_is_none(self) -> None:
        assert page_of(attrs.evolve(EMPTY, source=SourceDescription(title=" ", note="\n"))).blocks == ()


class TestHeadings:
    @pytest.mark.parametrize(
        ("numeral", "number", "chinese", "english"),
        [
            ("一", 1, "一、港口", "1. 港口"),
            ("十二", 12, "十二、港口", "12. 港口"),
            ("3", 3, "3. 港口", "3. 港口"),
            ("", 3, "3. 港口", "3. 港口"),
            ("③", 3, "③ 港口", "3. 港口"),
            ("", 0, "港口", "港口"),
        ],
    )
    def test_have_the_documents_numbers(self, numeral: str, number: int, chinese: str, english: str) -> None:
        names = Names.of(zh_Hans="港口")
        plan = attrs.evolve(
            EMPTY, sections=(Section(id=SectionId("2031/s1"), number=number, numeral=numeral, names=names),)
        )
        for language, expected in (("zh-Hant", chinese), ("en", english)):
            (heading,) = page_of(plan, language).blocks  # type: ignore[arg-type]
            assert isinstance(heading, Heading)
            assert (heading.level, told(heading.line), heading.anchor) == (2, expected, "section-2031-s1")

    def test_below_headings(self) -> None:
        section = Section(id=SectionId("2031/s1"), number=1, numeral="一")
        for _ in range(200):
            section = Section(id=SectionId(f"{section.id}.1"), number=1, numeral="一", sections=(section,))
        page = page_of(attrs.evolve(EMPTY, sections=(section,)), "zh-Hans")
        assert [told(block.line) for block in page.blocks[:3] if isinstance(block, Heading)] == [
            "一、",
            "（一）",
            "（一）",
        ]
        assert [block.level for block in page.blocks if isinstance(block, Heading)] == list(range(2, 203))
        for render in (markdown.render, html.render, docx.render):
            assert render(page)

    def test_items_that_no_heading_precedes(self) -> None:
        item = WorkItem(id=ItemId("2031/1"), number=1)
        plan = attrs.evolve(EMPTY, sections=(Section(id=SectionId("2031/s0"), number=0, items=(item,)),))
        assert [(block.level, block.marker) for block in page_of(plan).blocks if isinstance(block, Item)] == [(2, "1.")]

    def test_ids_are_used_once(self) -> None:
        item = WorkItem(id=ItemId("2031/1"), number=1)
        for dumps in (markdown.dumps, html.dumps, docx.dumps):
            with pytest.raises(DumpError, match="the item '2031/1' is there twice"):
                dumps(plan_with(item, item))


class TestItems:
    @pytest.mark.parametrize(
        ("numeral", "chinese", "english"),
        [("7", "7.", "7."), ("７", "７.", "７."), ("七", "（七）", "7."), ("⑦", "⑦", "7.")],
    )
    def test_have_the_documents_numbers(self, numeral: str, chinese: str, english: str) -> None:
        plan = plan_with(WorkItem(id=ItemId("2031/7"), number=7, numeral=numeral))
        assert only_item(plan, "zh-Hant").marker == chinese
        assert only_item(plan, "en").marker == english

    def test_without_a_title_have_their_first_clause(self) -> None:
        text = "办好港口论坛，争取合作。\n第二段。"
        action = Action(ActionId("2031/1.1"), "strive", span=Span(7, 11))
        plan = plan_with(WorkItem(id=ItemId("2031/1"), number=1, text=text, actions=(action,)))
        item = only_item(plan, "pt")
        assert item.line == (Run("办好港口论坛", "zh-Hans"),)
        assert item.body == (
            Points((("1.1", (Run("争取合作", "zh-Hans"), Run(" (envidar esforços)", "pt", faint=True))),)),
            Quote(((Run("办好港口论坛，争取合作。", "zh-Hans"),), (Run("第二段。", "zh-Hans"),))),
        )

    def test_entities_that_are_not_there_are_named_by_their_id(self) -> None:
        mention = Mention(PartnerId("atlantis"), "partner", Span(0, 2), "港口")
        plan = plan_with(WorkItem(id=ItemId("2031/1"), number=1, mentions=(mention,)))
        assert only_item(plan, "en").body == (Facts((((Run("Partners", "en"),), (Run("atlantis"),)),)),)

    def test_the_bundled_seventh(self) -> None:
        item = next(
            block for block in page_of(BUNDLED, "en").blocks if isinstance(block, Item) and block.marker == "7."
        )
        points, described = item.body
        assert isinstance(points, Points)
        assert isinstance(described, Facts)
        assert points.points[3][0] == "7.4"
        assert told(points.points[3][1]).endswith("20th anniversary of Forum Macao (hold)")
        rows = {told(label): line for label, line in described.facts}
        assert list(rows) == ["Targets", "Partners", "Mechanisms", "Policy areas"]
        assert told(rows["Targets"]).endswith("6th Ministerial Conference of Forum Macao (no. 6)")
        assert rows["Partners"] == (Run("Mainland", "en", to="partner-mainland"),)


class TestTables:
    def table(self, anchor: str, language: Any = "en") -> Table:
        blocks = page_of(BUNDLED, language).blocks
        place = next(i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.anchor == anchor)
        table = blocks[place + 1]
        assert isinstance(table, Table)
        assert {len(row.cells) for row in table.rows} == {len(table.heads)}
        return table

    def rows(self, anchor: str, language: Any = "en") -> dict[str, tuple[str, ...]]:
        return {str(row.anchor): tuple(map(told, row.cells)) for row in self.table(anchor, language).rows}

    def test_partners(self) -> None:
        rows = self.rows("partners")
        assert len(rows) == len(BUNDLED.partners)
        assert rows["partner-pt"][:3] == ("Portugal", "country", "PT · PRT · 620")
        assert "European Union (since 1 January 1986)" in rows["partner-pt"][3]
        assert rows["partner-mainland"][4] == "4, 7, 8, 12, 17, 20, 22"
        assert self.rows("partners", "pt")["partner-ipim"][0].endswith("Investimento de Macau")  # its name in 2023

    def test_mechanisms(self) -> None:
        rows = self.rows("mechanisms")
        assert len(rows) == len(BUNDLED.mechanisms)
        assert rows["mechanism-forum-macao-6th-conference"][1:3] == ("conference", "21 April 2024 to 23 April 2024")
        assert rows["mechanism-joint-conference-meeting"][4:] == ("Joint conference", "23")

    @pytest.mark.parametrize("anchor", ["partners", "mechanisms"])
    def test_numbers_lead_back_to_their_items(self, anchor: str) -> None:
        items = {
            block.marker.strip("."): block.anchor for block in page_of(BUNDLED, "en").blocks if isinstance(block, Item)
        }
        numbers = [run for row in self.table(anchor).rows for run in row.cells[-1] if run.text.isdigit()]
        assert {run.text for run in numbers} <= items.keys()
        assert all(run.to == items[run.text] for run in numbers)

    def test_links_lead_somewhere(self) -> None:
        page = html.render(page_of(BUNDLED))
        ids = set(re.findall(' id="([^"]+)"', page))
        assert set(re.findall('href="#([^"]+)"', page)) <= ids


# What is lost: every field is changed, one at a time, in a plan that has them all.


def _full() -> Plan:
    item = attrs.evolve(BUNDLED.item(23), text="港口，茶叶。" * 10, numeral="二十三")
    sub = Section(id=SectionId("2023/s5.1"), number=1, numeral="一", names=Names.of(en="Ports"))
    section = attrs.evolve(BUNDLED.sections[4], items=(item,), sections=(sub,))
    pt = attrs.evolve(BUNDLED.partner("pt"), since=PartialDate(1143), until=PartialDate(2099))
    eu, ndrc = BUNDLED.partner("eu"), BUNDLED.partner("ndrc")
    mentions = (Mention(PartnerId("pt"), "partner", Span(0, 2), "港口"), *item.mentions)
    section = attrs.evolve(section, items=(attrs.evolve(item, mentions=mentions),))
    mechanisms = tuple(
        attrs.evolve(BUNDLED.mechanism(id), operators=(ndrc.id,), founded=PartialDate(2018), ended=PartialDate(2030))
        for id in ("arrangement-macao-bri", "joint-conference", "joint-conference-meeting")
    )
    source = attrs.evolve(BUNDLED.source or SourceDescription(), publisher="Port Office")
    partners: tuple[Partner, ...] = (pt, eu, ndrc)
    return attrs.evolve(BUNDLED, sections=(section,), partners=partners, mechanisms=mechanisms, source=source)


def _leaves(value: Any, path: str = "", keys: tuple[Any, ...] = ()) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    if path == "schema_version":
        return
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}".lstrip("."), (*keys, key))
    elif isinstance(value, list) and value:
        for i, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[]".replace("sections[].sections[]", "sections[]"), (*keys, i))
    else:
        yield path, keys, value


KNOWN = {"zh-Hans": "en", "zh-Hant": "pt", "pt": "zh-Hant", "en": "zh-Hans"}


def _changed(tree: Any, path: str, keys: tuple[Any, ...], value: Any) -> Any:
    """The tree with another value there that the model allows."""
    field = path.rpartition(".")[2]
    choices = {
        "aspect": ("hold", "start"), "comparison": ("exactly", "ordinal"), "kind": ("arrangement", "country"),
        "status": ("official", "attested"), "confidence": ("low", "high"), "policy_areas[]": ("unimpeded-trade",),
    }  # fmt: skip
    if field == "language":
        value = KNOWN.get(value, "en")
    elif field == "kind" and "mentions" in path:
        value = "mechanism" if value == "partner" else "partner"
    elif field == "kind":
        value = {"country": "city", "group": "zone", "government": "host"}.get(
            value, "forum" if value != "forum" else "fund"
        )
    elif field in choices:
        value = next(choice for choice in choices[field] if choice != value)
    elif field in ("start", "end") and "period" in path:
        value = "2022-01-01" if field == "start" else "2024-12-31"
    elif field in ("alpha2", "alpha3", "m49"):
        value = {"alpha2": "XX", "alpha3": "XXX", "m49": "999"}[field]
    elif isinstance(value, bool):
        value = not value
    elif isinstance(value, int):
        value = value + 1 if field != "day" else 2
    elif field == "sha256":
        value = "1" * 64
    elif isinstance(value, str):
        value += "x"
    else:
        return None
    tree = copy.deepcopy(tree)
    place = tree
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    return tree


def _is_lost(path: str) -> bool:
    return any(path == loss or path.startswith((f"{loss}.", f"{loss}[")) for loss in LOSSES)


class TestLosses:
    def test_are_exactly_what_no_document_shows(self) -> None:
        plan = _full()
        tree = tree_of(plan)
        before = [html.dumps(plan, language=language) for language in LANGUAGES]  # type: ignore[arg-type]
        shown: dict[str, bool] = {}
        for path, keys, value in _leaves(tree):
            changed = _changed(tree, path, keys, value)
            if changed is not None:
                after = (html.dumps(plan_of(changed), language=language) for language in LANGUAGES)  # type: ignore[arg-type]
                shown[path] = shown.get(path, False) or any(map(bytes.__ne__, before, after))
        lost = set(filter(_is_lost, shown))
        assert {path for path, seen in shown.items() if seen is (path in lost)} == set()
        unseen = {loss for loss in LOSSES if not any(path.startswith(loss) for path in shown)}
        assert unseen == {"extra", "schema_version"}

    def test_are_sorted_and_those_of_every_document(self) -> None:
        assert markdown.LOSSES == html.LOSSES == docx.LOSSES == LOSSES == tuple(sorted(LOSSES))
