"""`tui-reader people`: the people of an article, with their mentions."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tui_reader.article.export import json_text, people_data
from tui_reader.article.model import Article
from tui_reader.article.tables import csv_text, table
from tui_reader.commands.opening import columns, open_article

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

HEADER = ("id", "name", "alternate_names", "rel", "mentions", "words_said", "role", "affiliation", "figures", "note")


def add_parser(subparsers: Subparsers) -> None:
    """Register the words and flags of `people`."""
    parser = subparsers.add_parser("people", help="list the people of an article, with their mentions")
    parser.add_argument("path", nargs="?", metavar="PATH", help="an article, or - for standard input")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="how to print them")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the people: 0, or 1 for an article that cannot be read."""
    article = open_article(arguments.path)
    if article is None:
        return 1
    if arguments.format == "json":
        print(json_text(people_data(article)))
    elif arguments.format == "csv":
        sys.stdout.write(csv_text(HEADER, _rows(article)))
    else:
        header = ("name", "relation", "mentions", "words said", "role", "affiliation")
        short = [[row[1], *row[3:8]] for row in _rows(article)]
        print(table(header, short, columns() if sys.stdout.isatty() else None))
    return 0


def _rows(article: Article) -> list[list[str]]:
    return [
        [
            person["id"],
            person["name"],
            "; ".join(person.get("alternate_names", [])),
            person.get("rel", ""),
            str(len(person["mentions"])),
            str(person["words_said"]),
            person.get("role", ""),
            person.get("affiliation", ""),
            " ".join(person["figures"]),
            person.get("note", ""),
        ]
        for person in people_data(article)
    ]
