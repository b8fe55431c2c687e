"""A list or a text over the reading screen: hits, cards, help."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_reader.ui.frames import Paced
from tui_reader.ui.widgets.entry_list import Entries, Entry, EntryList


class Dialog(ModalScreen[int | None], Paced[int | None]):
    """Something over the page that Esc takes away; gives the number of the chosen entry, or None."""

    # Not in the stylesheet of the program, so that it is parsed when a dialog is first opened, not at the start.
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background;
    }

    Dialog > #dialog-box {
        width: 90%;
        max-width: 100;
        height: 85%;
        border: round $rule;
        background: $background;
    }

    Dialog EntryList {
        height: 1fr;
    }

    Dialog .dialog--text {
        padding: 0 2;
        height: auto;
    }

    Dialog .dialog--facts {
        height: auto;
        max-height: 50%;
        margin-bottom: 1;
    }

    Dialog.-bare .dialog--facts {
        max-height: 70%;
    }

    Dialog.-small > #dialog-box {
        width: 100%;
        height: 100%;
    }

    Dialog.-small .dialog--facts {
        margin-bottom: 0;
    }

    Dialog .dialog--hint {
        height: 1;
        color: $quiet;
        padding: 0 2;
    }
    """

    BINDINGS = [
        Binding("escape,q", "close", "close", show=False),
        Binding("ctrl+q", "app.quit", "quit", show=False, priority=True),
    ]

    def action_close(self) -> None:
        """Close without choosing."""
        self.leave(None)

    def leave(self, chosen: int | None) -> None:
        """Go, unless it went already: Enter and Esc in one breath are two answers, and the first one counts."""
        if self.is_active:
            self.dismiss(chosen)

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal is filled; in one too small for it the dialog goes."""
        self.set_class(event.size.width < 60 or event.size.height < 18, "-small")
        if event.size.width < 20 or event.size.height < 5:
            self.leave(None)


class ListDialog(Dialog):
    """A list to choose from; with facts, a card: its title and they stand above the list."""

    BINDINGS = [
        Binding("j,down", "move(1)", "down", show=False),
        Binding("k,up", "move(-1)", "up", show=False),
        Binding("space,pagedown,ctrl+f", "page(1)", "a page down", show=False),
        Binding("b,pageup,ctrl+b", "page(-1)", "a page up", show=False),
        Binding("d,ctrl+d", "facts(1)", "the facts down; without any, a page", show=False),
        Binding("u,ctrl+u", "facts(-1)", "the facts up; without any, a page", show=False),
        Binding("g,home", "move(-1000000000)", "first", show=False),
        Binding("G,end", "move(1000000000)", "last", show=False),
        Binding("enter", "choose", "go there", show=False),
    ]

    def __init__(
        self,
        title: str,
        entries: Entries | Sequence[Entry],
        *,
        facts: Sequence[str] = (),
        cursor: int = 0,
        rows: int = 1,
        empty: str = "nothing here",
        hint: str = "Enter go there   Esc close",
    ) -> None:
        super().__init__()
        self._facts = [fact for fact in facts if fact]
        self._title = title
        self._list = EntryList("IN THE TEXT" if self._facts else title, rows=rows, empty=empty)
        self._list.entries = entries
        self.set_class(not len(entries), "-bare")
        self._list.cursor = max(0, min(cursor, len(entries) - 1))
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Facts, the list, a hint."""
        with Vertical(id="dialog-box"):
            if self._facts:
                text = Content.assemble((self._title, "bold"), "\n" + "\n".join(self._facts))
                with VerticalScroll(classes="dialog--facts", can_focus=False):
                    yield Static(text, classes="dialog--text")
            yield self._list
            yield Static(Content(self._hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Keys go to the list."""
        self._list.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Say how to scroll the facts where they do not fit."""
        super().on_resize(event)
        self.call_after_refresh(self._show_hint)

    def _show_hint(self) -> None:
        more = any(area.max_scroll_y for area in self.query(".dialog--facts"))
        for hint in self.query(".dialog--hint").results(Static):
            hint.update(Content("d u facts   Enter go   Esc close" if more else self._hint))

    def action_move(self, count: int) -> None:
        """Move the cursor; where there is nothing to choose, scroll the facts."""
        if len(self._list.entries):
            self._list.move(count)
        else:
            self._scroll_facts(count)

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        self.action_move(direction * self._list.page)

    def action_facts(self, direction: int) -> None:
        """Scroll the facts by what is seen of them, less a row; without any, move the cursor by a page."""
        areas = self.query(".dialog--facts")
        if areas:
            self._scroll_facts(direction * max(1, areas.first().size.height - 1))
        else:
            self.action_page(direction)

    def _scroll_facts(self, rows: int) -> None:
        for area in self.query(".dialog--facts"):
            area.scroll_relative(y=rows, animate=False)

    def action_choose(self) -> None:
        """Choose the entry at the cursor."""
        self._list.choose()

    @on(EntryList.Chosen)
    def _chosen(self, event: EntryList.Chosen) -> None:
        event.stop()
        self.leave(event.index)


class TextDialog(Dialog):
    """Some text to read."""

    BINDINGS = [
        Binding("question_mark,f1,enter", "close", "close", show=False),
        Binding("j", "scroll(1)", "down", show=False),
        Binding("k", "scroll(-1)", "up", show=False),
        Binding("space,d,ctrl+d", "scroll(10)", "a page down", show=False),
        Binding("b,u,ctrl+u", "scroll(-10)", "a page up", show=False),
    ]

    def __init__(self, text: Content) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text, scrolling."""
        with Vertical(id="dialog-box"):
            with VerticalScroll():
                yield Static(self._text, classes="dialog--text")
            yield Static(Content("j k scroll   Esc close"), classes="dialog--hint")

    def on_mount(self) -> None:
        """Keys scroll the text; a dialog that went as it came has none."""
        for area in self.query(VerticalScroll):
            self.set_focus(area)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        for area in self.query(VerticalScroll):
            area.scroll_relative(y=rows, animate=False)
