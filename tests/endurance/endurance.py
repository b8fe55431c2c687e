#!/usr/bin/env python3
"""Rough treatment of the reader in a pseudo-terminal: random keys, sizes, bytes, signals, patterns that explode.

    python tests/endurance/endurance.py [SEED]

runs all of it at full length and prints its figures; exit code 1 when anything is wrong. The tests run a short part.
`start` gives a running reader (a Terminal of the end-to-end tests) on an article; all that is found wrong comes back as
lines of text.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Start = Callable[..., Any]

KEYS = [
    *(chr(code) for code in range(0x20, 0x7F)),
    *("enter", "escape", "tab", "shift+tab", "backspace", "up", "down", "left", "right", "home", "end"),
    *("pageup", "pagedown", "f1", "alt+left", "alt+right", "ctrl+f", "ctrl+b", "ctrl+d", "ctrl+u", "ctrl+o", "ctrl+p"),
    *("ctrl+s", "é", "包", "\u202e", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[200~pasted\x1b[201~", "\x1b[<0;10;5M"),
    *("\x1b[<32;20;9M", "\x1b[<0;20;9m", "\x1b[<64;9;9M"),
]
KEYBOARD = (0, 130, 131)
"""Exit codes after random bytes: Ctrl+C and Ctrl+\\ are among them, and signals while a reader is suspended."""
SIGNALS = {signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGQUIT: 131, signal.SIGINT: 130}
ARTICLE = "headline: Endurance\nsections:\n" + "".join(
    f"  - heading: Section {section}\n    paragraphs:\n"
    + "".join(f"      - {'a' * 60}! Words {at} and 包头 with “quotes”, é and more of them.\n" for at in range(6))
    for section in range(20)
)
PATTERNS = [
    *("(a+)+$", "(a|aa)+$", "(a*)*b", "(a|a)*b", "(.*a){20}", "(a+)+b", "([a-z]+)*!!", "(a?){50}a{50}b", "(x+x+)+y"),
    *("^(([a-z])+.)+[A-Z]([a-z])+$", r"(\w+\s?)*[.]$", "(.+)+#", "(a|b|ab)*c", "((a*)*)*b", "(?:a+){2,}b", r"(\S*)*%"),
    *("(a*?)*?b", "(.|a)+!b", "(a{1,9}){1,9}{1,9}b", r"(a+|\w+)+\d$"),
]


def wrong_at_the_end(terminal: Any, codes: tuple[int, ...] = (0,)) -> list[str]:
    """What is wrong with a reader that was to end: its exit code, the modes it left, a traceback."""
    code = terminal.exit_code()
    found = [] if code in codes else [f"exit code {code}"]
    if left := terminal.modes_left():
        found.append(f"modes left: {sorted(left)}")
    if not terminal.termios_restored():
        found.append("termios not restored")
    if b"Traceback" in terminal.raw or b"crashed" in terminal.raw:
        found.append("a crash: " + terminal.text[-300:])
    return found


def leave(terminal: Any, codes: tuple[int, ...] = (0,)) -> list[str]:
    """Leave with Ctrl+Q, from whatever state; gives what is wrong."""
    # An escape sequence that was cut off would take the Ctrl+Q for its end.
    terminal.send(b"\x1b\x1b")
    terminal.pump(0.3)
    for _ in range(20):
        if terminal.poll() is None and terminal.stopped():
            terminal.signal(signal.SIGCONT)  # a Ctrl+Z that was typed long before may have come only now
        # While a program takes its terminal again, the line discipline swallows Ctrl+Q, which means "go on" to it.
        terminal.send(b"\x11")
        end = time.monotonic() + 1.0
        while terminal.poll() is None and time.monotonic() < end:
            terminal.pump(0.02)
        if terminal.poll() is not None:
            break
    return wrong_at_the_end(terminal, codes)


def monkey(start: Start, seed: int, keys: int, resizes: int) -> list[str]:
    """Type random keys and change the size at random; whenever it quits it is started again."""
    chance = random.Random(seed)
    terminal, found, begun = start(), [], 0
    terminal.wait_for("Section 0|Endurance")
    for number in range(keys):
        if chance.random() < resizes / keys:
            terminal.resize(chance.randint(1, 250), chance.randint(1, 80))
        terminal.press(chance.choice(KEYS))
        if number % 10 == 9:
            terminal.settle(0.01, 2.0)  # a terminal that takes no output for a while counts as gone
        if terminal.poll() is not None:
            found += [f"seed {seed}, key {number}: {wrong}" for wrong in wrong_at_the_end(terminal)]
            terminal, begun = start(), begun + 1
            terminal.wait_for("Section|Endurance")
    return found + [f"seed {seed}, at the end: {wrong}" for wrong in leave(terminal)]


def noise(start: Start, seed: int, size: int) -> list[str]:
    """Send random bytes as if they were typed."""
    chance = random.Random(seed)
    terminal, found = start(), []
    terminal.wait_for("Section 0|Endurance")
    for _ in range(0, size, 64):
        terminal.send(chance.randbytes(64))
        terminal.pump(0.01)
        if terminal.poll() is None and terminal.stopped():
            terminal.signal(signal.SIGCONT)  # Ctrl+Z was among them
        if terminal.poll() is not None:
            found += [f"seed {seed}: {wrong}" for wrong in wrong_at_the_end(terminal, KEYBOARD)]
            terminal = start()
            terminal.wait_for("Section|Endurance")
    if terminal.stopped():
        terminal.signal(signal.SIGCONT)
    return found + [f"seed {seed}, at the end: {wrong}" for wrong in leave(terminal, KEYBOARD)]


def signals(start: Start, seed: int, moments: int) -> tuple[list[str], float]:
    """Send each signal at random moments; what is wrong, and the longest a reader took to end (seconds)."""
    chance, found, longest = random.Random(seed), [], 0.0
    for number, code in SIGNALS.items():
        for _ in range(moments):
            terminal = start()
            _work(terminal, chance)
            at = time.monotonic()
            terminal.signal(number)
            # The shell says 128 and the number for both: it ended by the signal before it could listen to it.
            wrong = wrong_at_the_end(terminal, (code, -number))
            longest = max(longest, time.monotonic() - at)
            found += [f"{number.name}: {one}" for one in wrong]
    for _ in range(moments):
        terminal = start()
        _work(terminal, chance)
        terminal.wait_for(lambda terminal=terminal: b"\x1b[?1049h" in terminal.raw)
        at = time.monotonic()
        terminal.signal(signal.SIGTSTP)
        while not terminal.stopped():
            terminal.pump(0.01)
        longest = max(longest, time.monotonic() - at)
        terminal.drain()
        if left := terminal.modes_left():
            found.append(f"SIGTSTP: modes left {sorted(left)}")
        if not terminal.termios_restored():
            found.append("SIGTSTP: termios not restored")
        again = terminal.raw.count(b"\x1b[?1049h") + 1
        terminal.signal(signal.SIGCONT)
        # Until the screen is taken again the terminal's own line discipline would swallow the Ctrl+Q.
        terminal.wait_for(lambda terminal=terminal, again=again: terminal.raw.count(b"\x1b[?1049h") >= again)
        found += [f"SIGCONT: {one}" for one in leave(terminal)]
    return found, longest


def _work(terminal: Any, chance: random.Random) -> None:
    """Let a reader start, and perhaps do something, for a random while."""
    end = time.monotonic() + chance.uniform(0, 1.2)
    while time.monotonic() < end:
        terminal.pump(0.02)
        if "Section 0" in terminal.text and chance.random() < 0.3:
            terminal.press(chance.choice("jG/]v3"))


def patterns(start: Start, count: int) -> tuple[list[str], float, float]:
    """Search with patterns that explode; what is wrong, the slowest key and the longest search (seconds)."""
    found: list[str] = []
    slowest = longest = 0.0
    for pattern in PATTERNS[:count]:
        terminal = start()
        terminal.wait_for("Section 0")
        terminal.press("/")
        terminal.wait_for("anyone")
        terminal.send(b"\x1bOS")  # F4: a regular expression
        terminal.wait_for(r"\.\*")
        terminal.send(pattern.encode())
        begun = time.monotonic()
        ways = itertools.cycle(("left", "right"))  # so that the cursor in the line moves with every key
        while not _searched(terminal.text):
            before = terminal.raw
            at = time.monotonic()
            terminal.press(next(ways))
            terminal.wait_for(lambda terminal=terminal, before=before: len(terminal.raw) > len(before))
            slowest = max(slowest, time.monotonic() - at)
            terminal.pump(0.03)
            if time.monotonic() - begun > 20:
                found.append(f"{pattern}: never ended: {terminal.text[-170:]}")
                break
        longest = max(longest, time.monotonic() - begun)
        found += [f"{pattern}: {wrong}" for wrong in leave(terminal)]
    return found, slowest, longest


def _searched(text: str) -> bool:
    """Whether a search has ended: too slow, no pattern, no hit, or so many hits."""
    last = text.split("\n")[-2:]
    line = " ".join(last)
    words = ("takes too long", "no hit", "not a pattern", "pattern:", " at ")
    return any(word in line for word in words) or (" of " in line and "…" not in line)


def main() -> int:
    """Run everything at full length."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.e2e.conftest import Terminal

    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "article.yaml").write_text(ARTICLE, encoding="utf-8")
        env = {"HOME": name, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color"}

        def start() -> Terminal:
            argv = [sys.executable, "-m", "tui_reader", str(folder / "article.yaml")]
            return Terminal(argv, size=(80, 24), env=env, cwd=folder)

        found = monkey(start, seed, 10_000, 1_000)
        print(f"10,000 keys and 1,000 sizes: {len(found)} wrong", flush=True)
        more = noise(start, seed, 65_536)
        print(f"64 KB of random bytes: {len(more)} wrong", flush=True)
        found += more
        more, longest = signals(start, seed, 20)
        print(f"5 signals at 20 moments: {len(more)} wrong, the slowest end after {longest:.2f} s", flush=True)
        found += more
        more, slowest, longest = patterns(start, len(PATTERNS))
        print(
            f"{len(PATTERNS)} patterns: {len(more)} wrong, slowest key {slowest * 1e3:.0f} ms, search {longest:.2f} s"
        )
        found += more
        logs = list(folder.rglob("crash*"))
    print("\n".join([*found, *(f"a log: {log}" for log in logs)]))
    return 1 if found or logs else 0


if __name__ == "__main__":
    raise SystemExit(main())
