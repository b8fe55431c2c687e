"""How the four panes share the screen: three columns, two, or one pane at a time."""

from __future__ import annotations

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

WIDE = 110
"""Columns from which outline, text, and people with figures stand side by side."""
MEDIUM = 70
"""Columns from which a narrow column stands beside the text; under it one pane is shown at a time."""


class PanesLayout(Layout):
    """Places outline, text, people and figures (the children, in this order) by the size there is.

    The focused pane of a stack gets the larger share; with one pane at a time it gets everything.
    """

    name = "panes"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Place the panes."""
        assert isinstance(parent, Panes)
        outline, text, people, figures = children
        regions = self.regions(size, parent.front, parent.text_only, parent.wanted())
        return [
            WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, widget)
            for widget, region in zip((outline, text, people, figures), regions, strict=True)
            if region.area
        ]

    @staticmethod
    def regions(size: Size, front: int, text_only: bool, wanted: tuple[int, int, int]) -> list[Region]:
        """The regions of outline, text, people and figures; empty for what is not shown.

        `front` is the pane in focus (0 to 3), `wanted` the rows that outline, people and figures would fill.
        """
        width, height = size
        none = Region(0, 0, 0, 0)
        if text_only or width < MEDIUM:
            shown = 1 if text_only else front
            return [Region(0, 0, width, height) if pane == shown else none for pane in range(4)]
        if width >= WIDE:
            left = min(34, max(24, width * 22 // 100))
            right = min(44, max(30, width * 28 // 100))
            people = min(wanted[1], max(4, height // 2))
            return [
                Region(0, 0, left, height),
                Region(left, 0, width - left - right, height),
                Region(width - right, 0, right, people),
                Region(width - right, people, right, height - people),
            ]
        side = max(24, width * 3 // 10)
        heights = _stack(height, wanted, {0: 0, 2: 1, 3: 2}.get(front, 0))
        tops = (0, heights[0], heights[0] + heights[1])
        return [
            Region(0, tops[0], side, heights[0]),
            Region(side, 0, width - side, height),
            Region(0, tops[1], side, heights[1]),
            Region(0, tops[2], side, heights[2]),
        ]


def _stack(height: int, wanted: tuple[int, int, int], front: int) -> list[int]:
    """Heights of three stacked panes: the front one gets what it wants first, each of the others a fair part."""
    least = max(2, height // 5)
    heights = [0, 0, 0]
    heights[front] = min(wanted[front], max(least, height - 2 * least))
    left = height - heights[front]
    others = [pane for pane in range(3) if pane != front]
    heights[others[0]] = min(wanted[others[0]], max(least, left // 2))
    heights[others[1]] = left - heights[others[0]]
    return heights


class Panes(Widget):
    """The four panes."""

    _panes_layout = PanesLayout()

    @property
    def layout(self) -> Layout:
        """How the panes are placed (Textual 8.2.8 takes a layout of one's own only so, not through a style)."""
        return self._panes_layout

    def __init__(self, *children: Widget) -> None:
        super().__init__(*children, id="panes")
        self.front = 1
        self.text_only = False

    def wanted(self) -> tuple[int, int, int]:
        """Rows that outline, people and figures would fill (title and an empty row included)."""
        from tui_reader.ui.widgets.entry_list import EntryList

        lists = [child for child in self.children if isinstance(child, EntryList)]
        rows = [2 + max(1, len(child.entries)) * child.rows + (6 if child.has_focus else 0) for child in lists]
        return rows[0], rows[1], rows[2]

    def bring_forward(self, pane: int) -> None:
        """Arrange the panes around another focused one (0 to 3)."""
        if pane != self.front:
            self.front = pane
            self.rearrange()

    def rearrange(self) -> None:
        """Place the panes anew."""
        # Textual 8.2.8 forgets an arrangement when a child asks for a layout, not when the parent does.
        for child in self.children[:1]:
            child.refresh(layout=True)
