"""Measure whether the tests bite: change the code in small ways, and see which changes no test notices.

.venv/bin/pip install mutmut
.venv/bin/python tools/mutate.py text mentions --sample 70 --seed 4

The changes are those that mutmut makes within functions. All of them would take days, so each room gets a sample: drawn
with a seed, spread over its modules by how many changes each has. A change is held against the test file that mirrors
the module, then against the room's other tests as listed here, then against the module's doctests. All of it happens in
a copy of the repository.
"""

import argparse
import importlib.util
import math
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

import libcst
import pytest
from mutmut.mutation.file_mutation import Mutation, create_mutations

ROOT = Path(__file__).parent.parent
PACKAGE = Path("src/bri_macao")

# Sources and tests of each room; the tests that are slow and find nothing that others miss are left out.
ROOMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "text": (
        ("text/*.py",),
        ("tests/text", "tests/test_layout.py", "tests/test_parsing.py", "tests/test_hostile.py::TestLargest"),
    ),
    "grammar": (("_grammar.py",), ("tests/test_outline.py", "tests/test_layout.py", "tests/test_documents.py")),
    "parsing": (
        ("parsing.py",),
        ("tests/test_plans.py", "tests/test_noticing.py", "tests/test_hostile.py::TestLargest"),
    ),
    "mentions": (("mentions/*.py",), ("tests/mentions", "tests/test_annotated.py")),
    "validation": (("validation/*.py",), ("tests/test_validation.py", "tests/test_parsing.py")),
    "json": (
        ("formats/json.py", "_json.py", "_structuring.py"),
        (
            *("tests/formats/test_json.py", "tests/formats/test_trees.py", "tests/test_validation.py"),
            "tests/test_hostile.py::TestLargestJSON",
        ),
    ),
    "trees": (
        ("formats/__init__.py", "formats/_backends.py", "formats/_trees.py", "_incoming.py", "formats/yaml.py"),
        ("tests/formats/test_formats.py", "tests/formats/test_trees.py", "tests/formats/test_yaml.py"),
    ),
    "tables": (
        (
            *("formats/_relations/*.py", "formats/_archives.py", "formats/_cells.py", "formats/_datapackage.py"),
            *("formats/csv.py", "formats/_database.py", "formats/sqlite.py"),
        ),
        ("tests/formats/test_relations.py", "tests/formats/test_csv.py", "tests/formats/test_sqlite.py"),
    ),
    "linked": (("formats/_linked/*.py", "formats/jsonld.py"), ("tests/formats/test_jsonld.py",)),
    "stratml": (("formats/_stratml/*.py", "formats/stratml.py"), ("tests/formats/test_stratml.py",)),
    "pages": (
        ("formats/_pages.py", "formats/html.py", "formats/markdown.py", "formats/docx.py", "pages/*.py"),
        (
            *("tests/test_pages.py", "tests/formats/test_pages.py", "tests/formats/test_html.py"),
            *("tests/formats/test_markdown.py", "tests/formats/test_docx.py"),
        ),
    ),
}

OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "-k", "not TestTime")

MEMORY = 4 * 2**30
"""Bytes that the tests may take; what takes more is noticed."""

SECONDS = 120
"""How long the tests may take with a change in the code; what takes longer is an endless loop, and noticed."""


class Mutant(NamedTuple):
    """A changed module, and which part of it differs."""

    path: Path
    code: str
    diff: str


def sample(patterns: tuple[str, ...], size: int, seed: int) -> Iterator[Mutant]:
    """About `size` changes, from every module as many as its share of them all."""
    paths = [path.relative_to(ROOT) for pattern in patterns for path in sorted((ROOT / PACKAGE).glob(pattern))]
    found = {path: _mutations(path) for path in paths}
    total = sum(len(mutations) for _, mutations in found.values())
    for path, (module, mutations) in found.items():
        share = min(len(mutations), math.ceil(len(mutations) * size / total))
        for mutation in random.Random(f"{seed} {path}").sample(mutations, share):  # noqa: S311
            changed = module.deep_replace(mutation.original_node, mutation.mutated_node)
            assert isinstance(changed, libcst.Module)
            before, after = module.code.splitlines(), changed.code.splitlines()
            diff = "\n".join([*unified_diff(before, after, lineterm="", n=0)][2:])
            yield Mutant(path, changed.code, diff)


def _mutations(path: Path) -> tuple[libcst.Module, list[Mutation]]:
    """A module, and everything that mutmut would change within its functions."""
    module, found, _, _ = create_mutations(str(path), (ROOT / path).read_text("utf-8"))
    return module, [one for one in found if isinstance(one.contained_by_top_level_function, libcst.FunctionDef)]


def passes(copy: Path, tests: tuple[str, ...]) -> bool:
    """Whether these tests pass in the copy."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-m", "pytest", *OPTIONS, *tests]
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def survives(copy: Path, mutant: Mutant, tests: tuple[str, ...]) -> bool:
    """Whether no test notices the change."""
    target = copy / mutant.path
    before = target.read_bytes()
    target.write_text(mutant.code, "utf-8")
    mirror = Path("tests", mutant.path.relative_to(PACKAGE)).with_name(f"test_{mutant.path.stem.lstrip('_')}.py")
    nearest = [(str(mirror),)] if (copy / mirror).exists() else []
    Path(importlib.util.cache_from_source(str(target))).unlink(missing_ok=True)
    try:
        return all(passes(copy, some) for some in (*nearest, tests, (str(mutant.path),)))
    finally:
        target.write_bytes(before)


def main() -> int:
    """Say which changes survived, and the score of each room."""
    parser = argparse.ArgumentParser(description="Measure whether the tests bite.")
    rooms = f"of {', '.join(ROOMS)}; all, unless some are named"
    parser.add_argument("rooms", nargs="*", choices=[*ROOMS, []], metavar="ROOM", help=rooms)
    parser.add_argument("--sample", type=int, default=70, help="changes for each room (70)")
    parser.add_argument("--seed", type=int, default=4)
    given = parser.parse_args()
    scores = []
    # An endless loop that gathers things must not take the machine with it; children inherit the limit.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory, "copy")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "build"))
        for room in given.rooms or ROOMS:
            patterns, tests = ROOMS[room]
            chosen = list(sample(patterns, given.sample, given.seed))
            for path in {mutant.path: None for mutant in chosen}:
                if not survives(copy, Mutant(path, (ROOT / path).read_text("utf-8"), ""), tests):
                    sys.exit(f"tests of {path} fail before anything is changed")
            survivors = 0
            for mutant in chosen:
                if survives(copy, mutant, tests):
                    survivors += 1
                    print(f"{mutant.path} {mutant.diff}\n", flush=True)
            killed = len(chosen) - survivors
            scores.append(f"{room}: {killed} of {len(chosen)} noticed, {killed / len(chosen):.0%}")
            print(f"== {scores[-1]}\n", flush=True)
    print("\n".join(scores))
    return 0


if __name__ == "__main__":
    sys.exit(main())
