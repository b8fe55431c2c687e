"""`people` and `figures` print the same facts for people, spreadsheets and programs."""

from __future__ import annotations

import argparse
import csv
import io
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ARTICLE = """headline: h
people:
  - {id: li, name: Li, rel: speaker, role: "=HYPERLINK(1)"}
  - {id: na, name: 王 伟, alternate_names: [王伟, Wang], affiliation: "-2+3"}
figures:
  - {id: a, label: "+Share", as_stated: half, value: 50, unit_text: "%", date: 2025, by: li, evidence: half of it}
  - {id: b, label: Change, value: -1.5, status: target, evidence: [fell by 1.5, here]}
  - {id: c, label: "[red]Big[/]", min_value: 100, max_value: 200, currency: CNY, evidence: not there at all}
  - {id: d, label: None given, as_stated: here, value: 1e20}
sections:
  - heading: One
    sections:
      - id: deep
        heading: Deep
        paragraphs:
          - {by: li, text: 'Wang had half of it, here and here.'}
          - 王伟 said it fell by 1.5 for Li.
"""


def run(command: str, *words: str) -> int:
    module = import_module(f"tui_reader.commands.{command}")
    parser = argparse.ArgumentParser()
    module.add_parser(parser.add_subparsers())
    arguments = parser.parse_args([command, *words])
    code = arguments.run(arguments)
    assert isinstance(code, int)
    return code


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "a.yaml"
    file.write_text(ARTICLE, encoding="utf-8")
    return str(file)


def printed(capsys: pytest.CaptureFixture[str], command: str, *words: str) -> str:
    assert run(command, *words) == 0
    return capsys.readouterr().out


def test_figures_as_json_tell_each_piece_of_evidence(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    figures: list[dict[str, Any]] = json.loads(printed(capsys, "figures", path, "--format", "json"))
    assert [figure["id"] for figure in figures] == ["a", "b", "c", "d"]
    assert figures[0] == {
        "id": "a",
        "label": "+Share",
        "as_stated": "half",
        "value": 50,
        "unit_text": "%",
        "date": "2025",
        "by": "li",
        "numbers_agree": True,
        "evidence": [
            {"exact": "half of it", "state": "exact", "section": "deep", "paragraph": 0, "start": 9, "end": 19}
        ],
    }
    assert figures[1]["value"] == -1.5
    assert [(piece["exact"], piece["state"], piece["start"]) for piece in figures[1]["evidence"]] == [
        ("fell by 1.5", "exact", 11),
        ("here", "ambiguous", 21),
        ("here", "ambiguous", 30),
    ]
    nowhere = {"section": None, "paragraph": None, "start": None, "end": None}
    assert figures[2]["evidence"] == [{"exact": "not there at all", "state": "not_found"} | nowhere]
    assert (figures[3]["value"], figures[3]["evidence"]) == (10**20, [])


def figures_of(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    sections = "[{heading: S, paragraphs: [It was 5.]}]"
    (tmp_path / "f.yaml").write_text(f"headline: h\nsections: {sections}\nfigures: {text}\n")
    return printed(capsys, "figures", str(tmp_path / "f.yaml"), "--format", "json")


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("value: 5, evidence: It was 5", True),
        ("value: 6, evidence: It was 5", False),
        ("value: 5, evidence: It was nothing at all", None),
        ("value: 5", None),
        ("as_stated: '5', evidence: It was 5", None),
    ],
)
def test_numbers_agree_with_the_text_or_not_or_there_is_nothing_to_agree(
    figure: str, expected: bool | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = json.loads(figures_of(f"[{{id: a, label: A, {figure}}}]", tmp_path, capsys))
    assert found["numbers_agree"] is expected


@pytest.mark.parametrize("command", ["figures", "show"])
def test_an_approximate_number_is_called_so(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = "[{id: a, label: A, value: 5, unit_text: MW, approximate: true}, {id: b, label: B, value: 6}"
    figures_of(f"{figures}, {{id: c, label: C, as_stated: some seven, value: 7, approximate: true}}]", tmp_path, capsys)
    out = printed(capsys, command, str(tmp_path / "f.yaml"))
    assert "about 5 MW" in out
    assert out.count("about") == 1


def test_json_tells_all_that_a_quote_asks_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quotes = "[{exact: '5', prefix: was, suffix: ., section: s}, {exact: six, section: s}]"
    (found,) = json.loads(figures_of(f"[{{id: a, label: A, value: 5, evidence: {quotes}}}]", tmp_path, capsys))
    there, nowhere = found["evidence"]
    assert (there["prefix"], there["suffix"], there["look_in"], there["section"]) == ("was", ".", "s", "s")
    assert (nowhere["look_in"], nowhere["section"]) == ("s", None)


@pytest.mark.parametrize("number", ["0.12345678901234567890123", "-7.50", "123456789012345678901234567890.5", "0"])
def test_json_numbers_have_all_their_digits(number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = figures_of(f"[{{id: a, label: A, value: {number}}}]", tmp_path, capsys)
    assert f'"value": {number},' in out
    assert json.loads(out)[0]["value"] == float(number)


def test_json_is_laid_out_as_everybody_expects(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("people", "figures", "show"):
        out = printed(capsys, command, path, "--format", "json")
        assert out == json.dumps(json.loads(out), ensure_ascii=False, indent=2) + "\n"


def test_people_as_json_tell_mentions_words_and_figures(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    li, na = json.loads(printed(capsys, "people", path, "--format", "json"))
    assert li["mentions"] == [{"section": "deep", "paragraph": 1, "start": 27, "end": 29, "match": "Li"}]
    assert (li["words_said"], li["figures"]) == (8, ["a"])
    assert [mention["match"] for mention in na["mentions"]] == ["Wang", "王伟"]
    assert (na["words_said"], na["figures"]) == (0, [])


@pytest.mark.parametrize("command", ["people", "figures"])
def test_csv_reads_back_and_holds_no_formula(command: str, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(capsys, command, path, "--format", "csv"), newline="")))
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "@", "\t", "\r"))
            assert not cell.startswith("-") or float(cell)
    if command == "people":
        assert (rows[0]["role"], rows[1]["affiliation"]) == ("'=HYPERLINK(1)", "'-2+3")
    else:
        assert (rows[0]["label"], rows[1]["value"]) == ("'+Share", "-1.5")
        assert [row["evidence"] for row in rows] == ["exact", "ambiguous", "not_found", "none"]
        assert [row["numbers_agree"] for row in rows] == ["true", "true", "", ""]


def test_a_piped_table_is_aligned_and_whole(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "figures", path).splitlines()
    assert len(lines) == 5
    at = lines[0].index("as stated")
    assert [line[at:].split("  ")[0] for line in lines[1:]] == ["half", "-1.5", "100 to 200 CNY", "here"]
    assert "[red]Big[/]" in lines[3]
    assert "…" not in "".join(lines)


def test_a_table_fits_the_terminal(path: str, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    from tui_reader.text.cells import cell_len

    for command in ("people", "figures"):
        module = import_module(f"tui_reader.commands.{command}")
        monkeypatch.setattr(module, "columns", lambda: 40)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        lines = printed(capsys, command, path).splitlines()
        assert max(map(cell_len, lines)) <= 40
        assert "…" in "".join(lines)


@pytest.mark.parametrize("command", ["people", "figures", "show"])
def test_an_invalid_article_is_told_on_stderr(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text("headline: x\n")
    assert run(command, str(tmp_path / "bad.yaml")) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "sections" in err


def test_without_a_path_the_shipped_article_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Ding Xiufeng" in printed(capsys, "people")
    assert printed(capsys, "figures").count("exact") == 8
