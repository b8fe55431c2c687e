"""Where a note is written: the words it is about, and an editor of as many lines as it takes."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tui_reader.text.cells import crop
from tui_reader.text.sanitising import sanitise
from tui_reader.ui.frames import Paced

_HINT = "Ctrl+S keep (empty: a highlight)   Esc throw away"
_ROOMY = 12
"""Rows of the terminal under which nothing takes room from what is written."""


class NoteEditor(ModalScreen[str | None], Paced[str | None]):
    """Gives the text of the note, or None if it was thrown away."""

    DEFAULT_CSS = """
    NoteEditor { align: center middle; background: $background; }
    NoteEditor > #note-box {
        width: 90%; max-width: 100; height: 80%; max-height: 30; border: round $rule; background: $background;
    }
    NoteEditor #note-words { height: auto; max-height: 2; padding: 0 1; color: $quiet; }
    NoteEditor TextArea, NoteEditor TextArea:focus { height: 1fr; border: none; background: $background; padding: 0 1; }
    NoteEditor #note-hint { height: auto; padding: 0 1; color: $quiet; }
    """
    BINDINGS = [
        Binding("ctrl+s", "keep", "keep", show=False, priority=True),
        Binding("escape", "throw_away", "throw away", show=False, priority=True),
        Binding("ctrl+q", "app.quit", "quit", show=False, priority=True),
    ]

    def __init__(self, words: str, body: str) -> None:
        super().__init__()
        self._words = words
        self._body = body
        self._asked = False

    def compose(self) -> ComposeResult:
        """The words, the editor, the keys."""
        with Vertical(id="note-box"):
            yield Static(Content(crop(f"“{self._words}”", 240)), id="note-words")
            yield TextArea(self._body, soft_wrap=True, tab_behavior="indent", show_line_numbers=False)
            yield Static(Content(_HINT), id="note-hint")

    def on_mount(self) -> None:
        """Write at the end of what is there."""
        area = self.query_one(TextArea)
        self.set_focus(area)
        area.move_cursor(area.document.end)

    def on_resize(self, event: events.Resize) -> None:
        """Leave room to write in."""
        for name in ("#note-words", "#note-hint"):
            self.query_one(name).display = event.size.height >= _ROOMY

    @property
    def text(self) -> str:
        """What is written, made harmless."""
        return "\n".join(sanitise(line).rstrip() for line in self.query_one(TextArea).text.splitlines()).strip()

    def action_keep(self) -> None:
        """Keep the note."""
        self.dismiss(self.text)

    def action_throw_away(self) -> None:
        """Close without keeping; what was changed is thrown away only when asked twice."""
        if self.text == self._body.strip() or self._asked:
            self.dismiss(None)
            return
        self._asked = True
        self.query_one("#note-hint").display = True
        self.query_one("#note-hint", Static).update(Content("Not kept yet. Esc again throws it away, Ctrl+S keeps it"))

    def on_text_area_changed(self) -> None:
        """Writing goes on: ask again before throwing anything away."""
        if self._asked:
            self._asked = False
            self.query_one("#note-hint", Static).update(Content(_HINT))
