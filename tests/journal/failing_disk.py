"""A disk that fails on demand, below SQLite: a VFS around the default one, made with ctypes, as default in its place.

SQLite reaches every file through a `sqlite3_vfs` (https://www.sqlite.org/c3ref/vfs.html) and the `sqlite3_io_methods`
of each open file. Both are tables of functions: here they are copied, and some entries replaced by functions that count
and then call what stood there, or fail as asked. Nothing is compiled, and nothing but the library that Python's own
`sqlite3` uses is loaded.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple


class Kind(NamedTuple):
    """A way to fail: what is counted, the code SQLite gets, and whether half of a write is done before."""

    operation: str
    code: int
    half: bool = False


KINDS = {
    "read": Kind("read", sqlite3.SQLITE_IOERR_READ),
    "write": Kind("write", sqlite3.SQLITE_IOERR_WRITE),
    "short write": Kind("write", sqlite3.SQLITE_IOERR_WRITE, half=True),
    "full": Kind("write", sqlite3.SQLITE_FULL, half=True),
    "sync": Kind("sync", sqlite3.SQLITE_IOERR_FSYNC),
    "truncate": Kind("truncate", sqlite3.SQLITE_IOERR_TRUNCATE),
    "delete": Kind("delete", sqlite3.SQLITE_IOERR_DELETE),
    "open": Kind("open", sqlite3.SQLITE_CANTOPEN),
    "lock": Kind("lock", sqlite3.SQLITE_IOERR_LOCK),
    "shm": Kind("shm", sqlite3.SQLITE_IOERR_SHMMAP),
    "call": Kind("call", errno.EIO),
}
"""What can fail; "call" is what the journal asks of the folder itself (`failing_calls`).

