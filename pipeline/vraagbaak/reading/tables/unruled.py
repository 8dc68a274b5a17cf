"""Tables without a full grid of lines: their header and rows, from rules, shades and words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.columns import settle_edges
from vraagbaak.reading.tables.doubts import weigh
from vraagbaak.reading.tables.ends import parts_of, without_closing, without_legend, without_opening
from vraagbaak.reading.tables.figures import is_figure
from vraagbaak.reading.tables.grids import Grid, GridCell
from vraagbaak.reading.tables.header_runs import Columns, Rule, read_columns_of, runs_of
from vraagbaak.reading.tables.headers import header_cells
from vraagbaak.reading.tables.line_pairs import is_too_near
from vraagbaak.reading.tables.line_sheet import Sheet
from vraagbaak.reading.tables.merged_down import merge_down
from vraagbaak.reading.tables.openings import find_openings
from vraagbaak.reading.tables.rivers import Region, find_regions, split_row
from vraagbaak.reading.tables.row_rules import level_of, row_rules
from vraagbaak.reading.tables.rows import must_begin, row_starts
from vraagbaak.reading.tables.side_by_side import halves_of
from vraagbaak.reading.tables.units import Row, read_rows
from vraagbaak.reading.tables.unruled_header import count_header_lines, with_header
from vraagbaak.records import Box, Line, TableMethod

_SCALE = 4  # figures at least along an axis
_MATHEMATICAL = "\U0001d400"  # the first of the letters for formulas, beyond those of any language
_STACKED = 0.25  # share of the cells that may hold several figures, one below the other


def find_unruled_grids(page: PageContent, lines: Sequence[Line]) -> list[Grid]:
    """The tables without a full grid among the lines of a page that no drawn table holds."""
    rows = read_rows(lines)
    grids: list[Grid] = []
    end = 0
    for region in find_regions(rows, find_openings(rows, page)):
        region = _with_label(_bounded(region, page), rows, end)
        whole = with_header(region, rows[end:], end, page)
        halves = [half for part in parts_of(whole) for half in halves_of(part, page)]
        found = [grid_of(half, page, settle=True) for half in halves]
        end = region.first + len(region.rows)
        # The header of another table at the foot of a page goes on at the head of the next.
        header_last = len(found) > 1 and end == len(rows)
        grids += filter(_is_sound, found[:-1] if header_last else found)
        grids += found[-1:] if header_last else ()
    return grids


def _bounded(region: Region, page: PageContent) -> Region:
    """The region without the text that stands above and below the table."""
    return without_closing(without_opening(without_legend(region, page)), page)


def _with_label(region: Region, rows: Sequence[Row], end: int) -> Region:
    """The region with the first line of the label that its first figures stand in the middle of."""
    first = region.first
    if first <= end or not is_too_near(rows[first - 1], rows[first]):
        return region
    if any(split_row(rows[first - 1], region.edges)[1:]):
        return region
    return replace(region, rows=(rows[first - 1], *region.rows), first=first - 1)


def _is_sound(grid: Grid) -> bool:
    """Whether a grid is a table and not a formula or the numbers along the axes of a chart.

    Those have one row, no words, or figures on several lines that nothing parts.
    """
    filled = [cell for cell in grid.cells if cell.lines]
    stacked = sum(1 for cell in filled if sum(1 for line in cell.lines if is_figure(line.text)) > 1)
    scales = any(_is_scale(cell) for cell in filled)
    letters = [c for cell in filled for c in cell.text if c.isalpha()]
    worded = sum(1 for c in letters if c >= _MATHEMATICAL) < 0.5 * len(letters)
    return grid.row_count > 1 and worded and not scales and stacked < _STACKED * len(filled)


def _is_scale(cell: GridCell) -> bool:
    """Whether a cell holds nothing but many figures, as the axis of a chart does."""
    words = [word for line in cell.lines for word in line.words]
    return len(words) >= _SCALE and all(is_figure(word.text) for word in words)


def grid_of(region: Region, page: PageContent, *, settle: bool) -> Grid:
    """A region as a grid; ``settle`` puts its columns where its header, too, leaves them open."""
    rules = row_rules(region, page)
    header = count_header_lines(region, rules)
    if settle:
        edges = settle_edges(region.rows[:header], region.rows[header:], region.edges)
        region = replace(region, edges=edges)
    columns = read_columns_of(region.rows, region.edges)
    cells: list[GridCell] = []
    count = 0
    if header:
        partial = [Rule(s.x0, s.x1, (s.top + s.bottom) / 2) for s in page.strokes if s.horizontal]
        below = read_columns_of(region.rows[header:] or region.rows, region.edges)
        cells, count = header_cells(region.rows[:header], columns, below, partial)
        cells = _shaded(cells, page.fills)
    body = region.part(header, len(region.rows))
    sheet = Sheet(body.rows, [split_row(row, body.edges) for row in body.rows])
    head_rows = count
    starts = _row_starts(sheet, rules) if body.rows else []
    for start, end in zip(starts, [*starts[1:], len(body.rows)], strict=True):
        lines = body.rows[start:end]
        heads = len(lines) == 1 and sheet.is_heading(start)
        spans = {0: columns.count} if heads else _spans(lines, columns.edges)
        cells += _row_cells(count, lines, columns, spans, page.fills)
        count += 1
    cells = merge_down(cells, head_rows, columns.edges, page)
    if any(_overlaps(fill, region.box) for fill in page.fills) and rules:
        method, confidence = TableMethod.SHADED, 0.9
    elif len(rules) >= 2:
        method, confidence = TableMethod.ROW_RULES, 0.9
    else:
        method, confidence = TableMethod.BORDERLESS, 0.8
    box, edges = region.box, region.edges
    return weigh(Grid(page.number, box, edges, count, tuple(cells), method, confidence))


def _overlaps(fill: Box, box: Box) -> bool:
    return fill.top < box.bottom and box.top < fill.bottom and fill.x0 < box.x1 and box.x0 < fill.x1


# ------------------------------------------------------------------ rows


def _row_starts(sheet: Sheet, rules: Sequence[float]) -> list[int]:
    """The indices of the lines that begin a row."""
    by_text = row_starts(sheet)
    by_rule = [0]
    for index in range(1, len(sheet.rows)):
        above, below = level_of(sheet.rows[index - 1]), level_of(sheet.rows[index])
        if any(above < rule < below for rule in rules):
            by_rule.append(index)
    # Rules between all rows say it all; a few rules only set the header and the total apart.
    if len(by_rule) >= 4 and len(by_text) < 2 * len(by_rule):
        return _with_forced(sheet, by_rule)
    return sorted({*by_rule, *by_text})


def _with_forced(sheet: Sheet, by_rule: Sequence[int]) -> list[int]:
    """The rows between rules, those cut that hold two figures in one column."""
    starts: list[int] = []
    for index in range(len(sheet.rows)):
        if index in by_rule or must_begin(sheet, index, starts[-1]):
            starts.append(index)
    return starts


# ------------------------------------------------------------------ cells


def _row_cells(
    row: int,
    lines: Sequence[Row],
    columns: Columns,
    spans: Mapping[int, int],
    fills: Sequence[Box],
) -> list[GridCell]:
    """The cells of a row; a run of words that crosses a river spans the columns it touches."""
    edges = columns.edges
    top = min(line.box.top for line in lines)
    bottom = max(line.box.bottom for line in lines)
    split = [(split_row(line, edges), line.line.page) for line in lines]
    beside = [fill for fill in fills if fill.top < bottom and top < fill.bottom]
    cells = []
    column = 0
    while column < columns.count:
        width = spans.get(column, 1)
        box = Box(edges[column], top, edges[column + width], bottom)
        inside = []
        for parts, page in split:
            words = [word for part in parts[column : column + width] for word in part]
            if words:
                inside.append(Line(tuple(words), page))
        shaded = any(_overlaps(fill, box) for fill in beside)
        cells.append(GridCell(row, column, tuple(inside), box, 1, width, shaded))
        column += width
    return cells


def _shaded(cells: Sequence[GridCell], fills: Sequence[Box]) -> list[GridCell]:
    return [
        cell._replace(shaded=any(_overlaps(fill, cell.box) for fill in fills)) for cell in cells
    ]


def _spans(lines: Sequence[Row], edges: Sequence[float]) -> dict[int, int]:
    """The first column and the width of each run of words that crosses an edge."""
    spans: dict[int, int] = {}
    for line in lines:
        for run in runs_of(line, edges):
            if run.last > run.first:
                spans[run.first] = max(spans.get(run.first, 1), run.last - run.first + 1)
    kept: dict[int, int] = {}
    free = 0
    for first in sorted(spans):
        if first >= free:
            kept[first] = spans[first]
            free = first + spans[first]
    return kept
