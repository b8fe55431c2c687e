from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_reader.article.evidence import FigureEvidence, Finder, evidence_problems, evidence_steps, figure_evidence
from tui_reader.article.loading import load_article
from tui_reader.article.model import Article, Figure, Paragraph, Quote, Section
from tui_reader.article.shipped import shipped_article
from tui_reader.text.spans import Span

TEXT = "In 2022 the city’s output rose to 45 billion yuan. In 2025 it will be half of the country’s."


def article(*quotes: Quote, texts: tuple[str, ...] = (TEXT,), **more: object) -> Article:
    sections = tuple(Section(f"s{n}", f"H{n}", 0, (Paragraph(text),)) for n, text in enumerate(texts))
    figure = Figure("f", "F", evidence=quotes, **more)  # type: ignore[arg-type]
    return Article("h", sections, figures=(figure,))


def judged(*quotes: Quote, texts: tuple[str, ...] = (TEXT,), **more: object) -> FigureEvidence:
    (evidence,) = figure_evidence(article(*quotes, texts=texts, **more))
    return evidence


def test_words_that_agree_to_the_letter_are_exact() -> None:
    evidence = judged(Quote("the city’s output"))
    assert (evidence.state, evidence.supported) == ("exact", True)
    assert evidence.findings[0].spans == (Span(0, 0, 8, 25),)


@pytest.mark.parametrize("words", ["the city's output", "The City’s  output", "the c\u00adity’s output"])
def test_words_that_differ_in_typography_are_folded(words: str) -> None:
    evidence = judged(Quote(words))
    assert (evidence.state, evidence.supported) == ("folded", True)
    assert evidence.findings[0].spans == (Span(0, 0, 8, 25),)


def test_of_several_places_those_that_agree_to_the_letter_are_meant() -> None:
    evidence = judged(Quote("green"), texts=("Green and green.",))
    assert evidence.state == "exact"
    assert evidence.findings[0].spans == (Span(0, 0, 10, 15),)


def test_words_in_several_places_are_ambiguous_and_all_places_shown() -> None:
    evidence = judged(Quote("the"))
    assert evidence.state == "ambiguous"
    assert [span.start for span in evidence.findings[0].spans] == [8, 78]


@pytest.mark.parametrize(
    ("quote", "start"),
    [(Quote("the", prefix="IN 2022"), 8), (Quote("the", suffix="Country"), 78), (Quote("the", prefix="of "), 78)],
)
def test_prefix_and_suffix_decide_between_places(quote: Quote, start: int) -> None:
    evidence = judged(quote)
    assert evidence.state == "exact"
    assert [span.start for span in evidence.findings[0].spans] == [start]


def test_a_quote_is_not_found_across_paragraphs() -> None:
    assert judged(Quote("one two"), texts=("one", "two")).state == "not_found"


def test_a_section_narrows_to_itself_and_those_inside() -> None:
    sections = (
        Section("a", "A", 0, (Paragraph("the words"),)),
        Section("b", "B", 0, ()),
        Section("c", "C", 1, (Paragraph("the words"),)),
        Section("d", "D", 0, (Paragraph("the words"),)),
    )
    figure = Figure("f", "F", evidence=(Quote("the words", section="b"),))
    (evidence,) = figure_evidence(Article("h", sections, figures=(figure,)))
    assert evidence.findings[0].spans == (Span(2, 0, 0, 9),)


def test_words_of_another_section_are_not_found_but_shown() -> None:
    evidence = judged(Quote("the words", section="s0"), texts=("nothing", "here are the words"))
    assert evidence.state == "not_found"
    assert evidence.findings[0].closest == Span(1, 0, 9, 18)
    assert "s1" in (evidence.findings[0].difference or "")


@pytest.mark.parametrize(
    ("words", "differing"),
    [
        ("output rose to 46 billion yuan", ("45", "46")),
        ("outpud rose to 45 billion yuan", ("output", "outpud")),
        ("output rose to 45 billion yuen", ("yuan", "yuen")),
        ("output rose 45 billion yuan", ("to",)),
        ("output rose up to 45 billion yuan", ("up",)),
    ],
)
def test_the_closest_passage_is_shown_with_what_differs(words: str, differing: tuple[str, ...]) -> None:
    finding = judged(Quote(words)).findings[0]
    assert finding.state == "not_found"
    assert all(f"“{word}”" in (finding.difference or "") for word in differing)
    assert finding.closest is not None
    assert TEXT[finding.closest.start : finding.closest.end] == "output rose to 45 billion yuan"


def test_nothing_is_close_to_words_of_another_kind() -> None:
    finding = judged(Quote("zebras quux")).findings[0]
    assert (finding.state, finding.closest) == ("not_found", None)


def test_the_state_is_that_of_the_worst_quote() -> None:
    assert judged(Quote("the city’s output"), Quote("the city's output")).state == "folded"
    assert judged(Quote("the city’s output"), Quote("nowhere")).state == "not_found"
    assert judged().state is None


def test_numbers_that_the_quotes_do_not_state_are_not_supported() -> None:
    quote = Quote("rose to 45 billion yuan")
    assert judged(quote, value=45 * 10**9).supported
    wrong = judged(quote, value=46 * 10**9)
    assert (wrong.state, wrong.numbers_agree, wrong.supported) == ("exact", False, False)


