"""Why what falls short does: the beginning of "what, size" as a pattern, and the reason; kept by hand."""

from __future__ import annotations

_OUTLINE = (
    "A jump to another section moves the outline too: at 20 MB it has 3,872 sections and is drawn anew with the text, "
    "at 5 KB it has one and stays; the Line-API view has no outline."
)
_COMMAND = (
    "Of 0.7 s, libyaml's events are 0.23 s, nodes, checks and model of 77,000 events 0.19 s, folding 58,000 paragraphs "
    "0.12 s (`check` looks for the evidence in them), start and end 0.1 s (cProfile)."
)
REASONS: dict[str, str] = {
    r"`[]Gg]`": _OUTLINE,
    r"[Gg], 20 MB": _OUTLINE,
    r"jump from a pane": _OUTLINE + " The focus moves as well, which Textual restyles.",
    r"search to the far end, first, 1 MB": (
        "The search itself is 0.3 ms per MB; the rest is the same at every size: a paste, the search line that closes, "
        "a new layout, two or three frames."
    ),
    r"`tui-reader": _COMMAND,
}
