"""The blocks of cells that a sheet's blank rows and columns part, and the cells that are merged."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Area(NamedTuple):
    """A rectangle of cells, the last row and column counted in; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def mask(self) -> int:
        """Its columns as bits."""
        return ((1 << (self.right - self.left + 1)) - 1) << self.left

    def others(self) -> set[tuple[int, int]]:
        """Its cells but the first."""
        rows, columns = range(self.top, self.bottom + 1), range(self.left, self.right + 1)
        return {(r, c) for r in rows for c in columns} - {(self.top, self.left)}


def find_spans(
    merged: Iterable[Area], filled: Sequence[int], extent: Area
) -> dict[tuple[int, int], Area]:
    """The merged cells that hold text, by their first cell.

    Args:
        merged: as the file has them; one that overlaps another, or more than its first cell of
            which holds text, is none.
        filled: the columns with text of each row, as bits.
        extent: the cells that are read; what reaches beyond is cut off.
    """
    spans: dict[tuple[int, int], Area] = {}
    taken = [0] * len(filled)
    for area in merged:
        cut = Area(
            area.top, area.left, min(area.bottom, extent.bottom), min(area.right, extent.right)
        )
        if cut.bottom < cut.top or cut.right < cut.left or not _holds_one(cut, filled, taken):
            continue
        for row in range(cut.top, cut.bottom + 1):
            taken[row] |= cut.mask
        spans[cut.top, cut.left] = cut
    return spans


def _holds_one(area: Area, filled: Sequence[int], taken: Sequence[int]) -> bool:
    """Whether only the first cell of an area holds text, and no other area has a part of it."""
    mask = area.mask
    if filled[area.top] & mask != 1 << area.left:
        return False
    rows = range(area.top, area.bottom + 1)
    return not any(taken[row] & mask for row in rows) and not any(
        filled[row] & mask for row in rows[1:]
    )


def cover(filled: Sequence[int], spans: Iterable[Area]) -> list[int]:
    """The columns with text of each row, as bits; merged cells hold text all over."""
    rows = list(filled)
    for area in spans:
        for row in range(area.top, area.bottom + 1):
            rows[row] |= area.mask
    return rows


def find_blocks(rows: Sequence[int], within: Area) -> list[Area]:
    """The blocks of cells that no blank row or column runs through, in reading order.

    Args:
        rows: the columns with text of each row, as bits.
        within: where to look; empty where it ends before it begins.

    >>> find_blocks([0b110011, 0b110011, 0, 0b11], Area(0, 0, 3, 5))
    [Area(top=0, left=0, bottom=1, right=1), Area(top=0, left=4, bottom=1, right=5), \
Area(top=3, left=0, bottom=3, right=1)]
    """
    waiting, blocks = [within], []
    while waiting:
        area = waiting.pop()
        parts = _cut(rows, area)
        if parts == [area]:
            blocks.append(area)
        else:
            waiting += parts
    return sorted(blocks)


def _cut(rows: Sequence[int], area: Area) -> list[Area]:
    """The parts of an area between its blank rows, each without the blank columns around it."""
    parts = []
    mask = area.mask
    for top, bottom in _runs([bool(rows[r] & mask) for r in range(area.top, area.bottom + 1)]):
        seen = 0
        for row in range(area.top + top, area.top + bottom + 1):
            seen |= rows[row]
        columns = [bool(seen >> c & 1) for c in range(area.left, area.right + 1)]
        parts += [
            Area(area.top + top, area.left + left, area.top + bottom, area.left + right)
            for left, right in _runs(columns)
        ]
    return parts


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    """The first and last index of each run of true marks."""
    runs: list[tuple[int, int]] = []
    for index, mark in enumerate(marks):
        if not mark:
            continue
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs
