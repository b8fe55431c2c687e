"""How many terminal cells text takes: the same answer that Rich gives, so that what we wrap, Textual draws."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import accumulate

# Ranges that Rich counts as one cell each (a test asks Rich): letters, punctuation, signs of most Western texts.
_ONE_CELL = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u1e00-\u1f15\u2010-\u2027\u2030-\u205e\u2070-\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u2319\u2400-\u2426"
    "\u2500-\u25fc\ufffd"
)
_OTHER = re.compile(f"[^{_ONE_CELL}]")
_JOINERS = "\u200d\ufe0f"


def is_narrow(text: str) -> bool:
    """Whether every character of the text surely takes one cell (False also where it is merely not known)."""
    return text.isascii() or _OTHER.search(text) is None


class _CharacterWidths(dict[str, int]):
    """Cells of single characters, looked up in Rich's tables once each."""

    def __missing__(self, character: str) -> int:
        from rich.cells import get_character_cell_size

        width = self[character] = get_character_cell_size(character)
        return width


_widths = _CharacterWidths()


def widths(text: str) -> list[int]:
    """The cells of each code point; what joins or changes its neighbour is counted as Rich counts it.

    A character after a zero-width joiner takes no cell; variation selector 16 takes one where it makes a narrow
    character wide.
    """
    found = [_widths[character] for character in text]
    if "\u200d" not in text and "\ufe0f" not in text:
        return found
    from rich._unicode_data import load as load_cell_table

    narrow_to_wide = load_cell_table("auto").narrow_to_wide
    measured: str | None = None
    joined = False
    for index, character in enumerate(text):
        if joined:
            found[index], joined = 0, False
        elif character == "\u200d":
            found[index], joined = 0, True
        elif character == "\ufe0f":
            found[index] = int(measured in narrow_to_wide) if measured else 0
            measured = None
        elif found[index]:
            measured = character
    return found


def cell_len(text: str) -> int:
    """Cells the whole text takes on one line."""
    return len(text) if is_narrow(text) else sum(widths(text))


def edges(text: str) -> Sequence[int]:
    """For each offset from 0 to len(text), the cell at which it begins."""
    if is_narrow(text):
        return range(len(text) + 1)
    return array("I", accumulate(widths(text), initial=0))


def crop(text: str, width: int, ellipsis: str = "…") -> str:
    """The text, cut to at most `width` cells; what was cut is told by an ellipsis."""
    if width <= 0:
        return ""
    if len(text) <= width and is_narrow(text):
        return text
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    if room <= 0:
        return ellipsis[:width]
    from bisect import bisect_right

    end = bisect_right(edges(text[: width * 8 + 8]), room) - 1
    return text[: cluster_start(text, end)].rstrip() + ellipsis


def pad(text: str, width: int) -> str:
    """The text cropped to `width` cells and filled up with spaces."""
    text = crop(text, width)
    return text + " " * (width - cell_len(text))


def cluster_start(text: str, offset: int) -> int:
    """The nearest offset at or before `offset` that parts no character from its marks, joiners or selectors."""
    start = offset
    while 0 < start < len(text) and (
        text[start] in _JOINERS or text[start - 1] == "\u200d" or _widths[text[start]] == 0
    ):
        start -= 1
    return start if start else offset
