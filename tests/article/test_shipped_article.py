"""The article that comes with the reader says what its source says, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_reader.article.loading import load_article
from tui_reader.article.model import Article
from tui_reader.article.shipped import shipped_article

SOURCE = Path(__file__).parent / "source.txt"


@pytest.fixture(scope="module")
def article() -> Article:
    loaded = load_article(shipped_article())
    assert loaded.article is not None
    return loaded.article


def test_paragraphs_are_the_source_word_for_word(article: Article) -> None:
    words = " ".join(paragraph.text for section in article.sections for paragraph in section.paragraphs)
    source = " ".join(SOURCE.read_text(encoding="utf-8").split())
    assert words == source.removeprefix("date 2023-05-24 ")


def test_check_has_nothing_to_say(article: Article) -> None:
    assert load_article(shipped_article()).problems == ()


def test_all_people_have_an_office_and_a_relation(article: Article) -> None:
    names = {person.name for person in article.people}
    assert names == {"Martin Green", "Ding Xiufeng", "Zhang Rui", "Lian Dong", "Wang Xiulian"}
    assert all(person.role and person.affiliation and person.rel for person in article.people)


def test_every_figure_is_placed_claimed_and_quoted(article: Article) -> None:
    assert len(article.figures) == 8
    for figure in article.figures:
        assert figure.status in ("reported", "projected", "target")
        assert figure.evidence
        assert (figure.value, figure.min_value, figure.max_value) != (None, None, None)


def test_what_ding_is_reported_to_have_said_is_his(article: Article) -> None:
    said = [paragraph for section in article.sections for paragraph in section.paragraphs if paragraph.by]
    assert {paragraph.by for paragraph in said} == {"ding-xiufeng"}
    assert all(paragraph.role for paragraph in said)
    assert said[0].text.startswith("He said that we are deeply honored")
    assert said[-1].text.endswith("silicon industry center city in China and the world.")


def test_paragraphs_end_where_sentences_end(article: Article) -> None:
    for section in article.sections:
        for paragraph in section.paragraphs:
            assert paragraph.text.rstrip("”“").endswith(".")


def test_figures_have_the_values_the_text_states(article: Article) -> None:
    stated = {figure.id: (figure.value, figure.min_value, figure.unit_text, figure.date) for figure in article.figures}
    assert stated == {
        "conference-edition": (16, None, "edition", "2023"),
        "output-2022": (None, 100 * 10**9, "yuan", "2022"),
        "share-of-country-2025": (50, None, "%", "2025"),
        "share-of-world-2025": (45, None, "%", "2025"),
        "photovoltaic-cluster": (10**12, None, None, None),
        "semiconductor-cluster": (100 * 10**9, None, None, None),
        "organic-silicon-cluster": (100 * 10**9, None, None, None),
        "green-electricity-2025": (None, 40, "%", "2025"),
    }
    assert all(figure.by == "ding-xiufeng" for figure in article.figures[1:])
    assert all(figure.note for figure in article.figures if figure.date is None), "what is unclear is said"
