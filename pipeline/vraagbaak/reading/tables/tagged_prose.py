"""Running text that a structure tree calls a table: text set in columns, lines cut in two."""

from collections.abc import Sequence
from itertools import pairwise

from vraagbaak.reading.tables.grids import GridCell
from vraagbaak.records import Line

_LONG_CELL, _LONG_ROW = 40, 80  # words: a longer one may be there to set text beside text
_FEW_ROWS = 3
_HALF = 0.5
_FULL = 0.85  # of the width of a column: a line this long may go on below
_SENTENCE = 4  # words at least of a line of running text
_GOES_ON = 0.4  # share of the lines that go on in the next row, at least
_CLOSED = (".", ":", ";", "!", "?")


def is_prose(cells: Sequence[GridCell]) -> bool:
    """Whether cells hold running text: most of it in one, or lines that go on from row to row."""
    rows: dict[int, list[GridCell]] = {}
    columns: dict[int, list[GridCell]] = {}
    for cell in cells:
        if cell.lines:
            rows.setdefault(cell.row, []).append(cell)
            if cell.column_span == 1:
                columns.setdefault(cell.column, []).append(cell)
    counts = [sum(map(_count_words, row)) for row in rows.values()]
    longest = max(map(_count_words, cells))
    if longest > _LONG_CELL and longest > _HALF * sum(counts):
        return True
    if len(rows) <= _FEW_ROWS and max(counts) > _LONG_ROW:
        return True
    down = any(_runs_down([cell.lines for cell in column]) for column in columns.values())
    return down or _runs_across([rows[row] for row in sorted(rows)])


def _count_words(cell: GridCell) -> int:
    return sum(len(line.words) for line in cell.lines)


def _runs_down(cells: Sequence[tuple[Line, ...]]) -> bool:
    """Whether the last lines of a column's cells are full and go on below."""
    reach = max(line.words[-1].box.x1 for own in cells for line in own if line.words[-1].box)
    start = min(line.words[0].box.x0 for own in cells for line in own if line.words[0].box)
    hits = 0
    for above, below in pairwise(cells):
        last = above[-1].words[-1].box
        full = last is not None and last.x1 >= start + _FULL * (reach - start)
        long = len(above[-1].words) >= _SENTENCE
        hits += long and full and _goes_on(above[-1], below[0])
    return hits > 0 and hits >= _GOES_ON * (len(cells) - 1)


def _runs_across(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether the words of rows of one line each go on from the end of a row to the next."""
    hits = 0
    for above, below in pairwise(rows):
        single = all(len(cell.lines) == 1 for cell in above)
        words = sum(map(_count_words, above))
        hits += single and words > _SENTENCE and _goes_on(above[-1].lines[0], below[0].lines[0])
    return hits > _HALF * (len(rows) - 1)


def _goes_on(above: Line, below: Line) -> bool:
    return not above.text.endswith(_CLOSED) and below.text[:1].islower()
