"""Tables joined over pages: repeated headers dropped, rows broken by a page made whole."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vraagbaak.reading.figures import is_year
from vraagbaak.reading.grids import Grid, GridCell
from vraagbaak.reading.lines import box_of
from vraagbaak.records import Box, Cell, Issue, Line, Passage, Table, TableMethod
from vraagbaak.vocabulary.joining import BROKEN, join_lines

_SHIFT_RULED, _SHIFT_FREE = 6.0, 18.0  # points that the columns of two parts may differ
_OPEN = 2.0  # points that the white space between columns must keep over both parts
_HEADER_ROWS = 4  # rows at most that a header repeats
_CONTINUES = re.compile(r"[a-zà-ÿ(&/,;+)]|i\.?s\.?m\.?\b")
_NUMBER = re.compile(r"[(€]?\s*[-–+]?[\d][\d .,]*\)?(?: ?(?:%|€|euro))?")
_SPACE = 0.28  # of the font size
_LETTER = 0.62  # of the font size: the room that a letter needs
_REST = 3  # letters at most that are left of a word where no rules say how wide its column is
_GROUPED = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)")
_DOUBTFUL = 0.7  # confidence below which a table gets a warning


@dataclass(frozen=True, slots=True)
class Stitched:
    """A table's parts, one a page, as one grid; ``boxes`` are the parts' areas."""

    grid: Grid
    pages: tuple[int, ...]
    boxes: tuple[Box, ...]
    doubts: tuple[Issue, ...] = ()


def begin(grid: Grid) -> Stitched:
    """A table whose first part is the grid."""
    return Stitched(grid, (grid.page,), (grid.box,))


def continues(table: Stitched, grid: Grid) -> bool:
    """Whether a grid at the top of a page goes on with a table at the foot of the page before."""
    above = table.grid
    if above.column_count != grid.column_count or table.pages[-1] + 1 != grid.page:
        return False
    if not _have_same_columns(above, grid):
        return False
    # A header of its own says that another table begins.
    own = _is_header_row(grid, 0) and not _is_all_header(grid)
    return not own or _repeated_rows(above, grid) > 0


def _have_same_columns(above: Grid, grid: Grid) -> bool:
    """Whether the columns of two parts stand at one place: their rules, or their white space."""
    ruled = above.method is TableMethod.RULED and grid.method is TableMethod.RULED
    shifts = [abs(a - b) for a, b in zip(above.edges, grid.edges, strict=True)]
    if max(shifts) <= (_SHIFT_RULED if ruled else _SHIFT_FREE):
        return True
    return not ruled and all(
        min(a[1], b[1]) - max(a[0], b[0]) > _OPEN
        for a, b in zip(above.strips(), grid.strips(), strict=True)
    )


def stitch(table: Stitched, grid: Grid) -> Stitched:
    """The table with the grid's rows added."""
    above = table.grid
    rest = grid.without_rows(_repeated_rows(above, grid))
    broken = rest.row_count > 0 and _is_broken_row(above, rest)
    shift = above.row_count - (1 if broken else 0)
    cells = {(cell.row, cell.column): cell for cell in above.cells}
    for cell in rest.cells:
        moved = replace(cell, row=cell.row + shift)
        own = broken and cell.row == 0
        held = _cell_at(cells.values(), moved.row, moved.column) if own else None
        if held is not None:
            cells[held.row, held.column] = replace(held, lines=held.lines + cell.lines)
        elif not _extends_span(above, cell, cells):
            cells[moved.row, moved.column] = moved
    joined = replace(
        above,
        cells=tuple(cells[key] for key in sorted(cells)),
        row_count=shift + rest.row_count,
        confidence=min(above.confidence, grid.confidence),
    )
    return Stitched(joined, (*table.pages, grid.page), (*table.boxes, grid.box), table.doubts)


def _cell_at(cells: Iterable[GridCell], row: int, column: int) -> GridCell | None:
    for cell in cells:
        if (
            cell.row <= row < cell.row + cell.row_span
            and cell.column <= column < cell.column + cell.column_span
        ):
            return cell
    return None


def _extends_span(above: Grid, cell: GridCell, cells: dict[tuple[int, int], GridCell]) -> bool:
    """Let a merged cell that the page broke go on over the rows of an empty cell below it."""
    if cell.row or cell.lines:
        return False
    held = _cell_at(above.cells, above.row_count - 1, cell.column)
    if held is None or held.row_span < 2 or held.column_span != cell.column_span:
        return False
    cells[held.row, held.column] = replace(held, row_span=held.row_span + cell.row_span)
    return True


def _repeated_rows(above: Grid, grid: Grid) -> int:
    """How many rows at the top of a part repeat those at the top of the table."""
    count = 0
    while (
        count < min(_HEADER_ROWS, grid.row_count, above.row_count)
        and any(grid.texts(count))
        and _folded(above.texts(count)) == _folded(grid.texts(count))
    ):
        count += 1
    return count


