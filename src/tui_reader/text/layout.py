"""Where every line of a long text stands at one width, without wrapping all of it first.

The text is a list of blocks (headings and paragraphs). A block's height is estimated from its length until it is
wrapped; blocks are wrapped when they are looked at, the rest in slices off the paint path. Heights are kept in pages,
so that finding a block by row, or a row by block, costs the same in a page of text and in twenty megabytes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from tui_reader.text.wrapping import line_at, wrap

PAGE = 128
"""Blocks whose heights are summed together."""


class Layout:
    """Line starts and heights of blocks at one width (cells). Rows count from 0 over the whole text."""

    def __init__(self, texts: Sequence[str], above: Sequence[int], width: int) -> None:
        """Lay out `texts`, each with so many blank rows above it, which may grow at the end: see `extend`."""
        self.width = max(1, width)
        self._texts = texts
        self._above = above
        self._starts: list[array[int] | None] = []
        self._heights = array("I")
        self._page_heights: list[int] = []
        self._page_tops: list[int] | None = None
        self._unwrapped = 0
        self.extend()

    def extend(self, exact: bool = False) -> None:
        """Take up the blocks that were added to the texts; `exact` wraps them at once."""
        first = len(self._starts)
        width = self.width
        added = self._texts[first:]
        self._starts.extend([None] * len(added))
        self._heights.extend(
            [-(-len(text) // width) + above or 1 for text, above in zip(added, self._above[first:], strict=True)]
        )
        for page in range(first // PAGE, -(-len(self._heights) // PAGE)):
            total = sum(self._heights[page * PAGE : (page + 1) * PAGE])
            if page < len(self._page_heights):
                self._page_heights[page] = total
            else:
                self._page_heights.append(total)
        self._page_tops = None
        self._unwrapped += len(added)
        if exact:
            for block in range(first, len(self._starts)):
                self.lines(block)

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def complete(self) -> bool:
        """Whether every height is known, none estimated."""
        return self._unwrapped == 0

    @property
    def height(self) -> int:
        """Rows of the whole text (estimated until complete)."""
        tops = self._tops()
        return tops[-1] + self._page_heights[-1] if tops else 0

    def above(self, block: int) -> int:
        """Blank rows above a block."""
        return self._above[block]

    def lines(self, block: int) -> array[int]:
        """Offsets at which the lines of a block begin; wraps it if that was not done yet."""
        starts = self._starts[block]
        if starts is None:
            starts = self._starts[block] = wrap(self._texts[block], self.width)
            self._unwrapped -= 1
            height = len(starts) + self._above[block]
            if height != self._heights[block]:
                self._page_heights[block // PAGE] += height - self._heights[block]
                self._heights[block] = height
                self._page_tops = None
        return starts

    def rows(self, block: int) -> int:
        """Rows of a block, those above it included."""
        return self._above[block] + len(self.lines(block))

    def top(self, block: int) -> int:
        """The row at which a block (with the blank rows above it) begins."""
        page = block // PAGE
        return self._tops()[page] + sum(self._heights[page * PAGE : block])

    def row(self, block: int, offset: int) -> int:
        """The row, within the block, of the line that holds an offset."""
        return self._above[block] + line_at(self.lines(block), offset)

    def locate(self, row: int) -> tuple[int, int]:
        """The block at a row of the whole text, and the row within it; clamped to the text."""
        if not self._starts:
            return 0, 0
        tops = self._tops()
        row = max(0, row)
        page = max(0, bisect_right(tops, row) - 1)
        rest = row - tops[page]
        heights = self._heights[page * PAGE : (page + 1) * PAGE]
        ends = list(accumulate(heights))
        within = min(bisect_right(ends, rest), len(heights) - 1)
        block = page * PAGE + within
        return block, min(rest - (ends[within] - heights[within]), self.rows(block) - 1)

    def wrap_steps(self) -> Iterator[None]:
        """Wrap what is only estimated, some blocks at a step (about a millisecond)."""
        size = 0
        for block in range(len(self._starts)):
            if self._starts[block] is None:
                size += len(self._texts[block]) + 64
                self.lines(block)
                if size > 150_000:
                    size = 0
                    yield

    def _tops(self) -> list[int]:
        if self._page_tops is None:
            self._page_tops = list(accumulate(self._page_heights[:-1], initial=0)) if self._page_heights else []
        return self._page_tops
