"""The command palette: every command by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.ui.screens.dialog import TextDialog
from tui_reader.ui.screens.palette import COMMANDS, Palette
from tui_reader.ui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from tests.ui.conftest import Open


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12), (20, 5)])
async def test_a_command_is_found_by_its_words_and_done(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size) as it:
        await it.press("ctrl+p", *"only the text")
        assert isinstance(it.app.screen, Palette)
        await it.until(lambda: size[1] < 12 or "▸ Only the text" in it.shown)
        await it.press("enter")
        await it.until(lambda: isinstance(it.app.screen, ReadingScreen))
        assert it.reading.panes.text_only


async def test_the_arrows_choose_among_what_was_found(reader: Open) -> None:
    async with reader((80, 24)) as it:
        await it.press("ctrl+p", *"theme", "down", "up", "enter")
        await it.until(lambda: isinstance(it.app.screen, ReadingScreen))
        assert it.app.theme == "day"


async def test_a_command_that_opens_a_dialog_does(reader: Open) -> None:
    async with reader((80, 24)) as it:
        await it.press("ctrl+p", *"help for", "enter")
        await it.until(lambda: isinstance(it.app.screen, TextDialog))


async def test_letters_are_typed_and_escape_closes(reader: Open) -> None:
    async with reader((80, 24)) as it:
        await it.press("ctrl+p", *"q[red]")
        assert "q[red]" in it.shown
        assert "no such command" in it.shown
        await it.press("enter")
        assert isinstance(it.app.screen, Palette)
        await it.press("escape")
        await it.until(lambda: isinstance(it.app.screen, ReadingScreen))
        assert it.app.is_running


async def test_every_command_of_the_table_but_the_moves_is_there(reader: Open) -> None:
    async with reader((120, 60)) as it:
        await it.press("ctrl+p")
        for key in COMMANDS:
            assert key.help[1:60] in it.shown


async def test_it_goes_when_there_is_no_room_for_it_and_any_size_is_survived(reader: Open) -> None:
    async with reader((80, 24)) as it:
        for size in ((1, 1), (3, 30), (19, 40), (60, 4)):
            await it.press("ctrl+p", "a")
            assert isinstance(it.app.screen, Palette)
            await it.pilot.resize_terminal(*size)
            await it.until(lambda: isinstance(it.app.screen, ReadingScreen))
            await it.press("ctrl+p")
            assert isinstance(it.app.screen, ReadingScreen)
            await it.pilot.resize_terminal(80, 24)
            await it.until(lambda: "1 SECTIONS" in it.shown)
