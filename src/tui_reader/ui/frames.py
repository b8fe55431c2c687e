"""When a screen is painted: at once, unless it was painted just before; and at which size: that of now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import Any

from textual.geometry import Size
from textual.screen import Screen, ScreenResultType

_LONGEST = 1 / 60
"""Seconds that one frame waits at most for the end of the pause after the one before."""


class Frames:
    """In the place of the timer of a Textual screen: after `resume` it paints once, unless `pause` comes first.

    After a frame there is a pause as long as that frame took, so that half of the time is left for keys, however slow
    the machine. Textual 8.2.8 paints on a grid of 60 frames a second and skips a place of it after each frame: what
    follows a frame, as a hit does the word that was typed, came 17 to 33 ms later.
    """

    def __init__(self, paint: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        self._paint = paint
        self._failed = failed
        self._next = 0.0
        self._waiting: asyncio.Handle | None = None

    def resume(self) -> None:
        """Paint as soon as it may be."""
        if self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_later(self._next - perf_counter(), self._paint_now)

    def pause(self) -> None:
        """Do not paint after all."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _paint_now(self) -> None:
        self._waiting = None
        start = perf_counter()
        try:
            self._paint()
        except Exception as error:  # where asyncio would keep it to itself
            self._failed(error)
        end = perf_counter()
        self._next = end + min(end - start, _LONGEST)


class Paced(Screen[ScreenResultType]):
    """A screen that is painted when `Frames` says, and never at a size that the terminal has no more.

    As a base it comes after those of Textual, which takes styles and bindings from the first base alone.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._frames = Frames(self._on_timer_update, lambda error: self.app._handle_exception(error))

    @property
    def _update_timer(self) -> Frames:  # type: ignore[override]
        return self._frames

    def _screen_resized(self, size: Size) -> None:
        # A Textual screen (8.2.8) tells itself of each size it was laid out at: of two that it is told of at once, the
        # first comes again after the second, then the second, and so on without end.
        if size == self.app.size:
            super()._screen_resized(size)
