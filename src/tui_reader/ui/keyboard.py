"""Keys, mouse and reports of a terminal, read from its bytes, whatever bytes those are."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic

from textual import constants, events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

_CHUNK = 4096
_PASTE_PAUSE = 1.0
"""Seconds without a byte after which a paste is over, though its end was never sent: keys must come back."""
_PASTE_LIMIT = 1_000_000
"""Characters of one paste."""


class KeyParser(XTermParser):
    """Textual's parser with its crashes mended (seen in 8.2.8), and with mouse positions in cells only."""

    @property
    def mouse_pixels(self) -> bool:
        """Never: the parser divides by sizes in pixels that some terminals report as 0."""
        return False

    @mouse_pixels.setter
    def mouse_pixels(self, _value: bool) -> None:
        return

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        # `CSI 99999999 u` is a key that has no character, `CSI 1:2 u` a number that int() does not take.
        with suppress(ValueError, OverflowError):
            yield from super()._sequence_to_key_events(sequence, alt)


class Keyboard:
    """Reads a descriptor until `stop`; each message goes to `receive`, in the reading thread.

    `on_gone` is called when the terminal ends or fails.
    """

    def __init__(self, descriptor: int, receive: Callable[[Message], object], on_gone: Callable[[], object]) -> None:
        self._descriptor = descriptor
        self._receive = receive
        self._on_gone = on_gone
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = KeyParser()
        self._paste = _PasteWatch()
        self._wake, self._waker = os.pipe()
        self._stopped = False

    def stop(self) -> None:
        """Let `run` return at once; calling it again does nothing."""
        if not self._stopped:
            self._stopped = True
            os.close(self._waker)

    def close(self) -> None:
        """Instead of `run`, when it never runs."""
        self.stop()
        os.close(self._wake)

    def run(self) -> None:
        """Read and pass on until `stop`, or until there is nothing to read from any more."""
        wake, descriptor = self._wake, self._descriptor
        try:
            while True:
                ready = select.select([descriptor, wake], [], [], self._timeout())[0]
                if wake in ready:
                    return
                if not ready:
                    self._pause()
                    continue
                try:
                    data = os.read(descriptor, _CHUNK)
                except BlockingIOError:
                    continue
                except OSError:
                    data = b""
                if not data:
                    self._on_gone()
                    return
                self._feed(self._decode(data))
        finally:
            os.close(wake)

    def _timeout(self) -> float | None:
        """Seconds until something must be done though nothing was typed; None, and no idle work, if nothing must."""
        if self._parser._timeout_time is not None:
            return constants.ESCAPE_DELAY
        return _PASTE_PAUSE if self._paste.going_on else None

    def _pause(self) -> None:
        self._pass_on(self._parser.tick())
        if self._paste.going_on and self._paste.idle:
            self._paste.over()
            self._pass_on(self._parser.feed(BRACKETED_PASTE_END))

    def _feed(self, text: str) -> None:
        if not text:
            return
        self._pass_on(self._parser.feed(text))
        if self._paste.watch(text):
            self._pass_on(self._parser.feed(BRACKETED_PASTE_END))
        self._pass_on(self._parser.tick())

    def _pass_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self._receive(message)


class _PasteWatch:
    """Knows whether a bracketed paste was begun and not ended."""

    def __init__(self) -> None:
        self.going_on = False
        self._tail = ""
        self._length = 0
        self._last = 0.0

    @property
    def idle(self) -> bool:
        """Whether nothing came for so long that the end will not come either."""
        return monotonic() - self._last >= _PASTE_PAUSE * 0.9

    def watch(self, text: str) -> bool:
        """Take note of more text; True when the paste is longer than any should be, and was ended here."""
        self._last = monotonic()
        seen = self._tail + text
        self._tail = seen[-(len(BRACKETED_PASTE_START) - 1) :]
        start, end = seen.rfind(BRACKETED_PASTE_START), seen.rfind(BRACKETED_PASTE_END)
        if start > end:
            self.going_on, self._length = True, 0
        elif end > start:
            self.going_on = False
        self._length += len(text)
        if self.going_on and self._length > _PASTE_LIMIT:
            self.over()
            return True
        return False

    def over(self) -> None:
        """The paste is ended."""
        self.going_on, self._length, self._tail = False, 0, ""
