"""`tui-reader figures`: the key figures of an article, with their evidence."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tui_reader.article.export import all_evidence, figures_data
from tui_reader.article.model import Article
from tui_reader.article.tables import csv_text, table
from tui_reader.commands.opening import columns, open_article

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

HEADER = (
    "id",
    "label",
    "as_stated",
    "value",
    "min",
    "max",
    "unit",
    "date",
    "status",
    "by",
    "evidence",
    "quote",
    "note",
)


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
        import json

        print(json.dumps(figures_data(article), ensure_ascii=False, indent=2))
    elif arguments.format == "csv":
        sys.stdout.write(csv_text(HEADER, _rows(article)))
    else:
        short = [row[1:2] + row[2:3] + row[7:11] for row in _rows(article)]
        header = ("label", "as stated", "date", "status", "by", "evidence")
        print(table(header, short, columns() if sys.stdout.isatty() else None))
    return 0


def _rows(article: Article) -> list[list[str]]:
    rows = []
    for figure, evidence in zip(article.figures, all_evidence(article), strict=True):
        state: str = evidence.state or "none"
        if evidence.state in ("exact", "folded") and not evidence.numbers_agree:
            state += ", other numbers"
        numbers = [f"{n:f}" if n is not None else "" for n in (figure.value, figure.min_value, figure.max_value)]
        unit = figure.currency or figure.unit_text or ""
        quote = " … ".join(quote.exact for quote in figure.evidence)
        about = [figure.date or "", figure.status or "", figure.by or "", state, quote, figure.note or ""]
        rows.append([figure.id, figure.label, figure.as_stated or "", *numbers, unit, *about])
    return rows
