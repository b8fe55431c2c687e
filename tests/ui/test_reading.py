"""The reading screen as its user sees it, at three sizes."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from tui_reader.article.model import Paragraph, Section
from tui_reader.text.finding import Query, Search, TooSlow
from tui_reader.text.indexing import CHUNK, Index
from tui_reader.text.patterns import UserPattern
from tui_reader.text.spans import HEADING, Position
from tui_reader.ui.keys import KEYS
from tui_reader.ui.options import ReadOptions
from tui_reader.ui.screens.dialog import Dialog
from tui_reader.ui.searching import SearchSession
from tui_reader.ui.themes import THEMES

if TYPE_CHECKING:
    from tests.ui.conftest import Open, Reader

SIZES = [(120, 36), (80, 24), (40, 12)]


async def test_four_panes_stand_side_by_side(reader: Open) -> None:
    async with reader((120, 36)) as it:
        for words in ("1 SECTIONS", "3 PEOPLE", "4 FIGURES", "Martin Green", "✓ Edition", "awarded Baotou the title"):
            assert words in it.shown


async def test_three_panes_are_stacked_beside_the_text_at_80_by_24(reader: Open) -> None:
    async with reader((80, 24)) as it:
        for words in ("1 SECTIONS", "3 PEOPLE", "4 FIGURES", "(Shanghai)"):
            assert words in it.shown


async def test_one_pane_at_a_time_at_40_by_12(reader: Open) -> None:
    async with reader((40, 12)) as it:
        assert "[2 Text]" in it.shown
        assert "PEOPLE" not in it.shown
        await it.press("3")
        await it.until(lambda: "3 PEOPLE" in it.shown)
        assert "Ding Xiufeng" in it.shown
        assert "Conference was" not in it.shown


@pytest.mark.parametrize("order", [(1, 2), (1, 3, 2), (0, 1, 2), (3, 2, 1, 0)])
async def test_the_pane_named_last_is_in_front_however_fast(reader: Open, order: tuple[int, ...]) -> None:
    async with reader() as it:
        for pane in order:
            it.reading.action_pane(pane)
        await it.pilot.pause()
        await it.until(lambda: it.reading.focused is it.reading.pane)
        await it.pilot.pause(0.05)
        assert it.reading.panes.front == order[-1]


@pytest.mark.parametrize("rows", [1, 2])
async def test_a_list_redrawn_row_by_row_shows_what_one_drawn_whole_shows(reader: Open, rows: int) -> None:
    async with reader((80, 24)) as it:
        entries = it.reading.figures if rows == 2 else it.reading.outline
        for index in (3, 0, 5, 4, 4, 1):
            entries.go_to(index)
            await it.pilot.pause()
            stepwise = it.shown
            entries.redraw()
            await it.pilot.pause()
            assert it.shown == stepwise


async def test_the_section_followed_out_of_sight_comes_with_those_around_it(reader: Open) -> None:
    article = "headline: h\nsections:\n" + "".join(
        f"- {{heading: part {number:02}, paragraphs: [text]}}\n" for number in range(60)
    )
    async with reader((80, 24), article.encode()) as it:
        it.reading.moving.jump(Position(40, HEADING, 0), context=0)
        await it.pilot.pause()
        for words in ("part 39", "▸ part 40", "part 41"):
            assert words in it.shown


def _says_too_small(one: Reader, words: str) -> bool:
    return one.reading.has_class("-too-small") and one.shown.startswith(words)


async def test_any_size_is_survived_and_a_tiny_one_says_so(reader: Open) -> None:
    async with reader() as it:
        for size in [(n, n) for n in range(1, 12)] + [(200, 1), (1, 60), (19, 40), (60, 4)]:
            await it.pilot.resize_terminal(*size)
            if size[0] < 20 or size[1] < 5:
                await it.until(partial(_says_too_small, it, "too"[: size[0]]))
        await it.pilot.resize_terminal(80, 24)
        await it.until(lambda: "1 SECTIONS" in it.shown)


async def test_resizing_keeps_the_words_at_the_top(reader: Open) -> None:
    async with reader() as it:
        await it.press("space", "j")
        place = it.reading.text.top_place
        for size in [(80, 24), (40, 12), (150, 50), (120, 36)]:
            await it.pilot.resize_terminal(*size)
            await it.pilot.pause()
            top = it.reading.text.top_place
            assert top[:2] == place[:2]
            assert top.offset <= place.offset < top.offset + 120


@pytest.mark.parametrize(("size", "panes"), [((120, 36), "1234"), ((40, 12), "23")])
async def test_no_key_crashes_in_any_pane(reader: Open, size: tuple[int, int], panes: str) -> None:
    async with reader(size) as it:
        for pane in panes:
            for key in KEYS:
                if key.action.startswith("app."):
                    continue
                if isinstance(it.app.screen, Dialog) or it.reading.searcher.session is not None:
                    await it.press("escape")
                await it.pilot.press(pane, key.keys.split(",")[0])
        assert it.app.crash is None


async def test_movement_goes_where_it_says(reader: Open) -> None:
    async with reader() as it:
        text = it.reading.text
        await it.press("G")
        assert "leaders of Baotou City" in it.shown
        await it.press("g")
        assert text.top_place == Position(0, HEADING, 0)
        await it.press("right_square_bracket", "right_square_bracket")
        assert text.place == Position(2, HEADING, 0)
        await it.press("left_square_bracket")
        assert text.place == Position(1, HEADING, 0)
        await it.press("ctrl+o")
        assert text.place.section == 2
        await it.press("alt+right")
        assert text.place.section == 1


async def test_search_lights_counts_and_keeps(reader: Open) -> None:
    async with reader() as it:
        await it.press("slash", *"green silicon")
        await it.until(lambda: "1 of 9" in it.shown)
        assert it.lit("hit") == ["Green Silicon"] * 4 + ["green silicon"] * 3 + ["Green Silicon"] * 2
        assert it.lit("current") == ["Green Silicon"]
        await it.press("enter", "n", "n")
        assert "3 of 9 “green silicon”" in it.shown
        assert "━" in it.shown or "╋" in it.shown
        await it.press("N", "N", "N")
        assert "9 of 9: on from the end" in it.shown
        await it.press("n")
        assert "1 of 9: on from the top" in it.shown


async def test_escape_goes_back_to_where_the_search_began(reader: Open) -> None:
    async with reader() as it:
        await it.press("space")
        place = it.reading.text.place
        await it.press("slash", *"participated")
        await it.until(lambda: it.lit("current"))
        assert it.reading.text.place != place
        await it.press("escape")
        assert it.reading.text.place == place
        assert not it.lit("hit")


async def test_no_hit_says_so_and_offers_near_words(reader: Open) -> None:
    async with reader() as it:
        await it.press("slash", *"polysilicom")
        await it.until(lambda: "no hit; nearest: polysilicon" in it.shown)
        await it.press("escape", "slash", *"GREEN silicon")
        await it.until(lambda: "9 in other case" in it.shown)


async def test_a_bad_pattern_is_told_while_it_is_written(reader: Open) -> None:
    async with reader() as it:
        await it.press("slash", "f4", *"(Bao")
        await it.until(lambda: "not a pattern yet" in it.shown)
        await it.press(*"tou)")
        await it.until(lambda: " of " in it.shown and "Baotou" in it.lit("hit"))


async def test_earlier_searches_come_back(reader: Open) -> None:
    async with reader() as it:
        await it.press("slash", *"polysilicon", "enter", "slash", *"licence", "enter", "slash", "up", "up")
        assert it.app.screen.query_one(Input).value == "polysilicon"
        await it.press("down")
        assert it.app.screen.query_one(Input).value == "licence"


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_hits_leads_to_one(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size) as it:
        await it.press("slash", *"award", "enter", "l")
        assert isinstance(it.app.screen, Dialog)
        await it.press("G", "enter")
        assert it.lit("current") == ["award"]
        assert it.reading.text.page.shows(it.reading.text.place)
        assert "2 of 2" in it.shown


@pytest.mark.parametrize("size", SIZES)
async def test_a_figure_leads_to_its_words_and_back(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size) as it:
        await it.press("j", "j")
        place = it.reading.text.place
        await it.press("4", "G", "enter")
        assert it.lit("evidence") == ["The proportion of “green electricity” will reach more than 40%"]
        assert it.reading.text.page.shows(it.reading.text.place)
        await it.press("2", "ctrl+o")
        assert it.reading.text.place == place


@pytest.mark.parametrize("size", SIZES)
async def test_a_person_leads_to_each_mention(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size) as it:
        await it.press("3", "j", "enter")
        assert it.lit("mention") == ["Ding Xiufeng"] * 3
        assert it.reading.text.place.section == 0
        await it.press("n")
        assert it.reading.text.place.section == 1
        await it.press("N", "N")
        assert it.reading.text.place.section == 7
        assert "3 of 3 · Ding Xiufeng" in it.shown


PEOPLE = """
headline: h
people:
  - {id: jo, name: José Ortega y Gasset, rel: mentioned, role: philosopher}
  - {id: li, name: Li, rel: mentioned}
