"""A file that changes, breaks or goes while it is read: the reader says so, and reads it again when asked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui_reader.ui import changes
from tui_reader.ui.options import ReadOptions

if TYPE_CHECKING:
    from tests.ui.conftest import Open, Reader

PARAGRAPHS = "".join(f"      - Paragraph {number} has words of its own.\n" for number in range(60))
ARTICLE = f"headline: A headline\nsections:\n  - heading: Only\n    paragraphs:\n{PARAGRAPHS}"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(changes, "_EVERY", 0.01)
    path = tmp_path / "article.yaml"
    path.write_text(ARTICLE)
    return path


def write(path: Path, text: str) -> None:
    """Another text, with a time of its own however coarse the clock of the disk."""
    path.write_text(text)
    os.utime(path, ns=(1, len(text)))


@pytest.mark.parametrize("fresh", [False, True])
async def test_a_changed_file_is_offered_and_read_again_at_the_same_words(
    reader: Open, path: Path, fresh: bool
) -> None:
    async with reader(path=path, options=ReadOptions(fresh=fresh)) as one:
        await one.press(*["}"] * 30)
        words = one.reading.blocks.texts[one.reading.blocks.block(one.reading.text.top_place)]
        write(path, ARTICLE.replace("paragraphs:\n", "paragraphs:\n      - New words at the top.\n"))
        await one.until(lambda: "R reads it again" in one.shown)
        before = one.reading
        await one.press("R")
        await one.until(lambda: one.reading is not before and one.reading.notebook.opened)
        await one.until(lambda: words in one.shown)
        assert "New words at the top." in one.reading.blocks.texts
        assert one.reading.blocks.texts[one.reading.blocks.block(one.reading.text.top_place)] == words
        await one.press("g", "j")
        await one.until(lambda: "New words at the top." in one.shown)
        write(path, ARTICLE)
        await one.until(lambda: "R reads it again" in one.shown)


async def test_a_file_that_broke_leaves_what_is_read(reader: Open, path: Path) -> None:
    async with reader(path=path) as one:
        write(path, "headline: [")
        await one.until(lambda: "R reads it again" in one.shown)
        await one.press("R")
        await one.until(lambda: "not read again: line" in one.shown)
        assert "Paragraph 1 has words" in one.shown


async def test_a_file_that_went_leaves_what_is_read(reader: Open, path: Path) -> None:
    async with reader(path=path) as one:
        path.unlink()
        await one.until(lambda: "the file is gone" in one.shown)
        await one.press("R")
        await one.until(lambda: "not read again: there is no file" in one.shown)
        assert "Paragraph 1 has words" in one.shown


async def test_standard_input_cannot_be_read_again(reader: Open) -> None:
    async with reader(article=ARTICLE.encode()) as one:
        await one.press("R")
        assert "standard input" in one.shown


SPOKEN = """
headline: A headline
people: [{id: ann, name: Ann}, {id: bob, name: Bob}]
sections:
  - {heading: First, paragraphs: [The port is full., {by: ann, text: The port is Port.}]}
  - {heading: Second, paragraphs: [The port., {by: bob, text: No port.}, {by: ann, text: A port and a port.}]}
