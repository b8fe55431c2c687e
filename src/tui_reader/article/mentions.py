"""Where an article speaks of its people: full names, alternate names, and family or given names that are clear.

The rules are written out in `docs/article-format.md`. Each paragraph is gone through once, word by word, however many
people there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tui_reader.article.model import Article, Person
from tui_reader.article.turns import Turn
from tui_reader.text.folding import fold, fold_steps
from tui_reader.text.spans import Span

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_WORD = re.compile(rf"[{_HAN}]|[^\W{_HAN}]+")
_HAN_CHARACTER = re.compile(rf"[{_HAN}]")
_INSIDE_WORD = re.compile(rf"[^\W{_HAN}]'?$|[^\W{_HAN}]-$")
_GOES_ON = re.compile(rf"[^\W{_HAN}]|'(?!s(?![^\W{_HAN}]))[^\W{_HAN}]")
_WORD_AFTER = re.compile(rf"(?: | & |-)([^\W{_HAN}]+\.?)")
_WORD_BEFORE = re.compile(rf"(?<![^\W{_HAN}])([^\W{_HAN}]+)(\.? | & )$")
_TITLE_WORDS = (
    "mr mrs ms miss mx dr prof professor doctor sir dame lord lady sen senator rep representative gov governor mayor"
    " president chairman chairwoman chair premier minister secretary director general gen colonel col captain capt"
    " judge justice ambassador academician comrade engineer manager chief officer commissioner chancellor king queen"
    " prince princess pope bishop father sister brother rabbi imam herr frau madame monsieur señor señora"
)
_TITLES = frozenset(_TITLE_WORDS.split())
_ORDINARY_WORDS = (
    "a after although an and as asked at because before both but by during even for from had has he her here how if in"
    " is it its later like meanwhile most neither nor not now of on once only or our says said she since so still that"
    " the their then there these they this though to today tomorrow under until was we what when where whether while"
    " who why will with yesterday yet you i monday tuesday wednesday thursday friday saturday sunday january february"
    " march april may june july august september october november december"
)
_NO_PART_OF_NAMES = frozenset(_ORDINARY_WORDS.split())
"""Capitals at the start of a sentence, and days and months, make no phrase of the name that follows them."""
_SPEAKING = (
    "says?|said|adds?|added|tells?|told|asks?|asked|notes?|noted|explain(?:s|ed)?|argue[sd]?|warn(?:s|ed)?|repl(?:ies|ied)"
    "|stress(?:es|ed)?|insist(?:s|ed)?|announce[sd]?|suggest(?:s|ed)?|conclude[sd]?|recall(?:s|ed)?|declare[sd]?"
    "|thinks?|thought|believe[sd]?|hope[sd]?|wr(?:ites?|ote)|speaks?|spoke"
)
_PERSON_AFTER = re.compile(rf"'s(?!\w)| (?:{_SPEAKING})(?!\w)")
_PERSON_BEFORE = re.compile(rf"(?:^|\W)(?:{_SPEAKING}|according to) $")
"""What makes a person of a name that is an ordinary word too: “Green’s”, “Green said”, “said Green”."""
_SUFFIXES = frozenset("jr sr ii iii iv phd md mp mep qc kc".split())
_PIECE = 512
"""Words of a paragraph that are looked at before the time is."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name to look for, as folded text; `derived` when it is one word of the person's full name."""

    person: str
    text: str
    derived: bool

    @property
    def single(self) -> bool:
        return " " not in self.text

    def fits(self, words: str) -> bool:
        """Whether folded words that agree but for case are this name."""
        if self.single:
            return words == self.text
        return all(mine == theirs for mine, theirs in zip(self.text, words, strict=True) if mine.isupper())


def mentions(article: Article) -> dict[str, list[Span]]:
    """The places where each person is mentioned, by their id, in reading order."""
    return {person: spans for person, spans in mention_steps(article) if person is not None}


def mention_steps(article: Article) -> Iterator[tuple[str | None, list[Span]]]:
    """The mentions of each person, all at the end; None in place of the id between slices of the work."""
    names = _by_first_word(article.people)
    found: list[tuple[_Name, Span]] = []
    ordinary: set[str] = set()
    turn = Turn()
    for number, section in enumerate(article.sections if names else ()):
        for count, paragraph in enumerate(section.paragraphs):
            for name, start, end in _scan(paragraph.text, names, ordinary):
                if name is not None:
                    found.append((name, Span(number, count, start, end)))
                elif turn.over():
                    yield None, []
    spans: dict[str, list[Span]] = {person.id: [] for person in article.people}
    for name, span in found:
        if turn.over():
            yield None, []
        if not (name.derived and name.text.lower() in ordinary):
            spans[name.person].append(span)
    yield from spans.items()


def words_said(article: Article) -> dict[str, int]:
    """How many words each person says, by their id; of Chinese and its like every character counts."""
    *_, said = words_steps(article)
    return said


def words_steps(article: Article) -> Iterator[dict[str, int]]:
    """Count the words that each person says, in slices: the counts so far, which are whole at the end."""
    said = {person.id: 0 for person in article.people}
    turn = Turn()
    for section in article.sections:
        for paragraph in section.paragraphs:
            if paragraph.by in said:
                said[paragraph.by] += count_words(paragraph.text)
                if turn.over():
                    yield said
    yield said


