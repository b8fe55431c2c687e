"""What the reading screen does about the person or figure chosen in a pane: lights its words, walks through them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tui_reader.text.spans import Span
from tui_reader.ui.lights import SpanLights
from tui_reader.ui.widgets.panes import MEDIUM

if TYPE_CHECKING:
    from tui_reader.ui.screens.reading import ReadingScreen

PEOPLE, FIGURES = 2, 3
"""The numbers of their panes."""


class Chosen:
    """The person or figure whose words are lit, and which of their places one is at."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._spans: list[Span] = []
        self._name = ""
        self.summary = ""
        """The place among how many, and the name, for the status line; nothing while one is at none."""
        self.leads = False
        """Whether one was gone to since the search was begun or stepped through: n and N walk its places, then."""

    def light(self) -> None:
        """Light the words of the person or figure at the cursor of the pane in focus."""
        screen, front = self._screen, self._screen.panes.front
        if front == PEOPLE and screen.article.people:
            person = screen.article.people[screen.people.cursor]
            self._take("mention", screen.facts.mentions.get(person.id, []), person.name)
        elif front == FIGURES and screen.article.figures:
            number = screen.facts.figure_order[screen.figures.cursor]
            self._take("evidence", screen.facts.figure_spans(number), screen.article.figures[number].label)

    def open(self) -> None:
        """Go to the first of the words of the person or figure at the cursor."""
        self.light()
        if self._spans:
            self.show(self._spans, 0, self._name)
        else:
            known = self._screen.facts.evidence or self._screen.facts.mentions
            self._screen.notice("the text has no words for it" if known else "not yet known")

    def show(self, spans: list[Span], number: int, name: str) -> None:
        """Go to one of the places of a person or figure of that name."""
        self._take("mention" if self._screen.panes.front == PEOPLE else "evidence", spans, name)
        self._go(number)

    def _go(self, number: int) -> None:
        screen, spans = self._screen, self._spans
        self.leads = True
        self.summary = f"{number + 1:,} of {len(spans):,} · {self._name}"
        screen.moving.jump(spans[number].position)
        if screen.size.width < MEDIUM:
            screen.action_pane(1)

    def walk(self, direction: int) -> None:
        """Go to the next or previous place."""
        screen, spans = self._screen, self._spans
        if not spans:
            screen.notice("nothing is searched for: / begins a search")
            return
        here = screen.text.place
        if direction > 0:
            number = bisect_right(spans, here, key=lambda span: span.position)
        else:
            number = bisect_left(spans, here, key=lambda span: span.position) - 1
        self._go(number % len(spans))
        if not 0 <= number < len(spans):
            screen.notice(f"{self.summary}: on from the {'top' if direction > 0 else 'end'}")

    def clear(self) -> None:
        """Nobody and nothing is chosen any more."""
        self._spans, self._name, self.summary, self.leads = [], "", "", False
        for layer in ("mention", "evidence"):
            self._screen.text.light(layer, None)

    def _take(self, layer: str, spans: list[Span], name: str) -> None:
        if name != self._name:
            self.summary, self.leads = "", False
            self._screen.refresh_where()
        self._spans, self._name = spans, name
        self._screen.text.light("evidence" if layer == "mention" else "mention", None)
        self._screen.text.light(layer, SpanLights(spans))
