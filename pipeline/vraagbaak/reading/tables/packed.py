"""Rows that a drawn table packs in one: a frame around whole columns, with rules around no row.

Figures on line after line, each beside a label of its own, tell them.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from vraagbaak.reading.lines import group_lines
from vraagbaak.reading.tables.figures import is_figure, text_of
from vraagbaak.reading.tables.grids import Grid, GridCell
from vraagbaak.reading.tables.line_sheet import Sheet
from vraagbaak.reading.tables.rivers import line_box, split_row
from vraagbaak.reading.tables.rows import row_starts
from vraagbaak.reading.tables.units import read_rows
from vraagbaak.records import Box, Line

_LABELLED = 0.7  # share of the lines with figures that must have a label


def unpack_rows(grid: Grid) -> Grid:
    """The grid with its packed rows parted."""
    packed = {}
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    for row, cells in sorted(rows.items()):
        if len(cells) == grid.column_count and any(map(_holds_figures, cells[1:])):
            sheet = _sheet(cells, grid)
            starts = row_starts(sheet) if _is_packed(sheet) else []
            if len(starts) > 1:
                packed[row] = _parted(cells, [sheet.rows[start].box.top for start in starts])
    return _with_rows(grid, packed) if packed else grid


def _holds_figures(cell: GridCell) -> bool:
    """Whether a cell of one row holds figures on two lines or more."""
    if cell.row_span > 1 or len(cell.lines) < 2:
        return False
    return sum(1 for line in cell.lines if is_figure(line.text)) > 1


def _sheet(cells: Sequence[GridCell], grid: Grid) -> Sheet:
    words = [word for cell in cells for line in cell.lines for word in line.words]
    rows = read_rows(group_lines(words, grid.page))
    first = next(index for index, cell in enumerate(cells) if cell.lines)  # that of the labels
    return Sheet(rows, [split_row(row, grid.edges)[first:] for row in rows])


def _is_packed(sheet: Sheet) -> bool:
    """Whether the lines of a drawn row are rows: their figures have labels, and are of a kind."""
    lines = [index for index, figured in enumerate(sheet.figured) if figured]
    if len(lines) < 2:
        return False
    labels = [i for i in lines if sheet.cells[i][0] and (i == lines[0] or not sheet.goes_on(i))]
    kinds = [
        {text_of(sheet.cells[i][column])[-1] in "%)" for i in lines if sheet.cells[i][column]}
        for column in sheet.numeric
    ]
    alike = len(lines) > 2 or all(len(kind) == 1 for kind in kinds)
    return alike and len(labels) >= _LABELLED * len(lines) and len(labels) > 1


def _parted(cells: Sequence[GridCell], tops: Sequence[float]) -> list[list[GridCell]]:
    """The cells of a packed row, row by row; ``tops`` are where the lines of each begin."""
    found = []
    placed = [[(_middle(line), line) for line in cell.lines] for cell in cells]
    edges = [cells[0].box.top, *(top - 0.5 for top in tops[1:]), cells[0].box.bottom]
    for top, bottom in pairwise(edges):
        row = []
        for cell, lines in zip(cells, placed, strict=True):
            within = tuple([line for middle, line in lines if top <= middle < bottom])
            box = Box(cell.box.x0, top, cell.box.x1, bottom)
            row.append(GridCell(cell.row, cell.column, within, box, *cell[4:]))
        found.append(row)
    return found


def _middle(line: Line) -> float:
    box = line_box(line)
    return (box.top + box.bottom) / 2


def _with_rows(grid: Grid, packed: dict[int, list[list[GridCell]]]) -> Grid:
    """The grid with some of its rows replaced by several; what stands below moves down."""
    places: list[int] = []
    count = 0
    for row in range(grid.row_count + 1):
        places.append(count)
        count += len(packed.get(row, [()]))
    cells = [
        cell._replace(
            row=places[cell.row],
            row_span=places[cell.row + cell.row_span] - places[cell.row],
        )
        for cell in grid.cells
        if cell.row not in packed
    ]
    for row, parts in packed.items():
        cells += [
            cell.in_row(places[row] + number) for number, part in enumerate(parts) for cell in part
        ]
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return replace(grid, cells=tuple(ordered), row_count=places[-1])
