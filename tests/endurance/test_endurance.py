"""A short part of the rough treatment, the same in every run; `endurance.py` does all of it by hand."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


def _load(name: str, path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HERE = Path(__file__).parent
ENDURANCE = _load("endurance", HERE / "endurance.py")
TERMINAL = _load("endurance_terminal", HERE.parent / "e2e" / "conftest.py").Terminal


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """Start a reader on an article of its own."""
    (tmp_path / "article.yaml").write_text(ENDURANCE.ARTICLE, encoding="utf-8")
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    running = []

    def start_one() -> Any:
        argv = [sys.executable, "-m", "tui_reader", str(tmp_path / "article.yaml")]
        running.append(TERMINAL(argv, size=(80, 24), env=env, cwd=tmp_path))
        return running[-1]

    yield start_one
    for terminal in running:
        terminal.close()
    assert list(tmp_path.rglob("crash*")) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_random_keys_and_sizes(start: Callable[[], Any], seed: int) -> None:
    assert ENDURANCE.monkey(start, seed, 300, 40) == []


def test_random_bytes(start: Callable[[], Any]) -> None:
    assert ENDURANCE.noise(start, 3, 1024) == []


def test_signals_at_random_moments(start: Callable[[], Any]) -> None:
    assert ENDURANCE.signals(start, 4, 2)[0] == []


def test_patterns_that_explode(start: Callable[[], Any]) -> None:
    assert ENDURANCE.patterns(start, 4)[0] == []
