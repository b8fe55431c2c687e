"""How the journal's file is opened, begun, brought up to date and, when it is damaged, set aside."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tui_reader.journal.model import JournalProblem
from tui_reader.text.sanitising import sanitise

_MIGRATIONS = (
    """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, headline TEXT NOT NULL, citation TEXT NOT NULL, place TEXT
    );
    CREATE INDEX articles_by_fingerprint ON articles (fingerprint);
    CREATE TABLE paths (path TEXT PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE);
    CREATE TABLE marks (
        article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        letter TEXT NOT NULL, anchor TEXT NOT NULL, created TEXT NOT NULL, PRIMARY KEY (article, letter)
    );
    CREATE TABLE notes (
        id TEXT PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        anchor TEXT NOT NULL, body TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL
    );
    CREATE INDEX notes_by_article ON notes (article);
    """,
)
"""What makes version n + 1 of the file out of version n (`PRAGMA user_version`)."""

_BUSY = 5.0
"""Seconds to wait for another reader that writes to the same journal."""


def open_database(path: Path) -> tuple[sqlite3.Connection, str]:
    """Open the journal of a path, or begin one; what had to be done for it, in words, or nothing.

    A damaged file is set aside under another name, never overwritten, and a new one is begun. Raises JournalProblem,
    sqlite3.Error and OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return _connect(path), ""
    except sqlite3.DatabaseError as failure:
        if isinstance(failure, sqlite3.OperationalError) or not path.is_file():
            raise
        aside = _set_aside(path)
        notice = f"the journal was damaged; it is kept as {sanitise(aside.name)}, and a new one was begun"
        return _connect(path), notice


def _connect(path: Path) -> sqlite3.Connection:
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    elif not path.is_file():
        raise JournalProblem(f"the journal {sanitise(str(path))} is not a file", "name another place with --journal")
    database = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
    try:
        database.execute("PRAGMA foreign_keys = ON")
        _retried(lambda: database.execute("PRAGMA journal_mode = WAL"))
        database.execute("PRAGMA synchronous = FULL")
        _retried(lambda: _migrate(database, path))
        if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("the file is damaged")
    except BaseException:
        database.close()
        raise
    return database


def _retried(act: Callable[[], object]) -> None:
    """SQLite 3.40 answers "locked" at once, without waiting, when two programs switch a new file to WAL together."""
    deadline = time.monotonic() + _BUSY
    while True:
        try:
            act()
            return
        except sqlite3.OperationalError as failure:
            if "locked" not in str(failure) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _migrate(database: sqlite3.Connection, path: Path) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if not 0 <= version <= len(_MIGRATIONS):
        raise JournalProblem(
            f"the journal {sanitise(str(path))} was made by a newer tui_reader",
            "it is left alone; nothing is kept now. Install that version, or name another with --journal",
        )
    if version == len(_MIGRATIONS):
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        for number in range(version, len(_MIGRATIONS)):
            for statement in _MIGRATIONS[number].split(";"):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise


def _set_aside(path: Path) -> Path:
    """Rename a damaged journal, with what SQLite keeps beside it, to a name that is free."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    number = 0
    while True:
        aside = path.with_name(f"{path.name}.bad-{stamp}{f'-{number}' if number else ''}")
        if not aside.exists():
            break
        number += 1
    for ending in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            os.rename(f"{path}{ending}", f"{aside}{ending}")
    return aside
