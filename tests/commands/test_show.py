from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article.loading import load_article
from tui_reader.commands import show
from tui_reader.text.cells import cell_len
from tui_reader.text.markdown import escape

ARTICLE = """headline: A [red]headline[/] of *stars*
date_published: 2024-01-02
people: [{id: li, name: Li}, {id: na, name: Na}]
figures: [{id: a, label: A, value: 5, evidence: is five}, {id: b, label: B, value: 6, by: li, evidence: six it's}]
sections:
  - heading: First
    note: not clear
    paragraphs:
      - The report's own voice.
      - {by: li, as: Mayor, text: What Li says here goes on for longer than one line of forty cells.}
      - {by: li, as: Mayor, text: And more of it.}
      - {by: na, text: It is five. 1. Not a list}
    sections:
      - heading: Second
        paragraphs:
          - {by: na, text: '# no heading, > no quote, _no stress_, `no code`, <b>, [no](link) &amp; ~~no~~'}
"""


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    show.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["show", *words])
    code = arguments.run(arguments)
    assert isinstance(code, int)
    return code


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "a.yaml"
    file.write_text(ARTICLE, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("width", [10, 20, 40, 80, 200])
def test_text_keeps_to_its_width(width: int, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--width", str(width), path) == 0
    assert max(map(cell_len, capsys.readouterr().out.splitlines())) <= width


def test_text_tells_who_speaks(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("--width", "40", path)
    out = capsys.readouterr().out
    assert "\nThe report's own voice.\n\nLi, Mayor:\n│ What Li says here goes on for longer\n│ than one line" in out
    assert "cells.\n\n│ And more of it.\n\nNa:\n│ It is five." in out
    assert "  Second\n  ------\n\nNa:\n│ # no" in out, "whoever speaks is named anew in every section"


def test_text_tells_what_is_not_supported(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(path)
    out = capsys.readouterr().out
    assert "A: 5; said by Na; ✓ the words are in the text" in out
    assert "B: 6; claim of Li; ✗ the words are NOT in the text" in out
    assert "nothing in the text is much like it" in out


def test_the_words_of_the_shipped_article_are_all_there(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(shipped), "--width", "50") == 0
    out = " ".join(re.sub(r"^│ ", "", line) for line in capsys.readouterr().out.splitlines())
    article = load_article(shipped).article
    assert article is not None
    words = " ".join(out.split())
    for section in article.sections:
        for paragraph in section.paragraphs:
            assert re.sub(r"-\s", "-", " ".join(paragraph.text.split())) in re.sub(r"-\s", "-", words)


def test_markdown_shows_text_and_no_markup_of_it(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "--format", "markdown") == 0
    out = capsys.readouterr().out
    assert out.startswith("# A \\[red\\]headline\\[/\\] of \\*stars\\*\n")
    assert "\n## First\n\n*Note: not clear*\n\nThe report's own voice.\n\n> **Li, Mayor:**\n>\n> What Li" in out
    assert "\n### Second\n" in out
    assert (
        "> \\# no heading, > no quote, \\_no stress\\_, \\`no code\\`, \\<b>, \\[no\\](link) \\&amp; \\~\\~no\\~\\~"
        in out
    )


@settings(max_examples=100)
@given(st.text("#>-+=*_`[]()<&;amp|~$\\.1 0x", min_size=1).map(str.strip).filter(bool))
def test_escaped_text_is_one_plain_paragraph(text: str) -> None:
    escaped = escape(text)
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped) == text
    assert not re.match(r"(#|>|[-+*](\s|$)|\d+[.)](\s|$)|=+$|-+$|\|)", escaped)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[<#~]", escaped)


def test_json_has_the_names_of_the_format(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "--format", "json") == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert data["headline"] == "A [red]headline[/] of *stars*"
    assert list(data) == ["format", "headline", "date_published", "people", "figures", "sections"]
    first = data["sections"][0]
    assert (first["id"], first["note"], first["paragraphs"][0]) == ("first", "not clear", "The report's own voice.")
    assert first["paragraphs"][2] == {"by": "li", "as": "Mayor", "text": "And more of it."}
    assert first["sections"][0]["heading"] == "Second"
    assert data["figures"][0]["evidence"] == [
        {"exact": "is five", "state": "exact", "section": "first", "paragraph": 3, "start": 3, "end": 10}
    ]
