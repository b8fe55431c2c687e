"""Regular expressions of users: compiled with care, matched against the text as it is printed, within a time limit.

The `regex` package is used because it can be stopped (`timeout`) and lets other threads run (`concurrent`); the
standard `re` holds the interpreter until a catastrophic pattern ends, which may be never.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from tui_reader.text.finding import BadQuery, TooSlow

if TYPE_CHECKING:
    from tui_reader.text.finding import Query

LIMIT = 1.0
"""Seconds of matching that one search may take."""
LONGEST = 1000
"""Code points of a pattern."""


class UserPattern:
    """A compiled pattern. Raises BadQuery, with a message for the one who wrote it."""

    def __init__(self, query: Query) -> None:
        import regex

        if len(query.text) > LONGEST:
            raise BadQuery(f"the pattern is longer than {LONGEST} characters")
        source = rf"\b(?:{query.text})\b" if query.word else query.text
        flags = regex.VERSION0 | (0 if _exact_case(query) else regex.IGNORECASE)
        try:
            regex.compile(query.text, flags)
            self._pattern = regex.compile(source, flags)
        except regex.error as error:
            raise BadQuery(f"not a pattern yet: {error}", getattr(error, "pos", None)) from None
        except (OverflowError, RecursionError, MemoryError, ValueError, KeyError, IndexError) as error:
            raise BadQuery(f"not a pattern: {type(error).__name__}") from None
        self._left = LIMIT

    def matches(self, text: str) -> Iterator[tuple[int, int]]:
        """The half-open spans of the matches that are not empty. Raises TooSlow."""
        started = perf_counter()
        try:
            if self._left <= 0:
                raise TimeoutError
            found = [
                match.span()
                for match in self._pattern.finditer(text, timeout=self._left, concurrent=True)
                if match.end() > match.start()
            ]
        except TimeoutError:
            raise TooSlow("the pattern takes too long on this text") from None
        except MemoryError:
            raise TooSlow("the pattern takes too much memory on this text") from None
        finally:
            self._left -= perf_counter() - started
        yield from found


def _exact_case(query: Query) -> bool:
    """Smart case for patterns: a capital that is not part of an escape such as \\W."""
    if query.case is not None:
        return query.case
    plain = query.text.replace("\\\\", "")
    return any(
        character.isupper() and (index == 0 or plain[index - 1] != "\\") for index, character in enumerate(plain)
    )
