"""Which rows of a laid-out text are on the page, and how one moves through them: no widget, only arithmetic.

The page is anchored by its first row (a block and a row in it), not by a row number of the whole text, so that it does
not move when heights that were estimated become known.
"""

from __future__ import annotations

from tui_reader.article.blocks import Blocks
from tui_reader.text.layout import Layout
from tui_reader.text.spans import Position

Row = tuple[int, int]
"""A row of the text: the block, and the row in it (blank rows above its first line included)."""


class Page:
    """A window of `height` rows on the text, `width` cells wide."""

    def __init__(self, blocks: Blocks, width: int = 80, height: int = 24) -> None:
        self.blocks = blocks
        self.layout = Layout(blocks.texts, blocks.above, width)
        self.height = height
        self.top: Row = (0, 0)
        self._held: tuple[int, int, int] | None = None
        """What was at the top when the size changed first since one moved: block, offset, blank rows over it."""

    def resize(self, width: int, height: int) -> None:
        """Lay out at another size; the words at the top stay there, or come back there with the size."""
        self.height = max(1, height)
        if not len(self.layout):
            self.layout = self.layout.at_width(width)
            return
        self._held = block, offset, blank = self._held or self._anchor(self.top)
        if width != self.layout.width:
            self.layout = self.layout.at_width(width)
        self.top = min((block, self.layout.row(block, offset) - blank), self.last_top())

    def _anchor(self, row: Row) -> tuple[int, int, int]:
        """A row by what does not change with the width."""
        block, at = row
        return block, self.offset(row), max(0, self.layout.above(block) - at)

    def extend(self) -> None:
        """Take up blocks that were added to the text."""
        self.layout.extend(exact=True)

    def rows(self) -> list[Row]:
        """The rows on the page; fewer than its height at the end of a short text."""
        rows: list[Row] = []
        block, row = self.top
        while len(rows) < self.height and block < len(self.layout):
            count = self.layout.rows(block)
            rows.extend((block, at) for at in range(row, min(count, row + self.height - len(rows))))
            block, row = block + 1, 0
        return rows

    def step(self, start: Row, count: int) -> Row:
        """The row `count` rows after (or before) another; clamped to the text."""
        block, row = start
        row += count
        while row < 0 and block > 0:
            block -= 1
            row += self.layout.rows(block)
        if row < 0:
            return 0, 0
        while block < len(self.layout) and row >= (size := self.layout.rows(block)):
            if block == len(self.layout) - 1:
                return block, size - 1
            row -= size
            block += 1
        return block, row

    def last_top(self) -> Row:
        """The first row of the last full page."""
        if not len(self.layout):
            return 0, 0
        last = len(self.layout) - 1
        return self.step((last, self.layout.rows(last) - 1), 1 - self.height)

    def scroll(self, count: int) -> bool:
        """Move the page by rows; says whether it moved."""
        return self.go(self.step(self.top, count))

    def go(self, row: Row) -> bool:
        """Put a row at the top, as far as the text reaches; says whether the page moved."""
        target = min(row, self.last_top())
        moved = target != self.top
        self.top = target
        self._held = None
        return moved

    def offset(self, row: Row) -> int:
        """The offset (code points, in its block) of the first character of a row."""
        block, at = row
        starts = self.layout.lines(block)
        return starts[min(max(0, at - self.layout.above(block)), len(starts) - 1)]

    def position(self, row: Row) -> Position:
        """The position of the first character of a row."""
        return self.blocks.position(row[0], self.offset(row))

    def row(self, place: Position) -> Row:
        """The row that shows a position."""
        block = min(self.blocks.block(place), len(self.layout) - 1)
        return block, self.layout.row(block, place.offset)

    def shows(self, place: Position) -> bool:
        """Whether the line of a position is on the page."""
        row = self.row(place)
        return self.top <= row <= self.step(self.top, self.height - 1)

    def reveal(self, place: Position, context: int | None = None) -> bool:
        """Bring a position onto the page, a third down unless it is there already; says whether the page moved.

        With `context`, the position is put that many rows below the top in any case.
        """
        if context is None:
            if self.shows(place):
                return False
            context = self.height // 3
        return self.go(self.step(self.row(place), -context))

    def fraction(self) -> float:
        """How much of the text has been passed when the page ends, from 0 to 1."""
        if not len(self.layout):
            return 1.0
        bottom = self.layout.top(self.top[0]) + self.top[1] + self.height
        if self.top >= self.last_top():
            return 1.0
        return min(1.0, bottom / max(1, self.layout.height)) if self.top > (0, 0) else 0.0
