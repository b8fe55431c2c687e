"""The words of a text that are nearest to one that is not in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tui_reader.text.folding import fold
from tui_reader.text.indexing import SomeSection

_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_FEW = 40
"""Paragraphs looked through at a step."""


def nearest_words(sections: Sequence[SomeSection], query: str, limit: int = 3) -> Iterator[list[str]]:
    """Work in slices, giving the nearest words known so far, best first, as the text prints them.

    They are near to the first word of the query that the text does not have.
    """
    words: dict[str, str] = {}
    paragraphs = [paragraph for section in sections for paragraph in section.paragraphs]
    for number, paragraph in enumerate(paragraphs):
        for word in set(_WORD.findall(paragraph.text)):
            words.setdefault(fold(word).text, word)
        if number % _FEW == _FEW - 1:
            yield []
    wanted = [fold(word).text for word in _WORD.findall(query)]
    missing = next((word for word in wanted if word not in words), None)
    if missing is None:
        return
    near = [
        word
        for word in words
        if abs(len(word) - len(missing)) <= max(2, len(missing) // 3)
        and len(set(word) & set(missing)) * 2 >= len(missing) // 2
    ]
    yield []
    scored: list[tuple[float, str]] = []
    for number, word in enumerate(near):
        ratio = _likeness(missing, word)
        if ratio >= 0.6:
            scored.append((-ratio, word))
        if number % 50 == 49:
            yield []
    yield [words[word] for _, word in sorted(scored)[:limit]]


def _likeness(a: str, b: str) -> float:
    """How alike two words are, from 0 to 1."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.6 else 0.0
