"""Problems as text, under the name by which commands know it: the module is `tui_reader.article.problems_text`."""

from __future__ import annotations

from tui_reader.article.problems_text import excerpt, print_listed, print_problems, wants_colour

__all__ = ["excerpt", "print_listed", "print_problems", "wants_colour"]
