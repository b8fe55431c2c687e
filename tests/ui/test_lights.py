"""Which words of a row are lit, and that a row asks for no more than its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from tui_reader.article.blocks import Blocks
from tui_reader.article.model import Paragraph, Section
from tui_reader.text.finding import Query, Search
from tui_reader.text.indexing import Index
from tui_reader.text.layout import Layout
from tui_reader.text.spans import Position, Span
from tui_reader.ui.lights import LAYERS, HitLights, Lights, RangeLights, SpanLights
from tui_reader.ui.widgets.rows import Look, RowPainter

STYLES = {name: Style(meta={name: True}) for name in ("page", "heading", "gutter", "track", *LAYERS)}
SPANS = st.lists(
    st.builds(
        lambda paragraph, start, length: Span(0, paragraph, start, start + length),
        st.integers(0, 2),
        st.integers(0, 30),
        st.integers(1, 12),
    ),
    max_size=12,
).map(sorted)


class Counted(Sequence[Span]):
    """Spans that count how often one is looked at."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans, self.looks = spans, 0

    def __len__(self) -> int:
        return len(self.spans)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Span]: ...
    def __getitem__(self, index: int | slice) -> Span | Sequence[Span]:
        self.looks += 1
        return self.spans[index]


@given(SPANS, st.integers(0, 40), st.integers(0, 20))
def test_the_spans_of_a_part_are_those_that_reach_into_it(spans: list[Span], start: int, length: int) -> None:
    lights = SpanLights(spans)
    for paragraph in range(3):
        expected = [span[2:] for span in spans if span.paragraph == paragraph]
        expected = [(first, last) for first, last in expected if first < start + length and last > start]
        for _ in range(2):  # what was looked at once is remembered
            assert list(lights.within(0, paragraph, start, start + length)) == expected


@given(st.text("aß \u0301", max_size=40), st.integers(0, 40), st.integers(1, 20))
def test_the_hits_of_a_part_are_those_that_reach_into_it(text: str, start: int, length: int) -> None:
    index = Index([Section("s", "h", 0, (Paragraph("a as"), Paragraph(text), Paragraph("sa a")))])
    for words in ("a", "s", "as", "a a"):
        hits = Search(index, Query(words)).run()
        expected = [
            span[2:] for span in hits if span.paragraph == 1 and span.start < start + length and span.end > start
        ]
        assert list(HitLights(hits).within(0, 1, start, start + length)) == expected


def test_a_selection_over_several_paragraphs_reaches_into_each_part_of_them() -> None:
    lights = RangeLights(Position(0, 1, 5), Position(0, 3, 4))
    assert [list(lights.within(0, paragraph, 2, 6)) for paragraph in range(5)] == [[], [(5, 6)], [(0, 6)], [(0, 4)], []]
    assert list(lights.within(0, 1, 0, 5)) == list(lights.within(0, 3, 4, 9)) == []


def test_a_row_of_a_paragraph_with_many_spans_looks_at_few() -> None:
    spans = Counted([Span(0, 0, start, start + 1) for start in range(0, 100_000, 2)])
    lights = SpanLights(spans)
    list(lights.within(0, 0, 0, 80))
    spans.looks = 0
    assert len(list(lights.within(0, 0, 60_000, 60_080))) == 40
    assert spans.looks < 100


def test_a_row_of_a_paragraph_with_many_hits_converts_few() -> None:
    class CountedHits:
        def __init__(self) -> None:
            self.hits, self.looks = Search(index, Query("a")).run(), 0

        def between(self, first: Position, end: Position) -> range:
            return self.hits.between(first, end)

        def __getitem__(self, number: int) -> Span:
            self.looks += 1
            return self.hits[number]

    index = Index([Section("s", "h", 0, (Paragraph("a " * 50_000),))])
    hits = CountedHits()
    assert len(list(HitLights(hits).within(0, 0, 60_000, 60_080))) == 40  # type: ignore[arg-type]
    assert hits.looks < 50


@given(st.text("ab ", min_size=1, max_size=60), st.dictionaries(st.sampled_from(LAYERS), SPANS))
def test_each_character_has_the_styles_of_the_layers_it_lies_in(text: str, layers: dict[str, list[Span]]) -> None:
    blocks = Blocks()
    blocks.extend([Section("s", "h", 0, (Paragraph(text),))])
    painter = RowPainter(blocks)
    painter.width, painter.left = 30, 4
    lights: dict[str, Lights] = {layer: SpanLights(spans) for layer, spans in layers.items()}
    painter.lights = lights
    layout = Layout(blocks.texts, blocks.above, 20)
    block = blocks.block(Position(0, 0, 0))
    starts = layout.lines(block)
    for line, start in enumerate(starts):
        row = layout.above(block) + line
        strip = painter.draw(Look(block, row, "", False, " "), layout, STYLES)
        styles = [segment.style for segment in strip for _ in segment.text][painter.left :]
        end = starts[line + 1] if line + 1 < len(starts) else len(text)
        for offset in range(start, start + len(text[start:end].rstrip(" ")) if line + 1 < len(starts) else end):
            style = styles[offset - start]
            lit = {
                layer
                for layer, spans in layers.items()
                if any(s.paragraph == 0 and s.start <= offset < s.end for s in spans)
            }
            assert style is not None
            assert set(style.meta) - {"page"} == lit
