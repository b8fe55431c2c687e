"""What the panes and cards say of people and figures, without a screen."""

from __future__ import annotations

from tui_reader.article.loading import load_article
from tui_reader.text.finding import Index
from tui_reader.ui.facts import Facts

ARTICLE = """headline: h
people: [{id: li, name: Li}]
figures:
  - {id: a, label: Counted, value: 6, evidence: I count six}
sections: [{heading: One, paragraphs: [{by: li, text: I count six.}, The report counts five.]}]
"""


def facts(text: str) -> Facts:
    article = load_article(text.encode()).article
    assert article is not None
    known = Facts()
    for _ in known.steps(article, Index(article.sections)):
        pass
    return known


def test_a_figure_that_nobody_claims_is_said_by_whoever_says_its_words() -> None:
    assert "said by Li" in facts(ARTICLE).figure_details(0)
