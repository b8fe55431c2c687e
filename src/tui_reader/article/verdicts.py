"""What is said of a figure wherever it is shown: whose words it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.article.model import Article, Figure

if TYPE_CHECKING:
    from tui_reader.article.evidence import FigureEvidence


def attribution(article: Article, figure: Figure, evidence: FigureEvidence | None) -> str:
    """Whose claim a figure is; where the article does not say so, in whose words its evidence was found."""
    claimant = article.person(figure.by) if figure.by else None
    if claimant is not None:
        return f"claim of {claimant.name}"
    findings = evidence.findings if evidence is not None else ()
    paragraphs = [article.paragraph(span) for finding in findings for span in finding.spans]
    voices = list(dict.fromkeys(paragraph.by for paragraph in paragraphs if paragraph is not None))
    if not voices:
        return "no claimant given"
    if voices == [None]:
        return "the report's own words"
    people = [article.person(voice) for voice in voices if voice is not None]
    names = [person.name for person in people if person is not None]
    if len(voices) == 1:
        return f"said by {names[0]}"
    # Evidence in several voices is nobody's alone: all are named, and nothing is made of it.
    return f"words of {' and '.join(names + ['the report'] * (None in voices))}"
