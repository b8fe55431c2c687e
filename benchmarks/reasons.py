"""Why what falls short does: the beginning of "what, size" as a pattern, and the reason; kept by hand."""

from __future__ import annotations

REASONS: dict[str, str] = {}
