"""Where the reader begins: at a section that arrives late, at a hit after it, and never where a key said otherwise."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from tests.ui.conftest import Reader

from tui_reader.article.loading import ArticleStream
from tui_reader.article.source import open_bytes
from tui_reader.text.spans import HEADING, Position
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.options import ReadOptions

if TYPE_CHECKING:
    from tests.ui.conftest import Open

PARAGRAPHS = "".join(f"      - Paragraph {number} has words of its own.\n" for number in range(30))
SHORT = "      - Short.\n"
ARTICLE = "headline: h\nsections:\n" + "".join(
    f"  - id: part-{number}\n    heading: Part {number}\n    paragraphs:\n{PARAGRAPHS if number != 7 else SHORT}"
    for number in range(12)
)


class SlowStream(ArticleStream):
    """An article of which so many sections have arrived as are let through."""

    let_through = 1

    def step(self, seconds: float) -> bool:
        return len(self.sections) >= self.let_through or super().step(0)


@asynccontextmanager
async def arriving(section: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Reader, SlowStream]]:
    stream = SlowStream(open_bytes(ARTICLE.encode()))
    while not stream.sections:
        stream.step(0)
    app = ReaderApp(stream, path=None, options=ReadOptions(section=section, fresh=True))
    async with app.run_test(size=size) as pilot:
        one = Reader(app, pilot)
        await one.until(lambda: one.reading.background.busy("load"))
        yield one, stream
        app.exit()


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_a_section_that_arrives_late_is_gone_to_when_it_is_there(size: tuple[int, int]) -> None:
    async with arriving("part-7", size) as (it, stream):
        assert "no section" not in it.shown
        stream.let_through = 8
        await it.until(lambda: it.reading.text.place == Position(7, HEADING, 0))
        stream.let_through = 99
        await it.until(lambda: it.reading.text.top_place == Position(7, HEADING, 0))
        await it.until(lambda: stream.finished and not it.reading.background.busy("load"))
        assert it.reading.text.top_place == Position(7, HEADING, 0)


async def test_a_key_decides_where_one_is_before_the_section_arrives() -> None:
    async with arriving("part-9") as (it, stream):
        await it.press("j")
        here = it.reading.text.place
        stream.let_through = 99
        await it.until(lambda: stream.finished and not it.reading.background.busy("load"))
        assert it.reading.text.place == here


async def test_that_a_section_is_missing_is_said_when_all_is_there() -> None:
    async with arriving("part-99") as (it, stream):
        stream.let_through = 8
        await it.until(lambda: len(it.reading.blocks.sections) == 8)
        assert "no section" not in it.shown
        stream.let_through = 99
        await it.until(lambda: "there is no section “part-99”" in it.shown)


async def test_a_search_begins_at_the_section_asked_for(reader: Open) -> None:
    article = ARTICLE.replace("Paragraph 3 has", "Paragraph 3, the third, has").encode()
    options = ReadOptions(search="third", section="part-6", fresh=True)
    async with reader((80, 24), article, options) as it:
        await it.until(lambda: "7 of 11 “third”" in it.shown)
        assert it.reading.text.place[:2] == (6, 3)
        await it.press("n", "escape")
        assert it.reading.text.place == Position(6, HEADING, 0)
    options = ReadOptions(search="not there", section="part-6", fresh=True)
    async with reader((80, 24), article, options) as it:
        await it.until(lambda: "no hit “not there”" in it.shown)
        assert it.reading.text.top_place == Position(6, HEADING, 0)
