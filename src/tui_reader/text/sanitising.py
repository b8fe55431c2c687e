"""Making text harmless to a terminal, one character for one character, so that offsets stay true.

What a terminal would obey, or what would show text otherwise than it reads (Unicode TR 36, CVE-2021-42574), is replaced
by a visible stand-in one cell wide; what joins letters or emoji is kept where it has that use, and only there.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from collections.abc import Callable
from functools import cache

HYPHENATION_POINT = "\u2027"
"""Stands in for a soft hyphen."""
DOTTED_CIRCLE = "\u25cc"
"""Stands in for characters that are invisible or turn the direction of text, and for marks beyond MARKS."""
REPLACEMENT = "\ufffd"
"""Stands in for what is no character: C1 controls, surrogates, noncharacters, unassigned and private code points."""
_CIRCLE = ord(DOTTED_CIRCLE)
_CODES = f"utf-32-{sys.byteorder[0]}e"
MARKS = 8
"""Combining marks that may stand on one character; more would be drawn over the lines above and below."""
JOINS = 8
"""Characters that may be joined to one. Families of people take 3; without an end, millions would be one character."""


def _pattern(text: str) -> Callable[[], re.Pattern[str]]:
    """A pattern that is compiled when it is used first: most texts need none, and all together take 5 ms."""
    return cache(lambda: re.compile(text))


_LINE_ENDS = frozenset("\t\n\r\x0b\x0c\x85\u2028\u2029")
_JOINERS = "\u200c\u200d"
_COMMON = "’‘“”–—…\xa0é\u202f\u3000"
"""Harmless characters that most texts hold beside ASCII; looking each up is faster than looking at all characters."""
_JOINED = _pattern("[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
"""Letters and marks of the scripts in which a joiner or non-joiner changes the letters beside it."""
_EMOJI = _pattern(
    "[\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u25cb\u25cd-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_STYLED = _pattern("[0-9#*\xa9\xae]")
"""Characters beside emoji that emoji-variation-sequences.txt lets U+FE0E and U+FE0F follow."""
_IDEOGRAPH = _pattern("[\u3001\u3002\u3400-\u9fff\uf900-\ufaff\uff01-\uff1f\U00020000-\U0003134f]")
_MATHEMATICAL = _pattern("[0\u2200-\u22ff\u2a00-\u2aff]")
_MONGOLIAN = _pattern("[\u1820-\u18aa]")
_FLAG = _pattern("\U0001f3f4[\U000e0020-\U000e007e]{1,12}\U000e007f")
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TIED = _pattern(f"[{_JOINERS}{_SELECTORS}]")
"""Characters that are harmless beside some others only."""
_SIGN = r"[^\w\s\x00-\x7f]"
"""What a mark may be: neither marks nor joiners count as parts of words or as spaces."""
_JAMO = "\u1161-\u11ff\ud7b0-\ud7fb"
"""Vowels and finals of Hangul, which are drawn into the syllable that they follow, as marks are."""
_STACK = _pattern(f"{_SIGN}{{{MARKS + 1},}}+")
_HANGUL_STACK = _pattern(f"(?:[{_JAMO}]{_SIGN}{{,{MARKS}}}){{{MARKS + 1},}}+")
_ANY_STACK = _pattern(f"(?:{_SIGN}|[{_JAMO}]){{{MARKS + 1},}}+")
"""Where marks may be stacked too high. Far slower to look for than the two above, of which one finds the worst."""
_STACKING = _pattern(f"[{_JAMO}\U0001f3fb-\U0001f3ff]")
"""What is drawn as marks are and is none: Hangul, and the skin tones of emoji."""
_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Invisible characters that Unicode calls letters, marks or symbols."""
_SUSPECT = _pattern(f"[{_JOINERS}{_SELECTORS}{_INVISIBLE}{_JAMO}\U000e0020-\U000e007f]")
"""What `isprintable` takes for harmless, or for harmful, and is not so everywhere."""


