"""The help: every key of the table, those for what is in focus first."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from textual.content import Content

from tui_reader.text.cells import pad
from tui_reader.ui.keys import KEYS, SEARCH_KEYS, shown

_ABOUT = {
    "outline": "The sections. The one you read is followed as you scroll; during a search each shows its hits. o opens "
    "a card: its length and note; that of the first has the article's abstract, date and source too.",
    "text": "The text. ▸ marks the line you are at: y, a and o speak of it. The margin says whose words these are.",
    "people": "The people. The one under the cursor is lit in the text; Enter goes to the first mention, n and N on.",
    "figures": "The figures. ✓ the words are there, ≈ but for their typography, ? in several places, ✗ not there, "
    "! there, but with other numbers.",
}


def help_text(pane: str, own: Mapping[str, str]) -> Content:
    """The help for a pane (`outline`, `text`, `people` or `figures`), with the user's `own` keys by their ids."""
    lines: list[tuple[str, str] | str] = []
    if pane in _ABOUT:
        lines += [(_ABOUT[pane], "italic"), "\n\n"]
    groups = [
        (name, [(shown(key, own), key.help) for key in keys]) for name, keys in groupby(KEYS, lambda key: key.group)
    ]
    after_search = [name for name, _ in groups].index("Search") + 1
    groups.insert(after_search, ("In the search line", list(SEARCH_KEYS)))
    for name, rows in groups:
        lines += [(name.upper(), "bold"), "\n"]
        for written, text in rows:
            lines += [("  " + pad(written, 19), "bold"), text, "\n"]
        lines.append("\n")
    return Content.assemble(*lines)
