"""Breaking a paragraph into lines: offsets of line starts, never copies of the text.

Line `i` is `text[starts[i]:starts[i + 1]]` (the last one goes to the end); spaces at a break stay at the end of the
line they follow, so joining the lines gives the text back.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cache

from tui_reader.text.cells import cluster_start, edges, is_narrow

# Never at the start of a line, never at the end of one (JIS X 4051 kinsoku, the common part).
_NO_START = frozenset(
    "、。，．：；？！）〕］｝〉》」』】〙〗’”·・ー…‥々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％,.:;?!)]}"
)
_NO_END = frozenset("（〔［｛〈《「『【〘〖‘“([{")


def wrap(text: str, width: int) -> array[int]:
    """Offsets (code points) at which the lines of the text begin, at most `width` cells a line; the first is 0.

    A word longer than a line is cut at a character; a line takes at least one character, however narrow it is.
    """
    width = max(1, width)
    if len(text) * 2 <= width:  # nothing is wider than two cells
        return array("I", (0,))
    return _wrap_narrow(text, width) if is_narrow(text) else _wrap_wide(text, width)


def _wrap_narrow(text: str, width: int) -> array[int]:
    starts = array("I", (0,))
    start, end = 0, len(text)
    rfind = text.rfind
    while end - start > width:
        cut = rfind(" ", start, start + width + 1) + 1
        if cut - start < width * 2 // 3:  # a ragged line: a hyphen or dash may fill it better
            cut = max(cut, _hyphen(text, start, start + width))
        if cut <= start:
            cut = start + width
        while cut < end and text[cut] == " ":
            cut += 1
        if cut >= end:
            break
        starts.append(cut)
        start = cut
    return starts


def _hyphen(text: str, start: int, end: int) -> int:
    """The offset after the last hyphen or dash between two letters in a line, or 0."""
    for mark in ("—", "-", "–"):
        at = text.rfind(mark, start + 2, end)
        if at > 0 and at + 1 < len(text) and text[at - 1].isalpha() and text[at + 1].isalpha():
            return at + 1
    return 0


def _wrap_wide(text: str, width: int) -> array[int]:
    starts = array("I", (0,))
    start, end = 0, len(text)
    cells = edges(text)
    while cells[end] - cells[start] > width:
        far = bisect_right(cells, cells[start] + width, start, end + 1) - 1
        cut = _break_before(text, start, far)
        if cut <= start:
            cut = cluster_start(text, far)
            if cut <= start:  # one character wider than the line
                cut = far + 1
                while cut < end and cluster_start(text, cut) != cut:
                    cut += 1
        while cut < end and text[cut] == " ":
            cut += 1
        if cut >= end:
            break
        starts.append(cut)
        start = cut
    return starts


def _break_before(text: str, start: int, far: int) -> int:
    """The last offset in (start, far] at which a line may begin, or `start` where there is none."""
    low = max(start, text.rfind(" ", start, far + 1) + 1)
    if _ideograph().search(text, low, far + 1) is None:
        return low
    for at in range(far, low, -1):
        before, after = text[at - 1], text[at] if at < len(text) else " "
        if (_is_ideograph(before) or _is_ideograph(after)) and after not in _NO_START and before not in _NO_END:
            return at if cluster_start(text, at) == at else low
    return low


@cache
def _ideograph() -> re.Pattern[str]:
    """Han, kana and full-width signs, between which a line may break; Hangul breaks at spaces.

    Compiled when it is first asked for: most texts have none, and it takes 1.5 ms.
    """
    return re.compile("[\u2e80-\ua4cf\uf900-\uffef\U00020000-\U0010ffff]")


def _is_ideograph(character: str) -> bool:
    return _ideograph().match(character) is not None


def line_at(starts: array[int], offset: int) -> int:
    """The number of the line that holds an offset."""
    return bisect_right(starts, offset) - 1
