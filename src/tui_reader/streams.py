"""The standard streams as every command needs them: open, in UTF-8, and keys from a terminal where there is one."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO, cast

if TYPE_CHECKING:
    from tui_reader.article.loading import Loaded

_NAMES = ("stdin", "stdout", "stderr")

UNHEARD = suppress(OSError)
"""For what is written to stderr: that nobody can read it changes nothing, least of all the exit code."""


class StdinUnreadable(Exception):
    """Standard input cannot be read: why, in one sentence."""


def prepare_streams() -> None:
    """Open what the caller closed (`<&-`, `>&-`, `2>&-`) on the null device, and write UTF-8 whatever the locale says.

    A closed standard stream is None in Python, and its number goes to the next file that is opened, so that a
    message to stderr could end up in a journal. A program that had a stream before may have left it not to be waited
    for: reading would end before the text does, and writing where a pipe is full.
    """
    for number, name in enumerate(_NAMES):
        _open_if_closed(number, name)
        with suppress(OSError):
            os.set_blocking(number, True)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _open_if_closed(number: int, name: str) -> None:
    try:
        os.fstat(number)
    except OSError:
        null = os.open(os.devnull, os.O_RDWR)
        if null != number:
            os.dup2(null, number)
            os.close(null)
    if getattr(sys, name) is None:
        mode = "w" if number else "r"
        stream = open(number, mode, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def flush_streams() -> None:
    """Write out what stdout still holds; raises OSError when that fails, BrokenPipeError when nobody reads it."""
    sys.stdout.flush()


def silence(stream: TextIO) -> None:
    """Send what a stream still holds, and all that is written to it later, to the null device."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
    except (OSError, ValueError):  # ValueError: a stand-in without a descriptor, as tests have it
        return


def say(message: str) -> None:
    """Print one line for the user on stderr, sanitised; nothing happens when nobody can read it."""
    from tui_reader.text.sanitising import sanitise

    with UNHEARD:
        print(f"tui-reader: {sanitise(message)}", file=sys.stderr, flush=True)


def tell_problems(loaded: Loaded) -> None:
    """Print what is wrong with an article on stderr; nothing happens when nobody can read it."""
    from tui_reader.article.problems_text import print_problems

    with UNHEARD:
        print_problems(loaded, sys.stderr)


def stdin_brings_text() -> bool:
    """Whether standard input is a pipe, a socket or a file, and not a terminal or the null device."""
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def no_screen() -> str | None:
    """Why nothing can be drawn on standard output, in a few words; None when it is a terminal that can be drawn on.

    An empty string stands for what needs no words: output that goes to a file or a pipe.
    """
    if not os.isatty(1):
        return ""
    term = os.environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        return f"TERM is {term}" if term else "TERM is not set"
    return None


def open_keyboard() -> int | None:
    """A descriptor from which keys can be read: standard input, or else the terminal that this process belongs to."""
    if os.isatty(0):
        return 0
    try:
        return os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return None


def read_keys_from(keyboard: int) -> None:
    """Let standard input be that terminal, now that the article was read from it."""
    if keyboard:
        os.dup2(keyboard, 0)
        os.close(keyboard)


def read_stdin(limit: int) -> bytes:
    """The bytes of standard input up to its end; one more than `limit` at most. Raises StdinUnreadable."""
    try:
        return cast(bytes, sys.stdin.buffer.read(limit + 1))
    except OSError as failure:
        why = failure.strerror or type(failure).__name__
        raise StdinUnreadable(f"standard input could not be read ({why}): name a file instead") from failure
