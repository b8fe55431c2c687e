"""What the words of an article support: where each figure's quotes stand, and whether its numbers are in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tui_reader.article.folded_chunks import Turn, chunks
from tui_reader.article.model import Article, Figure, Quote
from tui_reader.article.problems import Problem, quoted
from tui_reader.article.quantities import agrees, quantities
from tui_reader.text.finding import Chunk
from tui_reader.text.folding import fold
from tui_reader.text.spans import Span

EXACT, FOLDED, AMBIGUOUS, NOT_FOUND = STATES = ("exact", "folded", "ambiguous", "not_found")
"""How well a quote is found, best first."""
MAX_PLACES = 1000
"""Of a quote that stands in more places than this, no more are looked for."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+|[^\w\s]")
_COMPARED = 400
"""Code points of a quote that are compared with the closest passage."""
_ANCHOR = 6
"""A passage that shares fewer code points in a row with a quote is not close to it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one quote: its places, or else the closest passage and what differs there."""

    state: str
    spans: tuple[Span, ...] = ()
    closest: Span | None = None
    difference: str | None = None


@dataclass(frozen=True, slots=True)
class FigureEvidence:
    """What became of a figure's evidence; `state` is that of its worst quote, None when it has none."""

    findings: tuple[Finding, ...]
    numbers_agree: bool
    state: str | None
    supported: bool


def evidence_of(article: Article) -> list[FigureEvidence]:
    """The evidence of every figure, in their order."""
    return [evidence for _, evidence in evidence_steps(article) if evidence is not None]


def evidence_steps(article: Article) -> Iterator[tuple[int, FigureEvidence | None]]:
    """The evidence of every figure with its number; None in its place between slices of the work."""
    if not article.figures:
        return
    text = _Text(article)
    turn = Turn()
    for _ in text.fold():
        if turn.over():
            yield 0, None
    for number, figure in enumerate(article.figures):
        findings = []
        for quote in figure.evidence:
            findings.append(_find(text, quote))
            if turn.over():
                yield number, None
        yield number, _judged(figure, tuple(findings))


def evidence_problems(article: Article, places: Callable[[str], tuple[int, int]]) -> list[Problem]:
    """What is wrong with the evidence, all of it warnings; `places` gives line and column of a path."""
    problems: list[Problem] = []
    text = _Text(article)
    for _ in text.fold():
        pass

    def warn(at: str, message: str, mend: str) -> None:
        problems.append(Problem("warning", *places(at), at, message, mend))

    for number, (figure, evidence) in enumerate(zip(article.figures, evidence_of(article), strict=True)):
        at = f"figures[{number}]"
        if not figure.evidence:
            warn(at, "no evidence is given for this figure", "write evidence: and the words of the text that state it")
        for count, finding in enumerate(evidence.findings):
            told = _told(article, figure.evidence[count], finding)
            if told is not None:
                warn(f"{at}.evidence[{count}].exact", *told)
        if not evidence.numbers_agree and figure.evidence:
            key = next(name for name in ("value", "min_value", "max_value") if getattr(figure, name) is not None)
            message = f"the numbers of this figure do not occur in its quote {quoted(figure.evidence[0].exact)}"
            warn(f"{at}.{key}", message, "correct the number, or quote the words that state it")
        if figure.as_stated and not text.holds(figure.as_stated):
            message = f"{quoted(figure.as_stated)} is not in the text"
            warn(f"{at}.as_stated", message, "copy the quantity as it is printed in a paragraph")
    return problems


