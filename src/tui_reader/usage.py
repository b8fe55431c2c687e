"""The parsers of the command line and their help."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from tui_reader.text.sanitising import sanitise

_PROGRAM = "tui-reader"
_LONGEST = 500
"""Code points of a message: what it repeats may be as long as a line that is typed."""

_DESCRIPTION = """\
Read a speech or an article in the terminal: its sections, its people and its key figures side by side, every figure
and every person tied to the words that carry them."""

_END = """\
examples:
  tui-reader                            the article that comes with tui_reader
  tui-reader speech.yaml                read an article; q leaves, ? helps
  tui-reader speech.yaml --search 'green silicon'
  curl -s https://example.org/a.yaml | tui-reader
  tui-reader speech.yaml | head         not on a terminal: as plain text, like show
  tui-reader ./check                    a file that has the name of a command

environment:
  NO_COLOR            if not empty, no colours
  XDG_CONFIG_HOME     the folder whose tui_reader/keys.yaml changes keys
  XDG_DATA_HOME       the folder whose tui_reader/journal.sqlite keeps places, marks and notes
  TUI_READER_JOURNAL  another file to keep them in
  XDG_STATE_HOME      the folder in which logs of crashes are kept
  TERM                dumb or nothing: the article is printed, no reader starts
  COLORTERM, ESCDELAY colours of the terminal; how long Esc waits, in milliseconds

exit codes:
  0  fine; search: found         2    wrong usage, or the output could not be written; search: an error
  1  an article that cannot      70   the program crashed; a line on stderr names the log
     be read or is not valid;    129, 130, 131, 143
     search: nothing found            ended by SIGHUP, SIGINT, SIGQUIT, SIGTERM
  A pipe that its reader closes ends a command quietly, with 0."""


class Parser(argparse.ArgumentParser):
    """A parser whose messages are safe to show: they repeat what was typed, which may be anything."""

    def __init__(self, *args: Any, **keywords: Any) -> None:
        keywords.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        keywords.setdefault("allow_abbrev", False)
        super().__init__(*args, **keywords)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse words, all of which must be known: the parser of a command would leave the rest to the one above it.

        argparse (until Python 3.13) takes the paths where the first of them may stand, and leaves those after a flag.
        """
        words, rest = super().parse_known_args(args, namespace)
        end = rest.index("--") if "--" in rest else len(rest)
        flags = [word for word in rest[:end] if word.startswith("-") and word != "-"]
        if hasattr(words, "paths") and not flags:
            words.paths = [*words.paths, *rest[:end], *rest[end + 1 :]]
        elif rest:
            self.error(f"unrecognized arguments: {' '.join(flags or rest)}")
        return words, []

    def _print_message(self, message: str, file: Any = None) -> None:
        safe = "\n".join(sanitise(line) for line in message.split("\n"))
        if file is sys.stdout:
            file.write(safe)  # argparse takes no notice when it fails
        else:
            super()._print_message(safe, file)

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong with the words typed, and end with exit code 2."""
        self.print_usage(sys.stderr)
        message = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
        self.exit(2, f"{self.prog}: {sanitise(message)} (see {self.prog} --help)\n")


def reader_parser(commands: Mapping[str, str]) -> argparse.ArgumentParser:
    """The parser of the reader's own words; `commands` are named in its help with what they are for."""
    width = max(map(len, commands), default=0)
    listed = "\n".join(f"  {name:{width}}  {purpose}" for name, purpose in commands.items())
    parser = Parser(
        prog=_PROGRAM,
        usage=f"{_PROGRAM} [PATH | -] [--search QUERY] [--section ID] [--fresh] [--journal PATH]\n"
        f"       {_PROGRAM} COMMAND … (each has its own --help)",
        description=f"{_DESCRIPTION}\n\ncommands:\n{listed}",
        epilog=_END,
    )
    parser.add_argument("path", nargs="?", metavar="PATH", help="an article, or - for standard input")
    where = parser.add_argument_group("where to begin")
    where.add_argument("--search", metavar="QUERY", help="at the first hit of a search")
    where.add_argument("--section", metavar="ID", help="at a section; with --search, at its first hit from there")
    kept = parser.add_argument_group("what is kept")
    kept.add_argument("--fresh", action="store_true", help="begin at the top, without marks or notes, and keep nothing")
    kept.add_argument("--journal", metavar="PATH", type=Path, help="keep places, marks and notes in this file")
    parser.add_argument("--version", action="store_true", help="print the versions of the program and what it runs on")
    return parser


def command_parser(add_parser: Callable[[Any], None]) -> argparse.ArgumentParser:
    """The parser of one command, which `add_parser` of its module describes."""
    parser = Parser(prog=_PROGRAM)
    add_parser(parser.add_subparsers(metavar="COMMAND", required=True))
    return parser


def versions() -> str:
    """One line with the versions of the program, of Python and of the packages that matter."""
    import platform
    from importlib.metadata import version

    from tui_reader import __version__
    from tui_reader.article.events import HAS_LIBYAML

    yaml = f"PyYAML {version('pyyaml')} {'with' if HAS_LIBYAML else 'without'} libyaml"
    parts = [f"Python {platform.python_version()}", f"Textual {version('textual')}", yaml]
    return f"tui-reader {__version__} ({', '.join(parts)})"
