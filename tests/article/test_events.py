from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import events
from tui_reader.article.events import Items, NodeReader, Pairs, Scalar
from tui_reader.article.problems import Problems, Stopped
from tui_reader.text.sanitising import sanitise


def tree(text: str) -> object:
    """The nodes of a text as plain Python, a text as str and nothing as None."""
    reader = NodeReader(text.encode(), Problems())
    assert not [node for node in reader.read() if node is not None]
    return plain(reader.root)


def plain(node: object) -> object:
    if isinstance(node, Scalar):
        return None if node.null else node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.nodes]
    assert isinstance(node, Pairs)
    return [(plain(key), plain(value)) for key, value in node.pairs]


def stopped(text: str) -> tuple[int, int, str]:
    with pytest.raises(Stopped) as raised:
        list(NodeReader(text.encode(), Problems()).read())
    problem = raised.value.problem
    assert problem.mend
    return problem.line, problem.column, problem.message


@pytest.fixture(params=["libyaml", "pure"])
def any_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(events, "_Loader", yaml.SafeLoader)


@pytest.mark.usefixtures("any_loader")
def test_every_scalar_is_text() -> None:
    words = ["no", "12:30", "1_000", "010", "2024-02-30", "=", "Null", "true", "0x1F", ".inf", "on"]
    assert tree(f"[{', '.join(words)}]") == words


@pytest.mark.usefixtures("any_loader")
def test_nothing_is_null_and_so_are_tilde_and_null_but_not_in_quotes() -> None:
    assert tree("[~, null, '~', 'null', '']") == [None, None, "~", "null", ""]
    assert tree("a:") == [("a", None)]


@pytest.mark.usefixtures("any_loader")
def test_merge_keys_are_keys() -> None:
    assert tree("a: {<<: {b: c}}") == [("a", [("<<", [("b", "c")])])]


@pytest.mark.usefixtures("any_loader")
def test_lines_of_a_text_are_joined_and_its_ends_stripped() -> None:
    assert tree("- one\n  two\n- |\n  one \n   two\n- '  one   two '") == ["one two", "one two", "one   two"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("- a\n  b", False),
        ("- a\n\n  b", True),
        ("- >-\n  a\n  b", False),
        ("- >\n  a\n\n  b", True),
        ("- |\n  a\n  b", False),
        ("- |\n  a\n\n  b", True),
        ('- "a\\n\\nb"', True),
        ("- 'a\n  b'", False),
    ],
)
def test_a_blank_line_inside_a_text_is_noticed(text: str, broken: bool) -> None:
    reader = NodeReader(text.encode(), Problems())
    list(reader.read())
    assert isinstance(reader.root, Items)
    [node] = reader.root.nodes
    assert isinstance(node, Scalar)
    assert node.broken is broken
    assert node.text == "a b"


@pytest.mark.parametrize(
    "text",
    ['- "a\\e[31mb"', '- "a\\u202eb"', '- "a\\0b"', "- a\u202eb", "- a\u200bb", "- a\tb", "- a\u2028b", "- a\x85b"],
)
def test_every_text_is_sanitised(text: str) -> None:
    texts = tree(text)
    assert isinstance(texts, list)
    found = texts[0]
    assert isinstance(found, str)
    assert found.isprintable()
    assert found[0] == "a"
    assert found[-1] == "b"


SEEN = "ab1# é€“包❤👩🏴\xa0\u202f\u3000\u0301"
UNSEEN = "\xad\u034f\u115f\u200b\u200d\u202e\u2800\u3164\ufe0f\ue000\U000e0067\U000e007f\t"


@given(st.lists(st.text(SEEN + UNSEEN, max_size=12), max_size=4))
@settings(max_examples=150)
def test_texts_are_what_the_sanitiser_makes_of_each(texts: list[str]) -> None:
    found = tree("[" + ", ".join(f"'{text}'" for text in texts) + "]")
    assert found == [sanitise(text).strip() for text in texts]


