"""How well tables are read: exact cells, and ICDAR 2013's relations between neighbours."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from made_table_looks import TrueCell, TrueTable

Rows = Sequence[Sequence[str]]


class Score(NamedTuple):
    """What was found, of what was wanted and of what was given."""

    hit: int
    wanted: int
    given: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1.0 where nothing was wanted and given."""
        if not self.wanted and not self.given:
            return 1.0
        return 2 * self.hit / (self.wanted + self.given)

    def plus(self, other: "Score") -> "Score":
        """Both counts together."""
        return Score(self.hit + other.hit, self.wanted + other.wanted, self.given + other.given)


def fold(text: str | None) -> str:
    """The text with its white space made one space."""
    return re.sub(r"\s+", " ", text or "").strip()


def score_cells(wanted: Sequence[Rows], given: Sequence[Rows]) -> Score:
    """Exact cells: table, row, column and text must be right; empty cells do not count."""
    left = [_cells(rows) for rows in given]
    sets = [_cells(rows) for rows in wanted]
    counts = Score(0, sum(map(len, sets)), sum(map(len, left)))
    for cells in sets:
        best = max(left, key=lambda other: len(cells & other), default=None)
        if best is not None and cells & best:
            counts = counts._replace(hit=counts.hit + len(cells & best))
            left.remove(best)
    return counts


def _cells(rows: Rows) -> set[tuple[int, int, str]]:
    return {
        (r, c, text)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if (text := fold(cell))
    }


# ------------------------------------------------------------------ ICDAR 2013


def score_relations(wanted: Sequence[TrueTable], given: Sequence[TrueTable]) -> Score:
    """Relations of a document, as Göbel, Hassan, Oro and Orsi count them.

    Every cell with text is related to the nearest one with text to its right and below, each told
    by both contents without white space and by the direction. A table that is none has relations
    too, which count against precision.
    """
    true = sum((relations(table) for table in wanted), Counter())
    found = sum((relations(table) for table in given), Counter())
    return Score((true & found).total(), true.total(), found.total())


def relations(table: TrueTable) -> "Counter[tuple[str, str, str]]":
    """The relations of one table; a cell that spans has one with each neighbour along its side."""
    grid: list[list[TrueCell | None]] = [
        [None] * table.column_count for _ in range(table.row_count)
    ]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = cell if normal(cell.text) else None
    found: Counter[tuple[str, str, str]] = Counter()
    for cell in table.cells:
        if not normal(cell.text):
            continue
        right = {
            _first(grid[row][cell.column + cell.column_span :])
            for row in range(cell.row, cell.row + cell.row_span)
        }
        below = {
            _first([grid[row][column] for row in range(cell.row + cell.row_span, table.row_count)])
            for column in range(cell.column, cell.column + cell.column_span)
        }
        for direction, others in (("right", right), ("below", below)):
            for other in others:
                if other is not None:
                    found[normal(cell.text), normal(other.text), direction] += 1
    return found


def _first(cells: Sequence[TrueCell | None]) -> TrueCell | None:
    return next((cell for cell in cells if cell is not None), None)


def normal(text: str) -> str:
    """A text without white space and soft hyphens, in one form of Unicode."""
    folded = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    return re.sub(r"\s+", "", folded)


def table_of(rows: Rows) -> TrueTable:
    """Rows without spans as a table."""
    width = max(map(len, rows), default=0)
    cells = tuple(
        TrueCell(r, c, 1, 1, fold(text)) for r, row in enumerate(rows) for c, text in enumerate(row)
    )
    return TrueTable(cells, len(rows), width)
