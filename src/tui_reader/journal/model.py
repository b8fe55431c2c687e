"""What a reader leaves behind, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from tui_reader.journal.anchors import Anchor


@dataclass(frozen=True, slots=True)
class Note:
    """A note on words; with an empty body, a highlight. Times are ISO 8601 in UTC; `id` is a UUID."""

    id: str
    anchor: Anchor
    body: str
    created: str
    modified: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place with a letter."""

    letter: str
    anchor: Anchor
    created: str


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article that something was left in: `citation` says what it is, `paths` are where it was read from."""

    id: int
    fingerprint: str
    headline: str
    citation: str
    paths: tuple[str, ...] = ()


class JournalProblem(Exception):
    """The journal cannot be used, or not written: one message, and how to mend it."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(f"{message}: {mend}")
        self.message = message
        self.mend = mend


def now() -> str:
    """The time, as it is kept."""
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
