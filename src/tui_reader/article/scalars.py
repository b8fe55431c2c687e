"""Texts of the file turned into numbers, dates and names: each function says what is wrong, or gives the value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

MAX_DIGITS = 60
"""A number may have so many digits before and after its point, written out: far more than any quantity."""

_NUMBER = re.compile(r"([+-]?)(\d+(?:_\d+)*|\d{1,3}(?:,\d{3})+)(\.\d+(?:_\d+)*)?(?:[eE]([+-]?\d{1,3}))?", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
# BCP 47 (RFC 5646) without its grandfathered tags: language, script, region, variants, extensions.
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.ASCII | re.IGNORECASE,
)
_SLUG_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a text, and how to mend it."""

    message: str
    mend: str


def number(text: str) -> Decimal | Wrong:
    """A number: a sign, digits grouped by `_` or in thousands by `,`, a point, an exponent."""
    if len(text) > 200:
        return Wrong("has too many digits", f"write at most {MAX_DIGITS} digits")
    found = _NUMBER.fullmatch(text.replace("\u2212", "-"))
    if found is None:
        return Wrong("is not a number", _number_mend(text))
    sign, whole, fraction, exponent = found.groups()
    whole, fraction = re.sub("[_,]", "", whole), (fraction or ".").replace("_", "")[1:]
    shift = int(exponent or 0)
    if len(whole) + max(shift, 0) > MAX_DIGITS or len(fraction) + max(-shift, 0) > MAX_DIGITS:
        return Wrong("has too many digits", f"write at most {MAX_DIGITS} digits")
    # Built from its parts: Decimal's context would round nothing here, but would also take NaN and Infinity.
    return Decimal(
        f"{sign}{whole}.{fraction}E{shift}" if shift else f"{sign}{whole}{'.' if fraction else ''}{fraction}"
    )


def _number_mend(text: str) -> str:
    if text.endswith("%"):
        return 'write the number alone, and unit_text: "%"'
    if re.fullmatch(r"[+-]?\d+,\d+", text):
        return "a comma only groups thousands (1,000,000); write a decimal point"
    if re.search(r"\d\s+\d", text):
        return "write digits without spaces, grouped by _ if you like: 1_000_000"
    if re.search(r"\d.*[^\W\d_]", text):
        return "write digits only, such as 100_000_000_000 or 1e11; the unit belongs in unit_text or currency"
    return "write digits, such as 45, -0.5, 1_000_000 or 1e11; the words belong in as_stated"


def truth(text: str) -> bool | Wrong:
    """`true` or `false`, in lower case, capitalised or in capitals."""
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    return Wrong("is neither true nor false", "write true or false")


def day(text: str) -> str | Wrong:
    """An ISO 8601 date of a day that exists."""
    if _DAY.fullmatch(text) and _exists(text):
        return text
    if _DAY.fullmatch(text):
        return Wrong("is no day of the calendar", "write the date as year-month-day: 2023-05-24")
    return Wrong("is not a date", "write it as year-month-day: 2023-05-24")


def period(text: str) -> str | Wrong:
    """A year, a month or a day of ISO 8601, or two of them parted by `/`, the first not after the second."""
    ends = text.split("/")
    mend = "write 2022, 2022-05, 2022-05-23, or a period as 2021/2025"
    if len(ends) > 2 or not all(_is_date(end) for end in ends):
        return Wrong("is not a year, month, day or period", mend)
    if len(ends) == 2 and ends[0][: len(ends[1])] > ends[1]:
        return Wrong("ends before it begins", "write the earlier date first")
    return text


def _is_date(text: str) -> bool:
    full = text if _DAY.fullmatch(text) else f"{text}-01" if _MONTH.fullmatch(text) else f"{text}-01-01"
    return bool(_DAY.fullmatch(text) or _MONTH.fullmatch(text) or _YEAR.fullmatch(text)) and _exists(full)


def _exists(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_language(text: str) -> bool:
    """Whether a text has the form of a BCP 47 language tag."""
    return _LANGUAGE.fullmatch(text) is not None


def slug(text: str) -> str:
    """An id made from a heading: letters (of any script) and digits in lower case, parted by single hyphens."""
    text = text[:400]
    # NFKC after casefold: composed letters stay letters, and two ways of writing one heading give one id.
    folded = text.lower() if text.isascii() else normalize("NFKC", normalize("NFKC", text).casefold())
    made = "-".join(_SLUG_WORD.findall(folded)).replace("'", "").replace("’", "")
    if len(made) > _SLUG_LENGTH:
        cut = made[: _SLUG_LENGTH + 1].rpartition("-")[0]
        made = cut or made[:_SLUG_LENGTH]
    return made or "section"
