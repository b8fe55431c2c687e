from __future__ import annotations

from decimal import Decimal
from textwrap import dedent, indent

import pytest

from tui_reader.article import schema, sections
from tui_reader.article.loading import Loaded, load_article
from tui_reader.article.model import Article, Figure, Paragraph, Person, Quote, Section, Source
from tui_reader.article.problems import Problem

FULL = """\
format: 1
headline: Baotou named
date_published: 2023-05-24
dateline: Shanghai
language: en
abstract: What happened.
source: {name: Xinhua, url: https://example.org}
people:
  - id: ding
    name: Ding Xiufeng
    alternate_names: [Ding]
    role: Secretary
    affiliation: Committee
    rel: speaker
    note: one
figures:
  - id: output
    label: Output
    as_stated: exceeding 100 billion yuan
    min_value: 100_000_000_000
    currency: CNY
    date: 2022
    status: reported
    approximate: true
    by: ding
    evidence:
      - {exact: exceeding 100 billion, prefix: value, suffix: yuan, section: scale}
      - bare words
    note: two
  - {id: share, label: Share, value: 45, unit_text: "%", evidence: 45% of the world}
sections:
  - id: scale
    heading: Scale
    note: three
    paragraphs:
      - Plain words.
      - {by: ding, as: Secretary, text: said words}
    sections:
      - heading: Scale & more
        paragraphs: [x]
  - heading: Scale
    paragraphs: [y]
"""

BODY = "\nsections: [{heading: h, paragraphs: [p]}]\n"


def load(text: str) -> Loaded:
    return load_article(dedent(text).encode())


def article(text: str) -> Article:
    loaded = load(text)
    assert loaded.problems == ()
    assert loaded.article is not None
    return loaded.article


def problem(text: str, severity: str = "error") -> Problem:
    """The only problem of a text; an error leaves no article, a warning does not."""
    loaded = load(text)
    [found] = loaded.problems
    assert found.severity == severity
    assert found.message
    assert found.mend
    assert (found.message + found.mend + found.at).isprintable()
    assert (loaded.article is None) == (severity == "error")
    return found


def told(found: Problem) -> tuple[int, int, str, str]:
    return found.line, found.column, found.at, found.message


def person(keys: str) -> str:
    return f"headline: x\npeople:\n  - id: a\n    name: A\n{indent(dedent(keys), '    ')}{BODY}"


def figure(keys: str) -> str:
    return f"headline: x\nfigures:\n  - id: a\n    label: A\n    as_stated: a\n{indent(dedent(keys), '    ')}{BODY}"


def section(keys: str) -> str:
    return f"headline: x\nsections:\n  - heading: h\n{indent(dedent(keys), '    ')}"


def test_every_key_of_the_format_is_read() -> None:
    found = article(FULL)
    assert found == Article(
        headline="Baotou named",
        date_published="2023-05-24",
        dateline="Shanghai",
        language="en",
        abstract="What happened.",
        source=Source("Xinhua", "https://example.org"),
        people=(Person("ding", "Ding Xiufeng", ("Ding",), "Secretary", "Committee", "speaker", "one"),),
        figures=(
            Figure(
                id="output",
                label="Output",
                as_stated="exceeding 100 billion yuan",
                min_value=Decimal(100_000_000_000),
                currency="CNY",
                date="2022",
                status="reported",
                approximate=True,
                by="ding",
                evidence=(Quote("exceeding 100 billion", "value", "yuan", "scale"), Quote("bare words")),
                note="two",
            ),
            Figure(id="share", label="Share", value=Decimal(45), unit_text="%", evidence=(Quote("45% of the world"),)),
        ),
        sections=(
            Section(
                "scale", "Scale", 0, (Paragraph("Plain words."), Paragraph("said words", "ding", "Secretary")), "three"
            ),
            Section("scale-more", "Scale & more", 1, (Paragraph("x"),)),
            Section("scale-2", "Scale", 0, (Paragraph("y"),)),
        ),
    )


