"""Running an app so that the terminal is left as it was found, whatever happens, and the exit code says what did."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from rich.console import RenderableType
from textual import on
from textual.app import App
from textual.driver import Driver
from textual.worker import WorkerFailed

from tui_reader.crash import CRASHED, report_crash
from tui_reader.ui.driver import ReaderDriver, terminal_size
from tui_reader.ui.signals import Signals

_GRACE = 0.7
"""Seconds that the app has after a signal to end in order: all is to be over within a second."""
_CRASH_GRACE = 3.0
_DEAF = 0.2


class Guarded(App[None]):
    """An app that ends cleanly: inherit from it in place of `App`, and run it by `run_app`.

    - An exception that nobody caught (a handler, compose, render, a worker, a timer) ends the app; it is kept in
      `crash` and never rendered, since Textual prints the values of variables, which are the user's text.
    - `problems_text` is what the app wants on stderr once the terminal is restored; set it before `exit`.
    - After a suspension (Ctrl+Z: bind `suspend_process`) the whole screen is painted again.
    - NO_COLOR counts only when it is not empty, as no-color.org has it.
    """

    def __init__(self, **keywords: Any) -> None:
        if not os.environ.get("NO_COLOR"):
            os.environ.pop("NO_COLOR", None)
        self.crash: BaseException | None = None
        self.problems_text = ""
        self.on_crash: Callable[[], object] = lambda: None
        super().__init__(**keywords)

    def get_driver_class(self) -> type[Driver]:
        """The driver of this program, whatever TEXTUAL_DRIVER says."""
        return ReaderDriver

    def failed(self, error: BaseException) -> None:
        """End the app because of an error that nobody caught."""
        self._return_code = CRASHED
        if isinstance(error, WorkerFailed):
            error = error.error
        if self.crash is None:
            self.crash = error
            if isinstance(error, Exception) and self._exception is None:
                # What Pilot raises in a test.
                self._exception = error
                self._exception_event.set()
            self.on_crash()
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        self.failed(error)

    def panic(self, *renderables: RenderableType) -> None:
        """Textual's way to end with a message: no message of its own goes to a user here."""
        self.failed(RuntimeError("Textual panicked"))

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    @on(Driver.SignalResume)
    def _paint_again(self) -> None:
        # Textual 8.2.8 publishes a signal, and leaves the screen blank.
        self.refresh(layout=True)


def run_app(app: Guarded) -> int:
    """Run an app on the terminal of standard input and output; gives the exit code of the program.

    128 and the number of a signal that ended it (130 SIGINT, 143 SIGTERM, 129 SIGHUP or the terminal being gone,
    131 SIGQUIT), 70 after a crash, which is told in one line on stderr, else what the app's `exit` was given, or 0.
    """
    loop = asyncio.new_event_loop()
    running = _Running(app, loop)
    loop.set_exception_handler(running.loop_failed)
    with running.signals as signals:
        try:
            app.run(loop=loop, size=terminal_size())
        except Exception as error:
            app.crash = app.crash or error
        finally:
            running.restore()
        if signals.received:
            return 128 + signals.received
    if app.crash is not None:
        return report_crash(app.crash, about=running.about)
    return app.return_code or 0


class _Running:
    """What is to happen to a running app from outside of it, each method safe to call from any thread."""

    def __init__(self, app: Guarded, loop: asyncio.AbstractEventLoop) -> None:
        self.app = app
        self.loop = loop
        self.about = "terminal {} x {}".format(*terminal_size())
        self.signals = Signals(
            on_leave=self.leave,
            on_overdue=self.cut_off,
            on_stop=lambda: self.call(self.suspend),
            on_continue=lambda: self.call(self.resume),
            grace=_GRACE,
        )
        app.on_crash = self.crashed

    @property
    def driver(self) -> ReaderDriver | None:
        driver = self.app._driver
        return driver if isinstance(driver, ReaderDriver) else None

    def call(self, function: Callable[..., object], *arguments: object) -> None:
        with suppress(RuntimeError):  # the loop is closed: the app has ended already
            self.loop.call_soon_threadsafe(function, *arguments)

    def leave(self, number: int) -> None:
        if self.driver is not None:
            self.driver.hurry(_DEAF)
        self.call(self._exit, 128 + number)

    def _exit(self, code: int) -> None:
        self.app.exit(return_code=code)

    def cut_off(self, number: int) -> None:
        self.restore()
        os._exit(128 + number)

    def restore(self) -> None:
        if self.driver is not None:
            self.driver.restore_now()

    def suspend(self) -> None:
        if self.driver is not None and not self.signals.received:
            self.driver.suspend()

    def resume(self) -> None:
        # Not when a signal that came while it was stopped asks it to leave: the terminal is given back already.
        if self.driver is not None and not self.signals.received:
            self.driver.resume()

    def crashed(self) -> None:
        """See to it that a crash does not keep the app from ending."""
        timer = threading.Timer(_CRASH_GRACE, self._end_crashed)
        timer.daemon = True
        timer.start()

    def _end_crashed(self) -> None:
        self.restore()
        assert self.app.crash is not None
        os._exit(report_crash(self.app.crash, about=self.about))

    def loop_failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if error is not None and not self.app._exit:
            self.app.failed(error)
