"""The one table of keys: each with a stable id (for users' own keymaps), a group and a help text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.binding import Binding


class Key(NamedTuple):
    """A row of the table: `keys` in Textual's names, `shown` as people write them."""

    id: str
    keys: str
    shown: str
    action: str
    group: str
    help: str


KEYS = (
    Key("move.line-down", "j,down", "j ↓", "move('line', 1)", "Move", "a line, or an entry, down"),
    Key("move.line-up", "k,up", "k ↑", "move('line', -1)", "Move", "a line, or an entry, up"),
    Key("move.page-down", "space,pagedown,ctrl+f", "Space PgDn Ctrl+F", "move('page', 1)", "Move", "a page down"),
    Key("move.page-up", "b,pageup,ctrl+b", "b PgUp Ctrl+B", "move('page', -1)", "Move", "a page up"),
    Key("move.half-down", "d,ctrl+d", "d Ctrl+D", "move('half', 1)", "Move", "half a page down"),
    Key("move.half-up", "u,ctrl+u", "u Ctrl+U", "move('half', -1)", "Move", "half a page up"),
    Key("move.top", "g,home", "g Home", "move('all', -1)", "Move", "the top"),
    Key("move.bottom", "G,end", "G End", "move('all', 1)", "Move", "the bottom"),
    Key("move.section-next", "right_square_bracket", "]", "move('section', 1)", "Move", "the next section"),
    Key("move.section-previous", "left_square_bracket", "[", "move('section', -1)", "Move", "the previous section"),
    Key("move.paragraph-next", "right_curly_bracket", "}", "move('paragraph', 1)", "Move", "the next paragraph"),
    Key(
        "move.paragraph-previous", "left_curly_bracket", "{", "move('paragraph', -1)", "Move", "the previous paragraph"
    ),
    Key("move.back", "ctrl+o,alt+left", "Ctrl+O Alt+←", "travel(-1)", "Move", "back to where you jumped from"),
    Key("move.forward", "alt+right", "Alt+→", "travel(1)", "Move", "forward again"),
    Key("pane.outline", "1", "1", "pane(0)", "Panes", "the sections"),
    Key("pane.text", "2", "2", "pane(1)", "Panes", "the text"),
    Key("pane.people", "3", "3", "pane(2)", "Panes", "the people"),
    Key("pane.figures", "4", "4", "pane(3)", "Panes", "the figures"),
    Key("pane.next", "tab", "Tab", "next_pane(1)", "Panes", "the next pane"),
    Key("pane.previous", "shift+tab", "Shift+Tab", "next_pane(-1)", "Panes", "the previous pane"),
    Key("pane.choose", "enter", "Enter", "choose", "Panes", "go to the entry; in the text: the list of hits"),
    Key("pane.open", "o", "o", "open_card", "Panes", "open its card; in the text: who or what the words are about"),
    Key("search.start", "slash", "/", "search", "Search", "search the text as you type"),
    Key("search.next", "n", "n", "hit(1)", "Search", "the next hit, or place of the person or figure chosen since"),
    Key("search.previous", "N", "N", "hit(-1)", "Search", "the previous one"),
    Key("search.list", "l", "l", "hits", "Search", "the list of hits, each with its sentence"),
    Key("search.filter", "f", "f", "filter", "Search", "search only what one person says, or in one section"),
    Key("search.end", "escape", "Esc", "escape", "Search", "back to where the search began; clear what is lit"),
    Key("mark.set", "m", "m a…z", "await_letter('set')", "Keep", "mark the line at hand with a letter"),
    Key(
        "mark.go",
        "apostrophe",
        "' a…z",
        "await_letter('go')",
        "Keep",
        "go to a mark; '' is the place before the last jump",
    ),
    Key("select.start", "v", "v", "select", "Keep", "select the sentence; again: paragraph, line, word"),
    Key("select.word-next", "right", "→", "extend('word', 1)", "Keep", "while selecting: a word more (or less)"),
    Key("select.word-previous", "left", "←", "extend('word', -1)", "Keep", "while selecting: a word back"),
    Key("select.sentence-next", "right_parenthesis", ")", "extend('sentence', 1)", "Keep", "a sentence on"),
    Key("select.sentence-previous", "left_parenthesis", "(", "extend('sentence', -1)", "Keep", "a sentence back"),
    Key("select.copy", "y", "y", "copy", "Keep", "copy the selection or the sentence, with who says it and where"),
    Key("select.write", "W", "W", "write_copy", "Keep", "add the last copy to quotations.txt in the current folder"),
    Key("note.write", "a", "a", "note", "Keep", "a note on the selection or the sentence; empty, a highlight"),
    Key("note.list", "L", "L", "notes", "Keep", "the notes, highlights and marks: go, edit, delete"),
    Key("figures.drawn", "F", "F", "drawing", "Look", "the figures drawn, full screen"),
    Key("look.zen", "z", "z", "zen", "Look", "only the text, and back"),
    Key("look.wider", "plus,equals_sign", "+", "measure(4)", "Look", "wider lines"),
    Key("look.narrower", "minus", "-", "measure(-4)", "Look", "narrower lines"),
    Key("look.theme", "T", "T", "theme", "Look", "the next theme"),
    Key("app.help", "question_mark,f1", "? F1", "help", "Program", "help for what is in focus"),
    Key("app.palette", "ctrl+p", "Ctrl+P", "app.command_palette", "Program", "every command, by name"),
    Key("app.reload", "R", "R", "reload", "Program", "read the file again, if it changed"),
    Key("app.suspend", "ctrl+z", "Ctrl+Z", "app.suspend_process", "Program", "suspend; fg comes back"),
    Key("app.quit", "q", "q", "app.quit", "Program", "quit"),
    Key("app.quit-always", "ctrl+q", "Ctrl+Q", "app.quit", "Program", "quit, wherever you are"),
)

SEARCH_KEYS = (
    ("Enter", "keep the hits and go on reading; with nothing typed: the last search, its next hit"),
    ("Esc", "back to where you were, and to the search before"),
    ("↑ ↓", "earlier searches"),
    ("F2 Alt+C", "case: smart, exact, any"),
    ("F3 Alt+W", "whole words only"),
    ("F4 Alt+R", "a regular expression"),
)
"""Keys of the search line, as people write them, and what they do."""


def bindings() -> list[Binding]:
    """The table as Textual's bindings."""
    return [
        Binding(key.keys, key.action, key.help, show=False, id=key.id, priority=key.id == "app.quit-always")
        for key in KEYS
    ]


def shown(key: Key, own: Mapping[str, str]) -> str:
    """The keys of a row as people write them: the user's `own` (names of keys by ids) where there are any."""
    return " ".join(map(_written, own[key.id].split(","))) if key.id in own else key.shown


def _written(name: str) -> str:
    from textual.keys import format_key

    *modifiers, bare = name.split("+")
    drawn = format_key(bare)
    return "+".join([part.capitalize() for part in modifiers] + [drawn if len(drawn) == 1 else drawn.capitalize()])
