"""Light trees of nodes from libyaml's events, within limits; nothing is ever constructed.

PyYAML's composer and constructor are not safe for files one did not write (nesting ends the process, merge keys
explode, duplicate keys pass in silence); its event parser is, as long as someone counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui_reader.article.feed import Feed
from tui_reader.article.problems import Problem, Problems, Stopped, quoted
from tui_reader.article.pyyaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    yaml,
)
from tui_reader.text.sanitising import sanitise

HAS_LIBYAML: bool = bool(yaml.__with_libyaml__)
"""Whether PyYAML has libyaml; without it the pure parser reads the same, about fifteen times slower."""

_Loader: Any = yaml.CSafeLoader if HAS_LIBYAML else yaml.SafeLoader

MAX_DEPTH = 64
"""Lists and mappings may stand so deep in each other: far deeper than any article, far less than hurts."""
MAX_NODES = 1_000_000
"""An article may have so many values, keys, lists and mappings; what an alias repeats is counted again."""
MAX_ALIASES = 8
"""So many aliases (`*name`) may be used: each can double what was before it."""
MAX_SCALAR = 8 * 1024 * 1024
"""One text may have so many characters."""

_NULLS = frozenset(("", "~", "null"))
_BREATH = 256


class Node:
    """Anything at a place of the file."""

    __slots__ = ("mark", "size")
    mark: Any
    size: int
    """Nodes in it, itself included; 0 while a list or mapping is still open."""

    @property
    def line(self) -> int:
        """The line, from 1."""
        return int(self.mark.line) + 1

    @property
    def column(self) -> int:
        """The column in code points, from 1."""
        return int(self.mark.column) + 1


class Scalar(Node):
    """A text: sanitised, stripped, on one line. `null` says that nothing stands there, `broken` that lines were joined
    which YAML keeps apart (a blank line)."""

    __slots__ = ("broken", "null", "text")

    def __init__(self, text: str, mark: Any, null: bool, broken: bool) -> None:
        self.text = text
        self.mark = mark
        self.null = null
        self.broken = broken
        self.size = 1


class Items(Node):
    """A list."""

    __slots__ = ("nodes",)

    def __init__(self, mark: Any) -> None:
        self.mark = mark
        self.size = 0
        self.nodes: list[Node] = []


class Pairs(Node):
    """A mapping, with all its pairs: a key may stand there twice."""

    __slots__ = ("key", "pairs")

    def __init__(self, mark: Any) -> None:
        self.mark = mark
        self.size = 0
        self.key: Node | None = None
        self.pairs: list[tuple[Node, Node]] = []


def _joined(text: str, style: str | None) -> tuple[str, bool]:
    """The text on one line, and whether it had a line break that YAML keeps although the writer folded the text."""
    lines = [line.strip() for line in text.strip().split("\n")]
    filled = [line for line in lines if line]
    return " ".join(filled), len(filled) < len(lines) if style == "|" else len(lines) > 1


class NodeReader:
    """Reads the node tree of one document, handing out each item of its list `sections` as soon as it is whole.

    `root` is the tree so far; the items handed out are not in it.
    """

    def __init__(self, data: bytes, problems: Problems) -> None:
        self.root: Node | None = None
        self._data = data
        self._feed = Feed(data)
        self._problems = problems
        self._count = 0
        self._aliases = 0
        self._anchors: dict[str, Node] = {}
        self._stack: list[Items | Pairs] = []
        self._starts: list[int] = []
        self._streamed: Items | None = None

    @property
    def progress(self) -> float:
        """The part of the bytes that was read, from 0 to 1."""
        return self._feed.offset / len(self._data) if self._data else 1.0

    def read(self) -> Iterator[Node | None]:
        """Read on: yields each section that is whole, and None now and then so that the caller can pause.

        Raises Stopped when a limit is passed, yaml.YAMLError for what is not YAML.
        """
        loader = _Loader(self._feed)
        try:
            yield from self._nodes(loader)
        except yaml.MarkedYAMLError as failure:
            if "maximum nesting depth" in str(failure.problem) and failure.problem_mark:
                self._find_depth(failure.problem_mark.index)
            raise
        finally:
            loader.dispose()

    def _find_depth(self, end: int) -> None:
        """Raise Stopped for the first node that is too deep in the text before `end` (code points).

        libyaml 0.2.6 stops at 1,000 levels while it looks ahead for a key, before it tells of the first of them.
        """
        text = self._data.decode(errors="replace")[:end]
        for _ in NodeReader(text.encode(), Problems()).read():
            pass

    def _nodes(self, loader: Any) -> Iterator[Node | None]:
        next_event = loader.get_event
        feed = self._feed
        stack = self._stack
        breath = _BREATH
        node: Node
        while True:
            try:
                event = next_event()
            except ValueError as failure:
                # Escapes past U+10FFFF (pure parser), tags that are no UTF-8 (libyaml).
                raise yaml.YAMLError(str(failure)) from failure
            kind = type(event)
            breath -= 1
            if not breath:
                breath = _BREATH
                yield None
            if kind is ScalarEvent:
                # The hot path, written out: most events of a long article are its paragraphs.
                text = event.value
                style = event.style
                if style == '"' or "\n" in text or not feed.clean or len(text) > MAX_SCALAR:
                    node = self._unusual_scalar(event)
                else:
                    # Only a short text is looked up: hashing all of a long article costs a tenth of reading it.
                    node = Scalar(text.strip(), event.start_mark, not style and len(text) < 5 and text in _NULLS, False)
                if event.anchor is not None or event.tag is not None:
                    self._describe(event, node)
                self._count += 1
                if self._count > MAX_NODES:
                    raise _too_many(event)
            elif kind is SequenceEndEvent or kind is MappingEndEvent:
                node = stack.pop()
                node.size = self._count - self._starts.pop()
            elif kind is SequenceStartEvent or kind is MappingStartEvent:
                self._open(event, Items(event.start_mark) if kind is SequenceStartEvent else Pairs(event.start_mark))
                continue
            elif kind is AliasEvent:
                node = self._alias(event)
            elif kind is StreamEndEvent:
                return
            else:
                self._document(event, kind)
                continue
            if not stack:
                self.root = node
                continue
            parent = stack[-1]
            if type(parent) is Pairs:
                if parent.key is None:
                    parent.key = node
                else:
                    parent.pairs.append((parent.key, node))
                    parent.key = None
            elif parent is self._streamed:
                yield node
            else:
                assert type(parent) is Items
                parent.nodes.append(node)

    def _unusual_scalar(self, event: Any) -> Scalar:
        """A text that has line breaks or may need the sanitiser."""
        text: str = event.value
        style: str | None = event.style
        if len(text) > MAX_SCALAR:
            raise _stopped(event, f"this text has more than {MAX_SCALAR:,} characters", "cut it into paragraphs")
        broken = False
        if "\n" in text:
            text, broken = _joined(text, style)
        text = sanitise(text).strip()
        return Scalar(text, event.start_mark, not style and len(text) < 5 and text in _NULLS, broken)

    def _open(self, event: Any, node: Items | Pairs) -> None:
        stack = self._stack
        if len(stack) >= MAX_DEPTH:
            raise _stopped(
                event,
                f"lists and mappings stand more than {MAX_DEPTH} deep in each other",
                "write the sections less deep; a text that begins with [ or { needs quotes",
            )
        self._starts.append(self._count)
        self._describe(event, node)
        self._count += 1
        if self._count > MAX_NODES:
            raise _too_many(event)
        if not stack:
            self.root = node
        elif len(stack) == 1 and self._streamed is None and type(node) is Items:
            key = getattr(stack[0], "key", None)
            if type(key) is Scalar and key.text == "sections":
                self._streamed = node
        stack.append(node)

    def _describe(self, event: Any, node: Node) -> None:
        """Keep the anchor of a node, and warn of its tag."""
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        if event.tag is not None:
            full = self._problems.full("warning")
            self._problems.warning(
                node,
                "",
                "" if full else f"the tag {quoted(event.tag)} has no meaning here, the value is read as it stands",
                "remove the tag; a text that begins with ! needs quotes",
            )

    def _alias(self, event: Any) -> Node:
        name = quoted(event.anchor)
        mend = "write the value out; a text that begins with * needs quotes"
        target = self._anchors.get(event.anchor)
        if target is None:
            raise _stopped(event, f"the alias {name} names nothing that was defined before", mend)
        if not target.size:
            raise _stopped(event, f"the alias {name} stands inside what it names, without end", mend)
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise _stopped(event, f"more than {MAX_ALIASES} aliases", mend)
        self._count += target.size
        if self._count > MAX_NODES:
            raise _too_many(event)
        return target

    def _document(self, event: Any, kind: type) -> None:
        if kind is DocumentStartEvent and self.root is not None:
            raise _stopped(
                event,
                "a second document begins here: a file holds one article",
                "remove the line ---, or put the second article into a file of its own",
            )


def _too_many(event: Any) -> Stopped:
    return _stopped(event, f"the article has more than {MAX_NODES:,} values", "cut it into several articles")


def _stopped(event: Any, message: str, mend: str) -> Stopped:
    mark = event.start_mark
    return Stopped(Problem("error", mark.line + 1, mark.column + 1, "", message, mend))
