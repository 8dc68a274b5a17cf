"""Which lines are the header of a table without a full grid."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.captions import CAPTION
from vraagbaak.reading.tables.figures import heads_column, is_year, text_of
from vraagbaak.reading.tables.header_runs import runs_of
from vraagbaak.reading.tables.line_pairs import is_too_near
from vraagbaak.reading.tables.line_sheet import Sheet
from vraagbaak.reading.tables.rivers import Region, pitch_of, split_row
from vraagbaak.reading.tables.row_rules import level_of
from vraagbaak.reading.tables.rows import must_begin
from vraagbaak.reading.tables.units import Row

_LEAST_WIDTH = 0.6  # share of the table's width that no header spans more of
_HEADER_LINES = 6  # lines at most in a header
_ORDER = range(1, 30)  # the numbers that columns may have
_TITLE = 3  # words at most of a header on a line of its own
_MIDDLE = 3.0  # points: twice what a title may stand out of the middle
_ABOVE = 2.2  # of the line pitch: how far above a table its header may stand


def with_header(region: Region, rows: Sequence[Row], offset: int, page: PageContent) -> Region:
    """The region with the lines of its header that do not keep to its columns.

    Those below the rule that opens the table, or those that stand over several columns but not at
    its left, where a caption or a paragraph would be.
    """
    first = region.first - offset
    tops = _opening_rules(region, rows[:first], page)
    top = tops.pop() if tops else None
    pitch = pitch_of(region.rows)
    start = first
    while start and first - start < _HEADER_LINES:
        row, below = rows[start - 1], rows[start]
        far = below.box.top - row.box.top > _ABOVE * pitch
        if CAPTION.match(row.line.text) or (top is None and far):
            break
        if top is not None and level_of(row) < top:
            if not tops or level_of(row) < tops[-1] or not _names(row, region):
                break
            top = tops.pop()  # the rule that was nearest stands below the header
        if not _heads(row, region, ruled=top is not None):
            break
        if top is None and _is_title(row, region, page):
            break
        start -= 1
    while start < first and not any(split_row(rows[start], region.edges)[1:]):
        under = top is not None and rows[start].box.top - top < pitch
        if under and len(rows[start].line.words) <= _TITLE:
            break  # the first line of a header over the labels, below the rule that opens the table
        start += 1
    if start == first:
        return region
    return replace(region, rows=(*rows[start:first], *region.rows), first=start + offset)


def _opening_rules(region: Region, above: Sequence[Row], page: PageContent) -> list[float]:
    """The heights of the rules above a region that are as wide as it, the nearest last."""
    left, right = region.edges[0], region.edges[-1]
    reach = above[-_HEADER_LINES].box.top if len(above) >= _HEADER_LINES else 0.0
    return sorted(
        (s.top + s.bottom) / 2
        for s in page.strokes
        if s.horizontal
        and reach < s.top < region.rows[0].box.top
        and min(s.x1, right) - max(s.x0, left) > 0.9 * (right - left)
    )


def _names(row: Row, region: Region) -> bool:
    """Whether the words of a line stand over several columns, each over one of its own."""
    runs = runs_of(row, region.edges)
    return len(runs) > 1 and all(a.last < b.first for a, b in pairwise(runs))


def _is_title(row: Row, region: Region, page: PageContent) -> bool:
    """Whether a line stands in the middle of the table or the page, over no group of columns."""
    if len(row.runs()) > 1:
        return False
    middle = row.box.x0 + row.box.x1
    box, page_box = region.box, page.box
    starts = [unit.x0 for other in region.rows for unit in other.units if unit.x0 > region.edges[1]]
    group = min(starts, default=box.x0) + box.x1
    wholes = (box.x0 + box.x1, page_box.x0 + page_box.x1)
    off = min(abs(middle - whole) for whole in wholes)
    return off < _MIDDLE < abs(middle - group)


def _heads(row: Row, region: Region, *, ruled: bool) -> bool:
    """Whether a line stands over columns of a table as a header does.

    What starts at the left of the table and runs on over a river is a caption or a paragraph.
    """
    runs = runs_of(row, region.edges)
    outside = row.box.x1 > region.edges[-1] + 3 and len(runs) < len(region.edges) - 1
    if row.box.x0 < region.edges[0] - 3 or outside:
        return False
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
    headings = [index > 0 and sheet.is_heading(index) for index in range(len(cells))]
    bold = 0
    while (
        bold < len(cells)
        and region.rows[bold].line.bold
        and (beside[bold] or not bold or sheet.goes_on(bold))
        and not (headings[bold] and any(headings[bold + 1 :]))
        and (not _has_values(sheet, bold) or _names_columns(sheet, bold))
    ):
        bold += 1
    bold = 0 if bold == len(cells) else bold
    if ruled and any(beside[:ruled]) and not any(must_begin(sheet, i, 0) for i in range(1, ruled)):
        return max(ruled, bold if bold <= _HEADER_LINES else 0)
    figures = _lines_above_figures(sheet, beside)
    return max(bold, figures)


def _has_values(sheet: Sheet, index: int) -> bool:
    """Whether a line has figures as rows have them: with a label, or in most columns of them.

    Else what reads as a figure is part of a header: "(EUR 1 000)".
    """
    figured = sheet.figured[index]
    return bool(figured) and (bool(sheet.cells[index][0]) or 2 * len(figured) > len(sheet.numeric))


def _names_columns(sheet: Sheet, index: int) -> bool:
    """Whether all figures on a line are years or units, which may head columns."""
    return all(heads_column(text_of(sheet.cells[index][c])) for c in sheet.figured[index])


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
        named = bare == list(map(str, _ORDER[: len(values)])) or all(map(heads_column, values))
        if line[0] and len(values) > 0.5 * len(sheet.numeric) and not named:
            return index
    return len(sheet.rows)


def _lines_above_figures(sheet: Sheet, beside: Sequence[bool]) -> int:
    """How many lines stand above the first line of figures, years at the head of columns aside."""
    if not sheet.is_of_figures:
        return 0
    first = next((i for i in range(len(sheet.rows)) if _has_values(sheet, i)), 0)
    later = [
        text_of(line[c]) for line in sheet.cells[first + 1 :] for c in sheet.numeric if line[c]
    ]
    heads = [text_of(sheet.cells[first][c]) for c in sheet.figured[first]]
    if all(map(heads_column, heads)) and sum(map(is_year, later)) < 0.5 * len(later):
        first += 1
    while first and (not beside[first - 1] or sheet.is_heading(first - 1)):
        first -= 1
    levels = sum(
        1 for i in range(first) if not (i and is_too_near(sheet.rows[i - 1], sheet.rows[i]))
    )
    return first if levels <= _HEADER_LINES else 0
