"""A reader that runs in the test, and what is on its screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot

from tui_reader.article.loading import ArticleStream, load_article
from tui_reader.article.shipped import shipped_article
from tui_reader.article.source import open_bytes, open_path
from tui_reader.text.indexing import Index
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.facts import Facts
from tui_reader.ui.options import ReadOptions
from tui_reader.ui.screens.reading import ReadingScreen


class Reader:
    """A running reader, and what is on its screen."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def reading(self) -> ReadingScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        return screen

    @property
    def shown(self) -> str:
        """The rows of the screen, right spaces cut."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], object]) -> None:
        for _ in range(400):
            if condition():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never came true; the screen shows\n{self.shown}")

    def lit(self, layer: str) -> list[str]:
        """The words lit for a reason, on the whole text."""
        text, words = self.reading.text, []
        for block in range(len(text.blocks)):
            place = text.blocks.position(block)
            if layer in text.painter.lights:
                words_there = text.blocks.texts[block]
                lights = text.painter.lights[layer].within(place.section, place.paragraph, 0, len(words_there))
                words += [words_there[start:end] for start, end in lights]
        return words


@asynccontextmanager
async def _running(
    size: tuple[int, int] = (120, 36),
    article: bytes | None = None,
    options: ReadOptions | None = None,
    path: Path | None = None,
) -> AsyncIterator[Reader]:
    stream = ArticleStream(open_bytes(article) if article is not None else open_path(path or shipped_article()))
    while stream.step(1.0):
        pass
    app = ReaderApp(stream, path=path, options=options or ReadOptions())
    async with app.run_test(size=size) as pilot:
        one = Reader(app, pilot)
        await one.until(lambda: one.reading.searcher._index is not None and not one.reading.background._jobs)
        await one.until(lambda: one.reading.notebook.opened)
        await pilot.pause()
        yield one
        app.exit()


class Open(Protocol):
    """Opens an article (the shipped one unless told) in a reader of some size."""

    def __call__(
        self,
        size: tuple[int, int] = (120, 36),
        article: bytes | None = None,
        options: ReadOptions | None = None,
        path: Path | None = None,
    ) -> AbstractAsyncContextManager[Reader]: ...


@pytest.fixture
def reader() -> Open:
    """Open a reader."""
    return _running


FactsOf = Callable[[str], Facts]
"""Makes, of an article's text, all that is known of it."""


@pytest.fixture
def facts_of() -> FactsOf:
    """Find what the panes and cards say, without a screen."""

    def known(text: str) -> Facts:
        article = load_article(text.encode()).article
        assert article is not None
        facts = Facts()
        for _ in facts.steps(article, Index(article.sections)):
            pass
        return facts

    return known
