"""Spans of an article as entries of a list: each with its sentence and section, the words lit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tui_reader.article.blocks import Blocks
from tui_reader.text.cells import crop
from tui_reader.text.spans import HEADING, Span
from tui_reader.ui.widgets.entry_list import Entry


class Spans(Protocol):
    """Spans in reading order, made when they are looked at: a list of them, or the hits of a search."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Span: ...


CONTEXT = 28
"""Code points of the sentence shown before the words that are lit."""


class SpanEntries:
    """Spans as two-line entries: the sentence around, and who says it where."""

    def __init__(self, blocks: Blocks, spans: Spans | Sequence[Span], names: dict[str, str]) -> None:
        self._blocks = blocks
        self._spans = spans
        self._names = names

    def __len__(self) -> int:
        return len(self._spans)

    def __getitem__(self, index: int) -> Entry:
        from tui_reader.text.sentences import sentence_at

        span = self._spans[index]
        block = self._blocks.block(span)
        text = self._blocks.texts[block]
        first, last = (0, len(text)) if span.paragraph == HEADING else sentence_at(text, span.start)
        start = max(first, span.start - CONTEXT)
        if start > first:
            start = text.find(" ", start, span.start) + 1 or start
        lead = "…" if start > first else ""
        shown = crop(lead + text[start : max(last, span.end)], 400)
        lit = (len(lead) + span.start - start, len(lead) + span.end - start)
        section = self._blocks.sections[span.section].heading
        speaker = self._blocks.speaker(block)
        who = f"{self._names.get(speaker, speaker)} · " if speaker else ""
        return Entry(shown, second=f"{who}{section}", lit=lit)