def count_words(text: str) -> int:
    """The words of a text; of Chinese, Japanese and Korean each character counts as one."""
    if not text.isascii() and _HAN_CHARACTER.search(text):
        return sum(1 for _ in re.finditer(rf"[{_HAN}]|[^\W{_HAN}]+(?:['’-][^\W{_HAN}]+)*", text))
    words = text.split()
    return len(words) - sum(words.count(dash) for dash in ("-", "–", "—", "&"))


def _by_first_word(people: tuple[Person, ...]) -> dict[str, list[_Name]]:
    """The names of all people by the lower case of their first word, longer names first."""
    listed: dict[str, set[str]] = {}
    words: Counter[str] = Counter()
    for person in people:
        own = {_plain(name) for name in (person.name, *person.alternate_names)} - {""}
        for name in own:
            listed.setdefault(name, set()).add(person.id)
        words.update({word for name in own for word in name.split(" ")})
    names = [_Name(next(iter(owners)), name, False) for name, owners in listed.items() if len(owners) == 1]
    for person in people:
        parts = _plain(person.name).split(" ")
        for part in dict.fromkeys((parts[0], parts[-1])) if len(parts) > 1 else ():
            plain = len(part) > 1 and part[0].isupper() and part.lower() not in _TITLES and "." not in part
            if plain and words[part] == 1 and part not in listed:
                names.append(_Name(person.id, part, True))
    found: dict[str, list[_Name]] = {}
    for each in sorted(names, key=lambda name: -len(name.text)):
        if first := _WORD.match(_lower(each.text)):
            found.setdefault(first.group(), []).append(each)
    return found


def _plain(name: str) -> str:
    """A name folded but for its case, without what stands before its first word and after its last."""
    return re.sub(r"^[\W_]+|[^\w.]+$", "", fold(name, keep_case=True).text)


def _lower(text: str) -> str:
    """Lower case, a character for a character."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(each if len(each.lower()) != 1 else each.lower() for each in text)


def _scan(text: str, names: dict[str, list[_Name]], ordinary: set[str]) -> Iterator[tuple[_Name | None, int, int]]:
    """The mentions in a paragraph (None now and then, for a pause); words found in lower case go to `ordinary`."""
    for folded in fold_steps(text, keep_case=True):
        if folded is None:
            yield None, 0, 0
    assert folded is not None
    cased = folded.text
    lower = _lower(cased)
    done = 0
    for count, match in enumerate(_WORD.finditer(lower), 1):
        if count % _PIECE == 0:
            yield None, 0, 0
        candidates = names.get(match.group())
        if candidates is None or match.start() < done:
            continue
        start = match.start()
        if cased[start : match.end()] == match.group() and not _HAN_CHARACTER.match(match.group()):
            ordinary.add(match.group())
        for name in candidates:
            end = start + len(name.text)
            if not lower.startswith(_lower(name.text), start) or not name.fits(cased[start:end]):
                continue
            if not _stands_alone(cased, start, end):
                continue
            done = end
            if _HAN_CHARACTER.match(name.text) or not _in_longer_name(cased, start, end, name):
                if name.derived and _is_person(cased, start, end):
                    name = replace(name, derived=False)
                yield name, *folded.original(start, end)
            break
    yield None, 0, 0


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is not inside another word: “Linda” is not Li, nor is “O'Brien” Brien, nor “Li-Na” Li."""
    if not _HAN_CHARACTER.match(text, start) and _INSIDE_WORD.search(text, max(0, start - 2), start):
        return False
    if _HAN_CHARACTER.match(text, end - 1) or not _GOES_ON.match(text, end):
        return not (text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper())
    return False


def _in_longer_name(text: str, start: int, end: int, name: _Name) -> bool:
    """Whether a name is part of a longer one: “Green Silicon Capital”, “Martin Green Institute”, “World Green”."""
    after = _WORD_AFTER.match(text, end) if name.text[:1].isupper() else None
    if after is not None and _capitalised(after.group(1)) and after.group(1).strip(".").lower() not in _SUFFIXES:
        return True
    before = _WORD_BEFORE.search(text, max(0, start - 40), start) if name.derived else None
    if before is None or before.group(1).lower() in _TITLES:
        return False
    if before.group(2).startswith("."):  # it ends a sentence, unless it stands after an initial, as in “J. Green”
        return len(before.group(1)) == 1
    return _capitalised(before.group(1))


def _is_person(text: str, start: int, end: int) -> bool:
    """Whether the words around a name say that it is a person's, though the same word may stand for something else."""
    if _PERSON_AFTER.match(text, end) or _PERSON_BEFORE.search(text, max(0, start - 16), start):
        return True
    before = _WORD_BEFORE.search(text, max(0, start - 40), start)
    return before is not None and before.group(1).lower() in _TITLES


def _capitalised(word: str) -> bool:
    return word[0].isupper() and word.lower() not in _NO_PART_OF_NAMES
