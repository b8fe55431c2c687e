#!/usr/bin/env python3
"""Everything that must hold before a change goes in: lint, format, types, imports, tests; words are for pytest.

    python tests/checks.py            all of it
    python tests/checks.py -k search  the same, with pytest running the tests whose names say search

Each check runs though one before it failed; the exit code is that of the first that did. Caches go to a folder that
is removed at the end, so that nothing is left in the checkout.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = [sys.executable, "-m"]
BIN = Path(sys.executable).parent


def checks(words: list[str], scratch: Path) -> dict[str, list[str]]:
    """The name of each check, and its command."""
    return {
        "lint": [*PYTHON, "ruff", "check", "."],
        "format": [*PYTHON, "ruff", "format", "--check", "."],
        "types": [*PYTHON, "mypy", "--strict", f"--cache-dir={scratch / 'mypy'}"],
        "imports": [str(BIN / "lint-imports"), "--no-cache"],
        "tests": [*PYTHON, "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", *words],
    }


def main(words: list[str]) -> int:
    """Run all checks; the exit code of the first that failed, or 0."""
    failed: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="tui-reader-checks-") as folder:
        scratch = Path(folder)
        environment = os.environ | {
            "PYTHONDONTWRITEBYTECODE": "1",
            "RUFF_CACHE_DIR": str(scratch / "ruff"),
            "HYPOTHESIS_STORAGE_DIRECTORY": str(scratch / "hypothesis"),
        }
        for name, command in checks(words, scratch).items():
            print(f"== {name}", flush=True)
            code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
            if code:
                failed[name] = code
    if failed:
        print(f"== failed: {', '.join(failed)}", file=sys.stderr)
    return next(iter(failed.values()), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
