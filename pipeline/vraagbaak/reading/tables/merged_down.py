"""Cells that go on over the rows below in a table with rules between its rows, but no verticals.

Where a rule runs under all columns but those of an empty cell, that cell is none: the one above
stands over both rows.
"""

from collections.abc import Sequence

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.grids import GridCell
from vraagbaak.reading.tables.row_rules import Stretch, covered

_OPEN = 0.2  # share of a cell's width that a rule covers at most where it leaves it open
_RULED = 0.8  # share of the other columns' width that it covers at least
_SLACK = 3.0  # points that a rule may stand inside the lines of a row


def merge_down(
    cells: Sequence[GridCell], first: int, edges: Sequence[float], page: PageContent
) -> list[GridCell]:
    """The cells of a table, those that reach over empty ones below them as one.

    Args:
        cells: of all rows.
        first: the first row below the header.
        edges: the x coordinates that bound the columns.
        page: its rules.
    """
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    bounds = [row for row in sorted(rows) if row > first]
    rules = {row: _rules_above(rows[row - 1], rows[row], page) for row in bounds}
    if not bounds or not all(rules.values()):
        return list(cells)
    open_cells = {
        (row, cell.column)
        for row in bounds
        for cell in rows[row]
        if not cell.lines and _is_open(cell, edges, rules[row])
    }
    return _merged(cells, open_cells) if open_cells else list(cells)


def _rules_above(
    above: Sequence[GridCell], row: Sequence[GridCell], page: PageContent
) -> list[Stretch]:
    """The stretches of the rules between two rows."""
    top, bottom = above[0].box.bottom - _SLACK, row[0].box.top + _SLACK
    return [
        (stroke.x0, stroke.x1)
        for stroke in page.strokes
        if stroke.horizontal and top < (stroke.top + stroke.bottom) / 2 < bottom
    ]


def _is_open(cell: GridCell, edges: Sequence[float], rules: Sequence[Stretch]) -> bool:
    """Whether rules stand above all columns of a table but those of a cell."""
    x0, x1 = cell.box.x0, cell.box.x1
    own = covered(rules, x0, x1)
    rest = covered(rules, edges[0], edges[-1]) - own
    width = edges[-1] - edges[0] - (x1 - x0)
    return own <= _OPEN * (x1 - x0) and rest >= _RULED * width


def _merged(cells: Sequence[GridCell], open_cells: set[tuple[int, int]]) -> list[GridCell]:
    """The cells with those that are open above added to the ones they go on from."""
    found: dict[tuple[int, int], GridCell] = {}
    owners: dict[int, tuple[int, int]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        place = cell.row, cell.column
        owner = found.get(owners.get(cell.column, (-1, -1)))
        if place in open_cells and owner and owner.column_span == cell.column_span:
            span, box = cell.row + cell.row_span - owner.row, owner.box.union(cell.box)
            found[owner.row, owner.column] = owner._replace(row_span=span, box=box)
        else:
            found[place] = cell
            owners[cell.column] = place
    return list(found.values())
