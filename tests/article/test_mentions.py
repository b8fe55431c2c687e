from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article.loading import load_article
from tui_reader.article.mentions import mention_steps, mentions, words_said
from tui_reader.article.model import Article, Paragraph, Person, Section
from tui_reader.article.shipped import shipped_article


def people(*names: str | tuple[str, ...]) -> tuple[Person, ...]:
    parts = [(name,) if isinstance(name, str) else name for name in names]
    return tuple(Person(first, first, tuple(rest)) for first, *rest in parts)


def article(text: str, *names: str | tuple[str, ...]) -> Article:
    return Article("h", (Section("s", "s", 0, (Paragraph(text),)),), people=people(*names))


def marked(text: str, *names: str | tuple[str, ...]) -> str:
    """The text with each mention in brackets, with the number of the person who is mentioned."""
    the_article = article(text, *names)
    found = mentions(the_article)
    assert list(found) == [person.id for person in the_article.people]
    spans = sorted((span, number) for number, each in enumerate(found.values()) for span in each)
    for span, number in reversed(spans):
        text = f"{text[: span.start]}[{number}:{text[span.start : span.end]}]{text[span.end :]}"
    return text


LI = ("Li", "Li Na", "Linda")
GREEN = ("Martin Green",)


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (LI, "Li Na met Li and Linda.", "[1:Li Na] met [0:Li] and [2:Linda]."),
        (LI, "Linda’s and Li’s and Li Na's", "[2:Linda]’s and [0:Li]’s and [1:Li Na]'s"),
        (LI, "Lina, Liam, li, Ali, Li2 and Li-Na", "Lina, Liam, li, Ali, Li2 and Li-Na"),
        (LI, "Li Wei is someone else. Mr Li is not.", "Li Wei is someone else. Mr [0:Li] is not."),
        (LI, "LI NA. Na said.", "[1:LI NA]. [1:Na] said."),
        (GREEN, "Martin Green’s tea is green.", "[0:Martin Green]’s tea is green."),
        (GREEN, "Green said so. Green Silicon Capital.", "[0:Green] said so. Green Silicon Capital."),
        (GREEN, "Green said so, in a green coat.", "[0:Green] said so, in a green coat."),
        (GREEN, "Green is green, said Green. They went Green.", "Green is green, said [0:Green]. They went Green."),
        (GREEN, "Prof. Green’s is green. Green’s, not Green.", "Prof. [0:Green]’s is green. [0:Green]’s, not Green."),
        (GREEN, "Martin Green Institute, Martin Green Jr.", "Martin Green Institute, [0:Martin Green] Jr."),
        (GREEN, "The Global Green Energy Council, World Green.", "The Global Green Energy Council, World Green."),
        (GREEN, "Professor Green and Dr. Green", "Professor [0:Green] and Dr. [0:Green]"),
        (GREEN, "On Tuesday Martin left. When Green came", "On Tuesday [0:Martin] left. When [0:Green] came"),
        (GREEN, "J. Green, Martin A. Green, Green & Sons", "J. Green, Martin A. Green, Green & Sons"),
        (GREEN, "Greenland, Evergreen, Green-Peace, Green-led", "Greenland, Evergreen, Green-Peace, [0:Green]-led"),
        (("Martin Green", "Rich Green"), "Green said. Rich left.", "Green said. [1:Rich] left."),
        (("Rich Green",), "rich green fields; RICH GREEN", "rich green fields; [0:RICH GREEN]"),
        (("Conor O’Brien",), "O'Brien’s; Brien; O’Brien", "[0:O'Brien]’s; Brien; [0:O’Brien]"),
        (("José Peña",), "Jose Pena and JOSÉ  PEÑA", "[0:Jose Pena] and [0:JOSÉ  PEÑA]"),
        ((("Ann Lee", "the Mayor"),), "The Mayor, the mayor", "[0:The Mayor], the mayor"),
        ((("Ann Lee", "Ding"), ("Bea Low", "Ding")), "Ding said", "Ding said"),
        (("王伟", "王"), "昨天王伟说，王也说。", "昨天[0:王伟]说，[1:王]也说。"),
        (("Li",), "昨天Li说", "昨天[0:Li]说"),
        ((("Xi", "Xi"),), "Xi", "[0:Xi]"),
    ],
)
def test_all_mentions_are_found_and_only_those(names: tuple[str, ...], text: str, expected: str) -> None:
    assert marked(text, *names) == expected


