"""The journal on a disk that fails below SQLite, and among programs that start, damage and end at the same moment."""

from __future__ import annotations

import importlib.util
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import pytest

from tui_reader.journal.model import JournalProblem, Note
from tui_reader.journal.store import Journal

MakeNote = Callable[..., Note]


def _load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


failing_disk = _load("failing_disk")
_load("power_cut")
fault_loop = _load("fault_loop")


@pytest.fixture
def disk() -> Iterator[Any]:
    try:
        with failing_disk.failing_disk() as disk:
            yield disk
    except failing_disk.Unreachable as failure:
        pytest.skip(str(failure))


def asides(path: Path) -> list[str]:
    """The journals that were set aside, without what SQLite keeps beside them."""
    names = [file.name for file in path.parent.iterdir() if ".bad-" in file.name]
    return sorted(name for name in names if not name.endswith(("-wal", "-shm", "-journal")))


@pytest.fixture
def filled(path: Path, note: MakeNote) -> Path:
    """A journal of many pages, closed."""
    journal = Journal.open(path)
    record = journal.article(None, "f", "h", "c").id
    for number in range(8):
        journal.put_note(record, note(number, "x" * 3000))
    journal.close()
    return path


def spoil(path: Path) -> None:
    """Overwrite a page in the middle, so that only a look at all of them finds it."""
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 4] = b"\xaa" * 4096
    path.write_bytes(data)


# -- every operation ---------------------------------------------------------------------------------------------------


def test_whatever_operation_fails_nothing_confirmed_is_lost(tmp_path: Path, disk: Any) -> None:
    loop = fault_loop.Loop(tmp_path, disk)
    fault_loop.sample(loop, ["once", "from then on", "every n-th"], seed=1)
    assert loop.wrong == []
    assert {kind for kind, _ in loop.failed} == set(failing_disk.KINDS)


@pytest.mark.parametrize("end", ["killed", "power cut"])
def test_wherever_it_ends_nothing_confirmed_is_lost(end: str) -> None:
    # A program of its own: it forks.
    script = Path(__file__).with_name("fault_loop.py")
    done = subprocess.run([sys.executable, script, "sample", end], capture_output=True, text=True, check=False)
    if "Unreachable" in done.stderr:
        pytest.skip(done.stderr.splitlines()[-1])
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 faults" not in done.stdout


def test_the_disk_is_as_it_was_afterwards(disk: Any, path: Path) -> None:
    Journal.open(path).close()
    assert disk.counted["write"]
    assert disk.counted["sync"]
    disk.fail("write", lambda number: True)
    with pytest.raises(JournalProblem):
        Journal.open(path.with_name("other.sqlite"))
    assert disk.failed
    disk.heal()
    Journal.open(path.with_name("other.sqlite")).close()


# -- opening -----------------------------------------------------------------------------------------------------------


def test_a_switch_to_wal_that_fails_is_told(disk: Any, path: Path) -> None:
    path.parent.mkdir()
    told = ""
    for number in range(1, 5):
        fresh = path.with_name(f"{number}.sqlite")
        disk.fail("sync", lambda count, number=number: count == number)
        try:
            journal = Journal.open(fresh)
        except JournalProblem as problem:
            told += str(problem)
            continue
        assert journal._database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        journal.close()
    assert told.count("could not be written") >= 3


def test_a_page_that_cannot_be_read_is_no_damage(disk: Any, filled: Path) -> None:
    number, failed = 1, True
    while failed:
        disk.fail("read", lambda count, number=number: count >= number)
        with suppress(JournalProblem):
            Journal.open(filled).close()
        failed = bool(disk.failed)
        number += 1
    assert number > 5
    assert asides(filled) == []


def test_a_disk_that_is_full_at_the_first_start_is_told_as_such(disk: Any, path: Path) -> None:
    path.parent.mkdir()
    told: list[str] = []
    while len(told) == len(list(path.parent.glob("*.sqlite"))):
        number = len(told) + 1
        disk.fail("full", lambda count, number=number: count >= number)
        try:
            Journal.open(path.with_name(f"{number}.sqlite")).close()
        except JournalProblem as problem:
            told.append(str(problem))
    assert len(told) > 5
    assert all("could not be written" in message for message in told)


