"""How sure the shape of a table is, by what its columns of figures hold."""

import re
from dataclasses import replace

from vraagbaak.reading.tables.figures import is_figure
from vraagbaak.reading.tables.grids import Grid, GridCell

_GROUPED = re.compile(r"\D?\d{1,3}(?: \d{3})+(?:[.,]\d+)?\D?")  # one number: 12 400,50
DOUBTFUL = 0.7  # confidence below which a table gets a warning
_LEAST = 0.1  # of its confidence that a table keeps at any rate
_MOSTLY = 0.6  # share of the cells of a column of figures that hold one


def weigh(grid: Grid) -> Grid:
    """The grid, less sure the more cells of its columns of figures hold several."""
    columns: list[list[GridCell]] = [[] for _ in range(grid.column_count)]
    for cell in grid.cells:
        if cell.lines and cell.column_span == 1:
            columns[cell.column].append(cell)
    among = several = 0
    for cells in columns[1:]:
        figures = [cell for cell in cells if any(map(str.isdigit, cell.text))]
        if len(figures) >= _MOSTLY * len(cells):
            among += len(figures)
            several += sum(map(_holds_several, figures))
    if not several:
        return grid
    share = max(_LEAST, 1 - several / among)
    return replace(grid, confidence=round(grid.confidence * share, 2))


def _holds_several(cell: GridCell) -> bool:
    """Whether a cell holds several figures and nothing else: rows or columns not told apart."""
    words = cell.text.split()
    return len(words) > 1 and not _GROUPED.fullmatch(cell.text) and all(map(is_figure, words))
