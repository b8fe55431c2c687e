#!/usr/bin/env python3
"""Hostile articles, each with what it must give; every byte of them is made here and is the same each time.

    python tests/hostile/corpus.py FOLDER     write them all into a folder

A case *opens*, or is refused with a problem whose message holds `says`, at the place marked `⟦` in its text where the
text has such a mark. `shows` are words that `show --format json` must print: what stands in for a hostile character,
or the very words where nothing of them is hostile.
"""

from __future__ import annotations

import os
import random
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

MARK = "⟦"
"""Stands in the text of a case where its problem is to be reported; it is taken out of the file."""


@dataclass(frozen=True)
class Case:
    """One hostile file: `make` gives its bytes, or `build` makes what is no regular file at a path."""

    name: str
    category: str
    opens: bool
    make: Callable[[], bytes] | None = None
    build: Callable[[Path], None] | None = None
    says: str = ""
    place: tuple[int, int] | None = None
    shows: tuple[str, ...] = ()
    large: bool = False
    """Takes a second or more: left to the full run."""

    def write(self, folder: Path) -> Path:
        """Make the file in a folder, and give its path."""
        path = folder / self.name
        if self.build is not None:
            self.build(path)
        elif self.make is not None:
            path.write_bytes(self.make())
        return path


# What a terminal would obey, as it may stand in double quotes, and what is to be seen of it.
ESCAPES = {
    "sgr": ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
    "clear": ("\x1b[2J\x1b[H\x1b[3J", "␛[2J␛[H␛[3J"),
    "reset": ("a\x1bcb", "a␛cb"),
    "title": ("\x1b]0;title\x07", "␛]0;title␇"),
    "link": ("\x1b]8;;http://e.org\x1b\\here\x1b]8;;\x1b\\", "␛]8;;http://e.org␛"),
    "clipboard": ("\x1b]52;c;cm0gLXJmIH4=\x07", "␛]52;c;cm0gLXJmIH4=␇"),
    "dcs": ("\x1bP+q544e\x1b\\", "␛P+q544e␛"),
    "apc": ("\x1b_Gf=24;AAAA\x1b\\", "␛_Gf=24;AAAA␛"),
    "pm-sos": ("\x1b^p\x1b\\\x1bXs\x1b\\", "␛^p␛"),
    "query": ("\x1b[6n\x1b[c\x1b[>q\x1b]11;?\x07", "␛[6n␛[c␛[>q␛]11;?␇"),
    "modes": ("\x1b[?1049l\x1b[?25h\x1b[?1003h", "␛[?1049l␛[?25h␛[?1003h"),
    "c1-csi": ("\x9b31mred", "�31mred"),
    "c1-osc": ("\x9d0;t\x9c", "�0;t�"),
    "c1-dcs": ("\x90q\x9c\x9fG\x9c", "�q��G�"),
    "nul": ("a\x00b", "a␀b"),
    "del-bell": ("a\x7fb\x08c\x07d", "a␡b␈c␇d"),
    "shift-out": ("a\x0e\x0fb", "a␎␏b"),
    "breaks": ("a\tb\x0bc\x0cd\x85e\u2028f\u2029g", "a b c d e f g"),
    "carriage": ("safe\rhostile", "safe hostile"),
    "kitty": ("\x1b[>1u\x1b[<u\x1b[=5u", "␛[>1u␛[<u␛[=5u"),
}

# What Textual and Rich take for markup: it must be shown as it stands.
MARKUP = {
    "colour": "[red]danger[/red]",
    "close": "aa[/]bb",
    "close-unknown": "[/foo]",
    "click": "[@click=app.quit]click me[/]",
    "click-quoted": "[@click=\"app.notify('x')\"]x[/]",
    "click-screen": "[@click=screen.dismiss]x[/]",
    "link": "[link=http://e.org]x[/link]",
    "escaped": r"\[red] \\[red] \[/]",
    "citation": "[citation needed] a[b]c [1] []",
    "reverse": "[reverse blink]x[/reverse blink]",
    "action": "[action=app.quit]x[/action]",
    "meta": "[@=x](1,2)[/] [on red]x[/on red]",
    "open": "[bold [red",
    "variable": "$primary [$error]x[/] {x} %s {0!r}",
    "markdown": "# x *y* `z` [a](http://e.org) ![b](c) <b>d</b>",
    "emoji": ":smile: :warning: [:smile:]",
}

# Text that must stay as it is, and text that is not what it seems: what must be seen of it.
UNICODE = {
    "bidi-override": ("a\u202eb\u202cc", "a◌b◌c"),
    "bidi-embedding": ("a\u202ab\u202bc", "a◌b◌c"),
    "bidi-isolates": ("a\u2066b\u2067c\u2068d\u2069e", "a◌b◌c◌d◌e"),
    "bidi-marks": ("a\u200eb\u200fc\u061cd", "a◌b◌c◌d"),
    "trojan-source": ("if x\u202e \u2066// y\u2069 \u2066{", "if x◌ ◌// y◌ ◌{"),
    "zero-width": ("a\u200bb\u2060c\ufeffd", "a◌b◌c◌d"),
    "zero-width-joiners": ("a\u200db\u200cc", "a◌b◌c"),
    "soft-hyphens": ("in\xaddus\xadtry", "in‧dus‧try"),
    "tags": ("a" + "".join(chr(0xE0000 + ord(letter)) for letter in "rm -rf") + "b", "a◌◌◌◌◌◌b"),
    "invisible-operators": ("a\u2061b\u2062c\u2063d\u2064e", "a◌b◌c◌d◌e"),
    "hangul-fillers": ("a\u115fb\u1160c\u3164d\uffa0e", "a◌b◌c◌d◌e"),
    "braille-blank": ("a\u2800b", "a◌b"),
    "interlinear": ("a\ufff9b\ufffac\ufffbd", "a◌b◌c◌d"),
    "deprecated-format": ("a\u206ab\u206fc", "a◌b◌c"),
    "noncharacters": ("a\ufdd0b\ufffec\U0001ffffd\U0010ffffe", "a�b�c�d�e"),
    "private-use": ("a\ue000b\U000f0000c\U00100000d", "a�b�c�d"),
    "unassigned": ("a\u0378b\U000effffc", "a�b�c"),
    "stacked-marks": ("e" + "\u0301" * 60 + "x", "◌x"),
    "stacked-thai": ("\u0e01" + "\u0e34" * 40 + "x", "◌x"),
    "lone-mark": ("\u0301\u0323 a", "a"),
    "lone-selectors": ("a\ufe0fb\ufe00c\U000e0100d", "a◌b◌c◌d"),
    "lone-joiner": ("x\u200d x", "x◌ x"),
    "emoji-family": ("a 👨\u200d👩\u200d👧 b", "a 👨\u200d👩\u200d👧 b"),
    "emoji-long": ("👨\u200d" * 50 + "👨 b", "👨 b"),
    "emoji-skin": ("a 👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 b", "a 👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 b"),
    "emoji-keycap": ("1\ufe0f\u20e3 ©\ufe0e b", "1\ufe0f\u20e3 ©\ufe0e b"),
    "flags": ("🇨🇳🇦🇺🇨 b", "🇨🇳🇦🇺🇨 b"),
    "flag-tags": ("🏴\U000e0067\U000e0062\U000e007f b", "🏴\U000e0067\U000e0062\U000e007f b"),
    "arabic": ("قال العمدة: نعم 2023", "قال العمدة: نعم 2023"),
    "hebrew": ("ראש העיר אמר (כן) 45%", "ראש העיר אמר (כן) 45%"),
    "persian": ("می\u200cخواهم", "می\u200cخواهم"),
    "devanagari": ("क\u094d\u200dष", "क\u094d\u200dष"),
    "wide": ("包头市被授予“世界绿色硅都”称号", "包头市被授予“世界绿色硅都”称号"),
    "full-width": ("ＢＡＯＴＯＵ １００％", "ＢＡＯＴＯＵ １００％"),
    "half-width": ("ﾊﾟﾈﾙ", "ﾊﾟﾈﾙ"),
    "jamo": ("\u1112\u1161\u11ab\u1100\u1173\u11af", "\u1112\u1161\u11ab"),
    "very-wide": ("﷽𒐫꧅ b", "﷽𒐫꧅ b"),
    "mathematical": ("𝕱𝖗𝖊𝖊 ∑∫", "𝕱𝖗𝖊𝖊 ∑∫"),
    "homoglyphs": ("Ваоtоu Βaotou", "Ваоtоu Βaotou"),
    "odd-spaces": ("a\xa0b\u2003c\u3000d\u1680e", "a\xa0b\u2003c\u3000d\u1680e"),
    "dashes-quotes": ("‘’‚‛“”„‟‐‑‒–—―−", "‘’‚‛“”„‟‐‑‒–—―−"),
    "zalgo": ("Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324a", "Z\u0351\u036b"),
}

