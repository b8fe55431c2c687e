"""A sample of the hostile articles that open, read in a terminal through every pane."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = 12
ALWAYS = ("escapes-clipboard.yaml", "name-\x1b[31mred\x1b[0m.yaml", "markup-click.yaml")


def sample(corpus: list[Any]) -> list[Any]:
    """Of each kind that opens a few, the same in every run."""
    opening = [case for case in corpus if case.opens and not case.large]
    chosen = [case for case in opening if case.name in ALWAYS]
    return [*chosen, *random.Random(4).sample([case for case in opening if case not in chosen], SAMPLE - len(chosen))]


@pytest.mark.parametrize("number", range(SAMPLE))
def test_nothing_of_an_article_reaches_the_terminal_but_text(
    number: int, corpus: list[Any], tmp_path: Path, in_terminal: Callable[..., list[str]]
) -> None:
    case = sample(corpus)[number]
    (tmp_path / "home").mkdir()
    path = os.path.relpath(case.write(tmp_path), tmp_path)
    assert in_terminal([sys.executable, "-m", "tui_reader", f"./{path}"], case, tmp_path) == []
