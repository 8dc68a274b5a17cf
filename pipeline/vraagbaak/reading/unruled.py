"""Tables without a full grid of lines: their header and rows, from rules, shades and words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from vraagbaak.reading.captions import CAPTION
from vraagbaak.reading.columns import settle_edges
from vraagbaak.reading.figures import is_year, text_of
from vraagbaak.reading.grids import Grid, GridCell
from vraagbaak.reading.headers import Columns, Rule, header_cells, read_columns_of, runs_of
from vraagbaak.reading.pdf import PageContent
from vraagbaak.reading.rivers import Region, find_regions, pitch_of, split_row
from vraagbaak.reading.rows import Sheet, goes_on_below, must_begin, row_starts
from vraagbaak.reading.units import Row, read_rows
from vraagbaak.records import Box, Line, TableMethod

_LEAST_WORDS = 5  # words that a line of prose has more of
_SMALLER = 0.9  # points: notes are set at least this much smaller
_NOTE = re.compile(
    r"(?:notes?|sources?|bron|noot|nota|opmerking|quelle|anmerkung)\b|\*|†"
    r"|\(?[a-z1-9][)/] |\([a-z1-9]\)|[¹²³]",
    re.IGNORECASE,
)
_LEAST_WIDTH = 0.6  # share of the table's width that a rule between rows spans, a header does not
_HEADER_LINES = 6  # lines at most in a header
_LINE = 1.5  # of the font size: the most between the tops of two lines of one paragraph
_ABOVE = 2.2  # of the line pitch: how far above a table its header may stand


def find_unruled_grids(page: PageContent, lines: Sequence[Line]) -> list[Grid]:
    """The tables without a full grid among the lines of a page that no drawn table holds."""
    rows = read_rows(lines)
    grids: list[Grid] = []
    end = 0
    for region in find_regions(rows):
        whole = _with_header(_without_closing(region, page), rows[end:], end, page)
        grids += [_grid(part, page, settle=True) for part in _parts(whole)]
        end = region.first + len(region.rows)
    return grids


def _without_closing(region: Region, page: PageContent) -> Region:
    """The region without the prose and the notes below it: lines that are one run.

    Prose runs on over columns; notes begin with a mark, in smaller type or below the last rule.
    """
    tail = len(region.rows)
    while tail > 2 and _is_one_run(region.rows[tail - 1], region):
        tail -= 1
    for index in range(tail, len(region.rows)):
        row, above = region.rows[index], region.rows[index - 1]
        if (
            (_runs_on(row, region) and _is_sentence(row.line))
            or _NOTE.match(row.line.text)
            or row.size < region.rows[tail - 1].size - _SMALLER
            or any(_level(above) < y < _level(row) for y in _rules(region, page))
        ):
            return region.part(0, index)
    return region


def _is_one_run(row: Row, region: Region) -> bool:
    """Whether a line is words from the first column on, without a gap."""
    runs = runs_of(row, region.edges)
    return len(runs) == 1 and runs[0].first == 0


def _runs_on(row: Row, region: Region) -> bool:
    """Whether a line is one run from the first column over the last, or over two rivers."""
    last = len(region.edges) - 2
    runs = runs_of(row, region.edges)
    return any(run.first == 0 and run.last == last for run in runs) or (
        len(runs) == 1 and runs[0].first == 0 and runs[0].last > 0
    )


def _parts(region: Region) -> list[Region]:
    """The tables of a region: one that begins with the same header as the first is another."""
    head = region.rows[0]
    starts = [
        index
        for index in range(2, len(region.rows))
        if len(head.units) > 1 and region.rows[index].line.text == head.line.text
    ]
    parts = []
    for start, end in pairwise([0, *starts, len(region.rows)]):
        while end in starts and end - start > 2 and _leads_in(region.rows[end - 1], region):
            end -= 1
        parts.append(region.part(start, end))
    return parts


def _leads_in(row: Row, region: Region) -> bool:
    """Whether a line above the header of another table says what that one is."""
    text = row.line.text
    marked = text.endswith(":") or row.line.bold or CAPTION.match(text) is not None
    return _is_one_run(row, region) and (marked or _runs_on(row, region))


def _is_sentence(line: Line) -> bool:
    return len(line.words) > _LEAST_WORDS and line.text[0].isupper() and not line.bold


def _grid(region: Region, page: PageContent, *, settle: bool) -> Grid:
    rules = _rules(region, page)
    header = _header_lines(region, rules)
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
    starts = _row_starts(sheet, rules) if body.rows else []
    for start, end in zip(starts, [*starts[1:], len(body.rows)], strict=True):
        lines = body.rows[start:end]
        heads = len(lines) == 1 and sheet.is_heading(start)
        spans = {0: columns.count} if heads else _spans(lines, columns.edges)
        cells += _row_cells(count, lines, columns, spans, page.fills)
        count += 1
    if any(_overlaps(fill, region.box) for fill in page.fills) and rules:
        method, confidence = TableMethod.SHADED, 0.9
    elif len(rules) >= 2:
        method, confidence = TableMethod.ROW_RULES, 0.9
    else:
        method, confidence = TableMethod.BORDERLESS, 0.8
    return Grid(page.number, region.box, region.edges, count, tuple(cells), method, confidence)


def _overlaps(fill: Box, box: Box) -> bool:
    return fill.top < box.bottom and box.top < fill.bottom and fill.x0 < box.x1 and box.x0 < fill.x1


# ------------------------------------------------------------------ header


def _with_header(region: Region, rows: Sequence[Row], offset: int, page: PageContent) -> Region:
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


def _header_lines(region: Region, rules: Sequence[float]) -> int:
    """How many lines at the top of a region are its header, 0 where that cannot be told."""
    cells = [split_row(row, region.edges) for row in region.rows]
    beside = [any(line[1:]) for line in cells]
    sheet = Sheet(region.rows, cells)
    ruled = _lines_above(region, rules)
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


# ------------------------------------------------------------------ rows


def _rules(region: Region, page: PageContent) -> list[float]:
    """The heights inside a region at which a rule, or the edge of a shade, parts rows."""
    box = region.box
    marks = [(s.x0, s.x1, (s.top + s.bottom) / 2) for s in page.strokes if s.horizontal]
    for fill in page.fills:
        if fill.bottom - fill.top < box.bottom - box.top:
            marks += [(fill.x0, fill.x1, fill.top), (fill.x0, fill.x1, fill.bottom)]
    stretches: dict[int, list[tuple[float, float]]] = {}
    for x0, x1, y in marks:
        if box.top < y < box.bottom and x0 < box.x1 and x1 > box.x0:
            level = next((at for at in stretches if abs(at - y) < 3), round(y))
            stretches.setdefault(level, []).append((max(x0, box.x0), min(x1, box.x1)))
    first = (region.edges[0] + region.edges[1]) / 2
    return sorted(
        float(y)
        for y, held in stretches.items()
        if _covered(held) >= _LEAST_WIDTH * (box.x1 - box.x0) and min(held)[0] < first
    )


def _covered(stretches: Sequence[tuple[float, float]]) -> float:
    """The length that stretches cover together."""
    covered, end = 0.0, float("-inf")
    for x0, x1 in sorted(stretches):
        covered += max(0.0, x1 - max(x0, end))
        end = max(end, x1)
    return covered


def _row_starts(sheet: Sheet, rules: Sequence[float]) -> list[int]:
    """The indices of the lines that begin a row."""
    by_text = row_starts(sheet)
    by_rule = [0]
    for index in range(1, len(sheet.rows)):
        above, below = _level(sheet.rows[index - 1]), _level(sheet.rows[index])
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


def _level(row: Row) -> float:
    return (row.box.top + row.box.bottom) / 2


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
    cells = []
    column = 0
    while column < columns.count:
        width = spans.get(column, 1)
        box = Box(edges[column], top, edges[column + width], bottom)
        inside = []
        for line in lines:
            split = split_row(line, edges)
            words = [word for part in split[column : column + width] for word in part]
            if words:
                inside.append(Line(tuple(words), line.line.page))
        cells.append(GridCell(row, column, tuple(inside), box, 1, width))
        column += width
    return _shaded(cells, fills)


def _shaded(cells: Sequence[GridCell], fills: Sequence[Box]) -> list[GridCell]:
    return [
        replace(cell, shaded=any(_overlaps(fill, cell.box) for fill in fills)) for cell in cells
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


# ------------------------------------------------------------------ over the page


def continue_grid(above: Grid, page: PageContent, lines: Sequence[Line]) -> Grid | None:
    """The lines at the top of a page that go on with a table of the page before, as a grid.

    They must keep to its columns, and one of them must stand in two columns, or not in the first:
    a paragraph that follows does neither.
    """
    end = 0
    rows = read_rows(lines)
    strips: list[tuple[float, float]] = above.strips()
    while end < len(rows):
        left = _strips_left(rows[end], above.edges, strips)
        if left is None:
            break
        strips = left
        end += 1
    edges = (above.edges[0], *((x0 + x1) / 2 for x0, x1 in strips), above.edges[-1])
    end = _with_rest(rows[:end], edges, strips[0][0])
    if not end:
        return None
    return _grid(Region(tuple(rows[:end]), edges), page, settle=False)


def _with_rest(rows: Sequence[Row], edges: Sequence[float], limit: float) -> int:
    """How many lines there are to the last one in two columns, with what goes on from it.

    ``limit`` is how far to the right the words of the first column go.
    """
    last = len(rows)
    while last and not any(split_row(rows[last - 1], edges)[1:]):
        last -= 1
    end = last
    while last and end < len(rows):
        above, row = rows[end - 1], rows[end]
        words = split_row(above, edges)[0]
        near = row.box.top - above.box.top < _LINE * row.size
        if not near or (end == last and not goes_on_below(words, row.line.words, limit)):
            break
        end += 1
    return end


def _strips_left(
    row: Row, edges: Sequence[float], strips: Sequence[tuple[float, float]]
) -> list[tuple[float, float]] | None:
    """What a line leaves of the white space between columns; None where it closes some of it."""
    if row.box.x0 < edges[0] - 2 or row.box.x1 > edges[-1] + 12:
        return None
    found = []
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(row.units))
    usual = 1.5 * gaps[len(gaps) // 2] / row.size if gaps else 0.0  # stretched prose has wide ones
    runs = row.runs(min(max(row.narrow, usual), 2 * row.narrow))
    for edge, (x0, x1) in zip(edges[1:-1], strips, strict=True):
        if x1 <= x0:
            x0 = x1 = edge  # words lie across it: an edge is all there is
        for start, end in runs:
            if start < x1 and end > x0:
                if (start + end) / 2 < edge:
                    x0 = max(x0, end)
                else:
                    x1 = min(x1, start)
        if x1 < x0:
            return None
        found.append((x0, x1))
    return found
