"""When a screen is painted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.geometry import Size

from tui_reader.ui import frames
from tui_reader.ui.frames import Frames
from tui_reader.ui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from tests.ui.conftest import Open


class Clock:
    """A clock that painting moves, and the delays that were asked of the event loop by it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        self.delays: list[float] = []
        loop = asyncio.get_running_loop()
        later = loop.call_later

        def call_later(delay: float, callback: Callable[[], None]) -> asyncio.TimerHandle:
            self.delays.append(delay)
            return later(0, callback)

        monkeypatch.setattr(loop, "call_later", call_later)
        monkeypatch.setattr(frames, "perf_counter", lambda: self.now)


@pytest.fixture
def errors() -> list[Exception]:
    return []


async def _turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_screen_is_painted_once_and_at_once(monkeypatch: pytest.MonkeyPatch, errors: list[Exception]) -> None:
    clock, painted = Clock(monkeypatch), []
    pacing = Frames(lambda: painted.append(clock.now), errors.append)
    pacing.resume()
    pacing.resume()
    assert not painted
    await _turns()
    assert painted == [100.0]
    assert max(clock.delays) <= 0


async def test_what_was_called_off_is_not_painted(errors: list[Exception]) -> None:
    painted: list[int] = []
    pacing = Frames(lambda: painted.append(1), errors.append)
    pacing.resume()
    pacing.pause()
    await _turns()
    assert not painted
    pacing.resume()
    await asyncio.sleep(0.001)
    await _turns()
    assert painted == [1]


@pytest.mark.parametrize(("takes", "pause"), [(0.004, 0.004), (3.0, 1 / 60)])
async def test_the_pause_after_a_frame_is_as_long_as_it_took_but_never_long(
    monkeypatch: pytest.MonkeyPatch, errors: list[Exception], takes: float, pause: float
) -> None:
    clock = Clock(monkeypatch)

    def paint() -> None:
        clock.now += takes

    pacing = Frames(paint, errors.append)
    pacing.resume()
    await _turns()
    pacing.resume()
    assert clock.delays[-1] == pytest.approx(pause)


async def test_a_failure_to_paint_is_told(errors: list[Exception]) -> None:
    failure = ValueError("no paint")

    def paint() -> None:
        raise failure

    pacing = Frames(paint, errors.append)
    pacing.resume()
    await asyncio.sleep(0.001)
    await _turns()
    assert errors == [failure]


async def test_of_two_sizes_at_once_the_last_is_the_end_of_it(monkeypatch: pytest.MonkeyPatch, reader: Open) -> None:
    laid_out: list[Size] = []
    lay_out = ReadingScreen._refresh_layout

    def counted(screen: ReadingScreen, size: Size | None = None, scroll: bool = False) -> None:
        laid_out.append(screen.size)
        assert len(laid_out) < 50, "without end"
        lay_out(screen, size, scroll)

    async with reader() as one:
        monkeypatch.setattr(ReadingScreen, "_refresh_layout", counted)
        sizes = Size(100, 30), Size(80, 24)
        one.app._size = sizes[-1]
        for size in sizes:
            one.reading.post_message(events.Resize(size, size))
            one.reading.call_later(lambda: None)  # next to each other, one would take the place of the other
        await one.until(lambda: one.reading.size == sizes[-1] and len(laid_out) > 1)
        for _ in range(20):
            await one.pilot.pause()
        assert one.reading.size == sizes[-1]
