"""The cells between crossing rules: pdfplumber's own answer, without its quadratic search.

``pdfplumber.table.intersections_to_cells`` looks through all later points for each point and
builds the boxes of their edges anew at each comparison: most of what its finder costs.
"""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

Point = tuple[float, float]
Corners = tuple[float, float, float, float]


def find_cells(crossings: Mapping[Point, Mapping[str, list[dict[str, Any]]]]) -> list[Corners]:
    """The smallest cell (x0, top, x1, bottom) that begins at each crossing, if there is one.

    Args:
        crossings: what ``pdfplumber.table.edges_to_intersections`` gives: the points (x, top) with
            the edges ``v`` and ``h`` that touch there, of which no two are alike (``edges``).
    """
    upright = {point: frozenset(map(id, edges["v"])) for point, edges in crossings.items()}
    level = {point: frozenset(map(id, edges["h"])) for point, edges in crossings.items()}
    points = sorted(crossings)
    columns: dict[float, list[float]] = {}
    rows: dict[float, list[float]] = {}
    for x, y in points:
        columns.setdefault(x, []).append(y)
        rows.setdefault(y, []).append(x)

    def cell_at(point: Point) -> Corners | None:
        x, y = point
        column, row = columns[x], rows[y]
        right = [
            x1 for x1 in row[bisect_right(row, x) :] if not level[point].isdisjoint(level[x1, y])
        ]
        if not right:
            return None
        for y1 in column[bisect_right(column, y) :]:
            if upright[point].isdisjoint(upright[x, y1]):
                continue
            for x1 in right:
                corner = (x1, y1)
                if (
                    corner in crossings
                    and not upright[corner].isdisjoint(upright[x1, y])
                    and not level[corner].isdisjoint(level[x, y1])
                ):
                    return (x, y, x1, y1)
        return None

    return [cell for point in points if (cell := cell_at(point)) is not None]
