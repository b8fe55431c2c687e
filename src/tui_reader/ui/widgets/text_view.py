"""The text: a page of wrapped lines with a margin for the speaker, lights on its words and a track beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from tui_reader.article.blocks import Blocks
from tui_reader.text.cells import crop, edges, pad
from tui_reader.text.spans import HEADING, Position
from tui_reader.ui.lights import Lights
from tui_reader.ui.looks import looks
from tui_reader.ui.widgets.lines import MOST_STRIPS, Lines
from tui_reader.ui.widgets.page import Page, Row
from tui_reader.ui.widgets.rows import GUTTER, TRACK, Look, RowPainter

MEASURE = 80
"""The widest a line of text is set at first, in cells."""


_TRACK_SIGNS = {(False, False): " ", (False, True): "━", (True, False): "┃", (True, True): "╋"}


class TextView(Lines, can_focus=True):
    """The text of an article. It knows rows and positions; what they mean is told to it."""

    @dataclass
    class Moved(Message):
        """The page moved, or the reading place on it."""

        view: TextView

    @dataclass
    class Dragged(Message):
        """The mouse was dragged over the words between two positions; `done` when the button was let go."""

        view: TextView
        start: Position
        end: Position
        done: bool

    def __init__(self, blocks: Blocks, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.blocks = blocks
        self.page = Page(blocks)
        self.measure = MEASURE
        self.title = ""
        self.speaker_names: Mapping[str, str] = {}
        self.painter = RowPainter(blocks)
        self.ticks: frozenset[int] = frozenset()
        """Rows of the track that are ticked."""
        self._place: Position | None = None
        self._walked: Position | None = None
        """Where the reading place was moved to by rows; it counts for as long as it is that place."""
        self._rows: list[Row] | None = None
        self._looks: list[Look] | None = None
        self._strips: dict[Look, Strip] = {}
        self._drag_from: Position | None = None
        self._dragging_track = False

    # -- what is shown -------------------------------------------------------------------------------------------

    def light(self, layer: str, lights: Lights | None) -> None:
        """Light words for one of the reasons in LAYERS, instead of what was lit for it before."""
        if lights is None and layer not in self.painter.lights:
            return
        if lights is None:
            del self.painter.lights[layer]
        else:
            self.painter.lights[layer] = lights
        self.redraw()

    def redraw(self) -> None:
        """Draw all rows anew: what is shown on them has changed."""
        self._strips.clear()
        self._looks = None
        self.refresh()

    def extended(self) -> None:
        """Blocks were added at the end of the text."""
        short = self._rows is None or len(self._rows) < self.page.height
        self.page.extend()
        if short:
            self._turned()

    def retitle(self, title: str) -> None:
        """Show another title over the text."""
        if title != self.title:
            self.title = title
            self.refresh(Region(0, 0, self.size.width, 1))

    # -- where one is --------------------------------------------------------------------------------------------

    @property
    def place(self) -> Position:
        """Where one reads: where the last jump went while that is on the page, else the first line of the page."""
        if self._place is not None and self.page.shows(self._place):
            return self._place
        return self.top_place

    @property
    def top_place(self) -> Position:
        """The position of the first line of words on the page."""
        block, row = self.page.top
        if len(self.blocks) and row < self.page.layout.above(block):
            row = self.page.layout.above(block)
        return self.page.position((block, row)) if len(self.blocks) else Position(0, HEADING, 0)

    def scroll_rows(self, count: int) -> None:
        """Move the page by rows, as far as there are any; on the last page the reading place, and back by lines."""
        if count == -1 and self._walked is not None and self._walked == self._place != self.top_place:
            self._walk(count)
        elif self.page.scroll(count) or (count < 0 and self._place is not None):
            self._place = None
            self._moved()
        elif count > 0:
            self._walk(count)

    def _walk(self, count: int) -> None:
        """Move the reading place by rows on the page that is there, past blank ones."""
        block, row = self.page.step(self.page.row(self.place), count)
        if count < 0 and row < self.page.layout.above(block):
            block, row = self.page.step((block, 0), -1)
        place = max(self.page.position((block, row)), self.top_place)
        if place != self._place:
            self._place = self._walked = place
            self._moved()

    def go_to(self, place: Position, *, context: int | None = None) -> None:
        """Make a position the reading place and bring it onto the page."""
        self._place = place
        self.page.reveal(place, context)
        self._moved()

    def go_end(self) -> None:
        """Show the last page."""
        self._place = None
        self.page.go(self.page.last_top())
        self._moved()

    def go_top(self) -> None:
        """Show the first page."""
        self._place = None
        self.page.go((0, 0))
        self._moved()

    def lay_out_steps(self) -> Iterator[None]:
        """Wrap what was not looked at yet, in slices."""
        return self.page.layout.wrap_steps()

    def _moved(self) -> None:
        self._turned()
        self.post_message(self.Moved(self))

    def _turned(self) -> None:
        """Other rows are on the page now, or the reading place is another."""
        self._rows = self._looks = None
        self.refresh()

    def place_at(self, x: int, y: int) -> Position | None:
        """The position under a cell of the widget, if there are words in that row."""
        rows = self._visible_rows()
        if not 1 <= y <= len(rows):
            return None
        block, row = rows[y - 1]
        line = row - self.page.layout.above(block)
        if line < 0:
            return None
        starts = self.page.layout.lines(block)
        end = starts[line + 1] if line + 1 < len(starts) else len(self.blocks.texts[block])
        cells = edges(self.blocks.texts[block][starts[line] : end])
        cell = max(0, x - self._left)
        offset = next((at for at in range(len(cells) - 1) if cells[at + 1] > cell), len(cells) - 1)
        return self.blocks.position(block, starts[line] + offset)

    # -- size ----------------------------------------------------------------------------------------------------

    @property
    def text_width(self) -> int:
        """Cells a line of text may take."""
        return max(1, min(self.measure, self.size.width - GUTTER - TRACK))

    @property
    def _left(self) -> int:
        """Cells left of the text."""
        return max(0, (self.size.width - self.text_width - GUTTER - TRACK) // 2) + GUTTER

    def fit(self, size: Size | None = None) -> None:
        """Lay the page out for the widget's size and measure; the words at the top stay there."""
        size = size or self.size
        if size.width and size.height:
            self.page.resize(self.text_width, size.height - 1)
            self.painter.width, self.painter.left = size.width, self._left
            self._strips.clear()
            self._turned()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        self.fit(event.size)
        self.post_message(self.Moved(self))

    # -- drawing -------------------------------------------------------------------------------------------------

    @property
    def _style(self) -> dict[str, Style]:
        return looks(self.app.theme)

    def notify_style_update(self) -> None:
        """The theme changed: nothing drawn before is of use."""
        super().notify_style_update()
        self._strips.clear()

    def _visible_rows(self) -> list[Row]:
        if self._rows is None:
            self._rows = self.page.rows()
        return self._rows

    def render_line(self, y: int) -> Strip:
        """The strip of one row of the widget: the title, then rows of the page."""
        width = self.size.width
        if y == 0:
            style = self._style["title"]
            label = Style(reverse=True) if self.has_focus else Style()
            text = crop(self.title, width - 2)
            line = [Segment(" " * min(1, width), style), Segment(f" {text} " if text else "", style + label)]
            return Strip(line).adjust_cell_length(width, style)
        looks = self._page_looks()
        if y > len(looks):
            return Strip.blank(width, self._style["page"])
        return self.painter.draw(looks[y - 1], self.page.layout, self._style)

    def line(self, y: int) -> Strip:
        """One row of the widget as it is sent: drawn once, for as long as it looks the same."""
        looks = self._page_looks()
        if not 1 <= y <= len(looks):
            return super().line(y)
        look = looks[y - 1]
        strip = self._strips.get(look)
        if strip is None:
            if len(self._strips) > MOST_STRIPS:
                self._strips.clear()
            strip = self._strips[look] = super().line(y)
        return strip

    def _page_looks(self) -> list[Look]:
        """How each row of the page looks; rows below the end of the text have block -1."""
        if self._looks is None:
            rows = self._visible_rows()
            mark = self.page.row(self.place) if rows else (-1, -1)
            track = self._track()
            looks: list[Look] = []
            speaker: str | None = None
            named = 0
            for index, (block, row) in enumerate(rows):
                speaking = self.blocks.speaker(block)
                if row < self.page.layout.above(block) and self.blocks.speaker(block - 1) != speaking:
                    speaking = None  # the blank row above where another voice begins
                named = named + 1 if speaking == speaker else 0
                speaker = speaking
                name = self.speaker_names.get(speaking, "") if speaking is not None else ""
                letter = "" if speaking is None else pad(name[named : named + 1], 1)
                looks.append(Look(block, row, letter, (block, row) == mark, track[index]))
            looks.extend(Look(-1, 0, "", False, sign) for sign in track[len(rows) :])
            self._looks = looks
        return self._looks

    def _track(self) -> str:
        """The characters of the track from the top: the thumb where the page is, a tick where there are hits."""
        height, total = self.page.height, self.page.layout.height
        start = size = 0
        if total > height:
            size = max(1, height * height // total)
            row = self.page.layout.top(self.page.top[0]) + self.page.top[1]
            start = min(height - size, round(row * (height - size) / (total - height)))
        return "".join(_TRACK_SIGNS[start <= index < start + size, index in self.ticks] for index in range(height))

    def track_row(self, place: Position) -> int:
        """The row of the track that stands for a position."""
        row = self.page.row(place)
        total = max(1, self.page.layout.height)
        return min(self.page.height - 1, (self.page.layout.top(row[0]) + row[1]) * self.page.height // total)

    # -- mouse ---------------------------------------------------------------------------------------------------

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by three rows."""
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by three rows."""
        event.stop()
        self.scroll_rows(-3)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag over words, or to move by the track."""
        if event.button != 1:
            return
        self.capture_mouse()
        if event.x >= self.size.width - 1:
            self._dragging_track = True
            self._go_by_track(event.y)
        else:
            self._drag_from = self.place_at(event.x, event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on dragging."""
        if self._dragging_track:
            self._go_by_track(event.y)
        elif self._drag_from is not None:
            place = self.place_at(event.x, event.y)
            if place is not None and place != self._drag_from:
                self.post_message(self.Dragged(self, self._drag_from, place, False))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stop dragging; a click without dragging makes the line the reading place."""
        self.release_mouse()
        if self._dragging_track:
            self._dragging_track = False
        elif self._drag_from is not None and (place := self.place_at(event.x, event.y)) is not None:
            if place == self._drag_from:
                self._place = place
                self._moved()
            else:
                self.post_message(self.Dragged(self, self._drag_from, place, True))
        self._drag_from = None

    def _go_by_track(self, y: int) -> None:
        total = self.page.layout.height
        row = (y - 1) * max(0, total - self.page.height) // max(1, self.page.height - 1)
        self._place = None
        if self.page.go(self.page.layout.locate(row)):
            self._moved()
