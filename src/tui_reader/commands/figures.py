"""`tui-reader figures`: the key figures of an article, with their evidence."""

from __future__ import annotations

import argparse
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

from tui_reader.article.evidence import figure_evidence
from tui_reader.article.export import figures_data, json_text
from tui_reader.article.model import Article
from tui_reader.article.tables import csv_text, table
from tui_reader.commands.opening import columns, open_article

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_IDENTITY = ("id", "label", "as_stated", "value", "min_value", "max_value", "unit_text", "currency", "date", "status")
HEADER = (*_IDENTITY, "approximate", "by", "evidence", "numbers_agree", "quote", "note")


def add_parser(subparsers: Subparsers) -> None:
    """Register the words and flags of `figures`."""
    parser = subparsers.add_parser("figures", help="list the key figures of an article, with their evidence")
    parser.add_argument("path", nargs="?", metavar="PATH", help="an article, or - for standard input")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="how to print them")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the figures: 0, or 1 for an article that cannot be read."""
    article = open_article(arguments.path)
    if article is None:
        return 1
    if arguments.format == "json":
        print(json_text(figures_data(article)))
    elif arguments.format == "csv":
        sys.stdout.write(csv_text(HEADER, _rows(article)))
    else:
        header = ("label", "as stated", "date", "status", "by", "evidence")
        print(table(header, _short_rows(article), columns() if sys.stdout.isatty() else None))
    return 0


def _rows(article: Article) -> list[list[str]]:
    rows = []
    for figure, evidence in zip(article.figures, figure_evidence(article), strict=True):
        numbers = [_digits(number) for number in (figure.value, figure.min_value, figure.max_value)]
        texts = [figure.unit_text, figure.currency, figure.date, figure.status, _truth(figure.approximate), figure.by]
        quote = " … ".join(quote.exact for quote in figure.evidence)
        found = [evidence.state or "none", _truth(evidence.numbers_agree), quote, figure.note or ""]
        rows.append(
            [figure.id, figure.label, figure.as_stated or "", *numbers, *(text or "" for text in texts), *found]
        )
    return rows


def _short_rows(article: Article) -> list[list[str]]:
    rows = []
    for figure, evidence in zip(article.figures, figure_evidence(article), strict=True):
        state: str = evidence.state or "none"
        if evidence.other_numbers:
            state += ", other numbers"
        unit = figure.currency or figure.unit_text or ""
        numbers = [_digits(number) for number in (figure.value, figure.min_value, figure.max_value)]
        about = "about " if figure.approximate and figure.numbers else ""
        stated = figure.as_stated or f"{about}{' to '.join(filter(None, numbers))} {unit}".strip()
        person = article.person(figure.by) if figure.by else None
        rows.append(
            [figure.label, stated, figure.date or "", figure.status or "", person.name if person else "", state]
        )
    return rows


def _digits(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _truth(value: bool | None) -> str:
    return "" if value is None else "true" if value else "false"
