"""The terminal is left as it was found, whatever ends or stops the program, and the exit code says what it was."""

from __future__ import annotations

import random
import signal
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Start, Terminal

ROUGH = Path(__file__).parent / "programs" / "rough.py"

LEAVING = [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGQUIT, 131), (signal.SIGINT, 130)]


@pytest.mark.parametrize("modern", [False, True], ids=["mute", "modern"])
def test_quitting_leaves_no_mode(start: Start, modern: bool) -> None:
    terminal = start(program=ROUGH, modern=modern)
    terminal.wait_for("ready 120x36")
    if modern:
        terminal.wait_for(lambda: b"\x1b[?2048h" in terminal.raw)
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()
    assert b"?1016h" not in terminal.raw


@pytest.mark.parametrize(("number", "code"), LEAVING)
def test_signal_restores_the_terminal(start: Start, number: int, code: int) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("ready")
    terminal.signal(number)
    assert terminal.exit_code() == code
    terminal.assert_as_found()


@pytest.mark.parametrize(("number", "code"), LEAVING)
def test_signal_restores_the_terminal_of_a_busy_program(start: Start, number: int, code: int) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("ready")
    terminal.press("b")
    terminal.wait_for(lambda: b"busy" in terminal.raw)
    terminal.signal(number)
    assert terminal.exit_code() == code
    terminal.assert_as_found()


def test_signal_ends_a_program_that_does_not_end_by_itself(start: Start) -> None:
    terminal = start("slow", program=ROUGH)
    terminal.wait_for("ready")
    terminal.signal(signal.SIGTERM)
    assert terminal.exit_code() == 143
    terminal.assert_as_found()


def test_signals_while_starting_leave_nothing_behind(start: Start) -> None:
    chosen = random.Random(24)
    for number, code in LEAVING:
        terminal = start(program=ROUGH, modern=True)
        # Somewhere between the first sequence and the whole first page.
        bytes_before = chosen.randrange(1, 1500)
        _wait_for_bytes(terminal, bytes_before)
        terminal.signal(number)
        assert terminal.exit_code() == code
        terminal.assert_as_found()


def _wait_for_bytes(terminal: Terminal, number: int) -> None:
    terminal.wait_for(lambda: len(terminal.raw) >= number)


def test_signal_ends_a_program_whose_terminal_takes_nothing(start: Start) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("ready")
    terminal.press("f")
    terminal.wait_for(lambda: b"flood" in terminal.raw)
    # Nobody reads from now on: the terminal's buffer fills, and the program waits in the middle of a write.
    terminal.signal(signal.SIGTERM)
    terminal.wait_for_end_unread()
    assert terminal.exit_code() == 143
    assert terminal.termios_restored()


@pytest.mark.parametrize("how", ["key", "signal"])
def test_suspending_restores_and_continuing_paints_all_again(start: Start, how: str) -> None:
    terminal = start(program=ROUGH, modern=True)
    terminal.wait_for("line 36")
    for _ in range(2):
        if how == "key":
            terminal.press("ctrl+z")
        else:
            terminal.signal(signal.SIGTSTP)
        terminal.wait_for(terminal.stopped)
        terminal.drain()
        terminal.assert_as_found()
        terminal.screen.reset()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("^line 36$")
        terminal.wait_for("ready 120x36")
        assert {"?1049h", "?1003h", "?25l"} <= terminal.modes_left()
        assert not terminal.termios_restored()
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()


@pytest.mark.parametrize(("number", "code"), LEAVING)
def test_signal_to_a_stopped_program_ends_it(start: Start, number: int, code: int) -> None:
    terminal = start(program=ROUGH, modern=True)
    terminal.wait_for("line 36")
    terminal.signal(signal.SIGTSTP)
    terminal.wait_for(terminal.stopped)
    terminal.signal(number)
    terminal.signal(signal.SIGCONT)
    assert terminal.exit_code() == code
    terminal.assert_as_found()


def test_size_changed_while_stopped_is_seen(start: Start) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("ready 120x36")
    terminal.signal(signal.SIGTSTP)
    terminal.wait_for(terminal.stopped)
    terminal.resize(60, 20)
    terminal.screen.reset()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("ready 60x20")
    terminal.wait_for("^line 20$")