"""


async def test_a_file_that_did_not_change_leaves_everything_as_it_is(reader: Open, path: Path) -> None:
    async with reader(path=path) as one:
        before = one.reading
        await one.press("slash", *"Paragraph", "enter", "n", "z", "R")
        assert "the file has not changed" in one.shown
        await one.press("j")
        assert one.reading is before
        assert "2 of 60 “Paragraph”" in one.shown


async def read_again(one: Reader, path: Path, text: str) -> None:
    """Change the file and read it again."""
    before = one.reading
    write(path, text)
    await one.press("R")
    await one.until(lambda: one.reading is not before and one.reading.notebook.opened)
    await one.until(lambda: not one.reading.background._jobs)


@pytest.mark.parametrize("fresh", [False, True])
async def test_what_a_reader_has_set_up_is_carried_over(reader: Open, path: Path, fresh: bool) -> None:
    path.write_text(SPOKEN)
    async with reader((80, 24), path=path, options=ReadOptions(fresh=fresh)) as one:
        await one.press("y", "minus", "z", "f", "j", "j", "enter")
        await one.press("slash", "f3", "f2", *"port", "enter")
        await one.until(lambda: "1 of 3 · Ann: “port”" in one.shown)
        measure, copied, place = one.reading.text.measure, one.reading.quoting.copied, one.reading.text.top_place
        await read_again(one, path, SPOKEN.replace("No port", "No, Ann, no port").replace("and a port", "and a ship"))
        await one.until(lambda: "1 of 2 · Ann: “port”" in one.shown)
        assert one.lit("hit") == ["port"] * 2
        assert one.reading.text.measure == measure
        assert one.reading.quoting.copied == copied
        assert one.reading.text.top_place == place
        assert "PEOPLE" not in one.shown
        await one.press("slash")
        assert "A≠a Word  Ann" in one.shown
        await one.press("up")
        assert "/ port" in one.shown


@pytest.mark.parametrize(("choice", "named"), [(["j", "j"], "Ann: "), (["G"], "in First: ")])
async def test_a_filter_goes_with_what_it_names(reader: Open, path: Path, choice: list[str], named: str) -> None:
    path.write_text(SPOKEN)
    async with reader((80, 24), path=path) as one:
        await one.press("f", *choice, "enter", "slash", *"port", "enter")
        await one.until(lambda: f"· {named}“port”" in one.shown)
        await read_again(
            one, path, SPOKEN.replace("- {heading: First", "- {heading: New, paragraphs: [port]}\n  - {heading: First")
        )
        await one.until(lambda: f"· {named}“port”" in one.shown)
        gone = (
            SPOKEN.replace("heading: First", "heading: Other")
            .replace("id: ann", "id: eve")
            .replace("by: ann", "by: eve")
        )
        await read_again(one, path, gone)
        await one.until(lambda: "of 7 “port”" in one.shown)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_that_the_file_changed_stays_known_until_it_is_read_again(
    reader: Open, path: Path, size: tuple[int, int]
) -> None:
    async with reader(size, path=path) as one:
        write(path, ARTICLE.replace("Paragraph 1 ", "Paragraph one "))
        await one.until(lambda: "R reads it again" in one.shown)
        await one.press("j", "k")
        assert " changed: R · Only · 0 %" in one.shown
        await one.press("slash", *"words", "enter")
        assert "1 of 60 “words” · changed: R · " in one.shown
        await one.press("escape", "j")
        before = one.reading
        await one.press("R")
        await one.until(lambda: one.reading is not before and one.reading.notebook.opened)
        assert "changed: R" not in one.shown


async def test_a_file_that_is_again_what_was_read_has_not_changed(reader: Open, path: Path) -> None:
    read = path.stat().st_mtime_ns
    async with reader(path=path) as one:
        for ask in (False, True):
            path.unlink()
            await one.until(lambda: "the file is gone" in one.shown)
            await one.press("j")
            assert " file gone · Only" in one.shown
            path.write_text(ARTICLE)
            if ask:
                await one.until(lambda: "R reads it again" in one.shown)
                await one.press("R")
                assert "the file has not changed" in one.shown
                await one.press("j")
            else:
                os.utime(path, ns=(read, read))
                await one.until(lambda: "the file is again what you read" in one.shown)
                await one.press("j")
            assert "changed: R" not in one.shown


async def test_what_was_read_behind_a_dialog_is_not_put_before_it(reader: Open, path: Path) -> None:
    async with reader((40, 12), path=path) as one:
        before = one.reading
        write(path, ARTICLE.replace("Paragraph 1 ", "Paragraph one "))
        await one.until(lambda: before.changes.summary)
        await one.press("question_mark")
        before.changes.reload()
        await one.until(lambda: not before.background._jobs)
        await one.press("escape")
        assert "not read again, a dialog was open: R" in one.shown
        assert one.reading is before
        await one.press("R")
        await one.until(lambda: "Paragraph one has" in one.shown)
