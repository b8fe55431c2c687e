"""Where the text mentions its people by name, and how much each of them says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tui_reader.article.model import Article, Person
from tui_reader.text.folding import fold
from tui_reader.text.spans import Span

_TITLES = (
    "mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|lady|president|premier|minister|secretary|mayor|governor|senator"
    "|chairman|chairwoman|chair|chancellor|ambassador|general|director|academician|comrade|judge|king|queen"
)
_TITLED = re.compile(rf"(?:^|\W)(?:{_TITLES})\.? $")
_CAPITALISED_AFTER = re.compile(r" [A-Z]")
_CAPITALISED_BEFORE = re.compile(r"[A-Z][\w'’-]* $")
_SLICE = 60
"""Paragraphs looked through at a step."""


def mention_steps(article: Article) -> Iterator[tuple[str | None, list[Span]]]:
    """The mentions of each person by id, in reading order, found in slices; (None, []) says that work goes on."""
    names = _Names(article.people)
    found: dict[str, list[Span]] = {person.id: [] for person in article.people}
    if names.pattern is not None:
        looked = 0
        for section, part in enumerate(article.sections):
            for number, paragraph in enumerate(part.paragraphs):
                for person_id, start, end in names.within(paragraph.text):
                    found[person_id].append(Span(section, number, start, end))
                looked += 1
                if looked % _SLICE == 0:
                    yield None, []
    ordinary = _ordinary(article, names) if names.single else set()
    yield None, []
    for person in article.people:
        spans = found[person.id]
        if ordinary:
            spans = [span for span in spans if _is_name(article, span, names, ordinary)]
        yield person.id, spans


def mentions(article: Article) -> dict[str, list[Span]]:
    """The mentions of each person, by id, in reading order."""
    return {person_id: spans for person_id, spans in mention_steps(article) if person_id is not None}


class _Names:
    """All names by which people are looked for, longest first."""

    def __init__(self, people: tuple[Person, ...]) -> None:
        self.full: dict[str, str] = {}
        self.single: dict[str, str] = {}
        """Words of full names that are not listed as names themselves: they need a closer look."""
        for person in people:
            for name in (person.name, *person.alternate_names):
                self.full.setdefault(fold(name, keep_case=True).text.strip(), person.id)
        words = Counter(word for name in {p.id: p.name for p in people}.values() for word in set(_words(name)))
        for person in people:
            for word in _words(person.name):
                if words[word] == 1 and word not in self.full and len(word) > 1 and len(_words(person.name)) > 1:
                    self.single[word] = person.id
        names = sorted((name for name in [*self.full, *self.single] if name), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])") if names else None

    def within(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Person and half-open original span of each name in a text."""
        assert self.pattern is not None
        folded = fold(text, keep_case=True)
        for match in self.pattern.finditer(folded.text):
            name = match.group()
            start, end = folded.original(*match.span())
            if name in self.full:
                yield self.full[name], start, end
            elif _stands_alone(folded.text, *match.span()):
                yield self.single[name], start, end


def _words(name: str) -> list[str]:
    return [word for word in fold(name, keep_case=True).text.split() if word[:1].isupper() and word.isalpha()]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether one word of a name is a name here, and no part of a longer one; a title before it settles that."""
    before = text[max(0, start - 24) : start]
    if _TITLED.search(before.lower()):
        return True
    if _CAPITALISED_AFTER.match(text, end):
        return False
    follows = _CAPITALISED_BEFORE.search(before)
    if follows is None:
        return True
    # The capital of a sentence's first word says nothing.
    rest = before[: follows.start()].rstrip()
    at_start = not rest and len(before) == start
    return at_start or rest.endswith((".", "!", "?"))


def _ordinary(article: Article, names: _Names) -> set[str]:
    """Those single words that the text also uses as ordinary words, in lower case."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word.lower()) for word in names.single)})(?!\w)")
    found: set[str] = set()
    for section in article.sections:
        for paragraph in section.paragraphs:
            found.update(pattern.findall(fold(paragraph.text, keep_case=True).text))
    return found


def _is_name(article: Article, span: Span, names: _Names, ordinary: set[str]) -> bool:
    name = fold(article.words(span), keep_case=True).text
    if name in names.full or name.lower() not in ordinary:
        return True
    paragraph = article.paragraph(span)
    before = paragraph.text[max(0, span.start - 24) : span.start] if paragraph is not None else ""
    return _TITLED.search(before.lower()) is not None


def words_said(article: Article) -> dict[str, int]:
    """The words each person says, by id; each character counts where a script has no spaces."""
    said: Counter[str] = Counter()
    for section in article.sections:
        for paragraph in section.paragraphs:
            if paragraph.by is not None:
                said[paragraph.by] += count_words(paragraph.text)
    return dict(said)


_WORD = re.compile("[\u2e80-\u9fff\uf900-\ufaff]|[^\\W\u2e80-\u9fff\uf900-\ufaff](?:[\\w'’.-]*\\w)?")


def count_words(text: str) -> int:
    """The words of a text; Han characters and kana count one each."""
    return sum(1 for _ in _WORD.finditer(text))
