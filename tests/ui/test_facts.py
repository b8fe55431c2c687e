"""What the panes and cards say of people and figures, without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.conftest import FactsOf

ARTICLE = """headline: h
people: [{id: li, name: Li}]
figures:
  - {id: a, label: Counted, value: 6, evidence: I count six}
sections: [{heading: One, paragraphs: [{by: li, text: I count six.}, The report counts five.]}]
"""


def test_a_figure_that_nobody_claims_is_said_by_whoever_says_its_words(facts_of: FactsOf) -> None:
    assert "said by Li" in facts_of(ARTICLE).figure_details(0)
