"""Text that Textual would take for markup, in every place that shows text: shown as written, and nothing is done."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from tui_reader.article.loading import ArticleStream
from tui_reader.article.source import open_bytes
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.options import ReadOptions
from tui_reader.ui.screens.dialog import ListDialog
from tui_reader.ui.screens.reading import ReadingScreen

OF_SCROLL_BARS = frozenset(("@mouse.down", "@mouse.up"))
"""What Textual 8.2.8 does at a click of its own."""
WALK = (
    *(("1",), ("2",), ("G",), ("g",), ("enter",), ("escape",)),
    *(("3",), ("o",), ("escape",), ("4",), ("o",), ("escape",)),
    *(
        ("/", "x", "enter"),
        ("l",),
        ("escape",),
        ("f",),
        ("escape",),
        ("escape",),
        ("F",),
        ("escape",),
        ("?",),
        ("escape",),
    ),
)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every action that the app is asked to run."""
    actions: list[str] = []
    run_action = ReaderApp.run_action

    async def watched(app: ReaderApp, action: Any, *args: Any, **keywords: Any) -> bool:
        actions.append(str(action))
        return await run_action(app, action, *args, **keywords)

    monkeypatch.setattr(ReaderApp, "run_action", watched)
    return actions


def article(corpus: list[Any]) -> bytes:
    made: bytes = next(case for case in corpus if case.name == "markup-click.yaml").make()
    return made


@asynccontextmanager
async def reading(article: bytes) -> AsyncIterator[tuple[ReaderApp, Pilot[None]]]:
    stream = ArticleStream(open_bytes(article))
    while stream.step(1.0):
        pass
    app = ReaderApp(stream, path=None, options=ReadOptions())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        yield app, pilot


def shown(app: ReaderApp) -> str:
    """All of the screen; no part of it does anything when it is clicked, or leads anywhere."""
    rows = []
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            assert style is None or style.link is None, segment
            assert style is None or OF_SCROLL_BARS.issuperset(set(style.meta) - {"offset"}), (segment, style.meta)
        rows.append("".join(segment.text for segment in strip).rstrip())
    return "\n".join(rows)


@pytest.mark.parametrize("name", ["click", "close-unknown", "link"])
async def test_markup_is_shown_as_written_in_every_pane(name: str, corpus: list[Any], ran: list[str]) -> None:
    case = next(case for case in corpus if case.name == f"markup-{name}.yaml")
    payload = case.shows[0]
    async with reading(case.make()) as (app, pilot):
        seen = []
        for keys in WALK:
            await pilot.press(*keys)
            seen.append(shown(app))
        ran.clear()
        for row, line in enumerate(shown(app).split("\n")):  # a click wherever the words are
            if (column := line.find(payload[2:8])) >= 0:
                await pilot.click(offset=(column + 3, row))
        assert [action for action in ran if "quit" in action] == []
        assert app.is_running
    assert sum(screen.count(payload[:14].rstrip()) for screen in seen) >= 4 * len(WALK)
    assert any(payload in screen for screen in seen)


async def test_all_markup_is_shown_as_written_at_the_start(corpus: list[Any]) -> None:
    cases = [case for case in corpus if case.category == "markup" and case.opens]
    assert len(cases) == 16
    for case in cases:
        async with reading(case.make()) as (app, pilot):
            await pilot.press("3")
            assert shown(app).count(case.shows[0][:14].rstrip()) >= 6
            assert case.shows[0] in shown(app)


async def test_hostile_words_in_messages_and_in_the_search_line_are_shown_as_written(corpus: list[Any]) -> None:
    async with reading(article(corpus)) as (app, pilot):
        for query in ("[@click=app.quit]x[/]", "\\[zz[/foo]"):
            await pilot.press("/", *query)
            await pilot.pause()
            assert query in shown(app)
            await pilot.press("enter")
            await pilot.pause()
            shown(app)
            await pilot.press("escape", "escape")
        assert app.is_running


async def test_a_message_with_markup_is_shown_as_written(corpus: list[Any]) -> None:
    async with reading(article(corpus)) as (app, pilot):
        screen = app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        screen.notice("see [red]this[/] [@click=app.quit]")
        await pilot.pause()
        assert "see [red]this[/] [@click=app.quit]" in shown(app)


async def test_markup_in_notes_and_in_the_palette_is_shown_as_written(corpus: list[Any], ran: list[str]) -> None:
    note = "[red]a note[/] [@click=app.quit]"
    async with reading(article(corpus)) as (app, pilot):
        screen = app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        while not screen.notebook.opened:
            await pilot.pause(0.01)
        await pilot.press("a", *note)
        assert note in shown(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        shown(app)
        await pilot.press("L")
        assert note in shown(app)
        await pilot.press("escape", "ctrl+p", *"[red]x[/] [@click=app.quit]")
        assert "[red]x[/] [@click=app.quit]" in shown(app)
        await pilot.press("escape")
        assert [action for action in ran if "quit" in action] == []
        assert app.is_running


async def test_enter_and_escape_in_one_breath_close_a_list_once(corpus: list[Any]) -> None:
    async with reading(article(corpus)) as (app, pilot):
        await pilot.press("/", "x", "enter", "l")
        assert len(app.screen_stack) == 2
        dialog = app.screen
        assert isinstance(dialog, ListDialog)
        dialog.action_choose()
        dialog.action_close()  # before what was chosen has come
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert app.is_running
