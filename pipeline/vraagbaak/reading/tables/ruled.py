"""Tables drawn with lines: pdfplumber's table finder, fed with pdfium's strokes.

The finder is the 2 % of pdfplumber that nobody has bettered; everything it is fed with comes from
``pdf``. Spans follow from the boxes of the cells it gives.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    merge_edges,
)

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.pages.paths import Stroke
from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.cells import find_cells
from vraagbaak.reading.tables.doubts import weigh
from vraagbaak.reading.tables.grids import Grid, GridCell, cell_lines, inside, levels, nearest
from vraagbaak.reading.tables.packed import unpack_rows
from vraagbaak.records import Box, TableMethod, Word

_TOLERANCE = 3.0  # points, pdfplumber's own default for snapping, joining and crossing
_SHORTEST = 4.0  # points: a shorter stroke is a tick or an underlined letter
_MOST_STROKES = 6000  # the finder is quadratic; a page with more is a drawing
_SAME_LEVEL = 2.0  # points
_OPEN = 6.0  # points without a rule at the end of verticals: less is an overshoot
_FILLED = 0.1  # share of the cells of a table that hold text, at least
_COLUMNS = 3  # verticals at least that end together


def find_ruled_grids(page: PageContent, words: Sequence[Word]) -> list[Grid]:
    """The drawn tables of a page, from top to bottom.

    A frame around a paragraph (one column, or one filled cell) is no table.
    """
    if not 4 <= len(page.strokes) <= _MOST_STROKES:
        return []
    edges = merge_edges(
        [_edge(s) for s in page.strokes if _length(s) >= _SHORTEST],
        _TOLERANCE,
        _TOLERANCE,
        _TOLERANCE,
        _TOLERANCE,
    )
    edges += _missing_edges(edges)
    crossings = edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    groups = cells_to_tables(find_cells(crossings))
    grids = [_grid([Box(*cell) for cell in group], page, words) for group in groups]
    tables = [weigh(unpack_rows(grid)) for grid in grids if _is_table(grid)]
    return sorted(tables, key=lambda grid: grid.box.top)


def _missing_edges(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rules that a page break left out: where all columns of a table end without one.

    A row that goes on over the page may have no rule at the foot of the first page, nor at the
    head of the next; its verticals run on there together.
    """
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    level = [edge for edge in edges if edge["orientation"] == "h"]
    missing = []
    for end in ("bottom", "top"):
        for y in levels((edge[end] for edge in upright), _SAME_LEVEL):
            ends = [edge for edge in upright if abs(edge[end] - y) <= _SAME_LEVEL]
            x0, x1 = min(e["x0"] for e in ends), max(e["x0"] for e in ends)
            closed = any(
                abs(e["top"] - y) <= _OPEN and e["x1"] > x0 and e["x0"] < x1 for e in level
            )
            if len(ends) >= _COLUMNS and not closed:
                missing.append(_edge(Stroke(x0, y, x1, y)))
    return missing


def _length(stroke: Stroke) -> float:
    return max(stroke.x1 - stroke.x0, stroke.bottom - stroke.top)


def _edge(stroke: Stroke) -> dict[str, Any]:
    """A stroke as the finder wants it: a line through its middle."""
    x, y = (stroke.x0 + stroke.x1) / 2, (stroke.top + stroke.bottom) / 2
    if stroke.horizontal:
        box, orientation = (stroke.x0, y, stroke.x1, y), "h"
    else:
        box, orientation = (x, stroke.top, x, stroke.bottom), "v"
    x0, top, x1, bottom = box
    return {
        "x0": x0, "top": top, "x1": x1, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": orientation, "object_type": "line",
    }  # fmt: skip


def _grid(boxes: list[Box], page: PageContent, words: Sequence[Word]) -> Grid:
    xs = levels((x for box in boxes for x in (box.x0, box.x1)), _SAME_LEVEL)
    ys = levels((y for box in boxes for y in (box.top, box.bottom)), _SAME_LEVEL)
    whole = Box(xs[0], ys[0], xs[-1], ys[-1])
    held = _words_by_cell(boxes, xs, ys, [w for w in words if inside(w, whole, slack=1.0)])
    cells = []
    for box in sorted(boxes, key=lambda box: (box.top, box.x0)):
        row, column = nearest(ys, box.top), nearest(xs, box.x0)
        cells.append(
            GridCell(
                row=row,
                column=column,
                lines=cell_lines(held.get(box, ()), page.number),
                box=box,
                row_span=max(1, nearest(ys, box.bottom) - row),
                column_span=max(1, nearest(xs, box.x1) - column),
                shaded=any(_covers(fill, box) for fill in page.fills),
            )
        )
    return Grid(page.number, whole, tuple(xs), len(ys) - 1, tuple(cells), TableMethod.RULED)


def _words_by_cell(
    boxes: Sequence[Box], xs: Sequence[float], ys: Sequence[float], words: Sequence[Word]
) -> dict[Box, list[Word]]:
    """The words of each cell, each word looked up by the column and row its middle stands in."""
    owners: dict[tuple[int, int], Box] = {}
    for box in boxes:
        for row in range(nearest(ys, box.top), nearest(ys, box.bottom)):
            for column in range(nearest(xs, box.x0), nearest(xs, box.x1)):
                owners[row, column] = box
    held: dict[Box, list[Word]] = {}
    for word in words:
        own = box_of(word)
        column = bisect_right(xs, (own.x0 + own.x1) / 2) - 1
        row = bisect_right(ys, (own.top + own.bottom) / 2) - 1
        owner = owners.get((row, column))
        if owner is not None:
            held.setdefault(owner, []).append(word)
    return held


def _covers(fill: Box, box: Box) -> bool:
    """Whether a painted area lies under most of a cell."""
    width = min(fill.x1, box.x1) - max(fill.x0, box.x0)
    height = min(fill.bottom, box.bottom) - max(fill.top, box.top)
    if width <= 0 or height <= 0:
        return False
    return width * height > 0.6 * (box.x1 - box.x0) * (box.bottom - box.top)


def _is_table(grid: Grid) -> bool:
    """Whether two columns hold text, and more cells than the lines behind a chart leave filled."""
    columns = {cell.column for cell in grid.cells if cell.lines}
    return len(columns) > 1 and grid.filled() >= max(2.0, _FILLED * len(grid.cells))
