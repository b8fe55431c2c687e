"""Every hostile article through every subcommand."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

COMMANDS = {
    "check": ["check"],
    "check --json": ["check", "--json"],
    "show": ["show"],
    "show markdown": ["show", "--format", "markdown"],
    "show json": ["show", "--format", "json"],
    "search": ["search", "x"],
    "search --json": ["search", "--json", "x"],
    "people": ["people"],
    "people json": ["people", "--format", "json"],
    "people csv": ["people", "--format", "csv"],
    "figures": ["figures"],
    "figures json": ["figures", "--format", "json"],
    "figures csv": ["figures", "--format", "csv"],
}


@pytest.fixture
def file(case: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The path of the case, as it would be typed in its folder."""
    path = case.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    return os.path.relpath(path, tmp_path)


def test_the_corpus_is_large_and_always_the_same(corpus: list[Any], root: Path) -> None:
    assert len(corpus) >= 250
    assert len({case.name for case in corpus}) == len(corpus)
    assert len({case.category for case in corpus}) >= 14


def test_every_command_gives_what_the_case_says(
    case: Any, file: str, run: Callable[..., Any], harmful: Callable[[str], list[str]]
) -> None:
    for name, words in COMMANDS.items():
        result = run([*words, "--", file])
        said = f"{case.name} {name}: {result.code}\n{result.out[:2000]}\n{result.err[:2000]}"
        assert "Traceback" not in result.err, said
        out = result.out.replace("\r\n", "\n") if name.endswith("csv") else result.out  # as RFC 4180 ends lines
        assert not harmful(out + result.err), f"{name}: {harmful(out + result.err)}"
        if case.opens:
            assert result.code in ((0, 1) if name.startswith("search") else (0,)), said
            assert "error" not in result.err, said
        else:
            assert result.code == (2 if name.startswith("search") else 1), said
            assert "error" in (result.out if name.startswith("check") else result.err), said
        if name == "check --json":
            _judge(case, json.loads(result.out)["problems"])
        if name == "show json" and case.opens:
            for words_shown in case.shows:
                assert words_shown in result.out or json.dumps(words_shown, ensure_ascii=False)[1:-1] in result.out, (
                    said
                )


def _judge(case: Any, problems: list[dict[str, Any]]) -> None:
    """Each problem is clear and has a place; the one that the case expects is among them."""
    errors = [problem for problem in problems if problem["severity"] == "error"]
    assert bool(errors) != case.opens, problems
    for problem in problems:
        assert problem["message"]
        assert problem["mend"]
        assert "\n" not in problem["message"] + problem["mend"]
        assert len(problem["message"]) < 700, problem
        assert (problem["line"] > 0) == (problem["column"] > 0)
    if case.opens:
        return
    of_the_file = case.category == "no-file" or any(
        word in errors[0]["message"] for word in ("is empty", "NUL", "UTF-32", "has more than 64 MiB")
    )
    assert of_the_file or errors[0]["line"] > 0, errors[:3]
    assert any(
        case.says in error["message"] and case.place in (None, (error["line"], error["column"])) for error in errors
    ), (case.says, case.place, errors[:3])