def test_a_folder_that_cannot_be_written_is_one_message_and_stays_as_it_is(filled: Path, disk: Any) -> None:
    before = {file.name: file.read_bytes() for file in filled.parent.iterdir()}
    simulated = os.geteuid() == 0  # permissions do not bind root
    filled.parent.chmod(0o500)
    try:
        if simulated:
            disk.fail("open", lambda count: count > 1)  # the file itself is there; its -wal cannot be made
        with pytest.raises(JournalProblem) as raised:
            Journal.open(filled)
    finally:
        filled.parent.chmod(0o700)
    assert "\n" not in str(raised.value)
    assert raised.value.mend
    assert {file.name: file.read_bytes() for file in filled.parent.iterdir()} == before


# -- setting aside -----------------------------------------------------------------------------------------------------


def test_what_sqlite_keeps_beside_a_damaged_journal_goes_with_it_untouched(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 999)
    Path(f"{path}-wal").write_bytes(b"what was not yet in it")
    Journal.open(path).close()
    (aside,) = asides(path)
    assert path.with_name(aside).read_bytes() == b"no database" * 999
    assert path.with_name(f"{aside}-wal").read_bytes() == b"what was not yet in it"


def test_a_wal_that_cannot_be_looked_for_is_not_left_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 999)
    lstat = os.lstat

    def fail_for_the_wal(name: Any, **more: Any) -> os.stat_result:
        if str(name) == f"{path}-wal":
            raise OSError(5, "Input/output error")
        return lstat(name, **more)

    monkeypatch.setattr(os, "lstat", fail_for_the_wal)
    with pytest.raises(JournalProblem, match="Input/output error"):
        Journal.open(path)
    assert path.read_bytes() == b"no database" * 999


def test_at_every_moment_of_setting_aside_the_journal_is_whole_under_one_name(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 999)
    Path(f"{path}-wal").write_bytes(b"what was not yet in it")
    moments: list[set[str]] = []

    def watched(act: Callable[..., None]) -> Callable[..., None]:
        def call(*words: Any, **more: Any) -> None:
            moments.append({re.sub(r"bad-\w+", "bad", file.name) for file in path.parent.iterdir()})
            act(*words, **more)

        return call

    for name in ("link", "rename", "unlink"):
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    Journal.open(path).close()
    assert len(moments) >= 3
    for names in moments:
        whole = ({name, f"{name}-wal"} <= names for name in ("journal.sqlite", "journal.sqlite.bad"))
        assert any(whole), names


@pytest.mark.parametrize("links", [True, False])
def test_a_damaged_journal_that_cannot_be_set_aside_stays_whole(
    path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 999)
    Path(f"{path}-wal").write_bytes(b"what was not yet in it")
    rename = os.rename

    def fail_for_the_journal(source: Any, target: Any) -> None:
        if str(source) == str(path):
            raise OSError(30, "Read-only file system")
        rename(source, target)

    def link_nothing(*words: Any, **more: Any) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "rename", fail_for_the_journal)
    if not links:
        monkeypatch.setattr(os, "link", link_nothing)
    with pytest.raises(JournalProblem, match="Read-only file system"):
        Journal.open(path)
    assert path.read_bytes() == b"no database" * 999
    assert not list(path.parent.glob("*.bad-*"))


def test_where_a_damaged_journal_went_is_told_even_when_no_new_one_can_be_begun(path: Path, disk: Any) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 999)
    disk.fail("write", lambda count: True)
    with pytest.raises(JournalProblem, match=r"kept as journal\.sqlite\.bad-"):
        Journal.open(path)
    (aside,) = asides(path)
    assert path.with_name(aside).read_bytes() == b"no database" * 999


# -- changes -----------------------------------------------------------------------------------------------------------


