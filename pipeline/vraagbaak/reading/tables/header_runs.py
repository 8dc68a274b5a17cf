"""The runs of words on the lines of a header, and the columns that they stand over."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vraagbaak.reading.tables.units import Row
from vraagbaak.records import Word


class Rule(NamedTuple):
    """A horizontal rule."""

    x0: float
    x1: float
    y: float


class Run(NamedTuple):
    """Words of one header on one line, over the columns from ``first`` to ``last``."""

    first: int
    last: int
    x0: float
    x1: float
    words: tuple[Word, ...]

    @property
    def middle(self) -> float:
        """The x coordinate of its middle."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: the x coordinates that bound them, and what their words cover."""

    edges: Sequence[float]
    extents: Sequence[tuple[float, float]]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.extents)


def read_columns_of(rows: Sequence[Row], edges: Sequence[float]) -> Columns:
    """The columns with the stretches that the words inside them cover."""
    extents = [(edges[c + 1], edges[c]) for c in range(len(edges) - 1)]
    for row in rows:
        for run in runs_of(row, edges):
            if run.first == run.last:
                x0, x1 = extents[run.first]
                extents[run.first] = (min(x0, run.x0), max(x1, run.x1))
    return Columns(
        edges,
        [(x0, x1) if x0 < x1 else (edges[c], edges[c + 1]) for c, (x0, x1) in enumerate(extents)],
    )


def runs_of(row: Row, edges: Sequence[float]) -> list[Run]:
    """The runs of words of a line: parted at wide gaps, and at narrow ones on a column's edge."""
    runs: list[list[int]] = []
    units, inner = row.units, edges[1:-1]
    narrow, wide = row.narrow * row.size, 2 * row.narrow * row.size
    for index, unit in enumerate(units):
        if index:
            left = units[index - 1]
            gap = unit.x0 - left.x1
            if gap < narrow or (gap < wide and not _on_edge(left.x1, unit.x0, inner)):
                runs[-1].append(index)
                continue
        runs.append([index])
    found = []
    for members in runs:
        x0, x1 = units[members[0]].x0, units[members[-1]].x1
        words = tuple(word for index in members for word in units[index].words)
        first, last = _touched(x0, x1, inner)
        found.append(Run(first, last, x0, x1, words))
    return found


def _on_edge(x0: float, x1: float, inner: Sequence[float]) -> bool:
    """Whether an inner edge of a column runs through a gap, or touches it."""
    index = bisect_right(inner, x0 - 1)
    return index < len(inner) and inner[index] < x1 + 1


def _touched(x0: float, x1: float, inner: Sequence[float]) -> tuple[int, int]:
    """The columns that a stretch touches, by more than a tenth of its own width."""
    slack = min(4.0, 0.1 * (x1 - x0))
    first = bisect_right(inner, x0 + slack)
    return first, max(first, bisect_left(inner, x1 - slack))


def nearest_column(run: Run, columns: Columns) -> int:
    """The column under the middle of a run."""
    return sum(1 for edge in columns.edges[1:-1] if run.middle >= edge)
