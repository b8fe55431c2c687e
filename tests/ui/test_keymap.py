"""A user's own keys: taken where they are right, told where they are not, and never a crash, a wait or no way out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui_reader.text.sanitising import sanitise
from tui_reader.ui.keymap import keymap_path, read_keymap
from tui_reader.ui.keys import KEYS

if TYPE_CHECKING:
    from tests.ui.conftest import Open


@pytest.fixture
def path() -> Path:
    """Where the user's keys are looked for."""
    path = keymap_path()
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize("data", ["", " \n", "# nothing yet\n", "~", "---\n"])
def test_a_file_without_keys_changes_and_says_nothing(data: str, path: Path) -> None:
    path.write_text(data)
    assert read_keymap(path) == ({}, "")


def test_no_file_changes_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "keys.yaml", tmp_path / "no folder" / "keys.yaml", tmp_path / "file" / "keys.yaml"):
        assert read_keymap(path) == ({}, "")


def test_keys_are_taken_by_id(path: Path) -> None:
    path.write_text("move.line-down: n, down\nsearch.start: '?'\nmove.top: é,ctrl+shift+home\n", "utf-8")
    assert read_keymap(path) == (
        {"move.line-down": "n,down", "search.start": "?", "move.top": "é,ctrl+shift+home"},
        "",
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nonsense: x", "line 2: there is no “nonsense”"),
        ('"x\\e[31m\\u202e": x', "line 2: there is no “x␛[31m◌”"),
        ("[a]: x", "line 2: there is no “”"),
        ("move.top: [a, b]", "line 2: move.top needs names of keys, with commas between them"),
        ("move.top: {a: b}", "line 2: move.top needs names of keys, with commas between them"),
        ("move.top:", "line 2: move.top needs names of keys, with commas between them"),
        ("move.top: a,,b", "line 2: move.top needs names of keys, with commas between them"),
        ("move.top: ctrl+", "line 2: move.top needs names of keys, with commas between them"),
        ("move.top: '[/b]'", "line 2: move.top needs names of keys, with commas between them"),
        ("move.top: notakey", "line 2: move.top needs names of keys, with commas between them"),
        ("move.top: ctrl+notakey", "line 2: move.top needs names of keys, with commas between them"),
        ("move.bottom: a", "line 2: move.bottom stands twice"),
        ("move.top: a,e", "line 2: e is a key of move.bottom already"),
        ("app.quit-always: x", "line 2: Ctrl+Q always quits"),
        ("move.top: a,ctrl+q", "line 2: Ctrl+Q always quits"),
    ],
)
def test_a_line_that_is_wrong_is_told_and_the_others_count(line: str, told: str, path: Path) -> None:
    path.write_text(f"move.bottom: e\n{line}\nmove.back: z\n", "utf-8")
    assert read_keymap(path) == ({"move.bottom": "e", "move.back": "z"}, f"your keys: {told}")


def test_of_several_wrong_lines_the_first_is_told_and_the_others_counted(path: Path) -> None:
    path.write_text("a: b\n" * 1500)
    assert read_keymap(path) == ({}, "your keys: line 1: there is no “a” (and 1,499 more)")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"- a", "line 1: expected lines of “id: keys”"),
        (b"a", "line 1: expected lines of “id: keys”"),
        (b"a: [b\n", "line"),
        (b"a: \xff", "line 1: byte 3 is 0xFF"),
        (b"a: \x1b", "line 1: the character U+001B"),
        (b"\0", "is not text"),
        (b'a: "\\U00110000"', "line 1"),
        (b"[" * 50_000, "line 1: lists and mappings stand more than 64 deep"),
        (b"a: &a [*a]", "line 1: the alias “a” stands inside what it names"),
        (b"a: &a [x,x]\nb: &b [" + b"*a," * 9 + b"]", "line 2: more than 8 aliases"),
        (b"# " + b"x" * 100_000, "they have more than 100,000 bytes"),
    ],
    ids=lambda value: ascii(value[:12]),
)
def test_a_file_that_is_no_keymap_is_told_with_its_place(data: bytes, told: str, path: Path) -> None:
    path.write_bytes(data)
    good, problem = read_keymap(path)
    assert good == {}
    assert told in problem
    assert str(path) in problem
    assert sanitise(problem) == problem


@pytest.mark.parametrize(
    ("kind", "told"), [("folder", "is a directory"), ("pipe", "is a named pipe"), ("/dev/zero", "is a device")]
)
def test_what_is_no_file_is_told_and_not_waited_for(kind: str, told: str, path: Path) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(kind)
    assert read_keymap(path) == ({}, f"your keys cannot be read: {path} {told}, not a file of text")


async def test_what_is_wrong_is_told_in_the_status_line_and_the_reader_reads_on(reader: Open, path: Path) -> None:
    path.write_text("[" * 1000)
    async with reader() as it:
        assert "your keys in" in it.shown
        before = it.reading.text.place
        await it.press("G")
        assert it.reading.text.place > before


@pytest.mark.parametrize("keys", ["ctrl+q", "q,x", "x", "'[/b]'", "ctrl+c"])
async def test_no_keymap_takes_the_way_out(keys: str, reader: Open, path: Path) -> None:
    path.write_text("".join(f"{key.id}: {keys}\n" for key in reversed(KEYS)))
    async with reader() as it:
        await it.press("ctrl+c")
        await it.press("ctrl+q")
        assert it.app._exit


async def test_help_and_palette_show_the_keys_that_the_user_has(reader: Open, path: Path) -> None:
    path.write_text("move.line-down: n,ctrl+down\nsearch.list: left_square_bracket,f5\n")
    async with reader((120, 60)) as it:
        await it.press("?")
        assert "n Ctrl+↓ " in it.shown
        assert "[ F5 " in it.shown
        assert "j ↓ " not in it.shown
        await it.press("escape", "ctrl+p", *"list of hits")
        assert "[ F5" in it.shown


@pytest.mark.parametrize(
    "name", ["a", "é", "ctrl+a", "shift+f12", "alt+left", "space", "full_stop", "escape", "ctrl+@"]
)
def test_every_name_of_a_key_is_taken(name: str, path: Path) -> None:
    path.write_text(f"move.top: {name}\n", "utf-8")
    assert read_keymap(path) == ({"move.top": name}, "")
