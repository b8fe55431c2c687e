"""What the reading screen does about moving: in the pane in focus by a unit, in the text by jumps, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui_reader.text.spans import HEADING, Position
from tui_reader.ui.history import History
from tui_reader.ui.widgets.entry_list import EntryList
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from tui_reader.ui.screens.reading import ReadingScreen


class Moving:
    """Moves the panes of a reading screen, and knows the places one jumped from."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.history = History()
        self.start: Position | None = None
        """The beginning of the section that the options name, once it has arrived."""
        self._sought = 0

    def seek_start(self) -> None:
        """Go to the section that the options name as soon as it has arrived, unless a key came before it."""
        screen, text, wanted = self._screen, self._screen.text, self._screen.options.section
        sections = screen.blocks.sections
        known = self.start is not None
        while wanted and self.start is None and self._sought < len(sections):
            if sections[self._sought].id == wanted:
                self.start = Position(self._sought, HEADING, 0)
            self._sought += 1
        if self.start is None:
            if wanted and screen.stream.finished:
                screen.notice(f"there is no section “{wanted}”")
        # Again, while so little followed it that it could not be put at the top.
        elif not screen.moved and (not known or text.place == self.start != text.top_place):
            text.go_to(self.start, context=0)

    def move(self, unit: str, direction: int) -> None:
        """Move in the pane in focus: by line, half, page, paragraph, section, or as far as it goes (all)."""
        screen = self._screen
        pane, text = screen.pane, screen.text
        if screen.quoting.selection is not None and pane is text:
            screen.quoting.extend(unit, direction)
        elif isinstance(pane, EntryList):
            step = {"line": 1, "half": max(1, pane.page // 2), "page": pane.page, "all": len(pane.entries)}
            pane.move(direction * step.get(unit, 1))
        elif unit == "section":
            self._by_section(direction)
        elif unit == "paragraph":
            self._by_paragraph(direction)
        elif unit == "all":
            self.history.leave(text.top_place)
            self._turn(text.go_top if direction < 0 else text.go_end)
        else:
            height = text.page.height
            rows = {"line": 1, "half": max(1, height // 2), "page": max(1, height - 1)}[unit]
            self._turn(lambda: text.scroll_rows(direction * rows))

    def jump(self, place: Position, *, context: int | None = None) -> None:
        """Go to a place, so that one can go back to where one was."""
        text = self._screen.text
        self.history.leave(text.place)
        self._turn(lambda: text.go_to(place, context=context))

    def travel(self, direction: int) -> None:
        """Go back or forward through the places jumped from."""
        text = self._screen.text
        place = self.history.travel(direction, text.place)
        if place is None:
            self._screen.notice("no place to go " + ("back to" if direction < 0 else "forward to"))
        else:
            self._turn(lambda: text.go_to(place))

    def _by_section(self, direction: int) -> None:
        screen, here = self._screen, self._screen.text.place
        target = here.section + direction
        if direction < 0 and here[1:] > (HEADING, 0):
            target = here.section
        if 0 <= target < len(screen.blocks.sections):
            self.history.leave(screen.text.top_place)
            self._turn(lambda: screen.text.go_to(Position(target, HEADING, 0), context=0))

    def _by_paragraph(self, direction: int) -> None:
        text, blocks = self._screen.text, self._screen.blocks
        here = text.place
        block = blocks.block(here)
        block += direction if direction > 0 or here.offset == 0 else 0
        while 0 <= block < len(blocks) and blocks.is_heading(block):
            block += direction
        if 0 <= block < len(blocks):
            self._turn(lambda: text.go_to(blocks.position(block), context=1))

    def _turn(self, move: Callable[[], None]) -> None:
        """Move the page, and say where one is now in the same frame, not in the one after."""
        with self._screen.text.prevent(TextView.Moved):
            move()
        self._screen.refresh_where()
