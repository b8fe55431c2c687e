"""Searching an article's paragraphs: hits are numbers, and become spans when they are looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import AsyncIterator, Generator, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tui_reader.text.folding import fold
from tui_reader.text.spans import Position, Span

if TYPE_CHECKING:
    from re import Pattern

    from tui_reader.text.indexing import Chunk, Index
    from tui_reader.text.patterns import UserPattern

VOICE = ""
"""As a speaker: the report's own voice."""
_BATCH = 1000
"""Hits that are found, or whose case is looked at, in one step."""
_MOST_OF_ONE = 18
"""Code points that a single one folds to at most (U+FDFA, by NFKD)."""


class BadQuery(ValueError):
    """A query that cannot be searched for; `position` is where its pattern goes wrong, if that is known."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class TooSlow(Exception):
    """A user's pattern takes too long, or too much memory, on this text."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to search for, and where. Raises BadQuery when there is nothing in it to search for.

    `case` None is smart: exact as soon as the query has a capital. `by` is a person's id, VOICE for the report's own
    voice, None for anyone; `sections` a half-open range of section numbers.
    """

    text: str
    regex: bool = False
    word: bool = False
    case: bool | None = None
    by: str | None = None
    sections: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not (self.text if self.regex else fold(self.text).text.strip()):
            raise BadQuery("nothing to search for")

    @property
    def exact_case(self) -> bool:
        """Whether capitals count."""
        return self.case if self.case is not None else self.text != self.text.lower()

    def allows(self, section: int, by: str | None) -> bool:
        """Whether a paragraph is searched."""
        if self.sections is not None and not self.sections[0] <= section < self.sections[1]:
            return False
        return self.by is None or (by or VOICE) == self.by


class Hits:
    """The hits of a search in reading order, growing while it goes on. They do not overlap."""

    def __init__(self) -> None:
        self._chunks: list[tuple[Chunk, array[int], array[int] | int]] = []
        self._ends: list[int] = []
        self._first: list[tuple[int, int]] = []

    def add(self, chunk: Chunk, starts: array[int], ends: array[int] | int) -> None:
        """Add hits of the next chunk: folded offsets, and either their ends or the length they all have."""
        if starts:
            self._chunks.append((chunk, starts, ends))
            self._first.append(chunk.places[0])
            self._ends.append(len(self) + len(starts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, number: int) -> Span:
        if not 0 <= number < len(self):
            raise IndexError(number)
        at = bisect_right(self._ends, number)
        chunk, starts, ends = self._chunks[at]
        within = number - (self._ends[at - 1] if at else 0)
        start = starts[within]
        return chunk.span(start, start + ends if isinstance(ends, int) else ends[within])

    def __iter__(self) -> Iterator[Span]:
        for number in range(len(self)):
            yield self[number]

    def at_or_after(self, position: Position) -> int:
        """The number of the first hit that starts at or after a position; how many there are when none does."""
        at = bisect_right(self._first, position[:2]) - 1
        if at < 0:
            return 0
        chunk, starts, _ = self._chunks[at]
        before = self._ends[at - 1] if at else 0
        return before + bisect_left(starts, chunk.offset(position))

    def between(self, first: Position, end: Position) -> range:
        """The numbers of the hits that start at or after `first` and before `end`."""
        return range(self.at_or_after(first), self.at_or_after(end))

    def in_sections(self, first: int, end: int) -> range:
        """The numbers of the hits in a half-open range of section numbers."""
        return self.between(Position(first, 0, 0), Position(end, 0, 0))


class Search:
    """A search under way. Raises BadQuery when the query's pattern is none."""

    def __init__(self, index: Index, query: Query) -> None:
        self.index = index
        self.query = query
        self.hits = Hits()
        self.done = False
        self.problem: str | None = None
        self.other_case = 0
        """Hits that an exact case left out."""
        self.outside = 0
        """Hits that `by` or `sections` left out; those of a pattern are not counted, they would cost its time."""
        self.blocking = query.regex
        """Whether a step may take as long as a pattern is given: then `steps_aside` is better where keys wait."""
        self._filtered = query.by is not None or query.sections is not None
        self._needle = fold(query.text).text.strip()
        self._exact = fold(query.text, keep_case=True).text.strip() if query.exact_case else None
        self._cases: dict[str, bool] = {}
        """Whether words as they are printed are written as in the query."""
        self._pattern: UserPattern | None = None
        if query.regex:
            from tui_reader.text.patterns import UserPattern

            self._pattern = UserPattern(query)
        self._words: Pattern[str] | None = None
        if query.word and not query.regex:
            import re

            self._words = re.compile(rf"(?<!\w){re.escape(self._needle)}(?!\w)")

    def run(self) -> Hits:
        """Search to the end."""
        for _ in self.steps():
            pass
        return self.hits

    def steps(self) -> Iterator[None]:
        """Search on, a chunk or a batch of its hits at a step."""
        for chunk in self._chunks():
            yield from chunk.fold_steps()
            if self._pattern is not None:
                try:
                    self.hits.add(chunk, *self._match(chunk))
                except TooSlow as error:
                    self.problem = str(error)
                    break
            else:
                yield from self._find(chunk)
            yield
        self.done = True

    async def steps_aside(self) -> AsyncIterator[None]:
        """As `steps`, for a pattern: only what may take as long as a pattern is given is done in another thread.

        That thread changes nothing that anyone sees; a hit is there once it was added here.
        """
        from asyncio import to_thread

        for chunk in self._chunks():
            for _ in chunk.fold_steps():
                yield
            try:
                self.hits.add(chunk, *await to_thread(self._match, chunk))
            except TooSlow as error:
                self.problem = str(error)
                break
            yield
        self.done = True

    def _chunks(self) -> Iterator[Chunk]:
        """The chunks; the index may grow meanwhile."""
        at = 0
        while at < len(self.index.chunks):
            yield self.index.chunks[at]
            at += 1

    def _find(self, chunk: Chunk) -> Iterator[None]:
        text = chunk.fold()
        needle = self._needle
        starts = array("I")
        if self._words is not None:
            matches = self._words.finditer(text)
            while found := [match.start() for match in islice(matches, _BATCH)]:
                starts.extend(found)
                yield
        else:
            at = text.find(needle)
            while at >= 0:
                for _ in range(_BATCH):
                    starts.append(at)
                    at = text.find(needle, at + len(needle))
                    if at < 0:
                        break
                else:
                    yield
        if len(starts) > 1 and chunk.maps:
            starts = yield from self._apart(chunk, starts)
        outside = array("I")
        if starts and self._filtered:
            inside = array("I")
            for first in range(0, len(starts), _BATCH):
                for start in starts[first : first + _BATCH]:
                    (inside if self._allowed(chunk, start) else outside).append(start)
                yield
            starts = inside
        if self._exact is not None:
            exact = yield from self._in_case(chunk, starts)
            self.other_case += len(starts) - len(exact)
            starts, outside = exact, (yield from self._in_case(chunk, outside))
        self.outside += len(outside)
        self.hits.add(chunk, starts, len(needle))

    def _apart(self, chunk: Chunk, starts: array[int]) -> Generator[None, None, array[int]]:
        """The hits without those that share a character with the one before: ß holds two s, ﷺ several ل."""
        kept, length = starts[:1], len(self._needle)
        for number in range(1, len(starts)):
            if number % _BATCH == 0:
                yield
            start, before = starts[number], kept[-1]
            if start - before - length < _MOST_OF_ONE and chunk.paragraph_at(start) in chunk.maps:
                span, last = chunk.span(start, start + length), chunk.span(before, before + length)
                if span[:2] == last[:2] and span.start < last.end:
                    continue
            kept.append(start)
        return kept

    def _in_case(self, chunk: Chunk, starts: array[int]) -> Generator[None, None, array[int]]:
        """The hits that are written as in the query, looked for a batch at a step."""
        exact = array("I")
        for first in range(0, len(starts), _BATCH):
            exact.extend([start for start in starts[first : first + _BATCH] if self._has_case(chunk, start)])
            yield
        return exact

    def _has_case(self, chunk: Chunk, start: int) -> bool:
        number = chunk.paragraph_at(start)
        first = start - chunk.starts[number]
        last = first + len(self._needle)
        if number in chunk.maps:
            first, last = chunk.maps[number].original(first, last)
        printed = chunk.paragraphs[number].text[first:last]
        has = self._cases.get(printed)
        if has is None:
            has = self._cases[printed] = fold(printed, keep_case=True).text.strip() == self._exact
        return has

    def _allowed(self, chunk: Chunk, start: int) -> bool:
        number = chunk.paragraph_at(start)
        return self.query.allows(chunk.places[number][0], chunk.paragraphs[number].by)

    def _match(self, chunk: Chunk) -> tuple[array[int], array[int]]:
        """Match the original text of each paragraph; gives where the folded text that covers the hits starts and ends.

        Raises TooSlow.
        """
        assert self._pattern is not None
        starts, ends = array("I"), array("I")
        for number, paragraph in enumerate(chunk.paragraphs):
            if not self.query.allows(chunk.places[number][0], paragraph.by):
                continue
            base = chunk.starts[number]
            folded = chunk.maps.get(number)
            for start, end in self._pattern.matches(paragraph.text):
                if folded is not None:
                    start, end = folded.folded(start), folded.folded(end)
                if end > start and (not ends or base + start >= ends[-1]):
                    starts.append(base + start)
                    ends.append(base + end)
        return starts, ends
