"""Articles and notes for the tests of the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui_reader.article.model import Article, Paragraph, Person, Section
from tui_reader.journal.store import Journal

if TYPE_CHECKING:
    from tui_reader.journal.model import Note

TEXTS = (
    ("The report's own voice. It has two sentences here, and a third one. This is the third.", "A second paragraph."),
    ("What the mayor says is a quote of some length, so that it can be found. She says it twice. She says it twice.",),
    ("The end of the article is short. It closes with thanks to everyone who took part in the conference.",),
)


def article_of(*sections: tuple[str, ...]) -> Article:
    """An article of these paragraphs, the mayor's the second section."""
    return Article(
        headline="A headline",
        date_published="2024-05-06",
        people=(Person("mayor", "Li Na", role="Mayor"),),
        sections=tuple(
            Section(
                f"s{number}",
                f"Section {number}",
                0,
                tuple(Paragraph(text, by="mayor" if number == 1 else None) for text in texts),
            )
            for number, texts in enumerate(sections)
        ),
    )


@pytest.fixture
def make_article() -> Callable[..., Article]:
    return article_of


@pytest.fixture
def article() -> Article:
    return article_of(*TEXTS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    opened = Journal.open(path)
    yield opened
    opened.close()


@pytest.fixture
def note() -> Callable[..., Note]:
    """Make a note on some words."""
    from tui_reader.journal.anchors import Anchor
    from tui_reader.journal.model import Note, now

    def make(number: int, body: str = "a body", exact: str = "words") -> Note:
        name = f"00000000-0000-4000-8000-{number:012}"
        return Note(name, Anchor(number, number + len(exact), exact), body, now(), now())

    return make
