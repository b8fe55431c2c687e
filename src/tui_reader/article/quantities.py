"""Quantities in running text: digits, number words, scales, percentages, shares and ordinals, with their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, InvalidOperation
from typing import Literal

from tui_reader.article.model import Figure
from tui_reader.article.numerals import LETTERS, PERCENT, SCALES, Token, han_value, tokens

Kind = Literal["number", "percent", "share", "ordinal"]

_JOINT = re.compile(r"[\s\-‐‑–]{0,3}")
_RANGE = re.compile(r"\s?(?:-|–|—|−|~|～|〜|至|到|to|and|or|bis|à)\s?", re.IGNORECASE)
_OUT_OF = re.compile(r"\s(?:in|of|out of)\s|/", re.IGNORECASE)
_MINUS = re.compile(r"\b(?:minus|negative)\s$", re.IGNORECASE)
_CLAUSE_END = r"[”\"»)\]]|['’](?!\w)|\s*(?:$|[.,;:!?…—–])"
_PART = re.compile(rf"\s(?:of|more|less|fewer|lower|higher|larger|smaller)\b|{_CLAUSE_END}")
"""What follows “a third” where it is a part: of, a comparison, the end of a clause. Else it may be “a third time”."""
_BY_PART = re.compile(r"\s(?:in|to|from|since|over|between|during|within|compared|this|last|year|every|each)\b")
"""What may also follow it in “by a third”, which may still be “by a third party”."""
_BY = re.compile(r"\bby\s$", re.IGNORECASE)
_MOST_TOKENS = 24
"""Words of one number; more is a list of words that only looks like one."""
_ARITHMETIC = Context(prec=150)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: code points from `start` up to but not including `end`, a percent sign left out.

    `values` are its readings, the likeliest first (`1,000` may be 1). `scaled` says that a scale word is in them. A
    `share` is a part of the whole, as 0.5 for a half.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    kind: Kind = "number"
    scaled: bool = False

    @property
    def value(self) -> Decimal:
        """The likeliest reading."""
        return self.values[0]


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in order."""
    found: list[Quantity] = []
    pieces = list(tokens(text))
    at = 0
    while at < len(pieces):
        reader = _Reader(text, pieces, at)
        quantity = reader.read()
        if quantity is not None:
            found.append(quantity)
        at = max(reader.at, at + 1)
    return _related(text, found)


