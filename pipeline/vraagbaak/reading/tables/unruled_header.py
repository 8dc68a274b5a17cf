"""Which lines are the header of a table without a full grid."""

from collections.abc import Sequence
from dataclasses import replace

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.captions import CAPTION
from vraagbaak.reading.tables.figures import is_year, text_of
from vraagbaak.reading.tables.header_runs import runs_of
from vraagbaak.reading.tables.line_sheet import Sheet
from vraagbaak.reading.tables.rivers import Region, pitch_of, split_row
from vraagbaak.reading.tables.rows import must_begin
from vraagbaak.reading.tables.units import Row

_LEAST_WIDTH = 0.6  # share of the table's width that no header spans more of
_HEADER_LINES = 6  # lines at most in a header
_ORDER = range(1, 30)  # the numbers that columns may have
_ABOVE = 2.2  # of the line pitch: how far above a table its header may stand


def with_header(region: Region, rows: Sequence[Row], offset: int, page: PageContent) -> Region:
    """The region with the lines of its header that do not keep to its columns.

    Those below the rule that opens the table, or those that stand over several columns but not at
    its left, where a caption or a paragraph would be.
    """
    first = region.first - offset
    top = _opening_rule(region, rows[:first], page)
    pitch = pitch_of(region.rows)
    start = first
    while start and first - start < _HEADER_LINES:
        row, below = rows[start - 1], rows[start]
        far = below.box.top - row.box.top > _ABOVE * pitch
        if CAPTION.match(row.line.text) or (top is None and far):
            break
        if top is not None and (row.box.top + row.box.bottom) / 2 < top:
            break
        if not _heads(row, region, ruled=top is not None):
            break
        start -= 1
    while start < first and not any(split_row(rows[start], region.edges)[1:]):
        start += 1
    if start == first:
        return region
    return replace(region, rows=(*rows[start:first], *region.rows), first=start + offset)


def _opening_rule(region: Region, above: Sequence[Row], page: PageContent) -> float | None:
    """The height of the nearest rule above a region that is as wide as it."""
    left, right = region.edges[0], region.edges[-1]
    reach = above[-_HEADER_LINES].box.top if len(above) >= _HEADER_LINES else 0.0
    heights = [
        (s.top + s.bottom) / 2
        for s in page.strokes
        if s.horizontal
        and reach < s.top < region.rows[0].box.top
        and min(s.x1, right) - max(s.x0, left) > 0.9 * (right - left)
    ]
    return max(heights, default=None)


def _heads(row: Row, region: Region, *, ruled: bool) -> bool:
    """Whether a line stands over columns of a table as a header does.

    What starts at the left of the table and runs on over a river is a caption or a paragraph.
    """
    if row.box.x0 < region.edges[0] - 3 or row.box.x1 > region.edges[-1] + 3:
        return False
    runs = runs_of(row, region.edges)
    if runs[0].first == 0 and runs[0].x1 > region.edges[1] + row.size:
        return False
    widest = max(run.x1 - run.x0 for run in runs)
    if widest > _LEAST_WIDTH * (region.edges[-1] - region.edges[0]):
        return False
    return ruled or len(runs) > 1 or (runs[0].first > 0 and row.box.x0 > region.edges[1])


def count_header_lines(region: Region, rules: Sequence[float]) -> int:
    """How many lines at the top of a region are its header, 0 where that cannot be told."""
    cells = [split_row(row, region.edges) for row in region.rows]
    beside = [any(line[1:]) for line in cells]
    sheet = Sheet(region.rows, cells)
    ruled = min(_lines_above(region, rules), _first_of_values(sheet))
    bold = 0
    while (
        bold < len(cells)
        and region.rows[bold].line.bold
        and (beside[bold] or not bold)
        and all(is_year(text_of(cells[bold][c])) for c in sheet.figured[bold])
    ):
        bold += 1
    bold = 0 if bold == len(cells) else bold
    if ruled and any(beside[:ruled]) and not any(must_begin(sheet, i, 0) for i in range(1, ruled)):
        return max(ruled, bold if bold <= _HEADER_LINES else 0)
    figures = _lines_above_figures(sheet, beside)
    return max(bold, figures)


def _lines_above(region: Region, rules: Sequence[float]) -> int:
    """How many lines stand above the first rule, 0 where that is more than a header has."""
    if not rules:
        return 0
    count = sum(1 for row in region.rows if (row.box.top + row.box.bottom) / 2 < rules[0])
    return count if count <= min(_HEADER_LINES, len(region.rows) - 1) else 0


def _first_of_values(sheet: Sheet) -> int:
    """The first line with a label and values in most columns of figures: no header, rule or not."""
    for index, line in enumerate(sheet.cells):
        values = [text_of(line[c]) for c in sheet.figured[index]]
        bare = [text.strip("()") for text in values]
        named = bare == list(map(str, _ORDER[: len(values)])) or all(map(is_year, values))
        if line[0] and len(values) > 0.5 * len(sheet.numeric) and not named:
            return index
    return len(sheet.rows)


def _lines_above_figures(sheet: Sheet, beside: Sequence[bool]) -> int:
    """How many lines stand above the first line of figures, years at the head of columns aside."""
    if not sheet.is_of_figures:
        return 0
    first = next(index for index, figured in enumerate(sheet.figured) if figured)
    later = [
        text_of(line[c]) for line in sheet.cells[first + 1 :] for c in sheet.numeric if line[c]
    ]
    heads = [text_of(sheet.cells[first][c]) for c in sheet.figured[first]]
    if all(map(is_year, heads)) and sum(map(is_year, later)) < 0.5 * len(later):
        first += 1
    while first and (not beside[first - 1] or sheet.is_heading(first - 1)):
        first -= 1
    return first if first <= _HEADER_LINES else 0
