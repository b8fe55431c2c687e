"""Reading a hostile article in a terminal: every pane, the search, the drawing, the help, the cards; then leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import Terminal
    from tests.hostile.corpus import Case

WALK = (
    *(("1",), ("j", "enter"), ("2",), ("]",), ("G",), ("g",), ("enter",), ("escape",)),
    *(("3",), ("o",), ("escape",), ("enter",), ("n",)),
    *(("4",), ("o",), ("escape",), ("enter",)),
    *(("/",), ("x",), ("enter",), ("l",), ("escape",), ("escape",)),
    *(("F",), ("escape",), ("?",), ("escape",), ("z",), ("z",), ("T",)),
)
"""Keys that are pressed together, with a look at the screen after each group."""


def shown(terminal: Terminal) -> str:
    """The screen; pyte 0.8 fails to tell it where a mark was drawn over half of a wide character."""
    cells = terminal.screen.buffer
    lines = [[cells[row][column].data for column in range(terminal.screen.columns)] for row in range(36)]
    return "\n".join("".join(line).rstrip() for line in lines)


def read_in_terminal(terminal: Terminal, case: Case, foreign: Callable[[bytes], list[str]], quiet: float) -> list[str]:
    """Go through all panes; gives what is wrong. After each step output is taken in until none comes for `quiet` s."""
    wrong: list[str] = []
    terminal.wait_for(lambda: b"SECTIONS" in terminal.raw)  # what pyte makes of odd characters may hide it
    screens = []
    for keys in WALK:
        terminal.press(*keys)
        terminal.settle(quiet, limit=5.0)
        screens.append(shown(terminal))
        if terminal.poll() is not None:
            wrong.append(f"ended ({terminal.poll()}) at {keys}")
            break
    terminal.press("ctrl+q")
    code = terminal.exit_code()
    if code:
        wrong.append(f"exit code {code}")
    if left := terminal.modes_left():
        wrong.append(f"modes left: {left}")
    if not terminal.termios_restored():
        wrong.append("termios not restored")
    wrong += [f"foreign: {found}" for found in foreign(terminal.raw)]
    seen = "\n".join(screens)
    if "Traceback" in seen or b"crashed" in terminal.raw[-2000:]:
        wrong.append("crash")
    if case.category in ("escapes", "markup") and case.shows and "-in-" not in case.name:
        wrong += [f"not seen: {shown}" for shown in case.shows if shown[:12] not in seen]
    return wrong