class Failing:
    """A connection of which the statements that begin with certain words fail."""

    def __init__(self, connection: sqlite3.Connection, *beginnings: str) -> None:
        self._connection = connection
        self.beginnings = beginnings

    def execute(self, *words: Any) -> sqlite3.Cursor:
        if self.beginnings and str(words[0]).startswith(self.beginnings):
            raise sqlite3.OperationalError("disk I/O error")
        return self._connection.execute(*words)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def test_after_a_change_that_could_not_be_taken_back_the_next_is_really_kept(path: Path, note: MakeNote) -> None:
    journal = Journal.open(path)
    record = journal.article(None, "f", "h", "c").id
    failing: Any = Failing(journal._database, "COMMIT", "ROLLBACK")
    journal._database = failing
    with pytest.raises(JournalProblem):
        journal.put_note(record, note(1))
    failing.beginnings = ()
    journal.put_note(record, note(2))
    other = Journal.open(path)
    assert [kept.id for kept in other.notes(record)] == [note(2).id]
    other.close()
    journal.close()


def test_a_record_that_cannot_be_read_is_the_journals_own_failure(journal: Journal) -> None:
    failing: Any = Failing(journal._database, "SELECT fingerprint", "SELECT path ")
    journal._database = failing
    with pytest.raises(JournalProblem):
        journal.article(None, "f", "h", "c")


@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_said_to_be_kept_in_a_file_that_is_gone(
    journal: Journal, path: Path, replaced: bool, note: MakeNote
) -> None:
    record = journal.article(None, "f", "h", "c").id
    for ending in ("-wal", "-shm", ""):
        Path(f"{path}{ending}").rename(path.with_name(f"elsewhere.sqlite{ending}"))
    if replaced:
        Journal.open(path).close()
    with pytest.raises(JournalProblem, match="moved or removed"):
        journal.put_note(record, note(1))


# -- two starts at once ------------------------------------------------------------------------------------------------

STARTER = """
import sys
from pathlib import Path
from tui_reader.journal.anchors import Anchor
from tui_reader.journal.model import Note, now
from tui_reader.journal.store import Journal
for line in sys.stdin:
    journal = Journal.open(Path(line.rstrip()))
    record = journal.article(None, "f", "h", "c").id
    journal.put_note(record, Note(sys.argv[1], Anchor(1, 2, "w"), "body", now(), now()))
    journal.close()
    print("kept", flush=True)
"""


@pytest.fixture
def start_together() -> Iterator[Callable[[Path], None]]:
    """Let two programs open a journal at the same moment, and keep a note each."""
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", STARTER, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        for name in ("one", "other")
    ]

    def pipe(end: IO[str] | None) -> IO[str]:
        assert end is not None
        return end

    def together(path: Path) -> None:
        for starter in starters:
            pipe(starter.stdin).write(f"{path}\n")
        assert [pipe(starter.stdout).readline() for starter in starters] == ["kept\n", "kept\n"]

    yield together
    for starter in starters:
        starter.communicate()


def notes_of(path: Path) -> set[str]:
    journal = Journal.open(path)
    (record,) = journal.articles()
    kept = {note.id for note in journal.notes(record.id)}
    journal.close()
    return kept


def test_two_that_begin_a_journal_at_once_both_keep_their_notes(
    tmp_path: Path, start_together: Callable[[Path], None]
) -> None:
    for number in range(20):
        path = tmp_path / f"{number}" / "journal.sqlite"
        start_together(path)
        assert notes_of(path) == {"one", "other"}
        assert asides(path) == []


def test_of_two_that_find_the_damage_at_once_one_sets_it_aside(
    filled: Path, tmp_path: Path, start_together: Callable[[Path], None]
) -> None:
    spoil(filled)
    damaged = filled.read_bytes()
    for number in range(20):
        path = tmp_path / f"{number}" / "journal.sqlite"
        path.parent.mkdir()
        path.write_bytes(damaged)
        start_together(path)
        assert notes_of(path) == {"one", "other"}
        (aside,) = asides(path)
        assert path.with_name(aside).read_bytes() == damaged
