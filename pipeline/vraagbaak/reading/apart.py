"""Whether what stands on two sides of a strip of white space is set apart, in lines of its own.

Prose beside a table, or the axis of a chart, has lines that are no rows of it: they stand at other
distances, and seldom at one height.
"""

from collections.abc import Sequence
from itertools import pairwise

from vraagbaak.reading.lines import box_of
from vraagbaak.records import Word

_LINES = 5  # lines at least on each side
_LEVEL = 1.0  # points: words this close stand at one height
_STEADY = 0.3  # points that the distances between the lines of a side may differ
_MOSTLY = 0.8  # share of the distances that must be the same
_SHARED = 0.5  # share of the lines of a side that rows would have at one height
_OFF = 0.1  # how far from a multiple of a half one distance is to the other


def stand_apart(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether words on two sides of a gutter stand on lines that are no rows together."""
    sides = _heights(left), _heights(right)
    if min(map(len, sides)) < _LINES:
        return False
    steps = [_steady_step(heights) for heights in sides]
    if not all(steps):
        return False
    ratio = 2 * max(steps) / min(steps)
    fewer, more = sorted(sides, key=len)
    shared = sum(1 for y in fewer if any(abs(y - other) <= _LEVEL for other in more))
    return abs(ratio - round(ratio)) > _OFF and shared <= _SHARED * len(fewer)


def _heights(words: Sequence[Word]) -> list[float]:
    """The heights that words stand at, each once, from top to bottom."""
    heights: list[float] = []
    for y in sorted(box_of(word).bottom for word in words):
        if not heights or y - heights[-1] > _LEVEL:
            heights.append(y)
    return heights


def _steady_step(heights: Sequence[float]) -> float:
    """The distance between most lines, 0.0 where they have none."""
    steps = sorted(b - a for a, b in pairwise(heights))
    usual = steps[len(steps) // 2]
    same = sum(1 for step in steps if abs(step - usual) <= _STEADY)
    return usual if same >= _MOSTLY * len(steps) else 0.0
