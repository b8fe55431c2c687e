"""A program in a pseudo-terminal, timed from outside: when its bytes come, and when they put what on the screen.

A thread takes the bytes with their times; the screen is worked out only after the output went quiet, so that its cost
is in no figure. A frame inside a synchronized update (mode 2026) counts when the update ends.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte

SIZE = (120, 36)
QUIET = 0.05
"""Seconds without output after which a program counts as settled."""
_QUERIES = (
    (re.compile(rb"\x1b\[\?(\d+)\$p"), lambda m: b"\x1b[?" + m[1] + (b";2$y" if m[1] == b"2026" else b";0$y")),
    (re.compile(rb"\x1b\[0?c"), lambda _: b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>0?c"), lambda _: b"\x1b[>41;380;0c"),
    (re.compile(rb"\x1b\[6n"), lambda _: b"\x1b[1;1R"),
    (re.compile(rb"\x1b\](1[01]);\?(?:\x07|\x1b\\)"), lambda m: b"\x1b]" + m[1] + b";rgb:1010/1010/1010\x1b\\"),
)
_NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[<=>?][0-9;]*[a-gi-kmn-z]|\x1b\[[<=>?]?[0-9;]*[ -/]+[@-~]|\x1b[P_^X\]][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|\x1b\[[0-9;]+t|\x1b\[\?[0-9;]*\$p"
)
_SEQUENCE_BEGUN = re.compile(rb"\x1b(?:\[[0-9;<>=?]*[ -/]*|[P_^X\]][^\x07\x1b]*\x1b?)?$")
_SYNC = re.compile(rb"\x1b\[\?2026([hl])")
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_ON_AT_START = frozenset({7, 25})


class Change(NamedTuple):
    """Seconds from what was done to the screen it led to, seconds to the last output, and the bytes written."""

    hit: float
    rest: float
    written: int


class Never(Exception):
    """What was waited for did not come."""


class Program:
    """A running program; times are `time.perf_counter` seconds."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = SIZE) -> None:
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self._in_update = False
        self._chunks: list[tuple[float, bytes]] = []
        self.written = 0
        self._modes: dict[int, bool] = {}
        self.status: int | None = None
        self._home = tempfile.TemporaryDirectory()
        self.fd, self._slave = os.openpty()
        self._set_size(*size)
        self._found = termios.tcgetattr(self._slave)
        everything = {
            "PATH": os.environ["PATH"],
            "HOME": self._home.name,
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            **env,
        }
        self.started = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:
            self._become(argv, everything)
        self.last = self.started
        self._reading = True
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _become(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        try:
            os.setsid()
            fcntl.ioctl(self._slave, termios.TIOCSCTTY, 0)
            for number in range(3):
                os.dup2(self._slave, number)
            os.closerange(3, 256)
            os.chdir(self._home.name)
            os.execvpe(argv[0], list(argv), dict(env))
        finally:
            os._exit(127)

    def _read(self) -> None:
        while self._reading:
            try:
                if not select.select([self.fd], [], [], 0.1)[0]:
                    continue
                data = os.read(self.fd, 1 << 16)
            except OSError:
                return
            self._chunks.append((time.perf_counter(), data))
            self.last = self._chunks[-1][0]
            for query, answer in _QUERIES:
                for match in query.finditer(data):
                    os.write(self.fd, answer(match))

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # -- what is seen --------------------------------------------------------------------------------------------

    def settle(self, quiet: float = QUIET, limit: float = 30.0) -> None:
        """Wait until nothing was written for so many seconds."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and time.perf_counter() - self.last < quiet:
            time.sleep(0.002)

    def rest(self, limit: float = 60.0) -> None:
        """Wait until it neither writes nor works any more."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            before = self.cpu()
            time.sleep(0.3)
            if self.cpu() - before < 0.01:
                self.settle()
                return

    def painted(self, wanted: Callable[[], bool]) -> float | None:
        """Take what was written to the screen; gives when it was first as wanted, if it was."""
        found = None
        while self._chunks:
            at, data = self._chunks.pop(0)
            self.written += len(data)
            for modes, to in _MODE.findall(data):
                self._modes.update({int(mode): to == b"h" for mode in modes.split(b";")})
            data = self._held + data
            begun = _SEQUENCE_BEGUN.search(data)
            self._held = data[begun.start() :] if begun else b""
            data = data[: len(data) - len(self._held)]
            for sync in _SYNC.finditer(data):
                self._in_update = sync[1] == b"h"
            self._stream.feed(_NOT_FOR_PYTE.sub(b"", data))
            if found is None and not self._in_update and wanted():
                found = at
        return found

    def wait_for(self, pattern: str, limit: float = 60.0) -> float:
        """When a pattern was first on the screen. Raises Never."""
        look = re.compile(pattern)
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            self.settle(QUIET / 2, 0.1)
            found = self.painted(lambda: look.search("\n".join(self.screen.display)) is not None)
            if found is not None:
                return found
            if self.ended():
                break
        raise Never(f"{pattern!r} never came; the screen:\n" + "\n".join(self.screen.display))

    # -- what is done --------------------------------------------------------------------------------------------

    def type(self, keys: str) -> float:
        """Type keys in one go; gives when."""
        at = self.last = time.perf_counter()
        os.write(self.fd, keys.encode())
        return at

    def change(self, keys: str = "", size: tuple[int, int] | None = None, pattern: str = "") -> Change:
        """Type keys, or change the size, and wait for another screen, or for a pattern on it, and for rest."""
        self.settle()
        self.painted(lambda: False)
        before, bytes_before = [*self.screen.display, str(self.screen.cursor.y)], self.written
        if size is not None:
            at = self.last = time.perf_counter()
            self.screen.resize(size[1], size[0])
            self._set_size(*size)
        else:
            at = self.type(keys)
        if pattern:
            hit = self.wait_for(pattern)
        else:
            end = at + 3.0
            found: float | None = None
            while found is None and time.perf_counter() < end:
                self.settle(QUIET, 0.3)
                found = self.painted(lambda: [*self.screen.display, str(self.screen.cursor.y)] != before)
            if found is None:
                raise Never(f"{keys!r} changed nothing")
            hit = found
        self.settle()
        self.painted(lambda: False)
        return Change(hit - at, self.last - at, self.written - bytes_before)

    # -- what it takes -------------------------------------------------------------------------------------------

    def peak_memory(self) -> float:
        """The largest resident size so far, in MB."""
        with open(f"/proc/{self.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024  # type: ignore[index]

    def cpu(self) -> float:
        """Seconds of processor time of all its threads."""
        total = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9

    # -- how it ends ---------------------------------------------------------------------------------------------

    def ended(self) -> bool:
        """Whether it has ended."""
        if self.status is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def quit(self, keys: str) -> tuple[float, int, list[str]]:
        """Type what ends it; seconds until it has ended, its exit code, and what it left set in the terminal."""
        self.settle()
        at = self.type(keys)
        while not self.ended() and time.perf_counter() - at < 5:
            time.sleep(0.0005)
        took = time.perf_counter() - at
        self.settle(0.03, 0.5)
        self.painted(lambda: False)
        left = [f"?{mode}{'h' if on else 'l'}" for mode, on in self._modes.items() if on != (mode in _ON_AT_START)]
        if termios.tcgetattr(self._slave) != self._found:
            left.append("termios")
        return took, -1 if self.status is None else self.status, left

    def close(self) -> None:
        """End it, whatever it does."""
        if not self.ended():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.status = -signal.SIGKILL
        self._reading = False
        self._reader.join()
        os.close(self._slave)
        os.close(self.fd)
        self._home.cleanup()


sys.setswitchinterval(0.0002)  # the thread that takes the times must not wait for the one that works
