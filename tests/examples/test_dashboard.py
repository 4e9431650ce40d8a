"""The notebook is stored without outputs, always in the same form, and runs."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

NOTEBOOK = Path(__file__).parents[2] / "examples" / "dashboard.ipynb"
RUN = Path(__file__).with_name("notebook.py")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the cells give, one after the other."""
    folder = tmp_path_factory.mktemp("notebook")
    target = folder / "run.ipynb"
    # Whatever a user has set for notebooks is of no account.
    own = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR")
    done = subprocess.run(
        [sys.executable, str(RUN), str(NOTEBOOK), str(target)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **dict.fromkeys(own, str(folder))},
    )
    assert done.returncode == 0, done.stderr
    return [output for cell in json.loads(target.read_bytes())["cells"] for output in cell.get("outputs", ())]


def stored() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(NOTEBOOK.read_bytes())
    return found


def of_kind(outputs: list[dict[str, Any]], kind: str) -> Iterator[str]:
    return ("".join(output["data"][kind]) for output in outputs if kind in output.get("data", {}))


class TestStored:
    def test_without_outputs(self) -> None:
        cells = [cell for cell in stored()["cells"] if cell["cell_type"] == "code"]
        assert cells
        for cell in cells:
            assert (cell["execution_count"], cell["outputs"], cell["metadata"]) == (None, [], {})

    def test_in_one_form(self) -> None:
        text = json.dumps(stored(), ensure_ascii=False, indent=1, sort_keys=True)
        assert NOTEBOOK.read_text("utf-8") == f"{text}\n"

    def test_is_a_notebook(self) -> None:
        nbformat.validate(stored())

    def test_says_for_whom_it_is(self) -> None:
        assert "".join(stored()["cells"][0]["source"]).splitlines()[2].startswith("For an analyst")


class TestRun:
    def test_shows_the_plan_and_tables(self, outputs: list[dict[str, Any]]) -> None:
        plan, partners, *found = of_kind(outputs, "text/html")
        assert plan.count("<tr>") == 5 + 23
        assert "Portugal</span></td><td><span" in partners
        assert [table.count("<tr>") for table in found] == [1 + 2, 1 + 2]

    def test_draws_pictures(self, outputs: list[dict[str, Any]]) -> None:
        assert [len(picture) > 5000 for picture in of_kind(outputs, "image/png")] == [True, True]

    def test_says_what_changed_and_nothing_else(self, outputs: list[dict[str, Any]]) -> None:
        (said,) = (output for output in outputs if output["output_type"] == "stream")
        assert said["name"] == "stdout"
        assert said["text"][0] == "2023 to 2023: 20 kept, 2 reworded, 1 dropped\n"
        assert "".join(said["text"]).count("~ strengthened: strive to complete") == 2
