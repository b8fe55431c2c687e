"""Long work in short slices of time, so that what waits for its turn is not kept waiting."""

from __future__ import annotations

from time import perf_counter

SLICE = 0.002
"""Seconds that work goes on before it lets others have a turn."""


class Turn:
    """Tells when a slice of time is over."""

    def __init__(self) -> None:
        self._end = perf_counter() + SLICE

    def over(self) -> bool:
        """Whether the slice is over; if so, the next one begins."""
        now = perf_counter()
        if now < self._end:
            return False
        self._end = now + SLICE
        return True
