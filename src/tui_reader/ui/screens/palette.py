"""The command palette, made to survive terminals of any size."""

from __future__ import annotations

from contextlib import suppress

from textual import events
from textual.command import CommandPalette

from tui_reader.ui.frames import Paced


class Palette(CommandPalette, Paced[None]):
    """Textual's palette, whose list (8.2.8) crashes when a page of it is turned that has no lines yet."""

    def _action_command_list(self, action: str) -> None:
        with suppress(LookupError):
            super()._action_command_list(action)

    def on_resize(self, event: events.Resize) -> None:
        """In a terminal too small for it the palette goes."""
        if (event.size.width < 20 or event.size.height < 5) and self.is_active:
            self.dismiss(None)
