"""The figures drawn: percentages as bars of 100, amounts of one unit side by side, a time line of their periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import log10
from typing import TYPE_CHECKING

from tui_reader.article.model import Figure
from tui_reader.text.cells import crop
from tui_reader.ui.facts import Facts, stated
from tui_reader.ui.screens.dialog import ListDialog
from tui_reader.ui.widgets.entry_list import Entry

if TYPE_CHECKING:
    from tui_reader.ui.screens.reading import ReadingScreen

SHAPES = {"reported": "●", "projected": "○", "target": "◆"}
"""The status of a figure, apart by shape."""
DECADES = 2
"""Amounts that span more decades than this are drawn on a logarithmic scale."""

Row = tuple[Callable[[int], Entry], int | None]
"""What makes an entry of the drawing for some cells, and the number of its figure (None for a heading)."""
Group = Sequence[tuple[int, Figure]]


class Sketch:
    """The entries of the drawing, each made for the width of the list when it is looked at."""

    def __init__(self, figures: tuple[Figure, ...], facts: Facts, width: Callable[[], int]) -> None:
        self._facts = facts
        self._width = width
        self.rows = list(self._rows(figures))
        numbers = [number for _, number in self.rows if number is not None]
        self._order = {number: place for place, number in enumerate(dict.fromkeys(numbers), 1)}

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> Entry:
        return self.rows[index][0](max(1, min(60, self._width() - 6)))

    def place(self, index: int) -> str:
        """Which of the figures an entry stands for: a figure counts once, however often it is drawn."""
        number = self.rows[index][1]
        total = len(self._order)
        return f"{self._order[number]}/{total}" if number is not None else f"{total} figures"

    def _rows(self, figures: tuple[Figure, ...]) -> Iterator[Row]:
        units: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
        percentages, wordy = [], []
        for number, figure in enumerate(figures):
            if not figure.numbers:
                wordy.append((number, figure))
            elif figure.unit_text == "%":
                percentages.append((number, figure))
            else:
                units[figure.currency or figure.unit_text or "no unit given"].append((number, figure))
        if percentages:
            yield _heading("PERCENTAGES", "bars from 0 to 100 %")
        for number, figure in percentages:
            # Growth by half and a loss are no part of a whole.
            inside = all(0 <= amount <= 100 for amount in figure.numbers)
            yield self._row(number, figure, partial(_part, figure) if inside else "no bar: not from 0 to 100 %")
        for unit, group in units.items():
            yield from self._amounts(unit, group)
        if wordy:
            yield _heading("NO NUMBER GIVEN", "")
        for number, figure in wordy:
            yield self._row(number, figure, "")
        yield from self._time_line([(number, figure) for number, figure in enumerate(figures) if _year(figure)])

    def _row(self, number: int, figure: Figure, below: Callable[[int], str] | str, right: str = "") -> Row:
        """A figure with its sign, as the pane has it, the shape of its status, and what is drawn below."""

        def made(room: int) -> Entry:
            label = f"{self._facts.mark(number)} {SHAPES.get(figure.status or '', '·')} {figure.label}"
            second = below if isinstance(below, str) else below(room)
            strong = not self._facts.supported(number)
            return Entry(label, right or crop(stated(figure), room // 2), second="  " + second, strong=strong)

        return made, number

    def _amounts(self, unit: str, group: Group) -> Iterator[Row]:
        sizes = [abs(float(number)) for _, figure in group for number in figure.numbers if number]
        if len(group) < 2 or not sizes:
            yield _heading(f"AMOUNTS: {unit}", "nothing to compare with")
            for number, figure in group:
                yield self._row(number, figure, "")
            return
        largest, least = max(sizes), min(sizes)
        logarithmic = largest > least * 10**DECADES
        signed = any(number < 0 for _, figure in group for number in figure.numbers)

        def length(amount: float) -> float:
            if logarithmic:
                return (log10(abs(amount) / least) + 1) / (log10(largest / least) + 1) if amount else 0.0
            return abs(amount) / largest

        scale = "bars on a logarithmic scale" if logarithmic else "bars from zero"
        yield _heading(f"AMOUNTS: {unit}", scale + (": − │ +" if signed else ""))
        for number, figure in group:
            yield self._row(number, figure, partial(_signed if signed else _bar, figure, length))

    def _time_line(self, dated: Group) -> Iterator[Row]:
        if not dated:
            return
        dated = sorted(dated, key=lambda item: (_year(item[1]), item[0]))
        first, last = _year(dated[0][1]), _year(dated[-1][1])
        legend = " ".join(f"{shape} {status}" for status, shape in SHAPES.items())
        yield _heading(f"TIME: {first} to {last}" if last > first else f"TIME: {first}", legend)
        for number, figure in dated:
            at = (_year(figure) - first) / (last - first) if last > first else 0.0
            yield self._row(number, figure, partial(_moment, figure, at), figure.date or "")


def _heading(text: str, below: str) -> Row:
    return (lambda _: Entry(text, quiet=True, second="  " + below)), None


def _year(figure: Figure) -> int:
    """The year a figure's period begins in; 0 without one."""
    year = (figure.date or "")[:4]
    return int(year) if len(year) == 4 and year.isascii() and year.isdigit() else 0


