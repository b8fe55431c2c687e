"""How a place is found again in a text that may have changed: by position, then by the words around, then by the words.

The order is that of Hypothesis; the selectors are those of the W3C Web Annotation model.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tui_reader.article.model import Article, Paragraph
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
    """The words of an article as one string: its paragraphs, with a line break after each; headings are left out.

    It takes a while for a large article: with `at_once` false, `steps` are left to the caller, and nothing else works
    before they are done.
    """

    def __init__(self, article: Article, *, at_once: bool = True) -> None:
        self.article = article
        self.fingerprint = ""
        """What tells this text from every other, whatever file it stands in."""
        self._before: list[int] = [0]
        """The paragraphs before each section, and all of them at the end."""
        self._starts = array("Q", [0])
        """The offset of each paragraph, and one after the last."""
        if at_once:
            for _ in self.steps():
                pass

    def steps(self) -> Iterator[None]:
        """Take up the article, some sections at a step."""
        try:
            from _blake2 import blake2b  # hashlib would load OpenSSL: 4 MB and 10 ms for nothing
        except ImportError:
            from hashlib import blake2b
        digest = blake2b(digest_size=16)
        at = 0
        for number, section in enumerate(self.article.sections):
            for paragraph in section.paragraphs:
                at += len(paragraph.text) + 1
                self._starts.append(at)
                digest.update(paragraph.text.encode("utf-8", "replace"))
                digest.update(b"\n")
            self._before.append(len(self._starts) - 1)
            if number % 16 == 15:
                yield
        self.fingerprint = digest.hexdigest()

    @property
    def length(self) -> int:
        """The code points of it all."""
        return max(0, self._starts[-1] - 1)

    @cached_property
    def whole(self) -> str:
        """It all, for looking words up in it; to be had only where they are not where they were."""
        return "\n".join(paragraph.text for section in self.article.sections for paragraph in section.paragraphs)

    def words(self, start: int, end: int) -> str:
        """The code points from one offset up to another."""
        start, end = max(0, start), min(end, self.length)
        if start >= end:
            return ""
        first, last = self._number(start), self._number(end - 1)
        found = "\n".join(self._paragraph(number).text for number in range(first, last + 1)) + "\n"
        return found[start - self._starts[first] : end - self._starts[first]]

    def offset(self, place: Position) -> int:
        """The code points before a position; that of a heading is where the words after it begin."""
        if place.paragraph == HEADING:
            return min(self._starts[self._before[place.section]], self.length)
        return self._starts[self._before[place.section] + place.paragraph] + place.offset

    def position(self, offset: int, *, end: bool = False) -> Position:
        """The position of an offset; with `end`, of the end of the words before it."""
        if len(self._starts) == 1:
            return Position(0, HEADING, 0)
        number = self._number(max(0, min(offset, self.length)) - (1 if end else 0))
        section = bisect_right(self._before, number) - 1
        inside = min(offset, self._starts[number + 1] - 1) - self._starts[number]
        return Position(section, number - self._before[section], inside)

    def _number(self, offset: int) -> int:
        """The number, in the article, of the paragraph that holds an offset."""
        return max(0, min(bisect_right(self._starts, offset), len(self._starts) - 1) - 1)

    def _paragraph(self, number: int) -> Paragraph:
        section = bisect_right(self._before, number) - 1
        return self.article.sections[section].paragraphs[number - self._before[section]]


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
        text.words(start, end),
        text.words(start - CONTEXT, start),
        text.words(end, end + CONTEXT),
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
    found = _find(text, anchor)
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
    return text.position(min(anchor.start, max(0, text.length - 1)))


def _find(text: ArticleText, anchor: Anchor) -> tuple[int, int] | None:
    size = len(anchor.exact)
    start, end = anchor.start, anchor.start + size
    here = text.words(start, end), text.words(start - CONTEXT, start), text.words(end, end + CONTEXT)
    if end <= text.length and here == (anchor.exact, anchor.prefix, anchor.suffix):
        return start, end
    whole = text.whole
    if size:
        places = list(_occurrences(whole, anchor.exact))
        if places:
            best = max(places, key=lambda at: (_around(whole, at, anchor), -abs(at - anchor.start)))
            likeness = _around(whole, best, anchor)
            # Short words stand in many places: only their surroundings tell which are meant.
            if likeness >= 0.5 or (len(places) == 1 and size >= CONTEXT // 2):
                return best, best + size
    return _find_edited(whole, anchor)


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
