"""Where unruled tables stand on a page: lines that share rivers of white space.

A river is a gap between words that runs down several lines. Justified prose has wide gaps too, but
they do not line up, and what follows them does not start at one height of the ruler.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vraagbaak.reading.tables.columns import read_columns
from vraagbaak.reading.tables.contents import find_contents
from vraagbaak.reading.tables.figures import is_stand_in
from vraagbaak.reading.tables.units import River, Row
from vraagbaak.records import Box, Line, Word

_APART = 1.9  # of the line pitch: a line further down, in one column only, is no part of it
_FAR = 3.5  # of the line pitch: nor is any line this far down
_LATER = 7  # lines below the first at which a better table is looked for
_OVERLAP = 0.8  # of the font size: lines closer than this stand beside one another
_STRETCHED = 2.5  # of the font size: the widest space of justified prose
_PROSE = 6  # words at least on a line of prose
_BODY = 3  # lines of a table that prose does not go on from
_BELOW = 4  # lines from a heading to the first line below it that has figures beside it
_KEY = 2  # letters at most in the key of a legend
_HEADING = 10  # words at most in a heading between the rows of a table
LABEL = re.compile(
    r"\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})(?:[.)°]{1,2}|\.[a-z]\))|\d{1,2}"
    r"|[-–—−•·o▪▫◦●○■□*►▶➢➤‣→✓✔\uf000-\uf0ff]"
)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that stand in columns, with the x coordinates that bound the columns.

    ``first`` is the place of its first line among those it was found in.
    """

    rows: tuple[Row, ...]
    edges: tuple[float, ...]
    first: int = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its printed lines."""
        return tuple(row.line for row in self.rows)

    @property
    def box(self) -> Box:
        """The area of the lines."""
        return Box(
            self.edges[0],
            min(row.box.top for row in self.rows),
            self.edges[-1],
            max(row.box.bottom for row in self.rows),
        )

    def part(self, start: int, end: int) -> "Region":
        """The region with only some of its lines."""
        return Region(self.rows[start:end], self.edges, self.first + start)


def find_regions(rows: Sequence[Row], openings: frozenset[int] = frozenset()) -> list[Region]:
    """The groups of lines of a page that stand in columns; ``rows`` run from top to bottom.

    ``openings`` are the lines that go on in no table from above.
    """
    regions = []
    index = 0
    contents = find_contents(rows)
    while index < len(rows):
        if index in contents:
            index += 1
            continue
        region = _best_region(rows, index, openings)
        if region is None:
            index += 1
        else:
            regions.append(region)
            index = region.first + len(region.rows)
    return regions


def _best_region(rows: Sequence[Row], start: int, openings: frozenset[int]) -> Region | None:
    """The table that begins at a line, or a little below it where that gives more columns.

    A paragraph above a table may happen to leave one of its rivers open.
    """
    grown = _grow(rows, start, openings)
    if grown - start < 2:
        return None
    best = _table(rows, start, grown)
    if best is None or max(len(row.narrow_runs) for row in best.rows) < len(best.edges):
        return best  # no line is in more parts than there are columns
    for later in range(start + 1, min(start + _LATER, grown - 1)):
        region = _table(rows, later, _grow(rows, later, openings))
        if region is not None and len(region.edges) > len(best.edges):
            best = region
    return best


def _table(rows: Sequence[Row], start: int, end: int) -> Region | None:
    held = rows[start:end]
    edges = read_columns(held) if len(held) > 1 else None
    if edges is None:
        return None
    region = Region(tuple(held), edges, start)
    return region if _is_table(region) else None


def line_box(line: Line) -> Box:
    """The box of a line of placed words."""
    box = line.box
    assert box is not None  # noqa: S101 (lines out of a PDF have boxes)
    return box


def _grow(rows: Sequence[Row], start: int, openings: frozenset[int]) -> int:
    """The index after the last line that leaves a river of the first line open.

    One line that crosses them all may stand in between, a heading, where the rivers go on below.
    """
    rivers = rows[start].gaps
    end = start + 1
    pitch = pitch_of(rows[start : start + 40]) if rivers else 0.0
    crossed = False
    for index in range(start + 1, len(rows) if rivers else 0):
        row = rows[index]
        below = row.box.top - rows[index - 1].box.top
        if below > _FAR * pitch or index in openings or row.is_about:
            break
        left = [r for r in (_narrowed(river, row) for river in rivers) if r is not None]
        if not left:
            if crossed or len(row.line.words) > _HEADING or row.gaps:
                break
            crossed = True
            continue
        if index - start >= _BODY and _is_stretched(row) and _two_sided(left, row):
            break
        if (
            below > _APART * pitch
            and not _two_sided(left, row)
            and not _heads_rows(rows, index, left, pitch)
        ) or (crossed and len(left) < len(rivers)):
            break
        rivers, end, crossed = left, index + 1, False
    return end


def _heads_rows(rows: Sequence[Row], index: int, rivers: Sequence[River], pitch: float) -> bool:
    """Whether a line in the first column only, below white space, heads rows that follow closely.

    The next lines with words on both sides of the rivers must keep all of these open.
    """
    if rows[index].box.x1 > min(river.x0 for river in rivers) + 1:
        return False
    for above, row in pairwise(rows[index : index + _BELOW]):
        if row.box.top - above.box.top > _APART * pitch:
            return False
        if _two_sided(rivers, row):
            return all(_narrowed(river, row) for river in rivers)
    return False


def pitch_of(rows: Sequence[Row]) -> float:
    """The usual distance between the tops of two lines that follow."""
    steps = sorted(
        step for a, b in pairwise(rows) if (step := b.box.top - a.box.top) > _OVERLAP * a.size
    )
    return steps[len(steps) // 4] if steps else 12.0


def _narrowed(river: River, row: Row) -> River | None:
    """What a line leaves of a river: its widest open part, or None."""
    left, right, least = river
    start, best = left, (left, left)
    for x0, x1, _, _ in row.units:
        if x1 <= left or x0 >= right:
            continue
        if x0 - start > best[1] - best[0]:
            best = start, x0
        start = max(start, x1)
    if right - start > best[1] - best[0]:
        best = start, right
    return River(*best, least) if best[1] - best[0] >= least * row.size else None


def _two_sided(rivers: Sequence[River], row: Row) -> bool:
    """Whether a line has words on both sides of a river."""
    return any(row.box.x0 < river.x0 + 1 and row.box.x1 > river.x1 - 1 for river in rivers)


def _is_table(region: Region) -> bool:
    """Whether the columns hold a table and not a numbered list or a stray pair of lines."""
    cells = [split_row(row, region.edges) for row in region.rows]
    full = sum(1 for row in cells if sum(1 for words in row if words) >= 2)
    if full < 2 or (full < 3 and len(region.edges) < 4 and not _has_numbers(cells)):
        return False
    numbered = 0  # leading columns that hold only the labels of a list
    while numbered < len(region.edges) - 1 and _holds_labels([row[numbered] for row in cells]):
        numbered += 1
    if numbered >= len(region.edges) - 2 or _is_legend(cells):
        return False
    return not _is_justified(region.rows)


def _is_legend(cells: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Whether every other column holds nothing but signs, as the keys of a legend do."""
    columns = list(zip(*cells, strict=True))
    keys = [word.text for column in columns[::2] for words in column for word in words]
    signs = sum(map(is_stand_in, keys))
    return (
        len(columns) > 2
        and len(columns) % 2 == 0
        and signs > 0
        and all(len(key) <= _KEY and not key.isdigit() for key in keys)
    )


