"""Properties of folding, finding, wrapping and layout, held against slow and simple twins."""

from __future__ import annotations

import sys
import unicodedata
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_reader.article.model import Paragraph, Section
from tui_reader.text import cells, finding, folding, indexing, wrapping
from tui_reader.text.finding import BadQuery, Query, Search
from tui_reader.text.folding import fold, fold_lines, fold_steps
from tui_reader.text.indexing import Chunk, Index
from tui_reader.text.layout import PAGE, Layout
from tui_reader.text.sanitising import sanitise
from tui_reader.text.sentences import sentence_at, sentences
from tui_reader.text.spans import Position
from tui_reader.text.wrapping import wrap

SOURCE = Path(__file__).parents[1] / "article" / "source.txt"
TEXTS = st.text(alphabet="aAbé ßİﬁ“”‘’'—-\u00a0\u00ad  e\u0301漢。ｆ한½", max_size=60).map(sanitise)
WORDS = st.sampled_from(
    ["green", "Green", "“silicon”", "world‘s", "—", "Baotou", "包头", "capital,", "a", "é", "👨‍👩‍👧"]
)
PROSE = st.lists(WORDS, max_size=60).map(" ".join)


def sections_of(*paragraphs: str) -> list[Section]:
    return [Section(f"s{n}", f"h{n}", 0, (Paragraph(text),)) for n, text in enumerate(paragraphs)]


@pytest.fixture(scope="module")
def source() -> list[Section]:
    return sections_of(*(part.strip() for part in SOURCE.read_text(encoding="utf-8").split("\n\n") if part.strip()))


def found(sections: list[Section], text: str, **switches: object) -> list[str]:
    hits = Search(Index(sections), Query(text, **switches)).run()  # type: ignore[arg-type]
    return [sections[h.section].paragraphs[h.paragraph].text[h.start : h.end] for h in hits]


def test_every_code_point_is_made_harmless_and_keeps_its_length() -> None:
    spaces = {chr(code) for code in range(0x3001) if unicodedata.category(chr(code)) == "Zs"}
    for start in range(0, 0x110000, 0x1000):
        text = " ".join(map(chr, range(start, start + 0x1000)))
        safe = sanitise(text)
        assert len(safe) == len(text)
        assert all(
            character.isprintable() or character in spaces for character in safe if character not in "\u200c\u200d"
        )
        assert sanitise(safe) == safe


@given(st.lists(TEXTS | st.text(max_size=20).map(lambda text: text.replace("\n", "")), min_size=1, max_size=6))
def test_lines_fold_together_as_each_alone(lines: list[str]) -> None:
    alone = [fold(line) for line in lines]
    text, starts, maps = fold_lines(lines)
    assert text == "\n".join(folded.text for folded in alone)
    assert [text[at : at + len(folded.text)] for at, folded in zip(starts, alone, strict=True)] == [
        folded.text for folded in alone
    ]
    assert maps == {number: folded for number, folded in enumerate(alone) if folded.shifts is not None}


@given(TEXTS | st.text(alphabet=" \u00ad\u1112\u1161\u11abaß", max_size=40), st.integers(1, 9), st.booleans())
def test_a_text_folds_in_steps_as_at_once(text: str, stretch: int, keep_case: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "_STRETCH", stretch)
        *pauses, folded = fold_steps(text, keep_case=keep_case)
    assert folded == fold(text, keep_case=keep_case)
    assert pauses == [None] * len(pauses)


