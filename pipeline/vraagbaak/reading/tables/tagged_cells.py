"""Where the cells of a tagged table stand in its grid, by their order and spans, then by print."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.pages.structure import TaggedCell, TaggedTable
from vraagbaak.records import Word

_MOST_ROWS, _MOST_COLUMNS = 500, 60  # on one page


class PlacedCell(NamedTuple):
    """A cell at its row and column, with as many of them as it covers on this page."""

    row: int
    column: int
    row_span: int
    column_span: int
    words: tuple[Word, ...] = ()
    is_header: bool = False

    @property
    def below(self) -> int:
        """The first row below it."""
        return self.row + self.row_span

    @property
    def right(self) -> int:
        """The first column to the right of it."""
        return self.column + self.column_span

    def reach(self) -> tuple[float, float]:
        """How far its words reach to the left and to the right; it has some."""
        boxes = [box_of(word) for word in self.words]
        return min(box.x0 for box in boxes), max(box.x1 for box in boxes)

    def places(self) -> Iterator[tuple[int, int]]:
        """The rows and columns that it covers."""
        for row in range(self.row, self.below):
            for column in range(self.column, self.right):
                yield row, column


def place_cells(table: TaggedTable) -> list[PlacedCell] | None:
    """The cells by row and column, with empty ones where a row lacks some; None where none fit."""
    if not 2 <= len(table.rows) <= _MOST_ROWS:
        return None
    placed = _in_order(table)
    if placed is None:
        return None
    width = max((cell.right for cell in placed), default=0)
    counts = [0] * len(table.rows)
    for cell in placed:
        for row in range(cell.row, cell.below):
            counts[row] += cell.column_span
    short = {row for row, count in enumerate(counts) if count < width}
    if short:
        placed = _by_print(placed, short, width)
    return None if placed is None else _completed(placed, len(table.rows), width)


def _in_order(table: TaggedTable) -> list[PlacedCell] | None:
    """The cells one after the other, each in the first place of its row that is free."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            own = _placed(cell, row, column, len(table.rows))
            if own is None or any(place in taken for place in own.places()):
                return None
            taken.update(own.places())
            placed.append(own)
    return placed


def _placed(cell: TaggedCell, row: int, column: int, row_count: int) -> PlacedCell | None:
    """The cell at a place; None where its spans are absurd. Rows on the next page are cut off."""
    if not (1 <= cell.row_span <= _MOST_ROWS and 1 <= cell.column_span <= _MOST_COLUMNS - column):
        return None
    rows = min(cell.row_span, row_count - row)
    return PlacedCell(row, column, rows, cell.column_span, cell.words, cell.is_header)


def _by_print(placed: Sequence[PlacedCell], short: set[int], width: int) -> list[PlacedCell] | None:
    """The cells, those of rows that lack some below the words of the other rows' columns.

    An empty cell may be missing from the tree, or its spans may be: its row then ends too early.
    """
    kept = [cell for cell in placed if cell.row not in short]
    taken = {place for cell in kept for place in cell.places()}
    single = [cell for cell in kept if cell.column_span == 1 and cell.words]
    reaches = [
        [cell.reach() for cell in single if cell.column == column] for column in range(width)
    ]
    columns = [
        (min(x0 for x0, _ in reach), max(x1 for _, x1 in reach)) if reach else None
        for reach in reaches
    ]
    for cell in placed:
        if cell.row not in short or not cell.words:
            continue
        x0, x1 = cell.reach()
        touched = [i for i, own in enumerate(columns) if own and own[0] < x1 and x0 < own[1]]
        if not touched or cell.row_span > 1 or cell.column_span != len(touched):
            return None
        first, last = touched[0], touched[-1]
        moved = cell._replace(column=first, column_span=last + 1 - first)
        if any(place in taken for place in moved.places()):
            return None
        taken.update(moved.places())
        kept.append(moved)
    return kept


def _completed(placed: Sequence[PlacedCell], row_count: int, width: int) -> list[PlacedCell]:
    taken = {place for cell in placed for place in cell.places()}
    empty = [
        PlacedCell(row, column, 1, 1)
        for row in range(row_count)
        for column in range(width)
        if (row, column) not in taken
    ]
    return sorted([*placed, *empty], key=lambda cell: cell[:2])
