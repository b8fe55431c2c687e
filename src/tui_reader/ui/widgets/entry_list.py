"""A list of entries to choose from by keyboard or mouse: the outline, the people, the figures, hits, marks and notes.

Only the rows on screen are ever made, so that a list of a hundred thousand entries opens as one of ten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui_reader.text.cells import cell_len, crop
from tui_reader.text.wrapping import wrap
from tui_reader.ui.looks import looks
from tui_reader.ui.widgets.lines import MOST_STRIPS, Lines, joined


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a line (`text`, and `right` at the right edge), perhaps a second one below (`second`)."""

    text: str
    right: str = ""
    second: str = ""
    strong: bool = False
    quiet: bool = False
    lit: tuple[int, int] | None = None
    """Half-open range of `text` to light."""
    brief: str = ""
    """What stands in place of `right` where `text` would be cut."""


class Entries(Protocol):
    """What a list shows: entries made when they are looked at."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Entry: ...


class EntryList(Lines, can_focus=True):
    """A list with a title, a cursor, and under the entry at the cursor what more there is to say of it."""

    @dataclass
    class Chosen(Message):
        """An entry was chosen: Enter, or a click."""

        list: EntryList
        index: int

        @property
        def control(self) -> EntryList:
            """The list, for `@on` selectors."""
            return self.list

    @dataclass
    class Highlighted(Message):
        """The cursor went to an entry, by the user's doing."""

        list: EntryList
        index: int

        @property
        def control(self) -> EntryList:
            """The list, for `@on` selectors."""
            return self.list

    def __init__(self, title: str, *, id: str | None = None, rows: int = 1, empty: str = "") -> None:
        super().__init__(id=id)
        self.title = title
        self.entries: Entries | Sequence[Entry] = ()
        self.details: Callable[[int], Sequence[str]] | None = None
        """Lines below the entry at the cursor while the list has the focus, as far as half of the list holds them."""
        self.counter: Callable[[int], str] | None = None
        """What the title says of where the cursor is, where entries are not what is counted."""
        self.rows = rows
        self.empty = empty
        self.cursor = 0
        self.top = 0
        self._shown_details: tuple[object, list[str]] = (None, [])
        self._strips: dict[tuple[int, int, int, int], Strip] = {}
        """Rows of entries as they are sent: by entry, row in it, width, and 0, 1 for the cursor, 2 with the focus."""

    def show(self, entries: Entries | Sequence[Entry], *, title: str | None = None) -> None:
        """Show other entries; the cursor stays where it is, as far as there are entries."""
        self.entries = entries
        if title is not None:
            self.title = title
        self.cursor = max(0, min(self.cursor, len(entries) - 1))
        self.redraw()

    def redraw(self) -> None:
        """Draw all entries anew: what they say, or how it looks, has changed."""
        self._strips.clear()
        self.refresh_details()

    def redraw_entry(self, index: int) -> None:
        """Draw one entry anew."""
        for part in range(self.rows):
            for cursor in range(3):
                self._strips.pop((index, part, self.size.width, cursor), None)
        if self._detail_lines():
            self.refresh()
        else:
            self._refresh_rows(index)

    def _refresh_rows(self, index: int) -> None:
        """Have the rows of one entry sent again, where there are no details between entries."""
        first = index * self.rows - self.top + 1
        if first + self.rows > 1:
            self.refresh(Region(0, max(1, first), self.size.width, self.rows))

    def move(self, count: int) -> None:
        """Move the cursor by entries, as far as there are any."""
        self.go_to(self.cursor + count)
        if len(self.entries):
            self.post_message(self.Highlighted(self, self.cursor))

    def go_to(self, index: int) -> None:
        """Put the cursor on an entry without telling anybody."""
        index = max(0, min(index, len(self.entries) - 1))
        if index != self.cursor:
            before, top, details = self.cursor, self.top, self._detail_lines()
            self.cursor = index
            self._keep_in_sight()
            if self.top != top or details or self._detail_lines():
                self.refresh()
            else:
                self._refresh_rows(before)
                self._refresh_rows(index)
                self.refresh(Region(0, 0, self.size.width, 1))

    def follow(self, index: int) -> None:
        """Put the cursor on an entry as `go_to` does; one out of sight comes a third down, with what is around it."""
        top = self.top
        if not 0 <= index * self.rows - top < self.size.height - self.rows:
            self.top = index * self.rows - self.size.height // 3
        self.go_to(index)
        if self.top != top:
            self.refresh()

    def choose(self) -> None:
        """Choose the entry at the cursor."""
        if len(self.entries):
            self.post_message(self.Chosen(self, self.cursor))

    @property
    def page(self) -> int:
        """Entries that fit on the list."""
        return max(1, (self.size.height - 1) // self.rows)

    # -- drawing -------------------------------------------------------------------------------------------------

    def _detail_lines(self) -> list[str]:
        """What stands under the entry at the cursor, wrapped; never so much that the entry itself has no room."""
        if self.details is None or not self.has_focus or not len(self.entries):
            return []
        key = (self.cursor, self.size.width)
        if self._shown_details[0] != key:
            width = max(8, self.size.width - 5)
            lines: list[str] = []
            for text in self.details(self.cursor):
                starts = [*wrap(text, width), len(text)]
                lines.extend(text[a:b].rstrip() for a, b in pairwise(starts))
            self._shown_details = (key, lines)
        lines, room = self._shown_details[1], max(0, (self.size.height - self.rows) // 2)
        # Half of the list at most, so that the entries around it can be seen; the card has all of it.
        return lines if len(lines) <= room else [*lines[: max(0, room - 1)], "… o: all of it"][:room]

    def refresh_details(self) -> None:
        """What stands under an entry has changed."""
        self._shown_details = (None, [])
        self._keep_in_sight()
        self.refresh()

    def _keep_in_sight(self) -> None:
        if not self.size.height:
            return
        height = max(1, self.size.height - 1)
        below = (self.cursor + 1) * self.rows + len(self._detail_lines())
        if below - self.top > height:
            self.top = below - height
        self.top = max(0, min(self.top, self.cursor * self.rows))
        total = len(self.entries) * self.rows + len(self._detail_lines())
        self.top = max(0, min(self.top, total - height))

    def _row(self, y: int) -> tuple[int, int]:
        """The entry at a row of the widget, and the row in it (details follow its own rows); -1 for none."""
        row = y - 1 + self.top
        details = len(self._detail_lines())
        after = (self.cursor + 1) * self.rows
        if row < after:
            index, part = divmod(row, self.rows)
        elif row < after + details:
            index, part = self.cursor, row - self.cursor * self.rows
        else:
            index, part = divmod(row - details, self.rows)
        return (index, part) if 0 <= index < len(self.entries) else (-1, 0)

    def line(self, y: int) -> Strip:
        """One row of the list as it is sent: that of an entry is drawn once, for as long as it looks the same."""
        index, part = self._row(y) if y else (-1, 0)
        if index < 0 or part >= self.rows:
            return super().line(y)
        key = (index, part, self.size.width, (1 + self.has_focus) if index == self.cursor else 0)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > MOST_STRIPS:
                self._strips.clear()
            strip = self._strips[key] = super().line(y)
        return strip

    def notify_style_update(self) -> None:
        """The theme changed: nothing drawn before is of use."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """The strip of one row: the title, then entries."""
        width = self.size.width
        base = self._part("page")
        if y == 0:
            return self._title(width)
        if not len(self.entries):
            text = crop(self.empty, width - 3) if y == 1 else ""
            return Strip([Segment("   " + text, base + self._part("quiet"))]).adjust_cell_length(width, base)
        index, part = self._row(y)
        if index < 0:
            return Strip.blank(width, base)
        entry = self.entries[index]
        chosen = index == self.cursor
        if chosen and self.has_focus and part < self.rows:
            base += self._part("cursor")
        if part >= self.rows:
            lines = self._detail_lines()
            text = lines[part - self.rows] if part - self.rows < len(lines) else ""
            return Strip([Segment("   │ " + text, base + self._part("quiet"))]).adjust_cell_length(width, base)
        if part == 1:
            line = [Segment("   " + crop(entry.second, width - 4), base + self._part("quiet"))]
        else:
            line = self._first_line(entry, "▸" if chosen else " ", width, base)
        return Strip(joined([*Strip(line).adjust_cell_length(width, base)]), width)

    def _first_line(self, entry: Entry, cursor: str, width: int, base: Style) -> list[Segment]:
        right = crop(entry.right, max(0, width - 6))
        if entry.brief and cell_len(entry.text) + cell_len(right) + 5 > width:
            right = crop(entry.brief, max(0, width - 6))
        room = max(0, width - 3 - (cell_len(right) + 2 if right else 1))
        text = crop(entry.text, room)
        style = base + self._part("strong" if entry.strong else "quiet") if entry.strong or entry.quiet else base
        segments = [Segment(f" {cursor} "[: max(0, width)], base)]
        if entry.lit is not None:
            start, end = entry.lit
            segments += [
                Segment(text[:start], style),
                Segment(text[start:end], style + self._part("lit")),
                Segment(text[end:], style),
            ]
        else:
            segments.append(Segment(text, style))
        if right:
            segments.append(Segment(" " * (room - cell_len(text) + 1) + right + " ", base + self._part("quiet")))
        return segments

    def _title(self, width: int) -> Strip:
        style = self._part("title")
        label = crop(self.title, width - 3)
        focus = Style(reverse=True) if self.has_focus else Style()
        more = ""
        if len(self.entries) > self.page:
            more = self.counter(self.cursor) if self.counter else f"{self.cursor + 1}/{len(self.entries)}"
        line = [Segment(" ", style), Segment(f" {label} ", style + focus)]
        room = width - 3 - cell_len(label) - len(more) - 1
        if more and room > 0:
            line.append(Segment(" " * room + more, style))
        return Strip(line).adjust_cell_length(width, style)

    def _part(self, name: str) -> Style:
        return looks(self.app.theme)[name]

    # -- events --------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Keep the cursor in sight at the new size, and as much before it as there is room for."""
        self.top = 0
        self._keep_in_sight()

    def on_focus(self) -> None:
        """What stands under the entry at the cursor shows now."""
        self.refresh_details()

    def on_blur(self) -> None:
        """What stood under the entry at the cursor goes."""
        self.refresh_details()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move three entries down."""
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move three entries up."""
        event.stop()
        self.move(-3)

    def on_click(self, event: events.Click) -> None:
        """Choose the entry under the mouse."""
        index, _part = self._row(event.y)
        if event.y > 0 and index >= 0:
            self.go_to(index)
            self.choose()
