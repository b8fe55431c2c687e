"""The passage of a text that is closest to words that are not in it, and what differs; in bounded time."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

from tui_reader.article.model import Article
from tui_reader.text.folding import Folded, fold
from tui_reader.text.indexing import Chunk, Index
from tui_reader.text.spans import Span

_TOKEN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3]|[^\W\u2e80-\u9fff\uac00-\ud7a3]+|[^\w\s]")
_MOST_TOKENS = 120
"""Words of a quote that are compared; what follows them is taken to be like the text."""
_PIECES = 8
"""Pieces of a quote that are looked for at one length."""
_PLACES = 12
"""Places that are compared word by word at one length of pieces."""
_ALIKE = 0.3
"""Share of the letters that stand in equal words, below which a passage is not worth showing."""
_SHOWN = 3
"""Differences that are told."""

Slice = tuple[Chunk, int, int]
"""A chunk and the half-open range of its folded offsets that may be looked at."""


class Budget:
    """Code points that may still be looked through for passages: broken quotes must not make a large text slow."""

    def __init__(self, left: int = 400_000_000) -> None:
        self.left = left

    def spend(self, amount: int) -> bool:
        """Take so much; False when there is no more."""
        self.left -= amount
        return self.left > 0


class _Passage(NamedTuple):
    likeness: float
    span: Span
    difference: str


def slices(index: Index, sections: tuple[int, int] | None) -> Iterator[Slice]:
    """The folded text of the paragraphs in a half-open range of section numbers, or of all."""
    from tui_reader.text.spans import Position

    for chunk in index.chunks:
        if sections is None:
            text = chunk.fold()
            yield chunk, 0, len(text)
        elif chunk.places[-1][0] >= sections[0] and chunk.places[0][0] < sections[1]:
            text = chunk.fold()
            yield (
                chunk,
                chunk.offset(Position(sections[0], 0, 0)),
                min(len(text), chunk.offset(Position(sections[1], 0, 0))),
            )


def closest_steps(
    article: Article, scope: Sequence[Slice], words: str, budget: Budget
) -> Generator[None, None, tuple[Span | None, str | None]]:
    """Look for the closest passage, step by step; gives its span and what differs, or neither.

    Pieces of the words, first halves of them and then ever shorter ones, are looked for as they are; where one stands,
    the words around it are compared.
    """
    folded = fold(words)
    pieces = [match.span() for match in _TOKEN.finditer(folded.text)][:_MOST_TOKENS]
    size = (len(pieces) + 1) // 2
    while pieces and size:
        found = yield from _places(scope, folded.text, _cut(folded.text, pieces, size), budget)
        best: _Passage | None = None
        for chunk, start in found:
            passage = _compare(article, chunk, start, folded, words, pieces)
            if passage is not None and (best is None or passage.likeness > best.likeness):
                best = passage
            yield
        if best is not None:
            return best.span, best.difference
        if budget.left <= 0:
            break
        size //= 2
    return None, None


def _cut(text: str, pieces: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Pieces of so many words; of single words, the longest."""
    if size == 1:
        longest = sorted(pieces, key=lambda piece: piece[0] - piece[1])[:_PIECES]
        return [piece for piece in longest if piece[1] - piece[0] > 2 or not text[piece[0]].isascii()]
    cut = [(pieces[at][0], pieces[min(at + size, len(pieces)) - 1][1]) for at in range(0, len(pieces), size)]
    step = -(-len(cut) // _PIECES)
    return cut[::step]


def _places(
    scope: Sequence[Slice], text: str, pieces: list[tuple[int, int]], budget: Budget
) -> Generator[None, None, list[tuple[Chunk, int]]]:
    """Where one of these pieces stands: the chunk, and the folded offset at which the whole quote would begin."""
    found: dict[tuple[int, int], tuple[Chunk, int]] = {}
    for first, last in pieces:
        piece = text[first:last]
        for number, (chunk, low, high) in enumerate(scope):
            if len(found) >= _PLACES or not budget.spend(high - low):
                return list(found.values())
            folded = chunk.fold()
            at = folded.find(piece, low, high)
            while at >= 0 and len(found) < _PLACES:
                found.setdefault((number, (at - first) // 16), (chunk, at - first))
                at = folded.find(piece, at + len(piece), high)
            yield
    return list(found.values())


def _compare(
    article: Article, chunk: Chunk, start: int, quote: Folded, words: str, pieces: list[tuple[int, int]]
) -> _Passage | None:
    """Compare the quote, word by word, with the text around the place where it would begin."""
    from difflib import SequenceMatcher

    length = pieces[-1][1]
    slack = 20 + length // 3
    paragraph = chunk.paragraph_at(min(max(start + length // 2, 0), len(chunk.fold())))
    text = chunk.fold()
    low = chunk.starts[paragraph]
    end = chunk.starts[paragraph + 1] - 1 if paragraph + 1 < len(chunk.starts) else len(text)
    low, high = max(low, start - slack), min(end, start + length + slack)
    there = [match.span() for match in _TOKEN.finditer(text, low, high)][: 3 * _MOST_TOKENS]
    theirs = [text[first:last] for first, last in there]
    ours = [quote.text[first:last] for first, last in pieces]
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    blocks = _together([block for block in matcher.get_matching_blocks() if block.size])
    if not blocks:
        return None
    first = max(0, blocks[0][0] - blocks[0][1])
    last = min(len(there), blocks[-1][0] + blocks[-1][2] + len(ours) - blocks[-1][1] - blocks[-1][2])
    equal = sum(len(word) for _, at, size in blocks for word in ours[at : at + size])
    likeness = 2 * equal / (sum(map(len, ours)) + sum(map(len, theirs[first:last])))
    if likeness < _ALIKE:
        return None
    span = chunk.span(there[first][0], there[last - 1][1])

    def printed(from_: int, to: int) -> str:
        if from_ >= to:
            return ""
        return _shown(article.words(chunk.span(there[from_][0], there[to - 1][1])))

    def said(from_: int, to: int) -> str:
        if from_ >= to:
            return ""
        begin, finish = quote.original(pieces[from_][0], pieces[to - 1][1])
        return _shown(words[begin:finish])

    differences: list[str] = []
    at, ours_at = first, 0
    for block in [*blocks, (last, len(ours), 0)]:
        if at < block[0] or ours_at < block[1]:
            differences.append(_difference(printed(at, block[0]), said(ours_at, block[1])))
        at, ours_at = block[0] + block[2], block[1] + block[2]
    if len(differences) > _SHOWN:
        differences[_SHOWN:] = [f"and {len(differences) - _SHOWN} more differences"]
    return _Passage(likeness, span, "; ".join(differences) or "only its punctuation differs")


def _together(blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The blocks around the largest one, without stray words far off from it."""
    if not blocks:
        return []
    best = max(range(len(blocks)), key=lambda number: blocks[number][2])
    kept = [blocks[best]]
    for block in reversed(blocks[:best]):
        gap, ours = kept[0][0] - block[0] - block[2], kept[0][1] - block[1] - block[2]
        if gap > 2 * ours + 4:
            break
        kept.insert(0, block)
    for block in blocks[best + 1 :]:
        gap, ours = block[0] - kept[-1][0] - kept[-1][2], block[1] - kept[-1][1] - kept[-1][2]
        if gap > 2 * ours + 4:
            break
        kept.append(block)
    return kept


def _difference(printed: str, said: str) -> str:
    if not said:
        return f"the quote leaves out {printed}"
    if not printed:
        return f"the quote adds {said}"
    return f"the quote says {said}, the text {printed}"


def _shown(text: str) -> str:
    return f"“{text}”" if len(text) <= 60 else f"“{text[:40]} … {text[-15:]}”"
