from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article.scalars import Wrong, day, is_language, number, period, slug, truth


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45", "45"),
        ("-0.5", "-0.5"),
        ("+3", "3"),
        ("\u22127", "-7"),
        ("1_000_000", "1000000"),
        ("1,000,000.25", "1000000.25"),
        ("1e11", "1E11"),
        ("2.5e-3", "0.0025"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_exactly(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


NO_NUMBERS = [
    "x",
    "nan",
    "inf",
    "-Infinity",
    "1e999",
    "1e9999999",
    "1,5",
    "45%",
    "0x10",
    "1__0",
    "_1",
    "1_",
    "12:30",
    "١٢",
    "1,00",
    ".5",
    "5.",
    "1e",
    "--1",
    "¾",
]


@pytest.mark.parametrize("text", ["", "1 000", "100 billion", "9" * 5000, *NO_NUMBERS])
def test_what_is_no_number_is_wrong_with_a_mend(text: str) -> None:
    found = number(text)
    assert isinstance(found, Wrong)
    assert found.mend


def test_mends_of_numbers_fit_what_was_written() -> None:
    mends = {text: number(text) for text in ("45%", "1,5", "1 000", "100 billion")}
    assert [found.mend for found in mends.values() if isinstance(found, Wrong)] == [
        'write the number alone, and unit_text: "%"',
        "a comma only groups thousands (1,000,000); write a decimal point",
        "write digits without spaces, grouped by _ if you like: 1_000_000",
        "write digits only, such as 100_000_000_000 or 1e11; the unit belongs in unit_text or currency",
    ]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6))
@settings(max_examples=60)
def test_every_decimal_comes_back(value: Decimal) -> None:
    assert number(f"{value:f}") == value
    assert number(f"{value:,f}") == value


@given(st.text(max_size=40) | st.text("0123456789eE+-._,", max_size=250))
@settings(max_examples=150)
def test_no_text_makes_the_readers_of_scalars_fail(text: str) -> None:
    found = number(text)
    assert isinstance(found, Wrong) or found.is_finite()
    day(text)
    period(text)
    truth(text)
    is_language(text)
    assert slug(text)


def test_truth_is_true_or_false_only() -> None:
    assert truth("true") is True
    assert truth("False") is False
    for text in ("yes", "no", "on", "1", "y", "tRUE"):
        assert isinstance(truth(text), Wrong)


def test_days_must_exist() -> None:
    assert day("2024-02-29") == "2024-02-29"
    for text in ("2023-02-29", "2023-13-01", "20230524", "2023-W21-3", "24 May 2023", "2023-5-24", "0000-01-01"):
        assert isinstance(day(text), Wrong)


def test_periods_are_years_months_days_or_two_of_them() -> None:
    for text in ("2022", "2022-05", "2022-05-23", "2021/2025", "2021-03/2021-04", "2022/2022-05", "2022-05/2022"):
        assert period(text) == text
    for text in (
        "22",
        "2022-13",
        "2025/2021",
        "2021/",
        "/2021",
        "2021/2022/2023",
        "2022-2025",
        "May 2022",
        "2022-02-30",
    ):
        assert isinstance(period(text), Wrong)


def test_language_tags() -> None:
    for text in ("en", "pt-BR", "zh-Hans-CN", "de-CH-1996", "sr-Latn", "es-419", "en-x-plain"):
        assert is_language(text)
    for text in ("English language", "e", "en_US", "deutsch-land-x", "12"):
        assert not is_language(text)


@pytest.mark.parametrize(
    ("heading", "made"),
    [
        ("The award ceremony", "the-award-ceremony"),
        ("  What’s next? ", "whats-next"),
        ("Größe & Gewicht", "grösse-gewicht"),
        ("包头 绿色", "包头-绿色"),
        ("Cafe\u0301", "café"),
        ("…", "section"),
        ("", "section"),
    ],
)
def test_slugs_keep_letters_of_every_script(heading: str, made: str) -> None:
    assert slug(heading) == made


def test_slugs_are_cut_at_a_word() -> None:
    made = slug("word " * 40)
    assert len(made) <= 60
    assert made.endswith("word")
    assert len(slug("x" * 500)) == 60
