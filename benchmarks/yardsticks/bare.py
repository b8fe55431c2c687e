"""The smallest Textual app: one Static. What every program on this stack pays."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Shows two words."""

    BINDINGS = [("q", "quit", "quit")]
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The words."""
        yield Static("READY-ALPHA bare")


if __name__ == "__main__":
    Bare().run()
