"""Textual's driver for Unix terminals, mended where the one of Textual 8.2.8 waits, breaks or leaves a mess."""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from time import sleep
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tui_reader.text.sanitising import sanitise
from tui_reader.ui.keyboard import Keyboard
from tui_reader.ui.output import TerminalOutput

if TYPE_CHECKING:
    from textual.app import App

MAX_SIDE = 1000
"""Columns or rows that are believed: a terminal that reports 100,000 of each would never be painted."""

_HANGUP = 128 + signal.SIGHUP

_PATIENCE = 2.0
"""Seconds that a terminal which takes nothing is waited for when the program quits."""

_READING = 0.01
"""Seconds that a terminal is given to read the last that was written; it cannot be asked."""

RESET = (
    "\x18\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l"
    "\x1b[?1016l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Everything that may have been switched on, switched off: for when there is no time to do it in order.

CAN comes first: it ends a sequence of which only a part was sent.
"""


class ReaderDriver(LinuxDriver):
    """Draws on standard output, reads keys from standard input, and leaves both as they were found.

    Unlike the driver it comes from it wakes at once to quit (that one polls twice 0.1 s), survives bytes that are no
    UTF-8 and reports that cannot be true, never asks for mouse positions in pixels (mode 1016, which that one leaves
    set), and cannot hang on a terminal that is gone or does not listen. Signals do not come to it directly:
    `tui_reader.ui.signals` calls `suspend` and `resume`.
    """

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # A handler that writes, called in the middle of a write, would wait for its own lock for ever.
        for number, handler in handlers.items():
            signal.signal(number, handler)
        self._file: Any = TerminalOutput(1, self._terminal_gone)
        self._keyboard: Keyboard | None = None
        self._found: list[Any] | None = None
        self._writing = False
        self._started = False

    # Drawing

    def write(self, data: str) -> None:
        """Send to the terminal, unless it is not ours at the moment."""
        if self._writing:
            super().write(data)

    def _get_terminal_size(self) -> tuple[int, int]:
        return terminal_size()

    def _enable_mouse_pixels(self) -> None:
        """Not asked for: a mouse position in cells is all that is needed."""

    def _disable_mouse_support(self) -> None:
        super()._disable_mouse_support()
        if self._mouse:
            self.write("\x1b[?1002l\x1b[?1016l")

    # Starting and stopping

    def start_application_mode(self) -> None:
        """Take the terminal over; nothing happens while the process is in the background."""
        self._in_band_window_resize = False
        self._writer_thread = None
        self._file.open()
        self._keyboard = Keyboard(self.fileno, self.process_message, self._terminal_gone)
        self._writing = self._started = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._found, self.attrs_before = self.attrs_before, None  # `close` gives them back, not `stop_application_mode`
        if self._writer_thread is None:
            self._writing = self._started = False
            self._keyboard.close()

    def disable_input(self) -> None:
        """End the thread that reads keys, at once."""
        if self._keyboard is not None:
            self._keyboard.stop()
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        if not self._started:
            return
        self._file.hurry(_PATIENCE)
        # First of all: an answer of the terminal that is read now would still switch something on (mode 2048).
        self.disable_input()
        super().stop_application_mode()
        self.write("\x1b]22;\x1b\\\x1b[0m")  # the pointer's own shape
        self._writing = self._started = False

    def close(self) -> None:
        """Wait until all is written, unless the terminal does not take it; then keys mean again what they meant."""
        super().close()
        self._writer_thread = None
        self._restore_termios()

    def _restore_termios(self) -> None:
        """Let keys make signals again, last of all: the kernel drops what the terminal has not read when one does."""
        found = self._found or self.attrs_before
        self._found = self.attrs_before = None
        if found is not None:
            sleep(_READING)
            with suppress(termios.error, OSError):
                termios.tcsetattr(self.fileno, termios.TCSANOW, found)

    def suspend(self) -> None:
        """Give the terminal back and stop the process until it is continued."""
        if not self._auto_restart or not self._started:
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        self.suspend_application_mode()
        self._must_signal_resume = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def resume(self) -> None:
        """Take the terminal over again after the process was continued, whoever stopped it."""
        if not self._auto_restart:
            return
        if self._started:
            # Stopped by SIGSTOP, which asks nobody: the shell may have left the terminal in any state.
            self.suspend_application_mode()
            self._must_signal_resume = True
        if self._must_signal_resume:  # else the program is about to end
            self.resume_application_mode()

    def restore_now(self) -> None:
        """Give the terminal back whatever the rest of the program is doing; safe to call from any thread."""
        if self._started:
            self._writing = self._started = False
            self._file.cut_off(RESET)
        self._restore_termios()

    def hurry(self, seconds: float) -> None:
        """Wait so long, and no longer, for a terminal that does not listen; safe to call from any thread."""
        self._file.hurry(seconds)

    # Keys

    def run_input_thread(self) -> None:
        """Read keys until `disable_input`."""
        if self._keyboard is not None:
            self._keyboard.run()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def process_message(self, message: Message) -> None:
        """Pass on what the terminal reported, made harmless."""
        if isinstance(message, events.Resize):
            message = events.Resize(*(_believable(message.size),) * 2, pixel_size=message.pixel_size)
        elif isinstance(message, events.Paste):
            message = events.Paste(_pasted(message.text))
        super().process_message(message)

    def _terminal_gone(self) -> None:
        with suppress(RuntimeError):  # the loop may be closed already
            self._loop.call_soon_threadsafe(partial(self._app.exit, return_code=_HANGUP))


def terminal_size() -> tuple[int, int]:
    """Columns and rows of the terminal: what it says itself, else COLUMNS and LINES, else 80 by 24."""
    try:
        columns, rows = os.get_terminal_size(1)
    except OSError:
        columns = rows = 0
    if not (columns and rows):
        import shutil

        columns, rows = shutil.get_terminal_size()
    size = _believable(Size(columns, rows))
    return size.width, size.height


def _believable(size: Size) -> Size:
    return Size(*(min(max(side, 1), MAX_SIDE) for side in size))


def _pasted(text: str) -> str:
    lines: Iterable[str] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(sanitise, lines))
