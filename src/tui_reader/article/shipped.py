"""Where the article is that comes with tui_reader."""

from __future__ import annotations

from pathlib import Path


def shipped_article() -> Path:
    """The path of the shipped article: inside an installed package, or at the root of a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "data" / "article.yaml"
    return installed if installed.is_file() else package.parents[1] / "data" / "article.yaml"
