"""What is left of a crash of ours: one line for the user, and a log that holds the traceback and no text of theirs."""

from __future__ import annotations

import os

from tui_reader.streams import say

CRASHED = 70
"""Exit code of a crash of ours (EX_SOFTWARE of sysexits.h)."""

_KEPT = 10


def report_crash(error: BaseException, *, about: str = "") -> int:
    """Write the log of a crash and say in one line where it is; gives the exit code.

    `about` is a line for the log on what was going on, such as the size of the terminal.
    """
    name = type(error).__name__
    try:
        path = _write_log(_text(error, about))
    except Exception as failure:  # nothing that goes wrong here may hide the crash itself
        say(f"crashed ({name}), and no log could be written ({type(failure).__name__})")
        return CRASHED
    say(f"crashed ({name}); what happened is in {path}")
    return CRASHED


def _text(error: BaseException, about: str) -> str:
    import platform
    import time
    import traceback

    from tui_reader import __version__
    from tui_reader.text.sanitising import sanitise

    head = [
        time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        f"tui-reader {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"TERM={os.environ.get('TERM', '')} COLORTERM={os.environ.get('COLORTERM', '')}",
        about,
    ]
    # Without the values of variables: they would be the article's text and the user's notes.
    lines = "".join(traceback.format_exception(error)).split("\n")
    return "\n".join(sanitise(line) for line in [*head, "", *lines])


def _write_log(text: str) -> str:
    import tempfile
    import time

    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    try:
        from platformdirs import user_log_dir

        folder = user_log_dir("tui-reader", appauthor=False)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        path = os.path.join(folder, name)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except OSError:
        descriptor, path = tempfile.mkstemp(prefix="tui-reader-crash-", suffix=".log")
    else:
        _drop_old(folder)
    with open(descriptor, "w", encoding="utf-8", errors="replace") as log:
        log.write(text)
    return path


def _drop_old(folder: str) -> None:
    """Keep the newest logs only: a crash at every start must not fill the disk."""
    logs = sorted(name for name in os.listdir(folder) if name.startswith("crash-") and name.endswith(".log"))
    for name in logs[:-_KEPT]:
        os.unlink(os.path.join(folder, name))
