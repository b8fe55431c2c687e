"""Notes go out as web annotations and come in again the same, once only, whatever a file holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.article.model import Article
from tui_reader.journal.anchors import ArticleText, anchor_at
from tui_reader.journal.annotations import NotAnnotations, annotations_json, take_in
from tui_reader.journal.citation import article_citation
from tui_reader.journal.kept import kept_of, kept_of_all
from tui_reader.journal.markdown import notes_markdown
from tui_reader.journal.model import Mark, Note
from tui_reader.journal.store import Journal
from tui_reader.text.sanitising import sanitise

TIME = "2024-01-02T03:04:05.000006Z"


def filled(journal: Journal, article: Article) -> None:
    """Two notes, a highlight and a mark in an article."""
    text = ArticleText(article)
    record = journal.article(None, text.fingerprint, article.headline, article_citation(article)).id
    for number, (start, end, body) in enumerate([(4, 10, "First\n\n* a list"), (30, 60, ""), (110, 250, "Long")]):
        anchor = anchor_at(text, text.position(start), text.position(end, end=True))
        journal.put_note(record, Note(f"00000000-0000-4000-8000-00000000000{number}", anchor, body, TIME, TIME))
    journal.set_mark(record, Mark("q", anchor_at(text, text.position(99), text.position(99)), TIME))


def test_out_in_and_out_again_is_the_same(journal: Journal, article: Article, tmp_path: Path) -> None:
    filled(journal, article)
    out = annotations_json(kept_of_all(journal))
    other = Journal.open(tmp_path / "other.sqlite")
    taken = take_in(other, out)
    assert (taken.new, taken.known) == (4, 0)
    assert annotations_json(kept_of_all(other)) == out
    taken = take_in(other, out)
    assert (taken.new, taken.known) == (0, 4)
    assert annotations_json(kept_of_all(other)) == out
    other.close()


def test_annotations_follow_the_model(journal: Journal, article: Article) -> None:
    filled(journal, article)
    data = json.loads(annotations_json(kept_of_all(journal)))
    assert (data["@context"], data["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert data["total"] == len(data["first"]["items"]) == 4
    first, second, _, mark = data["first"]["items"]
    assert [one["motivation"] for one in data["first"]["items"]] == [
        "commenting",
        "highlighting",
        "commenting",
        "bookmarking",
    ]
    assert first["body"] == {"type": "TextualBody", "value": "First\n\n* a list", "format": "text/plain"}
    assert "body" not in second
    assert mark["body"]["value"] == "q"
    quote, position = first["target"]["selector"]
    text = ArticleText(article).whole
    assert quote["type"] == "TextQuoteSelector"
    assert quote["exact"] == text[position["start"] : position["end"]] == "report"
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    assert first["target"]["tui_reader"]["citation"] == "A headline. 2024-05-06"


def test_a_note_edited_since_is_not_undone_by_an_older_export(journal: Journal, article: Article) -> None:
    filled(journal, article)
    out = annotations_json(kept_of_all(journal))
    (kept,) = kept_of_all(journal)
    journal.put_note(kept.record.id, replace(kept.notes[0], body="newer", modified="2025-01-01T00:00:00.000000Z"))
    assert take_in(journal, out).new == 0
    assert kept_of_all(journal)[0].notes[0].body == "newer"


def test_notes_whose_words_are_gone_are_listed_apart(
    journal: Journal, article: Article, make_article: Callable[..., Article]
) -> None:
    filled(journal, article)
    path = Path("/somewhere/article.yaml")
    record = journal.article(path, ArticleText(article).fingerprint, "h", "c").id
    shorter = make_article(("The report's own voice. It has two sentences here.",))
    kept = kept_of(journal, shorter, str(path))
    assert kept is not None
    assert kept.record.id == record
    assert "report" in [note.anchor.exact for note in kept.notes]
    lines = list(notes_markdown([kept]))
    apart = lines[lines.index("## No longer in the text") :]
    assert "Long" in apart
    assert len(kept.notes) + len(kept.marks) + len(kept.orphans) == 4


def test_markdown_holds_the_sentence_the_words_and_the_citation(journal: Journal, article: Article) -> None:
    filled(journal, article)
    lines = list(notes_markdown(kept_of_all(journal)))
    assert "> The **report**'s own voice." in lines
    assert "— A headline. 2024-05-06" in lines
    assert "\\* a list" in lines
    assert "### Mark q" in lines
    assert sum(line == "## Section 0" for line in lines) == 1


BROKEN = [
    "",
    "nonsense",
    "[" * 100_000,
    "1" * 10_000,
    "3",
    '"text"',
    "null",
    "{}",
    "[1]",
    "[{}]",
    '[{"target": 3}]',
    '[{"target": {"source": "http://example.org/"}}]',
    '[{"target": {"source": "urn:tui-reader:text:x"}}]',
    '{"first": 5}',
    '{"items": {"a": 1}}',
]


@pytest.mark.parametrize("text", BROKEN, ids=[text[:30] for text in BROKEN])
def test_what_is_no_annotation_is_one_message_and_changes_nothing(journal: Journal, text: str) -> None:
    with pytest.raises(NotAnnotations) as raised:
        take_in(journal, text)
    assert "\n" not in str(raised.value)
    assert journal.articles() == []


@pytest.mark.parametrize("field", ["exact", "headline", "citation", "speaker"])
def test_one_bad_annotation_keeps_all_out_and_is_named(
    field: str, journal: Journal, article: Article, tmp_path: Path
) -> None:
    filled(journal, article)
    data = json.loads(annotations_json(kept_of_all(journal)))
    target = data["first"]["items"][2]["target"]
    (target["selector"][0] if field == "exact" else target["tui_reader"])[field] = 5
    other = Journal.open(tmp_path / "other.sqlite")
    with pytest.raises(NotAnnotations, match=f"annotation 3: {field} must be text"):
        take_in(other, json.dumps(data))
    assert other.articles() == []
    other.close()


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=6), inside, max_size=3),
    max_leaves=5,
)
KEYS = ("id", "type", "motivation", "created", "modified", "body", "target")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(KEYS), JUNK), st.integers(0, 3), st.sampled_from(["", "target", "body"]))
def test_a_changed_file_comes_in_or_is_told_of(
    tmp_path_factory: pytest.TempPathFactory,
    journal: Journal,
    article: Article,
    junk: dict[str, object],
    number: int,
    inside: str,
) -> None:
    filled(journal, article)
    data = json.loads(annotations_json(kept_of_all(journal)))
    item = data["first"]["items"][number]
    (item.setdefault(inside, {}) if inside else item).update(junk)
    other = Journal.open(tmp_path_factory.mktemp("other") / "j.sqlite")
    problem = ""
    try:
        take_in(other, json.dumps(data))
    except NotAnnotations as failure:
        problem = str(failure)
    if problem:
        assert sanitise(problem) == problem
        assert other.articles() == []
    else:
        again = annotations_json(kept_of_all(other))
        assert sanitise(again.replace("\n", "")) == again.replace("\n", "")
    other.close()
