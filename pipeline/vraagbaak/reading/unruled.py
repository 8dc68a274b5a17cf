"""Tables without a full grid of lines: their rows, from rules, shades and the words themselves."""

import re
from collections.abc import Sequence
from itertools import pairwise

from vraagbaak.reading.grids import Grid, GridCell
from vraagbaak.reading.header_spans import spread_headers
from vraagbaak.reading.lines import box_of
from vraagbaak.reading.pdf import PageContent
from vraagbaak.reading.rivers import Region, find_regions, line_box, split_line
from vraagbaak.records import Box, Line, TableMethod, Word

_CONTINUES = re.compile(
    r"(?:[a-zà-ÿ(&/,;+]|[-–] ?[a-z]|i\.?s\.?m\.?\b|in samenwerking|en\b|m\.m\.v\.)"
)
_NUMBER = re.compile(
    r"\(?[-–+]?(?:€|EUR)? ?\(?[-–+]?\d[\d .,\u2019]*\)?(?: ?(?:%|€|EUR|euro|,-))?|[-–]"
)
_LEAST_WORDS = 5  # words that a line of prose has more of
_LEAST_WIDTH = 0.6  # share of the table's width that a rule must span to part rows
_EDGE_GAP = 0.42  # of the font size: a gap at the edge of a column, more than a space
_FREE_GAP = 0.8  # of the font size: a gap anywhere else
_SPACE = 0.28  # of the font size: the space that a word would have needed


def find_unruled_grids(page: PageContent, lines: Sequence[Line]) -> list[Grid]:
    """The tables without a full grid among the lines of a page that no drawn table holds."""
    regions = (_without_closing(region) for region in find_regions(lines))
    return [_grid(region, page) for region in regions]


def _without_closing(region: Region) -> Region:
    """The region without the prose below it: lines that run on over all its columns."""
    end = len(region.lines)
    last = len(region.edges) - 2
    while end > 2 and _spans(region.lines[end - 1 : end], region.edges).get(0, 1) > last:
        end -= 1
    if end < len(region.lines) and _is_sentence(region.lines[end]):
        return Region(region.lines[:end], region.edges)
    return region


def _is_sentence(line: Line) -> bool:
    return len(line.words) > _LEAST_WORDS and line.text[0].isupper() and not line.bold


def _grid(region: Region, page: PageContent) -> Grid:
    rules = _rules(region, page)
    breaks = _row_breaks(region, rules)
    rows = [
        region.lines[start:end]
        for start, end in zip(breaks, [*breaks[1:], len(region.lines)], strict=True)
    ]
    cells: list[GridCell] = []
    for index, lines in enumerate(rows):
        cells += _row_cells(index, lines, region.edges, page.fills)
    headers = next((i for i, lines in enumerate(rows) if not _is_header(lines, region, i)), 0)
    if headers > 1:
        cells = spread_headers(cells, headers)
    if any(fill for fill in page.fills if _overlaps(fill, region.box)) and rules:
        method, confidence = TableMethod.SHADED, 0.9
    elif len(rules) >= 2:
        method, confidence = TableMethod.ROW_RULES, 0.9
    else:
        method, confidence = TableMethod.BORDERLESS, 0.8
    return Grid(page.number, region.box, region.edges, len(rows), tuple(cells), method, confidence)


def _is_header(lines: Sequence[Line], region: Region, index: int) -> bool:
    """Whether a row is bold, and from the second on in more columns than the first."""
    beside = any(any(split_line(line, region.edges)[1:]) for line in lines)
    return all(line.bold for line in lines) and (beside or index == 0)


def _overlaps(fill: Box, box: Box) -> bool:
    return fill.top < box.bottom and box.top < fill.bottom and fill.x0 < box.x1 and box.x0 < fill.x1


# ------------------------------------------------------------------ rows


