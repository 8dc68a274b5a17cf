"""Two tables side by side: the rules above, inside and below them all stop between them."""

from collections.abc import Sequence

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.rivers import Region
from vraagbaak.reading.tables.row_rules import Stretch, covered
from vraagbaak.reading.tables.units import Row, read_rows
from vraagbaak.records import Line

_NEAR = 8.0  # points that the rules of a table may stand above and below its lines
_SAME_LEVEL = 2.0  # points
_LEVELS = 2  # heights at least at which rules stand
_WHOLE = 0.8  # share of the width of each table that its rules cover


def halves_of(region: Region, page: PageContent) -> list[Region]:
    """The tables that a region holds side by side, from the left."""
    edges = region.edges
    levels = _levels(region, page) if len(edges) > _LEVELS * 2 else []
    if len(levels) < _LEVELS:
        return [region]
    for index in range(2, len(edges) - 2):
        left, right = _ends(region.rows, edges[index])
        if right > left and _part(levels, region, left, right):
            halves = _half(region, 0, index), _half(region, index, len(edges) - 1)
            return [halves[0], *halves_of(halves[1], page)]
    return [region]


def _levels(region: Region, page: PageContent) -> list[list[Stretch]]:
    """The stretches of the rules of a region, by the height they stand at."""
    box = region.box
    found: dict[float, list[Stretch]] = {}
    for stroke in page.strokes:
        y = (stroke.top + stroke.bottom) / 2
        inside = box.top - _NEAR < y < box.bottom + _NEAR
        if stroke.horizontal and inside and stroke.x0 < box.x1 and stroke.x1 > box.x0:
            level = next((at for at in found if abs(at - y) < _SAME_LEVEL), y)
            found.setdefault(level, []).append((stroke.x0, stroke.x1))
    return list(found.values())


def _ends(rows: Sequence[Row], edge: float) -> Stretch:
    """Where the words left of an edge end, and where those right of it begin."""
    units = [unit for row in rows for unit in row.units]
    left = max((unit.x1 for unit in units if unit.x0 + unit.x1 < 2 * edge), default=edge)
    return left, min((unit.x0 for unit in units if unit.x0 + unit.x1 >= 2 * edge), default=edge)


def _part(levels: Sequence[Sequence[Stretch]], region: Region, left: float, right: float) -> bool:
    """Whether rules stand over both sides of a gap at several heights, and none crosses it."""
    middle = (left + right) / 2
    if any(x0 < middle < x1 for level in levels for x0, x1 in level):
        return False
    sides = (region.box.x0, left), (right, region.box.x1)
    return all(
        sum(covered(level, *side) >= _WHOLE * (side[1] - side[0]) for level in levels) >= _LEVELS
        for side in sides
    )


def _half(region: Region, first: int, last: int) -> Region:
    """The part of a region from one edge to another."""
    edges = region.edges[first : last + 1]
    lines = []
    for row in region.rows:
        words = [
            word
            for word in row.line.words
            if edges[0] <= (box_of(word).x0 + box_of(word).x1) / 2 < edges[-1]
        ]
        if words:
            lines.append(Line(tuple(words), row.line.page))
    return Region(tuple(read_rows(lines)), edges, region.first)
