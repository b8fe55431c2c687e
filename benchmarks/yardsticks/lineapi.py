"""A minimal reader on Textual's Line API: a text file's lines as they are, no wrapping, no panes, nothing lit."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class View(ScrollView, can_focus=True):
    """The lines."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.rows = path.read_text(encoding="utf-8").split("\n")

    def on_mount(self) -> None:
        """Say how many there are."""
        self.virtual_size = Size(100, len(self.rows))

    def render_line(self, y: int) -> Strip:
        """One line."""
        y += self.scroll_offset.y
        if y >= len(self.rows):
            return Strip.blank(self.size.width)
        return Strip([Segment(self.rows[y])]).crop(0, self.size.width).extend_cell_length(self.size.width)

    def go(self, y: int) -> None:
        """Show another line first."""
        self.scroll_to(y=y, animate=False, immediate=True)


class LineReader(App[None]):
    """Moves by line, page, top and bottom."""

    BINDINGS = [("q", "quit", "quit")]
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The view alone."""
        yield View(Path(sys.argv[1]))

    def on_mount(self) -> None:
        """Keys go to the view."""
        self.query_one(View).focus()

    def on_key(self, event: events.Key) -> None:
        """The keys of pagers."""
        view = self.query_one(View)
        here = view.scroll_offset.y
        rows = {"j": here + 1, "pagedown": here + view.size.height, "G": view.max_scroll_y, "g": 0}
        if event.key in rows:
            view.go(int(rows[event.key]))
            event.stop()
            event.prevent_default()


if __name__ == "__main__":
    LineReader().run()
