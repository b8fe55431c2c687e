"""Measure the reader against its yardsticks and peers, and write RESULTS.md.

    python benchmarks/run.py            # everything, about a quarter of an hour
    python benchmarks/run.py --quick    # 5 KB and 1 MB, once each, printed only: under a minute

Needs Linux and `pip install -e '.[dev]'`. Programs take turns, so that a slow minute of the machine hits all alike.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

sys.path.insert(0, str(Path(__file__).parent))

from inputs import SCRIPTS, SIZES, make_inputs, name_of
from inside import command_and_yardstick, measure_apart
from report import Report, machine
from scenarios import LESS, READER, TOOLONG, VIM, Samples, Scenario, run, scenarios

RESULTS = Path(__file__).parent / "RESULTS.md"
REPETITIONS = 10
FEW = 3
"""Repetitions of the peers at 20 MB, and of commands."""


def main() -> int:
    """Run as the command line asks."""
    parser = argparse.ArgumentParser(description="Measure the reader against its yardsticks and peers.")
    parser.add_argument("--quick", action="store_true", help="5 KB and 1 MB, once each, printed only")
    parser.add_argument("--output", type=Path, default=RESULTS, metavar="FILE", help="where the results go")
    words = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    root = Path(__file__).resolve().parents[1]
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(root / "src"), str(root / "benchmarks")], check=True)
    sizes = list(SIZES)[: 2 if words.quick else 3]
    folder = Path(tempfile.gettempdir()) / "tui-reader-benchmarks"
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        text = _measure(folder, sizes, progress, quick=words.quick)
    if words.quick:
        print(text)
    else:
        words.output.write_text(text, encoding="utf-8")
    return 0


def _measure(folder: Path, sizes: list[str], progress: Progress, *, quick: bool) -> str:
    making = progress.add_task("inputs", total=1)
    make_inputs(folder, sizes)
    progress.update(making, completed=1)
    results = _terminals(scenarios(folder, sizes, peers=not quick), 1 if quick else REPETITIONS, progress)
    commands = {} if quick else _commands(folder, progress)
    inside = _inside(folder, sizes, progress)
    report = Report(results, sizes, commands)
    parts = [
        "# Results",
        "",
        "Made by `python benchmarks/run.py`; do not edit. Ratios are of medians taken in one run, programs taking",
        f"turns, at 120x36, {1 if quick else REPETITIONS} repetitions ({FEW} of the peers at 20 MB).",
        "",
        *machine(),
        "",
        "## Goals",
        "",
        *report.table(),
        "",
        "## What falls short",
        "",
        *report.falls_short(),
        "",
        "## All programs",
        "",
        *report.peers(),
        "",
        "## Inside the process",
        "",
        "Milliseconds per MB of the file, the best of three; the last column is a ratio.",
        "",
        *inside,
        "",
    ]
    return "\n".join(parts)


def _terminals(todo: list[Scenario], repetitions: int, progress: Progress) -> dict[tuple[str, str], Samples]:
    results: dict[tuple[str, str], Samples] = defaultdict(lambda: defaultdict(list))

    def times(scenario: Scenario) -> int:
        slow = scenario.size == "20 MB" and scenario.program in (LESS, VIM, TOOLONG)
        return min(repetitions, FEW) if slow else repetitions

    bar = progress.add_task("in terminals", total=sum(map(times, todo)))
    for repetition in range(-1, repetitions):
        for scenario in todo if repetition % 2 else reversed(todo):
            if repetition >= times(scenario):
                continue
            if repetition < 0 and (scenario.program != READER or scenario.size != "5 KB"):
                continue  # one run that does not count, for the disk's cache
            samples = run(scenario)
            if repetition < 0:
                continue
            for name, values in samples.items():
                results[scenario.program, scenario.size][name] += values
            progress.advance(bar)
    return dict(results)


def _commands(folder: Path, progress: Progress) -> dict[str, tuple[float, float]]:
    """Median seconds of `check` and `search` on 20 MB, and of libyaml's events with the same imports."""
    found = {}
    todo = {"check": [], "search": ["--count", "NEEDLE-OMEGA"]}
    bar = progress.add_task("commands", total=len(todo) * FEW)
    for name, words in todo.items():
        took: tuple[list[float], list[float]] = ([], [])
        for _ in range(FEW):
            for argv, times in zip(
                command_and_yardstick(name, words, folder / f"{name_of('20 MB')}.yaml"), took, strict=True
            ):
                start = time.perf_counter()
                subprocess.run(argv, stdout=subprocess.DEVNULL, check=True)
                times.append(time.perf_counter() - start)
            progress.advance(bar)
        found[name] = (statistics.median(took[0]), statistics.median(took[1]))
    return found


def _inside(folder: Path, sizes: list[str], progress: Progress) -> list[str]:
    lines: list[str] = []
    names = [*sizes[1:], *SCRIPTS]
    bar = progress.add_task("inside", total=len(names))
    for name in names:
        found = measure_apart(folder / f"{name if name in SCRIPTS else name_of(name)}.yaml")
        if not lines:
            lines += [f"| text | {' | '.join(found)} |", "|---" * (len(found) + 1) + "|"]
        lines.append(f"| {name} | {' | '.join(f'{value:.2f}' for value in found.values())} |")
        progress.advance(bar)
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
