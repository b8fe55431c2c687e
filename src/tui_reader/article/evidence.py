"""Whether the text supports a figure: its quotes found in the words, and its numbers in its quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tui_reader.article.model import Article, Quote
from tui_reader.article.problems import Problem
from tui_reader.article.quantities import agrees
from tui_reader.text.finding import BadQuery, Index, Query, Search
from tui_reader.text.folding import fold
from tui_reader.text.spans import Span

_WORST = ("not_found", "ambiguous", "folded", "exact")
_MANY = 200
"""Places of one quote that are looked at."""
_WINDOW = 400
"""Paragraphs looked through for the passage closest to a quote that was not found."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a quote: exact, folded (only typography differs), ambiguous (several places), or not_found.

    `closest` is the passage most like a quote that was not found, `difference` what differs in it.
    """

    state: str
    spans: tuple[Span, ...] = ()
    closest: Span | None = None
    difference: str | None = None


@dataclass(frozen=True, slots=True)
class FigureEvidence:
    """What the text says to a figure. `state` is the worst of its findings, None without a quote."""

    findings: tuple[Finding, ...]
    numbers_agree: bool
    state: str | None

    @property
    def supported(self) -> bool:
        """Whether the words are in the text and carry the figure's numbers."""
        return self.state in ("exact", "folded") and self.numbers_agree


def evidence_steps(article: Article) -> Iterator[tuple[int, FigureEvidence | None]]:
    """The evidence of each figure by its number, found in slices; None says only that work goes on."""
    if not article.figures:
        return
    index = Index(article.sections)
    for number, figure in enumerate(article.figures):
        findings = []
        for quote in figure.evidence:
            for finding in _find(article, index, quote):
                if finding is None:
                    yield number, None
                else:
                    findings.append(finding)
        state = next((state for state in _WORST if any(f.state == state for f in findings)), None)
        agreed = not figure.evidence or agrees(figure, " ".join(quote.exact for quote in figure.evidence))
        yield number, FigureEvidence(tuple(findings), agreed, state)


def evidence_of(article: Article) -> list[FigureEvidence]:
    """The evidence of all figures, in their order."""
    return [evidence for _, evidence in evidence_steps(article) if evidence is not None]


def _find(article: Article, index: Index, quote: Quote) -> Iterator[Finding | None]:
    sections = None
    if quote.section is not None and (section := article.section_number(quote.section)) is not None:
        sections = (section, article.section_end(section))
    try:
        search = Search(index, Query(quote.exact, case=False, sections=sections))
    except BadQuery:
        yield Finding("not_found", difference="the quote has no words")
        return
    for _ in search.steps():
        yield None
    spans = [search.hits[number] for number in range(min(len(search.hits), _MANY))]
    if len(spans) > 1 or quote.prefix or quote.suffix:
        spans = [span for span in spans if _fits(article, span, quote)]
    if not spans:
        yield from _closest(article, quote, sections)
    elif len(spans) > 1:
        yield Finding("ambiguous", tuple(spans), difference=f"the words stand in {len(spans)} places")
    else:
        yield Finding("exact" if article.words(spans[0]) == quote.exact else "folded", tuple(spans))


def _fits(article: Article, span: Span, quote: Quote) -> bool:
    """Whether what stands before and after a place is what the quote says."""
    paragraph = article.paragraph(span)
    text = paragraph.text if paragraph is not None else ""
    before, after = fold(text[: span.start]).text.rstrip(), fold(text[span.end :]).text.lstrip()
    prefix, suffix = fold(quote.prefix or "").text.strip(), fold(quote.suffix or "").text.strip()
    return before.endswith(prefix) and after.startswith(suffix)


def _closest(article: Article, quote: Quote, sections: tuple[int, int] | None) -> Iterator[Finding | None]:
    """The sentence that shares most words with a quote, and how it differs."""
    from tui_reader.text.sentences import sentences

    wanted = set(fold(quote.exact).text.split())
    best: tuple[float, Span | None] = (0.0, None)
    looked = 0
    for number in range(*(sections or (0, len(article.sections)))):
        for at, paragraph in enumerate(article.sections[number].paragraphs):
            looked += 1
            if looked > _WINDOW:
                break
            for start, end in sentences(paragraph.text):
                words = set(fold(paragraph.text[start:end]).text.split())
                score = len(words & wanted) / max(1, len(wanted))
                if score > best[0]:
                    best = (score, Span(number, at, start, end))
            yield None
    if best[1] is None or best[0] < 0.4:
        yield Finding("not_found", difference="nothing in the text is like these words")
        return
    yield Finding("not_found", closest=best[1], difference=_difference(quote.exact, article.words(best[1])))


def _difference(quote: str, passage: str) -> str:
    """What the text has in place of words of the quote."""
    from difflib import SequenceMatcher

    ours, theirs = quote.split(), passage.split()
    matcher = SequenceMatcher(None, [fold(w).text for w in ours], [fold(w).text for w in theirs], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return "the text has other words"
    parts = []
    for tag, a, b, c, d in matcher.get_opcodes():
        outside = (b <= blocks[0].a and a == 0 and tag == "insert") or (a >= len(ours) and tag == "insert")
        if tag != "equal" and not outside:
            text, given = " ".join(theirs[c:d][:8]), " ".join(ours[a:b][:8])
            parts.append(f"the text has “{text}” for “{given}”" if text else f"the text lacks “{given}”")
    return "; ".join(parts[:3])


def evidence_problems(article: Article, places: Callable[[str], tuple[int, int]]) -> list[Problem]:
    """Warnings about figures that the text does not support; `places` gives line and column of a path."""
    problems = []
    for number, evidence in evidence_steps(article):
        if evidence is None:
            continue
        path = f"figures[{number}]"
        for index, finding in enumerate(evidence.findings):
            at = f"{path}.evidence[{index}]"
            if finding.state == "not_found":
                what = f"the quote is not in the text: {finding.difference}"
                problems.append(_warning(places, at, what, "quote the text as it is printed, within one paragraph"))
            elif finding.state == "ambiguous":
                what = f"the quote stands in {len(finding.spans)} places"
                problems.append(_warning(places, at, what, "add `prefix`, `suffix` or `section`, or quote more"))
        if not evidence.findings:
            what = "no evidence is given for this figure"
            problems.append(_warning(places, path, what, "quote the words it rests on under `evidence`"))
        elif evidence.state in ("exact", "folded") and not evidence.numbers_agree:
            what = "its numbers do not occur in the words it quotes"
            mend = "correct the value, or quote the words that state it"
            problems.append(_warning(places, f"{path}.evidence", what, mend))
    return problems


def _warning(places: Callable[[str], tuple[int, int]], at: str, message: str, mend: str) -> Problem:
    line, column = places(at)
    return Problem("warning", line, column, at, message, mend)
