from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui_reader.article.model import Figure
from tui_reader.article.quantities import agrees, quantities

ALPHABET = "0123456789.,  %-’½ ahundredmillion万亿百分之一三kmbtnsixty–\n"


def figure(value: str | None = None, unit: str | None = None, **bounds: str) -> Figure:
    numbers = {name: Decimal(bound) for name, bound in bounds.items()}
    return Figure("f", "F", value=Decimal(value) if value else None, unit_text=unit, **numbers)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45", "45"),
        ("1,000,000.25 and 12,34,567", "1000000.25 1234567"),
        ("1 000, 1\u00a0000, 1\u202f000, 1’000 and 1_000", "1000 1000 1000 1000 1000"),
        ("1.5 and ３．5", "1.5 3 5"),
        ("−3, -4 and (-5), but 2021-2025", "-3 -4 -5 2021 2025"),
        ("exceeding 100 billion yuan", "100000000000"),
        ("a trillion-level cluster", "1000000000000"),
        ("a 100 billion Level cluster", "100000000000"),
        ("5 bn, $5m, 20k and RMB100 million", "5000000000 5000000 20000 100000000"),
        ("CO2, G20 and MP3", ""),
        ("forty-five, ninety-nine and sixteen hundred", "45 99 1600"),
        ("two hundred and five million three hundred thousand", "205300000"),
        ("a hundred and one, one two three", "101 1 2 3"),
        ("two and a half million, half a million, a million and a half", "2500000 500000 1500000"),
        ("100 thousand million", "100000000000"),
        ("the 16th, the sixteenth, the twenty-first", "16 16 21"),
        ("half, a quarter, three-quarters, 2½", "0.5 0.25 0.75 2.5"),
        ("1000亿元, 3.5万亿, 一千亿, 1000多亿", "100000000000 3500000000000 100000000000 100000000000"),
        ("百分之四十五, 三分之一点, 四成, 一半", "45 0.3333333333333333333333333333 0.4 0.5"),
        ("二〇二五年, 第十六届", "2025 16"),
        ("1조 2000억 원, 3만", "1200000000000 30000"),
        ("1.000,5", "1000.5"),
    ],
)
def test_numbers_are_read_as_they_are_meant(text: str, expected: str) -> None:
    assert [quantity.value for quantity in quantities(text)] == [Decimal(value) for value in expected.split()]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("a third of the country", "33.3"),
        ("a tenth of it", "10"),
        ("an eighth of it", "12.5"),
        ("two fifths", "40"),
        ("it fell by a fifth", "20"),
        ("it fell by a fifth in 2022", "20"),
        ("a fifth more than before", "20"),
        ("nearly a third.", "33.3"),
        ("“nearly a third” of them", "33.3"),
        ("one third", "33.3"),
        ("a quarter", "25"),
        ("half of it", "50"),
    ],
)
def test_parts_are_shares(text: str, share: str) -> None:
    assert [quantity.kind for quantity in quantities(text)][:1] == ["share"]
    assert agrees(figure(share, "%"), quantities(text))


@pytest.mark.parametrize(
    "text",
    [
        "the third quarter",
        "the 3rd quarter",
        "the first half of 2023",
        "in recent quarters",
        "a third time",
        "the fifth conference",
        "bought by a third party",
        "a third-party seller",
        "a third’s name",
        "a second, and more",
    ],
)
def test_what_is_third_in_a_row_is_no_share(text: str) -> None:
    assert "share" not in [quantity.kind for quantity in quantities(text)]


@pytest.mark.parametrize("text", ["a third of it", "one third"])
def test_a_share_without_end_agrees_to_the_digits_given(text: str) -> None:
    values = ("33", "33.3", "33.33", "-33.3", "34", "33.4", "33.34", "3")
    agreeing = [value for value in values if agrees(figure(value, "%"), quantities(text))]
    assert agreeing == ["33", "33.3", "33.33", "-33.3"]


def test_a_share_is_not_rounded_to_nothing_or_to_all() -> None:
    assert agrees(figure("0.67"), quantities("two thirds"))
    assert not agrees(figure("1"), quantities("two thirds"))
    assert not agrees(figure("0"), quantities("a third of it"))


@pytest.mark.parametrize(
    "words",
    ["45%", "45 %", "45％", "45 percent", "45 per cent", "forty-five percent", "百分之45"],
)
def test_percent_is_known_in_words_and_signs(words: str) -> None:
    (quantity,) = quantities(words)
    assert quantity.kind == "percent"
    assert quantity.value == 45


def test_the_first_of_a_range_shares_scale_and_percent() -> None:
    first, second = quantities("30 to 40 million")
    assert [*first.values, second.value] == [30_000_000, 30, 40_000_000]
    assert [quantity.kind for quantity in quantities("30–40%")] == ["percent", "percent"]


def test_one_in_three_is_a_share() -> None:
    assert agrees(figure("33.3", "%"), quantities("one in three"))
    assert agrees(figure("75", "%"), quantities("3 out of 4"))


@pytest.mark.parametrize(
    ("the_figure", "text"),
    [
        (figure("50", "%"), "half of the country"),
        (figure("66.7", "%"), "two thirds"),
        (figure("0.45"), "45%"),
        (figure("100000000000", "yuan"), "100 billion"),
        (figure("100000", "million yuan"), "100 billion"),
        (figure("100", "亿元"), "100亿元"),
        (figure("100", "million yuan"), "in million yuan: 100"),
        (figure("-3", "%"), "fell by 3%"),
        (figure("16"), "the 16th"),
        (figure(min_value="30", max_value="40"), "30 to 40"),
        (figure("1.5"), "1,5"),
        (figure(), "no number at all"),
    ],
)
def test_a_figure_agrees_with_the_words_that_state_it(the_figure: Figure, text: str) -> None:
    assert agrees(the_figure, quantities(text))


@pytest.mark.parametrize(
    ("the_figure", "text"),
    [
        (figure("1000", "yuan"), "100 billion"),
        (figure("100", "yuan"), "100 billion"),
        (figure("100000000000", "million yuan"), "100 billion"),
        (figure("45", "%"), "half"),
        (figure("50", "people"), "half of the people"),
        (figure("66.8", "%"), "two thirds"),
        (figure("3", "%"), "fell by minus 3%"),
        (figure(min_value="30", max_value="41"), "30 to 40"),
        (figure("5"), "45"),
    ],
)
def test_a_figure_does_not_agree_with_other_numbers(the_figure: Figure, text: str) -> None:
    assert not agrees(the_figure, quantities(text))


@settings(max_examples=150)
@given(st.text(ALPHABET, max_size=60))
@example("9" * 5000)
@example("billion " * 3000)
@example("一" * 5000 + "亿" * 5000)
@example("0分之5 百分之0 0/0 0 in 0")
def test_any_text_has_quantities_in_order_inside_it(text: str) -> None:
    found = quantities(text)
    assert [quantity.start for quantity in found] == sorted(quantity.start for quantity in found)
    assert all(0 <= quantity.start < quantity.end <= len(text) and quantity.values for quantity in found)
    agrees(figure("5", "%"), found)


@settings(max_examples=60)
@given(st.integers(0, 10**15))
def test_a_number_written_with_separators_is_itself(number: int) -> None:
    for text in (f"{number:,}", f"{number:_}", f"{number:,}".replace(",", "\u00a0"), str(number)):
        assert quantities(text)[0].value == number
