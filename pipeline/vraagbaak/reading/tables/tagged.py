"""Tables of a file's structure tree, where what is printed bears the tree out.

A tree is made by a program, and often by hand: text set beside text is tagged as a table, rows are
crossed, all is in one cell. So a tagged table is taken only where it could be drawn around the
words: columns that do not cross, rows that run downwards, no words of others in between. Fully
ruled tables stay as they are drawn.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.pages.structure import TaggedTable
from vraagbaak.reading.tables.doubts import DOUBTFUL, weigh
from vraagbaak.reading.tables.figures import is_leader
from vraagbaak.reading.tables.grids import Grid, GridCell, cell_lines, inside
from vraagbaak.reading.tables.tagged_cells import PlacedCell, place_cells
from vraagbaak.reading.tables.tagged_merged import are_crossed, are_stacked, are_torn
from vraagbaak.reading.tables.tagged_prose import is_prose
from vraagbaak.reading.tables.units import WIDE
from vraagbaak.records import Box, Line, TableMethod, Word

_CONFIDENCE = 0.95
_GAP = 0.4  # of the font size: white space at least between two columns
_STEP = 0.3  # of the font size: how far the next row stands lower at least
_DOTS = 5  # a row of so many leads the eye
_FOREIGN = 0.02  # of the words of a table: others at most that stand among them

_Strip = tuple[float | None, float | None]
"""Where what stands before an edge ends and what stands after it begins; None for nothing."""


def with_tagged_grids(
    page: PageContent, tables: Sequence[TaggedTable], drawn: Sequence[Grid]
) -> list[Grid]:
    """The drawn tables of a page and those of its structure tree, from top to bottom.

    Where both are, the drawn one stays, unless its shape is doubtful and the tree has all of it.
    """
    grids = list(drawn)
    for table in tables:
        words = {word for row in table.rows for cell in row for word in cell.words}
        others = [other for other in grids if _has_some(other, words)]
        if any(other.confidence >= DOUBTFUL for other in others):
            continue
        grid = _read_grid(table, words, page)
        if grid is None or not all(_has_all(grid, other) for other in others):
            continue
        grids = [other for other in grids if other not in others]
        if not any(_overlap(grid.box, other.box) for other in grids):
            grids.append(grid)
        else:
            grids += others
    return sorted(grids, key=lambda grid: grid.box.top)


def _has_columns(words: Sequence[Word]) -> bool:
    """Whether a word follows another at the same height, with white space between, or higher.

    As in any table, printed row by row or column by column.
    """
    for before, word in pairwise(words):
        above, box = before.box, word.box
        if above is None or box is None:
            continue
        is_apart = box.x0 - above.x1 >= _GAP * word.size or box.bottom < above.top
        if is_apart and box.top < above.bottom - _STEP * word.size:
            return True
    return False


def may_be_tagged(drawn: Sequence[Grid], left: Sequence[Line]) -> bool:
    """Whether the tree of a page may know more than is drawn: else it need not be read.

    Of ``left``, the lines outside the drawn tables, some have wide gaps, or a table is doubtful.
    """
    if any(grid.confidence < DOUBTFUL for grid in drawn):
        return True
    return sum(1 for line in left if line.gap >= WIDE * line.words[0].size) > 1


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x0 < other.x1
        and other.x0 < one.x1
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _has_some(drawn: Grid, words: set[Word]) -> bool:
    return any(word.box is not None and inside(word, drawn.box) for word in words)


def _has_all(grid: Grid, drawn: Grid) -> bool:
    """Whether a sound table of the tree has all the words of a drawn one."""
    words = {word for cell in grid.cells for line in cell.lines for word in line.words}
    lines = [line for cell in drawn.cells for line in cell.lines]
    return all(word in words for line in lines for word in line.words)


def _read_grid(table: TaggedTable, words: set[Word], page: PageContent) -> Grid | None:
    """The table as a grid; None where it is none, or not as it is printed."""
    if len(words) != sum(len(cell.words) for row in table.rows for cell in row):
        return None  # a word is in two cells
    if not words or not words.issubset(page.words) or any(w.box is None for w in words):
        return None
    placed = place_cells(table)
    placed = None if placed is None else _without_title(placed)
    if not placed or not _is_table(placed):
        return None
    words = {word for cell in placed for word in cell.words}
    boxes = [box_of(word) for word in words]
    box = Box(
        min(own.x0 for own in boxes),
        min(own.top for own in boxes),
        max(own.x1 for own in boxes),
        max(own.bottom for own in boxes),
    )
    size = median(word.size for word in words)
    columns = _column_strips(placed)
    rows = _row_strips(placed)
    if not (_are_parted(columns, _GAP * size) and _are_parted(rows, _STEP * size)):
        return None
    foreign = [word for word in page.words if word not in words and inside(word, box)]
    if len(foreign) > _FOREIGN * len(words):
        return None
    edges = _edges(columns, *_outer_edges(placed, box, page.box))
    levels = _edges(rows, box.top, box.bottom)
    heads = _count_header_rows(placed)
    # Which rows are headers, the tree says better than shades do.
    fills = () if heads else page.fills
    cells = [_grid_cell(cell, edges, levels, foreign, heads, fills, page.number) for cell in placed]
    if are_torn(cells, edges, size) or is_prose(cells):
        return None
    if are_crossed(cells, box, page.strokes) or are_stacked(cells):
        return None
    grid = Grid(
        page.number, box, tuple(edges), len(levels) - 1, tuple(cells), TableMethod.TAGGED,
        _CONFIDENCE,
    )  # fmt: skip
    # Several figures in the cells of a column of figures: rows that the tree has as one.
    return grid if weigh(grid).confidence == _CONFIDENCE else None


def _is_table(placed: Sequence[PlacedCell]) -> bool:
    """Whether there are rows and columns: two of each, three rows where none is a header."""
    filled = [cell for cell in placed if cell.words]
    several = [row for row, count in Counter(cell.row for cell in filled).items() if count > 1]
    least = 2 if any(cell.is_header for cell in filled) else 3
    return len({cell.column for cell in filled}) > 1 and len(several) >= least


def _without_title(placed: Sequence[PlacedCell]) -> list[PlacedCell]:
    """The cells below the rows of headers at the top that hold one cell: a title, a caption.

    It begins above the first column, which has a header of its own below it.
    """
    rows: dict[int, list[PlacedCell]] = {}
    for cell in placed:
        rows.setdefault(cell.row, []).append(cell)
    filled = [row for row in rows if any(cell.words for cell in rows[row])]
    above = 0
    for row, below in pairwise(filled):
        first = rows[row][0]
        is_title = first.column == 0 and [cell for cell in rows[row] if cell.words] == [first]
        has_own = rows[below][0].column == 0 and rows[below][0].words
        are_headers = all(cell.is_header and cell.row_span == 1 for cell in rows[row])
        if not (is_title and has_own and are_headers):
            break
        above = row + 1
    return [cell._replace(row=cell.row - above) for cell in placed if cell.row >= above]


def _count_header_rows(placed: Sequence[PlacedCell]) -> int:
    """How many rows at the top hold nothing but headers; none where all do."""
    plain = [cell.row for cell in placed if cell.words and not cell.is_header]
    return min(plain, default=0)


def _outer_edges(placed: Sequence[PlacedCell], box: Box, page: Box) -> tuple[float, float]:
    """Where the first column begins and the last one ends: anywhere up to the page's edge."""
    filled = [cell for cell in placed if cell.words]
    starts = min(cell.column for cell in filled) == 0
    ends = max(cell.right for cell in filled) == max(cell.right for cell in placed)
    return box.x0 if starts else page.x0, box.x1 if ends else page.x1


