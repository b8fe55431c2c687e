"""Spans with a reason to be lit: what the text view lays over the words, layer by layer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from tui_reader.text.spans import HEADING, Position, Span

if TYPE_CHECKING:
    from tui_reader.text.finding import Hits

LAYERS = ("note", "mention", "evidence", "hit", "current", "selection")
"""The reasons for which words are lit, the later ones over the earlier ones."""


class Lights(Protocol):
    """Something that knows which parts of a paragraph are lit."""

    def within(self, section: int, paragraph: int, start: int, end: int) -> Iterable[tuple[int, int]]:
        """The lit stretches that reach into a part of a paragraph, such as one row, in the order of their starts.

        All are half-open ranges of code points. The work must not grow with what is lit in the rest of the paragraph.
        """
        ...


class SpanLights:
    """Lights on spans in reading order; they may overlap."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._paragraphs: dict[tuple[int, int], tuple[int, int, int]] = {}
        """Of the paragraphs that were looked at: the first span, the one after the last, the length of the longest."""

    def within(self, section: int, paragraph: int, start: int, end: int) -> Iterable[tuple[int, int]]:
        """See Lights."""
        first, last, longest = self._paragraph((section, paragraph))
        at = bisect_left(self._spans, (section, paragraph, start - longest), first, last)
        while at < last and (span := self._spans[at]).start < end:
            if span.end > start:
                yield span[2:]
            at += 1

    def _paragraph(self, place: tuple[int, int]) -> tuple[int, int, int]:
        found = self._paragraphs.get(place)
        if found is None:
            first = bisect_left(self._spans, place)
            last = bisect_left(self._spans, (place[0], place[1] + 1), first)
            longest = max((self._spans[at].end - self._spans[at].start for at in range(first, last)), default=0)
            found = self._paragraphs[place] = first, last, longest
        return found


class HitLights:
    """Lights on the hits of a search, converted only where they are looked at."""

    def __init__(self, hits: Hits) -> None:
        self._hits = hits

    def within(self, section: int, paragraph: int, start: int, end: int) -> Iterable[tuple[int, int]]:
        """See Lights."""
        numbers = self._hits.between(Position(section, paragraph, start), Position(section, paragraph, end))
        if numbers.start:  # hits do not overlap: at most the one before reaches in
            before = self._hits[numbers.start - 1]
            if before[:2] == (section, paragraph) and before.end > start:
                yield before[2:]
        for number in numbers:
            yield self._hits[number][2:]


class RangeLights:
    """Lights from one position up to another, over as many paragraphs as lie between; headings stay dark."""

    def __init__(self, start: Position, end: Position) -> None:
        self._start, self._end = start, end

    def within(self, section: int, paragraph: int, start: int, end: int) -> Iterable[tuple[int, int]]:
        """See Lights."""
        here = (section, paragraph)
        if paragraph != HEADING and self._start[:2] <= here <= self._end[:2]:
            first = self._start.offset if here == self._start[:2] else 0
            last = self._end.offset if here == self._end[:2] else end
            if max(first, start) < min(last, end):
                yield first, last
