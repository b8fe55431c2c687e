"""Each limit that docs/article-format.md names: it is the one the program has, and passing it is told clearly."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from tui_reader.article import events, problems, scalars, schema, sections, source
from tui_reader.article.loading import Loaded, load_article

SECTIONS = "sections: [{heading: B, paragraphs: [C]}]\n"
PLAIN = "headline: A\n" + SECTIONS

# The words of the table, where the limit is, the file that passes it when it is 3, and what is said then.
LIMITS: list[tuple[str, ModuleType, str, str, str]] = [
    ("bytes of the file", source, "MAX_BYTES", PLAIN, "has more than"),
    ("characters of one text", events, "MAX_SCALAR", "note: abcd", "this text has more than 3 characters"),
    ("lists and mappings inside each other", events, "MAX_DEPTH", "x: [[[[]]]]", "stand more than 3 deep"),
    ("levels of sections", sections, "MAX_NESTING", "", "sections nest deeper than 3"),
    ("values, keys, lists and mappings", events, "MAX_NODES", PLAIN, "has more than 3 values"),
    ("aliases", events, "MAX_ALIASES", "x: &a b\ny: [*a, *a, *a, *a]\n", "more than 3 aliases"),
    ("sections, nested ones", sections, "MAX_SECTIONS", "", "has more than 3 sections"),
    ("people", schema, "MAX_PEOPLE", "", "has more than 3 people"),
    ("figures", schema, "MAX_FIGURES", "", "has more than 3 figures"),
    ("digits before", scalars, "MAX_DIGITS", "", "has too many digits"),
    ("problems listed", problems, "MAX_PROBLEMS", "", "is missing"),
    ("errors", problems, "MAX_ERRORS", "", "more than 3 errors; nothing after this place was judged"),
]


def _passing(name: str, text: str) -> str:
    section = "{heading: B, paragraphs: [C]}"
    nested = section
    for _ in range(3):
        nested = f"{{heading: B, sections: [{nested}]}}"
    people = "".join(f"  - {{id: p{n}, name: P}}\n" for n in range(4))
    figures = "".join(f"  - {{id: p{n}, label: P}}\n" for n in range(4))
    return {
        "MAX_NESTING": f"headline: A\nsections: [{nested}]\n",
        "MAX_SECTIONS": f"headline: A\nsections: [{section}, {section}, {section}, {section}]\n",
        "MAX_PEOPLE": f"people:\n{people}{PLAIN}",
        "MAX_FIGURES": f"figures:\n{figures}{PLAIN}",
        "MAX_DIGITS": f"figures: [{{id: a, label: A, value: 1234}}]\n{PLAIN}",
        "MAX_PROBLEMS": "headline: A\nsections: [{}, {}, {}, {}]\n",
        "MAX_ERRORS": "headline: A\nsections: [{}, {}, {}, {}]\n",
    }.get(name, text)


@pytest.mark.parametrize(("words", "module", "name", "text", "said"), LIMITS, ids=[limit[2] for limit in LIMITS])
def test_passing_a_limit_is_told(
    words: str, module: ModuleType, name: str, text: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, 3)
    loaded = load_article(_passing(name, text).encode())
    assert loaded.article is None
    found = [problem for problem in loaded.problems if said in problem.message]
    assert found, loaded.problems
    assert all(problem.mend and (problem.line or name == "MAX_BYTES") for problem in found)


def test_the_documentation_names_every_limit_as_it_is(root: Path) -> None:
    text = (root / "docs" / "article-format.md").read_text(encoding="utf-8").partition("### Limits")[2]
    rows = re.findall(r"^\| ([^|]+) \| ([\d,]+)( MiB)?", text.partition("\n## ")[0], re.MULTILINE)
    assert len(rows) == len(LIMITS)
    for words, module, name, _, _ in LIMITS:
        stated = [
            int(number.replace(",", "")) * (1 << 20 if unit else 1)
            for what, number, unit in rows
            if what.startswith(words)
        ]
        assert stated == [getattr(module, name)], words


def _broken(count: int) -> Loaded:
    return load_article(b"headline: A\nsections:\n" + b"- {paragraphs: [~]}\n" * count)


def test_reading_stops_after_ten_thousand_errors_and_says_so() -> None:
    loaded = _broken(50_000)
    assert loaded.errors < problems.MAX_ERRORS + 10
    last = loaded.problems[-1]
    assert last.message == "there are more than 10,000 errors; nothing after this place was judged"
    assert last.line == 3 + 5_000
    assert len(loaded.problems) == problems.MAX_PROBLEMS + 1


def test_what_ends_the_reading_is_listed_after_however_many_problems() -> None:
    data = b"headline: A\nsections:\n" + b"- {paragraphs: [~]}\n" * 300 + b"- {heading: [}\n"
    loaded = load_article(data)
    assert loaded.problems[-1].line == 303
    assert "value is missing" in loaded.problems[-1].message
    deep = load_article(b"headline: A\nsections:\n" + b"- {paragraphs: [~]}\n" * 300 + b"- " + b"[" * 70)
    assert "64 deep" in deep.problems[-1].message
