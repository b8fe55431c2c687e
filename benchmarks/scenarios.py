"""What is done with each program, and what is taken down meanwhile."""

from __future__ import annotations

import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from inputs import NEEDLE, READY, name_of
from terminal import SIZE, Never, Program

HERE = Path(__file__).parent
PAGE_DOWN = "\x1b[6~"
READER, BARE, LINES, LESS, VIM, TOOLONG = "tui-reader", "bare", "Line API", "less", "vim -R", "toolong"
_COMMANDS = {LESS: "less", VIM: "vim", TOOLONG: "tl"}
_IDLE = 5.0
"""Seconds of watching a program that has nothing to do."""

Samples = dict[str, list[float]]
"""Values by what was measured: seconds, MB or bytes, as the name says."""


class Scenario(NamedTuple):
    """A program on an input."""

    program: str
    size: str
    argv: list[str]
    env: Mapping[str, str]


def scenarios(folder: Path, sizes: list[str], *, peers: bool) -> list[Scenario]:
    """All that is run: the reader, the two yardsticks, and the peers that are installed."""
    python = sys.executable
    found = []
    for size in sizes:
        yaml, text = str(folder / f"{name_of(size)}.yaml"), str(folder / f"{name_of(size)}.txt")
        found.append(Scenario(READER, size, [python, "-m", "tui_reader", yaml], {}))
        if size == sizes[0]:
            found.append(Scenario(BARE, size, [python, str(HERE / "yardsticks" / "bare.py")], {}))
        found.append(Scenario(LINES, size, [python, str(HERE / "yardsticks" / "lineapi.py"), text], {}))
        if peers:
            commands = {
                LESS: (["less", "-i", text], {"LESS": "", "LESSHISTFILE": "-"}),
                VIM: (["vim", "-R", "-u", "NONE", "-i", "NONE", "-n", "--cmd", "set nocp is hls ic", text], {}),
                TOOLONG: (["tl", text], {}),
            }
            found += [
                Scenario(program, size, argv, env)
                for program, (argv, env) in commands.items()
                if shutil.which(_COMMANDS[program])
            ]
    return found


def run(scenario: Scenario) -> Samples:
    """Run it once from the start to the end."""
    samples: Samples = defaultdict(list)
    program = Program(scenario.argv, scenario.env)
    try:
        steps = {READER: _read, BARE: _nothing, LINES: _scroll, LESS: _page, VIM: _page, TOOLONG: _nothing}
        try:
            # toolong opens at the end of a file.
            shown = NEEDLE if scenario.program == TOOLONG else READY
            samples["first paint"].append(program.wait_for(shown) - program.started)
            steps[scenario.program](program, samples, scenario.size)
        except Never as failure:
            samples["failed"].append(1.0)
            print(f"{scenario.program} {scenario.size}: {str(failure).splitlines()[0]}", file=sys.stderr)
        samples["memory, MB"].append(program.peak_memory())
        took, code, left = program.quit(
            ":q!\r" if scenario.program == VIM else "\x03" if scenario.program == TOOLONG else "q"
        )
        samples["quit"].append(took)
        samples["exit code"].append(code)
        samples["modes left"].append(len(left))
    finally:
        program.close()
    return samples


def _take(program: Program, samples: Samples, name: str, keys: str, *, back: str = "", pattern: str = "") -> None:
    hit, rest, written = program.change(keys, pattern=pattern)
    samples[name].append(hit)
    samples[f"{name}, settled"].append(rest)
    samples[f"{name}, bytes"].append(written)
    if back:
        program.type(back)
        program.settle()


def _nothing(program: Program, samples: Samples, size: str) -> None:
    program.settle(0.3)


def _moves(program: Program, samples: Samples) -> None:
    """What the reader and the Line-API view both can."""
    for _ in range(15):
        _take(program, samples, "j", "j")
    program.type("g")
    program.settle()
    for _ in range(6):
        _take(program, samples, "PageDown", PAGE_DOWN, back="g")
    for _ in range(3):
        _take(program, samples, "G", "G")
        _take(program, samples, "g", "g")
    _, rest, _ = program.change("j" * 100)
    samples["100 held keys"].append(rest)
    program.type("g")
    program.settle()


def _scroll(program: Program, samples: Samples, size: str) -> None:
    program.settle(0.3)
    _moves(program, samples)


def _search(program: Program, samples: Samples) -> None:
    for name in ("search, first", "search, again"):
        program.type("/")
        program.settle(0.2)
        # It searches while one types: the words come in one paste, with Enter right behind them.
        pasted = f"\x1b[200~{NEEDLE}\x1b[201~\r"
        _take(program, samples, name, pasted, pattern=f"{NEEDLE} ends")
        program.type("\x1b")
        program.settle(0.3)
        program.type("g")


def _page(program: Program, samples: Samples, size: str) -> None:
    program.settle(0.3)
    for name in ("search, first", "search, again"):
        program.type(f"/{NEEDLE}")
        program.settle()
        _take(program, samples, name, "\r", back="gg", pattern=f"{NEEDLE} ends")


def _read(program: Program, samples: Samples, size: str) -> None:
    if size == "20 MB":
        # While the rest still loads, and is folded and wrapped after that, keys are answered.
        for _ in range(5):
            samples["j while loading"].append(program.change("j").hit)
        program.type("g")
    program.rest()
    samples["all loaded"].append(time.perf_counter() - program.started)
    _moves(program, samples)
    for _ in range(2):
        if size != "5 KB":
            _take(program, samples, "]", "]")
        program.type("2G3")  # from the end, so that the words jumped to are on another page
        program.settle()
        _take(program, samples, "jump from a pane", "\r", back="2g")
    _search(program, samples)
    program.type("\x1b/")
    program.settle(0.3)
    for key in "silicon":
        _take(program, samples, "key in the search line", key)
    program.type("\r")
    program.settle()
    program.type("\x1bg")
    program.settle(0.3)
    for size_ in ((100, 30), SIZE):
        hit, rest, _ = program.change(size=size_)
        samples["resize"].append(hit)
        samples["resize, settled"].append(rest)
    program.settle(1.0)
    program.painted(lambda: False)
    written, cpu = program.written, program.cpu()
    time.sleep(_IDLE)
    program.painted(lambda: False)
    samples["idle, bytes"].append(program.written - written)
    samples["idle, share of a core"].append((program.cpu() - cpu) / _IDLE)