def test_places_of_people_figures_and_quotes_are_kept() -> None:
    loaded = load(FULL)
    assert loaded.place("people[0]") == (9, 5)
    assert loaded.place("figures[0].min_value") == (20, 16)
    assert loaded.place("figures[0].evidence[0]") == (27, 9)
    assert loaded.place("figures[0].evidence[1]") == (28, 9)
    assert loaded.place("figures[1].evidence[0].exact") == loaded.place("figures[1].evidence") == (30, 68)
    assert loaded.place("figures[0].value") == loaded.place("figures[0]") == (17, 5)
    assert loaded.place("nothing[3].here") == (0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sections: [{heading: h, paragraphs: [p]}]", (1, 1, "", "headline is missing")),
        ("headline:" + BODY, (1, 1, "headline", "headline is empty")),
        ("headline: ~" + BODY, (1, 11, "headline", "headline is empty")),
        ("headline: ''" + BODY, (1, 1, "headline", "headline is empty")),
        ("headline: x", (1, 1, "", "sections is missing")),
        ("headline: x\nsections:", (2, 1, "sections", "sections is empty")),
        ("headline: x\nsections: []", (2, 11, "sections", "the article has no sections")),
        ("headline: x\nsections: [{paragraphs: [p]}]", (2, 12, "sections[0]", "heading is missing")),
        (
            "headline: x\nsections: [{heading: ' ', paragraphs: [p]}]",
            (2, 13, "sections[0].heading", "heading is empty"),
        ),
        (section(""), (3, 5, "sections[0]", "this section has neither paragraphs nor sections")),
        (section("paragraphs: []"), (3, 5, "sections[0]", "this section has neither paragraphs nor sections")),
        (section("paragraphs: ['']"), (4, 18, "sections[0].paragraphs[0]", "this paragraph is empty")),
        (section("paragraphs:\n- a\n-\n- b"), (6, 6, "sections[0].paragraphs[1]", "this paragraph is empty")),
        (section("paragraphs: [{by: a}]"), (4, 18, "sections[0].paragraphs[0]", "text is missing")),
        ("headline: x\npeople: [{name: A}]" + BODY, (2, 10, "people[0]", "id is missing")),
        ("headline: x\npeople: [{id: a}]" + BODY, (2, 10, "people[0]", "name is missing")),
        ("headline: x\nfigures: [{label: a, value: 1}]" + BODY, (2, 11, "figures[0]", "id is missing")),
        ("headline: x\nfigures: [{id: a, value: 1}]" + BODY, (2, 11, "figures[0]", "label is missing")),
        (figure("evidence: [{prefix: a}]"), (6, 16, "figures[0].evidence[0]", "exact is missing")),
        (figure("evidence: ['']"), (6, 16, "figures[0].evidence[0]", "this quote is empty")),
    ],
)
def test_what_is_required_and_missing_is_an_error(text: str, expected: tuple[int, int, str, str]) -> None:
    if "{by: a}" in text:
        text = text.replace("by: a", "as: a")
    assert told(problem(text)) == expected


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("headline: [x]" + BODY, "headline", "headline must be a text, not a list"),
        ("headline: {x: y}" + BODY, "headline", "headline must be a text, not a mapping (key: value)"),
        ("headline: x\nsource: Xinhua" + BODY, "source", "source must be a mapping, not a text"),
        ("headline: x\npeople: Ding" + BODY, "people", "people must be a list, not a text"),
        ("headline: x\npeople: {id: a}" + BODY, "people", "people must be a list, not a mapping (key: value)"),
        ("headline: x\npeople: [Ding]" + BODY, "people[0]", "this must be a mapping (key: value), not a text"),
        ("headline: x\nfigures: [[a]]" + BODY, "figures[0]", "this must be a mapping (key: value), not a list"),
        (person("role: [a]"), "people[0].role", "role must be a text, not a list"),
        (person("alternate_names: {a: b}"), "people[0].alternate_names", "alternate_names must be a list of texts"),
        (person("alternate_names: [a, [b]]"), "people[0].alternate_names[1]", "this must be a text, not a list"),
        (person("alternate_names: [a, '']"), "people[0].alternate_names[1]", "this text is empty"),
        (figure("evidence: [[a]]"), "figures[0].evidence[0]", "a quote must be a text or a mapping, not a list"),
        (figure("value: [1]"), "figures[0].value", "value must be a text, not a list"),
        ("headline: x\nsections: text", "sections", "sections must be a list, not a text"),
        ("headline: x\nsections: {heading: h}", "sections", "sections must be a list, not a mapping (key: value)"),
        ("headline: x\nsections: [text]", "sections[0]", "a section must be a mapping (key: value), not a text"),
        (section("paragraphs: text"), "sections[0].paragraphs", "paragraphs must be a list, not a text"),
        (
            section("paragraphs: [[a]]"),
            "sections[0].paragraphs[0]",
            "a paragraph must be a text or an utterance, not a list",
        ),
        (section("sections: text"), "sections[0].sections", "sections must be a list, not a text"),
        ("headline: x\n[a]: b" + BODY, "", "a key must be a text, not a list"),
        ("headline: x\n{a: b}: b" + BODY, "", "a key must be a text, not a mapping (key: value)"),
    ],
)
def test_a_wrong_type_is_an_error(text: str, at: str, message: str) -> None:
    found = problem(text)
    assert found.at == at
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("just words\nand more", "plain text"),
        ("- a\n- b", "a list"),
        ("# only a comment", "nothing in it but comments"),
    ],
)
def test_a_file_that_is_no_mapping_is_no_article(text: str, what: str) -> None:
    assert what in problem(text).message