class _Reader:
    """Reads one quantity from the tokens that begin at `at`; afterwards `at` is the first token it did not take."""

    def __init__(self, text: str, pieces: Sequence[Token], at: int) -> None:
        self.text = text
        self.pieces = pieces
        self.at = self.first = at

    def peek(self) -> Token | None:
        """The next token if it stands right after those taken, with nothing but a space or hyphen between."""
        if self.at >= len(self.pieces) or self.at - self.first >= _MOST_TOKENS:
            return None
        piece = self.pieces[self.at]
        if self.at > self.first and not _JOINT.fullmatch(self.text, self.pieces[self.at - 1].end, piece.start):
            return None
        return piece

    def read(self) -> Quantity | None:
        """The quantity that begins here, if one does."""
        first = self.pieces[self.at]
        if first.kind in ("a", "and"):
            self.at += 1
            following = self.peek()
            if first.kind == "a" and following is not None and following.kind in ("scale", "fraction"):
                return self._cardinal(following.start)
            if first.kind == "a" and following is not None and self._is_part(first, following):
                self.at += 1
                return Quantity(following.start, following.end, (1 / following.values[0],), "share")
            return None
        if first.kind == "of":
            return self._part_of(first)
        if first.kind == "fraction" and not self._halves():
            self.at += 1
            return None
        if first.kind in ("share", "tenths", "ordinal", "nth"):
            self.at += 1
            return self._single(first)
        return self._cardinal(first.start)

    def _is_part(self, article: Token, ordinal: Token) -> bool:
        """Whether “a third” is a part of something, not the third of a row."""
        if ordinal.kind != "ordinal" or ordinal.values[0] <= 2:
            return False
        by = _BY.search(self.text, max(0, article.start - 4), article.start) is not None
        return bool(_PART.match(self.text, ordinal.end) or (by and _BY_PART.match(self.text, ordinal.end)))

    def _halves(self) -> bool:
        """Whether a fraction that no number and no “a” stands before is one: “half of it” is, “the quarter” is not.

        The first half and the third quarter are periods.
        """
        before = self.pieces[self.at - 1] if self.at else None
        nth = before is not None and before.kind in ("ordinal", "nth")
        if before is not None and nth and _JOINT.fullmatch(self.text, before.end, self.pieces[self.at].start):
            return False
        return self.pieces[self.at].values[0] == 2

    def _single(self, first: Token) -> Quantity:
        if first.kind == "tenths":
            return Quantity(first.start, first.end, (first.values[0] / 10,), "share")
        return Quantity(first.start, first.end, first.values, "share" if first.kind == "share" else "ordinal")

    def _part_of(self, first: Token) -> Quantity | None:
        """`百分之四十五`, `三分之二`: the whole stands before the part."""
        self.at += 1
        part = self.peek()
        whole = first.values[0]
        if part is None or part.kind not in ("han", "digits") or not whole:
            return None
        self.at += 1
        if whole == 100:
            return Quantity(first.start, part.end, part.values, "percent")
        return Quantity(first.start, part.end, (part.values[0] / whole,), "share")

    def _cardinal(self, start: int) -> Quantity | None:
        number = _Number()
        end = start
        joined = False
        while (piece := self.peek()) is not None:
            if piece.kind == "and" or (piece.kind == "a" and number.begun):
                if not self._and_goes_on(number):
                    break
                joined = True
                continue
            if number.begun and not joined and piece.kind in ("fraction", "ordinal") and number.small:
                self.at += 1
                return self._ended_by(piece, start, number)
            if not number.take(piece):
                break
            self.at += 1
            end = piece.end
            joined = False
        values = number.values()
        if not values:
            return None
        if _MINUS.search(self.text, max(0, start - 9), start):
            values = tuple(-value for value in values)
        if number.half and len(values) == 1 and not number.scaled and values[0] < 1:
            return Quantity(start, end, values, "share")
        percent = PERCENT.match(self.text, end) is not None
        return Quantity(start, end, values, "percent" if percent else "number", number.scaled)

    def _and_goes_on(self, number: _Number) -> bool:
        """Step over “and”, “and a” where the number goes on after it: two hundred and five, one and a half."""
        here = self.at
        while (piece := self.peek()) is not None and piece.kind in ("and", "a"):
            self.at += 1
        if piece is not None and number.goes_on_with(piece):
            return True
        self.at = here
        return False

    def _ended_by(self, piece: Token, start: int, number: _Number) -> Quantity:
        """`two thirds`, `three-quarters`, `one third`; `twenty-first`, `two hundredth`."""
        value, last = number.values()[0], piece.values[0]
        tens = piece.kind == "ordinal" and value >= 20 and value % 10 == 0 and last < value
        if tens:
            return Quantity(start, piece.end, (value + last,), "ordinal")
        return Quantity(start, piece.end, (value / last,), "share")


class _Number:
    """A number that grows word by word."""

    def __init__(self) -> None:
        self.begun = self.scaled = self.half = False
        self._total: tuple[Decimal, ...] = ()
        self._current: tuple[Decimal, ...] = ()
        self._last_scale: Decimal | None = None
        self._words = True

    @property
    def small(self) -> bool:
        """Whether it is a whole number that can stand over a fraction."""
        values = self.values()
        return bool(values) and not self.scaled and values[0] == values[0].to_integral_value() and 0 < values[0] < 1000

    def values(self) -> tuple[Decimal, ...]:
        """The readings of what was taken so far."""
        if not self._total:
            return self._current
        current = self._current or (Decimal(0),)
        return tuple(_ARITHMETIC.add(self._total[0], value) for value in current) + self._total[1:]

    def goes_on_with(self, piece: Token) -> bool:
        """Whether, after “and”, a piece is still part of this number."""
        if piece.kind == "fraction":
            return not self.half and bool(self._current or self.scaled)
        if piece.kind == "scale":
            return self.half and not self.scaled
        return piece.kind == "word" and self.scaled and self._words and self._room(piece.values[0])

    def take(self, piece: Token) -> bool:
        """Take the next piece in; False when it belongs to another number."""
        if piece.kind in ("digits", "han", "lettered"):
            if self.begun:
                return False
            self._current, self._words = piece.values, False
            self.scaled = piece.kind != "digits"
        elif piece.kind == "word":
            if not self._words or not self._room(piece.values[0]):
                return False
            value = self._current[0] if self._current else Decimal(0)
            self._current = (value + piece.values[0],)
        elif piece.kind == "fraction":
            return self._take_part(piece)
        elif piece.kind == "scale":
            self._scale(piece.values[0])
        else:
            return False
        self.begun = True
        return True

    def _take_part(self, piece: Token) -> bool:
        if self.half or piece.values[0] not in (2, 4):
            return False
        part = 1 / piece.values[0]
        if self._total and not self._current:
            self._current = (_times(self._last_scale or part, part),)  # a million and a half
        else:
            self._current = tuple(value + part for value in self._current) or (part,)
        self.half = self.begun = True
        return True

    def _room(self, value: Decimal) -> bool:
        """Whether a word such as “five” fits behind what stands: after twenty, after a hundred, at the beginning."""
        if not self._current:
            return True
        low = self._current[0] % 100
        return (low == 0 and self._current[0] > 0) or (low >= 20 and low % 10 == 0 and 0 < value < 10)

    def _scale(self, scale: Decimal) -> None:
        self.scaled = True
        if scale <= 100:
            self._current = tuple(_times(value, scale) for value in self._current) or (scale,)
            return
        if self._last_scale is not None and (scale > self._last_scale or not self._current):
            self._total = tuple(_times(value, scale) for value in self.values())  # a hundred thousand million
        else:
            more = tuple(_times(value, scale) for value in self._current) or (scale,)
            base = self._total[0] if self._total else Decimal(0)
            self._total = tuple(_ARITHMETIC.add(base, value) for value in more)
        self._current = ()
        self._last_scale = scale


