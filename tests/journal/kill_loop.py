#!/usr/bin/env python3
"""Kill readers that write notes, at random moments, and look whether a note that the screen had confirmed is lost.

    python tests/journal/kill_loop.py [RUNS] [SEED]

Every run reads an article of its own and writes into one and the same journal, which must pass SQLite's
integrity_check after each kill. Prints a summary; exit code 1 when anything was lost.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

PARAGRAPHS = 40
LONGEST = 2.0
"""Seconds from the first paint after which the latest kill falls."""


class Outcome(NamedTuple):
    """What the runs came to."""

    runs: int
    confirmed: int
    lost: list[str]
    broken: list[str]
    """What integrity_check said, where it was not ok."""


def article(number: int) -> str:
    """An article that no other run reads."""
    paragraphs = "".join(f"      - Sentence {at} of run {number} stands here.\n" for at in range(PARAGRAPHS))
    return f"headline: Run {number}\nsections:\n  - heading: Only\n    paragraphs:\n{paragraphs}"


def run_once(terminal: Any, number: int, kill_after: float) -> list[str]:
    """Write notes until the kill; gives those that the screen confirmed."""
    confirmed: list[str] = []
    terminal.wait_for("Sentence 0")
    deadline = time.monotonic() + kill_after

    def seen(wanted: str, gone: str) -> bool:
        # Both: a screen that is only half painted anew shows what was before as well.
        while wanted not in terminal.text or gone in terminal.text:
            if time.monotonic() > deadline:
                return False
            terminal.pump(0.01)
        return True

    for at in range(PARAGRAPHS):
        body = f"note {at} of run {number}"
        terminal.press("a")
        if not seen("Ctrl+S keep", "note kept"):
            break
        terminal.send(body.encode())
        terminal.press("ctrl+s")
        if not seen("note kept", "Ctrl+S keep"):
            break
        confirmed.append(body)
        terminal.press("}")
    terminal.close()  # SIGKILL
    return confirmed


def kill_loop(start: Callable[[Path, Path], Any], folder: Path, runs: int, seed: int) -> Outcome:
    """Run readers on articles in a folder and kill them; `start` gets the article and the journal."""
    chance = random.Random(seed)
    journal, confirmed, broken = folder / "journal.sqlite", [], []
    for number in range(runs):
        path = folder / f"article-{number}.yaml"
        path.write_text(article(number), encoding="utf-8")
        confirmed += run_once(start(path, journal), number, chance.uniform(0.05, LONGEST))
        database = sqlite3.connect(journal)
        (said,) = database.execute("PRAGMA integrity_check").fetchone()
        database.close()
        if said != "ok":
            broken.append(f"run {number}: {said}")
    database = sqlite3.connect(journal)
    # A second note on the same words goes on with the first.
    kept = "\n".join(body for (body,) in database.execute("SELECT body FROM notes"))
    database.close()
    return Outcome(runs, len(confirmed), [body for body in confirmed if body not in kept], broken)


def main() -> int:
    """Run the loop as asked for."""
    root = Path(__file__).resolve().parents[2]
    sys.path.insert(0, str(root))
    from tests.e2e.conftest import Terminal

    runs, seed = (int(word) for word in (*sys.argv[1:3], *("300", "1")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {"HOME": name, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color"}

        def start(path: Path, journal: Path) -> Terminal:
            argv = [sys.executable, "-m", "tui_reader", str(path), "--journal", str(journal)]
            return Terminal(argv, size=(80, 24), env=env, cwd=folder)

        outcome = kill_loop(start, folder, runs, seed)
    print(f"{outcome.runs} kills, {outcome.confirmed} notes confirmed, {len(outcome.lost)} lost: {outcome.lost}")
    print(f"integrity_check not ok: {outcome.broken}")
    return 1 if outcome.lost or outcome.broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