def test_stop_that_asks_nobody_is_survived(start: Start) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("^line 36$")  # all of it: what is painted below is painted after the stop
    terminal.signal(signal.SIGSTOP)
    terminal.wait_for(terminal.stopped)
    terminal.screen.reset()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("^line 36$")
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()


@pytest.mark.parametrize(
    ("key", "kind"), [("h", "KeyError"), ("r", "ValueError"), ("c", "ValueError"), ("w", "RuntimeError")]
)
def test_crash_is_one_line_and_a_log(start: Start, home: Path, key: str, kind: str) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("ready")
    terminal.press(key)
    assert terminal.exit_code() == 70
    terminal.assert_as_found()
    told = terminal.raw.rpartition(b"\x1b[?1004l")[2]
    line = told[told.index(b"tui-reader:") :].decode()
    assert line.startswith(f"tui-reader: crashed ({kind})")
    assert line.count("\n") == 1
    (log,) = (home / ".local/state/tui-reader/log").iterdir()
    assert str(log) in line
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    text = log.read_text()
    assert "Traceback" in text
    assert kind in text
    assert "\x1b" not in text
    assert "what the user wrote" not in terminal.raw.decode() + text


def test_crash_with_no_place_for_its_log_is_still_one_line(start: Start, home: Path, tmp_path: Path) -> None:
    (home / ".local").write_text("not a folder")
    terminal = start(program=ROUGH, env={"TMPDIR": str(tmp_path)})
    terminal.wait_for("ready")
    terminal.press("h")
    assert terminal.exit_code() == 70
    assert b"tui-reader-crash-" in terminal.raw.rpartition(b"\n")[0].rpartition(b"tui-reader:")[2]


def test_crash_of_a_program_that_does_not_end_by_itself_ends_it(start: Start) -> None:
    terminal = start("slow", program=ROUGH)
    terminal.wait_for("ready")
    terminal.press("h")
    assert terminal.exit_code() == 70
    terminal.assert_as_found()


def test_threads_that_never_end_do_not_keep_the_program(start: Start) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("ready")
    terminal.press("t")
    terminal.wait_for("waiting for ever")
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()


def test_hang_up_ends_the_program(start: Start) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("ready")
    terminal.hang_up()
    assert terminal.exit_code() == 129


def test_hang_up_without_its_signal_ends_the_program(start: Start) -> None:
    terminal = start("nohup", program=ROUGH)
    terminal.wait_for("ready")
    terminal.hang_up()
    assert terminal.exit_code() == 129


def test_what_the_app_says_at_its_end_comes_after_the_screen(start: Start) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("ready")
    terminal.press("p")
    assert terminal.exit_code() == 1
    terminal.assert_as_found()
    assert terminal.raw.index(b"there are problems") > terminal.raw.rindex(b"\x1b[?1049l")


def test_bytes_that_are_no_keys_are_survived(start: Start) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("ready")
    chosen = random.Random(8)
    bad = [b"\xff\xc3", b"\x1b[99999999u", b"\x1b[1:2;1u", b"\x1b[55296u", b"\x1b[48;0;0;0;0t", b"\x1b[<0;5;5M"]
    # Never the app's own keys.
    noise = bytes(chosen.choice(b"\x00\x01\x02 019;:<>?[]Z~\x7f\x80\xc3\xff") for _ in range(8_000))
    for piece in (*bad, noise, b"\x1b[48;100000;100000;1;1t", b"\x1b[48;36;120;0;0t", b"\x1b[200~never ended"):
        terminal.send(piece)
        terminal.pump(0)
    terminal.wait_for(r"pasted '.*never ended'")
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()


def test_paste_is_text(start: Start) -> None:
    terminal = start(program=ROUGH)
    terminal.wait_for("ready")
    terminal.send(b"\x1b[200~one\rtwo\x07\x1b[201~")
    terminal.wait_for(r"pasted 'one\\ntwo␇'")


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1, 200), (500, 3)])
def test_any_size_is_survived(start: Start, size: tuple[int, int]) -> None:
    terminal = start(program=ROUGH, size=size)
    terminal.wait_for(lambda: b"\x1b[?1049h" in terminal.raw)
    terminal.resize(80, 24)
    terminal.wait_for("ready 80x24")
    terminal.press("q")
    assert terminal.exit_code() == 0
