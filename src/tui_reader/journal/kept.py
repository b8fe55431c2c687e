"""What a journal holds of its articles, taken out to be printed; anchors follow the text where it is at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui_reader.article.model import Article
from tui_reader.journal.anchors import Anchor, ArticleText, anchor_at, find_anchor
from tui_reader.journal.citation import article_citation
from tui_reader.journal.model import ArticleRecord, Mark, Note
from tui_reader.journal.store import Journal


@dataclass(frozen=True, slots=True)
class Kept:
    """An article's notes and marks in the order of its text; `orphans` are those whose words the text has no more."""

    record: ArticleRecord
    notes: tuple[Note, ...]
    marks: tuple[Mark, ...]
    orphans: tuple[Note | Mark, ...] = ()


def kept_of_all(journal: Journal) -> list[Kept]:
    """What is kept of all articles, as it was when it was written."""
    return [
        Kept(record, tuple(journal.notes(record.id)), tuple(_by_place(journal.marks(record.id))))
        for record in journal.articles()
    ]


def kept_of(journal: Journal, article: Article, path: str) -> Kept | None:
    """What is kept of an article, its anchors where the words stand now; None if nothing is."""
    text = ArticleText(article)
    record = journal.find(path, text.fingerprint)
    if record is None:
        return None
    record = replace(
        record, fingerprint=text.fingerprint, headline=article.headline, citation=article_citation(article)
    )
    notes: list[Note] = []
    marks: list[Mark] = []
    orphans: list[Note | Mark] = []
    for note in journal.notes(record.id):
        anchor = _moved(text, note.anchor)
        if anchor is None:
            orphans.append(note)
        else:
            notes.append(replace(note, anchor=anchor))
    for mark in journal.marks(record.id):
        anchor = _moved(text, mark.anchor)
        if anchor is None:
            orphans.append(mark)
        else:
            marks.append(replace(mark, anchor=anchor))
    notes.sort(key=lambda note: (note.anchor.start, note.anchor.end, note.created, note.id))
    return Kept(record, tuple(notes), tuple(_by_place(marks)), tuple(orphans))


def _moved(text: ArticleText, anchor: Anchor) -> Anchor | None:
    place = find_anchor(text, anchor)
    return None if place is None else anchor_at(text, *place)


def _by_place(marks: list[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (mark.anchor.start, mark.letter))
