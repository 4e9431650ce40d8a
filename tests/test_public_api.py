"""The public surface is what is recorded: whoever changes it does so knowingly, and tells it in the changelog."""

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).parent.parent / "tools/record_api.py"


def test_is_as_recorded() -> None:
    done = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