SQLite renames nothing: that a -journal or -wal is gone is how it says "done", so "delete" is its rename.
"""


class Unreachable(Exception):
    """The SQLite that Python uses cannot be got at: why."""


def _pointers(*names: str) -> list[tuple[str, type]]:
    return [(name, c_void_p) for name in names]


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        *_pointers("pAppData", "xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym"),
        *_pointers("xDlClose", "xRandomness", "xSleep", "xCurrentTime", "xGetLastError", "xCurrentTimeInt64"),
        *_pointers("xSetSystemCall", "xGetSystemCall", "xNextSystemCall"),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [
        ("iVersion", c_int),
        *_pointers("xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock"),
        *_pointers("xCheckReservedLock", "xFileControl", "xSectorSize", "xDeviceCharacteristics"),
        *_pointers("xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap", "xFetch", "xUnfetch"),
    ]


class _File(ctypes.Structure):
    _fields_ = [("pMethods", c_void_p)]


# The arguments of what is replaced; each answers with a result code. The first is the file, or the VFS.
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_METHODS: dict[str, tuple[str, Any]] = {
    "read": ("xRead", _WRITE),
    "write": ("xWrite", _WRITE),
    "truncate": ("xTruncate", CFUNCTYPE(c_int, c_void_p, c_int64)),
    "sync": ("xSync", CFUNCTYPE(c_int, c_void_p, c_int)),
    "lock": ("xLock", CFUNCTYPE(c_int, c_void_p, c_int)),
    "shm": ("xShmMap", CFUNCTYPE(c_int, c_void_p, c_int, c_int, c_int, c_void_p)),
}


@dataclass
class Disk:
    """What is to fail, and what was seen. `counted` and `failed` count operations, not kinds."""

    counted: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    instead: Callable[[], object] | None = None
    """Called in place of failing: the program may end here."""
    done: Callable[[str, Path, bool], object] | None = None
    """Called when a file was opened, synced or deleted, the last with whether its folder was synced with it."""
    _kind: Kind | None = None
    _fails: Callable[[int], bool] = field(default=lambda number: False)

    def fail(self, kind: str, fails: Callable[[int], bool]) -> None:
        """Count from 0 again, and fail where `fails` says so of the number of an operation (1 for the first)."""
        self.counted.clear()
        self.failed = 0
        self._kind, self._fails = KINDS[kind], fails

    def heal(self) -> None:
        """Fail no more."""
        self._kind = None

    def code(self, operation: str) -> int:
        """Count an operation; the code it fails with, 0 when it is to be done."""
        self.counted[operation] += 1
        if self._kind is None or self._kind.operation != operation or not self._fails(self.counted[operation]):
            return 0
        self.failed += 1
        if self.instead is not None:
            self.instead()
        return self._kind.code

    def tell(self, operation: str, name: bytes | None, folder: bool = False) -> None:
        """Tell that something was done to a file, if it has a name."""
        if self.done is not None and name is not None:
            self.done(operation, Path(os.fsdecode(name)), folder)

    @property
    def half(self) -> bool:
        """Whether a write that fails is half done."""
        return self._kind is not None and self._kind.half


def _library() -> ctypes.CDLL:
    """The SQLite of `_sqlite3`: a name is looked up in an extension module and in what it is linked with."""
    import _sqlite3

    library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
    try:
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = [c_char_p]
        library.sqlite3_vfs_register.argtypes = [POINTER(_Vfs), c_int]
        library.sqlite3_vfs_unregister.argtypes = [POINTER(_Vfs)]
    except AttributeError as failure:
        raise Unreachable(f"SQLite is linked into Python without its names: {failure}") from failure
    return library


def _wrapped_methods(original: _Methods, disk: Disk, names: dict[int, bytes | None], alive: list[object]) -> _Methods:
    """A copy of a file's functions of which some fail when asked to."""
    copy = _Methods.from_buffer_copy(original)

    def replace(operation: str, name: str, prototype: Any) -> None:
        done = prototype(getattr(original, name))

        def method(file: int, *words: Any) -> int:
            code = disk.code(operation)
            if code and operation == "write" and disk.half:
                done(file, words[0], words[1] // 2, words[2])
            code = code or int(done(file, *words))
            if operation == "sync" and not code:
                disk.tell(operation, names.get(file))
            return code

        callback = prototype(method)
        alive.append(callback)
        setattr(copy, name, ctypes.cast(callback, c_void_p))

    for operation, (name, prototype) in _METHODS.items():
        if getattr(original, name):
            replace(operation, name, prototype)
    return copy


@contextmanager
def failing_disk() -> Iterator[Disk]:
    """Put the VFS in for all databases opened from now on in this process; all must be closed before the end.

    Raises Unreachable.
    """
    library, disk = _library(), Disk()
    found = library.sqlite3_vfs_find(None)
    vfs = _Vfs.from_buffer_copy(found.contents)
    vfs.zName = b"failing"
    really_open, really_delete = _OPEN(vfs.xOpen), _DELETE(vfs.xDelete)
    alive: list[object] = []
    tables: dict[int, _Methods] = {}
    names: dict[int, bytes | None] = {}
    """By the address of the open file."""

    def open_file(_: int, name: int, file: int, flags: int, out: int) -> int:
        opened = _File.from_address(file)
        if code := disk.code("open"):
            opened.pMethods = None  # SQLite closes a file that failed to open unless it has no methods
            return code
        code = int(really_open(ctypes.addressof(found.contents), name, file, flags, out))
        if (methods := opened.pMethods) is not None:
            if methods not in tables:
                tables[methods] = _wrapped_methods(_Methods.from_address(methods), disk, names, alive)
            opened.pMethods = ctypes.addressof(tables[methods])
            names[file] = ctypes.string_at(name) if name else None
            disk.tell("open", names[file])
        return code

    def delete_file(_: int, name: bytes, sync: int) -> int:
        code = disk.code("delete") or int(really_delete(ctypes.addressof(found.contents), name, sync))
        if not code:
            disk.tell("delete", name, bool(sync))
        return code

    alive += [_OPEN(open_file), _DELETE(delete_file)]
    vfs.xOpen, vfs.xDelete = (ctypes.cast(callback, c_void_p) for callback in alive)  # type: ignore[arg-type]
    library.sqlite3_vfs_register(ctypes.byref(vfs), 1)
    try:
        try:  # the library found may be another than the one Python has within itself
            sqlite3.connect("file:?vfs=failing", uri=True).close()
        except sqlite3.OperationalError as failure:
            raise Unreachable(f"Python's SQLite is another than the one found: {failure}") from failure
        yield disk
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(vfs))


_CALLS = ("mkdir", "open", "stat", "lstat", "link", "rename", "unlink", "fsync")


@contextmanager
def failing_calls(disk: Disk) -> Iterator[None]:
    """Count, and fail, the system calls that Python code makes by `os`, as the operation "call"."""
    really = {name: getattr(os, name) for name in _CALLS}

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*words: Any, **more: Any) -> Any:
            if code := disk.code("call"):
                raise OSError(code, os.strerror(code))
            return really[name](*words, **more)

        return call

    for name in _CALLS:
        setattr(os, name, wrapped(name))
    try:
        yield
    finally:
        for name, function in really.items():
            setattr(os, name, function)
