"""Opening the article that a command is about, and printing for terminals and for pipes alike."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tui_reader.article.loading import Loaded, load_article
from tui_reader.article.model import Article
from tui_reader.article.source import MAX_BYTES
from tui_reader.streams import read_stdin, tell_problems


def load(argument: str | None) -> Loaded:
    """Read the article of a path, of standard input (`-`), or the one that comes with the program (None)."""
    if argument == "-":
        return load_article(read_stdin(MAX_BYTES))
    if argument is None:
        from tui_reader.article.shipped import shipped_article

        return load_article(shipped_article())
    return load_article(Path(argument))


def open_article(argument: str | None) -> Article | None:
    """The article; None after telling on stderr what is wrong with it."""
    loaded = load(argument)
    if loaded.article is None:
        tell_problems(loaded)
    return loaded.article


def styled() -> bool:
    """Whether what is printed may be styled: on a terminal, unless NO_COLOR says no."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns(most: int | None = None) -> int:
    """Columns of the terminal, or 80 where there is none; at most `most`."""
    from shutil import get_terminal_size

    width = get_terminal_size((80, 24)).columns
    return max(10, width if most is None else min(most, width))
