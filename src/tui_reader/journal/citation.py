"""Words with where they come from: who says them, in which article, when, in which section."""

from __future__ import annotations

from tui_reader.article.model import Article
from tui_reader.journal.anchors import Anchor


def article_citation(article: Article) -> str:
    """What the article is, in a line: headline, date and place, source."""
    source = article.source
    parts = [
        article.headline,
        ", ".join(part for part in (article.dateline, article.date_published) if part),
        ", ".join(part for part in (source.name, source.url) if part) if source is not None else "",
    ]
    return ". ".join(part for part in parts if part)


def quotation(anchor: Anchor, citation: str) -> str:
    """The words of an anchor in quotation marks, and below them who says them and where; made for pasting."""
    said = f"{anchor.speaker}. " if anchor.speaker else ""
    where = f" Section “{anchor.heading}”." if anchor.heading else ""
    return f"“{anchor.exact}”\n— {said}{citation}.{where}\n"
