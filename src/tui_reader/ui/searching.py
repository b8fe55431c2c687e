"""A search as the reader lives it: where it began, its hits as they are found, and which of them is current."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from tui_reader.text.spans import Position, Span

if TYPE_CHECKING:
    from tui_reader.text.finding import Hits, Query, Search
    from tui_reader.text.indexing import Index


class SearchSession:
    """One search, from the key that opened it until it is cleared.

    `origin` is where the reader was, `current` the number of the current hit (-1 while there is none).
    """

    def __init__(self, index: Index, origin: Position) -> None:
        self.index = index
        self.origin = origin
        self.search: Search | None = None
        self.current = -1
        self.kept = False
        self.nearest: list[str] = []

    @property
    def hits(self) -> Hits | None:
        """The hits found so far, None while nothing is searched for."""
        return self.search.hits if self.search is not None else None

    @property
    def query(self) -> Query | None:
        """What is searched for."""
        return self.search.query if self.search is not None else None

    def begin(self, query: Query) -> Search:
        """Search for something else. Raises BadQuery for a pattern that is none."""
        from tui_reader.text.finding import Search

        self.search = Search(self.index, query)
        self.current = -1
        self.nearest = []
        return self.search

    def clear(self) -> None:
        """Search for nothing."""
        self.search = None
        self.current = -1
        self.nearest = []

    def steps(self) -> Iterator[None]:
        """The work of the search; `current` becomes the first hit at or after the origin as soon as it is known.

        It is the search of now, even if the work begins when there is another: two would spoil each other's hits.
        """
        return iter(()) if self.search is None else self._steps_of(self.search)

    def _steps_of(self, search: Search) -> Iterator[None]:
        for _ in search.steps():
            self._find_current(search)
            yield
        self._find_current(search)

    async def steps_aside(self) -> AsyncIterator[None]:
        """As `steps`, for a pattern, which may take its time; ends when something else is searched for."""
        if (search := self.search) is not None:
            async for _ in search.steps_aside():
                if self.search is not search:
                    return
                self._find_current(search)
                yield
            self._find_current(search)

    def _find_current(self, search: Search) -> None:
        if self.search is search and self.current < 0 and len(search.hits):
            at = search.hits.at_or_after(self.origin)
            if at < len(search.hits):
                self.current = at
            elif search.done:
                self.current = 0

    def step(self, direction: int, here: Position) -> tuple[Span, bool] | None:
        """The next or previous hit from a place, and whether the search wrapped around; None without hits."""
        hits = self.hits
        if hits is None or not len(hits):
            return None
        if 0 <= self.current < len(hits) and hits[self.current].position == here:
            at = self.current + direction
        else:
            at = hits.at_or_after(here)
            if direction < 0:
                at -= 1
        wrapped = not 0 <= at < len(hits)
        self.current = at % len(hits)
        return hits[self.current], wrapped

    def count(self) -> str:
        """The current hit among how many: "3 of 17"; while still searching, "3 of 17…"."""
        search = self.search
        if search is None:
            return ""
        if search.problem:
            return search.problem
        more = "" if search.done else "…"
        if not len(search.hits):
            return f"no hit{self._nearest()}" if search.done else "searching…"
        return (
            f"{self.current + 1:,} of {len(search.hits):,}{more}"
            if self.current >= 0
            else f"{len(search.hits):,}{more}"
        )

    def _nearest(self) -> str:
        if self.search is not None and self.search.outside:
            return f"; {self.search.outside:,} outside the filter"
        if self.search is not None and self.search.other_case:
            return f"; {self.search.other_case:,} in other case (F2)"
        return f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
