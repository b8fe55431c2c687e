"""How one row of the text is drawn: margin, sign, words with their lights, track."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_reader.article.blocks import Blocks
from tui_reader.text.cells import cell_len
from tui_reader.text.layout import Layout
from tui_reader.ui.lights import LAYERS, Lights
from tui_reader.ui.widgets.lines import joined

GUTTER = 4
"""Cells left of the text: the speaker's name downwards, a bar, a sign or the reading mark, a space."""
TRACK = 2
"""Cells right of the text: a space and the track."""

Signs = Mapping[tuple[int, int], list[tuple[int, str]]]
"""Signs in the margin by (section, paragraph): offsets and one-cell characters (marks, notes)."""

_TRACK_STYLES = {"━": "tick", "┃": "thumb", "╋": "thumb"}


class Look(NamedTuple):
    """All that decides how a row of the page looks, but for the lights: the key under which its strip is kept."""

    block: int
    row: int
    letter: str
    """What stands in the margin: a letter of the speaker's name or a space beside a bar; nothing without a speaker."""
    marked: bool
    """Whether this is the row of the reading place."""
    track: str


class RowPainter:
    """Draws rows of a text, `width` cells wide, whose words begin at cell `left`."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.lights: dict[str, Lights] = {}
        self.signs: Signs = {}
        self.width = self.left = 0

    def draw(self, look: Look, layout: Layout, styles: Mapping[str, Style]) -> Strip:
        """The strip of one row."""
        base, width = styles["page"], self.width
        if width <= GUTTER + TRACK:
            return Strip.blank(width, base)
        track = Segment(look.track, styles[_TRACK_STYLES.get(look.track, "track")] if look.track != " " else base)
        if look.block < 0:
            return Strip(joined([Segment(" " * (width - 1), base), track]), width)
        line = look.row - layout.above(look.block)
        sign = self._sign(look.block, line, layout) if self.signs else " "
        gutter = styles["gutter"] if look.marked or sign != " " else base
        if look.marked:
            gutter += Style(reverse=sign != " ")
            sign = "▸" if sign == " " else sign
        segments = [
            Segment(" " * (self.left - GUTTER), base),
            Segment(look.letter + "│", styles["speaker"]) if look.letter else Segment("  ", base),
            Segment(sign, gutter),
            Segment(" ", base),
        ]
        room = width - self.left - 1
        if line >= 0:
            text, words = self._words(look.block, line, layout, styles)
            segments += words
            room -= cell_len(text)
        if room < 0:  # a character wider than the line
            return Strip([*Strip(segments).adjust_cell_length(width - 1, base), track], width)
        return Strip(joined([*segments, Segment(" " * room, base), track]), width)

    def _words(self, block: int, line: int, layout: Layout, styles: Mapping[str, Style]) -> tuple[str, list[Segment]]:
        """One line of a block, plain, and with its lights."""
        starts = layout.lines(block)
        text = self.blocks.texts[block]
        start, end = starts[line], starts[line + 1] if line + 1 < len(starts) else len(text)
        if line + 1 < len(starts):
            end = start + len(text[start:end].rstrip(" "))
        base = styles["heading" if self.blocks.is_heading(block) else "page"]
        lit: list[tuple[str, list[tuple[int, int]]]] = []
        if self.lights:
            section, paragraph = self.blocks.section(block), self.blocks.paragraph_number(block)
            for layer in LAYERS:
                if layer in self.lights:
                    stretches = _united(self.lights[layer].within(section, paragraph, start, end), start, end)
                    if stretches:
                        lit.append((layer, stretches))
        if not lit:
            return text[start:end], [Segment(text[start:end], base)]
        cuts = sorted({start, end, *(edge for _, stretches in lit for stretch in stretches for edge in stretch)})
        segments = []
        following = [0] * len(lit)  # for each layer the first stretch that does not end before
        for first, last in pairwise(cuts):
            style = base
            for number, (layer, stretches) in enumerate(lit):
                at = following[number]
                if at < len(stretches) and stretches[at][1] <= first:
                    at = following[number] = at + 1
                if at < len(stretches) and stretches[at][0] <= first:
                    style += styles[layer]
            segments.append(Segment(text[first:last], style))
        return text[start:end], segments

    def _sign(self, block: int, line: int, layout: Layout) -> str:
        signs = self.signs.get((self.blocks.section(block), self.blocks.paragraph_number(block)))
        if not signs or line < 0:
            return " "
        starts = layout.lines(block)
        start, end = starts[line], starts[line + 1] if line + 1 < len(starts) else len(self.blocks.texts[block]) + 1
        return next((sign for offset, sign in signs if start <= offset < end), " ")


def _united(stretches: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Stretches in the order of their starts, cut to a range; those that overlap become one."""
    united: list[tuple[int, int]] = []
    for first, last in stretches:
        first, last = max(first, start), min(last, end)
        if united and first < united[-1][1]:
            united[-1] = united[-1][0], max(last, united[-1][1])
        elif first < last:
            united.append((first, last))
    return united
