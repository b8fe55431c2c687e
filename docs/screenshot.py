#!/usr/bin/env python3
"""Make docs/screen.svg: the real program on the article that comes with it, as a terminal of 120 by 36 shows it.

    .venv/bin/python docs/screenshot.py [--keys KEYS] [--size 120x36] [--until PATTERN] [FILE]

KEYS are typed one after another, names in angle brackets: `/green silicon<enter>`. The picture is taken when the
pattern is on the screen and nothing has changed for a moment. The same program gives the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import html
import io
import os
import re
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rich.cells import cell_len  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.style import Style  # noqa: E402
from rich.terminal_theme import TerminalTheme  # noqa: E402
from rich.text import Text  # noqa: E402
from tests.e2e.conftest import Terminal  # noqa: E402

KEYS = "/green silicon capital<enter>n"
UNTIL = r"\d+ of \d+"

# Without rich's links to fonts on other machines, and with nothing but the screen and its frame.
FORMAT = """\
<svg class="tui-reader" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>tui-reader</title>
<style>
.{unique_id}-matrix {{ font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def paint(size: tuple[int, int], keys: str, until: str) -> Any:
    """Run the program, type, and give the screen once the pattern is on it."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "HOME": home,
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        terminal = Terminal([sys.executable, "-m", "tui_reader"], size=size, env=environment, cwd=Path(home))
        terminal.wait_for(r"q quit|\S\n.*\S\n.*\S")
        terminal.settle()
        for name, character in re.findall(r"<([a-z0-9+]+)>|(.)", keys, re.DOTALL):
            terminal.press(name or character)
            terminal.settle()
        terminal.wait_for(until)
        terminal.settle()
        ended = terminal.poll()
        terminal.close()
        if ended is not None:
            sys.exit(f"the program ended with exit code {ended}:\n{terminal.text}")
        return terminal.screen


def draw(screen: Any) -> str:
    """The screen as SVG."""
    console = Console(
        record=True,
        width=screen.columns,
        height=screen.lines,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    for row in range(screen.lines):
        line = Text(no_wrap=True, overflow="crop", end="")
        cells = (screen.buffer[row][column] for column in range(screen.columns))
        for style, run in groupby(cells, _style):
            line.append("".join(cell.data for cell in run), style)
        console.print(line, end="\n" if row + 1 < screen.lines else "", soft_wrap=True)
    first = _style(screen.buffer[0][0])
    ground = first.bgcolor.get_truecolor() if first.bgcolor else (18, 18, 18)
    theme = TerminalTheme(ground, (224, 224, 224), [(0, 0, 0)] * 8)
    svg = console.export_svg(title="tui-reader", theme=theme, code_format=FORMAT, unique_id="screen")
    svg = re.sub(
        r'<text class="(screen-r\d+)" x="([\d.]+)"([^>]*?) textLength="([\d.]+)"([^>]*)>([^<]*)</text>', _words, svg
    )
    return "\n".join(line.rstrip() for line in svg.split("\n") if line.strip()) + "\n"


_CELL = 12.2
"""Width of a cell in rich's drawing at its font size."""
_SPACE = "&#160;"


def _words(match: re.Match[str]) -> str:
    """The words of a run, each at its own place: some viewers collapse the spaces between them."""
    name, x, before, _length, after, text = match.groups()
    at, words = float(x), []
    for word in re.split(rf"((?:{_SPACE})+)", text):
        cells = cell_len(html.unescape(word))
        if word and not word.startswith(_SPACE):
            place = f'class="{name}" x="{at:.1f}"{before} textLength="{cells * _CELL:.1f}"{after}'
            words.append(f"<text {place}>{word}</text>")
        at += _CELL * cells
    return "".join(words)


def _style(cell: Any) -> Style:
    return Style(
        color=_colour(cell.fg),
        bgcolor=_colour(cell.bg),
        bold=cell.bold,
        italic=cell.italics,
        underline=cell.underscore,
        reverse=cell.reverse,
        strike=cell.strikethrough,
    )


def _colour(name: str) -> str | None:
    if name == "default":
        return None
    if re.fullmatch(r"[0-9a-f]{6}", name):
        return f"#{name}"
    return name.replace("bright", "bright_").replace("brown", "yellow")


def main() -> None:
    """Make the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "docs" / "screen.svg", metavar="FILE")
    parser.add_argument("--keys", default=KEYS)
    parser.add_argument("--until", default=UNTIL, metavar="PATTERN")
    parser.add_argument("--size", default="120x36")
    words = parser.parse_args()
    columns, rows = map(int, words.size.split("x"))
    words.file.write_text(draw(paint((columns, rows), words.keys, words.until)), encoding="utf-8")
    print(words.file)


if __name__ == "__main__":
    main()
