from __future__ import annotations

from tui_reader.article.problems import MAX_PROBLEMS, Problem, Problems, counted, in_order, left_out, quoted, suggestion


def problem(line: int, column: int = 1) -> Problem:
    return Problem("error", line, column, "", "m", "n")


def test_problems_are_in_the_order_of_their_places_those_without_one_last() -> None:
    places = [(3, 1), (0, 0), (1, 9), (1, 2)]
    assert [(p.line, p.column) for p in in_order(problem(*place) for place in places)] == [
        (1, 2),
        (1, 9),
        (3, 1),
        (0, 0),
    ]


def test_past_the_limit_problems_are_counted() -> None:
    problems = Problems()
    for line in range(MAX_PROBLEMS + 5):
        problems.add(problem(line + 1))
    problems.add(Problem("warning", 7, 1, "", "m", "n"))
    assert problems.errors == MAX_PROBLEMS + 5
    assert problems.full("error")
    assert not problems.full("warning")
    assert len(problems.found()) == MAX_PROBLEMS + 1
    [rest] = left_out(problems.found(), problems.errors, problems.warnings)
    assert rest.message == "and 5 more errors"


def test_text_in_messages_is_quoted_cut_and_sanitised() -> None:
    assert quoted("abc") == "“abc”"
    assert quoted("x" * 100) == f"“{'x' * 60}…”"
    assert quoted("a\x1b\u202eb").isprintable()


def test_counts_agree_with_their_noun() -> None:
    assert [counted(n, "error") for n in (0, 1, 2, 1200)] == ["0 errors", "1 error", "2 errors", "1,200 errors"]


def test_the_nearest_word_is_suggested() -> None:
    assert suggestion("alternate_name", ["name", "alternate_names"]) == "alternate_names"
    assert suggestion("Headline", ["headline"]) == "headline"
    assert suggestion("zzz", ["headline"]) is None
