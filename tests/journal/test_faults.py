"""The journal under faults: whatever fails, nothing that was confirmed is lost, and nothing is overwritten."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui_reader.journal.model import JournalProblem, Note
from tui_reader.journal.store import Journal


class Faulty:
    """A connection of which every n-th statement fails as a bad disk makes it fail."""

    def __init__(self, connection: sqlite3.Connection, every: int) -> None:
        self._connection = connection
        self._every = every
        self._count = 0

    def execute(self, *words: Any) -> sqlite3.Cursor:
        self._count += 1
        if self._count % self._every == 0 and not str(words[0]).startswith("ROLLBACK"):
            raise sqlite3.OperationalError("disk I/O error")
        return self._connection.execute(*words)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@pytest.mark.parametrize("every", [1, 2, 3, 5, 7, 11, 13, 29])
def test_every_nth_statement_failing_loses_nothing_confirmed(
    path: Path, every: int, note: Callable[..., Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy = Journal.open(path)
    record = healthy.article(None, "f", "h", "c").id
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *words, **more: Faulty(connect(*words, **more), every))
    confirmed = []
    for number in range(30):
        journal = None
        try:
            journal = Journal.open(path)
            journal.put_note(record, note(number))
        except JournalProblem:
            continue
        else:
            confirmed.append(note(number).id)
        finally:
            if journal is not None:
                journal.close()
    kept = [one.id for one in healthy.notes(record)]
    assert set(confirmed) <= set(kept)
    healthy.close()
    assert not list(path.parent.glob("*.bad-*"))
    plain = connect(path)
    assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    plain.close()


WRITER = """
import sys
from pathlib import Path
from tui_reader.journal.anchors import Anchor
from tui_reader.journal.model import Note, now
from tui_reader.journal.store import Journal
journal = Journal.open(Path(sys.argv[1]))
record = journal.article(None, "f", "h", "c").id
for number in range(100000):
    name = f"{sys.argv[2]}-{number}"
    journal.put_note(record, Note(name, Anchor(number, number + 1, "w"), "body " * 50, now(), now()))
    print(name, flush=True)
"""


def kill_writers(path: Path, runs: int, seed: int) -> tuple[int, list[str], list[str]]:
    """Kill programs that write notes at random moments: how many were confirmed, which are lost, what is broken."""
    chance, confirmed, broken = random.Random(seed), [], []
    for run in range(runs):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(run)], stdout=subprocess.PIPE, text=True
        )
        time.sleep(chance.uniform(0.05, 0.25))
        writer.send_signal(signal.SIGKILL)
        told, _ = writer.communicate()
        confirmed += [line for line in told.split("\n")[:-1] if line]
        if path.exists():
            plain = sqlite3.connect(path)
            (said,) = plain.execute("PRAGMA integrity_check").fetchone()
            plain.close()
            broken += [said] if said != "ok" else []
    journal = Journal.open(path)
    kept = {one.id for one in journal.notes(journal.article(None, "f", "h", "c").id)}
    journal.close()
    return len(confirmed), [name for name in confirmed if name not in kept], broken


def test_writers_killed_at_random_moments_lose_nothing_confirmed(path: Path) -> None:
    path.parent.mkdir()
    confirmed, lost, broken = kill_writers(path, 12, 1)
    assert confirmed
    assert lost == []
    assert broken == []


if __name__ == "__main__":  # python tests/journal/test_faults.py: a thousand kills, by hand
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        print("confirmed, lost, broken:", kill_writers(Path(name) / "journal.sqlite", 1000, 1))
