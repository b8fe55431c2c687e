"""Starting the reader on an article, or printing the article where a reader cannot be."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tui_reader.streams import (
    UNHEARD,
    no_screen,
    open_keyboard,
    read_keys_from,
    read_stdin,
    say,
    stdin_brings_text,
    tell_problems,
)

if TYPE_CHECKING:
    from tui_reader.article.loading import ArticleStream
    from tui_reader.ui.options import ReadOptions

_FIRST_LOOK = 0.04
"""Seconds to read of an article before its reader starts: a megabyte or two, whole; of more, the beginning."""


def start(source: str | None, options: ReadOptions, show: Callable[[str | None], int]) -> int:
    """Read the article of a path, of standard input (`-`), or of neither; gives the exit code.

    Without a source it is standard input if that brings text, else the article that comes with tui_reader. `show`
    prints an article and is called where no reader can be: it gets the path, `-`, or None for the shipped article.
    """
    if source is None and stdin_brings_text():
        source = "-"
    reason = no_screen()
    keyboard = open_keyboard() if reason is None else None
    if reason is None and keyboard is None:
        reason = "there is no terminal to read keys from"
    if reason is not None or keyboard is None:
        code = show(source)
        if reason and not code:
            sys.stdout.flush()
            say(f"{reason}, so the article was printed; nothing more can be done here")
        return code
    return _read(source, options, keyboard)


def _end_at_once(number: int, _frame: object) -> None:
    os._exit(128 + number)


def _drop_nonsense() -> None:
    """Take out of the environment what Textual 8.2.8 and Rich 15.0.0 would crash on: they believe any digits."""
    os.environ.pop("TEXTUAL_COLOR_SYSTEM", None)
    for name in ("COLUMNS", "LINES", "ESCDELAY"):
        value = os.environ.get(name, "0")
        if not (value.isascii() and value.isdigit() and len(value) < 6):
            del os.environ[name]


def _read(source: str | None, options: ReadOptions, keyboard: int) -> int:
    # Until the screen is ours there is nothing to restore, but the exit code is to be the same as after.
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end_at_once)
    # Nearly all of the start is imports, which make many objects and no garbage: a twentieth faster so.
    gc.disable()
    opened = _open(source)
    read_keys_from(keyboard)
    if opened is None:
        return 1
    _drop_nonsense()
    stream, path = opened
    _look(stream)
    if stream.finished and stream.article is None:
        tell_problems(stream.loaded)
        return 1
    _import_asyncio()
    from tui_reader.ui.app import ReaderApp
    from tui_reader.ui.terminal import run_app

    # The thread that reads the keyboard shall not wait 5 ms, three times a key, for a slice of work to let it run.
    sys.setswitchinterval(0.0005)
    app = ReaderApp(stream, path=path, options=options)
    gc.freeze()
    gc.enable()
    code = run_app(app)
    if app.unkept:
        say("what follows could not be kept in the journal:")
        with UNHEARD:
            sys.stderr.write("\n" + "\n".join(app.unkept))
    if app.problems_text:
        with UNHEARD:
            sys.stderr.write(app.problems_text)
        return code or 1
    return code


def _import_asyncio() -> None:
    """Import asyncio without OpenSSL, as where Python was built without it: it takes 6 ms, and nothing here uses it."""
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # makes `import ssl` fail, which asyncio provides for
        try:
            import asyncio  # noqa: F401
        finally:
            del sys.modules["ssl"]


def _open(source: str | None) -> tuple[ArticleStream, Path | None] | None:
    """The article's stream and its path; None after saying why it cannot be read."""
    from tui_reader.article.loading import ArticleStream, load_article
    from tui_reader.article.source import MAX_BYTES, Unreadable, open_bytes, open_path

    article: Path | bytes
    path: Path | None = None
    try:
        if source == "-":
            article = read_stdin(MAX_BYTES)
            return ArticleStream(open_bytes(article)), None
        if source is None:
            from tui_reader.article.shipped import shipped_article

            path = shipped_article()
        else:
            path = Path(source)
        article = path
        return ArticleStream(open_path(path)), path
    except Unreadable:
        tell_problems(load_article(article))
        return None


def _look(stream: ArticleStream) -> None:
    """Read what a first look takes: all of a small article, the beginning of a large one."""
    deadline = perf_counter() + _FIRST_LOOK
    while stream.step(_FIRST_LOOK / 8):
        if stream.sections and perf_counter() >= deadline:
            return
