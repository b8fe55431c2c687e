"""What the top bar and the status line say: what one reads, where in it one is, who is speaking."""

from __future__ import annotations

from collections.abc import Mapping

from tui_reader.article.blocks import Blocks
from tui_reader.article.model import Article
from tui_reader.text.spans import HEADING, Position

WORDS_A_MINUTE = 200
_TABS = ("Sections", "Text", "People", "Figures")


def top(article: Article, words: int, front: int | None) -> tuple[str, str]:
    """Headline and facts of an article; with one pane at a time (`front`, 0 to 3) which it is, and the headline."""
    if front is not None:
        tabs = (f"[{number + 1} {name}]" if number == front else str(number + 1) for number, name in enumerate(_TABS))
        return " ".join(tabs), article.headline
    minutes = max(1, round(words / WORDS_A_MINUTE))
    facts = (article.date_published, article.dateline, f"{words:,} words", f"{minutes:,} min")
    return article.headline, " · ".join(fact for fact in facts if fact)


def where(
    blocks: Blocks, place: Position, names: Mapping[str, str], fraction: float, words: int, loading: float | None
) -> str:
    """Who is speaking, the section, percent and minutes left; how much is loaded while it is not all."""
    section = blocks.sections[place.section]
    parts = [section.heading, f"{round(fraction * 100)} %"]
    if place.paragraph != HEADING and (speaker := section.paragraphs[place.paragraph].by) is not None:
        parts.insert(0, f"{names.get(speaker, speaker)} speaking")
    left = round(words * (1 - fraction) / WORDS_A_MINUTE)
    parts.append(f"{left:,} min left" if left else "less than a minute left" if fraction < 1 else "the end")
    if loading is not None:
        parts.append(f"loading {round(loading * 100)} %")
    return " · ".join(parts)
