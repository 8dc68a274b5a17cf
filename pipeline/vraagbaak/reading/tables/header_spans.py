"""Headers of several rows in tables without lines: which columns a group header stands over."""

from collections.abc import Sequence

from vraagbaak.reading.tables.grids import GridCell


def spread_headers(cells: Sequence[GridCell], rows: int) -> list[GridCell]:
    """Let headers span the empty cells beside and below them.

    A header spans to the right over empty cells that have a header of their own below, and down
    over empty cells; what it spans over goes.

    Args:
        cells: of a grid whose first ``rows`` rows are headers.
        rows: two or more.
    """
    grid = {(cell.row, cell.column): cell for cell in cells if cell.row < rows}
    for row in range(rows - 1):
        _spread_right(grid, row)
    for place in sorted(grid):
        if place in grid:
            _spread_down(grid, place, rows)
    return [*(grid[place] for place in sorted(grid)), *(c for c in cells if c.row >= rows)]


def _spread_right(grid: dict[tuple[int, int], GridCell], row: int) -> None:
    columns = sorted(column for r, column in grid if r == row)
    owner: int | None = None
    for column in columns:
        cell, below = grid[row, column], grid.get((row + 1, column))
        if cell.lines:
            has_own = below is not None and bool(below.lines)
            owner = column if has_own and cell.column_span == 1 else None
        elif owner is not None and below is not None and below.lines:
            held = grid[row, owner]
            width = column + cell.column_span - owner
            grid[row, owner] = held._replace(column_span=width, box=held.box.union(cell.box))
            del grid[row, column]


def _spread_down(grid: dict[tuple[int, int], GridCell], place: tuple[int, int], rows: int) -> None:
    row, column = place
    cell = grid[place]
    below = grid.get((row + cell.row_span, column))
    while (
        cell.lines
        and below is not None
        and not below.lines
        and below.column_span == cell.column_span
        and row + cell.row_span < rows
    ):
        del grid[below.row, column]
        cell = cell._replace(row_span=cell.row_span + 1, box=cell.box.union(below.box))
        grid[place] = cell
        below = grid.get((row + cell.row_span, column))
