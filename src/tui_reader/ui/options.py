"""What the command line asks of the reader beside the article."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to open an article.

    `search` opens at the first hit of that query, `section` at the section of that id. `journal` is another journal
    than the user's own; `fresh` opens at the top and keeps nothing.
    """

    search: str | None = None
    section: str | None = None
    journal: Path | None = None
    fresh: bool = False