sections: [{heading: s, paragraphs: [José Ortega y Gasset and Li met.]}]
""".encode()


@pytest.mark.parametrize("size", SIZES)
async def test_a_name_wins_over_the_relation(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, PEOPLE) as it:
        await it.press("3")
        await it.until(lambda: "José Ortega y Gasset " in it.shown)
        assert "mentioned   1" in it.shown, "it is there where there is room"
        await it.press("o")
        await it.until(lambda: isinstance(it.app.screen, Dialog) and "mentioned" in it.shown)


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_lists_the_mentions(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size) as it:
        await it.press("3", "j", "o")
        assert isinstance(it.app.screen, Dialog)
        await it.until(lambda: "1/3" in it.shown or "…the Municipal Government" in it.shown)
        if size == (40, 12):
            await it.until(lambda: "d u facts   Enter go   Esc close" in it.shown)
            await it.press("d")
        await it.until(lambda: "3 mentions, 533 words said" in it.shown)
        await it.press("j", "enter")
        assert it.reading.text.place.section == 1


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_says_first_whose_and_how_true_a_figure_is(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, BROKEN) as it:
        await it.press("4", "j", "o")
        await it.until(lambda: isinstance(it.app.screen, Dialog) and "Wrong letter" in it.shown)
        lines = [line.strip(" │▁▂▃▄▅▆▇█") for line in it.shown.splitlines()]
        title = lines.index("Wrong letter")
        assert " ".join(lines[title + 1 :]).startswith("✗ the words are NOT in the text")
        assert "no claimant given" in it.shown
        assert lines.index("IN THE TEXT") > title, "the title stands above the facts"


async def test_the_facts_of_a_card_scroll_to_their_end_and_back(reader: Open) -> None:
    for article in (BROKEN, BROKEN.replace(b"they built thirteen births", b"nowhere")):
        async with reader((40, 12), article) as it:
            await it.press("4", "j", "o")
            await it.until(lambda: isinstance(it.app.screen, Dialog) and "Wrong letter" in it.shown)
            assert "The end of it." not in it.shown
            await it.press("d", "d", "d")
            await it.until(lambda: "The end of it." in it.shown)
            await it.press("u", "u", "u")
            await it.until(lambda: "Wrong letter" in it.shown)


NOTED = b"""
headline: The headline of it
abstract: What it says.
dateline: Rome
source: {name: The Paper, url: 'https://example.org/[b]article'}
sections:
  - {heading: One, note: It is unclear., paragraphs: [Three words here.]}
  - {heading: Two, paragraphs: [Word.]}
