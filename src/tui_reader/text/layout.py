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


class _Sizes:
    """Code points and blank rows of pages of blocks; the same at every width."""

    def __init__(self) -> None:
        self.pages: list[tuple[int, int]] = []
        self._count = 0

    def extend(self, texts: Sequence[str], above: Sequence[int]) -> None:
        """Take up the blocks that were added."""
        if len(texts) == self._count:
            return
        first = self._count // PAGE
        del self.pages[first:]
        for at in range(first * PAGE, len(texts), PAGE):
            self.pages.append((sum(map(len, texts[at : at + PAGE])), sum(above[at : at + PAGE])))
        self._count = len(texts)


class Layout:
    """Line starts and heights of blocks at one width (cells). Rows count from 0 over the whole text.

    A page nobody looked at has one estimate, from the code points and blank rows of all its blocks; its blocks get
    theirs when it is first looked at. So another width costs a step a page, not one a block.
    """

    def __init__(self, texts: Sequence[str], above: Sequence[int], width: int, sizes: _Sizes | None = None) -> None:
        """Lay out `texts`, each with so many blank rows above it, which may grow at the end: see `extend`.

        `sizes` are those of another layout of the same texts.
        """
        self.width = max(1, width)
        self._texts = texts
        self._above = above
        self._sizes = sizes if sizes is not None else _Sizes()
        self._starts: list[array[int] | None] = []
        self._heights = array("I")
        self._looked_at = bytearray()
        """Whether a page's blocks have heights."""
        self._page_heights: list[int] = []
        self._page_tops: list[int] | None = None
        self._unwrapped = 0
        self.extend()

    def at_width(self, width: int) -> Layout:
        """The same texts at another width."""
        return Layout(self._texts, self._above, width, self._sizes)

    def extend(self, exact: bool = False) -> None:
        """Take up the blocks that were added to the texts; `exact` wraps them at once."""
        begun = first = len(self._starts)
        count = len(self._texts)
        self._sizes.extend(self._texts, self._above)
        self._starts.extend([None] * (count - first))
        self._heights.frombytes(bytes((count - first) * self._heights.itemsize))
        self._unwrapped += count - first
        pages = -(-count // PAGE)
        if first % PAGE and self._looked_at[first // PAGE]:
            page = first // PAGE
            self._estimate(first, min(count, (page + 1) * PAGE))
            self._page_heights[page] = sum(self._heights[page * PAGE : (page + 1) * PAGE])
            first = (page + 1) * PAGE
        del self._page_heights[first // PAGE :]
        width = self.width
        self._page_heights += [
            size // width + blank + min(PAGE, count - page * PAGE) // 2
            for page, (size, blank) in enumerate(self._sizes.pages[first // PAGE :], first // PAGE)
        ]
        self._looked_at.extend(bytes(pages - len(self._looked_at)))
        self._page_tops = None
        if exact:
            for block in range(begun, count):
                self.lines(block)

    def _estimate(self, first: int, end: int) -> None:
        """Give blocks the heights they would have if each line were full."""
        width = self.width
        self._heights[first:end] = array(
            "I",
            [
                -(-len(text) // width) + above or 1
                for text, above in zip(self._texts[first:end], self._above[first:end], strict=True)
            ],
        )

    def _look_at(self, page: int) -> None:
        """Give the blocks of a page their heights, if they have none yet."""
        if page < len(self._looked_at) and not self._looked_at[page]:
            self._looked_at[page] = 1
            end = min(len(self._starts), (page + 1) * PAGE)
            self._estimate(page * PAGE, end)
            self._page_heights[page] = sum(self._heights[page * PAGE : end])
            self._page_tops = None

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
            self._look_at(block // PAGE)
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
        self._look_at(page)
        return self._tops()[page] + sum(self._heights[page * PAGE : block])

    def row(self, block: int, offset: int) -> int:
        """The row, within the block, of the line that holds an offset."""
        return self._above[block] + line_at(self.lines(block), offset)

    def locate(self, row: int) -> tuple[int, int]:
        """The block at a row of the whole text, and the row within it; clamped to the text."""
        if not self._starts:
            return 0, 0
        row = max(0, row)
        while True:
            tops = self._tops()
            page = max(0, bisect_right(tops, row) - 1)
            if self._looked_at[page]:
                break
            self._look_at(page)  # which may move those after it
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
