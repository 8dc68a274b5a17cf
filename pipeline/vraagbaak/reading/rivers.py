"""Where unruled tables stand on a page: lines that share rivers of white space.

A river is a gap between words that runs down several lines. Justified prose has wide gaps too, but
they do not line up, and what follows them does not start at one height of the ruler.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from vraagbaak.reading.lines import box_of
from vraagbaak.records import Box, Line, Word

_GAP = 0.8  # of the font size: the narrowest river (cell padding is 10 points in Word)
_APART = 1.9  # of the line pitch: a line further down, in one column only, is no part of it
_FAR = 3.5  # of the line pitch: nor is any line this far down
_LATER = 7  # lines below the first at which a better table is looked for
_CROSSED = 0.12  # share of the lines that may cross a river: a group heading, a wide header
_ALIGNED = 0.6  # share of the lines that must start, or end, at the same place in a column
_SAME_EDGE = 2.5  # points
_LABEL = re.compile(r"(?:\d{1,2}|[a-z]|[ivx]{1,4})(?:[.)°]{1,2}|\.[a-z]\))|[-–—•·o▪*■]|\d{1,2}")


class River(NamedTuple):
    """A vertical strip of white space between two columns."""

    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that stand in columns, with the x coordinates that bound the columns."""

    lines: tuple[Line, ...]
    edges: tuple[float, ...]

    @property
    def box(self) -> Box:
        """The area of the lines."""
        boxes = [line_box(line) for line in self.lines]
        return Box(
            self.edges[0], min(b.top for b in boxes), self.edges[-1], max(b.bottom for b in boxes)
        )


def find_regions(lines: Sequence[Line]) -> list[Region]:
    """The groups of lines of a page that stand in columns; ``lines`` run from top to bottom."""
    regions = []
    index = 0
    while index < len(lines):
        region = _best_region(lines, index)
        if region is None:
            index += 1
        else:
            regions.append(region)
            index = lines.index(region.lines[-1], index) + 1
    return regions


def _best_region(lines: Sequence[Line], start: int) -> Region | None:
    """The table that begins at a line, or a little below it where that gives more columns.

    A paragraph above a table may happen to leave one of its rivers open.
    """
    grown = _grow(lines, start)
    if grown - start < 2:
        return None
    best = _table(lines[start:grown])
    if best is None:
        return None
    for later in range(start + 1, min(start + _LATER, grown - 1)):
        region = _table(lines[later : _grow(lines, later)])
        if region is not None and len(region.edges) > len(best.edges):
            best = region
    return best


def _table(lines: Sequence[Line]) -> Region | None:
    region = read_columns(lines) if len(lines) > 1 else None
    return region if region is not None and _is_table(region) else None


def line_box(line: Line) -> Box:
    """The box of a line of placed words."""
    box = line.box
    assert box is not None  # noqa: S101 (lines out of a PDF have boxes)
    return box


def gaps(line: Line) -> list[River]:
    """The gaps between the words of a line that are wide enough for a river."""
    least = _GAP * _size(line)
    found = []
    for left, right in pairwise(line.words):
        start, end = box_of(left).x1, box_of(right).x0
        if end - start >= least:
            found.append(River(start, end))
    return found


def _size(line: Line) -> float:
    box = line_box(line)
    return max((word.size for word in line.words), default=0.0) or (box.bottom - box.top) * 0.8


