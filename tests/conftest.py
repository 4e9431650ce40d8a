"""What several test files share."""

import os
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import bri_macao

# Whole plans take a while to draw, the more so where coverage is measured; how long is no property of this library.
# A check says the same on every machine: new examples are looked for with BRI_MACAO_EXPLORE=1, not by accident.
settings.register_profile(
    "bri_macao",
    deadline=None,
    derandomize=not os.environ.get("BRI_MACAO_EXPLORE"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("bri_macao")

# Hypothesis tries constants from the code of every module that is loaded. All are, so that it tries the same ones
# whichever tests ran before.
for module in pkgutil.walk_packages(bri_macao.__path__, "bri_macao."):
    if not module.name.endswith("__main__"):
        import_module(module.name)


@pytest.fixture(scope="session")
def official() -> Path:
    """A copy of the 2023 document, which the library does not hold."""
    default = Path(__file__).parents[2] / "shared" / "sources" / "plan-2023.txt"
    path = Path(os.environ.get("BRI_MACAO_DOCUMENT") or default)
    if not path.is_file():
        pytest.skip("needs a copy of the 2023 document; name one in BRI_MACAO_DOCUMENT")
    return path
