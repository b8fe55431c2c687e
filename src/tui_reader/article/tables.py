"""Facts as rows: aligned for people, comma-separated for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.text.cells import cell_len, pad

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a spreadsheet knows a formula (OWASP, CSV injection)."""


def table(header: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """The rows under a header, columns aligned by cells; the widest column gives way so that lines fit `width`."""
    widths = [max(cell_len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    while width is not None and sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > 3:
        widths[widths.index(max(widths))] -= 1
    lines = ["  ".join(pad(cell, size) for cell, size in zip(row, widths, strict=True)) for row in (header, *rows)]
    return "\n".join(line.rstrip() for line in lines)


def csv_text(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows as CSV (RFC 4180), safe to open: a cell that would be a formula gets an apostrophe before it."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell
