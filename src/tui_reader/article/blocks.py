"""An article as the flat list of blocks a page is made of: headings and paragraphs in reading order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from tui_reader.article.model import Paragraph, Section
from tui_reader.text.spans import HEADING, Position, Span


class Blocks:
    """Headings and paragraphs in reading order, grown as sections arrive; a block is known by its number."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.texts: list[str] = []
        self.above = array("B")
        """Blank rows above each block."""
        self._section = array("I")
        self._first = array("I")

    def extend(self, sections: Sequence[Section]) -> None:
        """Add sections at the end."""
        for section in sections:
            number = len(self.sections)
            self.sections.append(section)
            self._first.append(len(self.texts))
            self.texts.append(section.heading)
            self.texts.extend([paragraph.text for paragraph in section.paragraphs])
            self.above.append(2 if number else 0)
            self.above.extend([1] * len(section.paragraphs))
            self._section.extend([number] * (1 + len(section.paragraphs)))

    def __len__(self) -> int:
        return len(self.texts)

    def section(self, block: int) -> int:
        """The number of the section a block belongs to."""
        return self._section[block]

    def is_heading(self, block: int) -> bool:
        """Whether the block is a heading."""
        return self._first[self._section[block]] == block

    def paragraph_number(self, block: int) -> int:
        """The number of the paragraph in its section, or HEADING."""
        return block - self._first[self._section[block]] - 1

    def paragraph(self, block: int) -> Paragraph | None:
        """The paragraph of a block, None for a heading."""
        number = self.paragraph_number(block)
        return None if number == HEADING else self.sections[self._section[block]].paragraphs[number]

    def speaker(self, block: int) -> str | None:
        """The id of the person who speaks in a block, if any."""
        if not 0 <= block < len(self.texts):
            return None
        paragraph = self.paragraph(block)
        return paragraph.by if paragraph is not None else None

    def block(self, place: Position | Span) -> int:
        """The number of the block a place is in."""
        return self._first[place.section] + 1 + place.paragraph

    def position(self, block: int, offset: int = 0) -> Position:
        """The position of an offset in a block."""
        return Position(self._section[block], self.paragraph_number(block), offset)
