"""The folded text of an article's paragraphs, in chunks that are searched at once, made when it is needed.

Headings are not among them: they are an editor's, and a count of hits is a count in the words of the text.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Protocol

from tui_reader.text.folding import Folded, fold_lines, fold_steps
from tui_reader.text.spans import Position, Span

CHUNK = 256 * 1024
"""Code points of paragraphs that are folded and searched together; a paragraph of more is a chunk of its own."""
_PART = 64
"""Paragraphs of a section that a chunk takes up together."""


class SomeParagraph(Protocol):
    """What a search needs of a paragraph."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def by(self) -> str | None: ...  # noqa: D102


class SomeSection(Protocol):
    """What a search needs of a section."""

    @property
    def paragraphs(self) -> Sequence[SomeParagraph]: ...  # noqa: D102


@dataclass(slots=True)
class Chunk:
    """Paragraphs that are searched together: their places, and once folded their text, joined by line ends."""

    places: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[SomeParagraph] = field(default_factory=list)
    size: int = 0
    text: str | None = None
    starts: array[int] = field(default_factory=lambda: array("I"))
    maps: dict[int, Folded] = field(default_factory=dict)
    _folding: Iterator[None] | None = None

    def fold(self) -> str:
        """The folded text; folds it the first time."""
        if self.text is None:
            for _ in self.fold_steps():
                pass
        assert self.text is not None
        return self.text

    def fold_steps(self) -> Iterator[None]:
        """Fold it, in steps that are short however long its paragraph is; what one began another goes on with."""
        if self._folding is None:
            self._folding = self._fold()
        for _ in self._folding:  # not “yield from”: who is done with folding would end it for the others
            yield

    def _fold(self) -> Iterator[None]:
        if self.size <= CHUNK or len(self.paragraphs) > 1:
            text, self.starts, self.maps = fold_lines([paragraph.text for paragraph in self.paragraphs])
            self.text = text
            yield
            return
        for folded in fold_steps(self.paragraphs[0].text):
            if folded is not None:
                self.starts = array("I", [0])
                self.maps = {0: folded} if folded.shifts is not None else {}
                self.text = folded.text
            yield

    def paragraph_at(self, start: int) -> int:
        """The number, in the chunk, of the paragraph that holds a folded offset."""
        return bisect_right(self.starts, start) - 1

    def span(self, start: int, end: int) -> Span:
        """The span of original code points for folded offsets of the chunk."""
        number = self.paragraph_at(start)
        base = self.starts[number]
        first, last = start - base, end - base
        if number in self.maps:
            first, last = self.maps[number].original(first, last)
        return Span(*self.places[number], first, last)

    def offset(self, position: Position) -> int:
        """The folded offset of the chunk at or after a position; the text is folded already."""
        number = bisect_left(self.places, position[:2])
        if number == len(self.places):
            return len(self.text or "") + 1
        base = self.starts[number]
        if self.places[number] != position[:2]:
            return base
        offset = self.maps[number].folded(position.offset) if number in self.maps else position.offset
        after = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text or "") + 1
        return min(base + offset, after)


class Index:
    """The folded text of an article's sections, grown as they arrive and folded when it is needed or there is time."""

    def __init__(self, sections: Sequence[SomeSection] = ()) -> None:
        self.chunks: list[Chunk] = []
        self.section_count = 0
        self.extend(sections)

    def extend(self, sections: Sequence[SomeSection]) -> None:
        """Take up sections that follow those it has."""
        for number, section in enumerate(sections, self.section_count):
            for first in range(0, len(section.paragraphs), _PART):
                self._add(number, first, section.paragraphs[first : first + _PART])
        self.section_count += len(sections)

    def _add(self, section: int, first: int, paragraphs: Sequence[SomeParagraph]) -> None:
        """Take up paragraphs of a section, of which `first` is the number of the first one."""
        size = sum([len(paragraph.text) + 1 for paragraph in paragraphs])
        if size > CHUNK and len(paragraphs) > 1:
            for number, paragraph in enumerate(paragraphs, first):
                self._add(section, number, (paragraph,))
            return
        if not self.chunks or max(size, self.chunks[-1].size) >= CHUNK or self.chunks[-1].text is not None:
            self.chunks.append(Chunk())
        chunk = self.chunks[-1]
        chunk.places.extend(zip(repeat(section), range(first, first + len(paragraphs))))
        chunk.paragraphs.extend(paragraphs)
        chunk.size += size

    def fold_steps(self) -> Iterator[None]:
        """Fold what is not folded yet, at most a chunk at a step."""
        for chunk in self.chunks:
            yield from chunk.fold_steps()
