"""Figures out of nodes: quantities that the article states, and the quotes they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tui_reader.article.entries import Places, Reference
from tui_reader.article.events import Items, Node, Pairs, Scalar
from tui_reader.article.fields import Fields, kind
from tui_reader.article.model import Figure, Quote
from tui_reader.article.problems import Problems, quoted, suggestion
from tui_reader.article.scalars import Wrong, number, period, truth

FIGURE_KEYS = (
    *("id", "label", "as_stated", "value", "min_value", "max_value", "unit_text", "currency", "date", "status"),
    *("approximate", "by", "evidence", "note"),
)
QUOTE_KEYS = ("exact", "prefix", "suffix", "section")
STATUSES = ("reported", "projected", "target")

_WORDS = "write the words as they stand in the text"


class FigureReader:
    """Reads one figure after the other; `claims` and `sections` are the references to people and to sections."""

    def __init__(self, problems: Problems, places: Places) -> None:
        self.claims: list[Reference] = []
        self.sections: list[Reference] = []
        self._problems = problems
        self._places = places

    def read(self, fields: Fields) -> Figure:
        """The figure of a mapping; what is wrong with it is noted."""
        by = fields.text("by")
        if by is not None:
            self.claims.append(Reference(fields.place("by"), by, fields.path("by")))
        currency = fields.text("currency")
        if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
            fields.warning(
                "currency", f"{quoted(currency)} is not an ISO 4217 code", "write a code such as CNY, or use unit_text"
            )
        value, low, high = _values(fields)
        return Figure(
            id=fields.text("id", required="write id: and a short name to refer to, such as output-2022") or "",
            label=fields.text("label", required="write label: and what is measured") or "",
            as_stated=fields.text("as_stated"),
            value=value,
            min_value=low,
            max_value=high,
            unit_text=fields.text("unit_text"),
            currency=currency,
            date=fields.converted("date", period),
            status=fields.converted("status", _status),
            approximate=fields.converted("approximate", truth) or False,
            by=by,
            evidence=tuple(self._quotes(fields)),
            note=fields.text("note"),
        )

    def _quotes(self, fields: Fields) -> Iterator[Quote]:
        """The evidence of a figure: a quote, or a list of quotes; a bare text is its `exact`."""
        node = fields.get("evidence")
        if node is None:
            return
        listed = isinstance(node, Items)
        for count, item in enumerate(node.nodes if isinstance(node, Items) else [node]):
            at = f"{fields.path('evidence')}[{count}]"
            self._places[at] = (item.line, item.column)
            quote = self._quote(item, at if listed else fields.path("evidence"))
            if quote is not None:
                yield quote

    def _quote(self, node: Node, at: str) -> Quote | None:
        if isinstance(node, Scalar):
            if node.text and not node.null:
                return Quote(node.text)
            self._problems.error(node, at, "this quote is empty", _WORDS)
            return None
        if not isinstance(node, Pairs):
            self._problems.error(node, at, f"a quote must be a text or a mapping, not {kind(node)}", _WORDS)
            return None
        fields = Fields(node, at, QUOTE_KEYS, self._problems)
        section = fields.text("section")
        if section is not None:
            self.sections.append(Reference(fields.place("section"), section, fields.path("section")))
        exact = fields.text("exact", required=f"write exact: and {_WORDS[6:]}")
        return Quote(exact or "", fields.text("prefix"), fields.text("suffix"), section)


def _values(fields: Fields) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """The value and the bounds of a figure, as far as they are numbers that agree with each other."""
    value, low, high = (fields.converted(key, number) for key in ("value", "min_value", "max_value"))
    if low is not None and high is not None and low > high:
        message = f"min_value {quoted(f'{low:,}')} is greater than max_value {quoted(f'{high:,}')}"
        fields.error("min_value", message, "exchange the two, or correct one")
    if value is not None and (low is not None or high is not None):
        mend = "keep value for one number, min_value and max_value for bounds"
        fields.warning("value", "value stands beside min_value or max_value: it is unclear what is meant", mend)
    if not any(key in fields for key in ("as_stated", "value", "min_value", "max_value")):
        mend = "write as_stated: and the quantity as printed, or value: and a number"
        fields.warning("label", "this figure states no quantity", mend)
    return value, low, high


def _status(text: str) -> str | Wrong:
    if text in STATUSES:
        return text
    near = suggestion(text, STATUSES)
    return Wrong(
        "is no status", f"did you mean {near}?" if near else f"write {', '.join(STATUSES[:-1])} or {STATUSES[-1]}"
    )
