"""Lists of people and of figures: mappings with an id each, that other parts of the article refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from tui_reader.article.events import Node, Pairs
from tui_reader.article.fields import Fields, kind
from tui_reader.article.model import Figure, Person
from tui_reader.article.problems import Problem, Problems, Stopped, quoted

Entry = TypeVar("Entry", Person, Figure)

Places = dict[str, tuple[int, int]]
"""Line and column (from 1) of what stands at a path such as `figures[2].evidence[0]`."""


class Reference(NamedTuple):
    """An id that must name something, and where it stands."""

    node: Node
    id: str
    at: str


def entries(
    key: str,
    nodes: list[Node],
    keys: tuple[str, ...],
    limit: int,
    read: Callable[[Fields], Entry],
    problems: Problems,
    places: Places,
) -> Iterator[Entry]:
    """Each entry of a list as `read` makes it from its fields; raises Stopped when there are more than `limit`."""
    if len(nodes) > limit:
        node, message = nodes[limit], f"the article has more than {limit:,} {key}"
        raise Stopped(
            Problem("error", node.line, node.column, f"{key}[{limit}]", message, "cut it into several articles")
        )
    lines: dict[str, int] = {}
    for count, node in enumerate(nodes):
        at = f"{key}[{count}]"
        places[at] = (node.line, node.column)
        if not isinstance(node, Pairs):
            message = f"this must be a mapping (key: value), not {kind(node)}"
            problems.error(node, at, message, "begin it with “- id: …”")
            continue
        fields = Fields(node, at, keys, problems)
        for name in keys:
            if name in fields:
                place = fields.place(name)
                places[fields.path(name)] = (place.line, place.column)
        entry = read(fields)
        if entry.id:
            _check_id(fields, entry.id, lines)
        yield entry


def _check_id(fields: Fields, given: str, lines: dict[str, int]) -> None:
    warn_of_spaces(fields, given)
    if given in lines:
        message = f"the id {quoted(given)} stands twice, here and in line {lines[given]}"
        fields.error("id", message, "choose another id")
    lines.setdefault(given, fields.place("id").line)


def warn_of_spaces(fields: Fields, given: str) -> None:
    """Warn of an id that is awkward to refer to."""
    if any(character.isspace() for character in given):
        fields.warning(
            "id", f"the id {quoted(given)} has a space in it", "write a hyphen: ids are typed on command lines"
        )
