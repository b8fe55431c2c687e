"""Where sentences begin and end: by their stops, not fooled by abbreviations, initials and decimals."""

from __future__ import annotations

import re

WINDOW = 2000
"""Code points looked at on either side of an offset: a paragraph of megabytes costs no more than one of a page."""

_STOP = re.compile(r"""(?:[.!?…]+["'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*)""")
_ABBREVIATIONS = re.compile(
    r"(?:mr|mrs|ms|dr|prof|sen|rep|gov|gen|col|capt|st|nos?|vs|etc|e\.g|i\.e|cf|figs?|al|inc|ltd|co|corp|jr|sr|approx"
    r"|dept|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|u\.s|u\.k|u\.n|a\.m|p\.m)",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"[\w.]*$")


def sentences(text: str) -> list[tuple[int, int]]:
    """The half-open spans of the text's sentences, in order, without the spaces between them."""
    found: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for match in _STOP.finditer(text):
        if match.start() < start or not _ends_sentence(text, start, match):
            continue
        found.append((start, match.end()))
        start = match.end()
        while start < len(text) and text[start].isspace():
            start += 1
    end = len(text.rstrip())
    if start < end:
        found.append((start, end))
    return found


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    if text[match.start()] in "。！？!?":
        return True
    rest = text[match.end() : match.end() + 8].lstrip()
    if rest and rest[0].islower():
        return False
    if match.group()[0] != "." or len(match.group().rstrip("\"'”’»)]")) > 1:
        return True
    last = _LAST_WORD.search(text, max(start, match.start() - 24), match.start())
    word = last.group() if last else ""
    initial = len(word) == 1 and word.isupper()
    return not (initial or _ABBREVIATIONS.fullmatch(word))


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """The half-open span of the sentence that holds an offset (or precedes it); at most WINDOW to either side."""
    first = max(0, offset - WINDOW)
    window = text[first : offset + WINDOW]
    found = sentences(window)
    if not found:
        return 0, len(text.strip())
    for start, end in found:
        if offset - first < end:
            return first + start, first + end
    return first + found[-1][0], first + found[-1][1]
