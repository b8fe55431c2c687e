"""A user's own keys, from `keys.yaml` in the configuration folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tui_reader.article.events import Node, NodeReader, Pairs, Scalar
from tui_reader.article.problems import Problems, Stopped, quoted
from tui_reader.article.pyyaml import yaml
from tui_reader.article.source import Blank, Opened, Unreadable, open_path
from tui_reader.ui.keys import KEYS

MAX_BYTES = 100_000
"""The file may have at most so many bytes: far more than all keys take, and it is read before the first key press."""

_QUIT = "ctrl+q"
_KEY = re.compile(r"(?:(?:ctrl|shift|alt|super|hyper|meta)\+)*(?:[a-z][a-z0-9_]*|[^\s+])")


class _NoKeymap(Exception):
    """The file cannot be used: why, and where."""


def keymap_path() -> Path:
    """Where a user's keys are looked for (XDG_CONFIG_HOME is obeyed). Raises RuntimeError without a home."""
    from platformdirs import user_config_path

    return user_config_path("tui_reader", appauthor=False) / "keys.yaml"


def read_keymap(path: Path) -> tuple[dict[str, str], str]:
    """Keys by the ids of the table, and what is wrong with the file ("" when nothing is, or there is none)."""
    try:
        opened = open_path(path)
        root = _root(opened)
    except Blank:
        return {}, ""
    except Unreadable as failure:
        if isinstance(failure.__cause__, FileNotFoundError | NotADirectoryError):
            return {}, ""
        return {}, f"your keys cannot be read: {failure.problem.message}"
    except _NoKeymap as failure:
        return {}, f"your keys in {opened.name} are not used: {failure}"
    good: dict[str, str] = {}
    bad = list(_take(root, good))
    more = f" (and {len(bad) - 1:,} more)" if len(bad) > 1 else ""
    return good, f"your keys: {bad[0]}{more}" if bad else ""


def _root(opened: Opened) -> Pairs | None:
    """The mapping in a file, read within the limits that articles are read in; None for one with nothing in it."""
    if len(opened.data) > MAX_BYTES:
        raise _NoKeymap(f"they have more than {MAX_BYTES:,} bytes")
    reader = NodeReader(opened.data, Problems())
    try:
        for _ in reader.read():
            pass
    except Stopped as stop:
        raise _NoKeymap(f"line {stop.problem.line}: {stop.problem.message}") from stop
    except yaml.YAMLError as failure:
        from tui_reader.article.syntax import explain

        problem = explain(failure, opened)
        raise _NoKeymap(f"line {problem.line}: {problem.message}") from failure
    root = reader.root
    if root is None or (isinstance(root, Scalar) and root.null):
        return None
    if not isinstance(root, Pairs):
        raise _NoKeymap(f"line {root.line}: expected lines of “id: keys”")
    return root


def _take(root: Pairs | None, good: dict[str, str]) -> Iterator[str]:
    """Put what is right into `good`, and say what is wrong, each with its line."""
    known = {key.id for key in KEYS}
    owners: dict[str, str] = {}
    for key, value in root.pairs if root is not None else ():
        id = key.text if isinstance(key, Scalar) else ""
        keys = _keys(value)
        if id not in known:
            yield f"line {key.line}: there is no {quoted(id)}"
        elif id in good:
            yield f"line {key.line}: {id} stands twice"
        elif keys is None:
            yield f"line {value.line}: {id} needs names of keys, with commas between them"
        elif id == "app.quit-always" or _QUIT in keys:
            yield f"line {value.line}: Ctrl+Q always quits"
        elif twice := [name for name in keys if owners.setdefault(name, id) != id]:
            yield f"line {value.line}: {twice[0]} is a key of {owners[twice[0]]} already"
        else:
            good[id] = ",".join(keys)


def _keys(value: Node) -> list[str] | None:
    """The names of keys in a value; None when it holds what can be no name."""
    keys = [key.strip() for key in value.text.split(",")] if isinstance(value, Scalar) else []
    return keys if keys and all(map(_is_key, keys)) else None


def _is_key(name: str) -> bool:
    """Whether it is a key in Textual's names: those of its list, and characters by their names in Unicode."""
    from textual.keys import Keys, key_to_character

    if not _KEY.fullmatch(name):
        return False
    bare = name.rpartition("+")[2] or "+"
    return key_to_character(bare) is not None or any(bare == key.value.rpartition("+")[2] for key in Keys)
