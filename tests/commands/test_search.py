from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tui_reader.commands import search

ARTICLE = """headline: solar
people: [{id: li, name: Li Wéi}, {id: na, name: Na}]
sections:
  - heading: Solar first
    paragraphs:
      - 'The solar park is solar. No panels here! Solar again.'
      - {by: li, text: 'Solar “café” [red]power[/] and po\u00adwer.'}
    sections:
      - id: deep
        heading: Deep
        paragraphs: [{by: na, text: Panels only.}]
  - heading: Last
    paragraphs: ['Panels of the solar park.']
"""
FOUND, NONE, ERROR = 0, 1, 2


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    search.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["search", *words])
    code = arguments.run(arguments)
    assert isinstance(code, int)
    return code


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "a.yaml"
    file.write_text(ARTICLE, encoding="utf-8")
    return str(file)


def lines(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert run(*words) == FOUND
    out, err = capsys.readouterr()
    assert err == ""
    return out.splitlines()


def test_sentences_stand_under_their_section(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys, "solar", path) == [
        "Solar first",
        "  solar-first:0: The solar park is solar.",
        "  solar-first:0: Solar again.",
        "  solar-first:1: Solar “café” [red]power[/] and po‧wer.",
        "Last",
        "  last:0: Panels of the solar park.",
    ]


def test_headings_and_the_headline_are_not_searched(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("first", path) == NONE
    assert run("deep", path) == NONE
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["solar"], 5),
        (["Solar"], 2),
        (["SOLAR", "--case"], 0),
        (["sol"], 5),
        (["sol", "--word"], 0),
        (['"cafe" [red]'], 1),
        (["power"], 2),
        (["s[ao]lar", "--regex"], 5),
        (["solar", "--by", "li"], 1),
        (["solar", "--by", "li wei"], 1),
        (["solar", "--by", "voice"], 4),
        (["panels", "--section", "solar-first"], 2),
        (["panels", "--section", "deep"], 1),
        (["solar", "--by", "na"], 0),
    ],
)
def test_hits_are_counted(words: list[str], count: int, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words[0], path, "--count", *words[1:]) == (FOUND if count else NONE)
    assert capsys.readouterr().out == f"{count}\n"


def test_json_gives_a_hit_a_line(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    hits = [json.loads(line) for line in lines(capsys, "solar", path, "--json")]
    assert hits[3] == {
        "path": path,
        "section": "solar-first",
        "heading": "Solar first",
        "paragraph": 1,
        "by": "li",
        "start": 0,
        "end": 5,
        "match": "Solar",
        "sentence": "Solar “café” [red]power[/] and po‧wer.",
    }
    assert [(hit["by"], hit["start"], hit["end"]) for hit in hits[:3]] == [(None, 4, 9), (None, 18, 23), (None, 41, 46)]
    assert hits[2]["sentence"] == "Solar again."


def test_the_sentence_holds_all_of_a_match(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines(capsys, r"\. No panels here! S", path, "--regex", "--json")
    hit = json.loads(line)
    assert hit["match"] in hit["sentence"]
    (line,) = lines(capsys, r" No", path, "--regex", "--json")
    hit = json.loads(line)
    assert hit["match"] in hit["sentence"]


def test_a_long_sentence_is_one_line_with_every_hit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "hit " + "word " * 300 + "hit " + "word " * 500 + "hit at the end"
    (tmp_path / "long.yaml").write_text(f"headline: h\nsections: [{{heading: x, paragraphs: [{text}]}}]\n")
    assert lines(capsys, "hit", str(tmp_path / "long.yaml")) == ["x", f"  x:0: {text}"]


def test_hits_are_lit_on_a_terminal_only(path: str, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    lit = "  last:0: \x1b[1;7mPanels\x1b[0m of the solar park."
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert lines(capsys, "panels of", path)[-1] == lit.replace("\x1b[0m of", " of\x1b[0m")
    monkeypatch.setenv("NO_COLOR", "")
    assert lines(capsys, "panels", path)[-1] == lit
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in "".join(lines(capsys, "panels", path))


def test_several_articles_have_headers_and_the_worst_exit_code(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys, "café", path, path)[0] == path
    assert lines(capsys, "solar", path, path, "--count") == [f"{path}: 5"] * 2
    assert run("solar", path, path + ".not") == ERROR
    out, err = capsys.readouterr()
    assert "Panels of the solar park." in out
    assert "a.yaml.not" in err


def test_what_is_near_is_told_when_nothing_is_found(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("panles", path) == NONE
    assert capsys.readouterr() == ("", "tui-reader: no hit; nearest: panels\n")
    assert run("CAFÉ", path) == NONE
    assert capsys.readouterr() == ("", "tui-reader: no hit; 1 in other case\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([" "], "nothing to search for"),
        (["(", "--regex"], "not a pattern"),
        (["x", "--by", "nobody\x1b[2J"], "“nobody␛[2J”; there are: li, na, voice"),
        (["x", "--section", "none"], "“none”; there are: solar-first, deep, last"),
    ],
)
def test_what_cannot_be_searched_is_told_in_a_line(
    words: list[str], message: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words[0], path, *words[1:]) == ERROR
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert message in err


def test_a_bad_query_is_told_once_for_all_articles(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("(", path, path, path, "--regex") == ERROR
    assert capsys.readouterr().err.count("\n") == 1


def test_standard_input_is_searched_without_the_screen() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "tui_reader", "search", "café", "-"]
    ended = subprocess.run(command, input=ARTICLE, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == FOUND
    assert "[red]power[/]" in ended.stdout
    assert "tui_reader.text.finding" in ended.stderr
    assert "textual" not in ended.stderr
    assert "rich" not in ended.stderr
