"""The journal: places, marks and notes in one SQLite file, each change kept as it happens."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tui_reader.journal.anchors import Anchor
from tui_reader.journal.model import ArticleRecord, JournalProblem, Mark, Note
from tui_reader.journal.opening import open_database
from tui_reader.text.sanitising import sanitise

_WORDS = ("exact", "prefix", "suffix", "sentence", "section_id", "heading", "speaker")


class Journal:
    """An open journal, to be used from the thread that opened it.

    A method that changes something returns when the change is on the disk (one transaction each). Every failure is a
    JournalProblem. `notice` tells what had to be done to open it, if anything.
    """

    def __init__(self, path: Path, database: sqlite3.Connection, notice: str = "") -> None:
        self.path = path
        self._database = database
        self.notice = notice
        self._file = os.stat(path)
        self._together = False
        """Whether a transaction is under way, to be ended by the one who began it."""

    @classmethod
    def open(cls, path: Path) -> Journal:
        """Open the journal of a path, or begin one. Raises JournalProblem.

        A damaged file is set aside under another name, never overwritten, and a new one is begun.
        """
        with _told(path):
            return cls(path, *open_database(path))

    def close(self) -> None:
        """Close the file."""
        with suppress(sqlite3.Error):
            self._database.close()

    # -- articles ------------------------------------------------------------------------------------------------

    def article(self, path: Path | None, fingerprint: str, headline: str, citation: str) -> ArticleRecord:
        """The record of an article: found by its text, else by its path, else added; the path is remembered."""
        name = _path_name(path)
        with _told(self.path), self._transaction():
            number = self._number(name, fingerprint)
            values = (fingerprint, headline, citation)
            if number is None:
                insert = "INSERT INTO articles (fingerprint, headline, citation) VALUES (?, ?, ?)"
                number = self._database.execute(insert, values).lastrowid
            else:
                update = "UPDATE articles SET fingerprint = ?, headline = ?, citation = ? WHERE id = ?"
                self._database.execute(update, (*values, number))
            if name:
                self._database.execute("INSERT OR REPLACE INTO paths VALUES (?, ?)", (name, number))
            assert number is not None  # an insert gives one
            return self._record(number)

    def find(self, path: str | Path, fingerprint: str) -> ArticleRecord | None:
        """The record of an article, by its text, else by its path (empty for none); None if there is none."""
        with _told(self.path):
            number = self._number(_path_name(Path(path)) if str(path) else "", fingerprint)
            return None if number is None else self._record(number)

    def _number(self, name: str, fingerprint: str) -> int | None:
        number = self._one("SELECT id FROM articles WHERE fingerprint = ?", fingerprint)
        if number is None and name:
            number = self._one("SELECT article FROM paths WHERE path = ?", name)
        return None if number is None else int(str(number))

    def articles(self) -> list[ArticleRecord]:
        """All articles that marks or notes were left in, in the order in which they were first read."""
        with _told(self.path):
            query = (
                "SELECT id FROM articles WHERE id IN (SELECT article FROM notes UNION SELECT article FROM marks)"
                " ORDER BY id"
            )
            return [self._record(row[0]) for row in self._database.execute(query).fetchall()]

    def _record(self, number: int) -> ArticleRecord:
        row = self._database.execute(
            "SELECT fingerprint, headline, citation FROM articles WHERE id = ?", (number,)
        ).fetchone()
        paths = self._database.execute("SELECT path FROM paths WHERE article = ? ORDER BY path", (number,)).fetchall()
        fingerprint, headline, citation = map(sanitise, row)
        return ArticleRecord(number, fingerprint, headline, citation, tuple(sanitise(path[0]) for path in paths))

    # -- places --------------------------------------------------------------------------------------------------

    def place(self, article: int) -> Anchor | None:
        """Where the reader was."""
        with _told(self.path):
            kept = self._one("SELECT place FROM articles WHERE id = ?", article)
            return _anchor(str(kept)) if kept else None

    def keep_place(self, article: int, anchor: Anchor) -> None:
        """Keep where the reader is."""
        self._change("UPDATE articles SET place = ? WHERE id = ?", _json(anchor), article)

    # -- marks ---------------------------------------------------------------------------------------------------

    def marks(self, article: int) -> list[Mark]:
        """The marks of an article, by letter."""
        with _told(self.path):
            rows = self._database.execute(
                "SELECT letter, anchor, created FROM marks WHERE article = ? ORDER BY letter", (article,)
            ).fetchall()
            return [Mark(sanitise(letter), _anchor(anchor), sanitise(created)) for letter, anchor, created in rows]

    def set_mark(self, article: int, mark: Mark) -> None:
        """Set a mark, in place of the one of that letter."""
        values = (article, mark.letter, _json(mark.anchor), mark.created)
        self._change("INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?)", *values)

    def remove_mark(self, article: int, letter: str) -> None:
        """Take a mark away."""
        self._change("DELETE FROM marks WHERE article = ? AND letter = ?", article, letter)

    # -- notes ---------------------------------------------------------------------------------------------------

    def notes(self, article: int) -> list[Note]:
        """The notes and highlights of an article, in the order of its text."""
        with _told(self.path):
            rows = self._database.execute(
                "SELECT id, anchor, body, created, modified FROM notes WHERE article = ?", (article,)
            ).fetchall()
            notes = [
                Note(sanitise(id), _anchor(anchor), clean_body(body), sanitise(created), sanitise(modified))
                for id, anchor, body, created, modified in rows
            ]
            return sorted(notes, key=lambda note: (note.anchor.start, note.anchor.end, note.created, note.id))

    def put_note(self, article: int, note: Note) -> None:
        """Keep a note, new, edited, moved, or brought back: it takes the place of the one of its id."""
        values = (note.id, article, _json(note.anchor), note.body, note.created, note.modified)
        self._change("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?, ?)", *values)

    def remove_note(self, note_id: str) -> None:
        """Take a note away; `put_note` brings it back."""
        self._change("DELETE FROM notes WHERE id = ?", note_id)

    def note_modified(self, note_id: str) -> str | None:
        """When a note was last changed, None if there is none of that id."""
        with _told(self.path):
            found = self._one("SELECT modified FROM notes WHERE id = ?", note_id)
            return None if found is None else str(found)

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Several changes as one: all are kept, or none."""
        with _told(self.path), self._transaction():
            yield

    # -- the file ------------------------------------------------------------------------------------------------

    def _one(self, query: str, *values: object) -> object:
        row = self._database.execute(query, values).fetchone()
        return None if row is None else row[0]

    def _change(self, statement: str, *values: object) -> None:
        with _told(self.path), self._transaction():
            self._database.execute(statement, values)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._together:  # a part of `all_or_nothing`
            yield
            return
        self._check_place()
        if self._database.in_transaction:  # one that failed, and could not be taken back then
            self._database.execute("ROLLBACK")
        self._database.execute("BEGIN IMMEDIATE")
        self._together = True
        try:
            yield
            self._database.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            raise
        finally:
            self._together = False
        self._check_place()  # again: it may have gone in between

    def _check_place(self) -> None:
        """Nothing is kept in a file that nobody will open again: another reader has set it aside, or it was removed."""
        with suppress(FileNotFoundError):
            if os.path.samestat(self._file, os.stat(self.path)):
                return
        raise JournalProblem(
            f"the journal {sanitise(str(self.path))} was moved or removed while it was open", "start again"
        )


