"""Folding text to what was meant, so that a phrase is found however it was typeset.

Case (Unicode default caseless matching), accents (NFKD less its marks), every apostrophe and quotation mark, every dash
and every run of white space fold together; soft hyphens, zero-width characters and the sanitiser's stand-ins go.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_COMMON = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\xa0", " "))
"""What most typeset texts hold beside ASCII; a replacement is twenty times faster than a table of all characters."""
_APOSTROPHES = "‘’‚‛′ʹʻʼʽˈ`´＇"
_QUOTES = "“”„‟″«»〝〞〟＂"
_DASHES = "‐‑‒–—―−﹘﹣－"
_DROPPED = "\xad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u2027\u25cc\ufe0e\ufe0f"
_CHANGES_LENGTH = "\x00"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its code points the original one it comes from (None: the same offsets)."""

    text: str
    origins: array[int] | None = None
    length: int = 0

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of original code points for a half-open span of folded ones; whole characters only."""
        origins = self.origins
        if origins is None:
            return start, end
        if start >= len(origins):
            return self.length, self.length
        last = origins[max(start, end - 1)]
        after = bisect_right(origins, last)
        return origins[start], origins[after] if after < len(origins) else self.length

    def folded(self, offset: int) -> int:
        """The first folded offset at or after an original one."""
        return offset if self.origins is None else bisect_left(self.origins, offset)


def fold(text: str, *, keep_case: bool = False) -> Folded:
    """Fold a text. With `keep_case` everything but case is folded."""
    simple = _fold_simple(text)
    if simple is not None:
        return Folded(simple if keep_case else simple.lower(), None, len(text))
    return _fold_generally(text, keep_case)


def _fold_simple(text: str) -> str | None:
    """The folded text (but for case) where every character folds to one character; None where that is not so."""
    if not text.isascii():
        for typeset, plain in _COMMON:
            if typeset in text:
                text = text.replace(typeset, plain)
    if not text.isascii() or not text.isprintable():
        text = text.translate(_one_to_one)
        if _CHANGES_LENGTH in text:
            return None
    if "`" in text:
        text = text.replace("`", "'")
    return None if "  " in text else text


class _Foldings(dict[str, str]):
    """What single characters fold to (case kept), worked out once each."""

    def __missing__(self, character: str) -> str:
        folded = self[character] = _fold_character(character)
        return folded


def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _QUOTES:
        return '"'
    if character in _DASHES:
        return "-"
    if character in _DROPPED:
        return ""
    if character.isspace():
        return " "
    if "\uac00" <= character <= "\ud7a3":  # Hangul syllables would come apart into letters
        return character
    plain = unicodedata.normalize("NFKD", character)
    plain = "".join(part for part in plain if unicodedata.category(part) != "Mn")
    return "".join(
        "'" if part in _APOSTROPHES else '"' if part in _QUOTES else "-" if part in _DASHES else part for part in plain
    )


_foldings = _Foldings()


class _OneToOne(dict[int, str]):
    """For str.translate: what a character folds to where that is one character, in both cases."""

    def __missing__(self, code: int) -> str:
        folded = _foldings[chr(code)]
        single = len(folded) == 1 and len(folded.lower()) == 1 == len(_case_folded(folded))
        if single and folded.lower() != _case_folded(folded):
            single = False
        self[code] = folded if single else _CHANGES_LENGTH
        return self[code]


_one_to_one = _OneToOne()


def _fold_generally(text: str, keep_case: bool) -> Folded:
    parts: list[str] = []
    origins = array("I")
    space = False
    for index, character in enumerate(text):
        part = _foldings[character]
        if not keep_case:
            part = _case_folded(part)
        if not part:
            continue
        for piece in part:
            if piece.isspace():
                if space:
                    continue
                piece, space = " ", True
            else:
                space = False
            parts.append(piece)
            origins.append(index)
    folded = "".join(parts)
    if origins == array("I", range(len(text))):
        return Folded(folded, None, len(text))
    return Folded(folded, origins, len(text))


def _case_folded(part: str) -> str:
    if part.isascii():
        return part.lower()
    return (
        "".join(
            piece for piece in unicodedata.normalize("NFKD", part.casefold()) if unicodedata.category(piece) != "Mn"
        )
        if not "\uac00" <= part <= "\ud7a3"
        else part
    )
