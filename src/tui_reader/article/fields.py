"""One mapping of the file read by its keys: what is missing, twice there, unknown or of the wrong type is a problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from tui_reader.article.events import Items, Node, Pairs, Scalar
from tui_reader.article.problems import Problems, quoted, suggestion
from tui_reader.article.scalars import Wrong

T = TypeVar("T")

# Words of other formats and of habit, and what they are called here.
_MEANT = {
    "aliases": "alternate_names",
    "affiliations": "affiliation",
    "amount": "value",
    "body": "paragraphs",
    "content": "paragraphs",
    "date": "date_published",
    "description": "note",
    "lead": "abstract",
    "location": "dateline",
    "notes": "note",
    "quote": "exact",
    "quotes": "evidence",
    "sameAs": "alternate_names",
    "speaker": "by",
    "summary": "abstract",
    "text": "paragraphs",
    "title": "headline",
    "unit": "unit_text",
    "units": "unit_text",
    "year": "date",
}


def kind(node: Node) -> str:
    """What a node is, for a message."""
    if isinstance(node, Scalar):
        return "empty" if node.null else "a text"
    return "a list" if isinstance(node, Items) else "a mapping (key: value)"


def joined(at: str, key: str) -> str:
    """The path of a key in the mapping at a path."""
    return f"{at}.{key}" if at else key


class Fields:
    """The pairs of one mapping at the path `at`; `keys` are the known ones, in the order of the documentation."""

    __slots__ = ("_found", "_problems", "at", "node")

    def __init__(self, node: Pairs, at: str, keys: Sequence[str], problems: Problems) -> None:
        self.node = node
        self.at = at
        self._problems = problems
        self._found: dict[str, tuple[Node, Node]] = {}
        found = self._found
        for pair in node.pairs:
            key = pair[0]
            if type(key) is not Scalar:
                mend = "a text that begins with [ or { needs quotes"
                problems.error(key, at, f"a key must be a text, not {kind(key)}", mend)
            elif key.text in found:
                message = f"the key {quoted(key.text)} stands twice, here and in line {found[key.text][0].line}"
                problems.error(key, joined(at, quoted(key.text)[1:-1]), message, "keep one of them")
            else:
                found[key.text] = pair
                if key.text not in keys:
                    self._unknown(key, keys)

    def _unknown(self, key: Scalar, keys: Sequence[str]) -> None:
        meant = _MEANT.get(key.text)
        near = meant if meant in keys else None if self._problems.full("warning") else suggestion(key.text, keys)
        known = f"the keys known here are {', '.join(keys)}"
        mend = f"did you mean {near}?" if near else f"remove it, or put what it says into a note; {known}"
        at = joined(self.at, quoted(key.text)[1:-1])
        self._problems.warning(key, at, f"the key {quoted(key.text)} is unknown and is not read", mend)

    @property
    def known(self) -> int:
        """How many different keys there are."""
        return len(self._found)

    def __contains__(self, key: str) -> bool:
        return key in self._found

    def path(self, key: str) -> str:
        """The path of one key."""
        return joined(self.at, key)

    def place(self, key: str) -> Node:
        """Where to point for a key: its value, or the mapping when it is absent."""
        return self._found[key][1] if key in self._found else self.node

    def get(self, key: str, *, required: str = "") -> Node | None:
        """The value of a key, None when it is absent or empty; `required` says what to write if that is an error."""
        pair = self._found.get(key)
        if pair is None:
            if required:
                self._problems.error(self.node, self.at, f"{key} is missing", required)
            return None
        value = pair[1]
        if type(value) is Scalar and (value.null or not value.text):
            if required:
                self._problems.error(value if value.text else pair[0], self.path(key), f"{key} is empty", required)
            return None
        return value

    def text(self, key: str, *, required: str = "") -> str | None:
        """The text of a key, None when it is absent, empty or no text."""
        node = self.get(key, required=required)
        if node is None:
            return None
        if type(node) is Scalar:
            return node.text
        self.wrong_type(
            key, node, "a text", "write a text after the key; one that holds “: ” or begins with [ or { needs quotes"
        )
        return None

    def converted(self, key: str, convert: Callable[[str], T | Wrong]) -> T | None:
        """The text of a key as `convert` makes it, None when there is none or it is wrong."""
        text = self.text(key)
        if text is None:
            return None
        value = convert(text)
        if isinstance(value, Wrong):
            self.error(key, f"{quoted(text)} {value.message}", value.mend)
            return None
        return value

    def items(self, key: str, *, mend: str) -> list[Node]:
        """The items of a list, none when it is absent, empty or no list."""
        node = self.get(key)
        if node is None:
            return []
        if isinstance(node, Items):
            return node.nodes
        self.wrong_type(key, node, "a list", mend)
        return []

    def wrong_type(self, key: str, node: Node, wanted: str, mend: str) -> None:
        """Note that a value is of the wrong type."""
        self._problems.error(node, self.path(key), f"{key} must be {wanted}, not {kind(node)}", mend)

    def error(self, key: str, message: str, mend: str) -> None:
        """Note an error at the value of a key."""
        self._problems.error(self.place(key), self.path(key), message, mend)

    def warning(self, key: str, message: str, mend: str) -> None:
        """Note a warning at the value of a key."""
        self._problems.warning(self.place(key), self.path(key), message, mend)
