"""The rules and the edges of shades that part the rows of a table without a full grid."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.rivers import Region
from vraagbaak.reading.tables.units import Row
from vraagbaak.records import Box

_LINES = 6  # times the height of a shade behind a line that the shade of its cell is lower than
_LEAST_WIDTH = 0.6  # share of the table's width that a rule between rows spans, a header does not


Stretch = tuple[float, float]
"""From where to where a rule runs."""


def row_rules(region: Region, page: PageContent) -> list[float]:
    """The heights inside a region at which a rule, or the edge of a shade, parts rows."""
    box = region.box
    marks = [(s.x0, s.x1, (s.top + s.bottom) / 2) for s in page.strokes if s.horizontal]
    fills = [f for f in page.fills if f.top < box.bottom and f.bottom > box.top]
    by_top = sorted(fills, key=attrgetter("top"))
    for fill in fills:
        if fill.bottom - fill.top < box.bottom - box.top and not _is_inside(fill, by_top):
            marks += [(fill.x0, fill.x1, fill.top), (fill.x0, fill.x1, fill.bottom)]
    stretches: dict[int, list[Stretch]] = {}
    for x0, x1, y in marks:
        if box.top < y < box.bottom and x0 < box.x1 and x1 > box.x0:
            level = next((at for at in stretches if abs(at - y) < 3), round(y))
            stretches.setdefault(level, []).append((x0, x1))
    first = (region.edges[0] + region.edges[1]) / 2
    return sorted(
        float(y)
        for y, held in stretches.items()
        if covered(held, box.x0, box.x1) >= _LEAST_WIDTH * (box.x1 - box.x0)
        and min(held)[0] < first
    )


def _is_inside(fill: Box, by_top: Sequence[Box]) -> bool:
    """Whether a shade lies within that of its cell, as behind a paragraph: no edge of it shows."""
    left, upper, right, lower = fill
    height = lower - upper
    # Those that begin so high or so low cannot be it, whatever is asked of them below.
    first = bisect_left(by_top, fill.bottom - _LINES * height - 2, key=attrgetter("top"))
    end = bisect_right(by_top, fill.top + 2, key=attrgetter("top"))
    for x0, top, x1, bottom in by_top[first:end]:
        if (
            height + 2 < bottom - top < _LINES * height
            and x0 - 1 <= left
            and right <= x1 + 1
            and top - 1 <= upper
            and lower <= bottom + 1
        ):
            return True
    return False


def covered(stretches: Iterable[Stretch], left: float, right: float) -> float:
    """The length between two places that stretches cover together.

    >>> covered([(0, 4), (2, 6), (8, 20)], 1, 10)
    7.0
    """
    length, end = 0.0, left
    for x0, x1 in sorted(stretches):
        length += max(0.0, min(x1, right) - max(x0, end))
        end = max(end, x1)
    return length


def level_of(row: Row) -> float:
    """The height of the middle of a line."""
    return (row.box.top + row.box.bottom) / 2
