"""What is wrong with an article, as data: a place, a message and a mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from tui_reader.text.sanitising import sanitise

Severity = Literal["error", "warning"]

MAX_PROBLEMS = 200
"""At most so many errors, and so many warnings, are listed; the rest is counted."""

MAX_ERRORS = 10_000
"""After so many errors reading stops: a file with more is no article, and to judge all of it would take seconds."""

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an article.

    `line` and `column` count from 1 (code points of the line; both 0 when the place is unknown), `at` is the
    path in the article, such as `figures[2].evidence`, `mend` says what to do about it.
    """

    severity: Severity
    line: int
    column: int
    at: str
    message: str
    mend: str


class Stopped(Exception):
    """Reading cannot go on; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Placed(Protocol):
    """Anything that knows its line and column, counted from 1."""

    @property
    def line(self) -> int:
        """The line, from 1."""

    @property
    def column(self) -> int:
        """The column in code points, from 1."""


class Problems:
    """Collects problems as they are met; past `MAX_PROBLEMS` of a severity they are only counted."""

    def __init__(self) -> None:
        self.errors = 0
        self.warnings = 0
        self._kept: list[Problem] = []

    def full(self, severity: Severity) -> bool:
        """Whether a further problem would only be counted: its mend need not be worked out."""
        return (self.errors if severity == "error" else self.warnings) >= MAX_PROBLEMS

    def add(self, problem: Problem) -> None:
        """Keep or count one problem; raises Stopped at the first error past `MAX_ERRORS`."""
        if problem.severity == "error":
            self.errors += 1
            count = self.errors
            if count == MAX_ERRORS + 1:
                raise Stopped(_too_many(problem))
        else:
            self.warnings += 1
            count = self.warnings
        if count <= MAX_PROBLEMS:
            self._kept.append(problem)

    def stop(self, stopped: Stopped) -> None:
        """Keep the problem for which reading stopped, however many there are."""
        self.errors += 1
        self._kept.append(stopped.problem)

    def error(self, place: Placed, at: str, message: str, mend: str) -> None:
        """Note an error at a node."""
        self.add(Problem("error", place.line, place.column, at, message, mend))

    def warning(self, place: Placed, at: str, message: str, mend: str) -> None:
        """Note a warning at a node."""
        self.add(Problem("warning", place.line, place.column, at, message, mend))

    def found(self) -> tuple[Problem, ...]:
        """The problems that were kept so far, in the order of their places."""
        return tuple(in_order(self._kept))


def _too_many(problem: Problem) -> Problem:
    message = f"there are more than {MAX_ERRORS:,} errors; nothing after this place was judged"
    return Problem("error", problem.line, problem.column, problem.at, message, "mend those listed first")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems sorted by their place; those without one come last."""
    return sorted(problems, key=lambda problem: (problem.line == 0, problem.line, problem.column))


def left_out(problems: Iterable[Problem], errors: int, warnings: int) -> list[Problem]:
    """What to say of problems that were only counted: `errors` and `warnings` are all there are."""
    kept = [problem.severity for problem in problems]
    counts: list[tuple[Severity, int]] = [("error", errors), ("warning", warnings)]
    return [
        Problem(severity, 0, 0, "", f"and {counted(more, f'more {severity}')}", "mend those listed first")
        for severity, count in counts
        if (more := count - kept.count(severity)) > 0
    ]


def counted(count: int, noun: str) -> str:
    """A count with its noun, `1 error` or `3 errors`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def quoted(text: str) -> str:
    """Text of the article for use in a message: sanitised, cut to 60 characters, in quotes."""
    shown = sanitise(text[: _SHOWN + 1])
    return f"“{shown[:_SHOWN]}…”" if len(shown) > _SHOWN else f"“{shown}”"


def suggestion(word: str, choices: Iterable[str]) -> str | None:
    """The choice that looks most like a mistyped word, or None."""
    from difflib import get_close_matches
    from itertools import islice

    # get_close_matches takes the product of the lengths for each choice: both are cut.
    near = {choice[:80].casefold(): choice for choice in islice(choices, 2000)}
    found = get_close_matches(word[:80].casefold(), near, n=1, cutoff=0.65)
    return near[found[0]] if found else None
