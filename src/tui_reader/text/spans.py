"""Places in a text: one type for hits, mentions, quotes, marks, notes and history alike."""

from __future__ import annotations

from typing import NamedTuple

HEADING = -1
"""The paragraph number of a section's heading: it stands before paragraph 0."""


class Position(NamedTuple):
    """A place in an article, ordered as it is read.

    `section` counts the article's sections in reading order from 0 (nested ones included), `paragraph` counts
    that section's paragraphs from 0 (`HEADING` is its heading), `offset` counts code points of that
    paragraph's text from 0.
    """

    section: int
    paragraph: int
    offset: int = 0


class Span(NamedTuple):
    """A stretch of one paragraph: code points from `start` up to but not including `end`."""

    section: int
    paragraph: int
    start: int
    end: int

    @property
    def position(self) -> Position:
        """Where the span begins."""
        return Position(self.section, self.paragraph, self.start)
