"""A pseudo-terminal that runs the installed program, reads what it paints and keeps every byte of it."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyte
import pytest

LIMIT = 20.0
"""Seconds within which a slow machine does anything at all; nothing waits so long when all is well."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "alt+left": "\x1b[1;3D",
    "alt+right": "\x1b[1;3C",
}

# pyte 0.8 trips over private SGR and kitty sequences, and over mode queries: it never sees them.
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*[umq]|\x1b\[\?[0-9;]*\$p")
_SEQUENCE_BEGUN = re.compile(rb"\x1b(\[[0-9;<>=?$]*|\][^\x07\x1b]*)?$")
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_KITTY = re.compile(rb"\x1b\[(>[0-9]+|<[0-9]*)u")
_QUERY = re.compile(rb"\x1b\[\?(2026|2048)\$p")
# The modes that a terminal has set from the start: cursor shown, lines wrapped.
_ON_AT_START = frozenset({7, 25})


class Terminal:
    """A program in a pseudo-terminal of its own.

    `modern` answers what a present-day terminal answers (modes 2026 and 2048); otherwise it is mute. Without `owned`
    the terminal is not the one that the program belongs to: it has no /dev/tty. `split` gives the program a stdin,
    stdout or stderr that is not the terminal: a map of number to descriptor, None for a closed one.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int],
        env: Mapping[str, str],
        cwd: Path,
        modern: bool = False,
        owned: bool = True,
        split: Mapping[int, int | None] | None = None,
    ) -> None:
        self.modern = modern
        self._owned = owned
        self.raw = b""
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self._answered = 0
        self._status: int | None = None
        self.fd, self._slave = os.openpty()
        self._set_size(*size)
        self.found = termios.tcgetattr(self._slave)
        self.pid = os.fork()
        if self.pid == 0:
            self._become(argv, env, cwd, split or {})

    def _become(self, argv: Sequence[str], env: Mapping[str, str], cwd: Path, split: Mapping[int, int | None]) -> None:
        try:
            os.setsid()
            for ignored in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):  # as nohup and a shell leave them behind it
                signal.signal(ignored, signal.SIG_DFL)
            if self._owned:
                fcntl.ioctl(self._slave, termios.TIOCSCTTY, 0)
            for number in range(3):
                os.dup2(self._slave, number)
            for number, other in split.items():
                if other is None:
                    os.close(number)
                else:
                    os.dup2(other, number)
            os.closerange(3, 1024)
            os.chdir(cwd)
            os.execvpe(argv[0], list(argv), dict(env))
        finally:
            os._exit(127)

    # What is seen

    @property
    def text(self) -> str:
        """The screen, lines without the blanks at their ends."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def pump(self, seconds: float = 0.02) -> bool:
        """Take in what the program wrote, waiting for it at most so long; whether there was something."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # EIO: every descriptor of the other side is closed
            data = b""
        if not data:
            return False
        self.raw += data
        self._answer()
        data = self._held + data
        begun = _SEQUENCE_BEGUN.search(data)
        self._held = data[begun.start() :] if begun else b""
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data[: len(data) - len(self._held)]))
        return True

    def _answer(self) -> None:
        if not self.modern:
            return
        for query in _QUERY.finditer(self.raw, self._answered):
            self._answered = query.end()
            self.send(b"\x1b[?" + query[1] + b";2$y")

    def wait_for(self, wanted: str | Callable[[], object], limit: float = LIMIT) -> None:
        """Pump until a pattern is on the screen or a condition holds; fails, with the screen, when it never does."""
        met = wanted if callable(wanted) else lambda: re.search(wanted, self.text, re.MULTILINE)
        end = time.monotonic() + limit
        while not met():
            if time.monotonic() > end:
                pytest.fail(f"waited {limit} s for {wanted!r}; exit code {self.poll()}; the screen:\n{self.text}")
            if not self.pump() and self.poll() is not None and not self.pump() and not met():
                pytest.fail(f"ended ({self.poll()}) before {wanted!r} came; the screen:\n{self.text}")

    # What is done

    def send(self, data: bytes) -> None:
        """Type bytes."""
        while data:
            try:
                data = data[os.write(self.fd, data) :]
            except OSError:
                return

    def press(self, *keys: str) -> None:
        """Press keys by name (`enter`, `ctrl+f`), or type a character each."""
        for key in keys:
            if key.startswith("ctrl+"):
                self.send(bytes([ord(key[5]) & 0x1F]))
            else:
                self.send(KEYS.get(key, key).encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; the program is told as by a terminal emulator."""
        self.screen.resize(rows, columns)
        self._set_size(columns, rows)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal under the program."""
        os.close(self._slave)
        os.close(self.fd)
        self._slave = self.fd = -1

    # How it ends

    def poll(self) -> int | None:
        """The exit code (the negative number of a signal that killed it), None while it runs."""
        if self._status is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def stopped(self) -> bool:
        """Whether the program is stopped by a signal."""
        with open(f"/proc/{self.pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "T"

    def exit_code(self, limit: float = LIMIT) -> int:
        """Wait for the end, and give its exit code; everything that was written is in `raw` then."""
        end = time.monotonic() + limit
        while self.poll() is None:
            if self.fd < 0:
                time.sleep(0.01)
            else:
                self.pump()
            if time.monotonic() > end:
                pytest.fail(f"did not end within {limit} s; the screen:\n{self.text}")
        while self.fd >= 0 and self.pump():
            pass
        assert self._status is not None
        return self._status

    def drain(self) -> None:
        """Take in all that was written by now; only for a program that is stopped or quiet."""
        while self.pump():
            pass

    def settle(self, quiet: float = 0.2, limit: float = LIMIT) -> None:
        """Take in output until none comes for so many seconds: for pictures; a test waits for what it wants to see."""
        end = time.monotonic() + limit
        while self.pump(quiet) and time.monotonic() < end:
            pass

    def wait_for_end_unread(self, limit: float = LIMIT) -> None:
        """Wait for the end without reading anything that the program writes."""
        end = time.monotonic() + limit
        while self.poll() is None:
            if time.monotonic() > end:
                pytest.fail(f"did not end within {limit} s")
            time.sleep(0.01)

    def modes_left(self) -> set[str]:
        """What was switched on in the terminal and never off again, or off and never on."""
        return modes_left(self.raw)

    def termios_restored(self) -> bool:
        """Whether line discipline and flags are as they were found."""
        return termios.tcgetattr(self._slave) == self.found

    def assert_as_found(self) -> None:
        """Assert that the terminal was left as it was found."""
        assert self.modes_left() == set()
        assert self.termios_restored()

    def close(self) -> None:
        """End the program, whatever it does."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self._status = -signal.SIGKILL
        for descriptor in (self.fd, self._slave):
            if descriptor >= 0:
                os.close(descriptor)
        self.fd = self._slave = -1


def modes_left(raw: bytes) -> set[str]:
    """The private modes, and the pushes of the kitty keyboard protocol, that output left different from the start."""
    state: dict[int, bool] = {}
    for modes, to in _MODE.findall(raw):
        for mode in modes.split(b";"):
            state[int(mode)] = to == b"h"
    left = {f"?{mode}{'h' if on else 'l'}" for mode, on in state.items() if on != (mode in _ON_AT_START)}
    pushed = 0
    for kitty in _KITTY.findall(raw):
        pushed = pushed + 1 if kitty[:1] == b">" else max(0, pushed - 1)
    return left | ({f"kitty x{pushed}"} if pushed else set())


class Start(Protocol):
    """Starts a program; words that are none of the keywords go to `tui-reader`."""

    def __call__(
        self,
        *words: str,
        program: Path | None = None,
        size: tuple[int, int] = (120, 36),
        env: Mapping[str, str | None] | None = None,
        modern: bool = False,
        owned: bool = True,
        split: Mapping[int, int | None] | None = None,
    ) -> Terminal: ...


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home directory that nobody has used yet."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def fresh_env(home: Path) -> dict[str, str]:
    """The environment of a user who has just logged in to that home, on a terminal of 24-bit colour."""
    return {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.fixture
def start(fresh_env: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Start `tui-reader` with words, or another Python `program` with them, in a terminal that ends with the test."""
    running: list[Terminal] = []

    def start_one(
        *words: str,
        program: Path | None = None,
        size: tuple[int, int] = (120, 36),
        env: Mapping[str, str | None] | None = None,
        modern: bool = False,
        owned: bool = True,
        split: Mapping[int, int | None] | None = None,
    ) -> Terminal:
        merged: dict[str, str | None] = {**fresh_env, **(env or {})}
        what = ["-m", "tui_reader"] if program is None else [str(program)]
        terminal = Terminal(
            [sys.executable, *what, *words],
            size=size,
            env={name: value for name, value in merged.items() if value is not None},
            cwd=tmp_path,
            modern=modern,
            owned=owned,
            split=split,
        )
        running.append(terminal)
        return terminal

    yield start_one
    for terminal in running:
        terminal.close()
