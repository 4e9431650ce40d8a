"""Addresses: what they are of, and what is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao.errors import InvalidValue
from bri_macao.model import Action, Plan, Target, WorkItem
from bri_macao.progress import kind_of, plan_of, subjects, target_id
from bri_macao.strategies import plans


class TestAddress:
    @pytest.mark.parametrize(
        ("subject", "kind", "plan"),
        [
            ("2023/7", "work", "2023"),
            ("2023/7.3", "work", "2023"),
            ("2025/s2.1/1.10", "work", "2025"),
            ("undated/1", "work", "undated"),
            ("2023/23#target-1", "target", "2023"),
            ("2025/s2/1#target-12", "target", "2025"),
            ("2024-2028#problem-visa-quota", "problem", "2024-2028"),
            ("2023#decision-1", "decision", "2023"),
            ("2023#meeting-5", "meeting", "2023"),
        ],
    )
    def test_is_of(self, subject: str, kind: str, plan: str) -> None:
        assert (kind_of(subject), plan_of(subject)) == (kind, plan)

    @pytest.mark.parametrize(
        "subject",
        [
            *(
                "",
                "2023",
                "/7",
                "2023/",
                "2023 /7",
                "2023/7\n",
                "2023/7 ",
                "2023/7#",
                "2023/7#target",
                "2023/7#target-0",
            ),
            *("2023/7#target-01", "2023/7#target-1x", "2023/7#target-1234567", "2023/7#meeting-5", "2023#target-1"),
            *(
                "2023#problem",
                "2023#problem-",
                "2023#problem-A",
                "2023#problem-a-",
                "2023#problem--a",
                "2023#problem-甲",
            ),
            *("2023#meeting-5#problem-a", "#problem-a", "2023#idea-a", f"2023/{'7' * 200}"),
        ],
    )
    def test_is_none(self, subject: str) -> None:
        with pytest.raises(InvalidValue, match="is no address: write 2023/7 or"):
            kind_of(subject)
        with pytest.raises(InvalidValue, match="is no address"):
            plan_of(subject)

    def test_a_long_one_is_not_repeated_in_full(self) -> None:
        with pytest.raises(InvalidValue) as caught:
            kind_of("7" * 10_000)
        assert len(str(caught.value)) < 500

    @given(st.text())
    def test_any_text_is_one_or_is_refused(self, text: str) -> None:
        try:
            assert text.startswith(plan_of(text))
        except InvalidValue:
            assert not text.startswith("2023/7.")


class TestSubjects:
    def test_of_a_plan(self, plan: Plan) -> None:
        found = subjects(plan)
        assert [*found] == [
            *("2031/1", "2031/1.1", "2031/1.2", "2031/1.3", "2031/1#target-1", "2031/2"),
            *("2031/3", "2031/3.1", "2031/3#target-1", "2031/3#target-2"),
        ]
        assert found["2031/3#target-2"] is plan.item(3).targets[1]
        assert found["2031/1.2"] is plan.item(1).actions[1]

    @given(plans())
    @settings(max_examples=25)
    def test_are_all_addresses(self, plan: Plan) -> None:
        kinds = {WorkItem: "work", Action: "work", Target: "target"}
        for subject, part in subjects(plan).items():
            assert kind_of(subject) == kinds[type(part)]
            assert plan_of(subject) == plan.id

    def test_targets_count_from_one(self) -> None:
        assert target_id("2031/3", 2) == "2031/3#target-2"
