"""Quantities in running text: digits, number words, scales, percent, ordinals, fractions, Chinese scale signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.article.model import Figure


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity that a text states: half-open code-point span, its value, and whether it is a percentage."""

    start: int
    end: int
    value: Decimal
    percent: bool = False


_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8,
}  # fmt: skip
_FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / 3}
_CHINESE = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "十": 10}

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "hundred|thousand|million|billion|trillion|dozen"
_NUMBER = re.compile(
    rf"(?P<digits>(?<![\w.]){_DIGITS})(?P<ordinal>st|nd|rd|th)?(?![\d])"
    rf"(?P<scale>(?:[\s-]?(?:{_SCALE})s?\b)+|\s?(?:bn|mn|tn|k|m)\b|[百千万亿]+)?",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"\b(?:(?:{'|'.join([*_UNITS, *_TENS, *_ORDINALS, 'a', 'an', 'half', 'quarter'])}|{_SCALE})s?\b"
    r"(?:[\s-]+(?:and\s+)?)?)+",
    re.IGNORECASE,
)
_CHINESE_NUMBER = re.compile(
    "百分之[零〇一二两三四五六七八九十百]+|[零〇一二两三四五六七八九十百千万亿]{2,}|[一二两三四五六七八九十][百千万亿]+"
)
_PERCENT = re.compile(r"\s?(?:%|％|percent(?:age)?\b|per\s+cent\b)", re.IGNORECASE)


def quantities(text: str) -> list[Quantity]:
    """The quantities that a text states, in order; a word that may or may not be one ("second") is given as one."""
    found = [*_digits(text), *_words(text), *_chinese(text)]
    return sorted(found, key=lambda quantity: (quantity.start, -quantity.end))


def _digits(text: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(text):
        try:
            value = Decimal(re.sub(r"[^\d.]", "", match["digits"]))
        except InvalidOperation:
            continue
        for scale in re.findall(rf"{_SCALE}|bn|mn|tn|[km]|[百千万亿]", (match["scale"] or "").lower()):
            value *= _SCALES[scale]
        percent = _PERCENT.match(text, match.end())
        yield Quantity(match.start(), percent.end() if percent else match.end(), value, bool(percent))


def _words(text: str) -> Iterator[Quantity]:
    for match in _WORDS.finditer(text):
        words = re.findall(r"[a-z]+", match.group().lower())
        if words in (["a"], ["an"]):
            continue
        value = _value([word for word in words if word != "and"])
        if value is None:
            continue
        end = match.start() + len(match.group().rstrip(" -\n\t"))
        percent = _PERCENT.match(text, end)
        yield Quantity(match.start(), percent.end() if percent else end, value, bool(percent))


def _value(words: list[str]) -> Decimal | None:
    """What number words amount to: "two hundred and five thousand", "three quarters", "a trillion"."""
    total, current, seen = Decimal(0), Decimal(0), False
    for word in words:
        single = word[:-1] if word.endswith("s") and word[:-1] in (_SCALES | _FRACTIONS) else word
        if single in _UNITS or single in _TENS:
            current += _UNITS.get(single, _TENS.get(single, 0))
        elif single in _FRACTIONS and (single != "third" or word.endswith("s") or words[0] in ("a", "one")):
            current = (current or Decimal(1)) * _FRACTIONS[single]
        elif single in _ORDINALS:
            current += _ORDINALS[single]
        elif single in _SCALES:
            current = (current or Decimal(1)) * _SCALES[single]
            if single != "hundred":
                total, current = total + current, Decimal(0)
        elif single in ("a", "an"):
            continue
        seen = True
    return total + current if seen else None


def _chinese(text: str) -> Iterator[Quantity]:
    for match in _CHINESE_NUMBER.finditer(text):
        signs = match.group()
        percent = signs.startswith("百分之")
        total, section, digit = 0, 0, 0
        for sign in signs.removeprefix("百分之"):
            if sign in "万亿":
                total = (total + section + digit or 1) * _SCALES[sign]
                section = digit = 0
            elif sign in "十百千":
                section += (digit or 1) * (10 if sign == "十" else _SCALES[sign])
                digit = 0
            else:
                digit = digit * 10 + _CHINESE[sign]
        yield Quantity(match.start(), match.end(), Decimal(total + section + digit), percent)


def agrees(figure: Figure, text: str) -> bool:
    """Whether every number of a figure (value, bounds) occurs among the quantities of a text.

    A percentage may be stated as a share (half for 50 %); a value may be given in a scale that its unit names
    (`value: 100`, `unit_text: billion yuan`).
    """
    wanted = [number for number in (figure.value, figure.min_value, figure.max_value) if number is not None]
    if not wanted:
        return True
    unit = (figure.unit_text or "").lower()
    scale = next((factor for word, factor in _SCALES.items() if len(word) > 2 and word in unit), 1)
    percent = unit in ("%", "percent", "per cent", "％")
    stated = set()
    for quantity in quantities(text):
        stated.add(quantity.value)
        if percent and not quantity.percent and quantity.value <= 1:
            stated.add(quantity.value * 100)
        if not percent and quantity.percent:
            stated.add(quantity.value / 100)
    return all(_among(abs(number), stated) or _among(abs(number) * scale, stated) for number in wanted)


def _among(number: Decimal, stated: set[Decimal]) -> bool:
    return any(abs(number - value) <= abs(number) * Decimal("1e-9") for value in stated) or any(
        abs(number - round(value, 1)) == 0 for value in stated if value % 1
    )