def _folded(texts: Sequence[str]) -> list[str]:
    return ["".join(text.split()).casefold() for text in texts]


def _is_broken_row(above: Grid, rest: Grid) -> bool:
    """Whether the first row of a part is the rest of the last row above the page break."""
    pairs = [
        (_cell_at(above.cells, above.row_count - 1, column), _cell_at(rest.cells, 0, column))
        for column in range(above.column_count)
    ]
    both = [(a, b) for a, b in pairs if a and b and a.lines and b.lines]
    fresh = [b for a, b in pairs if b and b.lines and not (a and a.lines)]
    if not both or fresh:
        return False
    if any(_NUMBER.fullmatch(b.text) or b.text in {"-", "–"} for _, b in both):
        return False  # a number is not broken
    if any(_is_code(a) and _is_code(b) for a, b in both):
        return False  # nor is a date or a code
    if all(_CONTINUES.match(b.text) for _, b in both):
        return True
    ended = any(a and a.lines and not (b and b.lines) for a, b in pairs)
    limits = {a.column: _limit(above, a) for a, _ in both}
    return all(_goes_on(a, b, limits[a.column], strict=not ended) for a, b in both)


def _is_code(cell: GridCell) -> bool:
    """Whether a cell holds one word, with a digit in it."""
    return " " not in cell.text and any(c.isdigit() for c in cell.text)


def _limit(grid: Grid, cell: GridCell) -> float:
    """How far to the right the lines of a cell's column go."""
    place = (cell.column, cell.column_span)
    column = [other for other in grid.cells if (other.column, other.column_span) == place]
    return max(box_of(line.words[-1]).x1 for other in column for line in other.lines)


def _goes_on(above: GridCell, below: GridCell, limit: float, *, strict: bool) -> bool:
    """Whether the text of a cell may go on below.

    It does so in small letters or mid-sentence, or where its last line had no room for the next
    word.
    """
    text = above.text
    if _CONTINUES.match(below.text) or text.endswith((",", "-", "/", "(")):
        return True
    word = below.lines[0].words[0]
    needed = box_of(word).x1 - box_of(word).x0 + _SPACE * word.size
    full = box_of(above.lines[-1].words[-1]).x1 + needed > limit
    return full if strict else full or not text.endswith((".", "!", "?", ";"))


# ------------------------------------------------------------------ the logical table


def to_table(stitched: Stitched, known: frozenset[str], caption: Passage | None) -> Table:
    """The logical table: texts joined, empty rows and filler columns gone, header rows counted."""
    grid = _without_fillers(stitched.grid)
    cells = tuple(_to_cell(cell, grid, known) for cell in grid.cells)
    issues = stitched.doubts
    if grid.confidence < _DOUBTFUL:
        message = "de vorm van deze tabel is onzeker"
        issues = (*issues, Issue("doubtful_table", message, stitched.pages[0]))
    return Table(
        cells=cells,
        row_count=grid.row_count,
        column_count=grid.column_count,
        header_rows=_header_rows(grid),
        pages=stitched.pages,
        boxes=stitched.boxes,
        method=grid.method,
        confidence=grid.confidence,
        caption=caption,
        issues=issues,
    )


def _to_cell(cell: GridCell, grid: Grid, known: frozenset[str]) -> Cell:
    passage = join_lines(_mended(cell, grid, known), (), known)
    page = passage.pieces[0].page if passage.pieces else None
    place = passage.place() if page else None
    return Cell(cell.row, cell.column, passage, place, cell.row_span, cell.column_span)


def _mended(cell: GridCell, grid: Grid, known: frozenset[str]) -> tuple[Line, ...]:
    """The lines of a cell, marked where a column too narrow for a word broke it without a hyphen.

    A line of one word that leaves no room for one more letter, before a line that goes on small, or
    with the rest of a number or a code.
    """
    lines = list(cell.lines)
    for index, (line, following) in enumerate(pairwise(cell.lines)):
        left, right = line.words[-1].text, following.words[0].text
        words = left[-1].isalpha() and right[0].islower()
        ruled = grid.method is TableMethod.RULED
        rest = _is_broken_number(left, right) or (ruled and _is_broken_code(left, right))
        if len(line.words) > 1 or not (words or rest):
            continue
        if ruled:
            broken = _is_full(cell, line, following)
        else:
            whole = (left + right).strip(".,;:").casefold()
            rest = len(right) <= _REST and len(following.words) == 1
            broken = (rest or whole in known) and _is_widest(grid, cell, line)
        if broken:
            word = line.words[0]._replace(text=left + BROKEN)
            lines[index] = Line((word,), line.page)
    return tuple(lines)


def _is_broken_number(left: str, right: str) -> bool:
    """Whether two lines are the parts of one number and the first is none by itself."""
    return _GROUPED.fullmatch(left + right) is not None and not _GROUPED.fullmatch(left)


