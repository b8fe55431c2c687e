"""How a place is found again in a text that may have changed: by position, then by the words around, then by the words.

The order is that of Hypothesis; the selectors are those of the W3C Web Annotation model.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from tui_reader.article.model import Article
from tui_reader.text.sentences import sentence_at
from tui_reader.text.spans import HEADING, Position

CONTEXT = 32
"""Code points kept of the words before and after."""
_ALIKE = 0.6
"""How alike (0 to 1) words in the old surroundings must be to the old words, to be taken for them after an edit."""
_CANDIDATES = 200
"""As many places with the same words are compared by what stands around them."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of an article's text, with what it takes to find it again, and to tell of it when it is gone.

    `start` and `end` count code points of `ArticleText.text` (end exclusive).
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    sentence: str = ""
    section_id: str = ""
    heading: str = ""
    speaker: str = ""
    """Who says it, with the office, as people write it."""


class ArticleText:
    """The words of an article in one string: its paragraphs, with a line break after each; headings are left out."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._places: list[tuple[int, int]] = []
        texts: list[str] = []
        for number, section in enumerate(article.sections):
            for index, paragraph in enumerate(section.paragraphs):
                self._places.append((number, index))
                texts.append(paragraph.text)
        self._numbers = {place: number for number, place in enumerate(self._places)}
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        self.text = "\n".join(texts)

    @cached_property
    def fingerprint(self) -> str:
        """What tells this text from every other, whatever file it stands in."""
        try:
            from _blake2 import blake2b  # hashlib would load OpenSSL: 4 MB and 10 ms for nothing
        except ImportError:
            from hashlib import blake2b

        return blake2b(self.text.encode("utf-8", "replace"), digest_size=16).hexdigest()

    def offset(self, place: Position) -> int:
        """The code points before a position; that of a heading is where the words after it begin."""
        if place.paragraph != HEADING:
            return self._starts[self._numbers[place[:2]]] + place.offset
        after = next((n for n, other in enumerate(self._places) if other >= (place.section, 0)), None)
        return len(self.text) if after is None else self._starts[after]

    def position(self, offset: int, *, end: bool = False) -> Position:
        """The position of an offset; with `end`, of the end of the words before it."""
        if not self._places:
            return Position(0, HEADING, 0)
        inside = max(0, min(offset, len(self.text)) - (1 if end else 0))
        number = min(bisect_right(self._starts, inside), len(self._places)) - 1
        return Position(*self._places[number], min(offset, self._starts[number + 1] - 1) - self._starts[number])


def anchor_at(text: ArticleText, first: Position, last: Position) -> Anchor:
    """An anchor on the words from `first` up to `last`; without words it is one on a place, such as a heading."""
    start, end = text.offset(first), text.offset(last)
    article = text.article
    place = first if first.paragraph == HEADING and start == end else text.position(start)
    section = article.sections[place.section]
    sentence = speaker = ""
    if place.paragraph != HEADING:
        paragraph = section.paragraphs[place.paragraph]
        from_, to = sentence_at(paragraph.text, place.offset)
        sentence = paragraph.text[from_:to]
        if paragraph.by is not None:
            person = article.person(paragraph.by)
            name = person.name if person is not None else paragraph.by
            office = paragraph.role or (person.role if person is not None else None)
            speaker = f"{name}, {office}" if office else name
    return Anchor(
        start,
        end,
        text.text[start:end],
        text.text[max(0, start - CONTEXT) : start],
        text.text[end : end + CONTEXT],
        sentence,
        section.id,
        section.heading,
        speaker,
    )


def find_anchor(text: ArticleText, anchor: Anchor) -> tuple[Position, Position] | None:
    """Where the words of an anchor stand now; None when they are gone (an orphan). Never a guess without likeness."""
    number = None if anchor.exact else text.article.section_number(anchor.section_id)
    if number is not None:
        return Position(number, HEADING, 0), Position(number, HEADING, 0)
    found = _find(text.text, anchor)
    if found is None:
        return None
    start, end = found
    return text.position(start), text.position(end, end=end > start)


def find_place(text: ArticleText, anchor: Anchor) -> Position:
    """Where a reader was: at the same words, else in the same section, else as far into the text."""
    found = find_anchor(text, anchor)
    if found is not None:
        return found[0]
    number = text.article.section_number(anchor.section_id)
    if number is not None:
        return Position(number, HEADING, 0)
    return text.position(min(anchor.start, max(0, len(text.text) - 1)))


def _find(text: str, anchor: Anchor) -> tuple[int, int] | None:
    size = len(anchor.exact)
    if text[anchor.start : anchor.start + size] == anchor.exact and _around(text, anchor.start, anchor) == 1:
        return anchor.start, anchor.start + size
    if size:
        places = list(_occurrences(text, anchor.exact))
        if places:
            best = max(places, key=lambda at: (_around(text, at, anchor), -abs(at - anchor.start)))
            likeness = _around(text, best, anchor)
            # Short words stand in many places: only their surroundings tell which are meant.
            if likeness >= 0.5 or (len(places) == 1 and size >= CONTEXT // 2):
                return best, best + size
    return _find_edited(text, anchor)


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    for _ in range(_CANDIDATES):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def _around(text: str, at: int, anchor: Anchor) -> float:
    """How much of the old surroundings (0 to 1) stands around a place, counted from the place outwards."""
    total = len(anchor.prefix) + len(anchor.suffix)
    if not total:
        return 1.0
    before = text[max(0, at - CONTEXT) : at]
    end = at + len(anchor.exact)
    after = text[end : end + CONTEXT]
    same = _common(before[::-1], anchor.prefix[::-1]) + _common(after, anchor.suffix)
    return same / total


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _find_edited(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """The words between the old surroundings, where they are still like the old words."""
    from difflib import SequenceMatcher

    if len(anchor.prefix) < 8 and len(anchor.suffix) < 8:
        return None
    size = len(anchor.exact)
    room = size * 2 + CONTEXT
    best: tuple[float, int, int] = (0.0, 0, 0)
    for start in _starts(text, anchor):
        ends = [text.find(anchor.suffix, start, start + room + len(anchor.suffix))] if anchor.suffix else [len(text)]
        ends.append(min(len(text), start + size))
        for end in ends:
            if end < start or end - start > room:
                continue
            matcher = SequenceMatcher(None, anchor.exact[:2000], text[start:end][:2000], autojunk=False)
            likeness = matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
            if likeness > best[0]:
                best = (likeness, start, end)
    return best[1:] if best[0] >= _ALIKE else None


def _starts(text: str, anchor: Anchor) -> list[int]:
    """Where the edited words may begin: after the old prefix, or as far before the old suffix as they were long."""
    found: list[int] = []
    if len(anchor.prefix) >= 8:
        found += [at + len(anchor.prefix) for at in list(_occurrences(text, anchor.prefix))[:20]]
    if len(anchor.suffix) >= 8:
        found += [max(0, at - len(anchor.exact)) for at in list(_occurrences(text, anchor.suffix))[:20]]
    return found