"""


@pytest.mark.parametrize("size", SIZES)
async def test_the_card_of_a_section_has_its_note_and_the_first_the_source(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, NOTED) as it:
        await it.press("1", "o")
        said = ("One", "3 words", "note: It is unclear.", "The headline of it", "What it says.", "Rome")
        for words in (*said, "source: The Paper", "https://example.org/[b]article"):
            await it.until(lambda words=words: words in it.shown)  # type: ignore[misc]
        await it.press("escape", "j", "o")
        await it.until(lambda: isinstance(it.app.screen, Dialog) and "1 word" in it.shown)
        assert "The Paper" not in it.shown


async def test_from_the_words_to_their_figure(reader: Open) -> None:
    async with reader() as it:
        await it.press("slash", *"carbon footprint", "enter", "o")
        await it.until(lambda: isinstance(it.app.screen, Dialog) and "Share of green electricity" in it.shown)


async def test_a_filter_restricts_the_search_to_one_voice(reader: Open) -> None:
    async with reader() as it:
        await it.press("slash", *"world", "enter")
        everyone = len(it.lit("hit"))
        await it.press("f", "j", "enter")
        await it.until(lambda: 0 < len(it.lit("hit")) < everyone)
        assert "the report's voice" in it.shown


@pytest.mark.parametrize("size", SIZES)
async def test_the_figures_are_drawn_and_lead_to_their_words(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size) as it:
        await it.press("j")
        place = it.reading.text.place
        await it.press("F")
        await it.until(lambda: "PERCENTAGES" in it.shown and "▓" in it.shown)
        await it.press("enter")
        assert [words.startswith("In 2025, they will account for half") for words in it.lit("evidence")] == [True]
        assert it.reading.text.page.shows(it.reading.text.place)
        await it.press("2", "ctrl+o")
        assert it.reading.text.place == place


BROKEN = b"""
headline: h
figures:
  - {id: a, label: Wrong digit, value: 12, evidence: they built thirteen berths}
  - {id: b, label: Wrong letter, value: 13, evidence: they built thirteen births,
     note: It is said here at some length what else there is to say of this figure. The end of it.}
  - {id: c, label: Right, value: 13, evidence: they built thirteen berths}