# Every field of the format, with a harmless value; `@` stands for the hostile text in what follows.
FIELDS = {
    "headline": "A headline",
    "dateline": "Shanghai",
    "language": "en",
    "abstract": "In short.",
    "source_name": "A daily",
    "source_url": "https://example.org/a",
    "person_id": "li",
    "person_name": "Li Wei",
    "alternate_name": "Old Li",
    "role": "mayor",
    "affiliation": "City Hall",
    "rel": "speaker",
    "person_note": "A note.",
    "figure_id": "output",
    "label": "Output value",
    "as_stated": "45% of the world",
    "unit_text": "%",
    "currency": "CNY",
    "figure_note": "A note on it.",
    "exact": "45% of the world",
    "prefix": "makes",
    "suffix": "today",
    "section_id": "start",
    "heading": "A heading",
    "section_note": "A note on the section.",
    "plain": "The city makes 45% of the world today, said Li Wei.",
    "role_then": "then mayor",
    "spoken": "We make panels for the world.",
    "unknown_key": "sponsor",
    "unknown_value": "nobody",
}


def quote(text: str, *, raw: bool = False) -> str:
    """Text as a YAML text in double quotes; `raw` leaves what is not ASCII as it is."""
    made = []
    for letter in text:
        code = ord(letter)
        if letter in '"\\':
            made.append("\\" + letter)
        elif 0x20 <= code < 0x7F or (raw and code > 0x9F):
            made.append(letter)
        else:
            made.append(f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return f'"{"".join(made)}"'


def article(everywhere: str | None = None, *, raw: bool = False, **fields: str) -> bytes:
    """An article with all fields; one text in all of them, or in those that are named."""
    values = {name: everywhere or value for name, value in FIELDS.items()} | fields
    q = {name: quote(value, raw=raw) for name, value in values.items()}
    text = f"""\
headline: {q["headline"]}
dateline: {q["dateline"]}
language: {q["language"]}
abstract: {q["abstract"]}
source: {{name: {q["source_name"]}, url: {q["source_url"]}}}
people:
  - id: {q["person_id"]}
    name: {q["person_name"]}
    alternate_names: [{q["alternate_name"]}]
    role: {q["role"]}
    affiliation: {q["affiliation"]}
    rel: {q["rel"]}
    note: {q["person_note"]}
figures:
  - id: {q["figure_id"]}
    label: {q["label"]}
    as_stated: {q["as_stated"]}
    value: 45
    unit_text: {q["unit_text"]}
    currency: {q["currency"]}
    by: {q["person_id"]}
    note: {q["figure_note"]}
    evidence:
      - {{exact: {q["exact"]}, prefix: {q["prefix"]}, suffix: {q["suffix"]}, section: {q["section_id"]}}}
sections:
  - id: {q["section_id"]}
    heading: {q["heading"]}
    note: {q["section_note"]}
    paragraphs:
      - {q["plain"]}
      - {{by: {q["person_id"]}, as: {q["role_then"]}, text: {q["spoken"]}}}
    sections:
      - heading: {q["heading"]}
        paragraphs: [{q["plain"]}]
{q["unknown_key"]}: {q["unknown_value"]}
"""
    return text.encode("utf-8", "surrogatepass")


def _with(field: str, text: str) -> bytes:
    values = {field: text}
    return article(None, raw=False, **values)


PLAIN = "headline: A\nsections:\n  - heading: B\n    paragraphs: [C]\n"
SECTIONS = "sections: [{heading: B, paragraphs: [C]}]\n"


def good(category: str, name: str, text: str | bytes, *shows: str, large: bool = False) -> Case:
    """A case that opens."""
    data = text.encode() if isinstance(text, str) else text
    return Case(f"{category}-{name}.yaml", category, True, lambda: data, shows=shows, large=large)


def bad(category: str, name: str, text: str | bytes, says: str, place: tuple[int, int] | None = None) -> Case:
    """A case that is refused, where MARK stands in its text."""
    if isinstance(text, str):
        before, mark, after = text.partition(MARK)
        if mark:
            place = before.count("\n") + 1, len(before) - before.rfind("\n")
        text = before + after
    data = text.encode() if isinstance(text, str) else text
    return Case(f"{category}-{name}.yaml", category, False, lambda: data, says=says, place=place)


def _escapes() -> Iterator[Case]:
    for name, (payload, shown) in ESCAPES.items():
        make = partial(article, f"x{payload}y")
        yield Case(f"escapes-{name}.yaml", "escapes", True, make, shows=(f"x{shown}",))
    hostile = "x\x1b[31m\x1b]52;c;eA==\x07\x9b2J\x00\x7f\u202ey"
    for field in FIELDS:
        yield Case(f"escapes-in-{field}.yaml", "escapes", True, partial(_with, field, hostile))
    for code in (0x00, 0x01, 0x07, 0x08, 0x0B, 0x0E, 0x1B, 0x7F, 0x80, 0x9B, 0x9D, 0xFFFE, 0xFFFF):
        if code == 0:
            yield bad("escapes", "raw-00", f"headline: a{chr(code)}[31m\n" + SECTIONS, "is NUL")
        else:
            text = f"headline: a{MARK}{chr(code)}[31m\n" + SECTIONS
            yield bad("escapes", f"raw-{code:02x}", text, f"the character U+{code:04X} (byte 11) may not stand")
    yield good("escapes", "raw-feff", "headline: a\ufeffb\n" + SECTIONS, "a◌b")
    late = "headline: A\n# " + "x" * 20_000
    yield bad("escapes", "raw-nul-late", f"{late}{MARK}\0\n{SECTIONS}", "the character U+0000")
    yield bad("escapes", "raw-in-comment", f"headline: A # {MARK}\x1b[2J\n" + SECTIONS, "the character U+001B")
    e = quote("x\x1b[31m\x9b2J\u202e\x07y")
    shown = "x␛[31m�2J◌␇y"
    yield bad("escapes", "message-number", _figure(f"value: {MARK}{e}"), f"“{shown}” is not a number")
    yield bad("escapes", "message-date", _figure(f"date: {MARK}{e}"), f"“{shown}” is not")
    yield bad("escapes", "message-status", _figure(f"status: {MARK}{e}"), f"“{shown}” is no status")
    yield bad("escapes", "message-truth", _figure(f"approximate: {MARK}{e}"), f"“{shown}” is neither")
    yield bad("escapes", "message-by", _figure(f"by: {MARK}{e}"), f"no person with the id “{shown}”")
    yield bad("escapes", "message-format", f"format: {MARK}{e}\nheadline: A\n{SECTIONS}", f"“{shown}” is a format")
    yield bad("escapes", "message-day", f"headline: A\ndate_published: {MARK}{e}\n{SECTIONS}", f"“{shown}” is not")
    yield bad("escapes", "message-key-twice", f"{e}: 1\n{MARK}{e}: 2\n{PLAIN}", f"“{shown}” stands twice")
    yield bad("escapes", "message-id-twice", _people(f"{{id: {e}, name: A}}", f"{{id: {MARK}{e}, name: B}}"), shown)
    yield bad("escapes", "message-section", _figure(f"evidence: {{exact: C, section: {MARK}{e}}}"), f"id “{shown}”")
    yield bad("escapes", "message-alias", "headline: \u202e*x\nsections: *⟦\u202e\n", "needs quotes")
    yield bad("escapes", "message-line", f"headline: {e}\nsections: {{a: [⟦}}\n", "a value is missing here")


def _markup() -> Iterator[Case]:
    for name, payload in MARKUP.items():
        make = partial(article, f"x {payload} y")
        yield Case(f"markup-{name}.yaml", "markup", True, make, shows=(f"x {payload} y",))
    m = quote("[red]x[/] [@click=app.quit]")
    yield bad("markup", "message-number", _figure(f"value: {MARK}{m}"), "“[red]x[/] [@click=app.quit]” is not a number")
    yield bad("markup", "message-by", _figure(f"by: {MARK}{m}"), "id “[red]x[/] [@click=app.quit]”")
    yield bad("markup", "message-key", f"{m}: 1\n{MARK}{m}: 2\n{PLAIN}", "“[red]x[/] [@click=app.quit]” stands twice")
    yield bad(
        "markup", "unquoted", f"headline: {MARK}[red]x[/]\n{SECTIONS}", "a text that begins with [ or { needs quotes"
    )
    yield bad(
        "markup",
        "unquoted-click",
        f"headline: A\nsections: [{{heading: [{MARK}@click=a.b]x}}]\n",
        "cannot begin with this character",
    )


def _unicode() -> Iterator[Case]:
    for name, (payload, shown) in UNICODE.items():
        make = partial(article, f"x {payload} y")
        yield Case(f"unicode-{name}.yaml", "unicode", True, make, shows=(shown,))
    for name in ("bidi-override", "zero-width", "tags", "emoji-family", "wide", "arabic", "stacked-marks", "flags"):
        payload, shown = UNICODE[name]
        if "\ufeff" not in payload:  # which YAML 1.1 forbids
            make = partial(article, f"x {payload} y", raw=True)
            yield Case(f"unicode-raw-{name}.yaml", "unicode", True, make, shows=(shown,))
    yield bad("unicode", "surrogate", f'headline: "a\\u{MARK}d800b"\n{SECTIONS}', "no escape that YAML knows")
    yield bad("unicode", "surrogate-pair", f'headline: "a\\u{MARK}d83d\\ude00b"\n{SECTIONS}', "no escape that")
    yield bad("unicode", "beyond", f'headline: "a\\U{MARK}00110000b"\n{SECTIONS}', "no escape that YAML knows")
    yield bad("unicode", "surrogate-bytes", b"headline: a\xed\xa0\x80b\n" + SECTIONS.encode(), "0xED", (1, 12))
    rng = random.Random(20)
    planes = [range(0xA0, 0xD800), range(0xE000, 0xFDD0), range(0x10000, 0x11000), range(0x1F000, 0x1FB00)]
    for number in range(12):
        text = "".join(chr(rng.choice(rng.choice(planes))) for _ in range(400))
        yield Case(
            f"unicode-random-{number}.yaml", "unicode", True, partial(article, plain="x" + text, heading="h" + text)
        )
    line = "包" * 20_000
    yield good("unicode", "long-wide-line", article(plain=line, raw=True), line)
    line = "e" + "\u0301" * 100_000
    yield good("unicode", "pile-of-marks", article(plain=line, raw=True), "◌◌◌")
    yield good(
        "unicode", "endless-family", article(plain="👨\u200d" * 20_000 + "👨", raw=True), "👨\u200d" * 8 + "👨◌👨"
    )
    syllable = "\u1100" + "\u1161" * 20_000
    yield good("unicode", "endless-syllable", article(plain=syllable, raw=True), "\u1100" + "\u1161" * 8 + "◌◌◌")
    yield good("unicode", "endless-tones", article(plain="👨" + "🏽" * 20_000, raw=True), "👨" + "🏽" * 8 + "◌◌◌")
    letters = "\u0d15\u200c\u0d4d\u200d" * 20_000
    yield good("unicode", "endless-letter", article(plain=letters, raw=True), "\u0d15\u200c\u0d4d◌")


def _encodings() -> Iterator[Case]:
    text = "headline: Bāotóu 包头 🌍\n" + SECTIONS
    yield good("encodings", "utf8-bom", b"\xef\xbb\xbf" + text.encode(), "Bāotóu 包头 🌍")
    yield good("encodings", "utf16-le", b"\xff\xfe" + text.encode("utf-16-le"), "Bāotóu 包头 🌍")
    yield good("encodings", "utf16-be", b"\xfe\xff" + text.encode("utf-16-be"), "Bāotóu 包头 🌍")
    yield good("encodings", "utf7", "headline: B+AQE-otou\n" + SECTIONS, "B+AQE-otou")
    for bits, data in [("16-le", text.encode("utf-16-le")), ("16-be", text.encode("utf-16-be"))]:
        yield bad("encodings", f"utf{bits}-no-bom", data, "is NUL")
    yield bad("encodings", "utf32-le", b"\xff\xfe\0\0" + text.encode("utf-32-le"), "is in UTF-32")
    yield bad("encodings", "utf32-be", b"\0\0\xfe\xff" + text.encode("utf-32-be"), "is in UTF-32")
    yield bad("encodings", "utf16-odd", b"\xff\xfe" + text.encode("utf-16-le") + b"\x41", "is not valid UTF-16")
    yield bad("encodings", "utf16-lone", b"\xff\xfea\0:\0\x00\xd8b\0", "is not valid UTF-16", (1, 3))
    yield bad("encodings", "utf16-empty", b"\xff\xfe", "is empty")
    yield bad("encodings", "utf8-bom-empty", b"\xef\xbb\xbf", "is empty")
    yield bad("encodings", "empty", b"", "is empty")
    yield bad("encodings", "blank", b" \n\n \t\n", "is empty")
    plain = SECTIONS.encode()
    for name, raw in {
        "latin1": b"Stra\xdfe",
        "cp1252": b"\x93quoted\x94",
        "gb18030": "包头".encode("gb18030"),
        "shift-jis": "包頭".encode("shift-jis"),
        "overlong": b"\xc0\xaf",
        "overlong-nul": b"\xc0\x80",
        "too-high": b"\xf4\x90\x80\x80",
        "lone-continuation": b"a\x80b",
        "cut-off": b"a\xe5\x8c",
        "ff-fe": b"a\xff\xfeb",
    }.items():
        at = next(at for at in range(len(raw)) if raw[at] > 0x7F)
        data = b"headline: " + raw + b"\n" + plain
        yield bad("encodings", name, data, f"byte {10 + at:,} is 0x{raw[at]:02X}, which is not UTF-8", (1, 11 + at))
    yield bad("encodings", "bad-first-byte", b"\xe9" + PLAIN.encode(), "byte 0 is 0xE9", (1, 1))
    yield bad("encodings", "bad-last-byte", PLAIN.encode() + b"# \xe9", "0xE9, which is not UTF-8", (5, 3))
    yield bad("encodings", "cut-at-end", PLAIN.encode() + b"# \xe5\x8c", "0xE5, which is not UTF-8", (5, 3))
    far = PLAIN.encode() + b"# x\n" * 300_000
    yield bad("encodings", "bad-far-in", far + b"# \xff\n", f"byte {len(far) + 2:,} is 0xFF", (300_005, 3))
    rng = random.Random(6)
    yield bad("encodings", "noise", bytes(rng.randrange(256) for _ in range(4096)), "is NUL")
    yield bad("encodings", "elf", b"\x7fELF\x02\x01\x01" + bytes(4000), "is NUL")
    yield bad(
        "encodings",
        "gzip",
        b"\x1f\x8b\x08\x08" + bytes(rng.randrange(1, 256) for _ in range(400)),
        "byte 1 is 0x8B",
        (1, 2),
    )
    yield bad("encodings", "png", b"\x89PNG\r\n\x1a\n" + bytes(40), "is NUL")


def _line_ends() -> Iterator[Case]:
    yield good("lines", "cr", PLAIN.replace("\n", "\r"))
    yield good("lines", "crlf", PLAIN.replace("\n", "\r\n"))
    yield good("lines", "mixed", "headline: A\r\nsections:\r  - heading: B\n    paragraphs: [C]\r")
    yield good("lines", "no-end", PLAIN.rstrip())
    yield good("lines", "nel", PLAIN.replace("C", "C\x85D"), "C D")
    yield good("lines", "u2028", PLAIN.replace("C", "C\u2028D\u2029E"), "C D E")
    yield good("lines", "many-blank", PLAIN + "\n" * 50_000)
    yield good("lines", "folded", PLAIN.replace("[C]", "\n      - >-\n        C\n        D\n"), "C D")
    yield bad("lines", "only-nel", PLAIN.replace("\n", "\x85"), "stands where no key can be", (1, 21))
    yield bad("lines", "only-u2028", PLAIN.replace("\n", "\u2028"), "stands where no key can be", (1, 21))
    yield bad("lines", "cr-place", "headline: A\rformat: 2\r" + SECTIONS, "is a format that", (2, 9))
    yield bad("lines", "crlf-place", "headline: A\r\nformat: 2\r\n" + SECTIONS, "is a format that", (2, 9))
    yield bad("lines", "u2028-place", f"abstract: a\u2028b\nformat: {MARK}2\n" + PLAIN, "is a format that")
    yield bad("lines", "vt", f"headline: A{MARK}\x0bB\n" + SECTIONS, "the character U+000B")
    yield bad("lines", "tab-indent", f"headline: A\nsections:\n{MARK}\t- heading: B\n", "a tab stands")


def _figure(more: str) -> str:
    return f"headline: A\nfigures:\n  - {{id: a, label: L}}\n  - id: f\n    label: L\n    {more}\n{SECTIONS}"


def _people(*people: str) -> str:
    return "headline: A\npeople:\n" + "".join(f"  - {person}\n" for person in people) + SECTIONS


_HEAD = ("headline", "dateline", "language", "abstract", "date_published", "format")
_PERSON = ("id", "name", "role", "affiliation", "rel", "note")
_FIGURE = ("id", "label", "as_stated", "value", "min_value", "max_value", "unit_text", "currency", "date", "status")


def _shapes() -> Iterator[Case]:
    for wrong, kind in (("[a, b]", "a list"), ("{a: b}", "a mapping")):
        short = kind.split()[1]
        for key in _HEAD:
            rest = "" if key == "headline" else "headline: A\n"
            yield bad("shapes", f"{key}-{short}", f"{rest}{key}: {MARK}{wrong}\n{SECTIONS}", f"{key} must be a text")
        for key in _PERSON:
            given = {"id": "li", "name": "Li"} | {key: MARK + wrong}
            text = ", ".join(f"{name}: {value}" for name, value in given.items())
            yield bad("shapes", f"person-{key}-{short}", _people(f"{{{text}}}"), f"{key} must be a text, not {kind}")
        for key in (*_FIGURE, "approximate", "by", "note"):
            given = {"id": "f", "label": "L"} | {key: MARK + wrong}
            text = ", ".join(f"{name}: {value}" for name, value in given.items())
            text = f"headline: A\nfigures:\n  - {{{text}}}\n{SECTIONS}"
            yield bad("shapes", f"figure-{key}-{short}", text, f"{key} must be a text, not {kind}")
        for key in ("id", "heading", "note"):
            given = {"heading": "B", "paragraphs": "[C]"} | {key: MARK + wrong}
            text = ", ".join(f"{name}: {value}" for name, value in given.items())
            yield bad(
                "shapes", f"section-{key}-{short}", f"headline: A\nsections: [{{{text}}}]\n", f"{key} must be a text"
            )
    for key, wrong, says in [
        ("source", "A daily", "source must be a mapping"),
        ("source", "[a]", "source must be a mapping"),
        ("people", "Li", "people must be a list"),
        ("people", "{id: li}", "people must be a list"),
        ("figures", "45", "figures must be a list"),
        ("figures", "{id: f}", "figures must be a list"),
        ("people", "[⟦Li]", "this must be a mapping"),
        ("people", "[⟦[Li]]", "this must be a mapping"),
        ("people", "[⟦~]", "this must be a mapping"),
        ("figures", "[⟦45]", "this must be a mapping"),
        ("figures", "[⟦[]]", "this must be a mapping"),
    ]:
        wrong = wrong if MARK in wrong else MARK + wrong
        name = f"{key}-{next(_number)}"
        yield bad("shapes", name, f"headline: A\n{key}: {wrong}\n{SECTIONS}", says)
    for wrong, says in [
        ("⟦B", "sections must be a list"),
        ("⟦{heading: B}", "sections must be a list"),
        ("⟦[]", "the article has no sections"),
        ("[⟦B]", "a section must be a mapping"),
        ("[⟦[B]]", "a section must be a mapping"),
        ("[⟦~]", "a section must be a mapping"),
        ("[⟦{heading: B}]", "neither paragraphs nor sections"),
        ("[⟦{heading: B, paragraphs: []}]", "neither paragraphs nor sections"),
        ("[⟦{paragraphs: [C]}]", "heading is missing"),
        ("[{⟦heading: , paragraphs: [C]}]", "heading is empty"),
        ("[{heading: ⟦~, paragraphs: [C]}]", "heading is empty"),
        ("[{⟦heading: '', paragraphs: [C]}]", "heading is empty"),
        ("[{⟦heading: '  ', paragraphs: [C]}]", "heading is empty"),
        ("[{heading: B, paragraphs: ⟦C}]", "paragraphs must be a list"),
        ("[{heading: B, paragraphs: ⟦{text: C}}]", "paragraphs must be a list"),
        ("[{heading: B, paragraphs: [⟦[C]]}]", "a paragraph must be a text or an utterance"),
        ("[{heading: B, paragraphs: [⟦~]}]", "this paragraph is empty"),
        ("[{heading: B, paragraphs: [⟦'']}]", "this paragraph is empty"),
        ("[{heading: B, paragraphs: [⟦{He said: no}]}]", "was read as a mapping"),
        ("[{heading: B, paragraphs: [⟦{by: li}]}]", "text is missing"),
        ("[{heading: B, paragraphs: [{by: ⟦[li], text: C}]}]", "by must be a text"),
        ("[{heading: B, paragraphs: [{as: ⟦{a: b}, text: C}]}]", "as must be a text"),
        ("[{heading: B, paragraphs: [{text: ⟦[C]}]}]", "text must be a text"),
        ("[{heading: B, paragraphs: [{by: ⟦nobody, text: C}]}]", "there is no person"),
        ("[{heading: B, paragraphs: [C], sections: ⟦D}]", "sections must be a list"),
        ("[{heading: B, sections: [⟦D]}]", "a section must be a mapping"),
        ("[{heading: B, ⟦[a]: C, paragraphs: [C]}]", "a key must be a text"),
        ("[{heading: B, ⟦{a: b}: C, paragraphs: [C]}]", "a key must be a text"),
    ]:
        yield bad("shapes", f"sections-{next(_number)}", f"headline: A\nsections: {wrong}\n", says)
    for wrong, says in [
        ("⟦{a: b}", "exact is missing"),
        ("[⟦[C]]", "a quote must be a text or a mapping, not a list"),
        ("[⟦~]", "this quote is empty"),
        ("{exact: ⟦[C]}", "exact must be a text"),
        ("⟦{prefix: C}", "exact is missing"),
        ("{exact: C, section: ⟦none}", "there is no section"),
        ("{exact: C, section: ⟦[B]}", "section must be a text"),
        ("{exact: C, prefix: ⟦[B]}", "prefix must be a text"),
        ("[⟦'']", "empty"),
    ]:
        text = f"headline: A\nfigures: [{{id: f, label: L, as_stated: C, evidence: {wrong}}}]\n{SECTIONS}"
        yield bad("shapes", f"evidence-{next(_number)}", text, says)
    yield bad("shapes", "text", "⟦just text\n", "this is plain text")
    yield bad("shapes", "list", "⟦- a\n- b\n", "this is a list")
    yield bad("shapes", "number", "⟦42\n", "this is plain text")
    yield bad("shapes", "comments", "⟦# nothing\n", "nothing in it but comments")
    yield bad("shapes", "json-list", '⟦[{"headline": "A"}]\n', "this is a list")
    yield bad("shapes", "empty-mapping", "⟦{}\n", "headline is missing")
    yield bad("shapes", "html", "<!DOCTYPE html>\n<html><body>x</body></html>\n", "this is plain text", (1, 1))
    yield good("shapes", "json", '{"headline": "A", "sections": [{"heading": "B", "paragraphs": ["C"]}]}\n')
    yield bad("shapes", "min-above-max", _figure("min_value: 5\n    max_value: 4"), "is greater than")
    yield bad("shapes", "alternate-mapping", _people("{id: li, name: Li, alternate_names: ⟦{a: b}}"), "a list of texts")
    yield bad("shapes", "alternate-nested", _people("{id: li, name: Li, alternate_names: [⟦[a]]}"), "must be a text")
    yield bad("shapes", "alternate-empty", _people("{id: li, name: Li, alternate_names: [⟦~]}"), "this text is empty")
    yield bad("shapes", "person-no-name", _people("⟦{id: li}"), "name is missing")
    yield bad("shapes", "person-no-id", _people("⟦{name: Li}"), "id is missing")


_number = count(1)

SCALARS = (
    *("no", "yes", "on", "off", "y", "true", "12:30", "1_000", "010", "0o17", "0x1F", "0b11", "1e400", "-0", "+1"),
    *("=", "<<", ".inf", "-.inf", ".nan", "2023-05-24", "2023-02-30", "2001-12-14t21:59:43.10-05:00", "9" * 5000),
    *("1,000", "1,5", "NULL", "Null", "n", "190:20:30", "685.230_15e+03", "0.", ".5", "−7", "٣", "½", "１"),
)
_NUMBERS = frozenset(("1_000", "010", "-0", "+1", "1,000", "−7", "685.230_15e+03"))


def _yaml_1_1() -> Iterator[Case]:
    for number, text in enumerate(SCALARS):
        make = (
            f"headline: {text}\nsections:\n  - heading: {text}\n    paragraphs: [{text if text[0] != '=' else '= '}]\n"
        )
        if "," in text:
            make = make.replace(f"[{text}]", f"['{text}']")
        yield good("scalars", f"text-{number}", make, f'"{text}"')
    for number, text in enumerate(SCALARS):
        if text in ("NULL", "Null"):
            continue
        if text in _NUMBERS:
            yield good("scalars", f"value-{number}", _figure(f"value: {text}"))
        else:
            says = "has too many digits" if text in ("1e400", "9" * 5000) else "is not a number"
            yield bad("scalars", f"value-{number}", _figure(f"value: {MARK}{text}"), says)
    for text in ("2023-02-30", "2023-13-01", "0000-00-00", "yesterday", "2023-5-4", "2023-05-24T00:00:00", "99999"):
        name = text.replace(":", "")
        yield bad("scalars", f"day-{name}", f"headline: A\ndate_published: {MARK}{text}\n{SECTIONS}", f"“{text}” is no")
        yield bad("scalars", f"period-{name}", _figure(f"date: {MARK}{text}"), f"“{text}” ")
    for text in ("2025/2021", "2021/2022/2023", "/2022", "2022/", "2022-00", "二〇二二"):
        yield bad("scalars", f"period-{text.replace('/', '+')}", _figure(f"date: {MARK}{text}"), f"“{text}” ")
    for text in ("yes", "no", "on", "off", "1", "maybe"):
        yield bad("scalars", f"truth-{text}", _figure(f"approximate: {MARK}{text}"), "is neither true nor false")


def _yaml_tricks() -> Iterator[Case]:
    for name, tag in {
        "python": "!!python/object/apply:os.system ['true']",
        "python-name": "!!python/name:os.system",
        "python-module": "!!python/module:os",
        "binary": "!!binary aGVsbG8=",
        "timestamp": "!!timestamp foo",
        "float": "!!float foo",
        "null": "!!null foo",
        "set": "!!set {a, b}",
        "omap": "!!omap [a: b]",
        "private": "!foo bar",
        "verbatim": "!<tag:yaml.org,2002:str> bar",
        "exclamation": "! bar",
        "percent": "!%e5%8c%85 bar",
    }.items():
        yield good("tags", f"unknown-{name}", PLAIN + f"other: {tag}\n")
    yield good("tags", "paragraph", PLAIN.replace("[C]", "[!!binary QUJD]"), "QUJD")
    yield good("tags", "python-paragraph", PLAIN.replace("[C]", "[!!python/name:os.system x]"))
    yield good("tags", "str", PLAIN.replace("A", "!!str A"), '"A"')
    yield good("tags", "directive", f"%TAG ! tag:e.org,2000:\n---\n{PLAIN.replace('A', '!x A')}", '"A"')
    yield bad("tags", "bad-utf8", "headline: !⟦%ff%fe x\n" + SECTIONS, "begins with ! needs quotes")
    yield bad("tags", "unknown-handle", "headline: ⟦!e!x A\n" + SECTIONS, "begins with ! needs quotes")
    yield bad("tags", "object-article", "!!python/object:os.x\n- a\n", "this is a list")
    for name, text in {
        "headline": f"headline: A\n{MARK}headline: B\n{SECTIONS}",
        "sections": f"{PLAIN}{MARK}sections: []\n",
        "people": f"people: []\n{MARK}people: []\n{PLAIN}",
        "unknown": f"x: 1\n{MARK}x: 2\n{PLAIN}",
        "quoted": f"x: 1\n{MARK}'x': 2\n{PLAIN}",
        "escaped": f'x: 1\n{MARK}"\\x78": 2\n{PLAIN}',
        "person": _people("{id: li, name: Li, ⟦name: Lo}"),
        "paragraphs": "headline: A\nsections: [{heading: B, paragraphs: [C], ⟦paragraphs: [D]}]\n",
    }.items():
        yield bad("duplicates", f"key-{name}", text, "stands twice")
    yield bad("duplicates", "person-id", _people("{id: li, name: A}", "{id: ⟦li, name: B}"), "stands twice")
    figures = "headline: A\nfigures:\n  - {id: f, label: A}\n  - {id: ⟦f, label: B}\n" + SECTIONS
    yield bad("duplicates", "figure-id", figures, "stands twice")
    text = (
        "headline: A\nsections:\n  - {id: a, heading: B, paragraphs: [C]}\n  - {id: ⟦a, heading: C, paragraphs: [C]}\n"
    )
    yield bad("duplicates", "section-id", text, "stands twice")
    text = "headline: A\nsections:\n  - {heading: B, paragraphs: [C]}\n  - {id: ⟦b, heading: C, paragraphs: [C]}\n"
    yield bad("duplicates", "made-id", text, "made from its heading")
    yield bad("duplicates", "documents", f"{PLAIN}⟦---\n{PLAIN}", "a second document begins here")
    yield bad("duplicates", "many", "x: 1\n" * 1000 + PLAIN, "stands twice")
    yield good(
        "duplicates", "headings", "headline: A\nsections:\n" + "  - {heading: B, paragraphs: [C]}\n" * 500, "b-500"
    )
    yield from _aliases()
    for name, text, says in [
        ("value", "headline: a⟦: b: c", "stands where no key can be"),
        ("open-quote", "headline: ⟦'A\n" + SECTIONS, "no closing quote"),
        ("open-double", 'headline: ⟦"A\n' + SECTIONS, "no closing quote"),
        ("escape", f'headline: "A⟦\\q"\n{SECTIONS}', "no escape that YAML knows"),
        ("hex", f'headline: "A\\x⟦zz"\n{SECTIONS}', "no escape that YAML knows"),
        ("at-sign", f"headline: {MARK}@here\n{SECTIONS}", "cannot begin with this character"),
        ("backquote", f"headline: {MARK}`x`\n{SECTIONS}", "cannot begin with this character"),
        ("percent", f"headline: {MARK}%x\n{SECTIONS}", "cannot begin with this character"),
        ("flow-open", "headline: A\nsections: [⟦{heading: B\n", "not closed"),
        ("flow-close", f"headline: A\nsections: {MARK}]\n", "a value is missing here"),
        ("indent", "headline: A\nsections:\n  - heading: B\n   ⟦paragraphs: [C]\n", "belongs to no list item"),
        ("no-space", "headline: A\n⟦sections\nx: y\n", "neither “key: value” nor a list item"),
        ("directive", "⟦%YAML 9.9\n---\n" + PLAIN, "begins with % needs quotes"),
        ("directive-word", "%FOO⟦ bar\n" + PLAIN, "begins with % needs quotes"),
        ("block-header", "headline: >9⟦x\n A\n" + SECTIONS, "must begin on the line after"),
        ("document-end", PLAIN + "...\n⟦more: x\n", "does not belong to what stands above"),
        ("anchor-name", f"headline: &{MARK} A\n{SECTIONS}", "begins with & or * needs quotes"),
        ("question", "? {a: b}\n: c\n" + PLAIN, "a key must be a text"),
    ]:
        yield bad("syntax", name, text, says)


def _aliases() -> Iterator[Case]:
    yield good("aliases", "eight", f"x: [{', '.join(['*a'] * 8)}]\n".join(["y: &a b\n", PLAIN]))
    yield bad("aliases", "nine", "y: &a b\nx: [" + "*a, " * 8 + f"{MARK}*a]\n{PLAIN}", "more than 8 aliases")
    yield bad("aliases", "cycle-list", f"x: &a [b, {MARK}*a]\n{PLAIN}", "stands inside what it names")
    yield bad("aliases", "cycle-mapping", f"x: &a {{b: {MARK}*a}}\n{PLAIN}", "stands inside what it names")
    yield bad("aliases", "cycle-sections", "headline: A\nsections: &a [{heading: B, sections: ⟦*a}]\n", "stands inside")
    yield bad("aliases", "cycle-key", f"x: &a {{{MARK}*a : b}}\n{PLAIN}", "stands inside what it names")
    yield bad("aliases", "unknown", f"x: {MARK}*nobody\n{PLAIN}", "names nothing that was defined")
    yield bad("aliases", "later", f"x: {MARK}*a\ny: &a b\n{PLAIN}", "names nothing that was defined")
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    yield bad("aliases", "laughs", bomb + PLAIN, "more than 8 aliases")
    sections = "headline: A\nx: &a [{heading: B, paragraphs: [C]}]\nsections: *a\n"
    yield good("aliases", "sections", sections)
    base = "b: &b {a: 1}\n"
    yield good("merge", "one", base + f"c:\n  <<: *b\n{PLAIN}")
    yield good("merge", "top", f"<<: {{x: y}}\n{PLAIN}")
    yield good("merge", "section", PLAIN.replace("- heading: B", "- heading: B\n    <<: {id: x}"), '"id": "b"')
    bomb = "a0: &a0 {x: 1}\n"
    bomb += "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 12))
    yield bad("merge", "bomb", bomb + PLAIN, "more than 8 aliases")
    yield bad("merge", "list", f"<<: &a [{MARK}*a]\n{PLAIN}", "stands inside what it names")


def nested_sections(levels: int, *, mark: int = 0) -> str:
    """An article whose sections stand in each other so many levels deep; MARK before that of a level (from 1)."""
    text = "headline: A\nsections:\n"
    for level in range(1, levels + 1):
        pad = "  " * (2 * level - 1)
        text += f"{pad}- {MARK if level == mark else ''}heading: L{level}\n"
        text += f"{pad}  sections:\n" if level < levels else f"{pad}  paragraphs: [C]\n"
    return text


def _nesting() -> Iterator[Case]:
    deep = "stand more than 64 deep"
    yield good("nesting", "sections-30", nested_sections(30), "L30")
    yield bad("nesting", "sections-31", nested_sections(31, mark=31), "sections nest deeper than 30")
    yield bad("nesting", "sections-40", nested_sections(40), deep)
    yield bad("nesting", "sections-2000", nested_sections(2000), deep)
    yield bad("nesting", "flow-100000", "x: " + "[" * 63 + MARK + "[" * 100_000, deep)
    yield bad("nesting", "flow-mapping-10000", "x: " + "{a: " * 10_000, deep)
    yield bad("nesting", "flow-mixed", "x: " + "[{a: " * 10_000, deep)
    yield bad("nesting", "block-10000", "- " * 10_000 + "a\n", deep)
    yield bad("nesting", "keys-10000", "? " * 10_000 + "a\n", deep)
    yield bad("nesting", "at-start", "[" * 64 + MARK + "[" + "]" * 65, deep)
    yield good("nesting", "unknown-63", PLAIN + f"x: {'[' * 63}{']' * 63}\n")
    yield bad("nesting", "unknown-64", PLAIN + f"x: {'[' * 63}{MARK}[{']' * 64}\n", deep)
    yield bad("nesting", "flow-sections", "headline: A\nsections: " + "[{heading: B, sections: " * 5000, deep)


def _sizes() -> Iterator[Case]:
    word = "x" * 5 * 1024 * 1024
    yield good("sizes", "paragraph-5mb", article(plain=word), large=True)
    yield good("sizes", "heading-100kb", article(heading="h" * 100_000))
    yield good("sizes", "headline-100kb", article(headline="h " * 50_000))
    yield good("sizes", "id-100kb", article(section_id="i" * 100_000, person_id="p" * 100_000))
    yield good("sizes", "labels-100kb", article(label="l" * 100_000, exact="e" * 100_000, unit_text="u" * 100_000))
    yield good("sizes", "names-100kb", article(person_name="N" * 100_000, role="r" * 100_000))
    yield good("sizes", "key-100kb", article(unknown_key="k" * 1000))
    yield bad("sizes", "key-too-long", "k" * 100_000 + ": 1\n" + PLAIN, "stands where no key can be")
    section = "  - {heading: B, paragraphs: [C c c c c]}\n"
    yield good("sizes", "sections-100000", "headline: A\nsections:\n" + section * 100_000, large=True)
    yield good("sizes", "sections-2000", "headline: A\nsections:\n" + section * 2000)
    yield good(
        "sizes", "hits-50000", "headline: A\nsections:\n" + f"  - heading: B\n    paragraphs: [{'the ' * 50_000}]\n"
    )
    words = "  - heading: B\n    paragraphs: [" + ", ".join(["a"] * 20_000) + "]\n"
    yield good("sizes", "paragraphs-20000", "headline: A\nsections:\n" + words)
    yield good("sizes", "soft-hyphens", article(plain="in\xad" * 200_000, raw=True), "in‧in‧")
    yield _over("bytes", lambda: b"", "has more than 64 MiB", build=_sparse)
    yield _over("text", lambda: article(plain="x" * (8 * 1024 * 1024 + 1)), "has more than 8,388,608 characters")
    yield _over("values", lambda: b"x: [" + b"a," * 1_000_001 + b"]\n", "has more than 1,000,000 values")
    people = b"headline: A\npeople:\n" + b"".join(b"- {id: p%d, name: P}\n" % n for n in range(10_001))
    yield _over("people", lambda: people + SECTIONS.encode(), "has more than 10,000 people")
    figures = b"headline: A\nfigures:\n" + b"".join(b"- {id: f%d, label: L}\n" % n for n in range(10_001))
    yield _over("figures", lambda: figures + SECTIONS.encode(), "has more than 10,000 figures")
    many = b"headline: A\nsections:\n" + b"- {heading: B, paragraphs: [C]}\n" * 100_001
    yield _over("sections", lambda: many, "has more than 100,000 sections")
    yield _over("digits", lambda: _figure(f"value: {'9' * 61}").encode(), "digits")
    yield _over("decimals", lambda: _figure(f"value: 0.{'9' * 61}").encode(), "digits")
    yield _over("power", lambda: _figure("value: 1e61").encode(), "too many digits")
    yield _over("problems", lambda: b"headline: A\nsections:\n" + b"- {paragraphs: [~]}\n" * 150_000, "is missing")
    yield _over(
        "warnings",
        lambda: PLAIN.encode() + b"".join(b"k%d: 1\n" % n for n in range(150_000)) + b"format: 2\n",
        "is a format that",
    )
    yield _over("tagged", lambda: b"x: [" + b"!a b," * 400_000 + b"]\n", "headline is missing")
    yield _over("dangling", lambda: _speeches(100_000), "there is no person")
    for name, data in {
        "soft-hyphens-20mb": lambda: article(plain="in\xad" * 2_000_000, spoken="x" + "\xad" * 2_000_000, raw=True),
        "emoji-8mb": lambda: article(plain="👨\u200d" * 1_200_000 + "👨", raw=True),
        "marks-8mb": lambda: article(plain="e" + "\u0301" * 4_000_000, raw=True),
    }.items():
        yield Case(f"sizes-{name}.yaml", "sizes", True, data, large=True)


def _speeches(number: int) -> bytes:
    said = b"".join(b"  - {by: p%d, text: C}\n" % n for n in range(number))
    return b"headline: A\nsections:\n- heading: B\n  paragraphs:\n" + said


def _over(name: str, make: Callable[[], bytes], says: str, build: Callable[[Path], None] | None = None) -> Case:
    return Case(f"sizes-over-{name}.yaml", "sizes", False, make, build, says, large=name not in _SMALL)


_SMALL = frozenset(("bytes", "digits", "decimals", "power", "people", "figures"))


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)


