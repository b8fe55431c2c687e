"""The figures drawn: shares as bars of the whole, amounts of one unit side by side, a time line of their periods."""

from __future__ import annotations

from collections import defaultdict
from math import log10
from typing import TYPE_CHECKING

from textual import events

from tui_reader.article.model import Figure
from tui_reader.text.cells import crop
from tui_reader.ui.facts import stated
from tui_reader.ui.screens.dialog import ListDialog
from tui_reader.ui.widgets.entry_list import Entry

if TYPE_CHECKING:
    from tui_reader.ui.screens.reading import ReadingScreen

SHAPES = {"reported": "●", "projected": "○", "target": "◆"}
"""The status of a figure, apart by shape."""
DECADES = 2
"""Amounts that span more decades than this are drawn on a logarithmic scale."""

Drawn = tuple[Entry, int | None]
"""An entry of the drawing, and the number of the figure it stands for (None for a heading)."""


def draw(figures: tuple[Figure, ...], width: int) -> list[Drawn]:
    """The drawing, for bars of about `width` cells less their margins."""
    room = max(8, min(60, width - 14))
    numbered = list(enumerate(figures))
    shares = [
        (number, figure) for number, figure in numbered if figure.unit_text == "%" and _amount(figure) is not None
    ]
    units: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
    for number, figure in numbered:
        if figure.unit_text != "%" and _amount(figure) is not None:
            units[figure.currency or figure.unit_text or "no unit given"].append((number, figure))
    drawn: list[Drawn] = []
    if shares:
        drawn.append((Entry("SHARES OF THE WHOLE", quiet=True, second="  ▓ the share, ░ the rest"), None))
        drawn += [(_bar(figure, min(1.0, max(0.0, _amount(figure) or 0) / 100), room, "░"), n) for n, figure in shares]
    for unit, group in units.items():
        drawn += _amounts(unit, group, room)
    drawn += _time_line(numbered, room)
    return drawn


def _amount(figure: Figure) -> float | None:
    bounds = [bound for bound in (figure.value, figure.min_value, figure.max_value) if bound is not None]
    return float(bounds[0]) if bounds else None


def _entry(figure: Figure, second: str) -> Entry:
    shape = SHAPES.get(figure.status or "", "·")
    return Entry(f"{shape} {figure.label}", crop(stated(figure), 30), second="  " + second)


def _bar(figure: Figure, fraction: float, room: int, rest: str) -> Entry:
    cells = round(fraction * room)
    open_end = "▷" if figure.value is None and figure.min_value is not None else ""
    return _entry(figure, "▓" * cells + open_end + rest * (room - cells))


def _amounts(unit: str, group: list[tuple[int, Figure]], room: int) -> list[Drawn]:
    amounts = [abs(_amount(figure) or 0) for _, figure in group]
    largest, least = max(amounts), min((amount for amount in amounts if amount), default=1)
    logarithmic = largest > least * 10**DECADES
    scale = "logarithmic scale: each step is ten times the one before" if logarithmic else "bars from zero"
    drawn: list[Drawn] = [(Entry(f"AMOUNTS: {unit}", quiet=True, second="  " + scale), None)]
    for (number, figure), amount in zip(group, amounts, strict=True):
        if not largest or not amount:
            fraction = 0.0
        elif logarithmic:
            fraction = (log10(amount / least) + 1) / (log10(largest / least) + 1)
        else:
            fraction = amount / largest
        drawn.append((_bar(figure, fraction, room, " "), number))
    return drawn


def _time_line(numbered: list[tuple[int, Figure]], room: int) -> list[Drawn]:
    dated = sorted(
        (
            (float(figure.date[:4]), number, figure)
            for number, figure in numbered
            if figure.date and _is_year(figure.date)
        ),
        key=lambda item: item[:2],
    )
    if not dated:
        return []
    first, last = dated[0][0], dated[-1][0]
    legend = "  " + "  ".join(f"{shape} {status}" for status, shape in SHAPES.items())
    drawn: list[Drawn] = [(Entry(f"TIME: {first:.0f} to {last:.0f}", quiet=True, second=legend), None)]
    for year, number, figure in dated:
        at = round((year - first) / (last - first) * (room - 1)) if last > first else 0
        shape = SHAPES.get(figure.status or "", "·")
        drawn.append((_entry(figure, "─" * at + shape + "─" * (room - 1 - at) + f" {figure.date}"), number))
    return drawn


def _is_year(date: str) -> bool:
    return len(date) >= 4 and date[:4].isascii() and date[:4].isdigit()


class Drawing(ListDialog):
    """The drawing, full screen: each mark can be chosen and leads to its evidence."""

    def __init__(self, figures: tuple[Figure, ...], width: int) -> None:
        self._figures = figures
        self.drawn = draw(figures, width)
        super().__init__(
            "THE FIGURES",
            [entry for entry, _ in self.drawn],
            cursor=1,
            rows=2,
            empty="no figures are given",
            hint="Enter go to its words   Esc close",
        )

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new size."""
        super().on_resize(event)
        self.drawn = draw(self._figures, event.size.width)
        self._list.show([entry for entry, _ in self.drawn])


def open_drawing(screen: ReadingScreen) -> None:
    """Open the drawing; a chosen mark goes to the words its figure rests on."""
    dialog = Drawing(screen.article.figures, screen.size.width)

    def go(row: int | None) -> None:
        number = dialog.drawn[row][1] if row is not None else None
        if number is None:
            return
        spans = screen.facts.figure_spans(number)
        if not spans:
            screen.notice("no words in the text carry this figure")
            return
        screen.figures.go_to(screen.facts.figure_order.index(number))
        screen.chosen.show(spans, 0, screen.article.figures[number].label)

    screen.app.push_screen(dialog, go)
