"""The corpus of hostile articles for the tests: a parameter `case` becomes one test for each, a large one none."""

from __future__ import annotations

import importlib.util
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tui_reader import cli

if TYPE_CHECKING:
    from tests.hostile.corpus import Case


def _load(name: str, path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HERE = Path(__file__).parent
CASES: list[Case] = _load("hostile_corpus", HERE / "corpus.py").cases()
LOOKING = _load("hostile_looking", HERE / "looking.py")
PANES = _load("hostile_panes", HERE / "panes.py")


class Result(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each case that is not large."""
    if "case" in metafunc.fixturenames:
        small = [case for case in CASES if not case.large]
        metafunc.parametrize("case", small, ids=[f"{number}-{case.category}" for number, case in enumerate(small)])


@pytest.fixture(scope="session")
def corpus() -> list[Case]:
    """All cases."""
    return CASES


@pytest.fixture
def harmful() -> Callable[[str], list[str]]:
    found: Callable[[str], list[str]] = LOOKING.harmful
    return found


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[str]], Result]:
    """Run `tui-reader` with words in this process, its streams taken as bytes and read as strict UTF-8."""

    def run_one(words: Sequence[str]) -> Result:
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            code = cli.run(words)
        texts = []
        for stream in streams:
            stream.flush()
            assert isinstance(stream.buffer, io.BytesIO)
            texts.append(stream.buffer.getvalue().decode("utf-8"))
        return Result(code, *texts)

    return run_one


@pytest.fixture
def in_terminal() -> Callable[[Sequence[str], Case, Path], list[str]]:
    """Run a reader in a pseudo-terminal through all panes; gives what is wrong."""
    terminal_of = _load("hostile_terminal", HERE.parent / "e2e" / "conftest.py").Terminal

    def read(argv: Sequence[str], case: Case, folder: Path) -> list[str]:
        names = {"HOME": str(folder / "home"), "LANG": "C.UTF-8", "TERM": "xterm-256color", "PATH": os.defpath}
        terminal = terminal_of(argv, size=(120, 36), env=names, cwd=folder)
        try:
            wrong: list[str] = PANES.read_in_terminal(terminal, case, LOOKING.foreign, 0.03)
        finally:
            terminal.close()
        return wrong

    return read
