"""What the tests of pictures share."""

import pytest

from bri_macao.plot._fonts import Typeface


@pytest.fixture(scope="session")
def chinese() -> None:
    """That there is a font for Chinese."""
    if not Typeface.of("zh-Hant").chinese:
        pytest.skip("needs an installed font for Chinese, such as Noto Sans CJK")
