"""Run every check of the project with the Python that runs this file; say at the end which failed.

.venv/bin/python tools/check.py
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent

CHECKS = {
    "tests": [
        *("-m", "pytest", "-q", "-n", "auto", "--dist", "loadscope"),
        *("--cov", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100"),
    ],
    "types": ["-m", "mypy"],
    "lint": ["-m", "ruff", "check"],
    "format": ["-m", "ruff", "format", "--check"],
    "instructions": ["-m", "benchmarks.instructions", "--check"],
    "docs": ["-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-b", "html", "docs", "docs/_build/html"],
    "frozen data": ["tools/freeze.py", "--check"],
}


def main() -> int:
    """Run them all, also after a failure."""
    argparse.ArgumentParser(description="Run every check of the project.").parse_args()
    failed = []
    for name, arguments in CHECKS.items():
        print(f"== {name}: python {' '.join(arguments)}", flush=True)
        start = time.monotonic()
        code = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
        print(f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s\n", flush=True)
        if code:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else f"all {len(CHECKS)} checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
