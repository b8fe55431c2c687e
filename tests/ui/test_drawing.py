"""What the drawing makes of figures, without a screen and on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.ui.screens.drawing import Sketch

if TYPE_CHECKING:
    from tests.ui.conftest import FactsOf, Open

TEXT = "It grew by 7.5%, then fell by 33.3%. 150% and 20 to 40%. A loss of 50 MW, a gain of 100 MW; 50% of it."
FIGURES = """
  - {id: a, label: Growth, value: 7.5, unit_text: "%", date: 2021-03/2021-09, evidence: grew by 7.5%}
  - {id: b, label: Fall, value: -33.3, unit_text: "%", date: 2022-05-23, status: target, evidence: fell by 33.3%}
  - {id: c, label: More, value: 150, unit_text: "%", status: projected, date: 2025, evidence: nowhere at all there}
  - {id: d, label: Other, value: 50, unit_text: "%", evidence: 20 to 40%}
  - {id: e, label: Loss, value: -50, unit_text: MW, date: 2030, evidence: A loss of 50 MW}
  - {id: f, label: Gain of a rather long label that gives way, value: 100, unit_text: MW, evidence: gain of 100 MW}
  - {id: g, label: Alone, value: 3, unit_text: berths}
  - {id: h, label: Range, min_value: 20, max_value: 40, unit_text: "%", evidence: 20 to 40%}
  - {id: i, label: Wordy, as_stated: a lot}
"""
ARTICLE = f"headline: h\nfigures:{FIGURES}sections: [{{heading: One, paragraphs: ['{TEXT}']}}]\n"


@pytest.fixture
def below(facts_of: FactsOf) -> dict[str, str]:
    """What is drawn below each label, with its signs, in 20 cells; where it is drawn first."""
    known = facts_of(ARTICLE)
    assert known.article is not None
    sketch = Sketch(known.article.figures, known, lambda: 26)
    found: dict[str, str] = {}
    for entry in (sketch[index] for index in range(len(sketch))):
        found.setdefault(entry.text, entry.second[2:])
    return found


def test_only_a_percentage_from_0_to_100_has_a_bar(below: dict[str, str]) -> None:
    assert below["✓ · Growth"] == "▓" + "░" * 18
    assert below["✓ · Range"] == "▓" * 4 + "▒" * 4 + "░" * 11
    assert below["✓ ◆ Fall"] == below["✗ ○ More"] == "no bar: not from 0 to 100 %"


def test_a_negative_amount_goes_the_other_way(below: dict[str, str]) -> None:
    gain = next(second for label, second in below.items() if "Gain" in label)
    assert below["✓ · Loss"] == " " * 5 + "▓" * 4 + "│"
    assert gain == " " * 9 + "│" + "▓" * 9


def test_an_amount_with_nothing_to_compare_with_has_no_bar(below: dict[str, str]) -> None:
    assert below["AMOUNTS: berths"] == "nothing to compare with"
    assert below["✗ · Alone"] == below["✗ · Wordy"] == ""


def test_what_the_text_does_not_support_looks_so(below: dict[str, str]) -> None:
    assert {"✗ ○ More", "! · Other", "✗ · Alone"} <= set(below)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_dates_are_whole_and_figures_are_counted_at_every_size(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size, ARTICLE.encode()) as it:
        await it.press("F")
        await it.until(lambda: "1/9" in it.shown)
        await it.press("k")
        await it.until(lambda: "9 figures" in it.shown)
        await it.press("G", "k", "k", "k")
        await it.until(lambda: "2021-03/2021-09" in it.shown and "1/9" in it.shown)
        await it.press("j", "j", "j")
        await it.until(lambda: all(date in it.shown for date in ("2022-05-23", "2025", "2030")))
