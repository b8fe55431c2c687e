"""What the reading screen does about chosen words: choosing them by key or mouse, copying them with their source."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.text.spans import Position
from tui_reader.ui.lights import RangeLights

if TYPE_CHECKING:
    from tui_reader.ui.screens.reading import ReadingScreen
    from tui_reader.ui.selecting import Selection

QUOTATIONS = "quotations.txt"
"""The file in the current folder that W adds the last copy to."""


class Quoting:
    """The selection of a reading screen, and its copies. Without a selection it is about the sentence at hand."""

    def __init__(self, screen: ReadingScreen) -> None:
        self.screen = screen
        self.selection: Selection | None = None
        self.copied = ""
        """The last words copied, with their source."""

    def start(self) -> None:
        """Select the sentence at hand; again: the paragraph, the line, the word."""
        if self.selection is None:
            self.selection = self._chosen()
        else:
            self.selection.next_unit()
        self._show()

    def extend(self, unit: str, direction: int) -> None:
        """Move the end that moves."""
        if self.selection is None:
            self.screen.notice("nothing is selected: v selects the sentence at hand")
            return
        page = max(1, self.screen.text.page.height - 1)
        rows = {"line": 1, "half": max(1, page // 2), "page": page}
        if unit in rows:
            for _ in range(rows[unit]):
                self.selection.extend("line", direction)
        elif unit == "all":
            blocks = self.screen.blocks
            last = len(blocks) - 1
            ends = (blocks.position(0), blocks.position(last, len(blocks.texts[last])))
            self.selection.reach(ends[direction > 0])
        else:
            self.selection.extend("paragraph" if unit == "section" else unit, direction)
        self._show()

    def swap(self) -> None:
        """Let the other end move."""
        if self.selection is not None:
            self.selection.swap()
            self._show()

    def drag(self, start: Position, end: Position, done: bool) -> None:
        """Select what the mouse was dragged over; it is copied when the button is let go."""
        selection = self.selection = self._at(min(start, end))
        selection.fixed, selection.moving = min(start, end), max(start, end)
        self._show(follow=False)
        if done:
            self.copy()

    def end(self) -> bool:
        """Select nothing any more; says whether anything was."""
        was = self.selection is not None
        self.selection = None
        self.screen.text.light("selection", None)
        return was

    def stretch(self) -> tuple[Position, Position]:
        """From where to where the words chosen reach: the selection, else the sentence at hand."""
        selection = self._chosen()
        return selection.first, selection.last

    def words(self) -> str:
        """The words chosen."""
        texts = self.screen.blocks.texts
        return " ".join(texts[block][start:end] for block, start, end in self._chosen().pieces())

    def _chosen(self) -> Selection:
        return self.selection or self._at(self.screen.text.place)

    def _at(self, place: Position) -> Selection:
        from tui_reader.ui.selecting import Selection

        return Selection(self.screen.blocks, self.screen.text.page, place)

    def summary(self) -> str:
        """The selection in a few words, for the status line."""
        if self.selection is None:
            return ""
        count = self.selection.words()
        return f"{count:,} word{'' if count == 1 else 's'} selected · v by {self.selection.unit} · o other end"

    def _show(self, *, follow: bool = True) -> None:
        selection = self.selection
        if selection is not None:
            self.screen.text.light("selection", RangeLights(selection.first, selection.last))
            if follow:
                self.screen.text.go_to(selection.moving)
        self.screen.refresh_where()

    # -- copying -------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Copy the words chosen, with who says them and where."""
        opened = self.screen.notebook.opened
        if opened is None:
            self.screen.notice("not yet: the article is still being read")
            return
        from tui_reader.journal.anchors import anchor_at
        from tui_reader.journal.citation import quotation

        anchor = anchor_at(opened.text, *self.stretch())
        self.copied = quotation(anchor, opened.citation)
        self._send(len(anchor.exact.split()))
        if self.end():
            self.screen.refresh_where()

    def _send(self, words: int) -> None:
        from tui_reader.ui.clipboard import Copied, give_to_tool, osc52

        text, app = self.copied, self.screen.app
        sequence = osc52(text, os.environ)
        if sequence and app._driver is not None:
            app._driver.write(sequence)
        self.screen.notice(Copied("", bool(sequence)).told(words))

        def run() -> None:
            tool = give_to_tool(text)
            if tool:
                app.call_from_thread(self.screen.notice, Copied(tool, bool(sequence)).told(words))

        self.screen.run_worker(run, thread=True, group="copy", exclusive=True, exit_on_error=False)

    def write(self) -> None:
        """Add the last copy to a file in the current folder."""
        if not self.copied:
            self.screen.notice("nothing was copied yet: y copies")
            return
        from tui_reader.journal.files import no_wait

        try:
            with open(QUOTATIONS, "a", encoding="utf-8", opener=partial(no_wait, mode=0o666)) as file:
                file.write(self.copied + "\n")
        except OSError as failure:
            self.screen.notice(f"{QUOTATIONS} cannot be written: {failure.strerror}")
        else:
            self.screen.notice(f"added to {QUOTATIONS} in the current folder")