def _rules(region: Region, page: PageContent) -> list[float]:
    """The heights inside a region at which a rule, or the edge of a shade, parts rows."""
    box = region.box
    spans: dict[int, float] = {}
    marks = [(s.x0, s.x1, (s.top + s.bottom) / 2) for s in page.strokes if s.horizontal]
    for fill in page.fills:
        if fill.bottom - fill.top < box.bottom - box.top:
            marks += [(fill.x0, fill.x1, fill.top), (fill.x0, fill.x1, fill.bottom)]
    for x0, x1, y in marks:
        if box.top < y < box.bottom:
            width = min(x1, box.x1) - max(x0, box.x0)
            level = next((at for at in spans if abs(at - y) < 3), round(y))
            spans[level] = spans.get(level, 0.0) + max(0.0, width)
    return sorted(
        float(y) for y, width in spans.items() if width >= _LEAST_WIDTH * (box.x1 - box.x0)
    )


def _row_breaks(region: Region, rules: Sequence[float]) -> list[int]:
    """The indices of the lines that begin a row."""
    columns = [split_line(line, region.edges) for line in region.lines]
    by_text = _text_breaks(region, columns)
    if not rules:
        return by_text
    by_rule = [0]
    for index in range(1, len(region.lines)):
        above, below = _level(region.lines[index - 1]), _level(region.lines[index])
        if any(above < rule < below for rule in rules):
            by_rule.append(index)
    # Rules between all rows say it all; a few rules only set the header and the total apart.
    if len(by_rule) >= 4 and len(by_text) < 2 * len(by_rule):
        return by_rule
    return sorted({*by_rule, *by_text})


def _level(line: Line) -> float:
    box = line_box(line)
    return (box.top + box.bottom) / 2


def _text_breaks(region: Region, columns: Sequence[Sequence[Sequence[Word]]]) -> list[int]:
    """Where rows begin by what is printed: see ``_begins_row``."""
    limits = [
        max((box_of(row[c][-1]).x1 for row in columns if row[c]), default=0.0)
        for c in range(len(region.edges) - 1)
    ]
    pitch = _tightest(region.lines)
    breaks = [0]
    for index in range(1, len(columns)):
        above, line = region.lines[index - 1], region.lines[index]
        loose = line_box(line).top - line_box(above).top > 1.35 * pitch
        if _begins_row(columns, index, breaks[-1], limits, loose=loose):
            breaks.append(index)
    return breaks


