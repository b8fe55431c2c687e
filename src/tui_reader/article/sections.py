"""Sections and paragraphs out of nodes: flat, in reading order, each with an id of its own."""

from __future__ import annotations

from tui_reader.article.entries import Reference, warn_of_spaces
from tui_reader.article.events import Items, Node, Pairs, Scalar
from tui_reader.article.fields import Fields, kind
from tui_reader.article.model import Paragraph, Section
from tui_reader.article.problems import Problem, Problems, Stopped, quoted
from tui_reader.article.scalars import slug

MAX_SECTIONS = 100_000
"""An article may have so many sections, nested ones included."""
MAX_NESTING = 30
"""Sections may nest so deep: what `MAX_DEPTH` lists and mappings leave room for."""

SECTION_KEYS = ("id", "heading", "paragraphs", "sections", "note")
UTTERANCE_KEYS = ("by", "as", "text")

_COLON_MEND = "put the whole paragraph in quotes, or begin it with >- and write it on the next lines"


class SectionReader:
    """Turns section nodes into sections, one top-level section after the other.

    `speakers` are the places of every `by` in a paragraph that must name a person once all is read.
    """

    def __init__(self, problems: Problems) -> None:
        self.count = 0
        self.speakers: list[Reference] = []
        self.known_people: frozenset[str] = frozenset()
        self._problems = problems
        self._lines: dict[str, int] = {}
        self._made: set[str] = set()
        self._next: dict[str, int] = {}

    @property
    def ids(self) -> dict[str, int]:
        """The id of each section so far, and the line it stands in."""
        return self._lines

    def read(self, node: Node, number: int) -> list[Section]:
        """The sections of the top-level section number `number`, itself first; what is wrong with it is a problem."""
        found: list[Section] = []
        self._section(node, f"sections[{number}]", 0, found)
        return found

    def _section(self, node: Node, at: str, depth: int, found: list[Section]) -> None:
        if not isinstance(node, Pairs):
            mend = "write it as “- heading: …” with “paragraphs:” below"
            self._problems.error(node, at, f"a section must be a mapping (key: value), not {kind(node)}", mend)
            return
        self._check_limits(node, at, depth)
        fields = Fields(node, at, SECTION_KEYS, self._problems)
        heading = fields.text("heading", required="write heading: and the section's title") or ""
        section_id = self._id(fields, heading)
        items = fields.items("paragraphs", mend="write each paragraph as an item: “- text”")
        nested = fields.items("sections", mend="write each section as an item: “- heading: …”")
        if not items and not nested and not self._has_wrong_type(fields):
            mend = "write paragraphs: with at least one text, or remove the section"
            self._problems.error(node, at, "this section has neither paragraphs nor sections", mend)
        paragraphs = tuple(self._paragraphs(items, at))
        found.append(Section(section_id, heading, depth, paragraphs, fields.text("note")))
        for number, child in enumerate(nested):
            self._section(child, f"{at}.sections[{number}]", depth + 1, found)

    def _check_limits(self, node: Node, at: str, depth: int) -> None:
        self.count += 1
        if self.count > MAX_SECTIONS:
            message, mend = f"the article has more than {MAX_SECTIONS:,} sections", "cut it into several articles"
        elif depth >= MAX_NESTING:
            message, mend = f"sections nest deeper than {MAX_NESTING}", "put them beside each other"
        else:
            return
        raise Stopped(Problem("error", node.line, node.column, at, message, mend))

    @staticmethod
    def _has_wrong_type(fields: Fields) -> bool:
        """Whether a list of the section is of another type: that was said already."""
        found = (fields.place(key) for key in ("paragraphs", "sections") if key in fields)
        return any(not isinstance(node, Items) and not (isinstance(node, Scalar) and not node.text) for node in found)

    def _id(self, fields: Fields, heading: str) -> str:
        given = fields.text("id")
        if given is None:
            return self._make_id(heading, fields.node.line)
        warn_of_spaces(fields, given)
        if given in self._lines:
            line = self._lines[given]
            if given not in self._made:
                fields.error("id", f"the id {quoted(given)} stands twice, here and in line {line}", "choose another id")
            else:
                fields.error(
                    "id",
                    f"the id {quoted(given)} is that of the section in line {line} already, made from its heading",
                    f"give the section in line {line} an id of its own",
                )
        self._lines.setdefault(given, fields.place("id").line)
        return given

    def _make_id(self, heading: str, line: int) -> str:
        base = made = slug(heading)
        while made in self._lines:
            self._next[base] = self._next.get(base, 1) + 1
            made = f"{base}-{self._next[base]}"
        self._lines[made] = line
        self._made.add(made)
        return made

    def _paragraphs(self, nodes: list[Node], at: str) -> list[Paragraph]:
        paragraphs = []
        for number, node in enumerate(nodes):
            if type(node) is Scalar:
                # The hot path: nearly all of a long article is plain paragraphs.
                if node.null or not node.text:
                    self._empty(node, f"{at}.paragraphs[{number}]")
                elif node.broken:
                    self._broken(node, f"{at}.paragraphs[{number}]")
                paragraphs.append(Paragraph(node.text))
            else:
                paragraph = self._utterance(node, f"{at}.paragraphs[{number}]")
                if paragraph is not None:
                    paragraphs.append(paragraph)
        return paragraphs

    def _utterance(self, node: Node, at: str) -> Paragraph | None:
        if not isinstance(node, Pairs):
            self._problems.error(node, at, f"a paragraph must be a text or an utterance, not {kind(node)}", _COLON_MEND)
            return None
        if not any(isinstance(key, Scalar) and key.text in UTTERANCE_KEYS for key, _ in node.pairs):
            message = "this paragraph was read as a mapping (key: value), because of the “: ” in it"
            self._problems.error(node, at, message, _COLON_MEND)
            return None
        fields = Fields(node, at, UTTERANCE_KEYS, self._problems)
        text = fields.text("text", required="write text: and what is said")
        by = fields.text("by")
        if by is not None and by not in self.known_people:
            self.speakers.append(Reference(fields.place("by"), by, fields.path("by")))
        place = fields.place("text")
        if text and type(place) is Scalar and place.broken:
            self._broken(place, fields.path("text"))
        return Paragraph(text or "", by, fields.text("as"))

    def _empty(self, node: Node, at: str) -> None:
        self._problems.error(node, at, "this paragraph is empty", "write its text, or remove the item")

    def _broken(self, node: Node, at: str) -> None:
        message = "there is a blank line (or a kept line break) inside this paragraph; it is read as one space"
        self._problems.warning(node, at, message, "make two paragraphs of it: two items of the list")
