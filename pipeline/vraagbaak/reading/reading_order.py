"""A page's lines and tables in reading order, column of text by column of text."""

from collections.abc import Sequence

from vraagbaak.reading.lines import is_aside
from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.continuing import continue_grid
from vraagbaak.reading.tables.foot_headers import MOST_LINES, take_header
from vraagbaak.reading.tables.grids import Grid
from vraagbaak.reading.tables.rivers import line_box
from vraagbaak.reading.tables.stitching import Stitched, begin, continues, stitch
from vraagbaak.reading.tables.unruled import find_unruled_grids
from vraagbaak.records import Line

Item = Line | Stitched


def add_page(
    items: list[Item], page: PageContent, lines: list[Line], ruled: Sequence[Grid]
) -> None:
    """Add a page's lines and tables in reading order, joining a table that goes on."""
    before = items[-1] if items else None
    going_on = None
    if isinstance(before, Stitched) and not (ruled and _first_is_ruled(lines, ruled)):
        going_on = continue_grid(before.grid, page, lines)
    if going_on is not None:
        lines = _lines_outside(lines, [going_on])
    left = list(ruled)
    aside = [line for line in lines if is_aside(line)]
    blocks = _blocks([line for line in lines if not is_aside(line)] if aside else lines)
    for number, block in enumerate(blocks):
        grids = left if number == len(blocks) - 1 else _beside(left, block)
        left = [grid for grid in left if grid not in grids]
        if number == 0 and going_on is not None:
            grids = [*grids, going_on]
        placed = _placed(page, block, grids)
        for index, item in enumerate(placed):
            first = number == 0 and index == 0
            if isinstance(item, Line):
                items.append(item)
            elif first and isinstance(before, Stitched) and continues(before, item):
                items[-1] = stitch(before, item)
            elif first:
                table, count = take_header(_last_lines(items, MOST_LINES), item)
                items[len(items) - count :] = [table]
            else:
                items.append(begin(item))
    # A table at the end of the page may go on over the next: what stands beside it comes before.
    end = len(items) - 1 if items and isinstance(items[-1], Stitched) else len(items)
    items[end:end] = aside


def _last_lines(items: Sequence[Item], most: int) -> list[Line]:
    """The last lines, up to some, that no table follows."""
    lines: list[Line] = []
    for item in items[-most:]:
        if isinstance(item, Stitched):
            lines = []
        else:
            lines.append(item)
    return lines


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by column of text: a line that stands higher than the one before begins another."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if blocks[-1] and line_box(line).bottom < line_box(blocks[-1][-1]).top:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _beside(grids: Sequence[Grid], block: Sequence[Line]) -> list[Grid]:
    """The drawn tables that stand among the lines of a block."""
    boxes = [line_box(line) for line in block]
    right, bottom = max(box.x1 for box in boxes), max(box.bottom for box in boxes)
    return [g for g in grids if (g.box.x0 + g.box.x1) / 2 < right and g.box.top < bottom]


def _placed(page: PageContent, lines: list[Line], grids: Sequence[Grid]) -> list[Line | Grid]:
    """The lines and tables of a column of text from top to bottom."""
    free = find_unruled_grids(page, lines)
    lines = _lines_outside(lines, free)
    placed: list[tuple[float, Line | Grid]] = [(line_box(line).top, line) for line in lines]
    placed += [(grid.box.top, grid) for grid in (*grids, *free)]
    placed.sort(key=lambda entry: entry[0])
    return [item for _, item in placed]


def _first_is_ruled(lines: Sequence[Line], ruled: Sequence[Grid]) -> bool:
    return not lines or min(grid.box.top for grid in ruled) < line_box(lines[0]).top


def _lines_outside(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Line]:
    if not grids:
        return list(lines)
    cells = [cell for grid in grids for cell in grid.cells]
    held = {id(word) for cell in cells for line in cell.lines for word in line.words}
    return [line for line in lines if not any(id(word) in held for word in line.words)]
