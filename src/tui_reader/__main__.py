"""Entry point of `tui-reader` and of `python -m tui_reader`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        from tui_reader.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    # All is written and closed by now. Taking the interpreter down would only free memory piece by piece, and would
    # wait for threads: for one that is still in a search that nobody wants any more, for ever.
    try:
        sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
