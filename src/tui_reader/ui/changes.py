"""What the reading screen does when the file of its article changes: it says so, and reads it again when asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui_reader.article.source import Unreadable, open_path, stamp_of

if TYPE_CHECKING:
    from tui_reader.article.loading import ArticleStream
    from tui_reader.ui.screens.reading import ReadingScreen

_EVERY = 2.0
"""Seconds between two looks at the file."""


class Changes:
    """The file of a reading screen: an article from standard input has none."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._seen = self._read_stamp = screen.stream.stamp
        self.summary = ""
        """That the file is another by now, in a few words for the status line."""
        self._looks: tuple[int, bool] | None = None

    def watch(self) -> None:
        """Look at the file from now on."""
        if self._screen.path is not None:
            self._screen.set_interval(_EVERY, self._look)

    def _look(self) -> None:
        path = self._screen.path
        stamp = stamp_of(path) if path is not None else None
        if stamp == self._seen:
            return
        self._seen = stamp
        if stamp is None:
            self.summary = "file gone"
            self._screen.notice("the file is gone; what you read is what it was")
        elif stamp == self._read_stamp:
            self.summary = ""
            self._screen.notice("the file is again what you read")
        else:
            self.summary = "changed: R"
            self._screen.notice("the file has changed: R reads it again")

    def reload(self) -> None:
        """Read the file again; what did not change or cannot be read leaves everything as it is."""
        from tui_reader.article.loading import ArticleStream

        screen = self._screen
        if screen.path is None:
            screen.notice("it came from standard input, which cannot be read again")
            return
        try:
            opened = open_path(screen.path)
        except Unreadable as failure:
            screen.notice(f"not read again: {failure.problem.message}")
            return
        if opened.data == screen.stream.loaded.data:
            self._seen = self._read_stamp = opened.stamp
            self.summary = ""
            screen.notice("the file has not changed")
            return
        stream = ArticleStream(opened)
        screen.notice("reading the file again")
        screen.background.start("reload", _steps(stream), lambda: self._read(stream))

    def _read(self, stream: ArticleStream) -> None:
        if stream.article is None:
            first = next(problem for problem in stream.problems if problem.severity == "error")
            place = f"line {first.line}: " if first.line else ""
            self._screen.notice(f"not read again: {place}{first.message}; `tui-reader check` tells all")
            return
        if not self._screen.is_active:  # a note is being written, a list looked at
            self._screen.notice("not read again, a dialog was open: R")
            return
        self._screen.app.read_again(stream)  # type: ignore[attr-defined]

    def carry(self, before: ReadingScreen) -> None:
        """Take over what a reader has set up while reading another version of the article.

        The places jumped from stay behind: those words may be anywhere now.
        """
        self._screen.notebook.unkept.update(before.notebook.unkept)
        self._screen.quoting.copied = before.quoting.copied
        self._screen.searcher.carry(before.searcher)
        self._looks = before.text.measure, before.panes.text_only

    def restore_looks(self) -> None:
        """Give lines and panes the looks that were taken over, before they are first painted."""
        if self._looks is not None:
            self._screen.text.measure, self._screen.panes.text_only = self._looks


def _steps(stream: ArticleStream) -> Iterator[None]:
    while stream.step(0.003):
        yield
