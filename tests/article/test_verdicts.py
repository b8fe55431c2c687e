from __future__ import annotations

import pytest

from tui_reader.article.evidence import FigureEvidence, Finding, State, figure_evidence
from tui_reader.article.model import Article, Figure, Paragraph, Person, Quote, Section
from tui_reader.article.verdicts import attribution, verdict


def article(*quotes: str, by: str | None = None) -> Article:
    paragraphs = (
        Paragraph("The report counts five, and so does everybody."),
        Paragraph("I count six, and so does everybody.", by="li"),
        Paragraph("I count seven.", by="na"),
    )
    figure = Figure("f", "F", by=by, evidence=tuple(Quote(words) for words in quotes))
    people = (Person("li", "Li"), Person("na", "Na"))
    return Article("h", (Section("s", "S", 0, paragraphs),), people=people, figures=(figure,))


@pytest.mark.parametrize(
    ("by", "quotes", "expected"),
    [
        ("na", ("count six",), "claim of Na"),
        ("na", (), "claim of Na"),
        (None, ("count six", "does everybody"), "words of Li and the report"),
        (None, ("count six", "nowhere to be found"), "said by Li"),
        (None, ("count six", "count seven"), "words of Li and Na"),
        (None, ("counts five",), "the report's own words"),
        (None, ("nowhere to be found",), "no claimant given"),
        (None, (), "no claimant given"),
    ],
)
def test_a_figure_is_given_to_its_claimant_or_to_the_voice_its_words_stand_in(
    by: str | None, quotes: tuple[str, ...], expected: str
) -> None:
    it = article(*quotes, by=by)
    (evidence,) = figure_evidence(it)
    assert attribution(it, it.figures[0], evidence) == expected


def test_while_the_evidence_is_not_known_nobody_is_credited() -> None:
    it = article("count six")
    assert attribution(it, it.figures[0], None) == "no claimant given"


@pytest.mark.parametrize(
    ("state", "numbers_quoted", "sign"),
    [
        ("exact", True, "✓"),
        ("folded", True, "≈"),
        ("exact", False, "!"),
        ("folded", False, "!"),
        ("ambiguous", False, "?"),
        ("not_found", False, "✗"),
        ("exact", None, "✓"),
        (None, None, "✗"),
    ],
)
def test_each_verdict_has_one_sign(state: State | None, numbers_quoted: bool | None, sign: str) -> None:
    findings = (Finding(Quote("words"), state),) if state else ()
    assert verdict(FigureEvidence(findings, numbers_quoted))[0] == sign
