"""The journal of an open article, in a thread of its own: no key waits for a disk, or for another reader's lock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from tui_reader.journal.anchors import Anchor, ArticleText
    from tui_reader.journal.model import Mark, Note
    from tui_reader.journal.store import Journal

T = TypeVar("T")

_LAST_WAIT = 3.0
"""Seconds that the last changes are given when the program ends."""


class Opened:
    """What the journal holds of an article, and the text that its anchors count in."""

    def __init__(self, text: ArticleText, record: int, citation: str) -> None:
        self.text = text
        self.record = record
        self.citation = citation
        self.place: Anchor | None = None
        self.notes: list[Note] = []
        self.marks: list[Mark] = []
        self.searches: list[str] = []
        self.notice = ""


class Keeper:
    """Runs work on the journal one piece after the other, and calls back in the thread of the screen."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._journal: Journal | None = None
        self._thread: ThreadPoolExecutor | None = None

    def open(
        self, chosen: Path | None, path: Path | None, text: ArticleText, then: Callable[[Opened], None], *, keep: bool
    ) -> None:
        """Open the journal and find what it holds of an article; without `keep` there is no journal at all."""

        def work() -> Opened:
            from tui_reader.journal.citation import article_citation
            from tui_reader.journal.searches import read_searches, searches_path

            opened = Opened(text, 0, article_citation(text.article))
            if keep:
                with suppress(RuntimeError):  # no home to look in
                    opened.searches = read_searches(searches_path())
                try:
                    self._read(chosen, path, opened)
                except Exception as failure:  # told once; the reading goes on
                    opened.notice = f"nothing is kept: {_message(failure)}"
            return opened

        self._run(work, then)

    def _read(self, chosen: Path | None, path: Path | None, opened: Opened) -> None:
        from tui_reader.journal.places import journal_path
        from tui_reader.journal.store import Journal

        journal = Journal.open(journal_path(chosen))
        try:
            text = opened.text
            record = journal.article(path, text.fingerprint, text.article.headline, opened.citation)
            place = journal.place(record.id)
            notes, marks = journal.notes(record.id), journal.marks(record.id)
        except BaseException:
            # What could not be read must not be overwritten by what is there without it: a place, a mark.
            journal.close()
            raise
        self._journal = journal
        opened.record, opened.place, opened.notes, opened.marks = record.id, place, notes, marks
        opened.notice = journal.notice

    def do(
        self,
        work: Callable[[Journal], object],
        kept: Callable[[], None] | None = None,
        lost: Callable[[str], None] | None = None,
    ) -> None:
        """Change the journal; `kept` is called when it is on the disk, `lost` with the reason when it is not."""

        def change() -> str:
            if self._journal is None:
                return "there is no journal"
            try:
                work(self._journal)
            except Exception as failure:
                return _message(failure)
            return ""

        def told(problem: str) -> None:
            if problem and lost is not None:
                lost(problem)
            elif not problem and kept is not None:
                kept()

        self._run(change, told)

    def keep_search(self, query: str) -> None:
        """Add to the earlier searches; when that fails nothing of worth is lost."""

        def work() -> None:
            from tui_reader.journal.searches import keep_search, searches_path

            with suppress(OSError, RuntimeError):
                keep_search(searches_path(), query)

        self._run(work, lambda _: None)

    def _run(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(1, "journal")
        loop = asyncio.get_running_loop()
        context = copy_context()  # Textual keeps in it which app and which widget something is done for

        def done(future: Future[T]) -> None:
            with suppress(RuntimeError):  # the loop is closed: the program has ended
                loop.call_soon_threadsafe(then, future.result(), context=context)

        self._thread.submit(work).add_done_callback(done)

    def close(self, last: Callable[[Journal], object] | None = None) -> None:
        """Make the last change, and wait until all are on the disk."""
        if self._thread is None:
            return

        def end() -> None:
            if self._journal is not None:
                with suppress(Exception):  # there is nobody left to tell
                    if last is not None:
                        last(self._journal)
                self._journal.close()

        ended = self._thread.submit(end)
        with suppress(Exception):
            ended.result(_LAST_WAIT)
        self._thread = None


def _message(failure: Exception) -> str:
    from tui_reader.text.sanitising import sanitise

    return sanitise(str(failure)) or type(failure).__name__