def test_the_numbers_may_be_in_different_quotes() -> None:
    assert judged(Quote("rose to 45 billion yuan"), Quote("In 2025"), min_value=2025, max_value=45 * 10**9).supported


def test_every_figure_of_the_shipped_article_is_exact_and_agrees() -> None:
    article = load_article(shipped_article()).article
    assert article is not None
    assert {(evidence.state, evidence.numbers_agree) for evidence in figure_evidence(article)} == {("exact", True)}


def messages(text: str) -> list[str]:
    loaded = load_article(text.encode())
    assert loaded.article is not None
    return [problem.message for problem in evidence_problems(loaded.article, loaded.place)]


def test_the_shipped_article_has_no_problems(shipped: Path) -> None:
    assert messages(shipped.read_text()) == []


def test_one_broken_character_of_any_shipped_quote_is_caught(shipped: Path) -> None:
    text = shipped.read_text()
    for line in [line for line in text.splitlines() if "- exact: " in line]:
        words = line.split("exact: ")[1]
        at = len(words) // 2
        broken = words[:at] + ("x" if words[at] != "x" else "y") + words[at + 1 :]
        caught = messages(text.replace(line, line.replace(words, broken)))
        assert caught, line


def test_one_broken_digit_of_any_shipped_value_is_caught(shipped: Path) -> None:
    lines = shipped.read_text().splitlines()
    places = [
        (number, at)
        for number, line in enumerate(lines)
        if line.strip().startswith(("value:", "min_value:", "max_value:"))
        for at, character in enumerate(line)
        if character.isdigit()
    ]
    assert len(places) > 40
    for number, at in places:
        line = lines[number]
        broken = line[:at] + ("7" if line[at] != "7" else "8") + line[at + 1 :]
        told = messages("\n".join([*lines[:number], broken, *lines[number + 1 :]]))
        assert told, broken


PROBLEMS = """headline: h
figures:
  - {id: a, label: A, as_stated: nine, value: 1000, evidence: 5 or 6}
  - {id: b, label: B, value: 5}
  - {id: c, label: C, value: 5, evidence: [{exact: or}]}
  - {id: d, label: D, value: 5, evidence: {exact: 5 or 6 or, prefix: no}}
sections: [{heading: s, paragraphs: [5 or 6 or 7]}]
"""


def test_problems_are_warnings_at_their_place() -> None:
    loaded = load_article(PROBLEMS.encode())
    assert loaded.article is not None
    problems = evidence_problems(loaded.article, loaded.place)
    assert {problem.severity for problem in problems} == {"warning"}
    places = [(problem.line, problem.at.split(".")[0]) for problem in problems]
    told = [(3, 0), (3, 0), (4, 1), (5, 2), (5, 2), (6, 3)]
    assert places == [(line, f"figures[{number}]") for line, number in told]
    assert all(problem.column > 1 and problem.mend for problem in problems)


def test_steps_give_every_figure_once_in_order() -> None:
    steps = list(evidence_steps(article(Quote("half"), Quote("yuan"))))
    assert [number for number, evidence in steps if evidence is not None] == [0]


def test_a_quote_of_everyday_words_in_a_long_text_stops_at_a_thousand_places() -> None:
    evidence = judged(Quote("a"), texts=("a " * 5000,))
    assert (evidence.state, len(evidence.findings[0].spans)) == ("ambiguous", 1000)


@pytest.mark.parametrize("words", ["5 billion yuan", "45 billio", "utput"])
def test_a_quote_that_cuts_a_word_in_two_is_not_found(words: str) -> None:
    finding = judged(Quote(words)).findings[0]
    assert finding.state == "not_found"
    assert "cuts a word in two" in (finding.difference or "")
    assert finding.closest is not None


def test_a_number_that_the_quote_cuts_off_is_not_in_it() -> None:
    evidence = judged(Quote("rose to 45"), value=45)
    assert (evidence.state, evidence.numbers_agree) == ("exact", False)


def test_words_across_paragraphs_are_said_to_be_so() -> None:
    finding = judged(Quote("one two"), texts=("one",)).findings[0]
    assert "another paragraph" not in (finding.difference or "")
    sections = (Section("s", "S", 0, (Paragraph("says one"), Paragraph("two more"))),)
    figure = Figure("f", "F", evidence=(Quote("one two"),))
    (evidence,) = figure_evidence(Article("h", sections, figures=(figure,)))
    assert "another paragraph" in (evidence.findings[0].difference or "")
    assert evidence.findings[0].closest == Span(0, 0, 5, 8)


def test_a_prefix_that_is_not_there_is_told() -> None:
    finding = judged(Quote("output", prefix="the town’s")).findings[0]
    assert (finding.state, finding.difference) == ("exact", "its prefix is not in the text where it stands")


def test_the_closest_passage_is_looked_for_only_as_far_as_the_budget_goes() -> None:
    the_article = article(Quote("outpud rose to 45 billion yuan"))
    finder = Finder(the_article)
    finder.budget.left = 0
    found: list[FigureEvidence] = []

    def run() -> Iterator[None]:
        found.append((yield from finder.figure_steps(the_article.figures[0])))

    list(run())
    (finding,) = found[0].findings
    assert (finding.state, finding.closest) == ("not_found", None)
