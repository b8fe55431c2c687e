"""Making text harmless to a terminal, one character for one character, so that offsets stay true.

What a terminal would obey, or what would show text otherwise than it reads (Unicode TR 36, CVE-2021-42574), is replaced
by a visible stand-in one cell wide; what joins letters or emoji is kept where it has that use, and only there.
"""

from __future__ import annotations

import re
import unicodedata

HYPHENATION_POINT = "\u2027"
"""Stands in for a soft hyphen."""
DOTTED_CIRCLE = "\u25cc"
"""Stands in for characters that are invisible or turn the direction of text."""
REPLACEMENT = "\ufffd"
"""Stands in for what is no character: C1 controls, surrogates, noncharacters, unassigned and private code points."""
MARKS = 8
"""Combining marks that may stand on one character."""

_SPACES = frozenset("\t\n\r\x0b\x0c\x85\u2028\u2029")
_JOINED_SCRIPTS = "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_EMOJI = "\u203c-\u3299\U0001f000-\U0001faff"
_ALLOWED = re.compile(
    f"(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])"
    f"|(?<=[{_JOINED_SCRIPTS}])[\u200c\u200d](?=[{_JOINED_SCRIPTS}])"
    f"|(?<=[0-9#*\xa9\xae{_EMOJI}])[\ufe0e\ufe0f]"
    "|(?<=[\u3400-\u9fff\U00020000-\U0003134f])[\ufe00-\ufe0d\U000e0100-\U000e01ef]"
)
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,12}\U000e007f")
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Invisible characters that Unicode calls letters, marks or symbols."""


def sanitise(text: str) -> str:
    """The text with a harmless stand-in for each harmful character; its length is the same. Safe to do twice."""
    if text.isprintable() and not _needs_look(text):
        return text
    kept = {match.start() for match in _ALLOWED.finditer(text)}
    for match in _FLAG.finditer(text):
        kept.update(range(match.start(), match.end()))
    out = []
    marks = 0
    for index, character in enumerate(text):
        harmless = character if index in kept else _stand_in(character)
        marks = marks + 1 if unicodedata.category(harmless)[0] == "M" else 0
        out.append(DOTTED_CIRCLE if marks > MARKS else harmless)
    return "".join(out)


_LOOK = re.compile(
    f"[{''.join(sorted(_INVISIBLE))}\ufe00-\ufe0f\U000e0100-\U000e01ef\ue000-\uf8ff]|[\u0300-\u036f]{{9}}"
)


def _needs_look(text: str) -> bool:
    """Whether a printable text holds what only looks harmless."""
    return not text.isascii() and _LOOK.search(text) is not None


class _StandIns(dict[str, str]):
    def __missing__(self, character: str) -> str:
        stand_in = self[character] = _find_stand_in(character)
        return stand_in


def _find_stand_in(character: str) -> str:
    code = ord(character)
    category = unicodedata.category(character)
    if character in _SPACES:
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if character == "\xad":
        return HYPHENATION_POINT
    if character in _INVISIBLE or category == "Cf" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return DOTTED_CIRCLE
    if category in ("Cc", "Cs", "Cn", "Co"):
        return REPLACEMENT
    return character


_stand_in = _StandIns().__getitem__
