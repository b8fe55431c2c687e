"""Whatever bytes come, loading gives an article or problems, and nothing else."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import events
from tui_reader.article.loading import ArticleStream, Loaded, load_article
from tui_reader.article.source import Unreadable, open_bytes
from tui_reader.text.sanitising import sanitise

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "article.yaml"
TOKENS = (
    *("- ", ": ", "\n", "\n  ", "\n    - ", "[", "]", "{", "}", "&a ", "*a ", "!x ", "<<: ", "? ", "|\n", ">-\n", "'"),
    *(
        '"',
        "\\",
        "#",
        "%",
        "@",
        "\t",
        "\r",
        "\x00",
        "\x1b",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u202e",
        "~",
        "---\n",
        "...\n",
    ),
    *(
        "headline: ",
        "sections:\n",
        "people:\n",
        "figures:\n",
        "evidence: ",
        "heading: ",
        "paragraphs: ",
        "id: ",
        "by: ",
    ),
    *("value: ", "1e400", "2023-02-30", '"\\ud800"', '"\\e[31m"', "🏴", "e\u0301", "包头"),
)


@lru_cache(maxsize=1)
def shipped_bytes() -> bytes:
    return SHIPPED.read_bytes()


edits = st.lists(
    st.tuples(
        st.floats(0, 1),  # where
        st.integers(0, 40),  # how many bytes go
        st.one_of(st.sampled_from(TOKENS).map(lambda token: token.encode("utf-8")), st.binary(max_size=8)),
    ),
    min_size=1,
    max_size=6,
)


def mutated(changes: list[tuple[float, int, bytes]]) -> bytes:
    data = shipped_bytes()
    for where, gone, new in changes:
        at = int(where * len(data))
        data = data[:at] + new + data[at + gone :]
    return data


def check(loaded: Loaded) -> None:
    """An article, or errors; every problem in words and with a place; no harm in any text."""
    assert (loaded.article is None) == bool(loaded.errors)
    for problem in loaded.problems:
        assert problem.message
        assert problem.mend
        assert (problem.line > 0) == (problem.column > 0)
        for text in (problem.message, problem.mend, problem.at):
            assert sanitise(text) == text
            assert "\n" not in text
    if loaded.article is not None:
        for section in loaded.article.sections:
            for text in (section.id, section.heading, *(paragraph.text for paragraph in section.paragraphs)):
                assert sanitise(text) == text
                assert text


@settings(max_examples=500)
@given(edits)
def test_an_article_that_was_changed_anywhere_loads_or_has_problems(changes: list[tuple[float, int, bytes]]) -> None:
    check(load_article(mutated(changes)))


@settings(max_examples=500)
@given(st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=4)), max_size=30).map("".join))
def test_any_run_of_yaml_tokens_loads_or_has_problems(text: str) -> None:
    check(load_article(text.encode("utf-8", "surrogatepass")))


@settings(max_examples=500)
@given(st.binary(max_size=200))
def test_any_bytes_load_or_have_problems(data: bytes) -> None:
    check(load_article(data))


@settings(max_examples=150)
@given(st.text(max_size=80), st.sampled_from(["utf-16", "utf-8-sig"]))
def test_any_text_in_a_known_encoding_is_read_as_in_utf8(text: str, encoding: str) -> None:
    data = f"headline: A\nsections: [{{heading: B, paragraphs: [C]}}]\n# {text}"
    try:
        loaded = load_article(data.encode(encoding))
    except UnicodeEncodeError:
        return
    check(loaded)
    assert loaded.article == load_article(data.encode()).article


@settings(max_examples=100)
@given(edits)
def test_reading_in_steps_gives_what_reading_at_once_gives(changes: list[tuple[float, int, bytes]]) -> None:
    data = mutated(changes)
    whole = load_article(data)
    try:
        stream = ArticleStream(open_bytes(data))
    except Unreadable:
        assert whole.article is None
        return
    while stream.step(0):
        assert stream.head is not None
    assert stream.article == whole.article
    assert stream.problems == whole.problems


@settings(max_examples=150)
@given(st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=4)), max_size=30).map("".join))
def test_the_parser_without_libyaml_gives_an_article_or_problems_too(text: str) -> None:
    import yaml

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "_Loader", yaml.SafeLoader)
        check(load_article(text.encode("utf-8", "surrogatepass")))
