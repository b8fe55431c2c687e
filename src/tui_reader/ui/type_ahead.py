"""Keys that come faster than they are dealt with wait for their turn, so that what is typed ahead goes where it should.

Textual hands a key to the widget in focus as soon as it comes. A key after one that opens a dialog, moves the focus or
ends a line of input would go to where the focus was: the end of a note would be lost, or written into the search line.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

_PASSES = 3
"""A key in a field of a line is a message of the field, of the line and of the screen, one after the other."""
_PATIENCE = 1.0
"""Seconds after which the next key is not held back any longer, whatever the one before does."""
_LOOK = 0.03
"""Seconds after which to look whether what one waits for is still there."""


class TypeAhead:
    """Deals with keys and pastes one at a time.

    `act` deals with one, and says whether that was all; if it was not, or another screen came, the next one waits until
    widgets, screen and app have nothing more to do about it.
    """

    def __init__(self, app: App[Any], act: Callable[[events.Event], Awaitable[bool]]) -> None:
        self._app = app
        self._act = act
        self._waiting: deque[events.Event] = deque()
        self._settling: asyncio.Task[None] | None = None
        self._written = False

    async def take(self, event: events.Event) -> None:
        """Deal with a key or a paste, now or when its turn comes."""
        self._waiting.append(event)
        if self._settling is None:
            await self._go_on()

    async def _go_on(self) -> None:
        while self._waiting and self._settling is None:
            writing = self._is_writing(self._waiting[0])
            if self._written and not writing:
                self._settling = asyncio.create_task(self._settle())
                return
            screen = self._app.screen
            done = await self._act(self._waiting.popleft())
            self._written = writing
            if not writing and (not done or self._app.screen is not screen):
                self._settling = asyncio.create_task(self._settle())

    def _is_writing(self, event: events.Event) -> bool:
        """Whether something is only written into a field: these need not wait for each other."""
        focused = self._app.focused
        if focused is None:
            return False
        key, character = (event.key, event.character) if isinstance(event, events.Key) else ("a", "a")
        return focused.check_consume_key(key, character)

    async def _settle(self) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                for _ in range(_PASSES):
                    for node in self._path():
                        await _reached(node)
        except TimeoutError:
            pass
        self._app.call_later(self._settled)

    async def _settled(self) -> None:
        self._settling = None
        self._written = False
        await self._go_on()

    def _path(self) -> Iterator[MessagePump]:
        focused = self._app.focused
        yield from focused.ancestors_with_self if focused is not None else (self._app.screen, self._app)


async def _reached(node: MessagePump) -> None:
    """Wait until a widget has dealt with all messages that it has now, or is gone."""
    reached = asyncio.Event()
    node.call_later(reached.set)
    while not (node._closing or node._closed):
        try:
            async with asyncio.timeout(_LOOK):
                await reached.wait()
        except TimeoutError:
            continue
        return
