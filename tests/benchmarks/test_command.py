"""The command, from end to end, with few rounds."""

import subprocess
import sys
from importlib.util import find_spec

import bri_macao as bri
from benchmarks.reading import document
from benchmarks.results import ROOT


def test_quick_measures_every_goal_and_writes_nothing() -> None:
    before = (ROOT / "benchmarks" / "results.json").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick"], cwd=ROOT, check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    reading = find_spec("ahocorasick_rs") is not None
    verdicts = [line.split("|")[-2].strip() for line in done.stdout.splitlines() if line.startswith("|")]
    assert verdicts.count("met") + verdicts.count("missed") == 9 + reading
    assert "Measured on " in done.stdout
    assert (ROOT / "benchmarks" / "results.json").read_bytes() == before


def test_the_document_is_read_as_it_was_written() -> None:
    reading = bri.read(document(60))
    assert [item.number for item in reading.plan.items] == list(range(1, 61))
    assert all(item.mentions and item.actions and (item.text or "").endswith("。") for item in reading.plan.items)
    assert not [finding for finding in reading.findings if finding.severity == "error"]
