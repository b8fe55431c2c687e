"""The journal's file: every change on the disk as it happens, whoever else writes, whatever the file holds."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tui_reader.journal.anchors import Anchor
from tui_reader.journal.model import JournalProblem, Mark, Note, now
from tui_reader.journal.store import Journal

MakeNote = Callable[..., Note]
ANCHOR = Anchor(3, 8, "words", "the ", " here", "the words here", "s1", "Section", "Li Na, Mayor")


def record_of(journal: Journal, fingerprint: str = "f", path: Path | None = None) -> int:
    return journal.article(path, fingerprint, "Headline", "A citation").id


def test_notes_marks_and_places_are_there_when_it_is_opened_again(journal: Journal, path: Path, note: MakeNote) -> None:
    record = record_of(journal)
    kept, mark = note(1), Mark("a", ANCHOR, now())
    journal.put_note(record, kept)
    journal.set_mark(record, mark)
    journal.keep_place(record, ANCHOR)
    other = Journal.open(path)  # while the first one is still open
    assert other.notes(record) == [kept]
    assert other.marks(record) == [mark]
    assert other.place(record) == ANCHOR
    other.close()


def test_a_note_is_edited_taken_away_and_brought_back(journal: Journal, note: MakeNote) -> None:
    record = record_of(journal)
    journal.put_note(record, note(1, "old"))
    journal.put_note(record, note(1, "new"))
    assert [kept.body for kept in journal.notes(record)] == ["new"]
    journal.remove_note(note(1).id)
    assert journal.notes(record) == []
    journal.put_note(record, note(1, "back"))
    assert [kept.body for kept in journal.notes(record)] == ["back"]


def test_an_article_is_found_by_its_text_and_by_its_path(journal: Journal, tmp_path: Path) -> None:
    here, there = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first = record_of(journal, "text 1", here)
    assert record_of(journal, "text 1", there) == first  # copied or renamed
    assert record_of(journal, "text 2", here) == first  # edited
    assert record_of(journal, "text 3", tmp_path / "c.yaml") != first


def test_a_folder_of_any_bytes_can_hold_an_article(journal: Journal, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m.yaml"))
    assert record_of(journal, "f", odd) == record_of(journal, "other", odd)


def test_several_changes_are_kept_together_or_not_at_all(journal: Journal, note: MakeNote) -> None:
    record = record_of(journal)

    def two() -> None:
        with journal.all_or_nothing():
            journal.put_note(record, note(1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        two()
    assert journal.notes(record) == []


def test_the_file_and_its_folder_are_the_users_alone(journal: Journal, path: Path) -> None:
    record_of(journal)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_it_runs_in_wal_with_foreign_keys_and_a_version(journal: Journal, path: Path) -> None:
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert plain.execute("PRAGMA user_version").fetchone() == (1,)
    plain.close()
    with pytest.raises(JournalProblem):
        journal.put_note(12345, Note("id", ANCHOR, "", now(), now()))  # there is no such article


WRITER = """
import sys
from pathlib import Path
from tui_reader.journal.anchors import Anchor
from tui_reader.journal.model import Note, now
from tui_reader.journal.store import Journal
journal = Journal.open(Path(sys.argv[1]))
record = journal.article(None, "f", "h", "c").id
for number in range(int(sys.argv[3])):
    journal.put_note(record, Note(f"{sys.argv[2]}-{number}", Anchor(number, number + 1, "w"), "body", now(), now()))
