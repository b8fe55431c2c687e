"""Earlier searches, one a line in a file of the state folder: nice to have, and nothing is lost with it."""

from __future__ import annotations

import os
from pathlib import Path

from tui_reader.journal.files import no_wait
from tui_reader.text.sanitising import sanitise

KEPT = 200
"""As many of the latest searches are offered."""
_LONGEST = 4096
_ROOM = 1 << 20
"""Bytes beyond which the file is written anew with only what is offered."""


def searches_path() -> Path:
    """The file, in the user's state folder. Raises RuntimeError when there is no home to look in."""
    from platformdirs import user_state_path

    return user_state_path("tui_reader", appauthor=False) / "searches.txt"


def read_searches(path: Path) -> list[str]:
    """The latest searches, each once, the last one last; none when the file cannot be read."""
    try:
        with open(path, "rb", opener=no_wait) as file:
            size = os.fstat(file.fileno()).st_size
            file.seek(max(0, size - _ROOM))
            lines = file.read(_ROOM).decode("utf-8", "replace").split("\n")
    except OSError:
        return []
    found: dict[str, None] = {}
    for line in reversed(lines):
        query = sanitise(line)[:_LONGEST]
        if query.strip():
            found.setdefault(query)
    return list(found)[:KEPT][::-1]


def keep_search(path: Path, query: str) -> None:
    """Add a search, whoever else adds one at the same time. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists() and path.stat().st_size > _ROOM:
        new = path.with_name(f"{path.name}.{os.getpid()}")
        new.write_text("".join(f"{kept}\n" for kept in read_searches(path)), encoding="utf-8")
        new.replace(path)
    with open(path, "a", encoding="utf-8", errors="replace", opener=no_wait) as file:
        file.write(sanitise(query)[:_LONGEST] + "\n")
