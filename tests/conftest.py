"""What several test files share."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Whole plans take a while to draw, the more so where coverage is measured; how long is no property of this library.
# A check says the same on every machine: new examples are looked for with BRI_MACAO_EXPLORE=1, not by accident.
settings.register_profile(
    "bri_macao",
    deadline=None,
    derandomize=not os.environ.get("BRI_MACAO_EXPLORE"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("bri_macao")


@pytest.fixture(scope="session")
def official() -> Path:
    """A copy of the 2023 document, which the library does not hold."""
    default = Path(__file__).parents[2] / "shared" / "sources" / "plan-2023.txt"
    path = Path(os.environ.get("BRI_MACAO_DOCUMENT") or default)
    if not path.is_file():
        pytest.skip("needs a copy of the 2023 document; name one in BRI_MACAO_DOCUMENT")
    return path
