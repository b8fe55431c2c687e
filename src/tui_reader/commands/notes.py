"""`tui-reader notes`: what readers left in articles, out as Markdown or as web annotations, and in again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.commands.opening import open_article
from tui_reader.streams import read_stdin, say

if TYPE_CHECKING:
    from tui_reader.journal.kept import Kept
    from tui_reader.journal.store import Journal

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: Subparsers) -> None:
    """Register the words and flags of `notes`."""
    parser = subparsers.add_parser("notes", help="print the notes, highlights and marks left in articles")
    parser.add_argument("path", nargs="?", metavar="PATH", help="only those of an article (- is standard input)")
    parser.add_argument(
        "--format", choices=("markdown", "json"), default="markdown", help="json is a W3C Web Annotation collection"
    )
    parser.add_argument("--import", dest="taken", metavar="FILE", help="take in what --format json gave (- is stdin)")
    parser.add_argument("--journal", metavar="PATH", type=Path, help="another journal than your own")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print notes or take them in: 0, or 1 when the journal, the article or the file cannot be read."""
    from tui_reader.journal.model import JournalProblem
    from tui_reader.journal.places import journal_path
    from tui_reader.journal.store import Journal

    if arguments.taken is not None and (arguments.path is not None or arguments.format != "markdown"):
        say("--import takes in a file for all its articles: it goes without PATH and --format; see --help")
        return 2
    try:
        path = journal_path(arguments.journal)
    except RuntimeError:
        say("there is no home folder to keep a journal in: name a file with --journal")
        return 1
    try:
        if arguments.taken is not None:
            return _take(path, arguments.taken)
        journal = Journal.open(path) if _is_there(path) else None
        if journal is not None and journal.notice:
            say(journal.notice)
        try:
            return _print(journal, arguments)
        finally:
            if journal is not None:
                journal.close()
    except JournalProblem as problem:
        say(str(problem))
        return 1


def _is_there(path: Path) -> bool:
    """Whether there is a journal, or something in its way, of which opening it will tell."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _print(journal: Journal | None, arguments: argparse.Namespace) -> int:
    kept: list[Kept] = []
    if arguments.path is not None:
        article = open_article(arguments.path)
        if article is None:
            return 1
        if journal is not None:
            from tui_reader.journal.kept import kept_of

            one = kept_of(journal, article, "" if arguments.path == "-" else arguments.path)
            kept = [] if one is None else [one]
    elif journal is not None:
        from tui_reader.journal.kept import kept_of_all

        kept = kept_of_all(journal)
    kept = [one for one in kept if one.notes or one.marks or one.orphans]
    if arguments.format == "json":
        from tui_reader.journal.annotations import annotations_json

        print(annotations_json(kept))
        return 0
    from tui_reader.journal.markdown import notes_markdown

    for line in notes_markdown(kept):
        print(line)
    if not kept:
        sys.stdout.flush()
        say("no notes, highlights or marks yet")
    return 0


def _take(path: Path, file: str) -> int:
    """Take in a file of annotations, and say how many were new."""
    from tui_reader.article.source import MAX_BYTES, Unreadable, open_bytes, open_path
    from tui_reader.journal.annotations import NotAnnotations, take_in
    from tui_reader.journal.store import Journal

    try:
        opened = open_bytes(read_stdin(MAX_BYTES)) if file == "-" else open_path(Path(file))
        text = opened.data.decode()
    except Unreadable as failure:  # its mend is one for articles
        say(f"{failure.problem.message}: name a file that `notes --format json` gave")
        return 1
    except UnicodeDecodeError as failure:
        say(f"{opened.name}: byte {failure.start + opened.skipped:,} is not UTF-8: save the file as UTF-8")
        return 1
    journal = Journal.open(path)
    try:
        taken = take_in(journal, text)
    except NotAnnotations as problem:
        say(f"{opened.name}: {problem}")
        return 1
    finally:
        journal.close()
    print(f"{taken.new:,} taken in, {taken.known:,} there already")
    return 0
