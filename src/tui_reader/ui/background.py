"""Long work in short slices between key presses: loading, wrapping, searching, finding evidence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from time import perf_counter

SLICE = 0.004
"""Seconds of work before the event loop gets its turn."""
SHORT = 0.001
"""Seconds of work right after a key, whose answer is not on the screen yet: enough to search a page, or a megabyte."""
BREATH = 0.0005
"""Seconds between slices, in which the thread that reads the keyboard can run: a wait of 0 would not let it."""
QUIET = 0.05
"""Seconds without a key before work goes on."""
PAINT = 0.006
"""Seconds after a key in which its answer is painted: so long even a search stands back, which the user waits for."""


class Background:
    """Runs named generators in slices; a new one of a name takes the place of the old one."""

    def __init__(self, failed: Callable[[Exception], None]) -> None:
        self._failed = failed
        self._jobs: dict[str, tuple[Iterator[object], Callable[[], None] | None]] = {}
        self._task: asyncio.Task[None] | None = None
        self._last_input = 0.0
        self._wanted = asyncio.Event()

    def touch(self) -> None:
        """A key was pressed: work waits until its answer is on the screen."""
        self._last_input = perf_counter()

    def start(self, name: str, steps: Iterator[object], done: Callable[[], None] | None = None) -> None:
        """Take up work; `done` is called when it has come to its end. The latest name goes first."""
        self._jobs.pop(name, None)
        self._jobs = {name: (steps, done), **self._jobs}
        self._wanted.set()
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    def stop(self, name: str) -> None:
        """Drop work of that name, if there is any."""
        self._jobs.pop(name, None)

    def close(self) -> None:
        """Drop all work: the program ends, and what the work would show it on is being taken down."""
        self._jobs.clear()
        if self._task is not None:
            self._task.cancel()

    def busy(self, name: str) -> bool:
        """Whether work of that name is under way."""
        return name in self._jobs

    async def _run(self) -> None:
        while self._jobs:
            name, (steps, done) = next(iter(self._jobs.items()))
            short = perf_counter() - self._last_input < PAINT
            try:
                ended = self._slice(steps, SHORT if short else SLICE)
                if ended and self._jobs.get(name, (None,))[0] is steps:
                    del self._jobs[name]
                    if done is not None:
                        done()
            except Exception as error:  # where a task would keep it to itself
                self._failed(error)
                return
            rest = (PAINT if name == "search" else QUIET) - (perf_counter() - self._last_input)
            if rest > 0:
                await self._stand_back(rest)
            else:
                await asyncio.sleep(BREATH)

    async def _stand_back(self, seconds: float) -> None:
        """Wait, unless other work is taken up meanwhile."""
        self._wanted.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wanted.wait()

    @staticmethod
    def _slice(steps: Iterator[object], seconds: float) -> bool:
        """Work for one slice; says whether the work has ended."""
        deadline = perf_counter() + seconds
        return all(perf_counter() < deadline for _ in steps)
