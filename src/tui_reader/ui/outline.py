"""The outline's entries: nested headings, the one being read, and how many hits each section has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_reader.article.model import Section
from tui_reader.ui.widgets.entry_list import Entry

if TYPE_CHECKING:
    from tui_reader.text.finding import Hits


class Outline:
    """Headings as entries, made when they are looked at."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self.current = 0
        self.hits: Hits | None = None

    def __len__(self) -> int:
        return len(self._sections)

    def __getitem__(self, index: int) -> Entry:
        section = self._sections[index]
        text = "  " * min(section.depth, 8) + section.heading
        count = ""
        if self.hits is not None:
            found = self.hits.in_sections(index, index + 1)
            count = str(len(found))
        return Entry(text, count, strong=index == self.current)
