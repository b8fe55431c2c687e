"""What all tests share: an environment in which nothing of the person who runs them is read or written."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Machines differ in speed, and examples that fail are kept by the tests themselves, not in a database.
settings.register_profile("tui-reader", deadline=None, database=None, print_blob=True)
settings.load_profile("tui-reader")

ROOT = Path(__file__).resolve().parents[1]

_OF_THE_USER = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TUI_READER_JOURNAL", "TEXTUAL", "PYTHONIOENCODING")


@pytest.fixture(autouse=True)
def nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point home, the XDG folders and the current folder to an empty place, and forget what changes what is printed."""
    home = tmp_path_factory.mktemp("user")
    for name in [name for name in os.environ if name in _OF_THE_USER or name.startswith(("XDG_", "TEXTUAL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.chdir(home)


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Leave the garbage collector as it was: a command, whose process ends soon, turns it off."""
    yield
    gc.enable()


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shipped(root: Path) -> Path:
    """The article that comes with the program."""
    return root / "data" / "article.yaml"
