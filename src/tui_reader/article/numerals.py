"""The words and signs that numbers are written with, and the tokens that running text is cut into to read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_ONES += " seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
_ORDINALS += " fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"

WORDS = {word: value for value, word in enumerate(_ONES.split())}
WORDS |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
WORDS |= {"twice": 2, "double": 2, "doubled": 2, "triple": 3, "tripled": 3, "quadrupled": 4}

ORDINALS = {word: value for value, word in enumerate(_ORDINALS.split(), 1)}
ORDINALS |= {word: 10 * value for value, word in enumerate(_TENTHS.split(), 2)}
ORDINALS |= {"hundredth": 100, "thousandth": 1000, "millionth": 10**6}

FRACTIONS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
FRACTIONS |= {f"{word}s": value for word, value in ORDINALS.items() if value > 2}

SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SCALES |= {"quadrillion": 10**15, "lakh": 10**5, "crore": 10**7}
SCALES |= {f"{word}s": value for word, value in SCALES.items()}
SCALES |= {
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "mrd": 10**9,
}
SCALES |= {"millionen": 10**6, "millones": 10**6, "milliard": 10**9, "milliards": 10**9, "milliarden": 10**9}

LETTERS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
"""Scales as one letter, which stand right after the digits (and may mean something else: metres, tonnes)."""

HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
HAN_DIGITS |= {
    "〇": 0,
    "○": 0,
    "两": 2,
    "兩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
HAN_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
HAN_SCALES |= {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
HANGUL_SCALES = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}

PERCENT = re.compile(
    r"\s?-?\s?(?:[%％﹪٪]|per\s?cent(?:age)?\b|pct\b|prozent\b|pour\s?cent\b|por\s?ciento\b|个?百分点|퍼센트)",
    re.IGNORECASE,
)

_LONGEST = 130
"""Digits of a numeral that is read; an article's own numbers have at most 60 on either side of the point."""

_SIGN = re.compile(r"(?:^|(?<=[\s(\[{“‘\"']))[-−﹣－][$€£¥￥]?$")
_CURRENCY = re.compile(r"(?<![^\W\d_])(?:RMB|USD|CNY|EUR|GBP|JPY|HKD|CHF|US|HK|Rs|Fr|R|C|A)$")

