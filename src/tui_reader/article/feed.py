"""The bytes of an article on their way into libyaml: looked at once, for all that is asked of every text."""

from __future__ import annotations

import re

from tui_reader.article.source import without_odd_breaks
from tui_reader.text.sanitising import sanitise

# What may stand in a file with the sanitiser having nothing to do: line breaks in a scalar are joined before it.
_HARMLESS = bytes(range(0x20, 0x7F)) + b"\n\r"
# Spaces of every width: Python does not call them printable, the sanitiser lets them be.
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")


class Feed:
    """The bytes as libyaml asks for them, a few KB at a time: tells how far it is and what it saw.

    `clean` says that no byte so far made a character that the sanitiser would change: then it need not look again
    at each text (measured on 20 MB: 10 ms for all bytes against 50 ms for all texts).
    """

    def __init__(self, data: bytes) -> None:
        self.name = "article"
        self.offset = 0
        self.clean = True
        self._data = data

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size`, with whole characters only."""
        data, end = self._data, self.offset + size
        for _ in range(3):
            if end < len(data) and data[end] & 0xC0 == 0x80:
                end -= 1
        chunk = data[self.offset : end]
        self.offset += len(chunk)
        if self.clean:
            rest = chunk.translate(None, _HARMLESS)
            if rest:
                text = rest.decode("utf-8", "replace")
                if not text.isprintable():
                    text = _SPACES.sub("", text)
                # The sanitiser gives back the very text that it finds nothing in. With the ASCII left out it may
                # find too much (marks of several letters in a row), never too little.
                self.clean = sanitise(text) is text
        return chunk if self.clean else without_odd_breaks(chunk)