def test_a_colon_that_makes_a_mapping_of_a_paragraph_is_explained() -> None:
    found = problem(section("paragraphs:\n- 'fine: quoted'\n- He said: hello"))
    assert (found.line, found.at) == (6, "sections[0].paragraphs[1]")
    assert "“: ”" in found.message
    assert "quotes" in found.mend


def test_the_same_key_twice_names_both_lines() -> None:
    found = problem("headline: x\nheadline: y" + BODY)
    assert told(found) == (2, 1, "headline", "the key “headline” stands twice, here and in line 1")
    found = problem("headline: x" + BODY + "sections:\n- heading: z\n")
    assert "stands twice, here and in line 2" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "headline: x\npeople:\n- {id: a, name: A}\n- {id: a, name: B}" + BODY,
        "headline: x\nfigures:\n- {id: a, label: A, value: 1}\n- {id: a, label: B, value: 1}" + BODY,
        "headline: x\nsections:\n- {id: a, heading: A, paragraphs: [p]}\n- {id: a, heading: B, paragraphs: [p]}",
    ],
)
def test_the_same_id_twice_names_both_lines(text: str) -> None:
    found = problem(text)
    assert found.line == 4
    assert "stands twice, here and in line 3" in found.message


def test_an_id_that_an_earlier_heading_made_is_an_error_with_its_own_mend() -> None:
    found = problem(
        "headline: x\nsections:\n- {heading: My Part, paragraphs: [p]}\n- {id: my-part, heading: B, paragraphs: [p]}"
    )
    assert "made from its heading" in found.message
    assert found.mend == "give the section in line 3 an id of its own"


def test_headings_that_are_alike_get_ids_that_differ() -> None:
    parts = "".join(f"- {{heading: {heading}, paragraphs: [p]}}\n" for heading in ("A", "a", "a 2", "A", "…", "'?'"))
    found = article(f"headline: x\nsections:\n{parts}")
    assert [section.id for section in found.sections] == ["a", "a-2", "a-2-2", "a-3", "section", "section-2"]


def test_references_that_name_nothing_are_errors_and_the_nearest_is_suggested() -> None:
    loaded = load(FULL.replace("by: ding", "by: dign", 1).replace("section: scale", "section: skale"))
    assert [(p.line, p.at, p.message, p.mend) for p in loaded.problems] == [
        (25, "figures[0].by", "there is no person with the id “dign”", "did you mean ding?"),
        (27, "figures[0].evidence[0].section", "there is no section with the id “skale”", "did you mean scale?"),
    ]
    found = problem(FULL.replace("{by: ding,", "{by: Ding Xiufeng,"))
    assert (found.at, found.mend) == ("sections[0].paragraphs[1].by", "did you mean ding?")


def test_people_may_stand_after_the_sections() -> None:
    body = "headline: x\nsections: [{heading: h, paragraphs: [{by: a, text: t}]}]\npeople: [{id: %s, name: A}]"
    assert article(body % "a").people
    assert problem(body % "bbbb").at == "sections[0].paragraphs[0].by"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("value", "many", "“many” is not a number"),
        ("value", "nan", "“nan” is not a number"),
        ("min_value", "1e999", "“1e999” has too many digits"),
        ("max_value", "45%", "“45%” is not a number"),
        ("date", "May 2022", "“May 2022” is not a year, month, day or period"),
        ("status", "planned", "“planned” is no status"),
        ("approximate", "yes", "“yes” is neither true nor false"),
    ],
)
def test_a_bad_scalar_of_a_figure_is_an_error(key: str, value: str, message: str) -> None:
    found = problem(figure(f"{key}: {value}"))
    assert told(found) == (6, len(key) + 7, f"figures[0].{key}", message)


def test_bounds_must_be_in_order() -> None:
    found = problem(figure("min_value: 5\nmax_value: 4.5"))
    assert "“5” is greater than max_value “4.5”" in found.message
    assert article(figure("min_value: 4.5\nmax_value: 4.5")).figures[0].max_value == Decimal("4.5")


def test_bad_dates_and_formats_are_errors() -> None:
    assert problem("headline: x\ndate_published: 24 May 2023" + BODY).at == "date_published"
    assert "no day of the calendar" in problem("headline: x\ndate_published: 2023-02-30" + BODY).message
    assert "write format: 1" in problem("format: 2\nheadline: x" + BODY).mend
    assert article("headline: x\nformat: '1'" + BODY).format == 1


