"""`tui-reader show`: print an article as text, Markdown or JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from tui_reader.article.evidence import FigureEvidence, figure_evidence
from tui_reader.article.mentions import mentions, words_said
from tui_reader.article.model import Article, Figure, Paragraph, Section
from tui_reader.article.verdicts import attribution, verdict
from tui_reader.commands.opening import columns, open_article
from tui_reader.text.cells import cell_len
from tui_reader.text.markdown import escape
from tui_reader.text.wrapping import wrap

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

NARROWEST, WIDEST = 10, 80
_SPOKEN = "│ "
"""Before every line that somebody said."""


def add_parser(subparsers: Subparsers) -> None:
    """Register the words and flags of `show`."""
    parser = subparsers.add_parser("show", help="print an article as text, Markdown or JSON")
    parser.add_argument("path", nargs="?", metavar="PATH", help="an article, or - for standard input")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="how to print it")
    parser.add_argument("--width", type=_width, metavar="N", help="columns of the text (80, or what the terminal has)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the article: 0, or 1 for one that cannot be read."""
    article = open_article(arguments.path)
    if article is None:
        return 1
    if arguments.format == "json":
        from tui_reader.article.export import article_data, json_text

        print(json_text(article_data(article)))
    elif arguments.format == "markdown":
        for line in _markdown(article):
            print(line)
    else:
        for line in _text(article, arguments.width or columns(WIDEST)):
            print(line)
    return 0


def _width(word: str) -> int:
    if word.isdecimal() and len(word) < 10 and int(word) >= NARROWEST:
        return int(word)
    raise argparse.ArgumentTypeError(f"“{word}” is not a whole number from {NARROWEST} on")


def _fill(text: str, width: int, indent: str = "") -> Iterator[str]:
    starts = [*wrap(text, max(4, width - len(indent))), len(text)]
    for start, end in pairwise(starts):
        yield indent + text[start:end].rstrip()


def _text(article: Article, width: int) -> Iterator[str]:
    yield from _fill(article.headline, width)
    yield "=" * min(width, cell_len(article.headline))
    if meta := _meta(article):
        yield from _fill(meta, width)
    if article.abstract:
        yield ""
        yield from _fill(article.abstract, width, "  ")
    for section in article.sections:
        yield ""
        indent = "  " * min(section.depth, width // 8)
        yield from _fill(section.heading, width, indent)
        yield indent + "-" * max(1, min(width - len(indent), cell_len(section.heading)))
        if section.note:
            yield from _fill(f"[note: {section.note}]", width, "  ")
        yield from _paragraphs(article, section, width)
    if article.people:
        yield from ("", "People", "------")
        yield from (line for text in _people(article) for line in _fill(text, width))
    if article.figures:
        yield from ("", "Figures", "-------")
        for figure, evidence in zip(article.figures, figure_evidence(article), strict=True):
            yield from _fill(f"{figure.label}: {_facts(article, figure, evidence)}", width)
            for more in _remarks(figure, evidence):
                yield from _fill(more, width, "  ")


def _paragraphs(article: Article, section: Section, width: int) -> Iterator[str]:
    """The paragraphs, each with a blank line before it; whoever speaks is named, anew in every section."""
    speaker: tuple[str | None, str | None] = (None, None)
    for paragraph in section.paragraphs:
        yield ""
        if paragraph.by is None:
            yield from _fill(paragraph.text, width)
        else:
            if (paragraph.by, paragraph.role) != speaker:
                yield from _fill(f"{_attribution(article, paragraph)}:", width)
            yield from _fill(paragraph.text, width, _SPOKEN)
        speaker = (paragraph.by, paragraph.role)


def _markdown(article: Article) -> Iterator[str]:
    yield f"# {escape(article.headline)}"
    if meta := _meta(article):
        yield from ("", f"*{escape(meta)}*")
    if article.abstract:
        yield from ("", escape(article.abstract))
    for section in article.sections:
        yield from ("", f"{'#' * min(6, section.depth + 2)} {escape(section.heading)}")
        if section.note:
            yield from ("", f"*Note: {escape(section.note)}*")
        for paragraph in section.paragraphs:
            yield ""
            if paragraph.by is not None:
                yield from (f"> **{escape(_attribution(article, paragraph))}:**", ">", f"> {escape(paragraph.text)}")
            else:
                yield escape(paragraph.text)
    if article.people:
        yield from ("", "## People", "")
        yield from (f"- {escape(text)}" for text in _people(article))
    if article.figures:
        yield from ("", "## Figures", "")
        for figure, evidence in zip(article.figures, figure_evidence(article), strict=True):
            yield f"- **{escape(figure.label)}**: {escape(_facts(article, figure, evidence))}"
            for quote in figure.evidence:
                yield f"  - {escape(f'“{quote.exact}”')}"
            yield from (f"  - {escape(more)}" for more in _remarks(figure, evidence))


def _meta(article: Article) -> str:
    source = article.source
    parts = [article.date_published, article.dateline, source.name if source else None, source.url if source else None]
    return " · ".join(part for part in parts if part)


def _attribution(article: Article, paragraph: Paragraph) -> str:
    person = article.person(paragraph.by) if paragraph.by else None
    name = person.name if person is not None else paragraph.by or ""
    return f"{name}, {paragraph.role}" if paragraph.role else name


def _people(article: Article) -> Iterator[str]:
    found, said = mentions(article), words_said(article)
    for person in article.people:
        count = len(found.get(person.id, []))
        facts: list[str | None] = [
            person.rel,
            person.role,
            person.affiliation,
            f"{count} mention{'' if count == 1 else 's'}",
        ]
        if said.get(person.id):
            facts.append(f"{said[person.id]:,} words said")
        if person.alternate_names:
            facts.append(f"also {', '.join(person.alternate_names)}")
        facts.append(person.note)
        yield f"{person.name}: {'; '.join(fact for fact in facts if fact)}"


def _facts(article: Article, figure: Figure, evidence: FigureEvidence) -> str:
    bounds = (("", figure.value), ("at least ", figure.min_value), ("at most ", figure.max_value))
    unit = figure.currency or figure.unit_text or ""
    numbers = [f"{word}{number:,f} {unit}".strip() for word, number in bounds if number is not None]
    if figure.approximate and not figure.as_stated:
        numbers[:1] = [f"about {number}" for number in numbers[:1]]
    facts = [figure.as_stated and f"“{figure.as_stated}”", *numbers, figure.date, figure.status]
    facts += [attribution(article, figure, evidence), " ".join(verdict(evidence))]
    return "; ".join(fact for fact in facts if fact)


def _remarks(figure: Figure, evidence: FigureEvidence) -> Iterator[str]:
    """What is not as a quote says, and the editor's note."""
    yield from (finding.difference for finding in evidence.findings if finding.difference)
    if figure.note:
        yield f"note: {figure.note}"