def _is_broken_code(left: str, right: str) -> bool:
    """Whether a line of letters and digits may go on with the few digits on the next."""
    mixed = any(c.isdigit() for c in left) and any(c.isalpha() for c in left)
    return mixed and left[-1].isdigit() and right.isdigit() and len(right) <= _REST


def _is_full(cell: GridCell, line: Line, following: Line) -> bool:
    """Whether a drawn cell leaves no room on a line for one more letter of the next."""
    word, rest = line.words[-1], following.words[0]
    padding = max(0.0, box_of(line.words[0]).x0 - cell.box.x0)
    letter = 1.2 * (box_of(rest).x1 - box_of(rest).x0) / len(rest.text)
    room = cell.box.x1 - padding - box_of(word).x1
    return room < max(_LETTER * word.size, letter)


def _is_widest(grid: Grid, cell: GridCell, line: Line) -> bool:
    """Whether no line in a column is wider by a letter than this one, where no rules bound it."""
    own = _width(line)
    place = (cell.column, cell.column_span)
    return all(
        _width(other) < own + _LETTER * line.words[-1].size
        for held in grid.cells
        if (held.column, held.column_span) == place
        for other in held.lines
    )


def _width(line: Line) -> float:
    """How wide the words of a line stand, in points."""
    return box_of(line.words[-1]).x1 - box_of(line.words[0]).x0


def _without_fillers(grid: Grid) -> Grid:
    """The grid without rows and columns that hold no text at all."""
    rows = {r for c in grid.cells if c.lines for r in range(c.row, c.row + c.row_span)}
    columns = {c.column for c in grid.cells if c.lines}
    spanned = {k for c in grid.cells if c.lines for k in range(c.column, c.column + c.column_span)}
    keep_columns = sorted(columns | {k for k in spanned if _has_own_cell(grid, k)})
    keep_rows = sorted(rows)
    if len(keep_rows) == grid.row_count and len(keep_columns) == grid.column_count:
        return grid
    cells = []
    for cell in grid.cells:
        own_rows = [r for r in keep_rows if cell.row <= r < cell.row + cell.row_span]
        own_columns = [k for k in keep_columns if cell.column <= k < cell.column + cell.column_span]
        if own_rows and own_columns:
            cells.append(
                replace(
                    cell,
                    row=keep_rows.index(own_rows[0]),
                    column=keep_columns.index(own_columns[0]),
                    row_span=len(own_rows),
                    column_span=len(own_columns),
                )
            )
    edges = (*(grid.edges[k] for k in keep_columns), grid.edges[-1])
    return replace(grid, cells=tuple(cells), row_count=len(keep_rows), edges=edges)


def _has_own_cell(grid: Grid, column: int) -> bool:
    return any(c.column == column and c.lines and c.column_span == 1 for c in grid.cells)


def _header_rows(grid: Grid) -> int:
    """How many rows at the top are headers: bold or shaded as none below, or words over numbers."""
    count = 0
    while count < grid.row_count - 1 and _is_header_row(grid, count):
        count += 1
    if count and not _is_all_header(grid):
        return count
    return 1 if grid.row_count > 1 and _words_over_numbers(grid) else 0


def _is_header_row(grid: Grid, row: int) -> bool:
    """Whether all cells that touch a row and hold text are bold, or all of them shaded."""
    touching = [c for c in grid.cells if c.row <= row < c.row + c.row_span and c.lines]
    if not touching or (row and [cell.column for cell in touching] == [0] and grid.edges[2:]):
        return False  # a heading of a group of rows
    own = [cell for cell in touching if cell.row == row]
    shaded = bool(own) and all(cell.shaded for cell in own)
    return shaded or all(cell.bold for cell in touching)


def _is_all_header(grid: Grid) -> bool:
    """Whether every row looks like a header, which says nothing then."""
    return all(_is_header_row(grid, row) for row in range(grid.row_count))


def _are_years(texts: Sequence[str]) -> bool:
    """Whether texts are different years, which head the columns below them."""
    years = [text for text in texts if text]
    return len(years) > 1 and all(map(is_year, years)) and len(set(years)) == len(years)


def _words_over_numbers(grid: Grid) -> bool:
    """Whether a first row without numbers stands over a column that is mostly numbers."""
    first = grid.texts(0)
    if _are_years(first[1:]):
        below = [text for row in range(1, grid.row_count) for text in grid.texts(row)[1:]]
        return not any(map(is_year, below))
    if any(_NUMBER.fullmatch(text) for text in first) or sum(map(bool, first)) < 2:
        return False
    for column in range(1, grid.column_count):
        below = [grid.texts(row)[column] for row in range(1, grid.row_count)]
        numbers = sum(1 for text in below if _NUMBER.fullmatch(text))
        if first[column] and numbers and numbers >= 0.6 * sum(map(bool, below)):
            return True
    return False
