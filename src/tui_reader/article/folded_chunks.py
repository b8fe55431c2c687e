"""An article's paragraphs as chunks of folded text, small enough that folding or searching one is not noticed."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from tui_reader.article.model import Article
from tui_reader.text.finding import Chunk

SIZE = 32 * 1024
"""Code points of paragraphs in one chunk, if no paragraph is longer."""
SLICE = 0.002
"""Seconds that work goes on before it lets others have a turn."""


def chunks(article: Article) -> Iterator[Chunk]:
    """The paragraphs of an article in chunks, not folded yet."""
    chunk = Chunk()
    for number, section in enumerate(article.sections):
        for count, paragraph in enumerate(section.paragraphs):
            if chunk.size >= SIZE:
                yield chunk
                chunk = Chunk()
            chunk.places.append((number, count))
            chunk.paragraphs.append(paragraph)
            chunk.size += len(paragraph.text) + 1
    if chunk.places:
        yield chunk


class Turn:
    """Tells when a slice of time is over."""

    def __init__(self) -> None:
        self._end = perf_counter() + SLICE

    def over(self) -> bool:
        """Whether the slice is over; if so, the next one begins."""
        now = perf_counter()
        if now < self._end:
            return False
        self._end = now + SLICE
        return True