sections: [{heading: s, paragraphs: [In the end they built thirteen berths there.]}]
"""


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_text_does_not_support_is_shown_first(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, BROKEN) as it:
        await it.press("4")
        await it.until(lambda: "4 FIGURES" in it.shown)
        assert [it.reading.facts.mark(number) for number in it.reading.facts.figure_order] == ["!", "✗", "✓"]
        assert "! Wrong digit" in it.shown
        assert "✗ Wrong letter" in it.shown


def test_every_key_is_in_the_docs(root: Path) -> None:
    page = (root / "docs" / "keys.md").read_text(encoding="utf-8")
    for key in KEYS:
        assert f"| {key.shown} | {key.help} | `{key.id}` |" in page


async def test_help_zen_width_and_theme(reader: Open) -> None:
    async with reader() as it:
        await it.press("question_mark")
        await it.until(lambda: "MOVE" in it.shown)
        await it.press("escape")
        await it.press("z")
        await it.until(lambda: "PEOPLE" not in it.shown)
        await it.press("z", "minus", "T")
        await it.until(lambda: "PEOPLE" in it.shown)
        assert it.app.theme == "day"
        assert "lines of" in it.shown or it.reading.text.measure < 80


async def test_it_opens_at_a_section_and_at_a_hit(reader: Open) -> None:
    async with reader(options=ReadOptions(section="who-took-part")) as it:
        assert it.reading.text.place.section == 8
    async with reader(options=ReadOptions(search="polysilicon")) as it:
        await it.until(lambda: it.lit("current") == ["polysilicon"])
        assert "1 of 1" in it.shown


MARKUP = "x[red]y[/]z a[/]b [@click=app.quit]q[/] [/foo] \\[c]"
HOSTILE = f"""
headline: '{MARKUP}'
people: [{{id: p, name: '{MARKUP}', role: '{MARKUP}', note: '{MARKUP}'}}]
figures: [{{id: f, label: '{MARKUP}', as_stated: '{MARKUP}', value: 1, note: '{MARKUP}', by: p, evidence: '{MARKUP}'}}]
sections: [{{heading: '{MARKUP}', paragraphs: ['{MARKUP} one']}}]
""".encode()


async def test_content_is_never_markup(reader: Open) -> None:
    async with reader((200, 50), HOSTILE) as it:
        assert it.shown.count("x[red]y[/]z a[/]b") >= 5
        for keys in (["3", "o"], ["escape", "4", "o"], ["escape", "F"], ["escape", "2", "f"], ["escape", "slash", "x"]):
            await it.press(*keys)
            assert "[red]y" in it.shown
        assert it.app.crash is None


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_all_text_passes_wcag_aa(theme: object) -> None:
    colours = {**theme.variables, "foreground": theme.foreground, "error": theme.error}  # type: ignore[attr-defined]
    grounds = [theme.background, colours["bar-ground"]]  # type: ignore[attr-defined]
    for name in ("foreground", "quiet", "heading", "speaker", "hit", "mention", "error"):
        for ground in grounds:
            assert _contrast(colours[name], ground) >= 4.5, (name, ground)
    for ink, ground in [
        ("current-ink", "current-ground"),
        ("evidence-ink", "evidence-ground"),
        ("selection-ink", "selection-ground"),
        ("foreground", "cursor-ground"),
        ("quiet", "cursor-ground"),
        ("foreground", "note-ground"),
    ]:
        assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def test_a_pattern_with_no_time_left_ends_at_once() -> None:
    pattern = UserPattern(Query("(a+)+$", regex=True))
    pattern._left = -0.5
    with pytest.raises(TooSlow):
        list(pattern.matches("a" * 50 + "!"))


def test_the_work_of_a_search_is_that_of_the_search_it_was_asked_of() -> None:
    index = Index([Section("s", "h", 0, (Paragraph("one two"),))])
    session = SearchSession(index, Position(0, 0, 0))
    first = session.begin(Query("one"))
    steps = session.steps()
    second = session.begin(Query("two"))
    for _ in steps:
        pass
    assert first.done
    assert not second.done
    assert len(second.hits) == 0
    assert session.current == -1, "a hit of the first search is none of the second"


async def test_the_matching_aside_of_a_pattern_finds_the_same_and_ends_with_its_search() -> None:
    index = Index([Section("s", "h", 0, (Paragraph("one two one"), Paragraph("a" * CHUNK), Paragraph("one")))])
    session = SearchSession(index, Position(0, 1, 0))
    search = session.begin(Query("o.e", regex=True))
    async for _ in session.steps_aside():
        pass
    assert search.done
    assert list(search.hits) == list(Search(index, Query("o.e", regex=True)).run())
    assert (len(search.hits), session.current) == (3, 2)

    session.begin(Query("o.e", regex=True))
    steps = session.steps_aside()
    await anext(steps)
    second = session.begin(Query("t.o", regex=True))
    assert [step async for step in steps] == []
    assert (len(second.hits), session.current) == (0, -1)


@pytest.mark.parametrize("width", range(20, 121, 7))
async def test_the_lines_at_top_and_bottom_cut_off_whole_parts(reader: Open, width: int) -> None:
    async with reader((width, 12)) as it:
        await it.press("/", *"green", "enter")
        top, *_, bottom = it.shown.split("\n")
        assert not re.search(r"·\s*…|\? h?e?l?…|q q?u?i?…", bottom)
        assert not re.search(r"·\s*…|\d…$|min?…$", top.partition("”")[2])
