"""What is said of a figure wherever it is shown: what became of its evidence, and whose words it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.article.model import Article, Figure

if TYPE_CHECKING:
    from tui_reader.article.evidence import FigureEvidence

_VERDICTS = {
    "exact": ("✓", "the words are in the text"),
    "folded": ("≈", "the words are in the text, but for their typography"),
    "ambiguous": ("?", "the words stand in several places"),
    "not_found": ("✗", "the words are NOT in the text"),
    None: ("✗", "no evidence is given"),
}
_OTHER_NUMBERS = ("!", "the words are in the text, but with other numbers")


def verdict(evidence: FigureEvidence) -> tuple[str, str]:
    """What became of a figure's evidence: a sign that needs no colour, and words."""
    return _OTHER_NUMBERS if evidence.other_numbers else _VERDICTS[evidence.state]


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
