"""The line at the top (what one reads) and the line at the bottom (where one is, and what is going on)."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from tui_reader.text.cells import cell_len, crop
from tui_reader.ui.looks import looks
from tui_reader.ui.widgets.lines import Lines


class Bar(Lines):
    """One line: something at the left, something quieter at the right; the left gives way last.

    Of the right, parts (between them stands BETWEEN) that have no room go; of the first, LEAST cells are worth showing.
    """

    BETWEEN = " · "
    LEAST = 8

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left = self._right = ""
        self._left_style = "bar-strong"

    def show(self, left: str, right: str, left_style: str = "bar-strong") -> None:
        """Show these texts; nothing is painted when they are there already."""
        if (left, right, left_style) != (self._left, self._right, self._left_style):
            self._left, self._right, self._left_style = left, right, left_style
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The strip of the line."""
        width = self.size.width
        style = looks(self.app.theme)
        left = crop(self._left, width - 2)
        if left.endswith(("·…", "· …")):
            left = left.rstrip(" ·…")
        room = width - cell_len(left) - 4
        right = self._right
        while cell_len(right) > room and self.BETWEEN in right:
            right = right.rpartition(self.BETWEEN)[0]
        right = crop(right, room) if room >= min(self.LEAST, cell_len(right)) else ""
        gap = width - 2 - cell_len(left) - cell_len(right)
        line = [
            Segment(" ", style["bar"]),
            Segment(left, style[self._left_style]),
            Segment(" " * max(0, gap), style["bar"]),
            Segment(right, style["bar-quiet"]),
        ]
        return Strip(line).adjust_cell_length(width, style["bar"])


class TopBar(Bar):
    """Headline, date, place, words and minutes; with one pane at a time, which pane it is."""


class StatusLine(Bar):
    """Where one is, what is going on, and which keys help."""

    BETWEEN = "   "
    LEAST = 1000