NAMES = {
    "escape": "name-\x1b[31mred\x1b[0m.yaml",
    "title": "name-\x1b]0;x\x07.yaml",
    "newline": "name-a\nb.yaml",
    "carriage": "name-a\rb.yaml",
    "tab": "name-a\tb.yaml",
    "markup": "name-[red]x[@click=app.quit].yaml",
    "close": "name-[].yaml",
    "bidi": "name-a\u202elmay.yaml",
    "zero-width": "name-a\u200bb.yaml",
    "invalid": "name-\udcff\udcfe.yaml",
    "c1": "name-\x9b31m.yaml",
    "latin1": "name-Stra\udcdfe.yaml",
    "blank": "name- .yaml",
    "dash": "--json",
    "quotes": "name-'\"`$(x);.yaml",
    "long": "name-" + "x" * 240 + ".yaml",
}


def _names() -> Iterator[Case]:
    for name in NAMES.values():
        yield Case(name, "names", True, PLAIN.encode)
        broken = name if name == "--json" else name.replace("name-", "name-bad-")[:250]
        if broken != name:
            yield Case(broken, "names", False, b"headline: A\n".strip, says="sections is missing")


def _bind(path: Path) -> None:
    # The path of a socket has a short limit: bind it from its directory.
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(before)


def _no_files() -> Iterator[Case]:
    made: dict[str, tuple[Callable[[Path], None], str]] = {
        "fifo": (os.mkfifo, "is a named pipe"),
        "socket": (_bind, "is a socket"),
        "directory": (Path.mkdir, "is a directory"),
        "zero": (lambda path: path.symlink_to("/dev/zero"), "is a device"),
        "null": (lambda path: path.symlink_to("/dev/null"), "is a device"),
        "random": (lambda path: path.symlink_to("/dev/urandom"), "is a device"),
        "tty": (lambda path: path.symlink_to("/dev/tty"), "a device"),
        "dangling": (lambda path: path.symlink_to("nowhere"), "there is no file"),
        "loop": (lambda path: path.symlink_to(path.name), "leads back to itself"),
        "missing": (lambda path: None, "there is no file"),
        "memory": (lambda path: path.symlink_to("/proc/self/mem"), "could not be read"),
        "fifo-link": (_link_to_fifo, "is a named pipe"),
    }
    for name, (build, says) in made.items():
        yield Case(f"no-file-{name}.yaml", "no-file", False, build=build, says=says)
    yield Case("no-file-under-file.yaml/x.yaml", "no-file", False, build=_under, says="is not a directory")
    yield Case("no-file-" + "x" * 300, "no-file", False, build=lambda path: None, says="too long")
    yield Case(
        "no-file-missing-\x1b[31m\n[red].yaml", "no-file", False, build=lambda path: None, says="there is no file"
    )


def _link_to_fifo(path: Path) -> None:
    os.mkfifo(f"{path}.fifo")
    path.symlink_to(f"{path.name}.fifo")


def _under(path: Path) -> None:
    path.parent.write_text("x")


def cases() -> list[Case]:
    """All cases, always the same and in the same order."""
    global _number
    _number = count(1)
    parts = (_escapes, _markup, _unicode, _encodings, _line_ends, _shapes, _yaml_1_1, _yaml_tricks, _nesting, _sizes)
    return [case for part in (*parts, _names, _no_files) for case in part()]


def main(words: list[str]) -> int:
    """Write all files into the folder that is named."""
    if len(words) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(words[0])
    folder.mkdir(parents=True, exist_ok=True)
    made = cases()
    for case in made:
        case.write(folder)
    categories = sorted({case.category for case in made})
    print(f"{len(made)} files in {len(categories)} categories: {', '.join(categories)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
