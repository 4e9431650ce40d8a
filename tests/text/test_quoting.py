"""Quotation marks that have no partner."""

import pytest

from bri_macao.text import unpaired


class TestUnpaired:
    @pytest.mark.parametrize(
        ("text", "places"),
        [
            ("", []),
            ("“论坛”", []),
            ("“论”“坛”", []),
            ("“论坛", [(0, "“")]),
            ("论坛”", [(2, "”")]),
            ("“论“坛”", [(0, "“")]),
            ("“论”坛”", [(4, "”")]),
            ("论＂坛", [(1, "＂")]),
            ('论"坛', [(1, '"')]),
            ("”论“", [(0, "”"), (2, "“")]),
            ("‘论’『坛", []),  # only double quotes are looked at
        ],
    )
    def test_places(self, text: str, places: list[tuple[int, str]]) -> None:
        assert list(unpaired(text)) == places
