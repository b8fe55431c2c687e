"""Problems of an article as text for a person: the place, what is wrong, the line it is in, and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TextIO

from tui_reader.article.loading import Loaded
from tui_reader.article.problems import Problem, left_out
from tui_reader.text.cells import cell_len, cluster_start, widths

_WINDOW = 76
_BEFORE = 50
_RED, _YELLOW, _DIM, _BOLD, _PLAIN = "\x1b[1;31m", "\x1b[33m", "\x1b[2m", "\x1b[1m", "\x1b[0m"


def print_problems(loaded: Loaded, file: TextIO) -> None:
    """Print the name of a file and all its problems, in the order of their places; nothing if there are none."""
    print_listed(loaded, [*loaded.problems, *left_out(loaded.problems, loaded.errors, loaded.warnings)], file)


def print_listed(loaded: Loaded, problems: Sequence[Problem], file: TextIO) -> None:
    """Print the name of a file and these problems of it; colour only where the file is a terminal that wants it."""
    if not problems:
        return
    colour = wants_colour(file)
    lines = loaded.lines({problem.line for problem in problems})
    print(_in(_BOLD, loaded.name, colour), file=file)
    for problem in problems:
        for line in _told(problem, lines.get(problem.line), colour):
            print(line, file=file)
    print(file=file)


def wants_colour(file: TextIO) -> bool:
    """Whether colour may be sent to a file: a terminal, without NO_COLOR, that is not a dumb one."""
    return file.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def excerpt(line: str, column: int, width: int = _WINDOW) -> tuple[str, int]:
    """The part of a line around a column (from 1) that takes at most `width` cells, and the cell of that column."""
    offset = min(max(column - 1, 0), len(line))
    # A line can be as long as the file: only characters near the column are measured.
    start = max(0, offset - width * 2)
    cells = widths(line[start:offset])
    before = sum(cells)
    if start or before > _BEFORE:
        begin, kept = offset, 0
        while begin > start and kept + cells[begin - 1 - start] <= _BEFORE:
            begin -= 1
            kept += cells[begin - start]
        begin = max(cluster_start(line, begin), 0)
        head = "…" + line[begin:offset]
    else:
        head = line[:offset]
    caret = cell_len(head)
    room = width - caret
    rest = line[offset : offset + width * 2]
    if cell_len(rest) <= room and offset + len(rest) == len(line):
        return head + rest, caret
    end, used = 0, 0
    for cell in widths(rest):
        if used + cell > room - 1:
            break
        end, used = end + 1, used + cell
    return head + rest[:end] + "…", caret


def _told(problem: Problem, line: str | None, colour: bool) -> list[str]:
    place = f"{problem.line}:{problem.column} " if problem.line else ""
    severity = _in(_RED if problem.severity == "error" else _YELLOW, problem.severity, colour)
    at = f" {problem.at}" if problem.at else ""
    told = [f"  {place}{severity}{at}: {problem.message}"]
    if line is not None and line.strip():
        text, caret = excerpt(line.rstrip(), problem.column)
        told += [f"      {text}", "      " + " " * caret + _in(_BOLD, "^", colour)]
    if problem.mend:
        told.append("      " + _in(_DIM, problem.mend, colour))
    return told


def _in(style: str, text: str, colour: bool) -> str:
    return f"{style}{text}{_PLAIN}" if colour else text
