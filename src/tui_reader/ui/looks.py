"""How everything that we draw ourselves looks, in every theme: one table, turned into styles once for each theme.

A component class of Textual's would cost a node of the tree, a match against the stylesheet and a walk up the tree for
each of these, for every widget, before the first paint (Textual 8.2.8: 15 ms for 45 of them).
"""

from __future__ import annotations

from functools import cache

from rich.style import Style

from tui_reader.ui.themes import THEMES

_LOOKS = {
    # name: (ink, ground, attributes); an ink or a ground that is not said is that of what lies below
    "page": ("foreground", "background", ""),
    "title": ("quiet", "background", ""),
    "heading": ("heading", "background", "bold"),
    "gutter": ("accent", "background", ""),
    "speaker": ("speaker", "background", ""),
    "track": ("rule", "background", ""),
    "thumb": ("quiet", "background", ""),
    "tick": ("hit", "background", "bold"),
    "note": ("", "note-ground", "underline"),
    "mention": ("mention", "", "italic underline"),
    "evidence": ("evidence-ink", "evidence-ground", "bold underline"),
    "hit": ("hit", "", "underline"),
    "current": ("current-ground", "", "bold reverse"),
    "selection": ("selection-ground", "selection-ink", "reverse"),
    "cursor": ("", "cursor-ground", "bold"),
    "quiet": ("quiet", "", ""),
    "strong": ("heading", "", "bold"),
    "lit": ("hit", "", "bold underline"),
    "bar": ("foreground", "bar-ground", ""),
    "bar-strong": ("heading", "bar-ground", "bold"),
    "bar-quiet": ("quiet", "bar-ground", ""),
    "bar-notice": ("accent", "bar-ground", "bold"),
}


@cache
def looks(theme_name: str) -> dict[str, Style]:
    """The styles of a theme, by what is drawn; those of the first theme for one that is not ours."""
    theme = next((theme for theme in THEMES if theme.name == theme_name), THEMES[0])
    inks = {
        "": None,
        "foreground": theme.foreground,
        "background": theme.background,
        "accent": theme.accent,
        **theme.variables,
    }
    return {
        name: Style(color=inks[ink], bgcolor=inks[ground], **dict.fromkeys(attributes.split(), True))  # type: ignore[arg-type]
        for name, (ink, ground, attributes) in _LOOKS.items()
    }
