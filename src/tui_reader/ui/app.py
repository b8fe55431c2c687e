"""The application: it puts the reading screen up, and ends with what the terminal and the exit code need."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.segment import Segment
from textual import events
from textual.app import App
from textual.binding import ActiveBinding, Keymap
from textual.color import Color
from textual.filter import LineFilter
from textual.screen import Screen

from tui_reader.text.sanitising import sanitise
from tui_reader.ui.screens.reading import ReadingScreen
from tui_reader.ui.terminal import Guarded
from tui_reader.ui.themes import NIGHT, THEMES
from tui_reader.ui.type_ahead import TypeAhead
from tui_reader.ui.widgets.lines import Lines

if TYPE_CHECKING:
    from tui_reader.article.loading import ArticleStream, Loaded
    from tui_reader.ui.options import ReadOptions


class Sanitised(LineFilter):
    """The second line of defence: whatever a widget draws, no control character leaves for the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with harmless stand-ins for what a terminal would obey."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(sanitise(text), style, control) for text, style, control in segments]


_STORM = 0.05
"""Seconds between two sizes of the terminal under which one waits for the last of them."""


class ReaderApp(Guarded, App[None]):
    """A reader for one article."""

    TITLE = "tui_reader"
    CSS_PATH = "reader.tcss"
    BINDINGS = []
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, stream: ArticleStream, *, path: Path | None, options: ReadOptions) -> None:
        # Without native colours Textual 8.2.8 turns NO_COLOR into greys, which are colours too.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.stream = stream
        self.path = path
        self.options = options
        self.problems_text = ""
        self.animation_level = "none"
        self._sanitised = Sanitised()
        self.unkept: list[str] = []
        """Notes that could not be kept, as text, once the reader has ended."""
        self._resized = 0.0
        self._type_ahead = TypeAhead(self, self._act_on)
        self._bound_keys: dict[str, ActiveBinding] = {}
        self.own_keys: Keymap = {}
        """Names of keys by the ids of the table, where the user has others."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = NIGHT.name

    def get_default_screen(self) -> Screen[None]:
        """The reading screen."""
        return ReadingScreen(self.stream, self.options, self.path)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and ours."""
        return [*super().get_line_filters(), self._sanitised]

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes in their turn."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._type_ahead.take(event)
        else:
            await super().on_event(event)

    async def _act_on(self, event: events.Event) -> bool:
        """Tell the reading screen of a key before it goes its way; says whether it took the short one, and is done."""
        if self._exit:  # nothing that was typed after the key that ends the program counts
            return True
        if isinstance(event, events.Key) and isinstance(self.screen, ReadingScreen):
            self.screen.on_event_key()
            if self.screen.takes_letter(event.key, event.character):
                return True
            if self.app_focus and isinstance(self.focused, Lines) and (bound := self._bound(event.key)) is not None:
                # Textual 8.2.8 sends a key from the focused widget up to the app, one queue after the other, and copies
                # all bindings twice on the way: half of the time of a held key. Our panes take no keys of their own.
                await self.run_action(bound.binding.action, bound.node)
                return True
        await super().on_event(event)
        return False

    def on_resize(self, event: events.Resize) -> None:
        """Take a new size at once, unless sizes come in a storm: Textual 8.2.8 lets each wait for 8 ms."""
        since, self._resized = event.time - self._resized, event.time
        if since > _STORM and self._size is not None and self._size != event.size:
            event.stop()
            event.prevent_default()
            self._size = event.size
            # One of its own: what is prevented here would be prevented in the screen as well.
            self._resize_event = events.Resize(event.size, event.virtual_size, event.container_size, event.pixel_size)
            self._check_resize()

    def _bound(self, key: str) -> ActiveBinding | None:
        """What a key is bound to on the reading screen while one of its panes has the focus."""
        if not self._bound_keys:
            self._bound_keys = self.screen.active_bindings
        return self._bound_keys.get(key)

    def set_keymap(self, keymap: Keymap) -> None:
        """Let the user's own keys take the place of those of the table."""
        super().set_keymap(keymap)
        self.own_keys = keymap
        self._bound_keys = {}

    def action_command_palette(self) -> None:
        """Open the palette over the reading screen, if there is room for it."""
        from tui_reader.ui.screens.palette import COMMANDS, Palette

        async def chosen(number: int | None) -> None:
            if number is not None:
                await self.run_action(COMMANDS[number].action, self.screen)

        if isinstance(self.screen, ReadingScreen) and self.size.width >= 20 and self.size.height >= 5:
            self.push_screen(Palette(self.own_keys), chosen)

    def action_next_theme(self) -> None:
        """Put on the next theme."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    def read_again(self, stream: ArticleStream) -> None:
        """Show another version of the article, at the same words."""
        before = self.screen_stack[0]
        assert isinstance(before, ReadingScreen)
        start = before.notebook.place
        before.background.close()
        before.notebook.close()
        self._bound_keys = {}
        options = replace(self.options, search=None, section=None)
        after = ReadingScreen(stream, options, self.path, start)
        after.changes.carry(before)
        before._push_result_callback(before, None)  # Textual 8.2.8 gives the first screen none, and takes one away
        self.switch_screen(after)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the program; no work goes on while the screen is taken down."""
        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.background.close()
                screen.notebook.close()
                self.unkept = list(screen.notebook.unkept.values())
        super().exit(result, return_code, message)

    def end_with_problems(self, loaded: Loaded) -> None:
        """The article turned out to be invalid: end, and leave what is to be printed then."""
        from io import StringIO

        from tui_reader.article.problems_text import print_problems

        out = StringIO()
        print_problems(loaded, out)
        self.problems_text = out.getvalue()
        self.exit(return_code=1)
