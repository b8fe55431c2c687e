"""Folding text to what was meant, so that a phrase is found however it was typeset.

Case, accents (Unicode NFKD less its diacritics), every apostrophe and quotation mark (property Quotation_Mark of
PropList.txt), every dash (category Pd) and every run of white space fold together; soft hyphens, zero-width characters
and the sanitiser's stand-ins go. Where a script's marks are letters of their own (vowel signs and viramas of South and
South-East Asia, combining class 0 or 9) they stay: without them other words would be found.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

_COMMON = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\xa0", " "))
"""What most typeset texts hold beside ASCII; a replacement is a hundred times faster than a table of characters."""
_APOSTROPHES = "'`´‘’‚‛‹›′‵ʹʻʼʽˈ＇"
_QUOTES = '"«»“”„‟″‶⹂「」『』〝〞〟﹁﹂﹃﹄＂｢｣'
_DASHES = "\u2043\u2212"
"""Dashes beside those of category Pd: the hyphen bullet and the minus sign."""
_STAND_INS = "\u2027\u25cc"
_LETTERS = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "\u2044": "/",
}  # fmt: skip
"""What NFKD leaves whole though it differs from plain letters in no more than a stroke or in being joined: the letters
whose primary weights in the default collation table (UTS 10) are those of plain ones."""
_ODD = "\x00"
"""Stands, while folding, for a character that folds to none or to several."""
_LINE_END = "\x01"
"""Stands, while folding, between lines: sanitised text has none, and it folds to itself."""
_PLAIN = bytes(range(0x20, 0x7F)).replace(b"`", b"") + _LINE_END.encode()
"""ASCII that folds to itself, but for case."""
_OTHERS = re.compile(
    "[^ -_a-~\u0391-\u03a9\u03b1-\u03c1\u03c3-\u03c9\u0410-\u0418\u041a-\u0438\u043a-\u044f\u05d0-\u05ea"
    "\u0627-\u063a\u0641-\u064a\u0679-\u06bf\u0e01-\u0e30\u0e40-\u0e46あいうえおかきくけこさしすせそたちつてと"
    "な-のはひふへほま-ろわをんアイウエオカキクケコサシスセソタチツテトナ-ノハヒフヘホマ-ロワヲン"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
)
"""Characters that may fold to something else, but for case; the others are the bulk of the text of most languages."""
_FEW = 24
"""Different characters up to which replacing them one after the other is faster than a table."""
_STRETCH = 1 << 14
"""Code points that are gone through in one step."""
_MOST_MARKS = 64
"""Dropped code points after a character that are looked through for marks of its own: soft hyphens may be millions."""
_SPACES = re.compile("  ")
"""Where spaces are frequent, a pattern finds two of them, or none, three times as fast as `in`."""
_RUNS = re.compile(f" *{_ODD}[{_ODD} ]*|  +")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and how its code points map to the original ones.

    `shifts` are the folded offsets from which on the distance to the original offsets is another, `origins` the
    original offsets there; None where all offsets are the same.
    """

    text: str
    source: str
    shifts: array[int] | None = None
    origins: array[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of original code points for a half-open span of folded ones; whole characters only.

        A base character takes its marks along; what is dropped after the last character stays outside.
        """
        if self.shifts is None:
            return start, end
        if start >= len(self.text):
            return len(self.source), len(self.source)
        last = self._origin(max(start, end - 1))
        while end < len(self.text) and self._origin(end) <= last:
            end += 1
        after = self._origin(end) if end < len(self.text) else len(self.source)
        after = min(after, last + 1 + _MOST_MARKS)
        while after > last + 1 and _is_loose(self.source[after - 1]):
            after -= 1
        return self._origin(start), after

    def folded(self, offset: int) -> int:
        """The first folded offset at or after an original one."""
        if self.shifts is None or self.origins is None:
            return offset
        after = bisect_left(self.origins, offset)
        end = self.shifts[after] if after < len(self.shifts) else len(self.text)
        return min(end, self.shifts[after - 1] + offset - self.origins[after - 1]) if after else 0

    def _origin(self, offset: int) -> int:
        assert self.shifts is not None
        assert self.origins is not None
        segment = bisect_right(self.shifts, offset) - 1
        return self.origins[segment] + offset - self.shifts[segment]


def fold(text: str, *, keep_case: bool = False) -> Folded:
    """Fold a text. With `keep_case` everything but case is folded; offsets are the same with and without.

    ASCII with typographic quotes and dashes takes about 5 ns a code point, other text up to fifteen times that.
    """
    return _folded(text, _fold_in_place(text), keep_case=keep_case)


def fold_steps(text: str, *, keep_case: bool = False) -> Iterator[Folded | None]:
    """As `fold`, in steps that are short however long the text is: None after each, and at last what it folds to."""
    if len(text) <= _STRETCH:
        yield fold(text, keep_case=keep_case)
        return
    parts: list[str] = []
    for start in range(0, len(text), _STRETCH):
        parts.append(_fold_in_place(text[start : start + _STRETCH]))
        yield None
    shape = "".join(parts)
    shifts = origins = None
    if _ODD in shape or "  " in shape:
        shape, shifts, origins = yield from _fold_runs(text, shape)
    if not keep_case:
        parts.clear()
        for start in range(0, len(shape), _STRETCH):
            parts.append(_lower(shape[start : start + _STRETCH]))
            yield None
        shape = "".join(parts)
    yield _mapped(shape, text, shifts, origins)


def _folded(text: str, shape: str, *, keep_case: bool = False) -> Folded:
    """A text and the shape it was folded to in place, with its runs folded too."""
    shifts = origins = None
    if _ODD in shape or "  " in shape:
        steps = _fold_runs(text, shape)
        try:
            while True:
                next(steps)
        except StopIteration as end:
            shape, shifts, origins = end.value
    return _mapped(shape if keep_case else _lower(shape), text, shifts, origins)


def _mapped(folded: str, text: str, shifts: array[int] | None, origins: array[int] | None) -> Folded:
    """With the map between the two, if they need one."""
    if shifts is None or (len(shifts) == 1 and len(folded) == len(text)):
        return Folded(folded, text)
    return Folded(folded, text, shifts, origins)


def fold_lines(lines: Sequence[str]) -> tuple[str, array[int], dict[int, Folded]]:
    """Fold lines as if each stood alone, in half the time: what is done to every character is done to all at once.

    Gives the folded lines joined by line feeds, the folded offset at which each begins, and by its number each line
    whose offsets are not the original ones.
    """
    joined = _LINE_END.join(lines)
    # Text that was never sanitised may hold one of these itself.
    together = joined.count(_LINE_END) < len(lines)
    shape = _fold_in_place(joined) if together else ""
    if together and _ODD not in shape and not _SPACES.search(shape):
        return _lower(shape).replace(_LINE_END, "\n"), _starts(lines), {}
    shapes = shape.split(_LINE_END) if together else map(_fold_in_place, lines)
    folded = [_folded(line, part) for line, part in zip(lines, shapes, strict=True)]
    texts = [line.text for line in folded]
    return "\n".join(texts), _starts(texts), {n: line for n, line in enumerate(folded) if line.shifts is not None}


def _starts(lines: Sequence[str]) -> array[int]:
    """Where each line begins when they are joined by line feeds."""
    return array("I", accumulate([len(line) + 1 for line in lines[:-1]], initial=0))


def _lower(text: str) -> str:
    """Lower case, character for character: what casefold adds is done before, and a last Σ is no other letter here."""
    if not text.isascii() and "Σ" in text:
        text = text.replace("Σ", "σ")
    return text.lower()


def _fold_in_place(text: str) -> str:
    """The text with each character that folds to one replaced by it, and with _ODD for those that do not."""
    if not text.isascii():
        for typeset, plain in _COMMON:
            if typeset in text:
                text = text.replace(typeset, plain)
    if text.isascii() and not (odd := text.encode().translate(None, _PLAIN)).strip(b"`"):
        return text.replace("`", "'") if odd else text
    others: set[str] = set()
    for start in range(0, len(text), _STRETCH):  # a list of all of them could take 66 bytes for each character
        others.update(_OTHERS.findall(text, start, start + _STRETCH))
    if len(others) > _FEW:
        return text.translate(_in_place)
    if _ODD in others:
        others.discard(_ODD)
    for character in others:
        folded = _in_place[ord(character)]
        if folded != character:
            text = text.replace(character, folded)
    return text


def _fold_runs(text: str, shape: str) -> Generator[None, None, tuple[str, array[int], array[int]]]:
    """Fold the runs of spaces and odd characters; gives the folded text, its shifts and their origins."""
    parts: list[str] = []
    shifts, origins = array("I", [0]), array("I", [0])
    length = done = distance = 0  # distance: original less folded offset, as the map has it so far
    due = _STRETCH
    for run in _RUNS.finditer(shape):
        start, end = run.span()
        parts.append(shape[done:start])
        length += start - done
        pieces: Iterable[tuple[str, int]]
        if end - start > 1:
            pieces = _pieces(text, shape, start, end)
        else:  # nothing beside it to join with
            pieces = [(piece, start) for piece in _foldings[text[start]]]
        for piece, origin in pieces:
            if not piece:
                yield
                continue
            if origin - length != distance:
                distance = origin - length
                shifts.append(length)
                origins.append(origin)
            parts.append(piece)
            length += 1
        if end - length != distance and end < len(shape):
            distance = end - length
            shifts.append(length)
            origins.append(end)
        done = end
        if done >= due:
            due = done + _STRETCH
            yield
    parts.append(shape[done:])
    return "".join(parts), shifts, origins


def _pieces(text: str, shape: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The folded characters of a run, and the original offset of each; an empty one for a pause."""
    space = False
    letter, place = "", 0  # a Hangul letter that may join with what follows
    for index in range(start, end):
        if index % _STRETCH == 0:
            yield "", index
        for piece in _foldings[text[index]] if shape[index] == _ODD else shape[index]:
            if piece == " " and space:
                continue
            space = piece == " "
            if letter:
                joined = unicodedata.normalize("NFC", letter + piece)
                if len(joined) == 1:
                    letter = joined
                    continue
                yield letter, place
                letter = ""
            if _is_jamo(piece):
                letter, place = piece, index
            else:
                yield piece, index
    if letter:
        yield letter, place


class _Foldings(dict[str, str]):
    """What single characters fold to (case kept), worked out once each."""

    def __missing__(self, character: str) -> str:
        folded = self[character] = _fold_character(character)
        return folded


class _InPlace(dict[int, str]):
    """For str.translate: what a character folds to where that is one character, and _ODD where it is not."""

    def __missing__(self, code: int) -> str:
        folded = _foldings[chr(code)]
        self[code] = folded if len(folded) == 1 and not _is_jamo(folded) else _ODD
        return self[code]


_foldings = _Foldings()
_in_place = _InPlace()


def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _QUOTES:
        return '"'
    if _is_dropped(character):
        return ""
    if character.isspace():
        return " "
    if "\uac00" <= character <= "\ud7a3" or "\u3131" <= character <= "\u318e":  # or Hangul would come apart
        return character
    if "\uffa0" <= character <= "\uffdc" and (narrow := unicodedata.decomposition(character)):
        return chr(int(narrow.split()[1], 16))
    plain = unicodedata.normalize("NFKD", character)
    folded = "".join(_fold_letter(letter) for letter in plain if not _is_dropped(letter))
    return unicodedata.normalize("NFC", folded) if any(map(_is_jamo, folded)) else folded


def _fold_letter(letter: str) -> str:
    if letter in _LETTERS:
        return _LETTERS[letter]
    if letter in _APOSTROPHES:
        return "'"
    if letter in _QUOTES:
        return '"'
    if letter in _DASHES or unicodedata.category(letter) == "Pd":
        return "-"
    expanded = letter.casefold()  # ß to ss and the like, whether or not case counts: offsets must be the same
    if len(expanded) > 1:
        return expanded.upper() if letter.isupper() else expanded
    return expanded if letter.islower() and expanded.islower() else letter  # other shapes of a small letter


def _is_dropped(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Mn":
        return unicodedata.combining(character) not in (0, 9) or _selects_variation(character)
    return category == "Cf" or character in _STAND_INS


def _is_loose(character: str) -> bool:
    """Whether a dropped character belongs to nothing before it; marks and selectors belong to their base."""
    return character in _STAND_INS or (unicodedata.category(character) == "Cf" and character < "\U000e0000")


def _selects_variation(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef" or character in _MONGOLIAN


_MONGOLIAN = "\u180b\u180c\u180d\u180f"


def _is_jamo(character: str) -> bool:
    """Whether it is a Hangul letter that joins with its neighbours to a syllable."""
    return "\u1100" <= character <= "\u11ff"