def _times(value: Decimal, scale: Decimal) -> Decimal:
    try:
        return _ARITHMETIC.multiply(value, scale)
    except InvalidOperation:
        return value


def _related(text: str, found: list[Quantity]) -> list[Quantity]:
    """Let the first of a range share the scale and the percent sign of the second; add “3 out of 4” as a share."""
    result: list[Quantity] = []
    for number, quantity in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if following is not None and _RANGE.fullmatch(text, quantity.end, following.start):
            quantity = _as_range(text, quantity, following)
        result.append(quantity)
        if following is not None and _OUT_OF.fullmatch(text, quantity.end, following.start):
            part, whole = quantity.value, following.value
            if quantity.kind == following.kind == "number" and 0 < part < whole:
                result.append(Quantity(quantity.start, following.end, (part / whole,), "share"))
    return result


def _as_range(text: str, first: Quantity, second: Quantity) -> Quantity:
    if first.kind == "number" and second.kind == "percent":
        first = replace(first, kind="percent")
    if second.scaled and not first.scaled:
        larger = _times(first.value, _scale_of(text[second.start : second.end]))
        readings = (*first.values, larger) if "and" in text[first.end : second.start] else (larger, *first.values)
        first = replace(first, values=tuple(dict.fromkeys(readings)), scaled=True)
    return first


def _scale_of(text: str) -> Decimal:
    """The product of the scales in the words of a quantity, or of a unit (`million yuan`, `亿元`); 1 without any."""
    scale = Decimal(1)
    if re.search(r"[十百千万萬亿億兆십백천만억조]", text):
        characters = "".join(re.findall(r"[十百千万萬亿億兆십백천만억조]", text))
        return han_value("1" + characters)
    words: list[str] = re.findall(r"[^\W\d_]+", text.lower())
    for word in words[:_MOST_TOKENS]:
        scale *= SCALES.get(word) or (LETTERS.get(word, 1) if text[:1].isdigit() else 1)
    return scale


def agrees(figure: Figure, found: Iterable[Quantity]) -> bool:
    """Whether the value, or each bound, of a figure is among the quantities of its quotes; true without a number.

    A share agrees with its percentage (a half with 50 %), and 100 with the unit “million yuan” with 100 million. The
    sign may be in the words (“fell by 3 %” for −3).
    """
    known = list(found)
    unit = figure.unit_text or ""
    percent = bool(PERCENT.search(unit))
    scale = Decimal(1) if percent else _scale_of(unit)
    return all(any(_agrees(value, percent, scale, quantity) for quantity in known) for value in figure.numbers)


def _agrees(value: Decimal, percent: bool, scale: Decimal, quantity: Quantity) -> bool:
    wanted = [value] if scale == 1 or not quantity.scaled else []
    if scale != 1:
        wanted.append(_times(value, scale))
    for reading in quantity.values:
        if quantity.kind == "share" and percent:
            reading = _times(reading, Decimal(100))
        for number in wanted:
            if reading == number or -reading == number < 0:
                return True
            if quantity.kind == "share" and _rounds_to(reading, abs(number) if number < 0 < reading else number):
                return True
            if quantity.kind == "percent" and not percent and reading == _times(number, Decimal(100)):
                return True
    return False


def _rounds_to(share: Decimal, number: Decimal) -> bool:
    """Whether a share that has no end in decimals (two thirds) is that number to as many digits as were given."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or len(share.as_tuple().digits) < 20 or exponent > 0:
        return False
    if exponent == 0 and abs(share) < 1:  # or a third would be none, and two thirds one
        return False
    return share.quantize(number, context=_ARITHMETIC) == number
