"""The words of the command line: which command they call for, and how every command ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_reader.streams import StdinUnreadable, flush_streams, prepare_streams, say, silence

if TYPE_CHECKING:
    import argparse

COMMANDS = {
    "show": "print an article as text, Markdown or JSON",
    "search": "find words in articles, and print the sentences that hold them",
    "check": "tell what is wrong with articles, and where",
    "people": "list the people of an article, with their mentions",
    "figures": "list the key figures of an article, with their evidence",
    "notes": "print the notes, highlights and marks left in articles, or take them in",
}
"""The subcommands, each a module of `tui_reader.commands`, and what they are for."""

UNREADABLE = 1
USAGE = 2
INTERRUPTED = 130


def run(argv: Sequence[str]) -> int:
    """Do what the words after the program's name ask for; gives the exit code and never raises."""
    prepare_streams()
    try:
        try:
            code = _dispatch(list(argv))
        except SystemExit as end:  # how argparse ends after --help and after words that are wrong
            code = end.code if isinstance(end.code, int) else 0
        except StdinUnreadable as failure:
            say(str(failure))
            code = USAGE if argv[:1] == ["search"] else UNREADABLE
        # The process ends by os._exit, which writes nothing out: what is not flushed here is lost.
        flush_streams()
    except KeyboardInterrupt:
        return INTERRUPTED
    except (BrokenPipeError, ConnectionResetError):
        # Whoever reads the output has seen enough (`| head`): that is no failure of ours, as with less.
        silence(sys.stdout)
        return 0
    except Exception as error:
        return _failed(error)
    return code


def _failed(error: Exception) -> int:
    if isinstance(error, OSError) and _is_about_output(error):
        say(f"the output could not be written: {error.strerror}")
        silence(sys.stdout)
        return USAGE
    from tui_reader.crash import report_crash

    return report_crash(error)


def _is_about_output(error: OSError) -> bool:
    """Whether it was a write to stdout that failed: a full disk and the like, and no file is named."""
    import errno

    return error.filename is None and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def _dispatch(argv: list[str]) -> int:
    if argv and argv[0] in COMMANDS:
        return _command(argv[0], argv[1:])
    if not argv:
        return _reader(None)
    if len(argv) == 1 and (argv[0] == "-" or (argv[0] and not argv[0].startswith("-"))):
        # argparse costs 7 ms that most starts of the reader have no use for.
        return _reader(argv[0])
    from tui_reader.usage import reader_parser

    words = reader_parser(COMMANDS).parse_args(argv)
    if words.version:
        from tui_reader.usage import versions

        print(versions())
        return 0
    return _reader(words.path, words)


def _command(name: str, words: list[str]) -> int:
    import gc
    from importlib import import_module

    from tui_reader.usage import command_parser

    # An article has no cycles, and the process ends soon: walking 20 MB of it again and again took 20 ms.
    gc.disable()

    module = import_module(f"tui_reader.commands.{name}")
    code = module.run(command_parser(module.add_parser).parse_args([name, *words]))
    return int(code or 0)


def _reader(source: str | None, words: argparse.Namespace | None = None) -> int:
    from tui_reader.reader import start
    from tui_reader.ui.options import ReadOptions

    if words is None:
        return start(source, ReadOptions(), _show)
    return start(source, ReadOptions(words.search, words.section, words.journal, words.fresh), _show)


def _show(source: str | None) -> int:
    return _command("show", [] if source is None else ["--", source])