LONG = {
    "many runs": "in\u00ad" * 10_000,
    "one run": "x" + "\u00ad" * 30_000,
    "runs of spaces": "a  " * 10_000,
    "Hangul letters": "\u1112\u1161\u11ab" * 10_000,
    "hits": "x" * 30_000,
    "several hits a character": "ß" * 15_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("switches", [{}, {"word": True}, {"by": ""}, {"case": True}], ids=str)
def test_no_step_goes_through_much_of_a_long_paragraph(
    text: str, switches: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the reader would answer no key meanwhile."""
    for module, name, value in ((indexing, "CHUNK", 5000), (finding, "_BATCH", 100), (folding, "_STRETCH", 500)):
        monkeypatch.setattr(module, name, value)
    index = Index([Section("s", "h", 0, (Paragraph("before"), Paragraph(text), Paragraph("after")))])
    steps = traced = most = 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal traced
        traced += event == "line"
        return count

    search = Search(index, Query("x" if "x" in text else text[0], **switches))  # type: ignore[arg-type]
    before = sys.gettrace()
    sys.settrace(count)
    try:
        for _ in search.steps():
            steps, most, traced = steps + 1, max(most, traced), 0
    finally:
        sys.settrace(before)
    assert search.done
    assert steps > len(text) // 500
    assert most < 20_000  # lines of code


def test_what_one_search_began_to_fold_another_goes_on_with() -> None:
    index = Index(sections_of("in\u00ad" * 200_000 + "x", "x"))
    steps = [search.steps() for search in (Search(index, Query("x")), Search(index, Query("in")))]
    for _ in range(20):
        next(steps[0])
    del steps[0]
    assert [len(list(index.fold_steps())) > 50, len(list(index.fold_steps()))] == [True, 0]
    assert len(list(steps[0])) > 100
    assert [tuple(hit) for hit in Search(index, Query("x")).run()] == [(0, 0, 600_000, 600_001), (1, 0, 0, 1)]


def test_a_hit_looks_for_marks_of_its_own_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    is_loose = folding._is_loose

    def counted(character: str) -> bool:
        nonlocal asked
        asked += 1
        return is_loose(character)

    folded = fold("cafe\u0301" + "\u00ad" * 100_000 + "s")
    monkeypatch.setattr(folding, "_is_loose", counted)
    assert folded.original(3, 4) == (3, 5)
    assert folded.original(0, 5) == (0, 100_006)
    assert asked < 200


def test_no_chunk_is_much_longer_than_its_longest_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "CHUNK", 100)
    texts = ["short"] * 70 + ["long " * 50] * 70 + ["short"] * 70
    index = Index([Section("s", "h", 0, tuple(map(Paragraph, texts)))])
    assert [paragraph.text for chunk in index.chunks for paragraph in chunk.paragraphs] == texts
    assert [place for chunk in index.chunks for place in chunk.places] == [(0, n) for n in range(len(texts))]
    assert max(chunk.size for chunk in index.chunks) <= 100 + len(texts[80]) + 1


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text).text
    assert fold(folded).text == folded


@given(TEXTS, st.integers(0, 60), st.integers(1, 5))
def test_a_hit_maps_back_to_words_that_fold_to_it(text: str, start: int, length: int) -> None:
    folded = fold(text)
    needle = folded.text[start : start + length]
    if not needle.strip():
        return
    first, last = folded.original(start, start + len(needle))
    assert 0 <= first < last <= len(text)
    assert needle in fold(text[first:last]).text or needle.strip() in fold(text[first:last]).text


@settings(max_examples=60)
@given(st.lists(PROSE, min_size=1, max_size=6), WORDS, st.booleans(), st.integers(1, 80))
def test_search_finds_what_a_slow_search_finds(paragraphs: list[str], word: str, case: bool, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexing, "CHUNK", size)
        hits = list(Search(Index(sections_of(*paragraphs)), Query(word, case=case)).run())
    slow = []
    for number, text in enumerate(paragraphs):
        folded, needle, at = fold(text), fold(word).text, 0
        while (at := folded.text.find(needle, at)) >= 0:
            start, end = folded.original(at, at + len(needle))
            if not case or fold(text[start:end], keep_case=True).text == fold(word, keep_case=True).text:
                slow.append((number, 0, start, end))
            at += len(needle)
    assert [tuple(hit) for hit in hits] == slow


def test_text_that_breaks_only_at_spaces_is_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(text: str) -> bool:
        raise AssertionError(text)

    monkeypatch.setattr(wrapping, "_is_ideograph", never)
    assert len(wrap("◌\u0301" * 1000, 50)) == 20


@given(st.lists(PROSE, min_size=1, max_size=5), st.integers(0, 4), st.integers(0, 200))
def test_the_hit_after_a_place_is_the_first_one_there(paragraphs: list[str], section: int, offset: int) -> None:
    hits = Search(Index(sections_of(*paragraphs)), Query("a")).run()
    place = Position(section, 0, offset)
    before = [hit for hit in hits if hit.position < place]
    assert hits.at_or_after(place) == len(before)
    assert [hits[n].section for n in hits.in_sections(1, 3)] == [hit.section for hit in hits if hit.section in (1, 2)]


def test_phrases_are_found_as_they_were_meant(source: list[Section]) -> None:
    assert found(source, "world's largest") == ["world‘s largest"] * 2
    assert len(found(source, "green   silicon capital")) == 9
    assert found(source, "“green, cheap") == ["“green, cheap"]
    assert found(source, '"green, cheap') == ["“green, cheap"]
    assert len(found(source, "certification center, testing center")) == 1


def test_a_capital_makes_case_count_and_other_case_is_told(source: list[Section]) -> None:
    search = Search(Index(source), Query("GREEN silicon"))
    assert len(search.run()) == 0
    assert search.other_case == 9
    assert len(found(source, "GREEN silicon", case=False)) == 9


def test_what_a_filter_leaves_out_is_counted_written_as_in_the_query() -> None:
    search = Search(Index(sections_of("Port port", "Port PORT Port")), Query("Port", sections=(0, 1)))
    assert [tuple(hit) for hit in search.run()] == [(0, 0, 0, 4)]
    assert (search.outside, search.other_case) == (2, 1)


def test_accents_ligatures_and_soft_hyphens_fold() -> None:
    sections = sections_of(sanitise("Bāotóu, Straße, ﬁnal, in\u00addustrial, cafe\u0301s"))
    for query, words in [("baotou", "Bāotóu"), ("strasse", "Straße"), ("final", "ﬁnal"), ("industrial", "in‧dustrial")]:
        assert found(sections, query) == [words]
    assert found(sections, "cafe") == ["cafe\u0301"]


def test_one_character_is_one_hit_whatever_it_folds_to() -> None:
    assert found(sections_of("0Sß"), "s") == ["S", "ß"]
    assert found(sections_of("ﬀ"), "f") == ["ﬀ"]


def test_whole_words_leave_parts_of_words_out() -> None:
    assert found(sections_of("green greener evergreen Green"), "green", word=True) == ["green", "Green"]


@pytest.mark.parametrize("pattern", ["(", "[a", "*", "(?P<", "\\", "a" * 1001, "(?<name"])
def test_a_bad_pattern_says_what_is_wrong(pattern: str) -> None:
    with pytest.raises(BadQuery, match="pattern"):
        Search(Index(sections_of("aaa")), Query(pattern, regex=True))


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)+$", "(a*)*b", "(.*)*x", "(a|a)*c", "^(([a-z])+.)+[A-Z]([a-z])+$"]
)
def test_a_catastrophic_pattern_ends(pattern: str) -> None:
    search = Search(Index(sections_of("a" * 5000 + "!")), Query(pattern, regex=True))
    search.run()
    assert search.done
    assert search.problem is not None or len(search.hits) >= 0


@given(st.one_of(PROSE, TEXTS), st.integers(4, 60))
def test_lines_give_the_text_back_and_fit(text: str, width: int) -> None:
    starts = [*wrap(text, width), len(text)]
    lines = [text[start:end] for start, end in pairwise(starts)]
    assert "".join(lines) == text
    assert all(cell_len(line.rstrip(" ")) <= width for line in lines if "\u200d" not in line)


@given(st.lists(PROSE, min_size=1, max_size=PAGE + 40), st.integers(5, 40), st.data())
@settings(max_examples=20)
def test_rows_and_blocks_find_each_other(texts: list[str], width: int, data: st.DataObject) -> None:
    layout = Layout(texts, [1] * len(texts), width)
    for _ in layout.wrap_steps():
        pass
    assert layout.complete
    row = data.draw(st.integers(0, layout.height - 1))
    block, within = layout.locate(row)
    assert layout.top(block) + within == row
    assert layout.height == sum(layout.rows(block) for block in range(len(texts)))


def test_characters_said_to_be_one_cell_are_one_cell_for_rich() -> None:
    from rich.cells import get_character_cell_size

    narrow = [chr(code) for code in range(0x20, 0x3000) if cells.is_narrow(chr(code)) and chr(code).isprintable()]
    assert len(narrow) > 2000
    assert all(get_character_cell_size(character) == 1 for character in narrow)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Li spoke. He left.", 2),
        ("It rose 3.5 per cent. Then it fell.", 2),
        ("“We will.” She left.", 2),
        ("他说。她走了。", 2),
        ("J. Green came", 1),
    ],
)
def test_sentences_are_not_fooled(text: str, count: int) -> None:
    assert len(sentences(text)) == count
    start, end = sentence_at(text, len(text) - 1)
    assert end == len(text)
    assert start <= len(text) - 1


@settings(max_examples=40)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=5), st.integers(3, 40), st.data())
def test_a_layout_that_grows_and_changes_its_width_ends_as_one_made_at_once(
    added: list[int], width: int, data: st.DataObject
) -> None:
    texts: list[str] = ["first"]
    above: list[int] = [1]
    layout = Layout(texts, above, width)
    for number in added:
        texts += [f"block {at} " * (at % 4) for at in range(number)]
        above += [at % 3 for at in range(number)]
        layout.extend(exact=data.draw(st.booleans()))
        block, within = layout.locate(data.draw(st.integers(0, layout.height)))
        assert layout.top(block) + within < layout.height
        if data.draw(st.booleans()):
            width += 1
            layout = layout.at_width(width)
    for _ in layout.wrap_steps():
        pass
    whole = Layout(texts, above, width)
    for _ in whole.wrap_steps():
        pass
    assert layout.height == whole.height
    assert [layout.top(block) for block in range(len(texts))] == [whole.top(block) for block in range(len(texts))]


@pytest.mark.parametrize("size", [3, 100])
def test_a_chunk_has_its_text_only_when_it_has_all_that_belongs_to_it(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "CHUNK", size)
    set_while_without_text: list[str] = []

    class Watched(Chunk):
        def __setattr__(self, name: str, value: object) -> None:
            super().__setattr__(name, value)
            if getattr(self, "text", None) is None:
                set_while_without_text.append(name)

    watched = Watched([(0, 0)], [Paragraph("Straße")], 7)
    set_while_without_text.clear()
    assert watched.fold() == "strasse"
    assert set_while_without_text == ["_folding", "starts", "maps"]
