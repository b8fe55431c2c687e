"""Writing to a terminal that may be slow, deaf or gone, without ever waiting for it for ever."""

from __future__ import annotations

import os
import select
import termios
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

_LAST_WAIT = 0.1
"""Seconds that a deaf terminal is given to take the last text."""


class TerminalOutput:
    """The file that Textual's writer thread writes to.

    It is opened anew, if it can be, so that it may be non-blocking without the shell's own descriptor being so.
    Once the terminal is gone all that is written is dropped, and `on_gone` is called, once, from the writing thread.
    """

    def __init__(self, descriptor: int, on_gone: Callable[[], object]) -> None:
        self._descriptor = descriptor
        self._on_gone = on_gone
        self._own: int | None = None
        self._pending: list[str] = []
        self._patience: float | None = None
        self._deadline = 0.0
        self._gone = False

    def open(self) -> None:
        """Take the terminal for writing, with all the patience in the world."""
        self._patience = None
        self._pending.clear()
        if self._own is None:
            try:
                name = os.ttyname(self._descriptor)
                self._own = os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
            except OSError:
                self._own = self._descriptor

    def fileno(self) -> int:
        """The descriptor that is written to."""
        return self._descriptor if self._own is None else self._own

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self._descriptor)

    def write(self, text: str) -> None:
        """Keep text until `flush`."""
        if not self._gone:
            self._pending.append(text)

    def flush(self) -> None:
        """Send all that was kept; what a lost terminal does not take is dropped."""
        data = memoryview("".join(self._pending).encode("utf-8", "replace"))
        self._pending.clear()
        while data and not self._gone:
            data = data[self._send(data) :]

    def hurry(self, seconds: float) -> None:
        """From now on give up on the terminal when it takes nothing for so long; a longer time changes nothing."""
        self._patience = seconds if self._patience is None else min(seconds, self._patience)
        self._deadline = monotonic() + self._patience

    def cut_off(self, last: str) -> None:
        """Drop all that waits, send some last text if the terminal takes it, and nothing after that."""
        self._gone = True
        descriptor = self.fileno()
        data = last.encode()
        with suppress(OSError, termios.error):
            if not select.select([], [descriptor], [], _LAST_WAIT)[1]:
                termios.tcflush(descriptor, termios.TCOFLUSH)
            os.write(descriptor, data)

    def _send(self, data: memoryview) -> int:
        descriptor = self.fileno()
        try:
            if select.select([], [descriptor], [], 0.1)[1]:
                sent = os.write(descriptor, data)
                if self._patience is not None:
                    self._deadline = monotonic() + self._patience
                return sent
        except BlockingIOError:
            return 0
        except (OSError, ValueError):
            self._lose()
            return 0
        if self._patience is not None and monotonic() > self._deadline:
            self._lose()
        return 0

    def _lose(self) -> None:
        if not self._gone:
            self._gone = True
            self._on_gone()
