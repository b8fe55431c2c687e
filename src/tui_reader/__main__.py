"""Entry point of `tui-reader` and of `python -m tui_reader`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    from tui_reader.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
