"""`tui-reader check`: every problem of every article named, with its place and how to mend it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.article.evidence import evidence_problems
from tui_reader.article.loading import Loaded, load_article
from tui_reader.article.problems import Problem, Problems, counted, in_order, left_out
from tui_reader.article.problems_text import print_listed
from tui_reader.article.source import MAX_BYTES
from tui_reader.streams import read_stdin

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: Subparsers) -> None:
    """Register the words and flags of `check`."""
    parser = subparsers.add_parser(
        "check",
        help="tell what is wrong with articles, and where",
        description="Tell what is wrong with articles: line, column, what it is and how to mend it. "
        "Exit code 0 when there are no errors, 1 when there are.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="an article, or - for standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line for each file")
    parser.add_argument("--strict", action="store_true", help="let warnings count as problems too")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the files of `arguments.paths`: 0 when all are clean, 1 when one has errors (or, strictly, warnings)."""
    errors = warnings = 0
    for path in arguments.paths:
        loaded = _load(path)
        problems, more_errors, more_warnings = _judge(loaded)
        errors += more_errors
        warnings += more_warnings
        if arguments.json:
            _print_json(loaded.name, problems)
        else:
            print_listed(loaded, problems, sys.stdout)
    if not arguments.json:
        print(_summary(len(arguments.paths), errors, warnings))
    return 1 if errors or (arguments.strict and warnings) else 0


def _load(path: str) -> Loaded:
    if path == "-":
        return load_article(read_stdin(MAX_BYTES))
    return load_article(Path(path))


def _judge(loaded: Loaded) -> tuple[list[Problem], int, int]:
    """All problems of an article with those of its evidence, and how many errors and warnings there are."""
    evidence = Problems()
    if loaded.article is not None:
        # Evidence is judged only here: readers of an article see it beside each figure.
        for problem in evidence_problems(loaded.article, loaded.place):
            evidence.add(problem)
    errors, warnings = loaded.errors + evidence.errors, loaded.warnings + evidence.warnings
    problems = in_order([*loaded.problems, *evidence.found()])
    return [*problems, *left_out(problems, errors, warnings)], errors, warnings


def _print_json(name: str, problems: list[Problem]) -> None:
    import json

    fields = ("severity", "line", "column", "at", "message", "mend")
    listed = [{field: getattr(problem, field) for field in fields} for problem in problems]
    print(json.dumps({"path": name, "problems": listed}, ensure_ascii=False))


def _summary(files: int, errors: int, warnings: int) -> str:
    parts = [counted(files, "file")]
    parts += [counted(errors, "error")] if errors else []
    parts += [counted(warnings, "warning")] if warnings else []
    return ", ".join(parts if errors or warnings else [*parts, "no problems"])
