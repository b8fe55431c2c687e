"""What the article knows of its people and figures, as the panes show it; found in slices, filled in as it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui_reader.article.model import Article, Figure, Person
from tui_reader.article.verdicts import attribution, verdict
from tui_reader.text.spans import Span
from tui_reader.ui.widgets.entry_list import Entry

if TYPE_CHECKING:
    from tui_reader.article.evidence import FigureEvidence
    from tui_reader.text.indexing import Index


class Facts:
    """Mentions of people and evidence of figures, with the lines that say so."""

    def __init__(self) -> None:
        self.article: Article | None = None
        self.mentions: dict[str, list[Span]] = {}
        self.words: dict[str, int] = {}
        self.evidence: dict[int, FigureEvidence] = {}
        self.figure_order: list[int] = []

    def steps(self, article: Article, index: Index) -> Iterator[None]:
        """Find mentions and evidence, in slices."""
        from tui_reader.article.evidence import evidence_steps
        from tui_reader.article.mentions import mention_steps, words_steps

        self.article = article
        self.mentions = {}
        self.evidence = {}
        self.figure_order = list(range(len(article.figures)))
        yield
        for person_id, spans in mention_steps(article):
            if person_id is not None:
                self.mentions[person_id] = list(spans)
            yield
        for self.words in words_steps(article):
            yield
        for number, evidence in evidence_steps(article, index):
            if evidence is not None:
                self.evidence[number] = evidence
            yield
        # A figure that the text does not support comes first, never hidden.
        self.figure_order.sort(key=lambda number: self.supported(number))

    def supported(self, number: int) -> bool:
        """Whether a figure's evidence is in the text and agrees with its numbers (or is not known yet)."""
        evidence = self.evidence.get(number)
        return evidence is None or evidence.supported

    # -- people --------------------------------------------------------------------------------------------------

    def person_entry(self, person: Person) -> Entry:
        """The line of a person: the name, the relation to the text where it leaves room, the number of mentions."""
        spans = self.mentions.get(person.id)
        count = "" if spans is None else f"{len(spans):,}"
        right = f"{person.rel or ''} {count:>3}".strip()
        return Entry(person.name, right, strong=person.rel == "speaker", brief=count or " ")

    def person_details(self, person: Person) -> list[str]:
        """What stands under a person's line, and on their card."""
        lines = [text for text in (person.rel, person.role, person.affiliation) if text]
        spans = self.mentions.get(person.id)
        if spans is not None:
            count = f"{len(spans):,} mention{'' if len(spans) == 1 else 's'}"
            said = self.words.get(person.id, 0)
            lines.append(f"{count}, {said:,} words said" if said else count)
        if person.alternate_names:
            lines.append("also " + ", ".join(person.alternate_names))
        claims = self.claims(person.id)
        if claims:
            lines.append("figures: " + ", ".join(figure.label for figure in claims))
        if person.note:
            lines.append("note: " + person.note)
        return lines

    def claims(self, person_id: str) -> list[Figure]:
        """The figures that a person claims."""
        return [figure for figure in self.article.figures if figure.by == person_id] if self.article else []

    # -- figures -------------------------------------------------------------------------------------------------

    def mark(self, number: int) -> str:
        """The sign of a figure's evidence."""
        evidence = self.evidence.get(number)
        return "·" if evidence is None else verdict(evidence)[0]

    def figure_entry(self, number: int) -> Entry:
        """The two lines of a figure: its evidence and label; value as stated, period, status."""
        assert self.article is not None
        figure = self.article.figures[number]
        parts = [stated(figure), figure.status or ""]
        return Entry(
            f"{self.mark(number)} {figure.label}",
            figure.date or "",
            second="  " + " · ".join(part for part in parts if part),
            strong=not self.supported(number),
        )

    def figure_details(self, number: int) -> list[str]:
        """What stands under a figure's lines, and on its card."""
        assert self.article is not None
        figure = self.article.figures[number]
        evidence = self.evidence.get(number)
        # First what must show wherever there is room for one line: is it true, and whose is it.
        lines = [" ".join(verdict(evidence))] if evidence is not None else []
        lines.append(attribution(self.article, figure, evidence))
        lines.append(f"value: {quantity(figure)}")
        if figure.as_stated:
            lines.append(f"as stated: “{figure.as_stated}”")
        lines.append(f"period: {figure.date or 'not stated'}; {figure.status or 'no status given'}")
        if evidence is not None:
            lines.extend(finding.difference for finding in evidence.findings if finding.difference)
        if figure.note:
            lines.append("note: " + figure.note)
        return lines

    def figure_spans(self, number: int) -> list[Span]:
        """The words a figure rests on; the closest ones where its quote is not in the text."""
        evidence = self.evidence.get(number)
        if evidence is None:
            return []
        spans = [span for finding in evidence.findings for span in finding.spans]
        return sorted(spans or [finding.closest for finding in evidence.findings if finding.closest is not None])


def stated(figure: Figure) -> str:
    """A figure's value as the text states it, else as a number."""
    return figure.as_stated or quantity(figure)


def quantity(figure: Figure) -> str:
    """A figure's value or bounds with the unit, as a number."""
    unit = figure.currency or figure.unit_text or ""
    unit = unit if unit == "%" else f" {unit}" if unit else ""
    about = "about " if figure.approximate else ""
    if figure.value is not None:
        return f"{about}{figure.value:,f}{unit}"
    bounds: Sequence[str] = [
        f"{sign} {bound:,f}{unit}"
        for sign, bound in (("≥", figure.min_value), ("≤", figure.max_value))
        if bound is not None
    ]
    return about + " and ".join(bounds) if bounds else "no number given"
