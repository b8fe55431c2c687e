"""The installed program: where it starts as a reader, where it prints instead, and that it leaves nothing behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Start

HEADING = "The award ceremony"
ARTICLE = """\
headline: One line “quoted”
sections:
  - heading: The only section
    paragraphs:
      - Words that were piped.
"""


@pytest.fixture
def piped() -> Iterator[int]:
    """A descriptor that gives an article, as a pipe does."""
    reading, writing = os.pipe()
    os.write(writing, ARTICLE.encode())
    os.close(writing)
    yield reading
    os.close(reading)


@pytest.fixture
def null() -> Iterator[int]:
    descriptor = os.open(os.devnull, os.O_RDWR)
    yield descriptor
    os.close(descriptor)


@pytest.mark.parametrize("modern", [False, True], ids=["mute", "modern"])
@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
def test_shipped_article_opens_and_q_leaves_the_terminal_as_it_was(
    start: Start, size: tuple[int, int], modern: bool
) -> None:
    terminal = start(size=size, modern=modern)
    terminal.wait_for(HEADING)
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()


def test_piped_article_is_read_and_keys_come_from_the_terminal(start: Start, piped: int) -> None:
    terminal = start(split={0: piped})
    terminal.wait_for("Words that were piped")
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()


def test_dash_is_standard_input(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "article"
    path.write_text(ARTICLE)
    with path.open() as article:
        terminal = start("-", split={0: article.fileno()})
        terminal.wait_for("Words that were piped")
        terminal.press("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize("closed", [False, True], ids=["null", "closed"])
def test_named_article_takes_keys_from_the_terminal_whatever_standard_input_is(
    start: Start, null: int, closed: bool, shipped: Path
) -> None:
    terminal = start(str(shipped), split={0: None if closed else null})
    terminal.wait_for(HEADING)
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()


@pytest.mark.parametrize("closed", [False, True], ids=["file", "closed"])
def test_stderr_may_be_anything(start: Start, tmp_path: Path, closed: bool) -> None:
    with (tmp_path / "log").open("w+") as log:
        terminal = start(split={2: None if closed else log.fileno()})
        terminal.wait_for(HEADING)
        terminal.press("q")
        assert terminal.exit_code() == 0
        terminal.assert_as_found()
        log.seek(0)
        assert log.read() == ""


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_terminal_that_cannot_be_drawn_on_gets_the_text(start: Start, term: str | None) -> None:
    terminal = start(env={"TERM": term}, size=(100, 200))
    assert terminal.exit_code() == 0
    terminal.wait_for(HEADING)
    terminal.wait_for("tui-reader: TERM is .*so the article was printed")
    assert b"\x1b[?" not in terminal.raw


def test_no_terminal_to_read_keys_from_gets_the_text(start: Start, null: int, shipped: Path) -> None:
    terminal = start(str(shipped), split={0: null}, owned=False, size=(100, 200))
    assert terminal.exit_code() == 0
    terminal.wait_for(HEADING)
    terminal.wait_for("tui-reader: there is no terminal to read keys from")
    assert b"\x1b[?" not in terminal.raw


def test_invalid_article_is_told_before_any_screen(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("headline: x\nsections: 7\n")
    terminal = start(str(path))
    assert terminal.exit_code() == 1
    terminal.wait_for(r"2:\d+ error")
    assert b"\x1b[?1049h" not in terminal.raw
    terminal.assert_as_found()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGQUIT, 131), (signal.SIGINT, 130)]
)
def test_signals_end_the_reader_in_order(start: Start, number: int, code: int) -> None:
    terminal = start(modern=True)
    terminal.wait_for(HEADING)
    terminal.signal(number)
    assert terminal.exit_code() == code
    terminal.assert_as_found()


def test_ctrl_z_suspends_the_reader_and_it_comes_back_whole(start: Start) -> None:
    terminal = start(modern=True)
    terminal.wait_for(HEADING)
    terminal.wait_for("q quit")
    terminal.press("ctrl+z")
    terminal.wait_for(terminal.stopped)
    terminal.drain()
    terminal.assert_as_found()
    terminal.screen.reset()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(HEADING)
    terminal.wait_for("q quit")
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()


@pytest.mark.parametrize(
    "env",
    [{"COLUMNS": "²", "LINES": "-3"}, {"LINES": "9" * 5000}, {"ESCDELAY": "9" * 400, "TEXTUAL_COLOR_SYSTEM": "x"}],
)
def test_environment_of_nonsense_does_not_keep_the_reader_from_starting(start: Start, env: dict[str, str]) -> None:
    terminal = start(env=env)
    terminal.wait_for(HEADING)
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_as_found()


@pytest.mark.parametrize("value", ["", "1"])
def test_no_color_counts_when_it_is_not_empty(start: Start, value: str) -> None:
    terminal = start(env={"NO_COLOR": value})
    terminal.wait_for(HEADING)
    cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
    coloured = {colour for cell in cells for colour in (cell.fg, cell.bg)} - {"default"}
    assert bool(coloured) != bool(value)