"""


def test_two_processes_write_500_notes_each_at_the_same_time(path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name, "500"]) for name in ("a", "b")]
    assert [writer.wait() for writer in writers] == [0, 0]
    journal = Journal.open(path)
    assert len(journal.notes(record_of(journal))) == 1000
    journal.close()


def test_many_that_start_a_new_journal_together_all_can(path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(name), "1"]) for name in range(8)]
    assert [writer.wait() for writer in writers] == [0] * 8
    journal = Journal.open(path)
    assert len(journal.notes(record_of(journal))) == 8
    assert len(journal.articles()) == 1
    journal.close()


def test_a_file_of_another_kind_is_left_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "article.yaml"
    path.write_text("headline: mine\n")
    with pytest.raises(JournalProblem, match="is no journal and is left as it is"):
        Journal.open(path)
    assert [path.name] == [file.name for file in tmp_path.iterdir()]
    assert path.read_text() == "headline: mine\n"


def test_a_journal_may_have_any_name(tmp_path: Path) -> None:
    for _ in range(2):
        Journal.open(tmp_path / "my notes").close()


@pytest.mark.parametrize("damage", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_set_aside_and_never_overwritten(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    journal = Journal.open(path)
    assert "kept as journal.sqlite.bad-" in journal.notice
    assert record_of(journal)
    journal.close()
    asides = [aside for aside in path.parent.iterdir() if ".bad-" in aside.name]
    assert [aside.read_bytes() for aside in asides] == [damage]


def test_a_page_that_was_overwritten_is_noticed(journal: Journal, path: Path, note: MakeNote) -> None:
    record = record_of(journal)
    for number in range(200):
        journal.put_note(record, note(number, "x" * 200))
    journal.close()
    data = bytearray(path.read_bytes())
    data[8192:16384] = b"\xaa" * 8192
    path.write_bytes(data)
    again = Journal.open(path)
    assert "damaged" in again.notice
    again.close()


def test_a_journal_of_a_newer_version_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE of_the_future (thing)")
        plain.execute("PRAGMA user_version = 99")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(JournalProblem, match="newer tui_reader"):
        Journal.open(path)
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT name FROM sqlite_master").fetchall() == [("of_the_future",)]
    plain.close()
    assert path.read_bytes()[100:] == before[100:]  # the header tells of WAL now


@pytest.mark.parametrize("place", ["/proc/nowhere/j.sqlite", "/dev/null/j.sqlite", "/"])
def test_a_place_that_cannot_be_written_is_one_message(place: str) -> None:
    with pytest.raises(JournalProblem) as raised:
        Journal.open(Path(place))
    assert raised.value.mend
    assert "\n" not in str(raised.value)


FULL = """
import resource, signal, sys
from pathlib import Path
from tui_reader.journal.anchors import Anchor
from tui_reader.journal.model import JournalProblem, Note, now
from tui_reader.journal.store import Journal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
journal = Journal.open(Path(sys.argv[1]))
record = journal.article(None, "f", "h", "c").id
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
kept = 0
try:
    for number in range(1000):
        journal.put_note(record, Note(str(number), Anchor(number, number + 1, "w"), "x" * 1000, now(), now()))
        kept = number + 1
except JournalProblem as problem:
    assert "could not be written" in str(problem), problem
print(kept)
"""


def test_a_full_disk_is_told_and_what_was_kept_stays(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True)
    kept = int(done.stdout)
    assert 0 < kept < 1000
    journal = Journal.open(path)
    assert [note.id for note in journal.notes(record_of(journal))] == [str(number) for number in range(kept)]
    journal.close()


@pytest.mark.parametrize("anchor", ["{}", "[]", '{"start": 5, "end": 2}', "not json", '{"start": "x", "end": 3}'])
def test_what_no_reader_wrote_is_one_message(journal: Journal, path: Path, anchor: str) -> None:
    record = record_of(journal)
    with sqlite3.connect(path) as plain:
        plain.execute("INSERT INTO notes VALUES ('n', ?, ?, 'body', '', '')", (record, anchor))
    plain.close()
    with pytest.raises(JournalProblem):
        journal.notes(record)


def test_what_is_read_is_harmless(journal: Journal, path: Path) -> None:
    record = record_of(journal)
    with sqlite3.connect(path) as plain:
        evil = '{"start": 0, "end": 1, "exact": "\\u001b]52;c;eA==\\u0007\\u202e"}'
        plain.execute("INSERT INTO notes VALUES ('\x1b[2J', ?, ?, 'a\x1b[31m\nb', '\x07', '')", (record, evil))
    plain.close()
    (kept,) = journal.notes(record)
    shown = kept.id + kept.anchor.exact + kept.body + kept.created
    assert not set("\x1b\x07\u202e") & set(shown)
    assert kept.body.count("\n") == 1
