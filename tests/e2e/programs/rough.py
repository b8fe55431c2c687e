"""A small app under the reader's guard, with keys for all that can go wrong; run by the tests of the terminal."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Paste
from textual.widget import Widget
from textual.widgets import Static

from tui_reader.streams import prepare_streams
from tui_reader.ui.terminal import Guarded, run_app

SECRET = "what the user wrote"


class Page(Static):
    breaks = False
    says = ""

    def say(self, text: str) -> None:
        self.says = text
        self.refresh()

    def render(self) -> str:
        if self.breaks:
            text = SECRET
            raise ValueError(f"a render broke \x1b[31m {len(text)}")
        columns, rows = self.app.size
        return "\n".join([f"ready {columns}x{rows} {self.says}", *(f"line {row}" for row in range(2, rows + 1))])


class Breaking(Widget):
    def compose(self) -> ComposeResult:
        text = SECRET
        raise ValueError(f"a compose broke {len(text)}")
        yield Static()


class Rough(Guarded):
    BINDINGS = [
        Binding("q", "quit"),
        Binding("ctrl+z", "suspend_process", priority=True),
        Binding("p", "problems"),
        Binding("h", "break_handler"),
        Binding("r", "break_render"),
        Binding("c", "break_compose"),
        Binding("w", "break_worker"),
        Binding("t", "break_thread"),
        Binding("b", "break_busy"),
        Binding("f", "flood"),
    ]

    def compose(self) -> ComposeResult:
        yield Page(markup=False)

    def on_paste(self, event: Paste) -> None:
        self.query_one(Page).say(f"pasted {event.text!r}")

    def on_unmount(self) -> None:
        if "slow" in sys.argv:
            time.sleep(60)

    def action_problems(self) -> None:
        self.problems_text = "there are problems\n"
        self.exit(return_code=1)

    def action_break_handler(self) -> None:
        text = SECRET
        raise KeyError(len(text))

    def action_break_render(self) -> None:
        page = self.query_one(Page)
        page.breaks = True
        page.refresh()

    def action_break_compose(self) -> None:
        self.mount(Breaking())

    @work
    async def action_break_worker(self) -> None:
        raise RuntimeError("a worker broke")

    def action_break_thread(self) -> None:
        # A thread that never ends must not keep the program.
        threading.Thread(target=threading.Event().wait).start()
        self.run_worker(threading.Event().wait, thread=True)
        self.query_one(Page).say("waiting for ever")

    def action_flood(self) -> None:
        assert self._driver is not None
        self._driver.write("\x1b]2;flood\x07")
        for _ in range(10_000):
            self._driver.write("\x1b[H" * 1000)

    def action_break_busy(self) -> None:
        os.write(1, b"\x1b]2;busy\x07")
        end = time.monotonic() + 60
        while time.monotonic() < end:
            pass


if __name__ == "__main__":
    prepare_streams()
    if "nohup" in sys.argv:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    app = Rough()
    code = run_app(app)
    sys.stderr.write(app.problems_text)
    sys.stderr.flush()
    os._exit(code)