def _bar(figure: Figure, length: Callable[[float], float], room: int, rest: str = " ") -> str:
    """A bar for the value, or for the lower bound with what is open above it, as far as the upper bound."""
    room -= 1  # for the sign of what has no end
    low = figure.min_value if figure.value is None else figure.value
    cells = round(length(float(low or 0)) * room)
    bar = "▓" * cells
    if figure.value is None and figure.max_value is not None:
        bar += "▒" * (round(length(float(figure.max_value)) * room) - cells)
    elif figure.value is None:
        bar += "▷"
    return bar + rest * (room - len(bar))


def _part(figure: Figure, room: int) -> str:
    return _bar(figure, lambda amount: amount / 100, room, "░")


def _signed(figure: Figure, length: Callable[[float], float], room: int) -> str:
    """A bar to the left of a line for what is below zero, to the right of it for what is above."""
    half = (room - 1) // 2
    left = right = 0
    for number in figure.numbers:
        cells = max(1, round(length(float(number)) * half)) if number else 0
        left, right = (max(left, cells), right) if number < 0 else (left, max(right, cells))
    return ("▓" * left).rjust(half) + "│" + "▓" * right


def _moment(figure: Figure, at: float, room: int) -> str:
    before = round(at * (room - 1))
    return "─" * before + SHAPES.get(figure.status or "", "·") + "─" * (room - 1 - before)


class Drawing(ListDialog):
    """The drawing, full screen: each mark can be chosen and leads to its evidence."""

    def __init__(self, figures: tuple[Figure, ...], facts: Facts) -> None:
        self.sketch = Sketch(figures, facts, lambda: self._list.size.width)
        super().__init__(
            "THE FIGURES",
            self.sketch,
            cursor=1,
            rows=2,
            empty="no figures are given",
            hint="Enter go to its words   Esc close",
        )
        self._list.counter = self.sketch.place


def open_drawing(screen: ReadingScreen) -> None:
    """Open the drawing; a chosen mark goes to the words its figure rests on."""
    dialog = Drawing(screen.article.figures, screen.facts)

    def go(row: int | None) -> None:
        number = dialog.sketch.rows[row][1] if row is not None else None
        if number is None:
            return
        spans = screen.facts.figure_spans(number)
        if not spans:
            screen.notice("no words in the text carry this figure")
            return
        screen.figures.go_to(screen.facts.figure_order.index(number))
        screen.chosen.show(spans, 0, screen.article.figures[number].label)

    screen.app.push_screen(dialog, go)
