"""From a stitched grid to the logical table of the records: texts, fillers, header rows."""

import re
from bisect import bisect_left
from collections.abc import Container
from dataclasses import replace
from itertools import pairwise

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.tables.doubts import DOUBTFUL
from vraagbaak.reading.tables.grid_headers import count_header_rows
from vraagbaak.reading.tables.grids import Grid, GridCell
from vraagbaak.reading.tables.stitching import Stitched
from vraagbaak.records import Cell, Issue, Line, Passage, Place, Table, TableMethod
from vraagbaak.vocabulary.joining import BROKEN, join_lines

_LETTER = 0.62  # of the font size: the room that a letter needs
_PADDING = 8.0  # points at most between the side of a drawn cell and its text
_REST = 3  # letters at most that are left of a word where no rules say how wide its column is
_VOWEL = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)
_GROUPED = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)")


def to_table(stitched: Stitched, known: Container[str], caption: Passage | None) -> Table:
    """The logical table: texts joined, empty rows and filler columns gone, header rows counted."""
    grid = _without_fillers(stitched.grid)
    cells = tuple(_to_cell(cell, grid, known) for cell in grid.cells)
    issues = stitched.doubts
    if grid.confidence < DOUBTFUL:
        message = "de vorm van deze tabel is onzeker"
        issues = (*issues, Issue("doubtful_table", message, stitched.pages[0]))
    return Table(
        cells=cells,
        row_count=grid.row_count,
        column_count=grid.column_count,
        header_rows=count_header_rows(grid),
        pages=stitched.pages,
        boxes=stitched.boxes,
        method=grid.method,
        confidence=grid.confidence,
        caption=caption,
        issues=issues,
    )


def _to_cell(cell: GridCell, grid: Grid, known: Container[str]) -> Cell:
    lines = _mended(cell, grid, known)
    passage = join_lines(lines, (), known)
    place = Place(lines[0].page, lines[0].box) if len(lines) == 1 else passage.place()
    return Cell(cell.row, cell.column, passage, place, cell.row_span, cell.column_span)


def _mended(cell: GridCell, grid: Grid, known: Container[str]) -> tuple[Line, ...]:
    """The lines of a cell, marked where a column too narrow for a word broke it without a hyphen.

    A line of one word that leaves no room for one more letter, before a line that goes on small, or
    with the rest of a number or a code.
    """
    if len(cell.lines) < 2:
        return cell.lines
    lines = list(cell.lines)
    for index, (line, following) in enumerate(pairwise(cell.lines)):
        if len(line.words) > 1:
            continue
        left, right = line.words[-1].text, following.words[0].text
        words = left[-1].isalpha() and right[0].islower()
        ruled = grid.method is TableMethod.RULED
        rest = _is_broken_number(left, right) or (ruled and _is_broken_code(left, right))
        if not (words or rest):
            continue
        if ruled:
            broken = _is_full(cell, line, following)
        else:
            whole = (left + right).strip(".,;:").casefold()
            own = len(right) > 1 and right.casefold() in known  # a word, not the rest of one
            alone = len(following.words) == 1 or not _VOWEL.search(
                right
            )  # which no word is without
            rest = len(right) <= _REST and alone and not own
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
    free = max(0.0, box_of(line.words[0]).x0 - cell.box.x0)
    padding = min(free, _PADDING)  # what is free beyond it centres the line
    letter = 1.2 * (box_of(rest).x1 - box_of(rest).x0) / len(rest.text)
    room = cell.box.x1 - padding - box_of(word).x1 + free - padding
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
    filled = [cell for cell in grid.cells if cell.lines]
    keep_rows = sorted({r for c in filled for r in range(c.row, c.row + c.row_span)})
    keep_columns = sorted({cell.column for cell in filled})
    if len(keep_rows) == grid.row_count and len(keep_columns) == grid.column_count:
        return grid
    cells = []
    for cell in grid.cells:
        row = bisect_left(keep_rows, cell.row)
        column = bisect_left(keep_columns, cell.column)
        row_span = bisect_left(keep_rows, cell.row + cell.row_span) - row
        column_span = bisect_left(keep_columns, cell.column + cell.column_span) - column
        if row_span and column_span:
            cells.append(
                GridCell(row, column, cell.lines, cell.box, row_span, column_span, cell.shaded)
            )
    edges = (*(grid.edges[k] for k in keep_columns), grid.edges[-1])
    return replace(grid, cells=tuple(cells), row_count=len(keep_rows), edges=edges)
