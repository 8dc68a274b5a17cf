"""A header that a page break parted from its table: it stands alone at the foot of a page."""

from collections.abc import Sequence
from dataclasses import replace

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.tables.grid_headers import is_header_row
from vraagbaak.reading.tables.grids import Grid, GridCell
from vraagbaak.reading.tables.stitching import Stitched, begin
from vraagbaak.reading.tables.units import Row, read_rows
from vraagbaak.records import Box, Line, Word

MOST_LINES = 4  # that such a header has, with the rows below it
_FEW = 2  # columns that a header must name, at least

Placed = dict[int, list[Word]]


def take_header(lines: Sequence[Line], grid: Grid) -> tuple[Stitched, int]:
    """A grid at the head of a page with its header, and how many of the lines before are that.

    They are the last on the page before, bold, and name the columns, which no header of its own
    does; a row or two may stand below them.

    Args:
        lines: those before the grid, the last ``MOST_LINES`` at most.
        grid: the first on its page.
    """
    found: list[tuple[Row, Placed]] = []
    bold = 0
    for row in reversed(read_rows(lines)):
        if row.line.page != grid.page - 1 or (bold and not row.line.bold):
            break
        placed = _placed(row, grid)
        if placed is None:
            break
        found.insert(0, (row, placed))
        bold += row.line.bold
    named = {column for row, placed in found[:bold] for column in placed}
    below = [len(placed) for _, placed in found[bold:]]
    if len(named) < max(_FEW, grid.column_count - 1) or is_header_row(grid, 0):
        return begin(grid), 0
    if below and min(below) < max(_FEW, grid.column_count - 1):
        return begin(grid), 0
    return _headed(grid, found, bold), len(found)


def _placed(row: Row, grid: Grid) -> Placed | None:
    """The words of a line by the column they stand over; None where they reach into two."""
    strips = grid.strips()
    lefts = [grid.edges[0], *(start for _, start in strips)]
    rights = [*(end for end, _ in strips), grid.edges[-1]]
    found: Placed = {}
    for number, (x0, x1) in enumerate(row.narrow_runs):
        middle = (x0 + x1) / 2
        off = [max(lefts[c] - middle, middle - rights[c], 0.0) for c in range(grid.column_count)]
        all_named = len(row.narrow_runs) == grid.column_count
        column = number if all_named else off.index(min(off))
        least = rights[column - 1] if column else grid.edges[0] - 1
        most = lefts[column + 1] if column + 1 < grid.column_count else x1
        if x0 < least - 1 or x1 > most + 1 or column in found:
            return None
        found[column] = [word for word in row.line.words if x0 <= box_of(word).x0 < x1]
    return found


def _headed(grid: Grid, found: Sequence[tuple[Row, Placed]], bold: int) -> Stitched:
    """The grid with a header of its first lines, and a row for each of the others."""
    parts = [found[:bold], *([entry] for entry in found[bold:])]
    cells: list[GridCell] = []
    for number, part in enumerate(parts):
        for column in range(grid.column_count):
            held = tuple(
                Line(tuple(placed[column]), row.line.page)
                for row, placed in part
                if column in placed
            )
            box = _area([row for row, _ in part], grid.edges[column], grid.edges[column + 1])
            cells.append(GridCell(number, column, held, box))
    cells += [cell.in_row(cell.row + len(parts)) for cell in grid.cells]
    whole = replace(grid, cells=tuple(cells), row_count=grid.row_count + len(parts))
    area = _area([row for row, _ in found], grid.edges[0], grid.edges[-1])
    return Stitched(whole, (grid.page - 1, grid.page), (area, grid.box))


def _area(rows: Sequence[Row], x0: float, x1: float) -> Box:
    return Box(x0, min(row.box.top for row in rows), x1, max(row.box.bottom for row in rows))