def _grow(lines: Sequence[Line], start: int) -> int:
    """The index after the last line that leaves a river of the first line open."""
    rivers = gaps(lines[start])
    end = start + 1
    pitch = _pitch(lines[start:])
    while rivers and end < len(lines):
        below = line_box(lines[end]).top - line_box(lines[end - 1]).top
        if below > _FAR * pitch:
            break
        left = [r for r in (_narrowed(river, lines[end]) for river in rivers) if r is not None]
        if not left or (below > _APART * pitch and not _two_sided(left, lines[end])):
            break
        rivers, end = left, end + 1
    return end


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance between the tops of two lines that follow."""
    tops = [line_box(line).top for line in lines[:40]]
    steps = sorted(b - a for a, b in pairwise(tops) if b - a > 2)
    return steps[len(steps) // 4] if steps else 12.0


def _narrowed(river: River, line: Line) -> River | None:
    """What a line leaves of a river: its widest open part, or None."""
    start, best = river.x0, River(river.x0, river.x0)
    for word in line.words:
        box = box_of(word)
        if box.x1 <= river.x0 or box.x0 >= river.x1:
            continue
        if box.x0 - start > best.x1 - best.x0:
            best = River(start, box.x0)
        start = max(start, box.x1)
    if river.x1 - start > best.x1 - best.x0:
        best = River(start, river.x1)
    return best if best.x1 - best.x0 >= _GAP * _size(line) else None


def _two_sided(rivers: Sequence[River], line: Line) -> bool:
    """Whether a line has words on both sides of a river."""
    box = line_box(line)
    return any(box.x0 < river.x0 + 1 and box.x1 > river.x1 - 1 for river in rivers)


def read_columns(lines: Sequence[Line]) -> Region | None:
    """The columns that most of the lines stand in, or None where there are fewer than two."""
    boxes = [line_box(line) for line in lines]
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    open_strips = [
        strip
        for strip in _open_strips(lines)
        if strip.x1 - strip.x0 >= _GAP * 0.9 * max(_size(line) for line in lines[-3:])
    ]
    open_strips = _without_header_gaps(lines, open_strips)
    kept: list[River] = []
    for index, river in enumerate(open_strips):
        following = open_strips[index + 1].x0 if index + 1 < len(open_strips) else right
        if _is_aligned(lines, river, following):
            kept.append(river)
    if not kept:
        return None
    edges = [left - 1.0, *((river.x0 + river.x1) / 2 for river in kept), right + 1.0]
    return Region(tuple(lines), tuple(edges))


def _without_header_gaps(lines: Sequence[Line], strips: list[River]) -> list[River]:
    """The strips without those between a heading and the numbers of its own column.

    A heading at the left of a column whose numbers stand right has white space on both sides: what
    holds a heading alone, over a column without one, is part of that column.
    """
    index = 0
    while index + 1 < len(strips):
        held = [line for line in lines if _has_words(line, strips[index].x1, strips[index + 1].x0)]
        if len(held) <= max(1, len(lines) // 7):
            right = strips[index + 2].x0 if index + 2 < len(strips) else float("inf")
            left = strips[index - 1].x1 if index else float("-inf")
            if not any(_has_words(line, strips[index + 1].x1, right) for line in held):
                del strips[index + 1]
                continue
            if not any(_has_words(line, left, strips[index].x0) for line in held):
                del strips[index]
                continue
        index += 1
    return strips


def _has_words(line: Line, x0: float, x1: float) -> bool:
    return any(x0 - 1 <= box_of(w).x0 and box_of(w).x1 <= x1 + 1 for w in line.words)


def _open_strips(lines: Sequence[Line]) -> list[River]:
    """The strips between the first and the last word that no line crosses.

    A few of the lines with the longest runs of words may be left out, where that opens more
    strips: a group heading, a header over several columns.
    """
    runs = sorted((_covered(line) for line in lines), key=_longest, reverse=True)
    most = int(_CROSSED * len(lines)) if len(lines) > 4 else 0
    best: list[River] = []
    for left_out in range(most + 1):
        strips = _strips([run for line in runs[left_out:] for run in line])
        if len(strips) > len(best):
            best = strips
    return best


def _longest(runs: Sequence[tuple[float, float]]) -> float:
    return max(x1 - x0 for x0, x1 in runs)


def _strips(runs: Sequence[tuple[float, float]]) -> list[River]:
    """The strips that no run covers, inside the outer edges."""
    strips: list[River] = []
    end: float | None = None
    for x0, x1 in sorted(runs):
        if end is not None and x0 > end:
            strips.append(River(end, x0))
        end = x1 if end is None else max(end, x1)
    return strips


def _covered(line: Line) -> list[tuple[float, float]]:
    """The stretches that a line's words cover, narrow spaces counted in."""
    least = _GAP * _size(line)
    stretches: list[tuple[float, float]] = []
    for word in line.words:
        box = box_of(word)
        if stretches and box.x0 - stretches[-1][1] < least:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], box.x1))
        else:
            stretches.append((box.x0, box.x1))
    return stretches


def _is_aligned(lines: Sequence[Line], river: River, following: float) -> bool:
    """Whether the words right of a river start, end or centre at one place in most lines."""
    starts, ends = [], []
    for line in lines:
        boxes = [box_of(word) for word in line.words]
        inside = [b for b in boxes if river.x1 - 1 <= b.x0 and b.x1 <= following + 1]
        if inside:
            starts.append(inside[0].x0)
            ends.append(inside[-1].x1)
    middles = [(a + b) / 2 for a, b in zip(starts, ends, strict=True)]
    return len(starts) >= 2 and max(map(_share, (starts, ends, middles))) >= _ALIGNED


def _share(values: Sequence[float]) -> float:
    """The largest share of the values that lie within one edge's width of another."""
    return max(
        sum(1 for other in values if 0 <= other - value <= _SAME_EDGE) for value in values
    ) / len(values)


def _is_table(region: Region) -> bool:
    """Whether the columns hold a table and not a numbered list or a stray pair of lines."""
    rows = [split_line(line, region.edges) for line in region.lines]
    full = sum(1 for row in rows if sum(1 for words in row if words) >= 2)
    if full < 2 or (full < 3 and len(region.edges) < 4 and not _has_numbers(rows)):
        return False
    numbered = 0  # leading columns that hold only the labels of a list
    while numbered < len(region.edges) - 1 and _holds_labels([row[numbered] for row in rows]):
        numbered += 1
    return numbered < len(region.edges) - 2 and not _is_justified(region.lines)


def _holds_labels(cells: Sequence[Sequence[Word]]) -> bool:
    """Whether all that stands in a column is labels of a list, or bullets."""
    return all(_LABEL.fullmatch(word.text) for words in cells for word in words)


def _is_justified(lines: Sequence[Line]) -> bool:
    """Whether the gaps are those of stretched prose: all equal within a line, in most lines."""
    wide = [line for line in lines if len(line.words) > 2 and gaps(line)]
    even = 0
    for line in wide:
        spaces = [box_of(b).x0 - box_of(a).x1 for a, b in pairwise(line.words)]
        even += max(spaces) - min(spaces) <= 0.15 * max(spaces) + 0.6
    return bool(wide) and even >= 0.6 * len(wide)


def _has_numbers(rows: Sequence[Sequence[Sequence[Word]]]) -> bool:
    return all(any(c.isdigit() for w in row[-1] for c in w.text) for row in rows if row[-1])


def split_line(line: Line, edges: Sequence[float]) -> list[list[Word]]:
    """The words of a line by column; a word belongs where its middle stands."""
    columns: list[list[Word]] = [[] for _ in range(len(edges) - 1)]
    for word in line.words:
        box = box_of(word)
        middle = (box.x0 + box.x1) / 2
        column = sum(1 for edge in edges[1:-1] if middle >= edge)
        columns[column].append(word)
    return columns
