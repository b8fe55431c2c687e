"""Places are found again in a text that changed: where the words stand now, or nowhere, never somewhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article.loading import load_article
from tui_reader.article.model import Article, Paragraph, Section
from tui_reader.article.shipped import shipped_article
from tui_reader.journal.anchors import Anchor, ArticleText, anchor_at, find_anchor, find_place
from tui_reader.text.spans import HEADING, Position

Make = Callable[..., Article]
LAST = "It closes with thanks to everyone who took part in the conference."


def anchored(article: Article, words: str, nth: int = 0) -> Anchor:
    """An anchor on the n-th occurrence of words."""
    text = ArticleText(article)
    at = -1
    for _ in range(nth + 1):
        at = text.whole.index(words, at + 1)
    return anchor_at(text, text.position(at), text.position(at + len(words), end=True))


def found(article: Article, anchor: Anchor) -> str | None:
    """The words an anchor leads to."""
    text = ArticleText(article)
    place = find_anchor(text, anchor)
    return None if place is None else text.whole[text.offset(place[0]) : text.offset(place[1])]


def changed(article: Article, old: str, new: str) -> Article:
    """The article with some words replaced, wherever they stand first."""
    sections, done = [], False
    for section in article.sections:
        paragraphs = []
        for paragraph in section.paragraphs:
            text = paragraph.text
            if not done and old in text:
                text, done = text.replace(old, new, 1), True
            paragraphs.append(Paragraph(text, by=paragraph.by))
        sections.append(Section(section.id, section.heading, section.depth, tuple(paragraphs)))
    assert done
    return Article(article.headline, tuple(sections), people=article.people)


def test_an_anchor_tells_who_says_it_and_where(article: Article) -> None:
    anchor = anchored(article, "some length")
    assert (anchor.exact, anchor.section_id, anchor.heading) == ("some length", "s1", "Section 1")
    assert anchor.speaker == "Li Na, Mayor"
    assert anchor.sentence == "What the mayor says is a quote of some length, so that it can be found."
    assert anchor.prefix.endswith("is a quote of ")
    assert anchor.suffix.startswith(", so that")


def test_text_inserted_above_moves_the_anchor_with_its_words(article: Article) -> None:
    anchor = anchored(article, LAST)
    assert found(changed(article, "A second", "Many more words above it. A second"), anchor) == LAST


@pytest.mark.parametrize("nth", [0, 1])
def test_words_that_stand_twice_are_told_apart_by_what_is_around(article: Article, nth: int) -> None:
    anchor = anchored(article, "She says it twice.", nth)
    edited = changed(article, "The report's own voice.", "Another voice altogether, and more of it.")
    text = ArticleText(edited)
    place = find_anchor(text, anchor)
    assert place is not None
    assert text.offset(place[0]) == anchored(edited, "She says it twice.", nth).start


def test_words_edited_inside_are_still_found(article: Article) -> None:
    anchor = anchored(article, "What the mayor says is a quote of some length, so that it can be found.")
    edited = changed(article, "a quote of some length", "a quotation of great length")
    assert found(edited, anchor) == "What the mayor says is a quotation of great length, so that it can be found."


def test_text_edited_below_changes_nothing(article: Article) -> None:
    anchor = anchored(article, "third one")
    assert found(changed(article, "The end of the article", "The very end"), anchor) == "third one"


def test_words_that_are_gone_are_found_nowhere(article: Article, make_article: Make) -> None:
    anchor = anchored(article, "What the mayor says is a quote of some length, so that it can be found.")
    assert found(changed(article, anchor.exact, ""), anchor) in (None, "")
    assert found(make_article(("Something else entirely, of another author.",)), anchor) is None


def test_a_short_word_elsewhere_is_not_taken_for_the_one_that_went(article: Article) -> None:
    anchor = anchored(article, "twice", 1)
    gone = changed(changed(article, "She says it twice.", "X."), "She says it twice.", "Y.")
    assert found(changed(gone, "short.", "short twice."), anchor) is None


def test_a_place_whose_words_are_gone_is_its_section(article: Article) -> None:
    anchor = anchored(article, LAST)
    assert find_place(ArticleText(changed(article, LAST, "Z")), anchor) == Position(2, HEADING, 0)


def test_a_place_in_another_article_is_inside_it(article: Article, make_article: Make) -> None:
    anchor = anchored(article, LAST)
    place = find_place(ArticleText(make_article(("Short.",))), anchor)
    assert place.section == 0


SHIPPED = load_article(shipped_article()).article
assert SHIPPED is not None
SHIPPED_TEXT = ArticleText(SHIPPED)


@settings(max_examples=150)
@given(st.integers(0, len(SHIPPED_TEXT.whole) - 2), st.integers(1, 300))
def test_any_stretch_is_found_where_it_was(start: int, size: int) -> None:
    first, last = SHIPPED_TEXT.position(start), SHIPPED_TEXT.position(min(start + size, len(SHIPPED_TEXT.whole)))
    assert SHIPPED_TEXT.offset(first) == start
    anchor = anchor_at(SHIPPED_TEXT, first, last)
    assert find_anchor(SHIPPED_TEXT, anchor) == (
        first,
        SHIPPED_TEXT.position(anchor.end, end=anchor.end > anchor.start),
    )


@settings(max_examples=150)
@given(st.integers(0, len(SHIPPED_TEXT.whole) - 60), st.integers(20, 300), st.data())
def test_any_stretch_is_found_after_an_edit_elsewhere(start: int, size: int, data: st.DataObject) -> None:
    assert SHIPPED is not None
    end = min(start + size, len(SHIPPED_TEXT.whole) - 1)
    anchor = anchor_at(SHIPPED_TEXT, SHIPPED_TEXT.position(start), SHIPPED_TEXT.position(end, end=True))
    at = data.draw(st.integers(0, len(SHIPPED.sections) - 1))
    new = Section("new", "New", 0, (Paragraph(data.draw(st.text("abc. ", min_size=1)).strip() or "a"),))
    sections = list(SHIPPED.sections)
    sections.insert(at, new)
    edited = Article(SHIPPED.headline, tuple(sections), people=SHIPPED.people)
    if "\n" not in anchor.exact:  # a stretch over the paragraph that came in between is another stretch
        assert found(edited, anchor) == anchor.exact