def clean_body(text: str) -> str:
    """The text of a note, made harmless; its line breaks stay."""
    return "\n".join(sanitise(line) for line in text.replace("\r\n", "\n").split("\n"))


def _path_name(path: Path | None) -> str:
    return "" if path is None else os.fsencode(path.absolute()).decode("utf-8", "replace")


def _json(anchor: Anchor) -> str:
    return json.dumps(asdict(anchor), ensure_ascii=False)


def _anchor(text: str) -> Anchor:
    return anchor_of(json.loads(text))


def anchor_of(kept: dict[str, Any]) -> Anchor:
    """An anchor from its fields, made harmless. Raises ValueError, KeyError or TypeError if they are no anchor's."""
    if not isinstance(kept, dict):
        raise TypeError("an anchor is an object")
    words = {name: clean_body(str(kept.get(name, ""))) for name in _WORDS}
    start, end = int(kept["start"]), int(kept["end"])
    if not 0 <= start <= end:
        raise ValueError("an anchor ends before it begins")
    return Anchor(start, end, **words)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn every failure of the file into one message with its mend."""
    name = sanitise(str(path))
    try:
        yield
    except sqlite3.OperationalError as failure:
        text = str(failure)
        if "full" in text or "disk I/O" in text:
            raise JournalProblem(f"the journal {name} could not be written", "make room on its disk") from failure
        if "lock" in text:  # "locked", and "locking protocol"
            raise JournalProblem(f"the journal {name} is in use by another program", "try again") from failure
        raise JournalProblem(
            f"the journal {name} cannot be used ({sanitise(text)})", "name another place with --journal"
        ) from failure
    except sqlite3.DatabaseError as failure:
        raise JournalProblem(
            f"the journal {name} is damaged ({sanitise(str(failure))})", "start again: it will be set aside"
        ) from failure
    except OSError as failure:
        raise JournalProblem(
            f"the journal {name} cannot be used ({failure.strerror})", "name another place with --journal"
        ) from failure
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as failure:
        raise JournalProblem(
            f"the journal {name} holds what no tui_reader wrote", "name another place with --journal"
        ) from failure