def _grid_cell(
    cell: PlacedCell,
    edges: Sequence[float],
    levels: Sequence[float],
    foreign: Sequence[Word],
    heads: int,
    fills: Sequence[Box],
    page: int,
) -> GridCell:
    """The cell with its lines; words that no cell is tagged with belong to that they stand in."""
    box = Box(edges[cell.column], levels[cell.row], edges[cell.right], levels[cell.below])
    words = (*cell.words, *(word for word in foreign if inside(word, box)))
    lines = tuple(map(_without_leader, cell_lines(words, page))) if words else ()
    return GridCell(
        cell.row,
        cell.column,
        lines,
        box,
        cell.row_span,
        cell.column_span,
        shaded=cell.row < heads or any(_overlap(fill, box) for fill in fills),
    )


def _without_leader(line: Line) -> Line:
    """The line without the row of dots at its end, which leads the eye to the next column."""
    kept = len(line.words)
    while kept > 1 and is_leader(line.words[kept - 1].text):
        kept -= 1
    dots = sum(len(word.text) for word in line.words[kept:])
    return Line(line.words[:kept], line.page) if dots >= _DOTS else line


# ------------------------------------------------------------------ columns and rows


def _column_strips(placed: Sequence[PlacedCell]) -> list[_Strip]:
    """The white space between columns, from the left."""
    reaches = [(cell.column, cell.right, *cell.reach()) for cell in placed if cell.words]
    return _strips(reaches, max(cell.right for cell in placed))


def _row_strips(placed: Sequence[PlacedCell]) -> list[_Strip]:
    """The room between rows, from the last line of one to the first of the next."""
    reaches = []
    for cell in placed:
        if cell.words:
            middles = [(box.top + box.bottom) / 2 for box in map(box_of, cell.words)]
            reaches.append((cell.row, cell.below, min(middles), max(middles)))
    return _strips(reaches, max(cell.below for cell in placed))


def _strips(reaches: Sequence[tuple[int, int, float, float]], count: int) -> list[_Strip]:
    ends: list[float | None] = [None] * (count + 1)
    starts: list[float | None] = [None] * (count + 1)
    for first, after, low, high in reaches:
        end, start = ends[after], starts[first]
        ends[after] = high if end is None else max(end, high)
        starts[first] = low if start is None else min(start, low)
    for index in range(1, count + 1):
        known = [value for value in (ends[index - 1], ends[index]) if value is not None]
        ends[index] = max(known, default=None)
    for index in range(count - 1, -1, -1):
        known = [value for value in (starts[index + 1], starts[index]) if value is not None]
        starts[index] = min(known, default=None)
    return list(zip(ends[1:-1], starts[1:-1], strict=True))


def _are_parted(strips: Sequence[_Strip], least: float) -> bool:
    return all(end is None or start is None or start - end >= least for end, start in strips)


def _edges(strips: Sequence[_Strip], low: float, high: float) -> list[float]:
    """The edges from the first to the last: in the middle of a strip, empty columns sharing it."""
    edges = [low]
    index = 0
    while index < len(strips):
        count = next(
            (n for n, other in enumerate(strips[index:]) if other != strips[index]),
            len(strips) - index,
        )
        end, start = strips[index]
        left, right = low if end is None else end, high if start is None else start
        edges += [left + (right - left) * (n + 1) / (count + 1) for n in range(count)]
        index += count
    return [*edges, high]
