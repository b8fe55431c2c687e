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
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
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
    wrong: int = 0
    seconds: list[tuple[float, str]] = field(default_factory=list)
    memory: list[tuple[float, str]] = field(default_factory=list)

    def take(self, run: Run, name: str, wrong: list[str]) -> None:
        """Count one run; what is wrong is printed at once."""
        self.runs += 1
        for what in wrong:
            print(f"  WRONG {name}: {what}"[:600], flush=True)
        self.wrong += len(wrong)
        self.seconds.append((run.seconds, name))
        self.memory.append((run.memory, name))

    def tell(self, what: str) -> None:
        """Print the figures."""
        print(f"\n{what}: {self.runs} runs, {self.wrong} wrong")
        for figures, unit in ((self.seconds, "s"), (self.memory, "MB")):
            over = [f"{value:.2f} {unit} {name}" for value, name in sorted(figures, reverse=True)[:8] if value]
            if over:
                print(f"  most {unit}: " + "; ".join(over))


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
    if run.memory > 300 or (run.seconds > 1.0 and not case.large):
        wrong.append(f"{run.seconds:.2f} s, {run.memory:.0f} MB")
    text = (run.out + b"\n" + run.err).decode("utf-8", "surrogateescape")
    if "csv" in command:
        text = text.replace("\r\n", "\n")  # as RFC 4180 ends lines
    wrong += [f"harmful {found}" for found in harmful(text)]
    return wrong


class Job(NamedTuple):
    """A written case and what to do with it, as another process can be told."""

    case: Case
    path: str
    folder: Path
    command: tuple[str, ...] = ()

    @property
    def env(self) -> dict[str, str]:
        """A new user's environment."""
        home = str(self.folder / "home")
        return {"PATH": os.defpath, "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color"}


def written(chosen: list[Case], folder: Path) -> Iterator[Job]:
    """Make the files of the cases; what makes them is left out, for it cannot be sent to a process."""
    (folder / "home").mkdir()
    for case in chosen:
        path = os.path.relpath(case.write(folder), folder)
        yield Job(replace(case, make=None, build=None), path, folder)


def obey(job: Job) -> tuple[Run, str, list[str]]:
    """Run one command on one case."""
    argv = [sys.executable, "-m", "tui_reader", *job.command, "--", job.path]
    run = measure(argv, job.folder, job.env)
    return run, f"{job.case.name!r} {' '.join(job.command)}", judge(job.case, job.command, run)


def read(job: Job) -> tuple[Run, str, list[str]]:
    """Go through every pane of the reader with one case."""
    begun = time.monotonic()
    argv = [sys.executable, "-m", "tui_reader", f"./{job.path}"]
    terminal = Terminal(argv, size=(120, 36), env=job.env, cwd=job.folder)
    try:
        wrong = read_in_terminal(terminal, job.case, foreign, 0.12)
    except (Exception, pytest.fail.Exception) as failure:
        wrong = [f"hangs, or cannot be shown: {failure!r}"]
    finally:
        terminal.close()
    return Run(0, b"", b"", time.monotonic() - begun, 0.0), repr(job.case.name), wrong


def run_all(work: Callable[[Job], tuple[Run, str, list[str]]], jobs: list[Job], processes: int) -> Summary:
    """Do all jobs, each in a process that does nothing else meanwhile: a thread would delay what another measures."""
    summary = Summary()
    with ProcessPoolExecutor(processes) as pool:
        for number, result in enumerate(pool.map(work, jobs)):
            summary.take(*result)
            if number % 100 == 0:
                print(f"… {number} of {len(jobs)}, {summary.wrong} wrong", flush=True)
    return summary


def commands(chosen: list[Case], folder: Path) -> Summary:
    """Every case through every subcommand."""
    jobs = [job._replace(command=command) for job in written(chosen, folder) for command in COMMANDS]
    return run_all(obey, jobs, 2)


def panes(chosen: list[Case], folder: Path) -> Summary:
    """Every case that opens through every pane of the reader."""
    return run_all(read, list(written([case for case in chosen if case.opens], folder)), 4)  # they mostly wait


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
            wrong += summary.wrong
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
