"""Back and forward through the places one jumped from."""

from __future__ import annotations

from tui_reader.text.spans import Position

LIMIT = 200


class History:
    """Places left by jumps; only jumps enter it, never scrolling."""

    def __init__(self) -> None:
        self._back: list[Position] = []
        self._forward: list[Position] = []

    def leave(self, place: Position) -> None:
        """A jump leaves this place."""
        if not self._back or self._back[-1] != place:
            self._back = [*self._back[-LIMIT:], place]
        self._forward.clear()

    def travel(self, direction: int, here: Position) -> Position | None:
        """The place before (-1) or after (1) this one, or None; `here` can be come back to."""
        from_, to = (self._back, self._forward) if direction < 0 else (self._forward, self._back)
        while from_:
            place = from_.pop()
            if place != here:
                to.append(here)
                return place
        return None
