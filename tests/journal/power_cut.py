"""What a disk holds after a loss of power: of each file what was synced last, and no deletion that was not synced."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


class Synced:
    """What would be left now; to be told of each operation when it is done (`Disk.done`).

    Worse than any disk, which keeps some of what was not synced: that is left to the sessions that are killed. Names of
    folders are taken to be kept as soon as they are written.
    """

    def __init__(self) -> None:
        self._left: dict[Path, bytes | None] = {}
        self._new: set[Path] = set()
        """Opened and not yet synced: with the first sync of a -wal or -journal SQLite syncs the folder."""
        self._deleted: set[Path] = set()
        """Deleted, while the folder was not synced: they come back."""

    def done(self, operation: str, path: Path, folder: bool) -> None:
        """Take up that a file was opened, synced or deleted; with `folder`, its folder was synced with it."""
        if operation == "open":
            self._new.add(path)
            if path not in self._left or path in self._deleted:
                self._left[path] = path.read_bytes()
                self._deleted.discard(path)
        elif operation == "sync":
            self._left[path] = path.read_bytes()
            folder = path in self._new and path.name.endswith(("-wal", "-journal"))
            self._new.discard(path)
        elif operation == "delete":
            self._deleted.add(path)
        if folder:
            self._left.update(dict.fromkeys(self._deleted))
            self._deleted.clear()

    def cut(self) -> None:
        """Leave on the disk what a loss of power leaves."""
        for path, content in self._left.items():
            if content is None:
                with suppress(FileNotFoundError):
                    path.unlink()
            else:
                path.write_bytes(content)
