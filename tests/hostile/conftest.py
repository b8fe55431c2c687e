"""The corpus of hostile articles for the tests: a parameter `case` becomes one test for each, a large one none."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tui_reader import cli

if TYPE_CHECKING:
    from tests.hostile.corpus import Case


def _load_corpus() -> list[Case]:
    name = "hostile_corpus"
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("corpus.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    made: list[Case] = module.cases()
    return made


CASES = _load_corpus()

# Written out instead of asking the sanitiser, which is what is tested: controls but the line feed, separators of lines,
# surrogates, noncharacters, private use, and everything invisible or direction-changing that never has a use.
_HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0001"
    "\U000f0000-\U0010ffff]"
)
# A joiner, selector or tag beside ASCII letters has no use.
_USELESS = re.compile("[a-zA-Z .][\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]")


class Result(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str


def harmful(text: str) -> list[str]:
    """The characters in text that may not reach a terminal, each with what stands around it."""
    found = [*_HARMFUL.finditer(text), *_USELESS.finditer(text)]
    return [ascii(text[max(0, match.start() - 20) : match.end() + 20]) for match in found[:5]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each case that is not large."""
    if "case" in metafunc.fixturenames:
        small = [case for case in CASES if not case.large]
        metafunc.parametrize("case", small, ids=[f"{number}-{case.category}" for number, case in enumerate(small)])


@pytest.fixture(scope="session")
def corpus() -> list[Case]:
    """All cases."""
    return CASES


@pytest.fixture(name="harmful")
def _harmful() -> Callable[[str], list[str]]:
    return harmful


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
