"""What a search tells and keeps: its filter, what an empty search line leaves alone, what n and N walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ui.conftest import Open

SIZES = [(120, 36), (80, 24), (40, 12)]
ARTICLE = b"""
headline: A harbour
people: [{id: ann, name: Ann Smith}, {id: bob, name: Bob Jones, alternate_names: [Bob]}]
sections:
  - heading: The port
    paragraphs: [The port has ships., {by: ann, text: The port of Bob Jones is full.}, Ships come to Bob Jones.]
  - heading: What was said afterwards in the town hall
    paragraphs: [{by: bob, text: Nothing of that. Ann Smith said so of the port.}, {by: ann, text: Bob Jones left.}]
"""


@pytest.mark.parametrize("size", SIZES)
async def test_the_filter_of_a_kept_search_is_named(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, ARTICLE) as it:
        await it.press("f", "j", "j", "enter", "slash", *"port", "enter")
        await it.until(lambda: "1 of 1 · Ann: “port”" in it.shown)
        await it.press("slash", *"ships", "enter")
        await it.until(lambda: "no hit; 2 outside the filter · Ann" in it.shown)
        await it.press("j", "n")
        assert "no hit; 2 outside the filter · Ann" in it.shown
        await it.press("escape", "j")
        assert "filter: Ann" in it.shown, "the next search has it as well"
        await it.press("f", "enter", "j")
        assert "Ann ·" not in it.shown
        assert "filter" not in it.shown


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_heading_leaves_room_for_the_search_in_its_section(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, ARTICLE) as it:
        await it.press("right_square_bracket", "f", "G", "enter", "slash", *"port", "enter")
        await it.until(lambda: "1 of 1 · in What was said…: “port”" in it.shown)
