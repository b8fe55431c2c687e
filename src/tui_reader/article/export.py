"""An article and what is known of it as plain data, in the field names of the article format: for JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from tui_reader.article.evidence import FigureEvidence, figure_evidence
from tui_reader.article.mentions import mentions, words_said
from tui_reader.article.model import Article, Figure, Quote, Section
from tui_reader.text.spans import Span


def article_data(article: Article) -> dict[str, Any]:
    """The whole article, its sections nested, each piece of evidence as it was found."""
    data: dict[str, Any] = {"format": article.format, "headline": article.headline}
    for name in ("date_published", "dateline", "language", "abstract"):
        if (value := getattr(article, name)) is not None:
            data[name] = value
    if article.source is not None:
        data["source"] = _present(article.source)
    data["people"] = [_present(person) for person in article.people]
    data["figures"] = figures_data(article)
    data["sections"] = _nested(article.sections)
    return data


def figures_data(article: Article) -> list[dict[str, Any]]:
    """The figures, each piece of evidence as it was found."""
    return [
        _figure(article, figure, evidence)
        for figure, evidence in zip(article.figures, figure_evidence(article), strict=True)
    ]


def people_data(article: Article) -> list[dict[str, Any]]:
    """The people, with every mention, the words they say, and the ids of the figures they claim."""
    found, said = mentions(article), words_said(article)
    return [
        _present(person)
        | {
            "mentions": [place(article, span) | {"match": article.words(span)} for span in found.get(person.id, [])],
            "words_said": said.get(person.id, 0),
            "figures": [figure.id for figure in article.figures if figure.by == person.id],
        }
        for person in article.people
    ]


def place(article: Article, span: Span) -> dict[str, Any]:
    """A span as section id, paragraph number and half-open code-point offsets."""
    return {
        "section": article.sections[span.section].id,
        "paragraph": span.paragraph,
        "start": span.start,
        "end": span.end,
    }


_NOWHERE = {"section": None, "paragraph": None, "start": None, "end": None}


def _figure(article: Article, figure: Figure, evidence: FigureEvidence) -> dict[str, Any]:
    pieces = []
    for quote, finding in zip(figure.evidence, evidence.findings, strict=True):
        # Of several places each is told, in a piece of its own.
        for where in [place(article, span) for span in finding.spans] or [_NOWHERE]:
            pieces.append(_asked(quote) | {"state": finding.state} | where)
    return _present(figure) | {"numbers_agree": evidence.numbers_agree, "evidence": pieces}


def _asked(quote: Quote) -> dict[str, Any]:
    """What a quote asks for; `section` is the name of where it was found, so that to look in is `look_in`."""
    return {"look_in" if name == "section" else name: value for name, value in _present(quote).items()}


def _present(thing: object) -> dict[str, Any]:
    """The fields of a dataclass that say something, in their order."""
    data = {}
    for field in fields(thing):  # type: ignore[arg-type]
        value = getattr(thing, field.name)
        if value is None or value == () or (field.name == "approximate" and not value):
            continue
        data[field.name] = list(value) if isinstance(value, tuple) else value
    return data


def _nested(sections: tuple[Section, ...]) -> list[dict[str, Any]]:
    top: list[dict[str, Any]] = []
    open_sections: list[dict[str, Any]] = []
    for section in sections:
        data: dict[str, Any] = {"id": section.id, "heading": section.heading}
        if section.note:
            data["note"] = section.note
        data["paragraphs"] = [
            {"by": paragraph.by, **({"as": paragraph.role} if paragraph.role else {}), "text": paragraph.text}
            if paragraph.by
            else paragraph.text
            for paragraph in section.paragraphs
        ]
        del open_sections[section.depth :]
        siblings = open_sections[-1].setdefault("sections", []) if open_sections else top
        siblings.append(data)
        open_sections.append(data)
    return top


def json_text(data: object) -> str:
    """Data as indented JSON. A Decimal is a number with all its digits, which `json.dumps` has no way to write."""
    return "".join(_json(data, "\n"))


def _json(data: object, line: str) -> Iterator[str]:
    """The pieces of a value; `line` is what begins a line of what it stands in."""
    inner = line + "  "
    if isinstance(data, dict) and data:
        for count, (key, value) in enumerate(data.items()):
            yield f"{',' if count else '{'}{inner}{json.dumps(key, ensure_ascii=False)}: "
            yield from _json(value, inner)
        yield line + "}"
    elif isinstance(data, list) and data:
        for count, value in enumerate(data):
            yield f"{',' if count else '['}{inner}"
            yield from _json(value, inner)
        yield line + "]"
    elif isinstance(data, Decimal):
        yield str(int(data)) if data == data.to_integral_value() else f"{data:f}"
    else:
        yield json.dumps(data, ensure_ascii=False)
