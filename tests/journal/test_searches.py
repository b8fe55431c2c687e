"""Earlier searches are nice to have: whatever stands where their file should be, nothing waits for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_reader.journal.searches import keep_search, read_searches


def test_what_is_kept_is_read_again_harmless_and_once(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "searches.txt"
    for query in ("a", "b\x1b[31m\n\u202e", "a"):
        keep_search(path, query)
    assert read_searches(path) == ["b␛[31m ◌", "a"]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_holds_nothing_and_is_not_waited_for(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "searches.txt"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    assert read_searches(path) == []
    with pytest.raises(OSError, match=r"searches\.txt"):
        keep_search(path, "a")
