from __future__ import annotations

import gc
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.article import events
from tui_reader.article.loading import ArticleStream, Loaded, load_article
from tui_reader.article.shipped import shipped_article
from tui_reader.article.source import open_bytes, open_path
from tui_reader.text.sanitising import sanitise

VALID = """\
format: 1
headline: Größe “x”
people:
  - {id: a, name: A}
figures:
  - id: f
    label: F
    value: 1
    by: a
    evidence: {exact: one, section: one}
sections:
  - id: one
    heading: One
    paragraphs:
      - "one\\u2014two"
      - by: a
        text: |
          three
          four
    sections:
      - {heading: Inner, paragraphs: [five]}
  - heading: Two
    paragraphs: [&x six, *x]
""".encode()


def is_sound(loaded: Loaded) -> None:
    """Either an article, or errors that say why not; all that is said can be printed."""
    assert (loaded.article is None) == (loaded.errors > 0)
    assert loaded.errors + loaded.warnings >= len(loaded.problems)
    for problem in loaded.problems:
        assert problem.message
        assert problem.mend
        said = problem.message + problem.mend + problem.at
        assert said == sanitise(said)
        assert problem.line >= 0
    for line in loaded.lines({problem.line for problem in loaded.problems}).values():
        assert line == sanitise(line)
    if loaded.article is not None:
        for section in loaded.article.sections:
            assert section.heading
            assert all(paragraph.text == sanitise(paragraph.text) for paragraph in section.paragraphs)


