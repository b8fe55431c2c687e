"""The two themes: ink on paper, and paper on ink. Every text colour passes WCAG AA on the ground it stands on."""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="night",
    dark=True,
    primary="#8fb8de",
    secondary="#a9b7c6",
    accent="#e8c27a",
    foreground="#d9d6cf",
    background="#16181c",
    surface="#16181c",
    panel="#1f2328",
    warning="#e8c27a",
    error="#f0938a",
    success="#9ccb94",
    text_alpha=1.0,
    variables={
        "quiet": "#9a9c9f",
        "heading": "#f4efe4",
        "speaker": "#8fb8de",
        "rule": "#3a3f46",
        "hit": "#e8c27a",
        "current-ground": "#e8c27a",
        "current-ink": "#16181c",
        "mention": "#a8d3b0",
        "evidence-ground": "#2c4a3a",
        "evidence-ink": "#eaf5ec",
        "note-ground": "#3b3552",
        "selection-ground": "#3f5a78",
        "selection-ink": "#ffffff",
        "cursor-ground": "#2b323b",
        "bar-ground": "#1f2328",
    },
)

DAY = Theme(
    name="day",
    dark=False,
    primary="#1f4e79",
    secondary="#4a5560",
    accent="#7a4b00",
    foreground="#26282b",
    background="#faf7f0",
    surface="#faf7f0",
    panel="#efeadf",
    warning="#7a4b00",
    error="#9c1c12",
    success="#1d6330",
    text_alpha=1.0,
    variables={
        "quiet": "#5d6064",
        "heading": "#101214",
        "speaker": "#1f4e79",
        "rule": "#c9c2b2",
        "hit": "#7a4b00",
        "current-ground": "#7a4b00",
        "current-ink": "#ffffff",
        "mention": "#1d6330",
        "evidence-ground": "#cfe6d2",
        "evidence-ink": "#12301a",
        "note-ground": "#e4dcf2",
        "selection-ground": "#b9d2ea",
        "selection-ink": "#101214",
        "cursor-ground": "#e3dccb",
        "bar-ground": "#efeadf",
    },
)

THEMES = (NIGHT, DAY)