def _tightest(lines: Sequence[Line]) -> float:
    """The distance between two lines of one cell: the small end of all distances."""
    tops = [line_box(line).top for line in lines]
    steps = sorted(b - a for a, b in pairwise(tops) if b > a)
    return steps[len(steps) // 5] if steps else 12.0


def _begins_row(
    columns: Sequence[Sequence[Sequence[Word]]],
    index: int,
    start: int,
    limits: Sequence[float],
    *,
    loose: bool,
) -> bool:
    """Whether the line at ``index`` begins a row, given that the row above began at ``start``.

    The cells of a row start at one height, so a line in one column that goes on ("ism", lower
    case, a line that was full) belongs to the row above; a second number in a column does not.
    """
    line = columns[index]
    if _has_second_number(columns, index, start) or _resumes(columns, index, start):
        return True
    if _is_bold(columns[index - 1]) and not _is_bold(line):
        return True
    filled = [c for c, words in enumerate(line) if words]
    if loose:
        return len(filled) > 1 or bool(line[0])
    if line[0] and _CONTINUES.match(_text(line[0])):
        return False
    if len(filled) < 2 and not _row_is_single(columns, index, start):
        # In one column, only a bold line that need not have been broken begins a row: a heading.
        bold = filled == [0] and _is_bold(line)
        return bold and not _wraps(columns, index, start, 0, limits[0])
    return all(not _wraps(columns, index, start, c, limits[c]) for c in filled) and bool(line[0])


def _has_second_number(columns: Sequence[Sequence[Sequence[Word]]], index: int, start: int) -> bool:
    """Whether a column of numbers gets a second one in this row."""
    for column, words in enumerate(columns[index]):
        if column and words and _NUMBER.fullmatch(_text(words)):
            above = [columns[i][column] for i in range(start, index) if columns[i][column]]
            if above and all(_NUMBER.fullmatch(_text(other)) for other in above):
                return True
    return False


def _resumes(columns: Sequence[Sequence[Sequence[Word]]], index: int, start: int) -> bool:
    """Whether a column gets words again after a line without: a cell's lines are not parted."""
    for column, words in enumerate(columns[index]):
        if words:
            above = [bool(columns[i][column]) for i in range(start, index)]
            if any(above) and not above[-1]:
                return True
    return False


def _is_bold(line: Sequence[Sequence[Word]]) -> bool:
    return all(word.bold for words in line for word in words)


def _row_is_single(columns: Sequence[Sequence[Sequence[Word]]], index: int, start: int) -> bool:
    """Whether the row above is a line in the first column only, such as a group heading."""
    return all(not any(row[1:]) for row in columns[start:index])


def _wraps(
    columns: Sequence[Sequence[Sequence[Word]]], index: int, start: int, column: int, limit: float
) -> bool:
    """Whether the words in a column go on from the line above: its first word did not fit there."""
    words, above = columns[index][column], columns[index - 1][column]
    if index - 1 < start or not above:
        return False
    if _CONTINUES.match(_text(words)):
        return True
    if _NUMBER.fullmatch(_text(words)):
        return False  # numbers stand at the right, full or not
    first = box_of(words[0])
    needed = first.x1 - first.x0 + _SPACE * (words[0].size or first.bottom - first.top)
    return box_of(above[-1]).x1 + needed > limit + 1.0 and len(above) > 1


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


# ------------------------------------------------------------------ cells


def _row_cells(
    row: int, lines: Sequence[Line], edges: Sequence[float], fills: Sequence[Box]
) -> list[GridCell]:
    """The cells of a row; a run of words that crosses a river spans the columns it touches."""
    spans = _spans(lines, edges)
    top = min(line_box(line).top for line in lines)
    bottom = max(line_box(line).bottom for line in lines)
    cells = []
    column = 0
    while column < len(edges) - 1:
        width = spans.get(column, 1)
        box = Box(edges[column], top, edges[column + width], bottom)
        inside = []
        for line in lines:
            split = split_line(line, edges)
            words = [word for part in split[column : column + width] for word in part]
            if words:
                inside.append(Line(tuple(words), line.page))
        shaded = any(_overlaps(fill, box) for fill in fills)
        cells.append(GridCell(row, column, tuple(inside), box, 1, width, shaded))
        column += width
    return cells


def _spans(lines: Sequence[Line], edges: Sequence[float]) -> dict[int, int]:
    """The first column and the width of each run of words that crosses an edge."""
    spans: dict[int, int] = {}
    for line in lines:
        for x0, x1 in _runs(line, edges):
            first = sum(1 for edge in edges[1:-1] if x0 >= edge)
            last = sum(1 for edge in edges[1:-1] if x1 > edge)
            if last > first:
                spans[first] = max(spans.get(first, 1), last - first + 1)
    return _without_overlap(spans)


def _runs(line: Line, edges: Sequence[float]) -> list[tuple[float, float]]:
    """The left and right end of each run of words without a gap that parts columns."""
    cuts = [box_of(line.words[0]).x0]
    for left, right in pairwise(line.words):
        start, end = box_of(left).x1, box_of(right).x0
        least = (_EDGE_GAP if any(start < x < end for x in edges) else _FREE_GAP) * left.size
        if end - start >= least:
            cuts += [start, end]
    cuts.append(box_of(line.words[-1]).x1)
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def _without_overlap(spans: dict[int, int]) -> dict[int, int]:
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
    while end < len(lines) and _keeps_to(lines[end], above.edges):
        end += 1
    while end and not _is_beside(lines[end - 1], above.edges):
        end -= 1
    if not end:
        return None
    region = Region(tuple(lines[:end]), above.edges)
    return _grid(region, page)


def _keeps_to(line: Line, edges: Sequence[float]) -> bool:
    """Whether a line stays between the outer edges and no word or close run crosses a column."""
    box = line_box(line)
    if box.x0 < edges[0] - 2 or box.x1 > edges[-1] + 12:
        return False
    return all(
        sum(1 for x in edges[1:-1] if x0 + 1 >= x) == sum(1 for x in edges[1:-1] if x1 - 1 > x)
        for x0, x1 in _runs(line, edges)
    )


def _is_beside(line: Line, edges: Sequence[float]) -> bool:
    return any(split_line(line, edges)[1:])
