"""What an article is, as frozen data: the words of `docs/article-format.md`, once they were read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tui_reader.text.spans import HEADING, Position, Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: plain text, or an utterance when `by` names a person.

    `text` is sanitised, holds no line break, and is what every offset counts (code points). `role` is the
    office the speaker speaks in (`as` in the file).
    """

    text: str
    by: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section in reading order: nested sections follow their parent, one level deeper (`depth` from 0)."""

    id: str
    heading: str
    depth: int = 0
    paragraphs: tuple[Paragraph, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the article comes from."""

    name: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the article speaks of; `rel` is the relation to this text, `role` the office held."""

    id: str
    name: str
    alternate_names: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    rel: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words a figure rests on (W3C TextQuoteSelector); `section` is the id of the section to look in."""

    exact: str
    prefix: str | None = None
    suffix: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that the article states (not a picture), with the words that carry it."""

    id: str
    label: str
    as_stated: str | None = None
    value: Decimal | None = None
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    unit_text: str | None = None
    currency: str | None = None
    date: str | None = None
    status: str | None = None
    approximate: bool = False
    by: str | None = None
    evidence: tuple[Quote, ...] = ()
    note: str | None = None

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The value and the bounds, as far as they are given."""
        return tuple(number for number in (self.value, self.min_value, self.max_value) if number is not None)


@dataclass(frozen=True, slots=True)
class Article:
    """A whole article. `sections` is flat, in reading order; `Section.depth` says how they nest."""

    headline: str
    sections: tuple[Section, ...]
    format: int = 1
    date_published: str | None = None
    dateline: str | None = None
    language: str | None = None
    abstract: str | None = None
    source: Source | None = None
    people: tuple[Person, ...] = ()
    figures: tuple[Figure, ...] = ()
    _people: dict[str, Person] = field(init=False, repr=False, compare=False)
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_people", {person.id: person for person in self.people})
        object.__setattr__(self, "_numbers", {section.id: n for n, section in enumerate(self.sections)})

    def person(self, person_id: str) -> Person | None:
        """The person of that id, or None."""
        return self._people.get(person_id)

    def section_number(self, section_id: str) -> int | None:
        """The number (from 0, in reading order) of the section of that id, or None."""
        return self._numbers.get(section_id)

    def section_end(self, number: int) -> int:
        """One past the last section nested in section `number`, in reading order."""
        depth = self.sections[number].depth
        end = number + 1
        while end < len(self.sections) and self.sections[end].depth > depth:
            end += 1
        return end

    def paragraph(self, place: Position | Span) -> Paragraph | None:
        """The paragraph a place is in, or None when the place is a heading."""
        if place.paragraph == HEADING:
            return None
        return self.sections[place.section].paragraphs[place.paragraph]

    def words(self, span: Span) -> str:
        """The text of a span."""
        paragraph = self.paragraph(span)
        text = self.sections[span.section].heading if paragraph is None else paragraph.text
        return text[span.start : span.end]
