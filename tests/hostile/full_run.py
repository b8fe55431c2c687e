#!/usr/bin/env python3
"""The full run over the hostile corpus, too long for the tests: every case through every subcommand and every pane.

    python tests/hostile/full_run.py [commands] [panes] [CATEGORY …]

Each command is a process of its own, with its seconds, its largest memory and all its bytes; each case that opens is
read in a pseudo-terminal, pane by pane, with every byte captured. Prints what is wrong and a summary; exit code 1 when
something is.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.e2e.conftest import Terminal  # noqa: E402
from tests.hostile.corpus import Case, cases  # noqa: E402
from tests.hostile.looking import foreign, harmful  # noqa: E402
from tests.hostile.panes import read_in_terminal  # noqa: E402

COMMANDS = (
    ("check",),
    ("check", "--json"),
    ("show",),
    ("show", "--format", "markdown"),
    ("show", "--format", "json"),
    ("search", "the"),
    ("search", "--json", "the"),
    ("search", "--regex", "(a|b+)+[.]"),
    ("people",),
    ("people", "--format", "json"),
    ("people", "--format", "csv"),
    ("figures",),
    ("figures", "--format", "json"),
    ("figures", "--format", "csv"),
    ("notes",),
    ("notes", "--format", "json"),
)
SECONDS = 30.0
"""A command that takes longer hangs."""


class Run(NamedTuple):
    """How one command went; `memory` is its largest resident size in MB."""

    code: int
    out: bytes
    err: bytes
    seconds: float
    memory: float


@dataclass
class Summary:
    """What all runs gave."""

    runs: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: list[tuple[float, str]] = field(default_factory=list)
    memory: list[tuple[float, str]] = field(default_factory=list)

    def take(self, run: Run, name: str, wrong: list[str]) -> None:
        """Count one run."""
        self.runs += 1
        self.wrong += [f"{name}: {what}" for what in wrong]
        self.seconds.append((run.seconds, name))
        self.memory.append((run.memory, name))

    def tell(self, what: str) -> None:
        """Print the figures."""
        print(f"\n{what}: {self.runs} runs, {len(self.wrong)} wrong")
        for figures, unit in ((self.seconds, "s"), (self.memory, "MB")):
            over = [f"{value:.2f} {unit} {name}" for value, name in sorted(figures, reverse=True)[:8]]
            print(f"  most {unit}: " + "; ".join(over))
        for line in self.wrong:
            print(f"  WRONG {line[:600]}")


def measure(argv: list[str], folder: Path, env: dict[str, str]) -> Run:
    """Run a command to its end, with its time and memory; killed after SECONDS."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.monotonic()
        process = subprocess.Popen(argv, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        deadline = begun + SECONDS
        memory = 0.0
        while True:
            memory = _peak(process.pid) or memory
            pid, status = os.waitpid(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > deadline:
                process.kill()
                _, status = os.waitpid(process.pid, 0)
                break
            time.sleep(0.002)
        seconds = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read())
        return Run(process.returncode, texts[0], texts[1], seconds, memory)


def _peak(pid: int) -> float:
    """The largest resident size so far, in MB; 0 when it has ended. What wait4 tells counts this process, too."""
    with open(f"/proc/{pid}/status") as status:
        found = [line for line in status if line.startswith("VmHWM")]
    return int(found[0].split()[1]) / 1024 if found else 0.0


def judge(case: Case, command: tuple[str, ...], run: Run) -> list[str]:
    """What is wrong with how a command went."""
    wrong = []
    said = (run.out + run.err)[:300]
    if b"Traceback" in run.err or b"crash" in run.err:
        wrong.append(f"traceback {run.err[-300:]!r}")
    if run.seconds >= SECONDS:
        wrong.append("hangs")
    expected = {0} if case.opens else {1}
    if command[0] == "search":
        expected = {0, 1} if case.opens else {2}
        if "--regex" in command:  # which may stop at its time limit
            expected |= {2}
    if run.code not in expected:
        wrong.append(f"exit code {run.code}: {said!r}")
    if not case.large and (run.seconds > 1.0 or run.memory > 300):
        wrong.append(f"{run.seconds:.2f} s, {run.memory:.0f} MB")
    if run.memory > 300 and case.large and command[0] == "check" and not case.opens:
        wrong.append(f"{run.memory:.0f} MB")
    text = (run.out + b"\n" + run.err).decode("utf-8", "surrogateescape")
    if "csv" in command:
        text = text.replace("\r\n", "\n")  # as RFC 4180 ends lines
    wrong += [f"harmful {found}" for found in harmful(text)]
    return wrong


def commands(chosen: list[Case], folder: Path) -> Summary:
    """Every case through every subcommand, two at a time."""
    env = {"PATH": os.defpath, "HOME": str(folder / "home"), "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    summary = Summary()

    def jobs() -> Iterator[tuple[Case, str, tuple[str, ...]]]:
        for case in chosen:
            path = os.path.relpath(case.write(folder), folder)
            for command in COMMANDS:
                yield case, path, command

    def work(job: tuple[Case, str, tuple[str, ...]]) -> tuple[Run, str, list[str]]:
        case, path, command = job
        run = measure([sys.executable, "-m", "tui_reader", *command, "--", path], folder, env)
        return run, f"{case.name!r} {' '.join(command)}", judge(case, command, run)

    with ThreadPoolExecutor(2) as pool:
        for number, result in enumerate(pool.map(work, list(jobs()))):
            summary.take(*result)
            if number % 500 == 0:
                print(f"… {number} runs, {len(summary.wrong)} wrong", flush=True)
    return summary


def panes(chosen: list[Case], folder: Path) -> Summary:
    """Every case that opens through every pane of the reader."""
    summary = Summary()
    (folder / "home").mkdir(exist_ok=True)

    env = {"PATH": os.defpath, "HOME": str(folder / "home"), "LANG": "C.UTF-8", "TERM": "xterm-256color"}

    def work(case: Case) -> tuple[Run, str, list[str]]:
        path = os.path.relpath(case.write(folder), folder)
        begun = time.monotonic()
        argv = [sys.executable, "-m", "tui_reader", f"./{path}"]
        terminal = Terminal(argv, size=(120, 36), env=env, cwd=folder)
        try:
            wrong = read_in_terminal(terminal, case, foreign, 0.12)
        except (Exception, pytest.fail.Exception) as failure:
            wrong = [f"hangs, or cannot be shown: {failure!r}"]
        finally:
            terminal.close()
        return Run(0, b"", b"", time.monotonic() - begun, 0.0), repr(case.name), wrong

    with ThreadPoolExecutor(4) as pool:  # they mostly wait
        for number, result in enumerate(pool.map(work, [case for case in chosen if case.opens])):
            summary.take(*result)
            if number % 50 == 0:
                print(f"… {number} articles read, {len(summary.wrong)} wrong", flush=True)
    return summary


def main(words: list[str]) -> int:
    """Run what the words ask for: commands, panes (both when neither is named), of some categories or of all."""
    parts = [word for word in words if word in ("commands", "panes")] or ["commands", "panes"]
    categories = [word for word in words if word not in ("commands", "panes")]
    chosen = [case for case in cases() if not categories or case.category in categories]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wrong = 0
    for part in parts:
        with tempfile.TemporaryDirectory(prefix="hostile-") as name:
            summary = (commands if part == "commands" else panes)(chosen, Path(name))
            summary.tell(f"{part}, {len(chosen)} cases")
            wrong += len(summary.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
