"""What `check` says of figures that the text does not bear out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tui_reader.article.evidence import FigureEvidence, Finding
from tui_reader.article.model import Figure
from tui_reader.article.problems import quoted


def problems_of(
    figure: Figure, number: int, evidence: FigureEvidence, occurs: Callable[[str], bool]
) -> Iterator[tuple[str, str, str]]:
    """Path, message and mend for each thing that is wrong with a figure's evidence; `occurs` looks words up."""
    path = f"figures[{number}]"
    if not evidence.findings:
        yield path, "this figure has no evidence", "quote the words of the text it rests on, as evidence:"
    for count, finding in enumerate(evidence.findings):
        yield from _of_quote(f"{path}.evidence[{count}]", finding)
    if evidence.numbers_quoted is False:
        yield from _numbers(path, figure, evidence)
    if figure.as_stated and not occurs(figure.as_stated):
        message = f"{quoted(figure.as_stated)} does not stand in the text"
        yield f"{path}.as_stated", message, "write the quantity as the text prints it"


def _of_quote(at: str, finding: Finding) -> Iterator[tuple[str, str, str]]:
    exact = quoted(finding.quote.exact)
    if finding.state == "not_found":
        yield f"{at}.exact", f"the text does not say {exact}: {finding.difference}", "quote the words as they stand"
    elif finding.state == "ambiguous":
        why = f"; {finding.difference}" if finding.difference else ""
        message = f"{exact} stands in {finding.places:,} places{why}"
        yield f"{at}.exact", message, "quote more words, or add prefix:, suffix: or section: to tell which is meant"
    elif finding.difference:
        yield at, finding.difference, "write the words just before as prefix:, and those just after as suffix:"


def _numbers(path: str, figure: Figure, evidence: FigureEvidence) -> Iterator[tuple[str, str, str]]:
    names = [name for name in ("value", "min_value", "max_value") if getattr(figure, name) is not None]
    stated = " and ".join(f"{name} {getattr(figure, name):,f}" for name in names)
    quote = quoted(evidence.findings[0].quote.exact)
    more = f" and {len(evidence.findings) - 1} more" if len(evidence.findings) > 1 else ""
    message = f"{stated} does not agree with the numbers in {quote}{more}"
    yield f"{path}.{names[0]}", message, "correct the number, or quote the words that state it"
