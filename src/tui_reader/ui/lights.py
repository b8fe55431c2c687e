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

    def within(self, section: int, paragraph: int) -> Iterable[tuple[int, int]]:
        """The lit stretches of one paragraph: half-open code-point offsets, in order."""
        ...


class SpanLights:
    """Lights on spans in reading order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans

    def within(self, section: int, paragraph: int) -> Iterable[tuple[int, int]]:
        """See Lights."""
        at = bisect_left(self._spans, (section, paragraph))
        while at < len(self._spans) and self._spans[at][:2] == (section, paragraph):
            yield self._spans[at][2:]
            at += 1


class HitLights:
    """Lights on the hits of a search, converted only where they are looked at."""

    def __init__(self, hits: Hits) -> None:
        self._hits = hits

    def within(self, section: int, paragraph: int) -> Iterable[tuple[int, int]]:
        """See Lights."""
        for number in self._hits.between(Position(section, paragraph, 0), Position(section, paragraph + 1, 0)):
            yield self._hits[number][2:]


class RangeLights:
    """Lights from one position up to another, over as many paragraphs as lie between; headings stay dark."""

    def __init__(self, start: Position, end: Position) -> None:
        self._start, self._end = start, end

    def within(self, section: int, paragraph: int) -> Iterable[tuple[int, int]]:
        """See Lights."""
        here = (section, paragraph)
        if paragraph != HEADING and self._start[:2] <= here <= self._end[:2]:
            start = self._start.offset if here == self._start[:2] else 0
            end = self._end.offset if here == self._end[:2] else 1 << 30
            if end > start:
                yield start, end
