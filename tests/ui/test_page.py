"""The page stays at its words whatever the size, and every line of the last one can be come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.article.blocks import Blocks
from tui_reader.article.model import Paragraph, Section
from tui_reader.ui.widgets.page import Page

if TYPE_CHECKING:
    from tests.ui.conftest import Open

SIZES = st.tuples(st.integers(1, 60), st.integers(1, 40))


def _blocks() -> Blocks:
    blocks = Blocks()
    words = "Some words, and then some more of them, until the paragraph ends somewhere. "
    blocks.extend([Section("s", "A heading", 0, tuple(Paragraph(words * (number % 4 + 1)) for number in range(9)))])
    return blocks


@given(SIZES, st.integers(0, 60), st.lists(SIZES, min_size=1, max_size=4))
def test_the_page_is_the_same_when_the_size_comes_back(
    size: tuple[int, int], down: int, others: list[tuple[int, int]]
) -> None:
    page = Page(_blocks(), *size)
    page.scroll(down)
    rows = page.rows()
    for other in others:
        page.resize(*other)
        assert page.rows()
    page.resize(*size)
    assert page.rows() == rows


def test_after_a_move_the_page_stays_where_one_moved_to() -> None:
    page = Page(_blocks(), 30, 10)
    page.go(page.last_top())
    page.resize(60, 30)
    page.scroll(-3)
    here = page.top
    page.resize(30, 10)
    page.resize(60, 30)
    assert page.top == here


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_on_the_last_page_j_and_k_move_the_reading_place(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size) as one:
        text = one.reading.text
        await one.press("G")
        top, page_top = text.place, text.page.top
        places = [top]
        for _ in range(size[1]):
            await one.press("j")
            places.append(text.place)
        assert text.page.top == page_top
        assert places == sorted(places)
        last = text.blocks.position(len(text.blocks) - 1)
        assert places[-1][:2] == last[:2]
        assert text.page.row(places[-1]) == text._visible_rows()[-1]
        shown = next(row for row in one.shown.split("\n")[::-1] if "▸ " in row)
        assert text.blocks.texts[-1].split()[-1] in shown
        while text.place != top:
            before = text.place
            await one.press("k")
            assert text.place < before
            assert text.page.top == page_top
        await one.press("k")
        assert text.page.top < page_top


async def test_a_page_up_leaves_the_last_page_wherever_the_reading_place_is(reader: Open) -> None:
    async with reader((80, 24)) as one:
        text = one.reading.text
        await one.press("G", "j", "j", "b")
        assert text.page.top < text.page.last_top()
        assert text.place == text.top_place
