"""`tui-reader search`: find words in articles with the reader's own search, and print the sentences that hold them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from tui_reader.article.model import Article
from tui_reader.commands.opening import load, styled
from tui_reader.streams import say, tell_problems
from tui_reader.text.finding import VOICE, BadQuery, Query, Search
from tui_reader.text.folding import fold
from tui_reader.text.indexing import Index
from tui_reader.text.sanitising import sanitise
from tui_reader.text.sentences import WINDOW, sentence_at
from tui_reader.text.spans import Span

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

FOUND, NONE, ERROR = 0, 1, 2
MOST_IDS = 40
"""Ids that a message names."""
_LIT, _PLAIN = "\x1b[1;7m", "\x1b[0m"


def add_parser(subparsers: Subparsers) -> None:
    """Register the words and flags of `search`."""
    parser = subparsers.add_parser(
        "search",
        help="find words in articles, and print the sentences that hold them",
        description="Find words in articles as the reader does: case, accents, quotes, dashes and spaces fold; a "
        "capital in QUERY makes case count. Exit code 0 when something was found, 1 when not, 2 on an error.",
    )
    parser.add_argument("query", metavar="QUERY", help="the words to find")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="articles, or - for standard input")
    parser.add_argument("--regex", action="store_true", help="QUERY is a regular expression on the text as printed")
    parser.add_argument("--word", action="store_true", help="whole words only")
    parser.add_argument("--case", action="store_true", help="case counts")
    parser.add_argument("--by", metavar="ID", help="only what this person (id or name) says; `voice`: the report's own")
    parser.add_argument("--section", metavar="ID", help="only in this section and those nested in it")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line for each hit")
    parser.add_argument("--count", action="store_true", help="print how many hits there are")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Search the articles of `arguments.paths`: 0 when something was found, 1 when not, 2 on an error."""
    code = NONE
    paths = arguments.paths or [None]
    for path in paths:
        try:
            found = _search_one(path, arguments, several=len(paths) > 1)
        except BadQuery as error:
            # The same in every article: said once.
            say(sanitise(str(error)))
            return ERROR
        code = ERROR if ERROR in (code, found) else min(code, found)
    return code


def _search_one(path: str | None, arguments: argparse.Namespace, *, several: bool) -> int:
    loaded = load(path)
    article = loaded.article
    if article is None:
        tell_problems(loaded)
        return ERROR
    try:
        query = _query(article, arguments)
        search = Search(Index(article.sections), query)
    except _Unknown as error:
        say(f"{loaded.name}: {sanitise(str(error))}" if several else sanitise(str(error)))
        return ERROR
    hits = search.run()
    if search.problem:
        say(f"{loaded.name}: {search.problem}" if several else search.problem)
        return ERROR
    if arguments.count:
        print(f"{loaded.name}: {len(hits)}" if several else len(hits))
    elif arguments.json:
        _print_json(article, loaded.name, hits)
    elif len(hits):
        if several:
            print(loaded.name)
        _print_text(article, hits)
    if not len(hits) and not arguments.count and not arguments.json:
        _say_nearest(article, search, loaded.name if several else "")
    return FOUND if len(hits) else NONE


class _Unknown(ValueError):
    """A person or section that the article does not have."""


def _query(article: Article, arguments: argparse.Namespace) -> Query:
    by: str | None = None
    if arguments.by is not None:
        by = _speaker(article, arguments.by)
    sections = None
    if arguments.section is not None:
        number = article.section_number(arguments.section)
        if number is None:
            ids = _listed([section.id for section in article.sections])
            raise _Unknown(f"there is no section “{arguments.section}”; there are: {ids}")
        sections = (number, article.section_end(number))
    case = True if arguments.case else None
    return Query(arguments.query, arguments.regex, arguments.word, case, by, sections)


def _speaker(article: Article, words: str) -> str:
    """The id of the person those words name by id or name, or VOICE."""
    if article.person(words) is not None:
        return words
    if words == "voice":
        return VOICE
    wanted = fold(words).text.strip()
    for person in article.people:
        if fold(person.name).text.strip() == wanted:
            return person.id
    ids = _listed([*(person.id for person in article.people), "voice"])
    raise _Unknown(f"nobody here has the id “{words}”; there are: {ids}")


def _listed(ids: list[str]) -> str:
    return ", ".join(ids if len(ids) <= MOST_IDS else [*ids[:MOST_IDS], "…"])


def _print_json(article: Article, name: str, hits: Iterable[Span]) -> None:
    import json

    for span, first, last in _with_sentences(article, hits):
        section = article.sections[span.section]
        paragraph = section.paragraphs[span.paragraph]
        hit = {
            "path": name,
            "section": section.id,
            "heading": section.heading,
            "paragraph": span.paragraph,
            "by": paragraph.by,
            "start": span.start,
            "end": span.end,
            "match": paragraph.text[span.start : span.end],
            "sentence": paragraph.text[first:last],
        }
        print(json.dumps(hit, ensure_ascii=False))


def _print_text(article: Article, hits: Iterable[Span]) -> None:
    """Hits by section, a line for each sentence, its hits lit on a terminal."""
    lit, plain = (_LIT, _PLAIN) if styled() else ("", "")
    previous = None
    placed = _with_sentences(article, hits)
    for (number, paragraph), group in groupby(placed, lambda hit: (hit[0].section, hit[0].paragraph)):
        section = article.sections[number]
        if number != previous:
            print(section.heading)
        previous = number
        text = section.paragraphs[paragraph].text
        for first, last, inside in _joined(group):
            line, at = "", first
            for span in inside:
                line += f"{text[at : span.start]}{lit}{text[span.start : span.end]}{plain}"
                at = span.end
            print(f"  {section.id}:{paragraph}: {line}{text[at:last]}")


def _with_sentences(article: Article, hits: Iterable[Span]) -> Iterator[tuple[Span, int, int]]:
    """Each hit with the half-open span of its sentence, widened to hold all of the hit."""
    first = last = seen = 0
    place: tuple[int, int] | None = None
    for span in hits:
        here = (span.section, span.paragraph)
        # Looking for its ends takes 0.1 ms in a sentence of thousands of words, so hits close together share them.
        if place != here or not first <= span.start < last or span.start - seen > WINDOW // 4:
            text = article.sections[span.section].paragraphs[span.paragraph].text
            first, last = sentence_at(text, span.start)
            place, seen = here, span.start
        yield span, min(first, span.start), max(last, span.end)


def _joined(hits: Iterable[tuple[Span, int, int]]) -> Iterator[tuple[int, int, list[Span]]]:
    """The half-open spans of one paragraph to print, each with its hits: a sentence, or several that a hit joins.

    Of a sentence too long to be seen whole from one hit, what is seen from all of them is printed once.
    """
    first = last = 0
    inside: list[Span] = []
    for span, start, end in hits:
        if inside and start >= last:
            yield first, last, inside
            inside = []
        if not inside:
            first = start
        last = max(last, end)
        inside.append(span)
    if inside:
        yield first, last, inside


def _say_nearest(article: Article, search: Search, name: str) -> None:
    """Say on stderr that nothing was found, and what is near."""
    from tui_reader.text.vocabulary import nearest_words

    query = search.query
    what = f"{name}: no hit" if name else "no hit"
    if search.other_case:
        say(f"{what}; {search.other_case} in other case")
        return
    nearest: list[str] = []
    if not query.regex:
        for words in nearest_words(article.sections, query.text):
            nearest = words
    say(f"{what}; nearest: {', '.join(nearest)}" if nearest else what)
