"""What is typed faster than the program deals with it goes where it would go when typed slowly."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Start

HEADING = "The award ceremony"


@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
def test_search_enter_and_next_in_one_burst(start: Start, size: tuple[int, int]) -> None:
    terminal = start(size=size)
    terminal.wait_for(HEADING)
    terminal.send(b"/green\rnnq")
    assert terminal.exit_code() == 0


def test_a_note_typed_in_one_burst_is_whole(start: Start, fresh_env: dict[str, str]) -> None:
    terminal = start()
    terminal.wait_for(HEADING)
    terminal.send(b"aThe whole of the note, q included\x13LGjjmk")
    terminal.wait_for("NOTES AND MARKS")
    terminal.press("escape")
    terminal.wait_for(lambda: "NOTES AND MARKS" not in terminal.text)
    terminal.press("q")
    assert terminal.exit_code() == 0
    done = subprocess.run(
        [sys.executable, "-m", "tui_reader", "notes"], env=fresh_env, capture_output=True, text=True, check=True
    )
    assert "The whole of the note, q included" in done.stdout


def test_dialogs_opened_and_closed_in_one_burst(start: Start) -> None:
    terminal = start()
    terminal.wait_for(r"mentioned +\d")
    terminal.send(b"/green\rljj\r?qLq3o\r1j\r4]q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()


@pytest.mark.parametrize("before", ["", "/green\r", "3"])
@pytest.mark.parametrize("after", ["/", "a", "R", ":", "?", "L", "1\r"])
def test_keys_after_the_one_that_quits_do_nothing(start: Start, before: str, after: str) -> None:
    terminal = start()
    terminal.wait_for(r"mentioned +\d")
    terminal.send(f"{before}q{after}".encode())
    assert terminal.exit_code() == 0
    terminal.assert_as_found()
