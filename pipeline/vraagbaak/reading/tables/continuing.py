"""Tables without a full grid that go on at the top of the next page."""

from collections.abc import Sequence
from itertools import pairwise

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.grids import Grid
from vraagbaak.reading.tables.line_pairs import goes_on_below
from vraagbaak.reading.tables.openings import find_openings
from vraagbaak.reading.tables.rivers import Region, split_row
from vraagbaak.reading.tables.units import Row, read_rows
from vraagbaak.reading.tables.unruled import grid_of
from vraagbaak.records import Line

_HEADER = 4  # lines at most of a header that the next page repeats
_RUNS = 3  # runs of words at least on a line that may go on further to the right
_LINE = 1.5  # of the font size: the most between the tops of two lines of one paragraph


def continue_grid(above: Grid, page: PageContent, lines: Sequence[Line]) -> Grid | None:
    """The lines at the top of a page that go on with a table of the page before, as a grid.

    They must keep to its columns, and one of them must stand in two columns, or not in the first:
    a paragraph that follows does neither. Where the header stands again among them, another table
    begins.
    """
    end = 0
    rows = read_rows(lines)
    head = " ".join(cell.lines[0].text for cell in above.row(0) if cell.lines)
    if _has_own_header(rows, head):
        return None
    openings = find_openings(rows, page)
    strips: list[tuple[float, float]] = above.strips()
    while end < len(rows):
        left = _strips_left(rows[end], above.edges, strips)
        opens = end in openings or (end > _HEADER and rows[end].line.text == head)
        if left is None or opens:
            break
        strips = left
        end += 1
    edges = (above.edges[0], *((x0 + x1) / 2 for x0, x1 in strips), above.edges[-1])
    end = _with_rest(rows[:end], edges, strips[0][0])
    if not end:
        return None
    return grid_of(Region(tuple(rows[:end]), edges), page, settle=False)


def _has_own_header(rows: Sequence[Row], head: str) -> bool:
    """Whether the first line is a bold header, and not the one of the table above."""
    if len(rows) < 2 or not rows[0].line.bold or rows[1].line.bold or rows[0].line.text == head:
        return False
    return bool(rows[0].gaps) and not any(unit.figure for unit in rows[0].units)


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
    if row.box.x0 < edges[0] - 2 or (row.box.x1 > edges[-1] + 12 and len(row.runs()) < _RUNS):
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
