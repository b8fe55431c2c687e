"""The line a search is typed into: the query, its switches, the count as one types."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_reader.text.cells import cell_len
from tui_reader.text.sanitising import sanitise

_STEP = 8
"""Cells by which the room for what was found grows: the screen is laid out anew for that, not at every key."""


class SearchLine(Widget):
    """Says what is typed into it; what that finds is told to it."""

    # Not in the stylesheet of the program, so that it is parsed when a search is first opened, not at the start.
    DEFAULT_CSS = """
    SearchLine {
        height: 1;
        width: 100%;
        display: none;
        background: $bar-ground;
        layout: horizontal;
    }

    SearchLine.-open {
        display: block;
    }

    SearchLine Input {
        border: none;
        height: 1;
        width: 1fr;
        min-width: 8;
        padding: 0;
        background: $bar-ground;
        color: $foreground;
    }

    SearchLine Input:focus {
        border: none;
        background: $bar-ground;
    }

    SearchLine #search-slash {
        width: 3;
        text-style: bold;
    }

    SearchLine #search-state {
        max-width: 70%;
        text-align: right;
        color: $quiet;
    }

    SearchLine.-bad #search-state {
        color: $error;
        text-style: bold;
    }
    """

    BINDINGS = [
        Binding("escape", "cancel", "back to where you were", show=False, priority=True),
        Binding("up", "history(-1)", "earlier search", show=False),
        Binding("down", "history(1)", "later search", show=False),
        Binding("f2,alt+c", "switch('case')", "case", show=False),
        Binding("f3,alt+w", "switch('word')", "whole words", show=False),
        Binding("f4,alt+r", "switch('regex')", "regular expression", show=False),
        Binding("tab,shift+tab", "keep", "keep the hits", show=False, priority=True),
    ]

    @dataclass
    class Edited(Message):
        """The query or one of its switches is another now."""

        text: str
        case: bool | None
        word: bool
        regex: bool

    class Kept(Message):
        """Enter: the hits are kept."""

    class Cancelled(Message):
        """Esc: back to where the search began."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.case: bool | None = None
        self.word = False
        self.regex = False
        self.earlier: list[str] = []
        self._at = 0
        self._width = 0
        self._filter = "anyone"

    def compose(self) -> ComposeResult:
        """A slash, the query, and what it found."""
        yield Static(" / ", id="search-slash")
        yield Input(select_on_focus=False)
        yield Static("", id="search-state")

    def open(self, text: str) -> None:
        """Open the line with a query in it and take the keys."""
        self.add_class("-open")
        self._at = len(self.earlier)
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = text
        field.cursor_position = len(text)
        self.screen.set_focus(field)  # now: `focus` would wait, and the next key go elsewhere
        self.tell("")

    def close(self) -> None:
        """Close the line."""
        self.remove_class("-open", "-bad")

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    @property
    def is_open(self) -> bool:
        """Whether the line is open."""
        return self.has_class("-open")

    def tell(self, state: str, *, bad: bool = False) -> None:
        """Show what the query found, or what is wrong with it."""
        self.set_class(bad, "-bad")
        case = {None: "aA", True: "A≠a", False: "A=a"}[self.case]
        switches = f"{case}{' Word' if self.word else ''}{' .*' if self.regex else ''}"
        text = f"  {switches}  {self._filter}  {state} "
        if self.size.width >= 90:
            text += " Enter keep  Esc back "
        shown = self.query_one("#search-state", Static)
        width = -(-cell_len(text) // _STEP) * _STEP
        if width != self._width:
            self._width = width
            shown.styles.width = width
        shown.update(Content(text), layout=False)

    def filtered(self, by: str) -> None:
        """Show who the search is restricted to."""
        self._filter = by

    def on_input_changed(self, event: Input.Changed) -> None:
        """The query was edited."""
        event.stop()
        if event.value != (clean := sanitise(event.value)):
            self.query_one(Input).value = clean
            return
        self._edited()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps the hits."""
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Keep the hits."""
        self.post_message(self.Kept())

    def action_cancel(self) -> None:
        """Go back to where the search began."""
        self.post_message(self.Cancelled())

    def action_history(self, direction: int) -> None:
        """Show an earlier or a later search."""
        at = max(0, min(self._at + direction, len(self.earlier)))
        if at != self._at:
            self._at = at
            field = self.query_one(Input)
            field.value = self.earlier[at] if at < len(self.earlier) else ""
            field.cursor_position = len(field.value)

    def action_switch(self, name: str) -> None:
        """Turn a switch: case goes from smart to exact to any."""
        if name == "case":
            self.case = {None: True, True: False, False: None}[self.case]
        else:
            setattr(self, name, not getattr(self, name))
        self._edited()

    def _edited(self) -> None:
        self.post_message(self.Edited(self.query_one(Input).value, self.case, self.word, self.regex))
