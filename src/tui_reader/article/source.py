"""The bytes of an article: opened without ever waiting, read up to a limit, and decoded to UTF-8."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from tui_reader.article.problems import Problem
from tui_reader.text.sanitising import sanitise

MAX_BYTES = 64 * 1024 * 1024
"""An article file may have at most so many bytes."""

STDIN_NAME = "<stdin>"

_CHUNK = 1024 * 1024
# What YAML 1.1 (section 5.1) does not allow to stand in a file as it is; it may be written as an escape.
_FORBIDDEN = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_BREAK = re.compile("\r\n|[\r\n]")
_KINDS = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Unreadable(Exception):
    """Bytes that are no article text at all; `problem` says why and how to mend it."""

    def __init__(self, message: str, mend: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.problem = Problem("error", line, column, "", message, mend)


class Blank(Unreadable):
    """Bytes without any text in them."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is empty", "an article begins with headline: and sections:")


@dataclass(frozen=True, slots=True)
class Opened:
    """The bytes of one article: UTF-8 without a byte order mark, not yet validated.

    `name` is sanitised. `stamp` is (modification time in ns, bytes) of the file as it was read, None for what is
    not a file: compare it with a later `stamp_of` to see whether the file changed. `skipped` is the bytes of the
    byte order mark.
    """

    name: str
    data: bytes
    path: Path | None = None
    stamp: tuple[int, int] | None = None
    skipped: int = 0


def open_path(path: Path) -> Opened:
    """Read a regular file without ever waiting; raises Unreadable for anything else and for every failure."""
    name = sanitise(str(path))
    try:
        data, stamp = _read(path, name)
    except (OSError, ValueError) as failure:  # ValueError: a NUL in the name
        raise _unreadable(name, failure) from failure
    data, skipped = _to_utf8(data, name)
    return Opened(name, data, path, stamp, skipped)


def open_bytes(data: bytes, name: str = STDIN_NAME) -> Opened:
    """Take bytes that came from elsewhere, such as standard input; raises Unreadable."""
    name = sanitise(name)
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    data, skipped = _to_utf8(data, name)
    return Opened(name, data, skipped=skipped)


def stamp_of(path: Path) -> tuple[int, int] | None:
    """The present (modification time in ns, bytes) of a file, None when it cannot be had."""
    try:
        now = os.stat(path)
    except (OSError, ValueError):
        return None
    return now.st_mtime_ns, now.st_size


def _read(path: Path, name: str) -> tuple[bytes, tuple[int, int]]:
    # O_NONBLOCK: opening a FIFO must not wait for its writer; O_NOCTTY: a terminal must not become ours.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            kind = next((kind for test, kind in _KINDS if test(status.st_mode)), "not a regular file")
            raise Unreadable(
                f"{name} is {kind}, not a file of text", "name a file, or pass the text on standard input as -"
            )
        if status.st_size > MAX_BYTES:
            raise _too_large(name)
        # Files such as those of /proc tell a size of 0, and a file can grow while it is read.
        parts = [os.read(descriptor, status.st_size + 1)]
        total = len(parts[0])
        while parts[-1] and total <= MAX_BYTES:
            parts.append(os.read(descriptor, _CHUNK))
            total += len(parts[-1])
    finally:
        os.close(descriptor)
    if total > MAX_BYTES:
        raise _too_large(name)
    whole = parts[0] if total == len(parts[0]) else b"".join(parts)
    return whole, (status.st_mtime_ns, status.st_size)


def _too_large(name: str) -> Unreadable:
    return Unreadable(f"{name} has more than {MAX_BYTES // 1024**2} MiB", "cut it into several articles")


def _unreadable(name: str, failure: OSError | ValueError) -> Unreadable:
    code = failure.errno if isinstance(failure, OSError) else None
    match code:
        case errno.ENOENT:
            return Unreadable(f"there is no file {name}", "check the name and the directory")
        case errno.ENOTDIR:
            return Unreadable(f"there is no file {name}: a part of its path is not a directory", "check the path")
        case errno.EACCES | errno.EPERM:
            return Unreadable(f"no permission to read {name}", "ask its owner, or change it with chmod u+r")
        case errno.ELOOP:
            return Unreadable(f"{name} is a link that leads back to itself", "name the file it should lead to")
        case errno.ENAMETOOLONG:
            return Unreadable("the name of the file is too long", "check the name")
        case errno.ENXIO | errno.ENODEV | errno.EOPNOTSUPP:
            return Unreadable(f"{name} is a socket or a device, not a file of text", "name a file")
    reason = failure.strerror if isinstance(failure, OSError) and failure.strerror else str(failure)
    return Unreadable(f"{name} could not be read: {sanitise(reason)}", "try again, or copy the file elsewhere")


