"""`tui-reader notes` prints what was left in articles, and takes it in."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tui_reader import cli
from tui_reader.article.loading import load_article
from tui_reader.journal.anchors import ArticleText, anchor_at
from tui_reader.journal.citation import article_citation
from tui_reader.journal.model import Mark, Note
from tui_reader.journal.places import journal_path
from tui_reader.journal.store import Journal

TIME = "2024-01-02T03:04:05.000006Z"
ARTICLE = """headline: A headline
people: [{id: li, name: Li Na, role: Mayor}]
sections:
  - heading: First
    paragraphs: ["Some words here.", {by: li, text: "It *is* said. And more."}]
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.yaml"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def noted(article: Path) -> Path:
    """The article, with a note, a highlight and a mark in the user's journal."""
    loaded = load_article(article).article
    assert loaded is not None
    text = ArticleText(loaded)
    journal = Journal.open(journal_path())
    record = journal.article(article, text.fingerprint, loaded.headline, article_citation(loaded)).id
    for number, (words, body) in enumerate([("words", ""), ("is", "Really?")]):
        at = text.whole.index(f" {words} " if number == 0 else f"*{words}*") + 1
        anchor = anchor_at(text, text.position(at), text.position(at + len(words), end=True))
        journal.put_note(record, Note(f"00000000-0000-4000-8000-00000000000{number}", anchor, body, TIME, TIME))
    journal.set_mark(record, Mark("m", anchor_at(text, text.position(0), text.position(4)), TIME))
    journal.close()
    return article


def test_markdown_tells_who_says_it_and_where(noted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["notes", str(noted)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("# A headline\n")
    assert "> Some **words** here." in told
    assert "> It \\***is**\\* said." in told
    assert "— Li Na, Mayor. A headline" in told
    assert "### Note of 2024-01-02" in told
    assert "### Highlight of 2024-01-02" in told
    assert "### Mark m" in told
    assert "Really?" in told


def test_all_articles_are_printed_without_a_path(noted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["notes", str(noted)]) == 0
    one = capsys.readouterr().out
    assert cli.run(["notes"]) == 0
    assert capsys.readouterr().out == one


def test_an_article_moved_or_piped_is_known_by_its_text(
    noted: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.run(["notes", str(noted)])
    one = capsys.readouterr().out
    moved = noted.rename(noted.with_name("other.yaml"))
    assert cli.run(["notes", str(moved)]) == 0
    assert capsys.readouterr().out == one
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(moved.read_bytes())))
    assert cli.run(["notes", "-"]) == 0
    assert capsys.readouterr().out == one


def test_json_comes_in_again_once(noted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["notes", str(noted), "--format", "json"]) == 0
    out = capsys.readouterr().out
    file, other = tmp_path / "notes.json", str(tmp_path / "other.sqlite")
    file.write_text(out, encoding="utf-8")
    assert cli.run(["notes", "--import", str(file), "--journal", other]) == 0
    assert capsys.readouterr().out == "3 taken in, 0 there already\n"
    assert cli.run(["notes", "--import", str(file), "--journal", other]) == 0
    assert capsys.readouterr().out == "0 taken in, 3 there already\n"
    assert cli.run(["notes", str(noted), "--format", "json", "--journal", other]) == 0
    assert capsys.readouterr().out == out


def test_without_notes_nothing_is_printed_and_no_journal_made(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["notes", str(article)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "no notes" in told.err
    assert not journal_path().exists()
    assert cli.run(["notes", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["notes", "--import", "/nowhere.json"], "there is no file"),
        (["notes", "--import", "/"], "is a directory"),
        (["notes", "/nowhere.yaml"], "there is no file"),
        (["notes", "--journal", "/proc/nowhere/j", "--import", "FILE"], "cannot be used"),
    ],
)
def test_what_cannot_be_read_is_one_message(
    words: list[str], told: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = article.with_name("empty.json")
    file.write_text("[]")
    assert cli.run([str(file) if word == "FILE" else word for word in words]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert told in printed.err
    assert "Traceback" not in printed.err


@pytest.mark.parametrize("kind", ["directory", "pipe", "device", "loop", "long name", "below a file", "odd version"])
@pytest.mark.parametrize("words", [[], ["--import", "empty.json"]], ids=["print", "import"])
def test_what_is_no_journal_is_told_in_one_line_and_left_alone(
    kind: str, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.json").write_text("[]")
    path, told = Path("journal"), "is not a file"
    if kind == "directory":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/null")
    elif kind == "odd version":
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA user_version = -7")
        told = "is left alone"
    else:
        path.symlink_to(path)
        path = {"loop": path, "long name": Path("x" * 300), "below a file": Path("empty.json") / "journal"}[kind]
        told = "cannot be used"
    before = os.lstat(path).st_ino if os.path.lexists(path) else None
    assert cli.run(["notes", *words, "--journal", str(path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"tui-reader: the journal {path} ")
    assert told in printed.err
    assert printed.err.count("\n") == 1
    assert before is None or path.lstat().st_ino == before


@pytest.mark.parametrize(
    "anchor",
    ["x", "[]", '{"start": 1e999, "end": 0}', '{"start": 0, "end": "' + "9" * 5000 + '"}', "[" * 100_000],
    ids=range(5),
)
def test_a_journal_that_holds_nonsense_is_told_in_one_line(
    anchor: str, noted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(journal_path())) as database, database:
        database.execute("UPDATE notes SET anchor = ?", (anchor,))
    for words in ([], [str(noted)], ["--format", "json"]):
        assert cli.run(["notes", *words]) == 1
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "holds what no tui_reader wrote" in printed.err
        assert printed.err.count("\n") == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty: name a file that `notes --format json` gave"),
        (b'["caf\xe9"]', ": byte 5 is not UTF-8: save the file as UTF-8"),
        (b'\xef\xbb\xbf["caf\xe9"]', ": byte 8 is not UTF-8: save the file as UTF-8"),
        (b"\x1b[2J", ": not JSON at line 1, column 1: pass what `notes --format json` gave"),
        (b"[1]", ": annotation 1: an annotation must be an object"),
    ],
)
def test_what_is_no_file_of_annotations_is_told_with_its_place(
    data: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "n\x1b[31m.json"
    file.write_bytes(data)
    assert cli.run(["notes", "--import", str(file)]) == 1
    assert capsys.readouterr().err.split("␛[31m.json", 1)[1].lstrip() == f"{told}\n"


def test_import_with_what_does_not_go_with_it_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["notes", "x.yaml", "--import", "y.json"]) == 2
    assert "--import" in capsys.readouterr().err


def test_a_damaged_journal_is_set_aside_and_told(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal_path().parent.mkdir(parents=True)
    journal_path().write_bytes(b"junk" * 1000)
    assert cli.run(["notes", str(article)]) == 0
    assert "damaged" in capsys.readouterr().err
    assert [path.read_bytes() for path in journal_path().parent.glob("*.bad-*")] == [b"junk" * 1000]
