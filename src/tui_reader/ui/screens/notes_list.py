"""The list of notes, highlights and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding

from tui_reader.ui.notebook import is_mark
from tui_reader.ui.screens.dialog import ListDialog
from tui_reader.ui.widgets.entry_list import Entry, EntryList

if TYPE_CHECKING:
    from tui_reader.journal.model import Mark, Note
    from tui_reader.ui.notebook import Notebook


class NotesList(ListDialog):
    """Goes to a note or mark; edits and deletes, and brings back what was deleted."""

    BINDINGS = [
        Binding("e", "edit", "edit", show=False),
        Binding("x,delete", "delete", "delete", show=False),
        Binding("u", "undo", "bring back", show=False),
    ]

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._things: list[Note | Mark] = []
        super().__init__(
            "NOTES AND MARKS",
            self._entries(),
            rows=2,
            empty="none yet: a writes a note, m and a letter set a mark",
            hint="Enter go there   e edit   x delete   u bring back   Esc close",
        )

    def _entries(self) -> list[Entry]:
        listed = self._notebook.entries()
        self._things = [thing for _, thing in listed]
        return [entry for entry, _ in listed]

    def _again(self) -> None:
        self._list.show(self._entries())

    @property
    def _chosen_thing(self) -> Note | Mark | None:
        return self._things[self._list.cursor] if self._things else None

    @on(EntryList.Chosen)
    def _go(self, event: EntryList.Chosen) -> None:
        event.prevent_default()
        event.stop()
        thing = self._things[event.index]
        self.leave(None)
        self._notebook.go(thing)

    def action_edit(self) -> None:
        """Edit the note at the cursor."""
        thing = self._chosen_thing
        if thing is not None and not is_mark(thing):
            self.leave(None)
            self._notebook.edit(thing)

    def action_delete(self) -> None:
        """Delete the note or mark at the cursor."""
        thing = self._chosen_thing
        if thing is not None:
            self._notebook.delete(thing)
            self._again()

    def action_undo(self) -> None:
        """Bring the note deleted last back."""
        if self._notebook.undo():
            self._again()
