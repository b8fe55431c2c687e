"""Words chosen with the keys: from one place to another, moved by word, sentence, line, paragraph or further."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tui_reader.article.blocks import Blocks
from tui_reader.text.sentences import sentence_at, sentences
from tui_reader.text.spans import HEADING, Position
from tui_reader.ui.widgets.page import Page

WORD = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")
UNITS = ("sentence", "paragraph", "line", "word")
"""What `v` chooses, the first time and each time again."""


class Selection:
    """A stretch of text between a fixed end and one that moves; it always covers whole units of what moved it."""

    def __init__(self, blocks: Blocks, page: Page, place: Position) -> None:
        self._blocks = blocks
        self._page = page
        self._at = self._in_words(place)
        self.unit = UNITS[0]
        self.fixed, self.moving = self._around(self._at, self.unit)

    @property
    def first(self) -> Position:
        """Where the selection begins, at a word."""
        place = min(self.fixed, self.moving)
        text = self._blocks.texts[self._blocks.block(place)]
        blank = len(text[place.offset :]) - len(text[place.offset :].lstrip())
        return place._replace(offset=place.offset + blank)

    @property
    def last(self) -> Position:
        """Where it ends (exclusive), after a word."""
        place = max(self.fixed, self.moving)
        text = self._blocks.texts[self._blocks.block(place)]
        return max(self.first, place._replace(offset=len(text[: place.offset].rstrip())))

    def next_unit(self) -> None:
        """Choose what is around the place at hand by the next unit: sentence, paragraph, line, word."""
        self.unit = UNITS[(UNITS.index(self.unit) + 1) % len(UNITS)]
        self.fixed, self.moving = self._around(self._at, self.unit)

    def swap(self) -> None:
        """Let the other end move."""
        self.fixed, self.moving = self.moving, self.fixed

    def extend(self, unit: str, direction: int) -> None:
        """Move the moving end by a unit: to the end of one where it is the last, to the beginning where it is first."""
        ends = self.moving > self.fixed
        target = self._edge(unit, direction, ends)
        if ends and target < self.fixed:  # it passes the other end
            target = self.fixed
        self.reach(target)

    def reach(self, place: Position) -> None:
        """Move the moving end to a place, unless nothing were left."""
        place = self._in_words(place)
        if place != self.fixed:
            self.moving = place

    def pieces(self) -> Iterator[tuple[int, int, int]]:
        """The block and the half-open offsets of each stretch, headings left out."""
        first, last = self.first, self.last
        for block in range(self._blocks.block(first), self._blocks.block(last) + 1):
            if self._blocks.is_heading(block):
                continue
            here = self._blocks.position(block)[:2]
            start = first.offset if here == first[:2] else 0
            end = last.offset if here == last[:2] else len(self._blocks.texts[block])
            if end > start:
                yield block, start, end

    def words(self) -> int:
        """How many words are selected."""
        return sum(len(self._blocks.texts[block][start:end].split()) for block, start, end in self.pieces())

    # -- units ---------------------------------------------------------------------------------------------------

    def _in_words(self, place: Position) -> Position:
        """The place, or the paragraph nearest to it where it is a heading: headings are the editor's."""
        if place.paragraph != HEADING:
            return place
        block = self._blocks.block(place)
        for other in (*range(block + 1, len(self._blocks)), *range(block - 1, -1, -1)):
            if not self._blocks.is_heading(other):
                return self._blocks.position(other, 0 if other > block else len(self._blocks.texts[other]))
        return place

    def _around(self, place: Position, unit: str) -> tuple[Position, Position]:
        block = self._blocks.block(place)
        text = self._blocks.texts[block]
        start, end = 0, len(text)
        if unit == "sentence":
            start, end = sentence_at(text, place.offset)
        elif unit == "line":
            row = self._page.row(place)[1] - self._page.layout.above(block)
            start, end = self._units(block, unit)[row]
        elif unit == "word":
            found = next((match for match in WORD.finditer(text, place.offset)), None)
            start, end = found.span() if found else (start, end)
        return self._blocks.position(block, start), self._blocks.position(block, end)

    def _edge(self, unit: str, direction: int, ends: bool) -> Position:
        """The next (or previous) end, or beginning, of a unit as seen from the moving end."""
        block, offset = self._blocks.block(self.moving), self.moving.offset
        while 0 <= block < len(self._blocks):
            if not self._blocks.is_heading(block):
                edges = [span[1] if ends else span[0] for span in self._units(block, unit)]
                beyond = [edge for edge in edges if (edge > offset if direction > 0 else edge < offset)]
                if beyond:
                    return self._blocks.position(block, beyond[0 if direction > 0 else -1])
            block += direction
            offset = -1 if direction > 0 else 1 << 60
        return self.moving

    def _units(self, block: int, unit: str) -> list[tuple[int, int]]:
        text = self._blocks.texts[block]
        if unit == "paragraph":
            return [(0, len(text))]
        if unit == "sentence":
            return sentences(text)
        if unit == "line":
            return list(pairwise([*self._page.layout.lines(block), len(text)]))
        return [match.span() for match in WORD.finditer(text)]