_HAN = "".join([*HAN_DIGITS, *HAN_SCALES])
_HANGUL = "".join(HANGUL_SCALES)
_DIGITS = r"\d{1,3}(?:[ '’_\u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*"
_TOKEN = re.compile(
    rf"(?P<share>[{_HAN}\d]+分之(?=[{_HAN}\d]))"
    r"|(?P<half>一半|절반)"
    rf"|(?P<han>(?:\d[\d,]*(?:\.\d+)?\s?[多余餘几]?[{_HAN}{_HANGUL}]|[{_HAN}])"
    rf"(?:\d[\d,]*(?:\.\d+)?|\s\d[\d,]*(?=[{_HANGUL}])|[{_HAN}{_HANGUL}])*"
    r"(?P<tenths>成)?)"
    rf"|(?P<digits>{_DIGITS})(?P<vulgar>[¼½¾⅐-⅞])?(?P<nth>(?:st|nd|rd|th)\b)?(?P<letter>[kmbt](?![\w'’]))?"
    r"|(?P<part>[¼½¾⅐-⅞])"
    r"|(?P<word>[a-z]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text that may be part of a number; `values` are its readings, the likeliest first."""

    kind: str
    start: int
    end: int
    values: tuple[Decimal, ...] = ()


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a text that numbers are made of, in order: digits, number words, scales, ordinals, fractions."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["word"]:
            yield from _word(match["word"].lower(), start, end)
        elif match["digits"]:
            yield from _numeral(text, match)
        elif match["han"]:
            scaled = any(character in HAN_SCALES or character in HANGUL_SCALES for character in match["han"])
            kind = "tenths" if match["tenths"] else "han" if scaled else "digits"
            yield Token(kind, start, end, (han_value(match["han"]),))
        elif match["half"]:
            yield Token("share", start, end, (Decimal("0.5"),))
        elif match["share"]:
            yield Token("of", start, end, (han_value(match["share"][:-2]),))
        else:
            yield Token("share", start, end, (_vulgar(match["part"]),))


def _word(word: str, start: int, end: int) -> Iterator[Token]:
    for kind, table in (("word", WORDS), ("scale", SCALES), ("ordinal", ORDINALS), ("fraction", FRACTIONS)):
        if word in table:
            yield Token(kind, start, end, (Decimal(table[word]),))
            return
    if word in ("a", "an", "and"):
        yield Token("and" if word == "and" else "a", start, end)


def _numeral(text: str, match: re.Match[str]) -> Iterator[Token]:
    start, end = match.span("digits")
    # Letters right before the digits make a name of them (CO2, G20, MP3), but for a currency's code (RMB100, US$5).
    if start and text[start - 1].isalpha() and text[start - 1].isascii() and not _currency(text, start):
        return
    if end - start > _LONGEST:
        return
    values = readings(match["digits"])
    if match["vulgar"]:
        values = tuple(value + _vulgar(match["vulgar"]) for value in values)
    if _SIGN.search(text, max(0, start - 4), start):
        values = tuple(-value for value in values)
    if match["nth"]:
        yield Token("nth", start, match.end("nth"), values)
    elif match["letter"]:
        scale = LETTERS[match["letter"].lower()]
        yield Token("lettered", start, match.end("letter"), (values[0] * scale, *values))
    else:
        yield Token("digits", start, match.end("vulgar") if match["vulgar"] else end, values)


def _currency(text: str, start: int) -> bool:
    return _CURRENCY.search(text, max(0, start - 4), start) is not None


def _vulgar(character: str) -> Decimal:
    plain = unicodedata.normalize("NFKD", character).split("\u2044")
    return Decimal(plain[0]) / Decimal(plain[1]) if len(plain) == 2 and plain[1] else Decimal(0)


def readings(digits: str) -> tuple[Decimal, ...]:
    """What a numeral may mean, the English reading first: 1,000 is a thousand, then one (with a decimal comma)."""
    grouped = re.sub(r"[ '’_\u00a0\u2009\u202f]", "", digits)
    found: list[Decimal] = []
    pieces = digits.split(" ")
    if len(grouped) < len(digits):
        found.append(Decimal(grouped.replace(",", ".")))
        if len(pieces) == 1 or any(piece.startswith("0") for piece in pieces):
            return tuple(found)
    for piece in pieces:
        if re.fullmatch(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?", piece):
            found.append(Decimal(piece.replace(",", "")))
        if re.fullmatch(r"\d+\.\d+", piece):
            found.append(Decimal(piece))
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", piece):
            found.append(Decimal(piece.replace(".", "").replace(",", ".")))
        if re.fullmatch(r"\d+,\d+", piece):
            found.append(Decimal(piece.replace(",", ".")))
    if not found or len(pieces) > 1:  # 3.4.5, 1,2,3 or two numbers side by side: each for itself
        found.extend(Decimal(piece) for piece in re.split(r"[., ]", digits))
    return tuple(dict.fromkeys(found))


def han_value(text: str) -> Decimal:
    """The value of Han characters, years (`二〇二五`) included, or of digits with Han or Hangul scales (`3.5万亿`)."""
    total = section = Decimal(0)
    number: Decimal | None = None
    last = Decimal(0)
    for piece in re.findall(r"\d[\d,]*(?:\.\d+)?|\D", text[:_LONGEST]):
        scale = HAN_SCALES.get(piece) or HANGUL_SCALES.get(piece)
        if piece[0].isdigit() and piece not in HAN_DIGITS:
            number = Decimal(piece.replace(",", ""))
        elif piece in HAN_DIGITS:
            number = Decimal(HAN_DIGITS[piece]) if number is None else number * 10 + HAN_DIGITS[piece]
        elif scale is None:
            continue
        elif scale < 10**4:
            section += (Decimal(1) if number is None else number) * scale
            number = None
        else:
            section += number or 0
            if scale > last:
                total = ((total + section) or Decimal(1)) * scale
            else:
                total += section * scale
            section, number, last = Decimal(0), None, Decimal(scale)
    return total + section + (number or 0)
