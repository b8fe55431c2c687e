"""Files beside the journal, opened without ever waiting: where one should be there may be a pipe without an end."""

from __future__ import annotations

import os


def no_wait(path: str, flags: int, mode: int = 0o600) -> int:
    """An opener for `open`: of what has to be waited for it raises OSError; `mode` is that of a new file."""
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY, mode)
