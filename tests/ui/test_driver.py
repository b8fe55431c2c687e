from __future__ import annotations

import os
import pty
import signal
import termios
import threading
import tty
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import App
from textual.geometry import Size
from textual.message import Message

from tui_reader.ui.driver import RESET, ReaderDriver, terminal_size
from tui_reader.ui.keyboard import Keyboard
from tui_reader.ui.output import TerminalOutput

LIMIT = 20.0


class Reading:
    """A keyboard that reads a pipe in a thread, as the driver has it read the terminal."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.gone = threading.Event()
        self._changed = threading.Condition()
        descriptor, self.typing = os.pipe()
        self._descriptor = descriptor
        self.keyboard = Keyboard(descriptor, self._receive, self.gone.set)
        self.thread = threading.Thread(target=self.keyboard.run, daemon=True)
        self.thread.start()

    def _receive(self, message: Message) -> None:
        with self._changed:
            self.messages.append(message)
            self._changed.notify_all()

    def type(self, data: bytes) -> None:
        os.write(self.typing, data)

    def wait_for(self, met: Callable[[], object]) -> None:
        with self._changed:
            assert self._changed.wait_for(met, LIMIT), self.messages

    @property
    def keys(self) -> list[str]:
        return [message.key for message in self.messages if isinstance(message, events.Key)]

    def close(self) -> None:
        self.keyboard.stop()
        self.thread.join(LIMIT)
        assert not self.thread.is_alive()
        for descriptor in (self._descriptor, self.typing):
            os.close(descriptor)


@pytest.fixture
def reading() -> Iterator[Reading]:
    reading = Reading()
    yield reading
    reading.close()


def test_keys_arrive(reading: Reading) -> None:
    reading.type(b"j\x1b[A\xc3\xa9")
    reading.wait_for(lambda: len(reading.keys) == 3)
    assert reading.keys[:2] == ["j", "up"]


def test_escape_alone_arrives_when_nothing_follows_it(reading: Reading) -> None:
    reading.type(b"\x1b")
    reading.wait_for(lambda: reading.keys == ["escape"])


def test_key_cut_in_two_is_one(reading: Reading) -> None:
    reading.type(b"\xc3")
    reading.type(b"\xa9")
    reading.wait_for(lambda: reading.keys)
    assert [event.character for event in reading.messages if isinstance(event, events.Key)] == ["é"]


@pytest.mark.parametrize(
    "bad",
    [b"\xff", b"\x1b[99999999;1u", b"\x1b[1:2;1u", b"\x1b[1;1;1114112u", b"\x1b[48;0;0;0;0t\x1b[<0;5;5M", b"\x1b[M"],
)
def test_reading_goes_on_after_bytes_that_make_no_sense(reading: Reading, bad: bytes) -> None:
    reading.type(bad)
    reading.type(b"\x1b[Zq")
    reading.wait_for(lambda: reading.keys[-1:] == ["q"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.binary(max_size=40), st.from_regex(rb"\x1b\[[0-9:;<>?]{0,12}[A-Za-z~]", fullmatch=True))))
def test_any_bytes_leave_the_keyboard_working(reading: Reading, pieces: list[bytes]) -> None:
    for piece in pieces:
        reading.type(piece)
    # Whatever was begun, a sequence or a paste, ends here.
    reading.type(b"\x1b[201~\x1b[201~\x1b[24~")
    reading.wait_for(lambda: reading.keys[-1:] == ["f12"])
    reading.messages.clear()
    assert reading.thread.is_alive()


def test_paste_that_is_never_ended_gives_the_keys_back(reading: Reading) -> None:
    reading.type(b"\x1b[200~some words")
    reading.wait_for(lambda: any(isinstance(message, events.Paste) for message in reading.messages))
    assert [message.text for message in reading.messages if isinstance(message, events.Paste)] == ["some words"]
    reading.type(b"q")
    reading.wait_for(lambda: reading.keys == ["q"])


def test_paste_markers_cut_anywhere_are_known(reading: Reading) -> None:
    for byte in b"\x1b[200~abc\x1b[201~q":
        reading.type(bytes([byte]))
    reading.wait_for(lambda: reading.keys == ["q"])
    assert [message.text for message in reading.messages if isinstance(message, events.Paste)] == ["abc"]


def test_end_of_input_is_told_and_ends_the_reading() -> None:
    reading = Reading()
    os.close(reading.typing)
    assert reading.gone.wait(LIMIT)
    reading.thread.join(LIMIT)
    assert not reading.thread.is_alive()
    reading.typing = os.dup(reading._descriptor)
    reading.close()


def test_mouse_is_in_cells_though_the_terminal_reports_pixels(reading: Reading) -> None:
    reading.type(b"\x1b[48;24;80;480;800t\x1b[<0;10;5M")
    reading.wait_for(lambda: isinstance(reading.messages[-1], events.MouseDown) if reading.messages else False)
    mouse = reading.messages[-1]
    assert isinstance(mouse, events.MouseDown)
    assert (mouse.x, mouse.y) == (9, 4)


class Passed(ReaderDriver):
    """A driver that keeps what it would send to its app."""

    def __init__(self, app: App[None]) -> None:
        super().__init__(app)
        self.passed: list[Message] = []

    def send_message(self, message: Message) -> None:
        self.passed.append(message)


@pytest.fixture
async def driver(monkeypatch: pytest.MonkeyPatch) -> Passed:
    class Stdin:
        def fileno(self) -> int:
            return 0

        def isatty(self) -> bool:
            return False

    # pytest takes standard input away.
    monkeypatch.setattr("sys.__stdin__", Stdin())
    return Passed(App())


@pytest.mark.parametrize(
    ("told", "believed"), [((80, 24), (80, 24)), ((0, 0), (1, 1)), ((100_000, 100_000), (1000, 1000)), ((5, 0), (5, 1))]
)
async def test_size_that_cannot_be_is_not_believed(
    driver: Passed, told: tuple[int, int], believed: tuple[int, int]
) -> None:
    driver.process_message(events.Resize.from_dimensions(told, None))
    (message,) = driver.passed
    assert isinstance(message, events.Resize)
    assert message.size == Size(*believed)


async def test_paste_is_made_harmless(driver: Passed) -> None:
    driver.process_message(events.Paste("a\x1b[31mb\r\nc\rd\u202e"))
    (message,) = driver.passed
    assert isinstance(message, events.Paste)
    assert message.text == "a␛[31mb\nc\nd◌"


async def test_nothing_is_written_before_the_start_and_after_the_end(driver: Passed) -> None:
    driver.write("lost")
    driver.stop_application_mode()
    driver.restore_now()
    driver.write("lost")


def test_size_of_no_terminal_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_terminal(_descriptor: int) -> os.terminal_size:
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", no_terminal)
    monkeypatch.setenv("COLUMNS", "99999")
    monkeypatch.setenv("LINES", "abc")
    assert terminal_size() == (1000, 24)


@pytest.fixture
def line() -> Iterator[tuple[int, int]]:
    """The two ends of a terminal: what a person sees, and what a program writes to."""
    seen, written = pty.openpty()
    tty.setraw(written)
    yield seen, written
    for descriptor in (seen, written):
        os.close(descriptor)


async def test_a_continuation_at_the_end_takes_no_terminal(driver: Passed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "start_application_mode", lambda: pytest.fail("started again"))
    driver.resume()


async def test_keys_make_signals_only_when_all_is_written(
    driver: Passed, line: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C and Ctrl+Z that do drop what the terminal has not read."""
    seen, written = line
    found = termios.tcgetattr(written)
    found[3] |= termios.ISIG | termios.ECHO
    termios.tcsetattr(written, termios.TCSANOW, found)
    found = termios.tcgetattr(written)
    driver.fileno = written
    driver._file = TerminalOutput(written, lambda: None)
    before = signal.getsignal(signal.SIGWINCH)
    driver.start_application_mode()
    try:
        driver.stop_application_mode()
        assert not termios.tcgetattr(written)[3] & termios.ISIG
        os.write(seen, b"\x03\x1a")
        driver.close()
    finally:
        signal.signal(signal.SIGWINCH, before)
    assert termios.tcgetattr(written) == found
    said = os.read(seen, 10_000).decode()
    assert all(end in said for end in ("\x1b[<u", "\x1b[?1049l", "\x1b[?25h"))


def test_output_arrives_in_order_and_in_utf8(line: tuple[int, int]) -> None:
    seen, written = line
    output = TerminalOutput(written, lambda: None)
    output.open()
    for piece in ("“a”", "b", "\ud800"):
        output.write(piece)
    output.flush()
    assert os.read(seen, 100).decode() == "“a”b?"


def test_deaf_terminal_is_given_up_when_in_a_hurry(line: tuple[int, int]) -> None:
    _seen, written = line
    gone = threading.Event()
    output = TerminalOutput(written, gone.set)
    output.open()
    output.write("x" * 1_000_000)
    writer = threading.Thread(target=output.flush)
    writer.start()
    output.hurry(0.01)
    writer.join(LIMIT)
    assert not writer.is_alive()
    assert gone.is_set()


def test_text_of_the_last_moment_comes_last(line: tuple[int, int]) -> None:
    seen, written = line
    output = TerminalOutput(written, lambda: None)
    output.open()
    output.write("kept, never sent")
    output.cut_off(RESET)
    output.write("too late")
    output.flush()
    assert os.read(seen, 1000).decode() == RESET
