from __future__ import annotations

import pytest
import yaml

from tui_reader.article import events
from tui_reader.article.loading import load_article
from tui_reader.article.problems import Problem

CASES = [
    ("headline: Ding: hello", 1, 15, "“: ”"),
    ("headline: x\n  abstract: y", 2, 11, "“: ”"),
    ("headline: x\nabstract: 'never closed\nsections: []\n", 2, 11, "no closing quote"),
    ('headline: "x\\q"', 1, 0, "no escape"),
    ('headline: "\\xZZ"', 1, 0, "no escape"),
    ("headline: @x", 1, 11, "cannot begin with this character"),
    ("headline: `x`", 1, 11, "cannot begin with this character"),
    ("headline: x\nsections:\n\t- heading: y", 3, 1, "tab"),
    ("\theadline: x", 1, 1, "tab"),
    ("abstract: |\n\tx", 2, 1, "tab"),
    ("- a\n-b\nc: d", 2, 1, "neither"),
    ("headline: - x", 1, 11, "list cannot begin here"),
    ("headline: [a, b\nabstract: y", 1, 11, "not closed"),
    ("source: {name: a\nabstract: y", 1, 9, "not closed"),
    ("- a\nheadline: x", 2, 1, "no list item"),
    ("headline: 'it's'", 1, 15, "not the next key"),
    ("people:\n  - id: x\n dateline: y", 3, 2, "not the next key"),
    ("abstract: >-x\n  y", 1, 0, "after >- or |"),
    ("headline: !foo!bar x", 1, 11, "begins with !"),
    ("headline: ]", 1, 11, "value is missing"),
    ("%YAML 2.0\n---\nheadline: x", 1, 1, "%"),
]


def syntax_problem(text: str) -> Problem:
    loaded = load_article(text.encode())
    assert loaded.article is None
    [problem] = loaded.problems
    assert problem.mend
    assert "YAML: " not in problem.message
    return problem


@pytest.mark.parametrize(("text", "line", "column", "message"), CASES)
def test_a_slip_in_yaml_is_told_in_plain_words_at_its_place(text: str, line: int, column: int, message: str) -> None:
    problem = syntax_problem(text)
    assert message in problem.message
    assert problem.line == line
    assert column in (0, problem.column)


@pytest.mark.parametrize(("text", "line", "column", "message"), CASES)
def test_the_parser_without_libyaml_is_explained_too(
    text: str, line: int, column: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_Loader", yaml.SafeLoader)
    [problem] = load_article(text.encode()).problems
    assert problem.line
    assert problem.mend


def test_characters_that_yaml_forbids_are_named() -> None:
    problem = syntax_problem("headline: x\nabstract: a\x1b[31m")
    assert (problem.line, problem.column) == (2, 12)
    assert "U+001B (byte 23)" in problem.message


def test_bytes_that_are_not_utf8_are_named() -> None:
    [problem] = load_article(b"headline: caf\xe9").problems
    assert "byte 13 is 0xE9" in problem.message


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize(
    "text",
    ['headline: "\\U00110000"', "headline: !<tag:%ed%a0%80> x", "headline: !%ff x", 'headline: "\\ud800"', "&a &b c"],
)
def test_errors_that_pyyaml_lets_escape_are_problems(
    text: str, loader: type[yaml.SafeLoader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_Loader", loader)
    loaded = load_article(text.encode())
    assert loaded.article is None
    assert loaded.errors


@pytest.mark.parametrize(("text", "line", "column"), [("headline: [red]x[/]\n", 1, 11), ("a: 1\nb: {c} d\n", 2, 4)])
def test_text_after_a_closed_bracket_is_told_to_need_quotes(text: str, line: int, column: int) -> None:
    problem = load_article(text.encode()).problems[0]
    assert problem.message == "a text that begins with [ or { needs quotes"
    assert (problem.line, problem.column) == (line, column)
