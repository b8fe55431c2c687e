"""PyYAML, imported without compiling the patterns of its pure-Python reader and resolver, which libyaml does not use.

They take 7 ms, as long as all modules of this package together.
"""

from __future__ import annotations

import re
from typing import Any

_compile = re.compile


class _Later:
    """A pattern that is compiled when it is first used."""

    def __init__(self, *words: Any) -> None:
        self._words = words

    def __getattr__(self, name: str) -> Any:
        return getattr(_compile(*self._words), name)


re.compile = _Later  # type: ignore[assignment]
try:
    import yaml
    from yaml.events import (
        AliasEvent,
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
        StreamEndEvent,
    )
finally:
    re.compile = _compile

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "yaml",
]