def _holds_labels(cells: Sequence[Sequence[Word]]) -> bool:
    """Whether all that stands in a column is labels of a list, or bullets."""
    return all(LABEL.fullmatch(word.text) for words in cells for word in words)


def _is_justified(rows: Sequence[Row]) -> bool:
    """Whether the gaps are those of stretched prose: all equal within a line, in most lines."""
    wide = [row for row in rows if len(row.units) > 2 and row.gaps]
    even = sum(map(_is_even, wide))
    return bool(wide) and even >= 0.6 * len(wide)


def _is_even(row: Row) -> bool:
    """Whether the spaces of a line are equal, as those of stretched prose are."""
    spaces = [b.x0 - a.x1 for a, b in pairwise(row.units)]
    close = 0.15 * max(spaces) if max(spaces) < _STRETCHED * row.size else 0.0
    figures = all(unit.figure for unit in row.units[1:])
    return max(spaces) - min(spaces) <= close + 0.6 and not figures


def _is_stretched(row: Row) -> bool:
    """Whether a line is prose, stretched to the width of its column."""
    return len(row.units) >= _PROSE and _is_even(row)


def _has_numbers(cells: Sequence[Sequence[Sequence[Word]]]) -> bool:
    return all(any(c.isdigit() for w in row[-1] for c in w.text) for row in cells if row[-1])


def split_row(row: Row, edges: Sequence[float]) -> list[list[Word]]:
    """The words of a line by column; a unit belongs where its middle stands."""
    columns: list[list[Word]] = [[] for _ in range(len(edges) - 1)]
    inner = edges[1:-1]
    for unit in row.units:
        columns[bisect_right(inner, (unit.x0 + unit.x1) / 2)].extend(unit.words)
    return columns
