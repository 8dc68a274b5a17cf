"""Tables joined over pages: repeated headers dropped, rows broken by a page made whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.tables.figures import SIGNS
from vraagbaak.reading.tables.grid_headers import NUMBER, is_all_header, is_header_row
from vraagbaak.reading.tables.grids import Grid, GridCell
from vraagbaak.records import Box, Issue, TableMethod

_SHIFT_RULED, _SHIFT_FREE = 6.0, 18.0  # points that the columns of two parts may differ
_OPEN = 2.0  # points that the white space between columns must keep over both parts
_HEADER_ROWS = 4  # rows at most that a header repeats
_CONTINUES = re.compile(r"[a-zà-ÿ(&/,;+)]|i\.?s\.?m\.?\b")
_FILLED = 3  # columns at least that are not all broken where no cell has two lines
_SPACE = 0.28  # of the font size


@dataclass(frozen=True, slots=True)
class Stitched:
    """A table's parts, one a page, as one grid; ``boxes`` are the parts' areas."""

    grid: Grid
    pages: tuple[int, ...]
    boxes: tuple[Box, ...]
    doubts: tuple[Issue, ...] = ()


def begin(grid: Grid) -> Stitched:
    """A table whose first part is the grid."""
    return Stitched(grid, (grid.page,), (grid.box,))


def continues(table: Stitched, grid: Grid) -> bool:
    """Whether a grid at the top of a page goes on with a table at the foot of the page before."""
    above = table.grid
    if above.column_count != grid.column_count or table.pages[-1] + 1 != grid.page:
        return False
    if not _have_same_columns(above, grid):
        return False
    # A header of its own says that another table begins.
    own = is_header_row(grid, 0) and not is_all_header(grid)
    return not own or _repeated_rows(above, grid) > 0


def _have_same_columns(above: Grid, grid: Grid) -> bool:
    """Whether the columns of two parts stand at one place: their rules, or their white space."""
    ruled = above.method is TableMethod.RULED and grid.method is TableMethod.RULED
    shifts = [abs(a - b) for a, b in zip(above.edges, grid.edges, strict=True)]
    if max(shifts) <= (_SHIFT_RULED if ruled else _SHIFT_FREE):
        return True
    return not ruled and all(
        min(a[1], b[1]) - max(a[0], b[0]) > _OPEN
        for a, b in zip(above.strips(), grid.strips(), strict=True)
    )


def stitch(table: Stitched, grid: Grid) -> Stitched:
    """The table with the grid's rows added."""
    above = table.grid
    rest = grid.without_rows(_repeated_rows(above, grid))
    broken = rest.row_count > 0 and _is_broken_row(above, rest)
    shift = above.row_count - (1 if broken else 0)
    cells = list(above.cells)
    for cell in rest.cells:
        moved = cell.in_row(cell.row + shift)
        held = _find(above.cells, moved.row, cell.column) if broken and cell.row == 0 else None
        if held is not None:
            cells[held] = cells[held]._replace(lines=cells[held].lines + cell.lines)
        elif not _extends_span(above, cell, cells):
            cells.append(moved)
    joined = replace(
        above,
        cells=tuple(sorted(cells, key=itemgetter(0, 1)) if broken else cells),
        row_count=shift + rest.row_count,
        confidence=min(above.confidence, grid.confidence),
    )
    return Stitched(joined, (*table.pages, grid.page), (*table.boxes, grid.box), table.doubts)


def _find(cells: Sequence[GridCell], row: int, column: int) -> int | None:
    """The index of the cell at a place, looked for from the end: the last row is asked for."""
    for index in range(len(cells) - 1, -1, -1):
        cell = cells[index]
        if (
            cell.row <= row < cell.row + cell.row_span
            and cell.column <= column < cell.column + cell.column_span
        ):
            return index
    return None


def _cell_at(grid: Grid, row: int, column: int) -> GridCell | None:
    index = _find(grid.cells, row, column)
    return None if index is None else grid.cells[index]


def _extends_span(above: Grid, cell: GridCell, cells: list[GridCell]) -> bool:
    """Let a merged cell that the page broke go on over the rows of an empty cell below it."""
    if cell.row or cell.lines:
        return False
    index = _find(above.cells, above.row_count - 1, cell.column)
    if index is None or cells[index].row_span < 2 or cells[index].column_span != cell.column_span:
        return False
    cells[index] = cells[index]._replace(row_span=cells[index].row_span + cell.row_span)
    return True


def _repeated_rows(above: Grid, grid: Grid) -> int:
    """How many rows at the top of a part repeat those at the top of the table."""
    count = 0
    while (
        count < min(_HEADER_ROWS, grid.row_count, above.row_count)
        and any(grid.texts(count))
        and _folded(above.texts(count)) == _folded(grid.texts(count))
    ):
        count += 1
    return count


def _folded(texts: Sequence[str]) -> list[str]:
    return ["".join(text.split()).casefold() for text in texts]


def _is_broken_row(above: Grid, rest: Grid) -> bool:
    """Whether the first row of a part is the rest of the last row above the page break."""
    pairs = [
        (_cell_at(above, above.row_count - 1, column), _cell_at(rest, 0, column))
        for column in range(above.column_count)
    ]
    both = [(a, b) for a, b in pairs if a and b and a.lines and b.lines]
    fresh = [b for a, b in pairs if b and b.lines and not (a and a.lines)]
    if not both or fresh:
        return False
    apart = [(a, b) for a, b in both if a.text not in SIGNS]
    if any(NUMBER.fullmatch(b.text) or b.text in {"-", "–"} for _, b in apart):
        return False  # a number is not broken, but below its sign
    if any(_is_code(a) and _is_code(b) for a, b in both):
        return False  # nor is a date or a code
    if all(_CONTINUES.match(b.text) for _, b in apart):
        return True
    small = any(_CONTINUES.match(b.text) for _, b in both)
    tall = any(len(cell.lines) > 1 for cell in (*above.cells, *rest.cells))
    if len(both) == above.column_count >= _FILLED and not small and not tall:
        return False  # a row that has all cells, where no cell has two lines
    ended = any(a and a.lines and not (b and b.lines) for a, b in pairs)
    limits = {a.column: _limit(above, a) for a, _ in apart}
    return all(_goes_on(a, b, limits[a.column], strict=not ended) for a, b in apart)


def _is_code(cell: GridCell) -> bool:
    """Whether a cell holds one word, with a digit in it."""
    return " " not in cell.text and any(c.isdigit() for c in cell.text)


def _limit(grid: Grid, cell: GridCell) -> float:
    """How far to the right the lines of a cell's column go."""
    place = (cell.column, cell.column_span)
    others = [other for other in grid.last_cells if (other.column, other.column_span) == place]
    return max(box_of(line.words[-1]).x1 for other in (cell, *others) for line in other.lines)


def _goes_on(above: GridCell, below: GridCell, limit: float, *, strict: bool) -> bool:
    """Whether the text of a cell may go on below.

    It does so in small letters or mid-sentence, or where its last line had no room for the next
    word.
    """
    text = above.text
    if _CONTINUES.match(below.text) or text.endswith((",", "-", "/", "(")):
        return True
    word = below.lines[0].words[0]
    needed = box_of(word).x1 - box_of(word).x0 + _SPACE * word.size
    full = box_of(above.lines[-1].words[-1]).x1 + needed > limit
    return full if strict else full or not text.endswith((".", "!", "?", ";"))
