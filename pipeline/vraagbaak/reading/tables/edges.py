"""The edges of drawn tables, out of strokes: pdfplumber's own answer, with fewer objects.

``pdfplumber.table.merge_edges`` copies each edge two or three times to move and to lengthen it;
of thousands of strokes (a border is drawn cell by cell) it leaves some hundred.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from vraagbaak.reading.pages.paths import Stroke

TOLERANCE = 3.0  # points, pdfplumber's own default for snapping and joining

Edge = dict[str, Any]
"""A line as pdfplumber's finder wants it: ``x0``, ``top``, ``x1``, ``bottom``, ``orientation``."""

_Stretch = tuple[float, float]
_Level = tuple[float, _Stretch]
"""How high (or how far to the right) a line runs, and from where to where."""


def merged_edges(strokes: Iterable[Stroke], shortest: float) -> list[Edge]:
    """The lines through the middles of strokes: those at one height as one height, joined.

    Strokes shorter than ``shortest``, in points, are left out.
    """
    level: list[_Level] = []
    upright: list[_Level] = []
    for x0, top, x1, bottom in strokes:
        width, height = x1 - x0, bottom - top
        if width < shortest and height < shortest:
            continue
        if width >= height:
            level.append(((top + bottom) / 2, (x0, x1)))
        else:
            upright.append(((x0 + x1) / 2, (top, bottom)))
    return [
        *(level_edge(x0, y, x1) for y, (x0, x1) in _merged(level)),
        *(_edge(x, top, x, bottom, "v") for x, (top, bottom) in _merged(upright)),
    ]


def level_edge(x0: float, y: float, x1: float) -> Edge:
    """An edge from left to right."""
    return _edge(x0, y, x1, y, "h")


def _edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> Edge:
    return {"x0": x0, "top": top, "x1": x1, "bottom": bottom, "orientation": orientation}


def _merged(lines: list[_Level]) -> list[_Level]:
    """Lines that run one way, in the order of their levels: near ones snapped, then joined."""
    start = float("-inf")
    clusters = {start: 0}
    for before, value in pairwise((start, *sorted({value for value, _ in lines}))):
        clusters[value] = clusters[before] if value <= before + TOLERANCE else len(clusters)
    held: dict[int, list[_Level]] = {}
    for line in lines:
        held.setdefault(clusters[line[0]], []).append(line)
    levels: dict[float, list[_Stretch]] = {}
    for cluster in held.values():
        middle = sum([value for value, _ in cluster]) / len(cluster)
        for value, stretch in cluster:
            levels.setdefault(value + (middle - value), []).append(stretch)
    return [(value, stretch) for value in sorted(levels) for stretch in _joined(levels[value])]


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Stretches of one line from left to right, those that meet as one."""
    stretches.sort()
    joined = stretches[:1]
    for start, end in stretches[1:]:
        first, last = joined[-1]
        if start > last + TOLERANCE:
            joined.append((start, end))
        elif end > last:
            joined[-1] = first, end
    return joined
