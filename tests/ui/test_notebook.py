"""What a reader leaves in an article: selected and copied words, notes, highlights, marks, the place."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import TextArea

from tui_reader.journal.model import JournalProblem, Mark
from tui_reader.journal.places import journal_path
from tui_reader.journal.store import Journal
from tui_reader.text.spans import HEADING, Position
from tui_reader.ui.notebook import HIGHLIGHT_SIGN, NOTE_SIGN
from tui_reader.ui.options import ReadOptions
from tui_reader.ui.screens.note_editor import NoteEditor
from tui_reader.ui.screens.notes_list import NotesList

if TYPE_CHECKING:
    from tests.ui.conftest import Open, Reader

SIZES = [(120, 36), (80, 24), (40, 12)]
ARTICLE = b"""headline: A headline
date_published: 2024-05-06
people: [{id: li, name: Li Na, role: Mayor}]
sections:
  - heading: First
    paragraphs: ["One two, three. Four five six. Seven.", "Another paragraph of words. And its end."]
  - heading: Second
    paragraphs: [{by: li, text: "What the mayor says. She says more."}, "The end."]
"""


def selected(one: Reader) -> str:
    """The selected words."""
    return " / ".join(one.lit("selection"))


async def write(one: Reader, body: str) -> None:
    """Write a note on what is selected, and wait until it is kept."""
    await one.press("a")
    await one.until(lambda: isinstance(one.app.screen, NoteEditor))
    one.app.screen.query_one(TextArea).text = body
    await one.press("ctrl+s")
    await one.until(lambda: "kept" in one.shown)


# -- selecting ---------------------------------------------------------------------------------------------------------


async def test_v_selects_the_sentence_then_the_paragraph_the_line_the_word(reader: Open) -> None:
    async with reader(article=ARTICLE) as one:
        await one.press("v")
        assert selected(one) == "One two, three."
        await one.press("v")
        assert selected(one) == "One two, three. Four five six. Seven."
        await one.press("v")
        assert selected(one) == "One two, three. Four five six. Seven."
        await one.press("v")
        assert selected(one) == "One"
        await one.press("escape")
        assert selected(one) == ""


async def test_movement_keys_extend_the_selection(reader: Open) -> None:
    async with reader(article=ARTICLE) as one:
        await one.press("v", "v", "v", "v", "right", "right")
        assert selected(one) == "One two,"
        await one.press("left")
        assert selected(one) == "One two"
        await one.press("right_parenthesis")
        assert selected(one) == "One two, three."
        await one.press("}")
        assert selected(one) == "One two, three. Four five six. Seven."
        await one.press("right_parenthesis")
        assert selected(one) == "One two, three. Four five six. Seven. / Another paragraph of words."
        await one.press("o", "right")
        assert selected(one) == "two, three. Four five six. Seven. / Another paragraph of words."
        await one.press("G")
        assert selected(one).startswith("And its end.")
        assert selected(one).endswith("The end.")


async def test_lines_are_selected_with_j_and_k(reader: Open) -> None:
    async with reader((40, 12)) as one:
        await one.press("v", "v", "v")
        first = selected(one)
        await one.press("j")
        assert selected(one).startswith(first)
        assert len(selected(one)) > len(first)
        await one.press("k")
        assert selected(one) == first


@pytest.mark.parametrize("size", SIZES)
async def test_a_selection_is_told_and_seen_without_colour(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, ARTICLE) as one:
        await one.press("v")
        assert "3 words selected" in one.shown
        strips = one.app.screen._compositor.render_strips()
        words = [segment for strip in strips for segment in strip if "One two, three." in segment.text]
        assert len(words) == 1
        style = words[0].style
        assert style is not None
        assert style.reverse or style.bgcolor is not None


async def test_the_mouse_selects_and_copies(reader: Open) -> None:
    async with reader(article=ARTICLE) as one:
        rows = one.shown.split("\n")
        y = next(number for number, row in enumerate(rows) if "One two, three." in row)
        x = rows[y].index("One two")
        await one.pilot.mouse_down(offset=(x, y))
        await one.pilot.hover(offset=(x + 6, y))
        await one.pilot.mouse_up(offset=(x + 6, y))
        await one.until(lambda: one.reading.quoting.copied)
        assert one.reading.quoting.copied.startswith("“One tw")


# -- copying -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_y_copies_the_sentence_with_who_says_it_and_where(
    reader: Open, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(size, ARTICLE) as one:
        sent: list[str] = []
        assert one.app._driver is not None
        monkeypatch.setattr(one.app._driver, "write", sent.append)
        await one.press("]", "}", "y")
        copied = one.reading.quoting.copied
        assert copied == "“What the mayor says.”\n— Li Na, Mayor. A headline. 2024-05-06. Section “Second”.\n"
        sequence = next(text for text in sent if text.startswith("\x1b]52;"))
        assert base64.b64decode(sequence[7:-1]).decode() == copied
        assert "4 words sent (OSC 52)" in one.shown


async def test_w_saves_the_copy_to_a_file(reader: Open) -> None:
    async with reader(article=ARTICLE) as one:
        await one.press("W")
        assert "nothing was copied yet" in one.shown
        await one.press("y", "W", "y", "W")
        assert "quotations.txt" in one.shown
        assert Path("quotations.txt").read_text().count("“One two, three.”") == 2


async def test_w_waits_for_no_pipe_that_stands_where_the_file_should(reader: Open) -> None:
    os.mkfifo("quotations.txt")
    async with reader(article=ARTICLE) as one:
        await one.press("y", "W")
        assert "quotations.txt cannot be written" in one.shown


# -- notes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_note_is_written_shown_and_there_again(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, ARTICLE) as one:
        await one.press("v")
        await write(one, "My note\non two lines")
        assert one.lit("note") == ["One two, three."]
        assert f"{NOTE_SIGN} One two" in one.shown or one.reading.text.painter.signs
    async with reader(size, ARTICLE) as one:
        assert one.lit("note") == ["One two, three."]
        await one.press("L")
        await one.until(lambda: "My note" in one.shown)
        assert "on two lines" in one.shown.replace("\n", "") or size[0] == 40


async def test_an_empty_note_is_a_highlight(reader: Open) -> None:
    async with reader(article=ARTICLE) as one:
        await write(one, "")
        assert "highlight kept" in one.shown
        signs = [sign for found in one.reading.text.painter.signs.values() for _, sign in found]
        assert signs == [HIGHLIGHT_SIGN]


async def test_a_note_on_the_same_words_is_edited(reader: Open) -> None:
    async with reader(article=ARTICLE) as one:
        await write(one, "first")
        await one.press("a")
        await one.until(lambda: isinstance(one.app.screen, NoteEditor))
        assert one.app.screen.query_one(TextArea).text == "first"
        one.app.screen.query_one(TextArea).text = "second"
        await one.press("ctrl+s")
        await one.until(lambda: [note.body for note in one.reading.notebook.notes] == ["second"])


async def test_what_was_written_is_thrown_away_only_when_asked_twice(reader: Open) -> None:
    async with reader(article=ARTICLE) as one:
        await one.press("a")
        await one.until(lambda: isinstance(one.app.screen, NoteEditor))
        await one.press("x", "escape")
        assert isinstance(one.app.screen, NoteEditor)
        assert "Not kept yet" in one.shown
        await one.press("escape")
        assert not isinstance(one.app.screen, NoteEditor)
        assert one.reading.notebook.notes == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_goes_there_edits_deletes_and_brings_back(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, ARTICLE) as one:
        await one.press("]", "}", "v")
        await write(one, "on the mayor")
        await one.press("g", "m", "q", "L")
        await one.until(lambda: isinstance(one.app.screen, NotesList))
        assert "on the mayor" in one.shown
        await one.press("j", "x")
        assert "on the mayor" not in one.shown
        assert one.lit("note") == []
        await one.press("u")
        assert "on the mayor" in one.shown
        await one.press("G", "e")
        await one.until(lambda: isinstance(one.app.screen, NoteEditor))
        one.app.screen.query_one(TextArea).text = "edited"
        await one.press("ctrl+s")
        await one.until(lambda: "kept" in one.shown)
        await one.press("L", "G", "enter")
        await one.until(lambda: not isinstance(one.app.screen, NotesList))
        assert one.reading.text.place.section == 1
    async with reader(size, ARTICLE) as one:
        assert [note.body for note in one.reading.notebook.notes] == ["edited"]


async def test_notes_follow_their_words_and_orphans_are_listed(reader: Open, tmp_path: Path) -> None:
    path = tmp_path / "article.yaml"
    path.write_bytes(ARTICLE)
    async with reader(article=ARTICLE, path=path) as one:
        await write(one, "stays")
        await one.press("]", "}")
        await write(one, "goes")
    edited = ARTICLE.replace(b"One two", b"Words above. One two").replace(b"What the mayor says. ", b"")
    async with reader(article=edited, path=path) as one:
        assert one.lit("note") == ["One two, three."]
        await one.press("L")
        await one.until(lambda: "WORDS NOT FOUND" in one.shown)
        assert "goes" in one.shown
        await one.press("G", "enter")
        await one.until(lambda: "no longer in the text" in one.shown)


# -- marks and the place -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_mark_is_set_shown_and_gone_to(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size) as one:
        await one.press("]", "]", "m", "a")
        await one.until(lambda: "mark a set" in one.shown)
        place = one.reading.text.place.section
        await one.press("g", "apostrophe", "a")
        assert one.reading.text.place.section == place
        await one.press("apostrophe", "apostrophe")
        assert one.reading.text.place.section == 0
        await one.press("apostrophe", "z")
        assert "there is no mark z; there are a" in one.shown
        await one.press("m", "1")
        assert "a mark is a letter" in one.shown
    async with reader(size) as one:
        assert list(one.reading.notebook.marks) == ["a"]


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_where_it_was_closed(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size) as one:
        await one.press("]", "]", "}", "j")
        place = one.reading.text.top_place
        assert place.paragraph != HEADING or place.section
    async with reader((100, 30)) as one:
        assert one.reading.text.top_place.section == place.section
        assert one.reading.text.place[:2] >= place[:2]
    async with reader(size, options=ReadOptions(section="award-ceremony")) as one:
        assert one.reading.text.place.section == 0


async def test_fresh_starts_at_the_top_and_keeps_nothing(reader: Open) -> None:
    async with reader() as one:
        await one.press("]", "]", "m", "a")
        await one.until(lambda: "mark a set" in one.shown)
    before = journal_path().read_bytes()
    async with reader(options=ReadOptions(fresh=True)) as one:
        assert one.reading.text.place.section == 0
        await one.press("m", "b")
        assert "until you quit: nothing is kept" in one.shown
        await one.press("G")
    assert journal_path().read_bytes() == before


async def test_earlier_searches_are_offered_the_next_time(reader: Open) -> None:
    async with reader() as one:
        await one.press("/", *"Silicon", "enter")
    async with reader() as one:
        await one.press("slash", "up")
        assert "Silicon" in one.shown


# -- when it cannot be kept --------------------------------------------------------------------------------------------


async def test_without_a_journal_one_reads_on_and_is_told(reader: Open) -> None:
    async with reader(options=ReadOptions(journal=Path("/proc/nowhere/journal"))) as one:
        await one.until(lambda: "nothing is kept" in one.shown)
        await one.press("j", "m", "a")
        assert "until you quit" in one.shown
        await one.press("v", "a")
        await one.until(lambda: isinstance(one.app.screen, NoteEditor))
        await one.press("x", "ctrl+s")
        await one.until(lambda: len(one.reading.notebook.notes) == 1)


async def test_what_could_not_be_read_is_not_overwritten(reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reader(article=ARTICLE) as one:
        await one.press("m", "a", "G")
        await one.until(lambda: "a" in one.reading.notebook.marks)

    def kept() -> list[Mark]:
        journal = Journal.open(journal_path())
        found = [mark for record in journal.articles() for mark in journal.marks(record.id)]
        journal.close()
        return found

    before = kept()
    assert len(before) == 1

    def fail(*_: object) -> None:
        raise JournalProblem("the journal could not be read", "look at its disk")

    with monkeypatch.context() as failing:
        failing.setattr(Journal, "notes", fail)
        async with reader(article=ARTICLE) as one:
            await one.until(lambda: "nothing is kept" in one.shown)
            await one.press("m", "a")
            assert "until you quit" in one.shown
    assert kept() == before


async def test_a_note_that_could_not_be_kept_is_offered_as_text(reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reader(article=ARTICLE) as one:

        def fail(*_: object) -> None:
            raise JournalProblem("the journal could not be written", "make room on its disk")

        monkeypatch.setattr(Journal, "put_note", fail)
        await one.press("a")
        await one.until(lambda: isinstance(one.app.screen, NoteEditor))
        one.app.screen.query_one(TextArea).text = "precious"
        await one.press("ctrl+s")
        await one.until(lambda: "NOT KEPT" in one.shown)
        await one.press("W")
        assert "precious" in Path("quotations.txt").read_text()


async def test_there_is_room_for_a_note_in_a_tiny_terminal(reader: Open) -> None:
    async with reader((20, 5), ARTICLE) as one:
        await one.press("a", *"words")
        assert "words" in one.shown
        await one.press("escape")
        assert "Not kept yet" in one.shown
        await one.press("ctrl+s")
        assert [note.body for note in one.reading.notebook.notes] == ["words"]


async def test_a_selection_by_lines_ends_where_lines_end(reader: Open) -> None:
    words = "a quick brown fox jumps over lazy dogs and far away to the seaside"
    article = f"headline: H\nsections: [{{heading: S, paragraphs: [Short., {words}]}}]\n".encode()
    async with reader((40, 12), article) as one:
        await one.press("v", "v", "j")  # the paragraph, and a line of the next
        selection = one.reading.quoting.selection
        assert selection is not None
        ends = [*one.reading.text.page.layout.lines(2)[1:], len(words)]
        assert selection.last == Position(0, 1, ends[0] - 1)
        await one.press("j")
        assert selection.moving == Position(0, 1, ends[1])
        await one.press("k", "k")
        assert selection.last == Position(0, 0, 6)
