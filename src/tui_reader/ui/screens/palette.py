"""The command palette: every command by name, found as one types.

Our own, on our list: Textual’s (8.2.8) crashes in terminals a few columns wide, when a page of its list is turned that
has no lines yet, and when it is closed while it looks for commands.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.widgets import Input, Static

from tui_reader.ui.keys import KEYS, Key, shown
from tui_reader.ui.screens.dialog import Dialog
from tui_reader.ui.widgets.entry_list import Entry, EntryList

COMMANDS = tuple(key for key in KEYS if key.group != "Move" and key.id != "app.palette")
"""The rows of the table of keys that are commands."""
_LONGEST = 40
"""Code points of a query: what is longer fits no command."""


class Palette(Dialog, inherit_bindings=False):
    """Gives the number of the chosen command in COMMANDS."""

    DEFAULT_CSS = """
    Palette Input, Palette Input:focus { border: none; height: 1; padding: 0 2; background: $background; }
    """

    BINDINGS = [
        Binding("escape,ctrl+p", "close", "close", show=False, priority=True),
        Binding("enter", "choose", "do it", show=False, priority=True),
        Binding("down,ctrl+n,tab", "move(1)", "down", show=False, priority=True),
        Binding("up,shift+tab", "move(-1)", "up", show=False, priority=True),
        Binding("pagedown", "page(1)", "a page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "a page up", show=False, priority=True),
        Binding("ctrl+q", "app.quit", "quit", show=False, priority=True),
    ]

    def __init__(self, own: Mapping[str, str]) -> None:
        """`own` are the user's keys by the ids of the table."""
        super().__init__()
        self._own = own
        self._found = list(range(len(COMMANDS)))
        self._search = FuzzySearch()

    def compose(self) -> ComposeResult:
        """What is typed, what it finds, a hint."""
        self._list = EntryList("COMMANDS", empty="no such command")
        with Vertical(id="dialog-box"):
            yield Input(placeholder="a word of a command", max_length=_LONGEST, select_on_focus=False)
            yield self._list
            yield Static(Content("Enter do it   Esc close"), classes="dialog--hint")

    def on_mount(self) -> None:
        """Keys go to the field."""
        self.set_focus(self.query_one(Input))
        self._show()

    def _show(self) -> None:
        self._list.cursor = 0
        self._list.show([_entry(COMMANDS[number], self._own) for number in self._found])

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        query = event.value.strip()
        scores = [self._search.match(query, _name(key))[0] if query else 1.0 for key in COMMANDS]
        self._found = sorted((n for n, score in enumerate(scores) if score > 0), key=lambda n: -scores[n])
        self._show()

    def action_move(self, count: int) -> None:
        """Move the cursor."""
        self._list.move(count)

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        self._list.move(direction * self._list.page)

    def action_choose(self) -> None:
        """Choose the command at the cursor."""
        self._list.choose()

    @on(EntryList.Chosen)
    def _chosen(self, event: EntryList.Chosen) -> None:
        event.stop()
        self.leave(self._found[event.index])


def _name(key: Key) -> str:
    return f"{key.help[0].upper()}{key.help[1:]}"


def _entry(key: Key, own: Mapping[str, str]) -> Entry:
    return Entry(_name(key), shown(key, own))
