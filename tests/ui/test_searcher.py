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
        await it.press("n")
        assert "1 of 1: on from the top · Ann" in it.shown
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


@pytest.mark.parametrize("size", SIZES)
async def test_n_walks_what_was_chosen_last_and_the_status_line_names_it(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, ARTICLE) as it:
        await it.press("slash", *"port", "enter", "n")
        assert "2 of 3 “port”" in it.shown
        await it.press("3", "j", "enter")
        assert "1 of 3 · Bob Jones" in it.shown
        await it.press("n")
        assert "2 of 3 · Bob Jones" in it.shown
        assert it.lit("mention") == ["Bob Jones"] * 3
        assert it.reading.text.place[:2] == (0, 2)
        await it.press("2", "l", "G", "enter")
        assert "3 of 3 “port”" in it.shown
        await it.press("N")
        assert "2 of 3 “port”" in it.shown
        await it.press("3", "enter", "2", "g", "slash", *"ships", "enter", "n")
        assert "2 of 2 “ships”" in it.shown


async def test_a_person_that_is_lit_but_not_gone_to_leaves_n_to_the_search(reader: Open) -> None:
    async with reader((80, 24), ARTICLE) as it:
        await it.press("slash", *"port", "enter", "3", "enter")
        assert "1 of 1 · Ann Smith" in it.shown
        await it.press("j")
        assert "of 3 “port”" in it.shown
        await it.press("n")
        assert "of 3 “port”" in it.shown
        await it.press("escape", "3", "n")
        assert "of 3 · Bob Jones" in it.shown


@pytest.mark.parametrize("typed", ["", "hall", "ships", "zzz"])
async def test_escape_in_the_search_line_goes_back_to_the_search_that_was_kept(reader: Open, typed: str) -> None:
    async with reader((80, 24), ARTICLE) as it:
        await it.press("slash", *"port", "enter", "n")
        here = it.reading.text.place
        await it.press("slash", *typed, "escape")
        assert it.lit("hit") == ["port"] * 3
        assert it.lit("current") == ["port"]
        assert "2 of 3 “port”" in it.shown
        assert it.reading.text.place == here
        await it.press("n")
        assert "3 of 3 “port”" in it.shown


async def test_a_kept_search_that_another_broke_off_is_made_anew(reader: Open) -> None:
    async with reader((80, 24), ARTICLE) as it:
        await it.press("slash", *"port", "enter")
        session = it.reading.searcher.session
        assert session is not None
        assert session.search is not None
        session.search.done = False
        await it.press("G")
        here = it.reading.text.place
        await it.press("slash", "x", "escape")
        await it.until(lambda: it.lit("hit") == ["port"] * 3)
        assert "of 3 “port”" in it.shown
        assert it.reading.text.place == here


async def test_enter_with_nothing_typed_goes_on_with_the_last_search(reader: Open) -> None:
    async with reader((80, 24), ARTICLE) as it:
        await it.press("slash", "enter")
        assert "“" not in it.shown.splitlines()[-1]
        await it.press("slash", *"port", "enter", "slash", "enter")
        assert "2 of 3 “port”" in it.shown
        assert len(it.lit("hit")) == 3
        await it.press("escape", "j", "slash", "enter")
        assert "1 of 3 “port”" in it.shown
        await it.press("f4", "slash", "f4", "(", "enter")
        assert "1 of 3 “port”" in it.shown, "what is no pattern leaves the search as it was"


@pytest.mark.parametrize("pane", ["1", "3", "4"])
async def test_what_is_searched_is_seen_where_there_is_room_for_one_pane(reader: Open, pane: str) -> None:
    async with reader((40, 12), ARTICLE) as it:
        await it.press(pane, "slash", *"port")
        await it.until(lambda: it.lit("current"))
        assert "The port has ships." in it.shown
        assert "[2 Text]" in it.shown
        assert it.app.screen.query_one("#search").has_class("-open")
        await it.press("x")
        assert "/ portx" in it.shown
