"""What the text has to say to a figure's evidence: where each quote stands, and whether it states the numbers."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tui_reader.article.model import Article, Figure, Quote
from tui_reader.article.passages import Budget, Slice, closest_steps, slices
from tui_reader.article.problems import Problem, quoted
from tui_reader.article.quantities import Quantity, agrees, quantities
from tui_reader.text.folding import fold
from tui_reader.text.indexing import Chunk, Index
from tui_reader.text.spans import Span

State = Literal["exact", "folded", "ambiguous", "not_found"]

MOST_PLACES = 1000
"""Places of one quote that are kept; more are only counted."""
_WORST_FIRST: tuple[State, ...] = ("not_found", "ambiguous", "folded", "exact")
_AROUND = 40
"""Code points around a quote that are looked at to tell whether it cuts a number in two."""
_UNSPACED = "\u0e00"
"""From here on (Thai, Han, kana, Hangul …) scripts write words without spaces, or join particles to them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one quote.

    `exact`: it stands in one place as it is; `folded`: in one place, and only typography or case differs; `ambiguous`:
    in several `places`, of which `spans` has the first 1,000; `not_found`: then `closest` is the passage most like it,
    if there is one. `difference` says what is not as the quote says.
    """

    quote: Quote
    state: State
    spans: tuple[Span, ...] = ()
    places: int = 0
    closest: Span | None = None
    difference: str | None = None


@dataclass(frozen=True, slots=True)
class FigureEvidence:
    """The findings for a figure's quotes, and whether its value or bounds occur in what they quote.

    `numbers_quoted` is None without a number or a quote.
    """

    findings: tuple[Finding, ...]
    numbers_quoted: bool | None

    @property
    def state(self) -> State | None:
        """The worst state of the quotes; None without any."""
        states = {finding.state for finding in self.findings}
        return next((state for state in _WORST_FIRST if state in states), None)

    @property
    def numbers_agree(self) -> bool | None:
        """Whether the text states the numbers; None where there is nothing to agree, or to agree with."""
        return None if self.state in (None, "not_found") else self.numbers_quoted

    @property
    def other_numbers(self) -> bool:
        """Whether the quotes stand in the text, each in one place, and say other numbers than the figure."""
        return self.state in ("exact", "folded") and self.numbers_agree is False

    @property
    def supported(self) -> bool:
        """Whether every quote is in the text, there is one, and the numbers agree."""
        return self.state not in (None, "not_found") and self.numbers_agree is not False


def evidence_steps(article: Article, index: Index | None = None) -> Iterator[tuple[int, FigureEvidence | None]]:
    """Find the evidence of all figures in short steps: the figure's number, and its evidence once that is found.

    `index` is one of this article's sections, if there is one already; it is folded as far as it is not yet.
    """
    finder = Finder(article, index)
    if any(figure.evidence for figure in article.figures):
        for _ in finder.index.fold_steps():
            yield 0, None
    for number, figure in enumerate(article.figures):
        steps = finder.figure_steps(figure)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                yield number, end.value
                break
            yield number, None


def figure_evidence(article: Article, index: Index | None = None) -> list[FigureEvidence]:
    """The evidence of all figures, in their order."""
    return [evidence for _, evidence in evidence_steps(article, index) if evidence is not None]


class Finder:
    """Finds quotes in the paragraphs of an article, folded once."""

    def __init__(self, article: Article, index: Index | None = None) -> None:
        self.article = article
        self.index = Index(article.sections) if index is None else index
        self.budget = Budget()
        self._joined: dict[int, str] = {}

    def figure_steps(self, figure: Figure) -> Generator[None, None, FigureEvidence]:
        """Find the quotes of one figure."""
        findings: list[Finding] = []
        known: list[Quantity] = []
        for quote in figure.evidence:
            finding = yield from self.quote_steps(quote)
            findings.append(finding)
            known += self._quantities(finding)
        return FigureEvidence(tuple(findings), agrees(figure, known) if findings and figure.numbers else None)

    def quote_steps(self, quote: Quote) -> Generator[None, None, Finding]:
        """Find one quote."""
        needle = fold(quote.exact).text.strip()
        if not needle:
            return Finding(quote, "not_found", difference="it has no words to look for")
        scope = list(slices(self.index, self._sections(quote)))
        found: list[tuple[Chunk, int]] = []
        inside: tuple[Chunk, int] | None = None
        for piece in scope:
            for chunk, at in _occurrences(piece, needle):
                if not _cuts_word(chunk.fold(), at) and not _cuts_word(chunk.fold(), at + len(needle)):
                    found.append((chunk, at))
                elif inside is None:
                    inside = chunk, at
            if len(scope) > 1:
                yield
        if not found:
            return (yield from self._missing(quote, needle, scope, inside))
        return self._chosen(quote, len(needle), found)

    def occurs(self, words: str) -> bool:
        """Whether words stand somewhere in a paragraph."""
        needle = fold(words).text.strip()
        return any(needle in chunk.fold() for chunk in self.index.chunks)

    def _sections(self, quote: Quote) -> tuple[int, int] | None:
        number = self.article.section_number(quote.section) if quote.section else None
        return None if number is None else (number, self.article.section_end(number))

    def _chosen(self, quote: Quote, length: int, found: list[tuple[Chunk, int]]) -> Finding:
        """The place that prefix and suffix choose; among several, those that are exact come before the folded ones."""
        left = [place for place in found if _fits(quote, length, *place)]
        difference = None
        if not left:
            around = " and ".join(name for name in ("prefix", "suffix") if getattr(quote, name))
            where = "where it stands" if len(found) == 1 else f"at any of its {len(found):,} places"
            difference = f"its {around} is not in the text {where}"
            left = found
        spans = [chunk.span(at, at + length) for chunk, at in left[:MOST_PLACES]]
        exact = [span for span in spans if self.article.words(span) == quote.exact]
        if len(left) > 1 and len(exact) != 1:
            return Finding(quote, "ambiguous", tuple(spans), len(left), difference=difference)
        if exact:
            return Finding(quote, "exact", (exact[0],), 1, difference=difference)
        return Finding(quote, "folded", (spans[0],), 1, difference=difference)

    def _missing(
        self, quote: Quote, needle: str, scope: Sequence[Slice], inside: tuple[Chunk, int] | None
    ) -> Generator[None, None, Finding]:
        if inside is not None:
            chunk, at = inside
            span = chunk.span(*_whole_words(chunk.fold(), at, at + len(needle)))
            cut = f"it cuts a word in two: the text says {quoted(self.article.words(span))}"
            return Finding(quote, "not_found", closest=span, difference=cut)
        for chunk in self.index.chunks:
            yield
            if not self.budget.spend(2 * chunk.size):
                break
            if self._sections(quote) is not None and (at := chunk.fold().find(needle)) >= 0:
                span = chunk.span(at, at + len(needle))
                where = self.article.sections[span.section].id
                elsewhere = f"it stands in section {quoted(where)}, not in {quoted(quote.section or '')}"
                return Finding(quote, "not_found", closest=span, difference=elsewhere)
            if (across := self._across(chunk, needle)) is not None:
                over = "it runs on into another paragraph: quote each paragraph by itself"
                return Finding(quote, "not_found", closest=across, difference=over)
        closest, difference = yield from closest_steps(self.article, scope, quote.exact, self.budget)
        where = f"section {quoted(quote.section)}" if quote.section else "the text"
        return Finding(
            quote, "not_found", closest=closest, difference=difference or f"nothing in {where} is much like it"
        )

    def _across(self, chunk: Chunk, needle: str) -> Span | None:
        """The part in its first paragraph, of words that stand across the end of one."""
        joined = self._joined.get(id(chunk))
        if joined is None:
            joined = self._joined[id(chunk)] = chunk.fold().replace("\n", " ")
        at = joined.find(needle)
        if at < 0:
            return None
        end = chunk.fold().find("\n", at)
        return chunk.span(at, end)

    def _quantities(self, finding: Finding) -> list[Quantity]:
        """The quantities in a quote; where it stands in the text, without those that it cuts in two."""
        if finding.state == "not_found":
            return quantities(finding.quote.exact)
        span = finding.spans[0]
        paragraph = self.article.paragraph(span)
        assert paragraph is not None
        low = max(0, span.start - _AROUND)
        text = paragraph.text[low : span.end + _AROUND]
        start, end = span.start - low, span.end - low
        known = quantities(text)
        whole = [quantity for quantity in known if start <= quantity.start and quantity.end <= end]
        for quantity in known:
            # “on May 23 100 people” is two numbers, and the quote says which.
            for edge, inner in ((start, start - 1), (end, end)):
                if quantity.start < edge < quantity.end and text[inner : inner + 1] == " " and not quantity.scaled:
                    whole += quantities(text[start:end])
        return whole


def _occurrences(piece: Slice, needle: str) -> Iterator[tuple[Chunk, int]]:
    chunk, low, high = piece
    text = chunk.fold()
    at = text.find(needle, low, high)
    while at >= 0:
        yield chunk, at
        at = text.find(needle, at + len(needle), high)


def _cuts_word(text: str, at: int) -> bool:
    """Whether an offset is between two letters or digits of one word, in a script that parts words by spaces."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and before < _UNSPACED and after < _UNSPACED


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    limit = 60  # a "word" may be as long as the text
    while _cuts_word(text, start) and (limit := limit - 1):
        start -= 1
    while _cuts_word(text, end) and (limit := limit - 1):
        end += 1
    return start, end


def _fits(quote: Quote, length: int, chunk: Chunk, at: int) -> bool:
    """Whether prefix and suffix, as far as they are given, stand around a place in the same paragraph."""
    text = chunk.fold()
    if quote.prefix:
        prefix = fold(quote.prefix).text.strip()
        before = text[max(0, at - len(prefix) - 1) : at].rstrip(" ")
        if not before.endswith(prefix) or "\n" in before[-len(prefix) :]:
            return False
    if quote.suffix:
        suffix = fold(quote.suffix).text.strip()
        if not text[at + length : at + length + len(suffix) + 1].lstrip(" ").startswith(suffix):
            return False
    return True


def evidence_problems(article: Article, places: Callable[[str], tuple[int, int]]) -> list[Problem]:
    """Warnings for all that the text does not bear out; `places` gives line and column of a path of the article."""
    from tui_reader.article.evidence_problems import problems_of

    finder = Finder(article)
    found: list[Problem] = []
    for number, evidence in evidence_steps(article, finder.index):
        if evidence is None:
            continue
        for at, message, mend in problems_of(article.figures[number], number, evidence, finder.occurs):
            found.append(Problem("warning", *places(at), at, message, mend))
    return found
