"""What may reach a terminal: text without a control in it, and the sequences that the reader itself sends."""

from __future__ import annotations

import re

# Written out instead of asking the sanitiser, which is what is tested: controls but the line feed, separators of lines,
# surrogates, noncharacters, private use, and everything invisible or direction-changing that never has a use.
_HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0001"
    "\U000f0000-\U0010ffff]"
)
# A joiner, selector or tag beside ASCII letters has no use.
_USELESS = re.compile("[a-zA-Z .][\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]")

# All that the reader sends beside text: colours, moves of the cursor, its modes on and off, the kitty keyboard
# protocol, its two queries, the shape of the mouse pointer, and the end of lines.
_OWN = re.compile(
    rb"\x1b\[[0-9;]*m|\x1b\[[0-9;]*H|\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>[0-9]+u|\x1b\[<u|\x1b\]22;(?:default|pointer|text|)(?:\x07|\x1b\\)|\r\n"
)
_OTHER = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]")


def harmful(text: str) -> list[str]:
    """The characters in text that may not reach a terminal, each with what stands around it."""
    found = [*_HARMFUL.finditer(text), *_USELESS.finditer(text)]
    return [ascii(text[max(0, match.start() - 20) : match.end() + 20]) for match in found[:5]]


def foreign(raw: bytes) -> list[str]:
    """What a program sent to its terminal that is neither the reader's own sequences nor harmless text."""
    text = _OWN.sub(b"", raw)
    found = [ascii(text[max(0, match.start() - 20) : match.end() + 20]) for match in _OTHER.finditer(text)]
    try:
        # Pieces of text meet here that are apart on the screen: only what is harmful wherever it stands counts.
        decoded = text.decode("utf-8")
    except UnicodeDecodeError as failure:
        return [*found[:5], f"no UTF-8: {text[max(0, failure.start - 20) : failure.start + 20]!a}"]
    odd = [ascii(decoded[max(0, m.start() - 20) : m.end() + 20]) for m in _HARMFUL.finditer(decoded)]
    return [*found[:5], *odd[:5]]
