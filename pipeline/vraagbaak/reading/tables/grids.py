"""A table as it stands on one page: a grid of cells that hold printed lines.

The finders (``ruled``, ``unruled``) make grids, ``stitching`` joins them over pages and turns them
into the logical tables of the records.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from vraagbaak.reading.lines import group_lines
from vraagbaak.records import Box, Line, TableMethod, Word

_TELLING = 1000  # cells, of some pages


class GridCell(NamedTuple):
    """A cell at the row and column of its top left corner, with the lines printed in it.

    (A tuple: a budget has ten thousands, and each is moved once or twice.)
    """

    row: int
    column: int
    lines: tuple[Line, ...]
    box: Box
    row_span: int = 1
    column_span: int = 1
    shaded: bool = False

    def in_row(self, row: int) -> "GridCell":
        """The same cell in another row."""
        return GridCell(row, *self[1:])

    @property
    def text(self) -> str:
        """The printed text, lines joined by a space, hyphens as they stand."""
        lines = self.lines
        return lines[0].text if len(lines) == 1 else " ".join([line.text for line in lines])

    @property
    def bold(self) -> bool:
        """Whether it holds text and all of it is bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """The part of a table that stands on one page.

    ``edges`` are the x coordinates that bound its columns, one more than there are columns.
    """

    page: int
    box: Box
    edges: tuple[float, ...]
    row_count: int
    cells: tuple[GridCell, ...]
    method: TableMethod
    confidence: float = 1.0

    @property
    def column_count(self) -> int:
        """How many columns it has."""
        return len(self.edges) - 1

    def row(self, index: int) -> list[GridCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == index]

    def texts(self, index: int) -> list[str]:
        """The texts of a row, spanned cells repeated in every row and column they cover."""
        texts = [""] * self.column_count
        for cell in self.cells:
            if cell.row <= index < cell.row + cell.row_span:
                texts[cell.column : cell.column + cell.column_span] = [cell.text] * cell.column_span
        return texts

    def rows(self) -> list[list[str]]:
        """The ``texts`` of all rows."""
        rows = [[""] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            texts = [cell.text] * cell.column_span
            for row in rows[cell.row : cell.row + cell.row_span]:
                row[cell.column : cell.column + cell.column_span] = texts
        return rows

    @property
    def last_cells(self) -> tuple[GridCell, ...]:
        """As many of its last cells as tell the columns: a table may go on for a hundred pages."""
        return self.cells[-_TELLING:]

    def strips(self) -> list[tuple[float, float]]:
        """The white space at each inner edge: where words before it end, where those after begin.

        Without words on a side, the edge itself; the first is larger where words cross an edge.
        """
        ends = [self.edges[0]] * self.column_count
        starts = [self.edges[-1]] * self.column_count
        for cell in self.last_cells:
            last = cell.column + cell.column_span - 1
            for line in cell.lines:
                box = line.box
                if box is not None:
                    ends[last] = max(ends[last], box.x1)
                    starts[cell.column] = min(starts[cell.column], box.x0)
        before = accumulate(ends[:-1], max)
        after = list(accumulate(reversed(starts[1:]), min))
        return list(zip(before, reversed(after), strict=True))

    def filled(self) -> int:
        """How many cells hold text."""
        return sum(1 for cell in self.cells if cell.lines)

    def without_rows(self, count: int) -> "Grid":
        """The grid without its first rows."""
        kept = tuple(cell.in_row(cell.row - count) for cell in self.cells if cell.row >= count)
        return replace(self, cells=kept, row_count=self.row_count - count)


def cell_lines(words: Sequence[Word], page: int) -> tuple[Line, ...]:
    """The lines of the words inside one cell."""
    if len(words) == 1 and words[0].box is not None:  # as in most cells
        return (Line((words[0],), page),)
    return tuple(group_lines(words, page))


def levels(values: Iterable[float], tolerance: float) -> list[float]:
    """Sorted values, those within the tolerance of the first of a run taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > tolerance:
            found.append(value)
    return found


def nearest(found: Sequence[float], value: float) -> int:
    """The index of the level nearest to a value."""
    index = bisect_left(found, value)
    if index == len(found) or (index and value - found[index - 1] <= found[index] - value):
        return index - 1
    return index


def outside(words: Iterable[Word], grids: Iterable[Grid]) -> list[Word]:
    """The words that stand in none of the tables."""
    left = list(words)
    for grid in grids:
        x0, top, x1, bottom = grid.box
        area = x0 - 1.0, top - 1.0, x1 + 1.0, bottom + 1.0
        left = [word for word in left if not inside(word, area)]
    return left


def inside(word: Word, area: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a word lies in a box."""
    if word.box is None:
        return False
    left, upper, right, lower = word.box
    x0, top, x1, bottom = area
    return x0 <= (left + right) / 2 <= x1 and top <= (upper + lower) / 2 <= bottom