def test_a_path_and_bytes_give_the_same_article(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(VALID)
    loaded = load_article(path)
    assert loaded.article is not None
    assert loaded.article == load_article(VALID, name="-").article
    assert loaded.name == str(path)
    assert loaded.lines([2]) == {2: "headline: Größe “x”"}


def test_a_file_that_cannot_be_opened_is_one_problem(tmp_path: Path) -> None:
    loaded = load_article(tmp_path / "none\x1b.yaml")
    assert loaded.article is None
    assert loaded.errors == 1
    assert loaded.name.isprintable()
    [problem] = loaded.problems
    assert "there is no file" in problem.message
    assert load_article(b"").errors == 1


def test_the_shipped_article_is_found() -> None:
    assert shipped_article().is_file()
    is_sound(load_article(shipped_article()))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_give_the_same_article(encoding: str) -> None:
    loaded = load_article(VALID.decode().encode(encoding))
    assert loaded.article == load_article(VALID).article
    assert loaded.article is not None


def test_other_line_ends_give_the_same_article() -> None:
    for ends in (b"\r\n", b"\r"):
        assert load_article(VALID.replace(b"\n", ends)).article == load_article(VALID).article


def test_the_parser_without_libyaml_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = load_article(VALID)
    monkeypatch.setattr(events, "_Loader", yaml.SafeLoader)
    found = load_article(VALID)
    assert found.article == expected.article
    assert found.places == expected.places


def stream_of(sections: int) -> ArticleStream:
    parts = "".join(
        f"- heading: H{n}\n  paragraphs: [{'word ' * 60}]\n  sections: [{{heading: I{n}, paragraphs: [p]}}]\n"
        for n in range(sections)
    )
    return ArticleStream(
        open_bytes(f"headline: x\npeople: [{{id: a, name: A}}]\nsections:\n{parts}dateline: z".encode())
    )


def test_sections_arrive_in_order_while_the_rest_is_unread() -> None:
    stream = stream_of(2000)
    seen, progress = 0, 0.0
    first: list[str] = []
    steps = 0
    while stream.step(0):
        steps += 1
        assert len(stream.sections) >= seen
        assert stream.progress >= progress
        seen, progress = len(stream.sections), stream.progress
        if seen and not first:
            first = [section.heading for section in stream.sections]
            assert stream.head.headline == "x"
            assert stream.head.person("a") is not None
            assert stream.head.sections == ()
            assert stream.article is None
            assert progress < 0.5
    assert steps > 100
    assert stream.finished
    assert stream.progress == 1
    assert first == [section.heading for section in stream.sections[: len(first)]]
    assert stream.article is not None
    assert list(stream.article.sections) == stream.sections
    assert [section.heading for section in stream.sections[:4]] == ["H0", "I0", "H1", "I1"]
    assert stream.head is stream.article
    assert stream.head.dateline == "z"
    assert not stream.step(1)


def test_an_article_that_turns_out_wrong_has_its_sections_but_no_article() -> None:
    stream = ArticleStream(open_bytes(b"headline: x\nsections:\n- {heading: a, paragraphs: [b]}\n- {heading: c: d}\n"))
    assert not stream.step(10)
    assert [section.heading for section in stream.sections] == ["a"]
    assert stream.article is None
    assert stream.loaded.errors == 1
    assert stream.head.headline == "x"


def test_head_before_anything_is_read_is_empty_and_grows() -> None:
    stream = stream_of(3)
    assert stream.head.headline == ""
    stream.step(10)
    assert stream.head.headline == "x"


def test_the_collector_is_as_it_was() -> None:
    stream = stream_of(300)
    assert gc.isenabled()
    stream.step(0)
    assert gc.isenabled()
    gc.disable()
    try:
        stream.step(0)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_sections_by_alias_are_read_too() -> None:
    text = b"headline: x\nabstracts: &a [{heading: h, paragraphs: [p]}]\nsections: *a"
    loaded = load_article(text)
    assert loaded.article is not None
    assert [section.heading for section in loaded.article.sections] == ["h"]


def test_a_merge_bomb_is_only_unknown_keys() -> None:
    bomb = "a: &a {x: y}\n" + "".join(
        f"{c}: &{c} {{<<: [{', '.join(['*' + p] * 9)}]}}\n" for p, c in zip("ab", "bc", strict=True)
    )
    loaded = load_article(bomb.encode())
    assert loaded.article is None
    is_sound(loaded)


def test_a_paragraph_of_five_million_characters_without_a_space_opens() -> None:
    word = "x" * 5_000_000
    loaded = load_article(f"headline: x\nsections:\n- heading: h\n  paragraphs:\n  - {word}\n".encode())
    assert loaded.article is not None
    assert loaded.article.sections[0].paragraphs[0].text == word


def test_texts_hold_no_line_break_and_no_control() -> None:
    text = 'headline: "a\\nb\\tc\\re\\0"\nsections: [{heading: "x\\u2028y", paragraphs: ["\\x9bq\\u202e"]}]'
    loaded = load_article(text.encode())
    assert loaded.article is not None
    assert loaded.article.headline.startswith("a b c e")
    assert loaded.article.sections[0].heading == "x y"
    is_sound(loaded)
    assert loaded.article.headline.isprintable()


def test_lone_surrogates_are_a_problem_or_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b'headline: "a\\ud800b"\nsections: [{heading: h, paragraphs: [p]}]'
    assert load_article(text).article is None
    monkeypatch.setattr(events, "_Loader", yaml.SafeLoader)
    found = load_article(text).article
    assert found is not None
    assert found.headline == "a\ufffdb"


mutations = st.lists(
    st.tuples(
        st.integers(0, len(VALID)),
        st.integers(0, 6),
        st.binary(max_size=4)
        | st.sampled_from([b"\n", b"\t", b": ", b"- ", b"[", b"{", b"'", b'"', b"&x ", b"*x", b"!!", b"|"]),
    ),
    min_size=1,
    max_size=4,
)


@given(mutations)
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_mutated_file_gives_an_article_or_problems_and_nothing_else(changes: list[tuple[int, int, bytes]]) -> None:
    data = VALID
    for start, length, new in changes:
        data = data[:start] + new + data[start + length :]
    is_sound(load_article(data))


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_an_article_or_problems_and_nothing_else(data: bytes) -> None:
    is_sound(load_article(data))


def test_a_file_that_shrinks_or_vanishes_after_opening_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(VALID)
    stream = ArticleStream(open_path(path))
    path.unlink()
    stream.step(10)
    assert stream.article is not None
