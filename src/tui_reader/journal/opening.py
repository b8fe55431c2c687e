"""How the journal's file is opened, begun, brought up to date and, when it is damaged, set aside."""

from __future__ import annotations

import fcntl
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
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

ENDING = ".sqlite"
"""How the names of journals end."""

_HEADER = b"SQLite format 3\0"

_BUSY = 5.0
"""Seconds to wait for another reader that writes to the same journal."""

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def open_database(path: Path) -> tuple[sqlite3.Connection, str]:
    """Open the journal of a path, or begin one; what had to be done for it, in words, or nothing.

    A damaged file is set aside under another name, never overwritten, and a new one is begun. Raises JournalProblem,
    sqlite3.Error and OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    notice = ""
    with _locked(path.parent) as lock:
        while True:
            try:
                database = _connect(path, lock, first=not notice)
            except _Moved as moved:
                if moved.aside is not None:
                    notice = f"the journal was damaged; it is kept as {sanitise(moved.aside.name)}"
            except (sqlite3.Error, OSError) as failure:
                if not notice:
                    raise
                raise JournalProblem(
                    f"{notice}; a new one could not be begun ({sanitise(str(failure))})",
                    "make room on its disk, or name another place with --journal",
                ) from failure
            else:
                return database, notice and f"{notice}, and a new one was begun"


class _Moved(Exception):
    """The journal was damaged and is set aside: by us, under this name, or by another reader."""

    def __init__(self, aside: Path | None) -> None:
        super().__init__(aside)
        self.aside = aside


@contextmanager
def _locked(folder: Path) -> Iterator[int]:
    """Keep others from setting the journal aside meanwhile; the folder itself is the lock, -1 where there is none."""
    handle = -1
    with suppress(OSError):  # a folder that cannot be read: then as well as it goes
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _lock(handle, fcntl.LOCK_SH)  # not to be had: anybody can lock a folder that all may read, and hold on to it
        yield handle
    finally:
        if handle >= 0:
            os.close(handle)


def _lock(handle: int, kind: int) -> bool:
    """Lock a folder, or wait for it; false when others keep it."""
    deadline = time.monotonic() + _BUSY
    while handle >= 0:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        except OSError:  # a file system without locks
            return True
    return True


def _connect(path: Path, lock: int, *, first: bool) -> sqlite3.Connection:
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    elif not path.is_file():
        raise JournalProblem(f"the journal {sanitise(str(path))} is not a file", "name another place with --journal")
    elif path.suffix != ENDING and not _is_database(path):
        # A slip of the pen after --journal must not rename somebody's article.
        raise JournalProblem(
            f"{sanitise(str(path))} is no journal and is left as it is",
            f"name another place with --journal; a journal that was damaged is set aside if its name ends in {ENDING}",
        )
    database = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
    try:
        file = os.stat(path)
        _prepare(database, path)
        return database
    except BaseException as failure:
        # Closed only when it has moved: SQLite writes and removes what it finds beside a file that has not.
        with closing(database):
            # A disk, a folder or a moment that is wrong is not damage: the file may hold all that was kept.
            damaged = getattr(failure, "sqlite_errorcode", 0) & 0xFF in _DAMAGE
            if not damaged or not first or not path.is_file():
                raise
            if not _lock(lock, fcntl.LOCK_EX):
                raise sqlite3.OperationalError("database is locked") from failure
            # Of two that find the damage together, the slower one must not set aside what the quicker one has begun,
            # with the notes that it holds by then.
            raise _Moved(_set_aside(path) if os.path.samestat(file, os.stat(path)) else None) from failure


def _is_database(path: Path) -> bool:
    """Whether a file begins as those of SQLite do, or is still empty."""
    with open(path, "rb") as file:
        return file.read(len(_HEADER)) in (b"", _HEADER)


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    # To the last row: the switch is written after the first one, and what fails then is told with the next.
    _retried(lambda: database.execute("PRAGMA journal_mode = WAL").fetchall())
    # EXTRA is FULL in WAL mode; where a file system cannot have WAL, a loss of power could else undo a change.
    database.execute("PRAGMA synchronous = EXTRA")
    _retried(lambda: _migrate(database, path))
    _check(database)


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
        with suppress(sqlite3.Error):  # a failing disk has ended the transaction already
            database.execute("ROLLBACK")
        raise


def _check(database: sqlite3.Connection) -> None:
    """Raise the damage of the file, if there is any."""
    (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if said == "ok":
        return
    # A page that the disk would not give is told in the same way as one with wrong bytes.
    unread = re.search(r"error code=(\d+)|ailed to (get page|read ptrmap)", said)
    if unread and int(unread[1] or sqlite3.SQLITE_IOERR) & 0xFF not in _DAMAGE:
        raise sqlite3.OperationalError("disk I/O error")
    damage = sqlite3.DatabaseError("the file is damaged")
    damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    raise damage


def _set_aside(path: Path) -> Path:
    """Rename a damaged journal, with what SQLite keeps beside it, to a name that is free."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    number = 0
    while True:
        aside = path.with_name(f"{path.name}.bad-{stamp}{f'-{number}' if number else ''}")
        if not any(_is_there(f"{aside}{ending}") for ending in ("", "-wal", "-journal", "-shm")):
            break
        number += 1
    # What is not yet in the file itself must be with it under both names if the program ends in between: SQLite removes
    # a -wal or -journal that it finds beside a new file, and without them the file is not what it was.
    beside: list[str] = []
    try:
        for ending in ("-wal", "-journal"):
            if not _is_there(f"{path}{ending}"):
                continue
            beside.append(ending)
            try:
                os.link(f"{path}{ending}", f"{aside}{ending}", follow_symlinks=False)
            except OSError:  # a file system without links
                os.rename(f"{path}{ending}", f"{aside}{ending}")
        os.rename(path, aside)
    except OSError:
        for ending in beside:
            with suppress(OSError):
                _put_back(f"{aside}{ending}", f"{path}{ending}")
        raise
    for ending in (*beside, "-shm"):  # -shm is an index of the -wal, which SQLite makes anew
        with suppress(OSError):  # SQLite empties what is left, or tells why it cannot begin a new journal beside it
            os.unlink(f"{path}{ending}")
    return aside


def _put_back(aside: str, was: str) -> None:
    if _is_there(was):
        os.unlink(aside)
    else:
        os.rename(aside, was)


def _is_there(name: str) -> bool:
    """Unlike `os.path.lexists`, which says no when it cannot tell: then a -wal would be left behind. Raises OSError."""
    try:
        os.lstat(name)
    except FileNotFoundError:
        return False
    return True
