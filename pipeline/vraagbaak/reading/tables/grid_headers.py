"""Which rows at the top of a grid are headers, by type, by shade or by what is below them."""

import re
from collections.abc import Sequence
from typing import Final

from vraagbaak.reading.tables.figures import is_year
from vraagbaak.reading.tables.grids import Grid

NUMBER: Final = re.compile(r"[(€]?\s*[-–+]?[\d][\d .,]*\)?(?: ?(?:%|€|euro))?")


def count_header_rows(grid: Grid) -> int:
    """How many rows at the top are headers: bold or shaded as none below, or words over numbers."""
    count = 0
    while count < grid.row_count - 1 and is_header_row(grid, count):
        count += 1
    if count and not is_all_header(grid):
        return count
    return 1 if grid.row_count > 1 and _words_over_numbers(grid) else 0


def is_header_row(grid: Grid, row: int) -> bool:
    """Whether all cells that touch a row and hold text are bold, or all of them shaded."""
    touching = [c for c in grid.cells if c.row <= row < c.row + c.row_span and c.lines]
    if not touching or (row and [cell.column for cell in touching] == [0] and grid.edges[2:]):
        return False  # a heading of a group of rows
    own = [cell for cell in touching if cell.row == row]
    shaded = bool(own) and all(cell.shaded for cell in own)
    return shaded or all(cell.bold for cell in touching)


def is_all_header(grid: Grid) -> bool:
    """Whether every row looks like a header, which says nothing then."""
    return all(is_header_row(grid, row) for row in range(grid.row_count))


def _are_years(texts: Sequence[str]) -> bool:
    """Whether texts are different years, which head the columns below them."""
    years = [text for text in texts if text]
    return len(years) > 1 and all(map(is_year, years)) and len(set(years)) == len(years)


def _words_over_numbers(grid: Grid) -> bool:
    """Whether a first row without numbers stands over a column that is mostly numbers."""
    first, *rest = grid.rows()
    if _are_years(first[1:]):
        return not any(is_year(text) for row in rest for text in row[1:])
    if any(NUMBER.fullmatch(text) for text in first) or sum(map(bool, first)) < 2:
        return False
    for column in range(1, grid.column_count):
        below = [row[column] for row in rest]
        numbers = sum(1 for text in below if NUMBER.fullmatch(text))
        if first[column] and numbers and numbers >= 0.6 * sum(map(bool, below)):
            return True
    return False