@pytest.mark.parametrize(
    ("text", "at", "mend"),
    [
        ("headline: x\nheadlines: y" + BODY, "headlines", "did you mean headline?"),
        ("headline: x\ntitle: y" + BODY, "title", "did you mean headline?"),
        (person("alternate_name: B"), "people[0].alternate_name", "did you mean alternate_names?"),
        (figure("units: yuan"), "figures[0].units", "did you mean unit_text?"),
        (figure("evidence: {exact: a, sufix: b}"), "figures[0].evidence.sufix", "did you mean suffix?"),
        (section("paragraphs: [p]\nbody: x"), "sections[0].body", "did you mean paragraphs?"),
        (section("paragraphs: [{text: p, author: x}]"), "sections[0].paragraphs[0].author", "remove it"),
        ("headline: x\n<<: {headline: y}" + BODY, "<<", "remove it"),
        (person("rel: speakr"), "people[0].rel", "did you mean speaker?"),
        ("headline: x\nlanguage: English, I think" + BODY, "language", "write a tag"),
        (figure("currency: yuan"), "figures[0].currency", "write a code"),
        (figure("value: 1\nmin_value: 0"), "figures[0].value", "keep value for one number"),
        ("headline: x\nfigures: [{id: a, label: A}]" + BODY, "figures[0].label", "write as_stated:"),
        ("headline: x\npeople: [{id: a b, name: A}]" + BODY, "people[0].id", "write a hyphen"),
        (section("paragraphs:\n- |\n  a\n\n  b"), "sections[0].paragraphs[0]", "make two paragraphs"),
        (section("paragraphs:\n- text: |\n    a\n\n    b"), "sections[0].paragraphs[0].text", "make two paragraphs"),
    ],
)
def test_what_is_doubtful_is_a_warning(text: str, at: str, mend: str) -> None:
    found = problem(text, "warning")
    assert found.at == at
    assert found.mend.startswith(mend)


def test_empty_optional_keys_are_as_good_as_absent() -> None:
    found = article("headline: x\nabstract:\nsource: ~\npeople: []\nfigures: null" + BODY)
    assert (found.abstract, found.source, found.people, found.figures) == (None, None, (), ())


def test_one_name_may_stand_without_a_list() -> None:
    assert article(person("alternate_names: Ding")).people[0].alternate_names == ("Ding",)


def test_a_surname_that_yaml_takes_for_nothing_or_a_truth_is_a_name() -> None:
    found = article("headline: No\npeople: [{id: a, name: Null, role: off}]" + BODY)
    assert (found.headline, found.people[0].name, found.people[0].role) == ("No", "Null", "off")


def test_all_problems_are_told_at_once_in_the_order_of_their_places() -> None:
    loaded = load("""\
        format: 9
        headlin: x
        people: [{id: a}, {id: a, name: B}]
        figures: [{id: f, label: F, value: z, by: c}]
        sections:
          - paragraphs: []
          - heading: h
            paragraphs: ['', {by: d, text: e}]
        """)
    assert [p.line for p in loaded.problems] == sorted(p.line for p in loaded.problems)
    assert loaded.errors == 10
    assert loaded.warnings == 1
    assert loaded.article is None


def test_limits_of_people_figures_sections_and_nesting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MAX_PEOPLE", 2)
    monkeypatch.setattr(schema, "MAX_FIGURES", 3)
    people = "".join(f"- {{id: p{n}, name: N}}\n" for n in range(3))
    assert told(problem(f"headline: x\npeople:\n{people}{BODY}")) == (
        5,
        3,
        "people[2]",
        "the article has more than 2 people",
    )
    figures = "".join(f"- {{id: f{n}, label: L, value: 1}}\n" for n in range(4))
    assert "more than 3 figures" in problem(f"headline: x\nfigures:\n{figures}{BODY}").message
    monkeypatch.setattr(sections, "MAX_SECTIONS", 2)
    parts = "- {heading: h, paragraphs: [p]}\n" * 3
    assert "more than 2 sections" in problem(f"headline: x\nsections:\n{parts}").message


def nested(levels: int) -> str:
    """An article of so many levels of sections, an utterance in the deepest."""
    text = "{heading: h, paragraphs: [{text: t}]}"
    for _ in range(levels - 1):
        text = f"{{heading: h, sections: [{text}]}}"
    return f"headline: x\nsections: [{text}]"


def test_sections_nest_thirty_deep_and_no_deeper() -> None:
    assert article(nested(sections.MAX_NESTING)).sections[-1].depth == sections.MAX_NESTING - 1
    assert "nest deeper than 30" in problem(nested(sections.MAX_NESTING + 1).replace("{text: t}", "t")).message
    assert "64 deep" in problem(nested(10_000)).message


def test_hostile_text_in_a_message_is_sanitised() -> None:
    problem('headline: x\n"\\e[31m\\u202e": y' + BODY, "warning")
    problem(person('rel: "a\\e]0;x\\a"'), "warning")
    problem('headline: x\npeople: [{id: a, name: A}]\nsections: [{heading: h, paragraphs: [{by: "\\x9bq", text: t}]}]')
