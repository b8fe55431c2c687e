"""Articles read from a file or from bytes: all at once, or section by section while the first are shown already."""

from __future__ import annotations

import gc
from collections.abc import Collection
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tui_reader.article.entries import Places
from tui_reader.article.events import NodeReader, Pairs, Scalar
from tui_reader.article.model import Article, Section
from tui_reader.article.problems import Problem, Problems, Stopped
from tui_reader.article.pyyaml import yaml
from tui_reader.article.schema import HeadReader
from tui_reader.article.sections import SectionReader
from tui_reader.article.source import STDIN_NAME, Opened, Unreadable, lines_of, open_bytes, open_path
from tui_reader.article.syntax import explain
from tui_reader.text.sanitising import sanitise

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOREVER = float("inf")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading an article: the article, or the errors that it has; warnings stand beside either.

    `name` is sanitised. `errors` and `warnings` count all problems, also those that `problems` leaves out.
    `places` gives line and column of people, figures and quotes by their paths. `data` is the text as bytes.
    """

    name: str
    article: Article | None
    problems: tuple[Problem, ...]
    errors: int
    warnings: int
    places: Places
    data: bytes

    def place(self, path: str) -> tuple[int, int]:
        """Line and column (from 1) of a path such as `figures[2].evidence[0].exact`, or of what it is part of."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return 0, 0

    def lines(self, numbers: Collection[int]) -> dict[int, str]:
        """Those lines of the text (numbers from 1), sanitised."""
        return lines_of(self.data, numbers)


class ArticleStream:
    """An article that is read a little at a time, for a reader who wants to see its beginning at once.

    `sections` only ever grows at its end, by one whole top-level section (with those nested in it) at a time.
    Whether the article is valid is known at the end: then `finished` is true, and `article` is there if it is.
    """

    def __init__(self, opened: Opened) -> None:
        self.name = opened.name
        self.sections: list[Section] = []
        self.finished = False
        self.article: Article | None = None
        self._opened = opened
        self._problems = Problems()
        self._reader = SectionReader(self._problems)
        self._nodes = NodeReader(opened.data, self._problems)
        self._steps = self._nodes.read()
        self._top = 0
        self._places: Places = {}
        self._head: Article | None = None

    @property
    def stamp(self) -> tuple[int, int] | None:
        """The (modification time in ns, bytes) of the file as it was read; None for what is not a file."""
        return self._opened.stamp

    @property
    def progress(self) -> float:
        """The part of the bytes that was read, from 0 to 1."""
        return 1.0 if self.finished else self._nodes.progress

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems found so far, in the order of their places; all of them at the end."""
        return self._problems.found()

    @property
    def head(self) -> Article:
        """What is known of the article beside its sections: all that stood before them while they are read."""
        if self.article is not None:
            return self.article
        if self._head is not None:
            return self._head
        head = self._read_head()
        if self._top or self.finished:
            self._head = head
        return head

    @property
    def loaded(self) -> Loaded:
        """The result so far, whole at the end."""
        problems = self._problems
        data = self._opened.data
        return Loaded(self.name, self.article, problems.found(), problems.errors, problems.warnings, self._places, data)

    def step(self, seconds: float) -> bool:
        """Read on for about so many seconds; False when all is read."""
        if self.finished:
            return False
        deadline = perf_counter() + seconds
        with _without_collector():
            try:
                return self._read_until(deadline)
            except Stopped as stop:
                self._problems.stop(stop)
            except yaml.YAMLError as failure:
                self._problems.stop(Stopped(explain(failure, self._opened)))
        self.finished = True
        return False

    def _read_until(self, deadline: float) -> bool:
        for node in self._steps:
            if node is not None:
                if not self._top:
                    self._reader.known_people = frozenset(person.id for person in self.head.people)
                self.sections += self._reader.read(node, self._top)
                self._top += 1
            if perf_counter() >= deadline:
                return True
        self._finish()
        self.finished = True
        return False

    def _finish(self) -> None:
        root = self._nodes.root
        if not isinstance(root, Pairs):
            self._problems.add(_no_article(root))
            return
        head = HeadReader(root, self._problems)
        self._places = head.places
        for node in head.sections_left(self._top):
            self.sections += self._reader.read(node, self._top)
            self._top += 1
        article = head.read(tuple(self.sections))
        head.check_references(article, self._reader)
        if not self._problems.errors:
            self.article = article

    def _read_head(self) -> Article:
        root = self._nodes.root
        if isinstance(root, Pairs):
            # Too many people or figures are said at the end.
            with suppress(Stopped):
                return HeadReader(root, Problems()).read(())
        return Article("", ())


def load_article(source: Path | bytes, *, name: str = STDIN_NAME) -> Loaded:
    """Read an article from a file, or from bytes that are to be called `name`; whatever is wrong is a problem in it."""
    try:
        opened = open_path(source) if isinstance(source, Path) else open_bytes(source, name)
    except Unreadable as failure:
        shown = sanitise(str(source)) if isinstance(source, Path) else sanitise(name)
        return Loaded(shown, None, (failure.problem,), 1, 0, {}, b"")
    stream = ArticleStream(opened)
    stream.step(_FOREVER)
    return stream.loaded


def _no_article(root: object) -> Problem:
    mend = "an article begins with headline: and sections:; see docs/article-format.md"
    if root is None:
        return Problem("error", 1, 1, "", "there is nothing in it but comments", mend)
    what = "plain text" if isinstance(root, Scalar) else "a list"
    return Problem("error", 1, 1, "", f"this is {what}, not an article", mend)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause the garbage collector: a tree of nodes has no cycles, and walking it again and again costs a fifth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
