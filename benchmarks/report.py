"""Goals, ratios and the page of results."""

from __future__ import annotations

import os
import platform
import re
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from reasons import REASONS
from scenarios import BARE, LESS, LINES, READER, TOOLONG, VIM, Samples

Results = Mapping[tuple[str, str], Samples]
"""Samples by program and size; those of the bare app are under the smallest size."""


class Row(NamedTuple):
    """One goal and what was measured. `goal` and `ratio` are the same unit, a ratio unless `unit` says otherwise."""

    what: str
    size: str
    goal: float
    ratio: float | None
    detail: str
    unit: str = "x"

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None if it could not be measured."""
        return None if self.ratio is None else self.ratio <= self.goal


def p(values: Sequence[float], percent: int) -> float:
    """A percentile of some values."""
    if len(values) < 2:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds < 0.1 else f"{seconds * 1e3:.0f} ms"


class Report:
    """Rows of the table from the samples of a run."""

    def __init__(self, results: Results, sizes: list[str], commands: Mapping[str, tuple[float, float]]) -> None:
        self._results = results
        self._sizes = sizes
        self._commands = commands
        self.rows: list[Row] = []
        self._make()

    def _values(self, program: str, size: str, name: str) -> Sequence[float]:
        samples = self._results.get((program, self._sizes[0] if program == BARE else size))
        return samples.get(name, []) if samples else []

    def _median(self, program: str, size: str, name: str) -> float | None:
        values = self._values(program, size, name)
        return statistics.median(values) if values else None

    def _against(self, what: str, size: str, goal: float, name: str, program: str, of: str | None = None) -> None:
        ours, theirs = self._median(READER, size, name), self._median(program, size, of or name)
        if ours is None:
            return
        shown = str if "bytes" in name else (lambda value: f"{value:.1f} MB") if "MB" in name else _ms
        if theirs is None:
            self.rows.append(Row(what, size, goal, None, f"{shown(ours)}; {program} is not there"))
            return
        detail = f"{shown(ours)} / {program} {shown(theirs)}"
        self.rows.append(Row(what, size, goal, ours / theirs if theirs else None, detail))

    def _make(self) -> None:
        for size, goal in zip(("5 KB", "1 MB", "20 MB"), (1.25, 1.4, 2.0), strict=True):
            self._against("first paint", size, goal, "first paint", BARE)
        loading = self._median(READER, "20 MB", "j while loading")
        if loading is not None:
            whole = self._median(READER, "20 MB", "all loaded")
            detail = f"{_ms(loading)} while it loads; all is loaded {whole:.1f} s after the start"
            self.rows.append(Row("`j` while the rest loads", "20 MB", 0.1, loading, detail, "s"))
        for size in self._sizes:
            for key in ("j", "PageDown"):
                self._against(f"`{key}` to paint, p50", size, 1.3, key, LINES)
                values = self._values(READER, size, key)
                if values:
                    spread = p(values, 95) / p(values, 50)
                    detail = f"p95 {_ms(p(values, 95))} / p50 {_ms(p(values, 50))}"
                    self.rows.append(Row(f"`{key}` p95 against its p50", size, 2.5, spread, detail))
                    settled = self._values(READER, size, f"{key}, settled")
                    after = statistics.median(settled) - statistics.median(values)
                    self.rows.append(Row(f"`{key}` settled after its paint", size, 0.002, after, _ms(after), "s"))
            self._against("100 held keys", size, 1.5, "100 held keys", LINES)
        for size in self._sizes:
            for key in ("G", "g", "]", "jump from a pane"):
                self._against(f"`{key}`" if len(key) == 1 else key, size, 1.3, key, LINES, "G")
        for key in ("G", "g", "jump from a pane"):
            large, small = self._median(READER, "20 MB", key), self._median(READER, "5 KB", key)
            if large is not None and small is not None:
                row = Row(f"{key}, 20 MB against 5 KB", "20 MB", 1.3, large / small, f"{_ms(large)} / {_ms(small)}")
                self.rows.append(row)
        self._against("search to the far end, first", "20 MB", 0.5, "search, first", LESS)
        self._against("search to the far end, again", "20 MB", 0.1, "search, again", LESS, "search, first")
        self._against("search to the far end, first", "1 MB", 0.5, "search, first", LESS)
        for size in self._sizes:
            typed, line = self._median(READER, size, "key in the search line"), self._median(READER, size, "j")
            if typed is not None and line is not None:
                detail = f"{_ms(typed)} / j {_ms(line)}"
                self.rows.append(Row("a key in the search line, against `j`", size, 1.5, typed / line, detail))
        for size in self._sizes:
            change, line = self._median(READER, size, "resize"), self._median(READER, size, "j")
            if change is not None and line is not None:
                detail = f"{_ms(change)} / j {_ms(line)}"
                self.rows.append(Row("resize to the repainted page, against `j`", size, 3.0, change / line, detail))
        self._against("peak memory", "5 KB", 1.3, "memory, MB", BARE)
        self._against("peak memory", "1 MB", 1.7, "memory, MB", BARE)
        self._against("peak memory", "20 MB", 2.0, "memory, MB", LINES)
        for size in self._sizes:
            self._against("quit", size, 0.5, "quit", BARE)
            left = [*self._values(READER, size, "exit code"), *self._values(READER, size, "modes left")]
            if left:
                detail = "exit code 0, nothing left set" if not any(left) else f"codes and modes: {left}"
                self.rows.append(Row("exit code, terminal modes left set", size, 0, float(any(left)), detail, ""))
            idle = self._median(READER, size, "idle, share of a core")
            if idle is not None:
                written = max(self._values(READER, size, "idle, bytes"))
                self.rows.append(Row("idle, written", size, 0, written, f"{written:.0f} bytes", "bytes"))
                self.rows.append(Row("idle, share of a core", size, 0.2, idle * 100, f"{idle:.3%}", "%"))
            self._against("bytes written for one `j`", size, 1.2, "j, bytes", LINES)
        for name, (ours, theirs) in self._commands.items():
            detail = f"{_ms(ours)} / events and imports {_ms(theirs)}"
            self.rows.append(Row(f"`tui-reader {name}`", "20 MB", 1.5, ours / theirs, detail))

    def table(self) -> list[str]:
        """The table of goals as Markdown."""
        lines = ["| what | size | goal | measured | | medians |", "|---|---|---|---|---|---|"]
        for row in self.rows:
            goal, ratio = (_shown(value, row.unit) for value in (row.goal, row.ratio))
            sign = {True: "met", False: "**not met**", None: "not measured"}[row.met]
            lines.append(f"| {row.what} | {row.size} | ≤ {goal} | {ratio} | {sign} | {row.detail} |")
        return lines

    def peers(self) -> list[str]:
        """First paint and memory of every program at every size."""
        lines = [
            "| program | size | first paint | memory | search, first | again | quit |",
            "|---|---|---|---|---|---|---|",
        ]
        for program in (READER, BARE, LINES, LESS, VIM, TOOLONG):
            for size in self._sizes:
                samples = self._results.get((program, size))
                if not samples:
                    continue
                cells = [
                    _ms(statistics.median(samples[name])) if samples.get(name) else "–"
                    for name in ("first paint", "search, first", "search, again", "quit")
                ]
                memory = f"{statistics.median(samples['memory, MB']):.1f} MB"
                lines.append(f"| {program} | {size} | {cells[0]} | {memory} | {' | '.join(cells[1:])} |")
        return lines

    def falls_short(self) -> list[str]:
        """What is not met, and why."""
        lines = []
        for row in self.rows:
            if row.met is False:
                reason = next((why for words, why in REASONS.items() if re.match(words, f"{row.what}, {row.size}")), "")
                measured = f"{_shown(row.ratio, row.unit)} for {_shown(row.goal, row.unit)}"
                lines.append(f"- {row.what}, {row.size}: {measured}. {reason}".rstrip())
        return lines or ["Nothing in this run."]


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    if unit == "s":
        return _ms(value)
    return f"{value:.2f} {unit}".rstrip() if value < 100 else f"{value:.0f} {unit}".rstrip()


def machine() -> list[str]:
    """Versions, and the class of the machine."""
    cpu = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    from tui_reader.article.events import HAS_LIBYAML

    yaml = f"PyYAML {version('pyyaml')} {'with' if HAS_LIBYAML else 'without'} libyaml"
    lines = [
        f"- {os.cpu_count()} cores ({cpu[1] if cpu else platform.machine()}), {memory:.0f} GB, {platform.system()}",
        f"- Python {platform.python_version()}, Textual {version('textual')}, Rich {version('rich')}, "
        f"{yaml}, tui-reader {version('tui-reader')}",
    ]
    for words in (["less", "--version"], ["vim", "--version"]):
        try:
            told = subprocess.run(words, capture_output=True, text=True, check=False).stdout
        except OSError:
            continue
        lines.append(f"- {told.splitlines()[0]}")
    return lines