def test_a_text_after_a_character_that_must_go_is_sanitised_too() -> None:
    texts = tree("- a\u200bb\n" + "- x\n" * 20000 + "- c\u202ed")
    assert isinstance(texts, list)
    assert texts[-1] != "c\u202ed"


@pytest.mark.parametrize("shift", range(5))
def test_separators_are_spaces_wherever_the_chunks_are_cut(shift: int) -> None:
    words = "a\u2028b\x85€𝄞" * 8000
    reader = NodeReader(f"['{'x' * shift}{words}', z]".encode(), Problems())
    list(reader.read())
    assert isinstance(reader.root, Items)
    long, last = reader.root.nodes
    assert plain(long) == "x" * shift + "a b €𝄞" * 8000
    assert (last.line, last.column) == (1, 6 + shift + len(words))


def test_line_and_column_count_from_one() -> None:
    reader = NodeReader("# é\nü: [a, “b”]".encode(), Problems())
    list(reader.read())
    assert isinstance(reader.root, Pairs)
    [(key, value)] = reader.root.pairs
    assert (key.line, key.column) == (2, 1)
    assert isinstance(value, Items)
    assert [(node.line, node.column) for node in value.nodes] == [(2, 5), (2, 8)]


def test_sections_are_handed_out_one_by_one() -> None:
    text = "headline: x\nsections:\n- a\n- [b]\n- {sections: [c]}\npeople: [d]"
    reader = NodeReader(text.encode(), Problems())
    found = [plain(node) for node in reader.read() if node is not None]
    assert found == ["a", ["b"], [("sections", ["c"])]]
    assert plain(reader.root) == [("headline", "x"), ("sections", []), ("people", ["d"])]
    assert reader.progress == 1


@pytest.mark.usefixtures("any_loader")
def test_depth_is_limited() -> None:
    assert "64 deep" in stopped("[" * 100_000)[2]
    assert "64 deep" in stopped("{a: " * 100_000)[2]
    assert "64 deep" in stopped("".join(" " * n + "-\n" for n in range(100)))[2]
    assert tree("[" * 64 + "]" * 64)


@pytest.mark.usefixtures("any_loader")
def test_aliases_stand_for_what_they_name_up_to_a_limit() -> None:
    assert tree("[&a [x], *a]") == [["x"], ["x"]]
    assert "more than 8 aliases" in stopped("- &a x\n" + "- *a\n" * 9)[2]
    assert stopped("[*a]") == (1, 2, "the alias “a” names nothing that was defined before")
    assert "without end" in stopped("&a [*a]")[2]
    assert "without end" in stopped("&a {x: *a}")[2]


def test_a_billion_laughs_stop_at_the_aliases() -> None:
    laughs = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    assert "more than 8 aliases" in stopped(laughs)[2]


def test_what_an_alias_repeats_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MAX_NODES", 100)
    assert "more than 100 values" in stopped("- &a [" + ", ".join("x" * 40) + "]\n- *a\n- *a")[2]
    assert tree("- &a [" + ", ".join("x" * 40) + "]\n- *a")


def test_nodes_and_lengths_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MAX_NODES", 10)
    monkeypatch.setattr(events, "MAX_SCALAR", 100)
    assert "more than 10 values" in stopped("[a, b, c, d, e, f, g, h, i, j]")[2]
    assert "more than 10 values" in stopped("[" + "[], " * 10 + "]")[2]
    assert "more than 100 characters" in stopped("- " + "x" * 101)[2]


def test_a_second_document_is_refused() -> None:
    assert stopped("a: b\n---\nc: d")[:2] == (2, 1)
    assert tree("---\na: b\n...\n") == [("a", "b")]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!binary", "!!timestamp", "!mine"])
def test_tags_are_never_obeyed(tag: str) -> None:
    problems = Problems()
    reader = NodeReader(f"- {tag} x\n- {tag} [y]\n- {tag} {{}}".encode(), problems)
    list(reader.read())
    assert plain(reader.root) == ["x", ["y"], []]
    assert problems.warnings == 3
    assert "tag" in problems.found()[0].message
