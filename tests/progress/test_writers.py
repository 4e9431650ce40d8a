"""Many processes at once, and processes killed at any moment: nothing that was recorded is lost.

The full size, 10 processes with 1,000 updates each and 200 kills, takes some minutes, most of it waiting for the disk:
BRI_MACAO_FULL=1.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

import bri_macao
from bri_macao.plans import load_plan
from bri_macao.progress import ProgressStore, Update, check, subjects

FULL = bool(os.environ.get("BRI_MACAO_FULL"))
PLAN = load_plan(2023)
WORK = [subject for subject in subjects(PLAN) if "." in subject]


def said(number: int, who: str) -> Update:
    """The updates of a writer, each as it may follow those before."""
    day = date(2023, 1, 1) + timedelta(days=number // len(WORK))
    return Update(subject=WORK[number % len(WORK)], status="in-hand", as_of=day, who=who)


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
        return str(found)


class TestTenAtOnce:
    UPDATES = 1_000 if FULL else 60
    WRITER = Path(__file__).with_name("writer.py")

    def test_lose_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "progress.db"
        environment = {**os.environ, "PYTHONPATH": str(Path(bri_macao.__file__).parents[1])}
        # None makes the file before the others; every third writes several updates at a time, the others one by one.
        writers = [
            subprocess.Popen(
                [sys.executable, self.WRITER, path, f"desk {n}", str(self.UPDATES), "1" if n % 3 else "10"],
                stdout=subprocess.PIPE,
                env=environment,
                text=True,
            )
            for n in range(10)
        ]
        acknowledged = [id for writer in writers for id in writer.communicate(timeout=600)[0].split()]
        assert [writer.returncode for writer in writers] == [0] * 10
        with ProgressStore(path) as store:
            log = store.log(PLAN.id)
        assert len(log) == len(acknowledged) == 10 * self.UPDATES
        assert {update.id for update in log} == set(acknowledged)
        assert {update.id for update in log} == {
            said(number, f"desk {n}").id for n in range(10) for number in range(self.UPDATES)
        }
        assert check(PLAN, log) == ()
        assert integrity(path) == "ok"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
class TestOpenedAtOnce:
    FILES = 60 if FULL else 10

    def test_one_makes_the_file_and_all_have_it(self, tmp_path: Path) -> None:
        for number in range(self.FILES):
            path, start = tmp_path / f"{number}.db", time.monotonic() + 0.03
            children = [self.opening(path, start) for _ in range(10)]
            assert [os.waitpid(child, 0)[1] for child in children] == [0] * 10
            assert integrity(path) == "ok"

    @staticmethod
    def opening(path: Path, start: float) -> int:
        child = os.fork()
        if child == 0:
            try:
                while time.monotonic() < start:
                    pass
                ProgressStore(path).close()
                os._exit(0)
            finally:
                os._exit(1)
        return child


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
class TestKilled:
    KILLS = 200 if FULL else 40
    LIVES = 20
    """Kills of writers of one file; then a new file is begun, so that its making is killed too."""

    @pytest.mark.parametrize("seed", range(KILLS // LIVES))
    def test_at_any_moment_it_opens_clean(self, tmp_path: Path, seed: int) -> None:
        moments = random.Random(seed)
        path = tmp_path / "progress.db"
        acknowledged: set[str] = set()
        for life in range(self.LIVES):
            # The first ones die while the file is made.
            acknowledged |= self.killed(path, f"life {life}", moments.uniform(0, 0.006 if life < 5 else 0.08))
            with ProgressStore(path) as store:
                log = store.log(PLAN.id)
            assert integrity(path) == "ok"
            ids = [update.id for update in log]
            assert acknowledged <= set(ids)
            assert len(set(ids)) == len(ids)
            assert check(PLAN, log) == ()
        assert acknowledged

    @staticmethod
    def killed(path: Path, who: str, seconds: float) -> set[str]:
        """What a writer said to have recorded before it was killed."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                with ProgressStore(path) as store:
                    for number in range(100_000):
                        more = [said(5 * number + n, who) for n in range(1 if number % 2 else 5)]
                        for update in store.extend(PLAN, more):
                            os.write(writing, update.id.encode())
            finally:
                os._exit(1)  # it was not to come so far
        os.close(writing)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        with os.fdopen(reading, "rb") as pipe:
            data = pipe.read().decode()
        return {data[start : start + 32] for start in range(0, len(data) - 31, 32)}