def test_an_ordinary_word_anywhere_in_the_text_rules_out_a_single_name() -> None:
    sections = (Section("s", "s", 0, (Paragraph("Green came."), Paragraph("It is green."))),)
    assert mentions(Article("h", sections, people=people("Martin Green"))) == {"Martin Green": []}


DEBATE = """\
Linda Green opened the debate on the Green Silicon Capital; Li Na, Li and Martin Green replied to her.

by Li: I agree with Na, said Li, and with nobody else. Greens and greenery are fine, Green Energy is finer.

by Li Na: Martin’s plan is green. Linda’s plan is not. Li, what of Lina Li-Smith? Li’s plan was Li Na's plan before.

by Martin Green: Professor Green (that is me) thanks LI NA. Martin Green’s thanks go to Mr Li, too.

The Martin Green Foundation paid. “Linda, Linda!” called Linda Green; Mrs Green left. Nature and Line are words.
"""
"""Three speakers and a fourth person, whose names contain one another and are words."""


def test_a_debate_has_the_mentions_a_careful_reader_finds() -> None:
    paragraphs = []
    for line in DEBATE.strip().split("\n\n"):
        by, _, text = line.removeprefix("by ").partition(": ") if line.startswith("by ") else ("", "", line)
        paragraphs.append(Paragraph(text, by or None))
    names = people("Li", "Li Na", "Martin Green", "Linda Green")
    debate = Article("h", (Section("s", "Li", 0, tuple(paragraphs)),), people=names)
    found = {name: [(span.paragraph, debate.words(span)) for span in spans] for name, spans in mentions(debate).items()}
    assert found == {
        "Li": [(0, "Li"), (1, "Li"), (2, "Li"), (2, "Li"), (3, "Li")],
        "Li Na": [(0, "Li Na"), (1, "Na"), (2, "Li Na"), (3, "LI NA")],
        # Two people are called Green: the family name alone, with a title too, is nobody's.
        "Martin Green": [(0, "Martin Green"), (2, "Martin"), (3, "Martin Green")],
        "Linda Green": [(0, "Linda Green"), (2, "Linda"), (4, "Linda"), (4, "Linda"), (4, "Linda Green")],
    }
    assert words_said(debate) == {"Li": 19, "Li Na": 20, "Martin Green": 16, "Linda Green": 0}


def test_headings_are_not_the_text() -> None:
    sections = (Section("s", "Li", 0, (Paragraph("No name."),)),)
    assert mentions(Article("h", sections, people=people("Li"))) == {"Li": []}


def test_the_shipped_article_has_the_mentions_a_careful_reader_finds() -> None:
    shipped = load_article(shipped_article()).article
    assert shipped is not None
    found = {person: [(span[:2], shipped.words(span)) for span in spans] for person, spans in mentions(shipped).items()}
    assert found == {
        "martin-green": [((0, 1), "Martin Green")],
        "ding-xiufeng": [((0, 2), "Ding Xiufeng"), ((1, 0), "Ding Xiufeng"), ((7, 0), "Ding Xiufeng")],
        "zhang-rui": [((0, 2), "Zhang Rui")],
        "lian-dong": [((8, 0), "Lian Dong")],
        "wang-xiulian": [((8, 0), "Wang Xiulian")],
    }


def test_words_said_are_counted_and_chinese_by_the_character() -> None:
    paragraphs = (
        Paragraph("Not theirs."),
        Paragraph("We’re a world-class city – now.", "Li"),
        Paragraph("我们说 hello.", "Na"),
        Paragraph("Two words", "Li"),
    )
    said = words_said(Article("h", (Section("s", "s", 0, paragraphs),), people=people("Li", "Na", "Quiet")))
    assert said == {"Li": 7, "Na": 4, "Quiet": 0}


def test_steps_pause_while_they_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_reader.article.turns.SLICE", 0.0)
    steps = list(mention_steps(article("Li said " * 2000, "Li", "Na")))
    assert sum(person is None for person, _ in steps) > 3
    assert [(person, len(spans)) for person, spans in steps[-2:]] == [("Li", 2000), ("Na", 0)]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["Li", "Li Na", "Linda", "Na", "x", "李", "é", "’s", "-", "\u00ad", "İ", " "])))
def test_mentions_lie_in_their_words_and_never_overlap(parts: list[str]) -> None:
    the_article = article(" ".join(parts), "Li", "Li Na", "Linda", "李")
    spans = sorted(span for each in mentions(the_article).values() for span in each)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert {the_article.words(span).replace("\u00ad", "").replace(" ", "") for span in spans} <= {
        "Li",
        "LiNa",
        "Na",
        "Linda",
        "李",
    }