def _to_utf8(data: bytes, name: str) -> tuple[bytes, int]:
    """The bytes as UTF-8, and the bytes of the byte order mark that was dropped."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Unreadable(f"{name} is in UTF-32", "save it as UTF-8")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _from_utf16(data, name), 2
    skipped = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    if skipped:
        data = data[skipped:]
    if not data or data.isspace():
        raise Blank(name)
    nul = data.find(b"\0", 0, 8192)
    if nul >= 0:
        raise Unreadable(
            f"{name} is not text: byte {nul + skipped:,} is NUL",
            "name an article in YAML; if it is UTF-16, save it as UTF-8 or with a byte order mark",
        )
    return data, skipped


def _from_utf16(data: bytes, name: str) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as failure:
        line, column = _place(data[2 : failure.start].decode(_utf16(data), "replace"))
        message = f"{name} is not valid UTF-16: byte {failure.start:,} is 0x{data[failure.start]:02X}"
        raise Unreadable(message, "save it as UTF-8", line, column) from None
    if not text.strip():
        raise Blank(name)
    return text.encode()


def _utf16(data: bytes) -> str:
    return "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"


def _place(before: str) -> tuple[int, int]:
    """Line and column (from 1) of what follows some text."""
    line, start = 1, 0
    for found in _BREAK.finditer(before):
        line, start = line + 1, found.end()
    return line, len(before) - start + 1


def forbidden_bytes(opened: Opened) -> Problem | None:
    """The first byte that is not UTF-8, or character that YAML does not allow, as a problem; None if there is none.

    Called only after libyaml said that there is one: it says less about the place.
    """
    data = opened.data
    forbidden = re.compile(_FORBIDDEN)  # compiling it takes 5 ms, which an article without fault need not wait for
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        waiting = len(decoder.getstate()[0])
        try:
            text = decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as failure:
            return _bad_byte(opened, start - waiting + failure.start)
        found = forbidden.search(text)
        if found:
            offset = start - waiting + len(text[: found.start()].encode())
            line, column = _place(data[:offset].decode())
            code = f"U+{ord(found[0]):04X}"
            return Problem(
                *("error", line, column, ""),
                f"the character {code} (byte {offset + opened.skipped:,}) may not stand in YAML as it is",
                "remove it, or write it as an escape in double quotes",
            )
    return None


def _bad_byte(opened: Opened, offset: int) -> Problem:
    line, column = _place(opened.data[:offset].decode())
    byte = opened.data[offset : offset + 1]
    message = f"byte {offset + opened.skipped:,} is 0x{byte.hex().upper()}, which is not UTF-8"
    western = byte.decode("cp1252", "ignore")
    mend = "save the file as UTF-8"
    if western.isprintable() and western:
        mend += f"; in Windows-1252 this byte is “{western}”: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"
    return Problem("error", line, column, "", message, mend)


def lines_of(data: bytes, numbers: Collection[int], *, raw: bool = False) -> dict[int, str]:
    """Those lines (numbers from 1) of UTF-8 bytes without their line breaks; bad bytes become U+FFFD.

    Sanitised, unless `raw`: what goes to a terminal must never be raw.
    """
    wanted = {number for number in numbers if number > 0}
    found: dict[int, str] = {}
    number, start, last = 1, 0, max(wanted, default=0)
    for end, after in _breaks(data):
        if number > last:
            return found
        if number in wanted:
            found[number] = _line(data[start:end], raw)
        number, start = number + 1, after
    if number in wanted:
        found[number] = _line(data[start:], raw)
    return found


def _line(data: bytes, raw: bool) -> str:
    line = data.decode("utf-8", "replace")
    return line if raw else sanitise(line)


def _breaks(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each line break begins and ends."""
    # One alternative for each kind of break that is there at all: most files have \n alone, which is found fastest.
    kinds = [kind for kind in (b"\r\n", b"\n", b"\r") if kind in data]
    if kinds:
        for found in re.finditer(b"|".join(kinds), data):
            yield found.span()


def without_odd_breaks(data: bytes) -> bytes:
    """UTF-8 bytes with NEL, U+2028 and U+2029 as spaces, one character for one.

    YAML 1.1, which libyaml reads, ends a line at them; YAML 1.2 and most editors do not, and they come with text
    pasted from elsewhere.
    """
    for odd in (b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9"):
        if odd in data:
            data = data.replace(odd, b" ")
    return data
