"""Signals of the operating system while the reader is on the screen."""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

LEAVE = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
"""The signals that ask the reader to leave. Ctrl+C on the keyboard is none of them: it arrives as a key."""

_TOGETHER = 0.02
"""Seconds in which all signals arrive that came while the program was stopped: those to leave go first."""


class Signals:
    """Listens to signals, as a context manager, in a thread of its own.

    The main thread may be busy, or wait for a terminal that takes no output: its signal handlers would wait with it,
    and those of asyncio even for its next turn. The interpreter writes the number of each signal to a pipe at once
    (`signal.set_wakeup_fd`), which is what this thread reads. Signals that were ignored at the start stay so (nohup).

    `on_leave` gets the number of the first signal of `LEAVE`; when the context is not left within `grace` seconds
    from then, `on_overdue` gets it. `on_stop` and `on_continue` are called for SIGTSTP and SIGCONT. All are called
    in that thread, or in one like it.
    """

    def __init__(
        self,
        *,
        on_leave: Callable[[int], object],
        on_overdue: Callable[[int], object],
        on_stop: Callable[[], object],
        on_continue: Callable[[], object],
        grace: float,
    ) -> None:
        self.received: int | None = None
        self._on_leave = on_leave
        self._on_overdue = on_overdue
        self._others = {signal.SIGTSTP: on_stop, signal.SIGCONT: on_continue}
        self._grace = grace
        self._left = threading.Event()
        self._replaced: dict[int, Any] = {}
        self._wake, self._waker = -1, -1
        self._former_waker = -1
        self._thread = threading.Thread(target=self._listen, name="tui-reader-signals", daemon=True)

    def __enter__(self) -> Self:
        self._wake, self._waker = os.pipe()
        os.set_blocking(self._waker, False)
        self._former_waker = signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        for number in (*LEAVE, *self._others):
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._replaced[number] = signal.signal(number, _noted)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left.set()
        signal.set_wakeup_fd(self._former_waker)
        for number, handler in self._replaced.items():
            signal.signal(number, handler)
        os.close(self._waker)
        self._thread.join()
        os.close(self._wake)

    def _listen(self) -> None:
        while numbers := os.read(self._wake, 64):
            if signal.SIGCONT in numbers and select.select([self._wake], [], [], _TOGETHER)[0]:
                numbers += os.read(self._wake, 64)
            for number in sorted(numbers, key=lambda number: number not in LEAVE):
                if number in LEAVE and self.received is None:
                    self.received = number
                    self._on_leave(number)
                    threading.Thread(target=self._wait, args=(number,), daemon=True).start()
                elif number in self._others:
                    self._others[signal.Signals(number)]()

    def _wait(self, number: int) -> None:
        if not self._left.wait(self._grace):
            self._on_overdue(number)


def _noted(_number: int, _frame: object) -> None:
    """A handler that does nothing: with none, the signal would end the process and never reach the pipe."""
