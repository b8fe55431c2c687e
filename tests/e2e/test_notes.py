"""What a reader leaves survives quitting, another size, a kill, and the way out and in again."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.e2e.conftest import Start

HEADING = "The award ceremony"


def run(env: dict[str, str], *words: str) -> str:
    """The output of a command."""
    done = subprocess.run(
        [sys.executable, "-m", "tui_reader", *words], env=env, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_whole_round(start: Start, fresh_env: dict[str, str], shipped: Path, tmp_path: Path) -> None:
    terminal = start(str(shipped))
    terminal.wait_for(HEADING)
    terminal.press("/")
    terminal.wait_for("anyone")
    terminal.press(*"polysilicon")
    terminal.wait_for(r"1 of \d+")
    terminal.press("enter", "m", "s")
    terminal.wait_for("mark s set")
    terminal.press("v")
    terminal.wait_for("words selected")
    terminal.press("a")
    terminal.wait_for("Ctrl.S keep")
    terminal.press(*"Check this", "enter", *"twice", "ctrl+s")
    terminal.wait_for("note kept")
    terminal.press("y")
    terminal.wait_for("OSC 52")
    assert b"\x1b]52;c;" in terminal.raw
    words = next(line for line in terminal.text.split("\n") if "silicon" in line.lower())
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()

    again = start(str(shipped), size=(80, 24))
    again.wait_for(HEADING[:5])
    again.wait_for("polysilicon|Polysilicon")
    again.press("L")
    again.wait_for("Check this twice")
    again.press("escape")
    again.wait_for(lambda: "NOTES AND MARKS" not in again.text)
    again.press("q")
    assert again.exit_code() == 0
    assert words

    out = run(fresh_env, "notes", str(shipped), "--format", "json")
    assert '"Check this\\ntwice"' in out
    file, empty = tmp_path / "notes.json", str(tmp_path / "empty.sqlite")
    file.write_text(out, encoding="utf-8")
    assert run(fresh_env, "notes", "--import", str(file), "--journal", empty) == "2 taken in, 0 there already\n"
    assert run(fresh_env, "notes", str(shipped), "--format", "json", "--journal", empty) == out
    assert "Check this" in run(fresh_env, "notes", str(shipped))


def test_two_readers_of_one_article_both_keep_everything(start: Start, fresh_env: dict[str, str]) -> None:
    first, second = start(), start()
    for number, terminal in enumerate((first, second)):
        terminal.wait_for(HEADING)
        terminal.press(*["}"] * number, "a")
        terminal.wait_for("Ctrl.S keep")
        terminal.press(*f"from reader {number}")
    for terminal in (first, second):
        terminal.press("ctrl+s")
        terminal.wait_for("note kept")
    for terminal in (first, second):
        terminal.press("q")
        assert terminal.exit_code() == 0
    told = run(fresh_env, "notes")
    assert "from reader 0" in told
    assert "from reader 1" in told


def test_nothing_confirmed_is_lost_by_a_kill(start: Start, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("kill_loop", Path(__file__).parents[1] / "journal" / "kill_loop.py")
    assert spec is not None
    assert spec.loader is not None
    kill_loop: Any = importlib.util.module_from_spec(spec)
    sys.modules["kill_loop"] = kill_loop
    spec.loader.exec_module(kill_loop)
    outcome = kill_loop.kill_loop(
        lambda path, journal: start(str(path), "--journal", str(journal), size=(80, 24)), tmp_path, 5, 7
    )
    assert outcome.confirmed
    assert outcome.lost == []
    assert outcome.broken == []


def test_a_note_that_cannot_be_kept_is_printed_at_the_end(start: Start) -> None:
    terminal = start("--journal", "/proc/nowhere/journal.sqlite")
    terminal.wait_for(HEADING)
    terminal.wait_for("nothing is kept")
    terminal.press("a")
    terminal.wait_for("Ctrl.S keep")
    terminal.press(*"precious words", "ctrl+s")
    terminal.wait_for("until you quit")
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()
    assert "could not be kept" in terminal.text
    assert "precious words" in terminal.text
