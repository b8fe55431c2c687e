"""What our own widgets have in common: they draw line by line, the whole line, with nothing around it."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

MOST_STRIPS = 2000
"""Rows that a widget keeps as they were sent, so as not to draw them again."""


class Lines(Widget):
    """A widget that is nothing but the lines of `render_line`: no border, no padding, no opacity, no links.

    Textual 8.2.8 looks for all of these at every line of every widget it draws; that took two thirds of the time from
    a key to its page.
    """

    ALLOW_SELECT = False

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region of the widget, as they are sent to the terminal."""
        strips = [self.line(y) for y in crop.line_range]
        if crop.column_span != (0, self.outer_size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def line(self, y: int) -> Strip:
        """One line of the widget, filtered."""
        return self.filtered(self.render_line(y))

    def filtered(self, strip: Strip) -> Strip:
        """A line as it is sent: without colour where there is none, and without anything a terminal would obey."""
        background = self.styles.background
        segments = list(strip)
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, background)
        return Strip(segments, strip.cell_length)


def joined(segments: list[Segment]) -> list[Segment]:
    """Neighbours of one style as one: each segment is sent with its style, which is longer than most words."""
    found = segments[:1]
    for segment in segments[1:]:
        if segment.style is found[-1].style:
            found[-1] = Segment(found[-1].text + segment.text, segment.style)
        else:
            found.append(segment)
    return found
