"""Cards: everything the article knows of one section, person or figure, and the places in the text to go to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui_reader.article.mentions import count_words
from tui_reader.article.model import Source
from tui_reader.text.spans import HEADING, Position, Span
from tui_reader.ui.chosen import FIGURES, PEOPLE
from tui_reader.ui.widgets.entry_list import Entry

if TYPE_CHECKING:
    from tui_reader.ui.screens.reading import ReadingScreen


def open_card(screen: ReadingScreen) -> None:
    """Open the card of the entry at the cursor; in the text, of whom or what the sentence at hand is about."""
    if screen.panes.front == PEOPLE:
        open_person(screen, screen.people.cursor)
    elif screen.panes.front == FIGURES:
        open_figure(screen, screen.figures.cursor)
    elif screen.panes.front == 1:
        _open_from_text(screen)
    else:
        open_section(screen, screen.outline.cursor)


def open_section(screen: ReadingScreen, number: int) -> None:
    """Open the card of a section: its words and note; with the first, what the article says of itself."""
    from tui_reader.ui.screens.dialog import TextDialog

    section = screen.blocks.sections[number]
    words = sum(count_words(paragraph.text) for paragraph in section.paragraphs)
    facts = [f"{words:,} word{'' if words == 1 else 's'}", section.note and f"note: {section.note}"]
    parts: list[str | tuple[str, str]] = [(section.heading, "bold"), _lines(facts)]
    if number == 0:
        article, source = screen.article, screen.article.source or Source()
        day = " · ".join(filter(None, (article.date_published, article.dateline)))
        itself = [article.abstract, day, source.name and f"source: {source.name}", source.url]
        parts += ["\n\n", (article.headline, "bold"), _lines(itself)]
    screen.app.push_screen(TextDialog(Content.assemble(*parts)))


def _lines(facts: Sequence[str | None]) -> str:
    return "".join(f"\n{fact}" for fact in facts if fact)


def open_person(screen: ReadingScreen, index: int) -> None:
    """Open the card of a person: facts, and every mention with its sentence."""
    if not screen.article.people:
        return
    person = screen.article.people[index]
    spans = screen.facts.mentions.get(person.id, [])
    _open(screen, person.name, spans, screen.facts.person_details(person), "not mentioned by name")


def open_figure(screen: ReadingScreen, row: int) -> None:
    """Open the card of a figure: facts, and the words it rests on."""
    if not screen.article.figures:
        return
    number = screen.facts.figure_order[row]
    figure = screen.article.figures[number]
    spans = screen.facts.figure_spans(number)
    _open(screen, figure.label, spans, screen.facts.figure_details(number), "no words in the text carry it")


def _open(screen: ReadingScreen, title: str, spans: list[Span], facts: list[str], empty: str) -> None:
    def go(number: int | None) -> None:
        if number is not None:
            screen.chosen.show(spans, number, title)

    screen.list_spans(title, spans, go, facts=facts, empty=empty)


def _open_from_text(screen: ReadingScreen) -> None:
    found = about(screen, screen.text.place)
    if not found:
        screen.notice("no person and no figure is tied to this sentence")
    elif len(found) == 1:
        _show(screen, *found[0][:2])
    else:
        from tui_reader.ui.screens.dialog import ListDialog

        def chosen(number: int | None) -> None:
            if number is not None:
                _show(screen, *found[number][:2])

        entries = [Entry(label, kind) for _, _, label, kind in found]
        screen.app.push_screen(ListDialog("IN THIS SENTENCE", entries, hint="Enter open its card   Esc close"), chosen)


def _show(screen: ReadingScreen, pane: int, index: int) -> None:
    """Focus the entry of a person or figure, and open its card."""
    screen.action_pane(pane)
    if pane == PEOPLE:
        screen.people.go_to(index)
        open_person(screen, index)
    else:
        screen.figures.go_to(index)
        open_figure(screen, index)


def about(screen: ReadingScreen, place: Position) -> list[tuple[int, int, str, str]]:
    """Figures, people and the speaker of the sentence at a place: pane, row in it, label, and what it is."""
    if place.paragraph == HEADING:
        return []
    from tui_reader.text.sentences import sentence_at

    block = screen.blocks.block(place)
    start, end = sentence_at(screen.blocks.texts[block], place.offset)

    def touches(span: Span) -> bool:
        return span[:2] == place[:2] and span.start < end and span.end > start

    found: list[tuple[int, int, str, str]] = []
    for row, number in enumerate(screen.facts.figure_order):
        if any(touches(span) for span in screen.facts.figure_spans(number)):
            found.append((FIGURES, row, screen.article.figures[number].label, "figure"))
    speaker = screen.blocks.speaker(block)
    for index, person in enumerate(screen.article.people):
        if any(touches(span) for span in screen.facts.mentions.get(person.id, [])):
            found.append((PEOPLE, index, person.name, "mentioned here"))
        elif person.id == speaker:
            found.append((PEOPLE, index, person.name, "speaking"))
    return found
