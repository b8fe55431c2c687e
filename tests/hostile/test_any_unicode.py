"""Folding, search and wrapping on arbitrary Unicode, made harmless first as all text of an article is."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article.model import Paragraph, Section
from tui_reader.text.cells import cell_len
from tui_reader.text.finding import Query, Search
from tui_reader.text.folding import fold
from tui_reader.text.indexing import Index
from tui_reader.text.sanitising import sanitise
from tui_reader.text.wrapping import wrap

ODD = (
    "aA \xad\u0301\u0345\u200d\ufe0f👨👩🏽🏴\U000e0067\U000e007f\u1100\u1161\u11a8\u0e33"
    "\u0d4d\u06ddıİßﬁΣς½㎏\u3000\u2028"
)
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters()), max_size=80).map(sanitise)


@settings(max_examples=400)
@given(TEXTS)
def test_folding_maps_every_part_back_into_the_text(text: str) -> None:
    folded = fold(text)
    assert fold(text, keep_case=True).shifts == folded.shifts
    before = 0
    for at in range(len(folded.text)):
        first, last = folded.original(at, at + 1)
        assert 0 <= first < last <= len(text)
        assert first >= before, "in order, though several folded ones may come from one"
        before = first
        assert folded.folded(first) <= at
    assert folded.original(0, len(folded.text))[1] <= len(text)


@settings(max_examples=400)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.data())
def test_search_finds_what_a_slow_search_finds(paragraphs: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(paragraphs))
    start = data.draw(st.integers(0, len(text)))
    words = text[start : start + data.draw(st.integers(1, 6))]
    needle = fold(words).text.strip()
    if not needle:
        return
    sections = [Section(f"s{n}", "h", 0, (Paragraph(text),)) for n, text in enumerate(paragraphs)]
    hits = [(hit.section, hit.start, hit.end) for hit in Search(Index(sections), Query(words, case=False)).run()]
    slow: list[tuple[int, int, int]] = []
    for number, paragraph in enumerate(paragraphs):
        folded, at = fold(paragraph), 0
        while (at := folded.text.find(needle, at)) >= 0:
            span = (number, *folded.original(at, at + len(needle)))
            slow += [span] if not slow or slow[-1][0] < number or span[1] >= slow[-1][2] else []
            at += len(needle)
    assert hits == slow


@settings(max_examples=400)
@given(TEXTS, st.integers(2, 40))
def test_lines_give_any_text_back(text: str, width: int) -> None:
    starts = [*wrap(text, width), len(text)]
    assert starts[0] == 0
    assert starts == sorted(set(starts)) or not text
    assert "".join(text[start:end] for start, end in pairwise(starts)) == text
    for start, end in pairwise(starts):
        line = text[start:end].rstrip()
        assert cell_len(line) <= width or len(line) == 1 or "\u200d" in line
