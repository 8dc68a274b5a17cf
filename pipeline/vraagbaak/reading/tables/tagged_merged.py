"""Columns or rows of the print that a structure tree has as one."""

from collections.abc import Sequence
from itertools import pairwise

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.pages.paths import Stroke
from vraagbaak.reading.tables.grids import GridCell
from vraagbaak.records import Box, Line

_TORN = 1.5  # of the font size: words of one cell stand closer
_MOST_TORN = 0.15  # share of the cells that may hold words further apart, as justified text does
_RULE = 0.5  # of the width of a table: a longer rule parts rows
_STACKED = 0.4  # share of the cells of a column that hold several codes or dates


def are_torn(cells: Sequence[GridCell], edges: Sequence[float], size: float) -> bool:
    """Whether cells hold the words of two columns: with room between them, often or at an edge."""
    filled = torn = 0
    for cell in cells:
        gaps = [
            (above.x1, below.x0)
            for line in cell.lines
            for above, below in pairwise(map(box_of, line.words))
            if below.x0 - above.x1 > _TORN * size
        ]
        inner = edges[cell.column + 1 : cell.column + cell.column_span]
        if any(left < edge < right for left, right in gaps for edge in inner):
            return True
        filled += bool(cell.lines)
        torn += bool(gaps)
    return torn > _MOST_TORN * filled


def are_crossed(cells: Sequence[GridCell], box: Box, strokes: Sequence[Stroke]) -> bool:
    """Whether a rule over a good part of the table runs between the lines of a cell."""
    least = _RULE * (box.x1 - box.x0)
    rules = [
        (stroke.x0, (stroke.top + stroke.bottom) / 2, stroke.x1)
        for stroke in strokes
        if stroke.horizontal and stroke.x1 - stroke.x0 > least and box.top < stroke.top < box.bottom
    ]
    if not rules:
        return False
    for cell in cells:
        boxes = [box_of(word) for line in cell.lines for word in line.words]
        middles = [(own.top + own.bottom) / 2 for own in boxes]
        for x0, y, x1 in rules if len(cell.lines) > 1 else ():
            is_below = x0 < cell.box.x1 and cell.box.x0 < x1
            if is_below and min(middles) < y < max(middles):
                return True
    return False


def are_stacked(cells: Sequence[GridCell]) -> bool:
    """Whether cells hold what should be several: codes or dates, a header and what is below it."""
    columns: dict[int, list[GridCell]] = {}
    for cell in cells:
        if cell.lines and cell.column_span == 1:
            columns.setdefault(cell.column, []).append(cell)
    for column in columns.values():
        stacked = sum(
            1 for cell in column if len(cell.lines) > 1 and all(map(_is_code, cell.lines))
        )
        if stacked > 1 and stacked >= _STACKED * len(column):
            return True
    top = min((cell.row for cell in cells if cell.lines), default=0)
    first = [cell.lines for cell in cells if cell.row == top and cell.lines]
    return len(first) > 1 and all(lines[0].bold and not lines[-1].bold for lines in first)


def _is_code(line: Line) -> bool:
    """Whether a line is one word, with a digit in it."""
    return len(line.words) == 1 and any(c.isdigit() for c in line.text)
