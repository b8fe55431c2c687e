"""What libyaml says of a file that is not YAML, in plain words: where, what is wrong, and how to mend it."""

from __future__ import annotations

import re

from tui_reader.article.problems import Problem
from tui_reader.article.pyyaml import yaml
from tui_reader.article.source import Opened, forbidden_bytes, lines_of
from tui_reader.text.sanitising import sanitise

_INDENT = "indent with spaces, the same number for all keys of one mapping and all items of one list"
_QUOTE_TEXT = "put the whole text in quotes, or begin it with >- and write it indented on the next lines"

# Parts of what libyaml and the pure parser say, whether the place of the context is the better one, message, mend.
_SAYINGS: tuple[tuple[str, bool, str, str], ...] = (
    (
        r"mapping (values are not|keys are not)",
        False,
        "a “: ” stands where no key can be, or the line is indented too deep",
        f"if it is part of a text, {_QUOTE_TEXT}; otherwise {_INDENT}",
    ),
    (
        r"quoted scalar.*(unexpected end|document (indicator|separator))",
        True,
        "the text that begins here has no closing quote",
        "close it with the same quote; inside '…' an apostrophe is written twice: ''",
    ),
    (
        r"escape|hexdecimal|hexadecimal",
        False,
        "this is no escape that YAML knows",
        "in double quotes write \\\\ for a backslash, or put the text in single quotes",
    ),
    (
        r"tab character|'\\t'",
        False,
        "a tab stands where only spaces may indent",
        "indent with spaces, two for each level",
    ),
    (
        r"cannot start any token",
        False,
        "a text cannot begin with this character",
        "put the whole text in quotes: %, @ and ` at its start have a meaning in YAML",
    ),
    (
        r"could not find expected ':'",
        True,
        "this line is neither “key: value” nor a list item “- text”",
        "write a space after the colon or the dash; a text over several lines must be indented deeper than its key",
    ),
    (
        r"sequence entries are not allowed",
        False,
        "a list cannot begin here",
        "begin the list on the next line, indented",
    ),
    (
        r"flow (sequence|mapping)",
        True,
        "the [ or { that begins here is not closed where it should be",
        "close it, or put the text in quotes if the bracket is part of it",
    ),
    (
        r"block collection",
        False,
        "this line belongs to no list item",
        f"begin it with “- ” like the items above, or {_INDENT}",
    ),
    (
        r"block mapping",
        False,
        "this is not the next key of the mapping above",
        f"if a quoted text ended too early, write its inner quote twice ('') or as \\\"; otherwise {_INDENT}",
    ),
    (
        r"block scalar",
        False,
        "the text must begin on the line after >- or |",
        f"break the line after >-; {_QUOTE_TEXT}",
    ),
    (r"anchor|alias", False, "a text that begins with & or * needs quotes", "put the whole text in quotes"),
    (r"tag", False, "a text that begins with ! needs quotes", "put the whole text in quotes"),
    (
        r"directive|%YAML|incompatible YAML",
        False,
        "a line that begins with % needs quotes",
        "remove it or quote the text",
    ),
    (r"node content", False, "a value is missing here, or this character needs quotes", "put the text in quotes"),
    (
        r"document start",
        False,
        "this line does not belong to what stands above it",
        f"begin the file with headline:, and {_INDENT}",
    ),
)


def explain(failure: yaml.YAMLError, opened: Opened) -> Problem:
    """The problem behind a failure of the YAML parser."""
    if not isinstance(failure, yaml.MarkedYAMLError):
        return forbidden_bytes(opened) or Problem(
            *("error", 0, 0, "", f"this is not YAML: {_plain(str(failure))}", "check the file with another YAML tool")
        )
    said = f"{failure.context or ''} {failure.problem or ''}"
    mark = failure.problem_mark or failure.context_mark
    place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    if _is_tab(opened, place):
        said = "tab character"
    elif "block mapping" in said and (begin := _bracketed(opened, place)):
        mend = "put the whole text in quotes"
        return Problem("error", place[0], begin, "", "a text that begins with [ or { needs quotes", mend)
    for pattern, use_context, message, mend in _SAYINGS:
        if re.search(pattern, said):
            if use_context and failure.context_mark:
                place = failure.context_mark.line + 1, failure.context_mark.column + 1
            return Problem("error", *place, "", message, mend)
    return Problem("error", *place, "", f"this is not YAML: {_plain(said)}", "check the line and the one above it")


def _bracketed(opened: Opened, place: tuple[int, int]) -> int:
    """The column of a bracket that a text on that line begins with, though more follows where it closes; 0 for none."""
    line, column = place
    raw: str = lines_of(opened.data, [line], raw=True).get(line, "")
    raw = raw[: column - 1]
    found = re.search(r"(?:^|[:-]\s)\s*([\[{])", raw)
    return found.start(1) + 1 if found and raw.rstrip().endswith(("]", "}")) else 0


def _plain(said: str) -> str:
    return sanitise(" ".join(said.split()))[:200]


def _is_tab(opened: Opened, place: tuple[int, int]) -> bool:
    """Whether the indentation of the line at that place, up to it, holds a tab."""
    line, column = place
    # A sanitised line shows the tab as a space, so the bytes are asked.
    return b"\t" in opened.data and "\t" in _indentation(opened, line)[: max(column, 1)]


def _indentation(opened: Opened, line: int) -> str:
    raw: str = lines_of(opened.data, [line], raw=True).get(line, "")
    return raw[: len(raw) - len(raw.lstrip(" \t"))]
