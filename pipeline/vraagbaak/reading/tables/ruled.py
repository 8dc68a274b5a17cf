"""Tables drawn with lines: pdfplumber's table finder, fed with pdfium's strokes.

The finder is the 2 % of pdfplumber that nobody has bettered; everything it is fed with comes from
``pdf``. Spans follow from the boxes of the cells it gives.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import product
from operator import itemgetter

from pdfplumber.table import cells_to_tables, edges_to_intersections

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.cells import find_cells
from vraagbaak.reading.tables.doubts import weigh
from vraagbaak.reading.tables.edges import TOLERANCE, Edge, level_edge, merged_edges
from vraagbaak.reading.tables.grids import Grid, GridCell, cell_lines, levels, nearest
from vraagbaak.reading.tables.packed import unpack_rows
from vraagbaak.records import Box, TableMethod, Word

_SHORTEST = 4.0  # points: a shorter stroke is a tick or an underlined letter
_MOST_STROKES = 6000  # the finder is quadratic; a page with more is a drawing
_SAME_LEVEL = 2.0  # points
_OPEN = 6.0  # points without a rule at the end of verticals: less is an overshoot
_FILLED = 0.1  # share of the cells of a table that hold text, at least
_SPANS = 0.3  # share of the cells that span others where bars and the lines behind them cross
_COLUMNS = 3  # verticals at least that end together

_make = tuple.__new__  # of a named tuple, without the detour of its own constructor


def find_ruled_grids(page: PageContent, words: Sequence[Word]) -> list[Grid]:
    """The drawn tables of a page, from top to bottom.

    A frame around a paragraph (one column, or one filled cell) is no table.
    """
    if not 4 <= len(page.strokes) <= _MOST_STROKES:
        return []
    edges = merged_edges(page.strokes, _SHORTEST)
    edges += _missing_edges(edges)
    crossings = edges_to_intersections(edges, TOLERANCE, TOLERANCE)
    groups = cells_to_tables(find_cells(crossings))
    grids = [_grid([_make(Box, cell) for cell in group], page, words) for group in groups]
    tables = [weigh(unpack_rows(grid)) for grid in grids if _is_table(grid)]
    return sorted(tables, key=lambda grid: grid.box.top)


def _missing_edges(edges: Sequence[Edge]) -> list[Edge]:
    """The rules that a page break left out: where all columns of a table end without one.

    A row that goes on over the page may have no rule at the foot of the first page, nor at the
    head of the next; its verticals run on there together.
    """
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    level = [edge for edge in edges if edge["orientation"] == "h"]
    missing = []
    for end in ("bottom", "top"):
        for y in levels((edge[end] for edge in upright), _SAME_LEVEL):
            xs = [edge["x0"] for edge in upright if abs(edge[end] - y) <= _SAME_LEVEL]
            if len(xs) < _COLUMNS:
                continue
            x0, x1 = min(xs), max(xs)
            if not any(abs(e["top"] - y) <= _OPEN and e["x1"] > x0 and e["x0"] < x1 for e in level):
                missing.append(level_edge(x0, y, x1))
    return missing


def _grid(boxes: list[Box], page: PageContent, words: Sequence[Word]) -> Grid:
    """The cells with their words, each looked up by the column and row its middle stands in."""
    lefts, tops, rights, bottoms = map(set, zip(*boxes, strict=True))
    xs, ys = levels(lefts | rights, _SAME_LEVEL), levels(tops | bottoms, _SAME_LEVEL)
    whole = Box(xs[0], ys[0], xs[-1], ys[-1])
    columns = {x: nearest(xs, x) for x in lefts | rights}
    rows = {y: nearest(ys, y) for y in tops | bottoms}
    owners: dict[tuple[int, int], list[Word]] = {}
    placed = []
    for box in sorted(boxes, key=itemgetter(1, 0)):
        left, upper, right, lower = box
        row, column, below, beyond = rows[upper], columns[left], rows[lower], columns[right]
        held: list[Word] = []
        placed.append((row, column, max(1, below - row), max(1, beyond - column), box, held))
        for place in product(range(row, below), range(column, beyond)):
            owners[place] = held
    for word in words:
        if word.box is None:
            continue
        x0, top, x1, bottom = word.box
        place = bisect_right(ys, (top + bottom) / 2) - 1, bisect_right(xs, (x0 + x1) / 2) - 1
        if place in owners:
            owners[place].append(word)
    fills = [fill for fill in page.fills if fill.top < whole.bottom and fill.bottom > whole.top]
    cells = []
    for row, column, row_span, column_span, box, held in placed:
        lines = cell_lines(held, page.number) if held else ()
        shaded = any(_covers(fill, box) for fill in fills)
        cells.append(_make(GridCell, (row, column, lines, box, row_span, column_span, shaded)))
    return Grid(page.number, whole, tuple(xs), len(ys) - 1, tuple(cells), TableMethod.RULED)


def _covers(fill: Box, box: Box) -> bool:
    """Whether a painted area lies under most of a cell."""
    if fill.top >= box.bottom or fill.bottom <= box.top:
        return False  # as most do
    width = min(fill.x1, box.x1) - max(fill.x0, box.x0)
    height = min(fill.bottom, box.bottom) - max(fill.top, box.top)
    if width <= 0 or height <= 0:
        return False
    return width * height > 0.6 * (box.x1 - box.x0) * (box.bottom - box.top)


def _is_table(grid: Grid) -> bool:
    """Whether two columns hold text, and more cells than the lines behind a chart leave filled."""
    columns = {cell.column for cell in grid.cells if cell.lines}
    spans = sum(1 for cell in grid.cells if cell.row_span > 1 or cell.column_span > 1)
    if spans > _SPANS * len(grid.cells) and not any(
        c.isalpha() for x in grid.cells for c in x.text
    ):
        return False
    return len(columns) > 1 and grid.filled() >= max(2.0, _FILLED * len(grid.cells))
