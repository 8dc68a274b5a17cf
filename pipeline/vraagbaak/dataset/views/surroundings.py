"""Where in a table a value stands: its cell, and the cells around it."""

import sqlite3
from collections.abc import Iterator

from vraagbaak.records import Box, Place

_AROUND = """
    SELECT id, text, page, x0, top, x1, bottom FROM cells
    WHERE table_id = ? AND (is_header OR row_index <= ? AND row_index + row_span > ?)
    ORDER BY row_index, column_index
"""
# Of a whole row the first cell stands for it.
_CELL_AT = """
    SELECT id FROM cells WHERE table_id = ?1
        AND row_index <= ?2 AND row_index + row_span > ?2
        AND (?3 IS NULL OR column_index <= ?3 AND column_index + column_span > ?3)
    ORDER BY column_index LIMIT 1
"""


def place_of(row: sqlite3.Row) -> Place | None:
    """The page and box of a row; None where it has no page."""
    names = row.keys()
    if "page" not in names or row["page"] is None:
        return None
    box = None
    if "x0" in names and row["x0"] is not None:
        box = Box(row["x0"], row["top"], row["x1"], row["bottom"])
    return Place(row["page"], box)


def cells_around(
    connection: sqlite3.Connection, row: sqlite3.Row
) -> Iterator[tuple[str, Place | None]]:
    """The cells of the same row and the header cells, of a value that stands in a table."""
    cell = _own_cell(connection, row)
    found = None
    if cell is not None:
        found = connection.execute(
            "SELECT table_id, row_index FROM cells WHERE id = ?", (cell,)
        ).fetchone()
    elif _is_in_row(row):
        found = row["table_id"], row["row_index"]
    if found is None:
        return
    for other in connection.execute(_AROUND, (found[0], found[1], found[1])):
        if other["id"] != cell or cell != row["id"]:
            yield other["text"], place_of(other)


def text_at(connection: sqlite3.Connection, row: sqlite3.Row) -> str:
    """The words of the cell at the row and column that a row names; "" where there is none."""
    return _of_cell(connection, "text", _cell_at(connection, row)) or ""


def reference_of(connection: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    """The cell of a workbook that a value stands in, or the first of its row; None on a page."""
    cell = _own_cell(connection, row)
    if cell is None and _is_in_row(row):
        cell = _cell_at(connection, row)
    return _of_cell(connection, "reference", cell)


def _own_cell(connection: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    """The key of the cell that a value is, or is read from; None where it is no single one."""
    names = row.keys()
    if "amount_mention_id" in names:
        mention = connection.execute(
            "SELECT * FROM amount_mentions WHERE id = ?", (row["amount_mention_id"],)
        ).fetchone()
        return _own_cell(connection, mention) if mention else None
    if "part" in names and (row["part"] or "").startswith("tables/"):
        return f"{row['annex_id'] or row['question_id']}#{row['part']}"
    return str(row["id"]) if "column_index" in names and "row_span" in names else None


def _is_in_row(row: sqlite3.Row) -> bool:
    names = row.keys()
    return "table_id" in names and "row_index" in names and row["table_id"] is not None


def _cell_at(connection: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    names = row.keys()
    column = row["column_index"] if "column_index" in names else None
    found = connection.execute(_CELL_AT, (row["table_id"], row["row_index"], column)).fetchone()
    return str(found[0]) if found else None


def _of_cell(connection: sqlite3.Connection, column: str, cell: str | None) -> str | None:
    words = ("SELECT", column, "FROM cells WHERE id = ?")
    found = connection.execute(" ".join(words), (cell,)).fetchone()
    return found[0] if found else None
