"""Where the journal lives."""

from __future__ import annotations

import os
from pathlib import Path


def journal_path(chosen: Path | None = None) -> Path:
    """The journal's file: the one chosen, else TUI_READER_JOURNAL, else in the user's data folder (XDG is obeyed).

    Raises RuntimeError when there is no home to look in.
    """
    if chosen is not None:
        return chosen
    if named := os.environ.get("TUI_READER_JOURNAL"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("tui_reader", appauthor=False) / "journal.sqlite"
