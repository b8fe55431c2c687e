"""An article out of nodes: every key of the format, what it must be, and what refers to what."""

from __future__ import annotations

from collections.abc import Iterator

from tui_reader.article.entries import Places, Reference, entries
from tui_reader.article.events import Items, Node, Pairs, Scalar
from tui_reader.article.fields import Fields, kind
from tui_reader.article.figures import FIGURE_KEYS, FigureReader
from tui_reader.article.model import Article, Figure, Person, Section, Source
from tui_reader.article.problems import Problems, quoted, suggestion
from tui_reader.article.scalars import Wrong, day, is_language
from tui_reader.article.sections import SectionReader

FORMAT = 1
"""The version of the format that is understood."""
MAX_PEOPLE = 10_000
"""An article may have so many people."""
MAX_FIGURES = 10_000
"""An article may have so many figures."""

ARTICLE_KEYS = (
    *("format", "headline", "date_published", "dateline", "language", "abstract", "source"),
    *("people", "figures", "sections"),
)
SOURCE_KEYS = ("name", "url")
PERSON_KEYS = ("id", "name", "alternate_names", "role", "affiliation", "rel", "note")
RELATIONS = (
    *("speaker", "author", "mentioned", "quoted", "subject", "interviewer", "interviewee"),
    *("contributor", "editor", "translator", "photographer", "publisher", "organizer", "attendee"),
)
_SECTIONS = "write sections: and below it “- heading: …” with “paragraphs:”"
_LIST = "write a list: each item begins with “- id: …”"
_SUGGESTED = 20


class HeadReader:
    """Reads everything of an article but its sections; `places` gets line and column of people, figures and quotes."""

    def __init__(self, root: Pairs, problems: Problems) -> None:
        self._problems = problems
        self._fields = Fields(root, "", ARTICLE_KEYS, problems)
        self.places: Places = {}
        self._figures = FigureReader(problems, self.places)
        self._suggested = 0

    def read(self, sections: tuple[Section, ...]) -> Article:
        """The article with those sections; what is wrong with the rest is noted."""
        fields = self._fields
        fields.converted("format", _format)
        language = fields.text("language")
        if language and not is_language(language):
            fields.warning(
                "language", f"{quoted(language)} is not a BCP 47 language tag", "write a tag such as en, pt-BR, zh-Hans"
            )
        return Article(
            headline=fields.text("headline", required="write headline: and the title of the article") or "",
            sections=sections,
            date_published=fields.converted("date_published", day),
            dateline=fields.text("dateline"),
            language=language,
            abstract=fields.text("abstract"),
            source=self._source(),
            people=self._people(),
            figures=self._all_figures(),
        )

    def check_references(self, article: Article, sections: SectionReader) -> None:
        """Note every `by` that names no person and every `section` of a quote that names no section."""
        people = {person.id: person.name for person in article.people}
        for reference in (*sections.speakers, *self._figures.claims):
            if reference.id not in people:
                self._dangling(reference, "person", people)
        headings = dict.fromkeys(sections.ids, "")
        for reference in self._figures.sections:
            if reference.id not in headings:
                self._dangling(reference, "section", headings)

    def sections_left(self, count: int) -> list[Node]:
        """Note what is wrong with the list of sections itself, of which `count` were read.

        Gives those that were not: an alias may stand for the whole list.
        """
        node = self._fields.get("sections", required=_SECTIONS)
        if node is None:
            return []
        if not isinstance(node, Items):
            self._fields.wrong_type("sections", node, "a list", _SECTIONS)
            return []
        if not count and not node.nodes:
            self._fields.error("sections", "the article has no sections", _SECTIONS)
        return node.nodes

    def _dangling(self, reference: Reference, noun: str, known: dict[str, str]) -> None:
        node, name, at = reference
        near = None
        # Each search for a similar id goes through all of them: the first few problems get one.
        self._suggested += 1
        if self._suggested <= _SUGGESTED:
            same = (key for key, label in known.items() if label.casefold() == name.casefold())
            near = next(same, None) or suggestion(name, known)
        mend = f"did you mean {near}?" if near else f"add a {noun} with this id, or remove the reference"
        self._problems.error(node, at, f"there is no {noun} with the id {quoted(name)}", mend)

    def _source(self) -> Source | None:
        node = self._fields.get("source")
        if node is None:
            return None
        if not isinstance(node, Pairs):
            self._fields.wrong_type("source", node, "a mapping", "write source: {name: …, url: …}")
            return None
        fields = Fields(node, "source", SOURCE_KEYS, self._problems)
        return Source(fields.text("name"), fields.text("url"))

    def _people(self) -> tuple[Person, ...]:
        nodes = self._fields.items("people", mend=_LIST)
        return tuple(entries("people", nodes, PERSON_KEYS, MAX_PEOPLE, self._person, self._problems, self.places))

    def _all_figures(self) -> tuple[Figure, ...]:
        nodes, read = self._fields.items("figures", mend=_LIST), self._figures.read
        return tuple(entries("figures", nodes, FIGURE_KEYS, MAX_FIGURES, read, self._problems, self.places))

    def _person(self, fields: Fields) -> Person:
        person_id = fields.text("id", required="write id: and a short name to refer to, such as ding-xiufeng")
        name = fields.text("name", required="write name: and the person's name")
        rel = fields.text("rel")
        if rel and rel not in RELATIONS:
            near = suggestion(rel, RELATIONS)
            mend = f"did you mean {near}?" if near else f"the words known here are {', '.join(RELATIONS)}"
            fields.warning("rel", f"the relation {quoted(rel)} is unknown", mend)
        return Person(
            id=person_id or "",
            name=name or "",
            alternate_names=tuple(self._texts(fields, "alternate_names")),
            role=fields.text("role"),
            affiliation=fields.text("affiliation"),
            rel=rel,
            note=fields.text("note"),
        )

    def _texts(self, fields: Fields, key: str) -> Iterator[str]:
        """A list of texts; one text stands for a list of one."""
        node = fields.get(key)
        if node is None:
            return
        if isinstance(node, Pairs):
            fields.wrong_type(key, node, "a list of texts", "write it as [first, second]")
            return
        for count, item in enumerate(node.nodes if isinstance(node, Items) else [node]):
            if isinstance(item, Scalar) and item.text and not item.null:
                yield item.text
            else:
                said = (
                    f"this must be a text, not {kind(item)}" if not isinstance(item, Scalar) else "this text is empty"
                )
                self._problems.error(item, f"{fields.path(key)}[{count}]", said, "write a text, or remove the item")


def _format(text: str) -> int | Wrong:
    if text == str(FORMAT):
        return FORMAT
    return Wrong(
        "is a format that this tui-reader does not understand", f"write format: {FORMAT}, or use a newer tui-reader"
    )
