"""What the command line asks of the reader beside the article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to open an article.

    `search` opens at the first hit of that query, `section` at the section of that id.
    """

    search: str | None = None
    section: str | None = None