def _told(article: Article, quote: Quote, finding: Finding) -> tuple[str, str] | None:
    """The message and the mend for a quote that was not found well; None for one that was."""
    if finding.state == NOT_FOUND:
        message = f"the words {quoted(quote.exact)} are not in the text"
        if finding.difference:
            message += f": {finding.difference}"
        mend = "copy the words as they stand in one paragraph"
        return message, f"{mend}; closest are {quoted(article.words(finding.closest))}" if finding.closest else mend
    if finding.state == AMBIGUOUS:
        count = len(finding.spans)
        number = f"more than {count - 1:,}" if count >= MAX_PLACES else str(count)
        message = f"the words {quoted(quote.exact)} stand in {number} places"
        return message, "quote more words, or add prefix: or suffix: with the words beside them, or section:"
    if finding.difference:
        return finding.difference, "copy the words beside the quote as they stand, or leave them out"
    return None


def _judged(figure: Figure, findings: tuple[Finding, ...]) -> FigureEvidence:
    state = max((finding.state for finding in findings), key=STATES.index, default=None)
    words = "\n".join(quote.exact for quote in figure.evidence) or figure.as_stated
    numbers_agree = words is None or agrees(figure, quantities(words))
    return FigureEvidence(findings, numbers_agree, state, numbers_agree and state in (EXACT, FOLDED))


