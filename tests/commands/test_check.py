from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tui_reader.article.loading import load_article
from tui_reader.article.problems_text import excerpt, print_problems
from tui_reader.commands import check
from tui_reader.text.cells import cell_len

GOOD = "headline: x\nsections: [{heading: h, paragraphs: [p]}]\n"
WARNED = "headline: x\nheadlines: y\nsections: [{heading: h, paragraphs: [p]}]\n"
BAD = "headline: x\nfigures:\n  - {id: a, label: A, value: many}\nsections: [{heading: h, paragraphs: [p]}]\n"


@pytest.fixture
def article(tmp_path: Path) -> object:
    def write(text: str | bytes, name: str = "a.yaml") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return write


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    check.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["check", *words])
    code = arguments.run(arguments)
    assert isinstance(code, int)
    return code


def test_a_clean_file_is_said_to_be_clean(article, capsys) -> None:  # type: ignore[no-untyped-def]
    assert run(article(GOOD)) == 0
    assert capsys.readouterr().out == "1 file, no problems\n"


def test_an_error_is_shown_with_its_line_a_caret_and_a_mend(article, capsys) -> None:  # type: ignore[no-untyped-def]
    path = article(BAD)
    assert run(path) == 1
    assert capsys.readouterr().out.splitlines() == [
        path,
        "  3:30 error figures[0].value: “many” is not a number",
        "        - {id: a, label: A, value: many}",
        "                                   ^",
        "      write digits, such as 45, -0.5, 1_000_000 or 1e11; the words belong in as_stated",
        "",
        "1 file, 1 error",
    ]


def test_files_are_grouped_and_counted(article, capsys) -> None:  # type: ignore[no-untyped-def]
    paths = [article(BAD), article(WARNED, "b.yaml"), article(GOOD, "c.yaml")]
    assert run(*paths) == 1
    out = capsys.readouterr().out
    assert out.index(paths[0]) < out.index("figures[0]") < out.index(paths[1]) < out.index("warning headlines")
    assert paths[2] not in out
    assert out.endswith("\n3 files, 1 error, 1 warning\n")


def test_warnings_are_problems_only_when_strict(article, capsys) -> None:  # type: ignore[no-untyped-def]
    path = article(WARNED)
    assert run(path) == 0
    assert run(path, "--strict") == 1
    assert run(article(GOOD), "--strict") == 0


def test_json_is_one_object_a_line_with_the_promised_keys(article, capsys) -> None:  # type: ignore[no-untyped-def]
    paths = [article(BAD), article(GOOD, "b.yaml")]
    assert run("--json", *paths) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["path"] for line in lines] == paths
    assert lines[1]["problems"] == []
    assert lines[0]["problems"] == [
        {
            "severity": "error",
            "line": 3,
            "column": 30,
            "at": "figures[0].value",
            "message": "“many” is not a number",
            "mend": "write digits, such as 45, -0.5, 1_000_000 or 1e11; the words belong in as_stated",
        }
    ]


def test_json_has_letters_and_signs_as_they_are(article, capsys) -> None:  # type: ignore[no-untyped-def]
    assert run("--json", article(BAD.replace("many", "größer"))) == 1
    assert "“größer”" in capsys.readouterr().out


@pytest.mark.parametrize("flag", [[], ["--json"]])
def test_hostile_names_and_lines_are_sanitised(flag: list[str], article, capsys) -> None:  # type: ignore[no-untyped-def]
    path = article('headline: x\n"\\e]0;a\\a": "\u202eevil\u200b"\n' + GOOD[12:], "n \x1b[31m\n\u202e[red].yaml")
    assert run(path, *flag) == 0
    out = capsys.readouterr().out
    assert all(line.isprintable() for line in out.split("\n"))
    assert "\\u202e" not in out


def test_many_problems_are_cut_and_the_rest_is_counted(article, capsys) -> None:  # type: ignore[no-untyped-def]
    paragraphs = "\n".join("  - ''" for _ in range(250))
    path = article(f"headline: x\nsections:\n- heading: h\n  paragraphs:\n{paragraphs}\n")
    assert run(path) == 1
    out = capsys.readouterr().out
    assert out.count("is empty") == 200
    assert "error: and 50 more errors" in out
    assert out.endswith("1 file, 250 errors\n")


def test_standard_input_is_checked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(BAD.encode())))
    assert run("-") == 1
    assert capsys.readouterr().out.startswith("<stdin>\n  3:30 error")


def test_what_cannot_be_opened_is_one_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert run(str(tmp_path / "none.yaml"), str(tmp_path), str(tmp_path / "fifo")) == 1
    out = capsys.readouterr().out
    assert "  error: there is no file" in out
    assert "is a directory" in out
    assert "is a named pipe" in out
    assert out.endswith("3 files, 3 errors\n")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load_article(BAD.encode())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain, coloured, refused = io.StringIO(), Terminal(), Terminal()
    print_problems(loaded, plain)
    print_problems(loaded, coloured)
    monkeypatch.setenv("NO_COLOR", "1")
    print_problems(loaded, refused)
    assert "\x1b[1;31merror\x1b[0m" in coloured.getvalue()
    assert plain.getvalue() == refused.getvalue()
    assert "\x1b" not in plain.getvalue()
    assert "error" in plain.getvalue()


@pytest.mark.parametrize("letter", ["x", "包", "e\u0301", "𝄞"])
@pytest.mark.parametrize("length", [1, 50, 76, 77, 300, 5000])
def test_a_line_is_cut_to_a_window_around_the_place(letter: str, length: int) -> None:
    line = letter * length
    for column in {1, 2, 49, 51, length // 2 + 1, length, length + 1}:
        if column > len(line) + 1:
            continue
        text, caret = excerpt(line, column)
        assert cell_len(text) <= 76
        assert 0 <= caret <= cell_len(text)
        part = text.strip("…")
        assert part in line
        at = next((n for n in range(len(text) + 1) if cell_len(text[:n]) == caret), None)
        assert at is not None
        assert len(part) == len(line) or "…" in text


def test_the_caret_is_under_the_place_of_a_long_line() -> None:
    text, caret = excerpt("a" * 300 + "!" + "b" * 300, 301)
    assert text[caret] == "!"
    assert text.startswith("…a")
    assert text.endswith("b…")


def test_checking_loads_no_textual() -> None:
    code = (
        "import sys, tui_reader.commands.check; sys.exit(any(name.split('.')[0] == 'textual' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