def sanitise(text: str) -> str:
    """The text with a harmless stand-in for each harmful character; its length is the same. Safe to do twice."""
    plain = text
    if not text.isascii():
        for character in _COMMON:
            if character in plain:
                plain = plain.replace(character, " ")
    if plain.isascii() or (_SUSPECT().search(plain) is None and _STACK().search(plain) is None):
        return text if plain.isprintable() else text.translate(_stand_ins)
    # Numbers, not strings: a list of characters takes up to 66 bytes for each.
    codes = array("I", text.translate(_stand_ins).encode(_CODES))
    joined, joins = 0, 0
    for match in _TIED().finditer(text):  # in order: each looks at what became of the one before it
        index = match.start()
        before = chr(codes[index - 1]) if index else ""
        after = chr(codes[index + 1]) if index + 1 < len(codes) else ""
        if not _may_stand(text[index], before, after):
            continue
        if text[index] == "\u200d":
            joins = joins + 1 if joins and _takes_no_cell(text[joined + 2 : index]) else 1
            joined = index
            if joins > JOINS:
                joins = 0
                continue
        codes[index] = ord(text[index])
    for match in _FLAG().finditer(text):
        codes[match.start() : match.end()] = array("I", match.group().encode(_CODES))
    safe = codes.tobytes().decode(_CODES)
    return _limit_marks(safe) if _STACK().search(safe) or _HANGUL_STACK().search(safe) else safe


def _is_stacking(character: str) -> bool:
    """Whether a character is drawn into the one before it, and takes no cell."""
    return unicodedata.category(character)[0] == "M" or _STACKING().match(character) is not None


def _takes_no_cell(text: str) -> bool:
    """Whether all of a text is drawn into the character before it."""
    return all(character == "\u200c" or _is_stacking(character) for character in text)


def _may_stand(character: str, before: str, after: str) -> bool:
    """Whether a joiner or a variation selector has a use between two characters ("" beyond the ends of the text)."""
    if character in _JOINERS:
        if _JOINED().match(before) and _JOINED().match(after):
            return True
        return character == "\u200d" and bool(_EMOJI().match(after) and (before == "\ufe0f" or _EMOJI().match(before)))
    if character in "\ufe0e\ufe0f":
        return bool(_EMOJI().match(before) or _STYLED().match(before))
    if character < "\ufe00":
        return _MONGOLIAN().match(before) is not None
    return bool(_IDEOGRAPH().match(before) or (character == "\ufe00" and _MATHEMATICAL().match(before)))


def _limit_marks(text: str) -> str:
    """Replace the marks beyond MARKS on one character, and a joiner that stands before one that was replaced."""
    codes = array("I", text.encode(_CODES))
    for match in _ANY_STACK().finditer(text):
        stacked = {character for character in set(match.group()) if _is_stacking(character)}
        if not stacked:
            continue
        marks = 0
        for index, character in enumerate(match.group(), match.start()):
            if character in stacked:
                marks += 1
                if marks > MARKS:
                    codes[index] = _CIRCLE
                    if chr(codes[index - 1]) in _JOINERS:
                        codes[index - 1] = _CIRCLE
            elif character not in _JOINERS:
                marks = 0
            elif marks > MARKS:
                codes[index] = _CIRCLE
    return codes.tobytes().decode(_CODES)


class _StandIns(dict[int, str]):
    """For str.translate: what stands in for a character, or the character itself; worked out once each."""

    def __missing__(self, code: int) -> str:
        stand_in = self[code] = _find_stand_in(chr(code))
        return stand_in


def _find_stand_in(character: str) -> str:
    code = ord(character)
    category = unicodedata.category(character)
    if character in _LINE_ENDS:
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if character == "\xad":
        return HYPHENATION_POINT
    if character in _INVISIBLE or category == "Cf" or _TIED().match(character):
        return DOTTED_CIRCLE
    if category in ("Cc", "Cs", "Cn", "Co"):
        return REPLACEMENT
    return character


_stand_ins = _StandIns()