class _Text:
    """The folded paragraphs of an article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.chunks: list[Chunk] = []

    def fold(self) -> Iterator[None]:
        for chunk in chunks(self.article):
            chunk.fold()
            self.chunks.append(chunk)
            yield

    def holds(self, words: str) -> bool:
        needle = fold(words).text.strip()
        return any(needle in chunk.fold() for chunk in self.chunks)

    def places(self, needle: str, sections: tuple[int, int] | None = None) -> Iterator[tuple[Chunk, int]]:
        """Where folded words stand, in a half-open range of sections: chunks and folded offsets."""
        for chunk in self.chunks:
            text, at, end = chunk.fold(), 0, None
            if sections is not None:
                first, last = (bisect_left(chunk.places, (number, -1)) for number in sections)
                if first == last:
                    continue
                at = chunk.starts[first]
                end = chunk.starts[last] if last < len(chunk.starts) else None
            while needle and (at := text.find(needle, at, end)) >= 0:
                yield chunk, at
                at += len(needle)

    def longest_start(self, needle: str) -> int:
        """How many of the first characters of the needle stand together somewhere."""
        low, high = 0, len(needle)
        while low < high:
            middle = (low + high + 1) // 2
            if any(needle[:middle] in chunk.fold() for chunk in self.chunks):
                low = middle
            else:
                high = middle - 1
        return low

    def longest_end(self, needle: str) -> int:
        """How many of the last characters of the needle stand together somewhere."""
        low, high = 0, len(needle)
        while low < high:
            middle = (low + high + 1) // 2
            if any(needle[-middle:] in chunk.fold() for chunk in self.chunks):
                low = middle
            else:
                high = middle - 1
        return low


def _find(text: _Text, quote: Quote) -> Finding:
    """Find one quote: the places its neighbours allow, those first that agree with it to the letter."""
    needle = fold(quote.exact).text.strip()
    number = text.article.section_number(quote.section) if quote.section else None
    sections = None if number is None else (number, text.article.section_end(number))
    found: list[tuple[Chunk, int]] = []
    for place in text.places(needle, sections):
        found.append(place)
        if len(found) == MAX_PLACES:
            break
    if not found:
        return _closest(text, quote, needle, sections)
    difference = None
    if quote.prefix or quote.suffix:
        beside = [place for place in found if _stands_beside(*place, len(needle), quote)]
        if not beside:
            difference = f"the words beside {quoted(quote.exact)} are not those of prefix and suffix"
        found = beside or found
    spans = [chunk.span(at, at + len(needle)) for chunk, at in found]
    words = quote.exact.strip()
    exact = [span for span in spans if text.article.words(span) == words]
    spans = exact or spans
    state = AMBIGUOUS if len(spans) > 1 else EXACT if exact else FOLDED
    return Finding(state, tuple(spans), None, difference)


def _stands_beside(chunk: Chunk, at: int, length: int, quote: Quote) -> bool:
    prefix, suffix = (fold(words or "").text.strip() for words in (quote.prefix, quote.suffix))
    text, end = chunk.fold(), at + length
    before = text[max(0, at - len(prefix) - 1) : at].rstrip(" ")
    after = text[end : end + len(suffix) + 1].lstrip(" ")
    return before.endswith(prefix) and after.startswith(suffix)


def _closest(text: _Text, quote: Quote, needle: str, sections: tuple[int, int] | None) -> Finding:
    """The passage that shares most words with a quote that is not in the text, and what differs there."""
    if sections is not None and (place := next(text.places(needle), None)):
        span = place[0].span(place[1], place[1] + len(needle))
        heading = text.article.sections[span.section].heading
        return Finding(NOT_FOUND, (), span, f"they stand in another section, {quoted(heading)}")
    needle = needle[:_COMPARED]
    best: tuple[float, Span, str] | None = None
    for start, end in _anchors(text, needle):
        place = next(text.places(needle[start:end], sections), None) or next(text.places(needle[start:end]))
        compared = _compared(text.article, quote, place, start, len(needle))
        if compared is not None and (best is None or compared[0] > best[0]):
            best = compared
    return Finding(NOT_FOUND, (), best[1], best[2]) if best else Finding(NOT_FOUND)


def _anchors(text: _Text, needle: str) -> Iterator[tuple[int, int]]:
    """Stretches of the needle that are in the text: at its start, at its end, and from its middle on."""
    first, last = text.longest_start(needle), text.longest_end(needle)
    middle = needle.find(" ", len(needle) // 3) + 1
    for start, end in (
        (0, first),
        (len(needle) - last, len(needle)),
        (middle, middle + text.longest_start(needle[middle:])),
    ):
        if end - start >= min(_ANCHOR, max(2, len(needle) // 2)):
            yield start, end


def _compared(
    article: Article, quote: Quote, place: tuple[Chunk, int], within: int, length: int
) -> tuple[float, Span, str] | None:
    """How like the quote the passage round an anchor is, where it is, and what differs in it."""
    from difflib import SequenceMatcher

    chunk, at = place
    anchor = chunk.span(at, at + 1)
    paragraph = article.sections[anchor.section].paragraphs[anchor.paragraph].text
    low = max(0, anchor.start - within - 40)
    mine = list(_WORD.finditer(quote.exact[: _COMPARED + 40]))
    theirs = list(_WORD.finditer(paragraph, low, anchor.start - within + length + 40))
    matcher = SequenceMatcher(None, _folded_words(mine), _folded_words(theirs), autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    first, last = blocks[0], blocks[-1]
    start = max(0, first.b - first.a)
    end = min(len(theirs), last.b + last.size + len(mine) - last.a - last.size)
    theirs = theirs[start:end]
    matcher = SequenceMatcher(None, _folded_words(mine), _folded_words(theirs), autojunk=False)
    span = Span(anchor.section, anchor.paragraph, theirs[0].start(), theirs[-1].end())
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    return matcher.ratio(), span, _difference(quote.exact, paragraph, mine, theirs, changes)


def _folded_words(words: list[re.Match[str]]) -> list[str]:
    return [fold(word.group()).text for word in words]


def _difference(
    exact: str,
    paragraph: str,
    mine: list[re.Match[str]],
    theirs: list[re.Match[str]],
    changes: Sequence[tuple[str, int, int, int, int]],
) -> str:
    if not changes:
        return "only the spaces differ"
    _, first, last, start, end = changes[0]
    ours = exact[mine[first].start() : mine[last - 1].end()] if last > first else ""
    text = paragraph[theirs[start].start() : theirs[end - 1].end()] if end > start else ""
    if not text:
        told = f"the quote has {quoted(ours)}, which the text has not"
    elif not ours:
        told = f"the text has {quoted(text)}, which the quote has not"
    else:
        told = f"the text has {quoted(text)} where the quote has {quoted(ours)}"
    return told if len(changes) == 1 else f"{told}, and more differs"
