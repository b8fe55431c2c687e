from __future__ import annotations

import tracemalloc
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.text.cells import cell_len, cluster_start
from tui_reader.text.sanitising import DOTTED_CIRCLE, JOINS, MARKS, sanitise

SPECIAL = (
    "a1 👨🏽🏴❤©∩葛\u0e01\u0e34म\u094dक\u0645\u1820\u180b\u0301\u0984\u0600\U000e0067\U000e007f\U000e0100\x1b\u202e"
)
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(SPECIAL + "\u200c\u200d\ufe00\ufe0e\ufe0f\xad"), st.characters()))
HARMFUL = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


def test_each_of_all_code_points_alone_becomes_harmless() -> None:
    for code in range(0x110000):
        safe = sanitise(chr(code))
        assert len(safe) == 1
        assert unicodedata.category(safe) not in HARMFUL, hex(code)


def test_all_code_points_together_become_harmless_and_stay_so() -> None:
    for first in range(0, 0x110000, 0x1000):
        text = " ".join(map(chr, range(first, first + 0x1000)))
        safe = sanitise(text)
        assert len(safe) == len(text)
        assert not {unicodedata.category(character) for character in safe} & HARMFUL
        assert sanitise(safe) == safe


@pytest.mark.parametrize(
    ("harmful", "harmless"),
    [
        ("\x1b[31m", "\u241b[31m"),
        ("\x00\x07\x08\x1f", "\u2400\u2407\u2408\u241f"),
        ("\x7f", "\u2421"),
        ("a\tb\r\nc\x0bd\x0ce\x85f\u2028g\u2029h", "a b  c d e f g h"),
        ("\x9b\x80", "\ufffd\ufffd"),
        ("\ud800\udfff", "\ufffd\ufffd"),
        ("\ufffe\U0010ffff\ufdd0", "\ufffd\ufffd\ufffd"),
        ("\ue000\U000f0000\u0378", "\ufffd\ufffd\ufffd"),
        ("in\xaddustrial", "in‧dustrial"),
        ("\u202eabc\u2066\u200f\u061c", "◌abc◌◌◌"),
        ("a\u200bb\u2060c\ufeffd", "a◌b◌c◌d"),
        ("\u3164\u115f\u2800\u034f\uffa0", "◌◌◌◌◌"),
        ("a\U000e0041\U000e007f", "a◌◌"),
    ],
)
def test_harmful_characters_get_their_stand_ins(harmful: str, harmless: str) -> None:
    assert sanitise(harmful) == harmless


@pytest.mark.parametrize(
    "text",
    [
        "Green silicon “capital” – it’s 45\xa0%, a\u2009b\u3000c",
        "👨\u200d👩\u200d👧 👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3 ©\ufe0e",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم",
        "क\u094d\u200dष क\u094d\u200cष",
        "葛\U000e0100 ∩\ufe00 ᠠ\u180b",
        "cafe\u0301 e" + "\u0301" * MARKS,
        "👨\u200d" * JOINS + "👨 " + "👩\u200d" * JOINS + "👩",
        "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165 \u115d\u1176\ud7cb",
        "ශ්\u200dරී ප්\u200dරකාශ ව්\u200dයාපාර " * 20,
    ],
)
def test_what_text_needs_is_kept(text: str) -> None:
    assert sanitise(text) == text


@pytest.mark.parametrize(
    "text", ["a\u200db", "\u200d", "👨\u200d x", "a\ufe0f", "◌\ufe0f\u200d👨", "م\u200ca", "aa\u180b"]
)
def test_joiners_and_selectors_without_a_use_are_shown(text: str) -> None:
    safe = sanitise(text)
    assert DOTTED_CIRCLE in safe
    assert "\u200d" not in safe
    assert "\u200c" not in safe


@pytest.mark.parametrize("mark", ["\u0301", "\u0e34", "\u0651", "\u0301\u0323", "\u1ab0"])
def test_marks_are_not_stacked_over_the_lines_above(mark: str) -> None:
    safe = sanitise("e" + mark * 20 + "x")
    assert sum(unicodedata.category(character)[0] == "M" for character in safe) == MARKS
    assert safe.endswith("◌x")


STACKING = "\u0301\u0d4d\u0dca\u1161\u11a8\ud7b0\U0001f3fb\ufe0f\u200c\u200d"
PILES = st.text(st.sampled_from(STACKING + "a👨❤\u1100\u0d15·"), min_size=1, max_size=8).map(lambda part: part * 60)


@given(PILES | st.text(st.sampled_from(STACKING + "👨\u0d15"), max_size=300))
def test_no_character_is_without_end(text: str) -> None:
    safe = sanitise(text)
    assert sanitise(safe) == safe
    starts = [at for at in range(len(safe)) if cluster_start(safe, at) == at]
    lengths = [after - before for before, after in pairwise([0, *starts, len(safe)])]
    assert max(lengths) <= (JOINS + 1) * (MARKS + 2)


def test_the_joins_of_one_character_are_counted_anew_in_the_next() -> None:
    assert sanitise("👨\u200d" * 30 + "👨").count(DOTTED_CIRCLE) == 30 // (JOINS + 1)
    assert DOTTED_CIRCLE not in sanitise("👨\u200d👩 " * 30)


def test_a_joiner_does_not_begin_another_stack() -> None:
    safe = sanitise("क" + ("\u0941" * 5 + "\u200d") * 4 + "क")
    assert sum(unicodedata.category(character)[0] == "M" for character in safe) == MARKS


@given(TEXTS)
def test_sanitising_keeps_the_length_and_is_done_once_and_for_all(text: str) -> None:
    safe = sanitise(text)
    assert len(safe) == len(text)
    assert sanitise(safe) == safe


def test_stand_ins_are_one_cell_wide() -> None:
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        0xAD,
        0x200B,
        0x202E,
        0x2066,
        0xD800,
        0xE000,
        0xFEFF,
        0xFFFE,
        0xE0041,
    ):
        assert cell_len(sanitise(chr(code))) == 1, hex(code)


def test_nothing_that_turns_or_hides_text_is_kept_beside_anything() -> None:
    hostile = [chr(code) for code in (*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))]
    hostile += ["\u061c", "\u200b", "\ufeff", "\U000e0001", "\x1b", "\x9b", "\x07", "\u180e", "\ufff9", "\U0001d173"]
    for beside in ("a", " ", "م", "क", "👨", "🏴", "葛", "∩", "ᠠ", "e\u0301", "\u200d", "\ufe0f", "1", "\U000e0067"):
        for letter in hostile:
            safe = sanitise(beside + letter + beside)
            assert letter not in safe
            assert len(safe) == 2 * len(beside) + 1


@pytest.mark.parametrize("piece", ["\xad", "\u0301", "\u200d", "👨\u200d", "\u202e", "\x1b", "क\u094d\u200d"])
def test_a_long_run_is_made_harmless_as_a_short_one_is(piece: str) -> None:
    short, long = sanitise("x" + piece * 40), sanitise("x" + piece * 40_000)
    assert len(long) == 1 + len(piece) * 40_000
    assert long.startswith(short[:-2])
    assert set(long) <= set(short)


@pytest.mark.parametrize("piece", ["\u0301", "\u1161", "\u1161\u0301", "\u1161" + "\u0301" * 8, "\u200d\u0301"])
def test_a_long_run_takes_little_memory(piece: str) -> None:
    """What `re` keeps to go back to took 118 bytes a mark."""
    text = "x" + piece * (100_000 // len(piece))
    sanitise(text)
    tracemalloc.start()
    try:
        sanitise(text)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 40 * len(text)
