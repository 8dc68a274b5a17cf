"""How many rows at the top of a table are headers, where no box or rule shows it."""

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

_NUMBER = re.compile(r"[(€]?\s*[-–+]?[\d][\d .,]*\)?(?: ?(?:%|€|euro))?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOSTLY = 0.6
_MOST_ROWS = 4  # that words over numbers may run over


class HeadCell(NamedTuple):
    """What of a cell tells a header: where it is, its text, whether all of it is bold."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    bold: bool

    @property
    def is_figure(self) -> bool:
        """Whether it is a number; a year may head a column of them."""
        return bool(_NUMBER.fullmatch(self.text)) and not _YEAR.fullmatch(self.text)


def count_header_rows(cells: Iterable[HeadCell], row_count: int) -> int:
    """Count the rows at the top that are bold as none below, or else words over numbers.

    Args:
        cells: every cell once.
        row_count: of the whole table; its last row is never a header.
    """
    rows: dict[int, list[HeadCell]] = {}
    for cell in cells:
        if cell.text:
            for row in range(cell.row, cell.row + cell.row_span):
                rows.setdefault(row, []).append(cell)
    bold = sum(1 for _ in takewhile(lambda row: _is_bold(rows.get(row, [])), range(row_count)))
    if 0 < bold < row_count:
        return bold
    return _count_words_over_numbers(rows, row_count)


def _is_bold(row: list[HeadCell]) -> bool:
    return bool(row) and all(cell.bold for cell in row)


def _count_words_over_numbers(rows: dict[int, list[HeadCell]], row_count: int) -> int:
    first = rows.get(0, [])
    if row_count < 2 or len(first) < 2 or any(cell.is_figure for cell in first):
        return 0
    count = 1
    while (
        count < min(_MOST_ROWS, row_count - 1)
        and _goes_on(rows[count - 1], count)
        and not any(cell.is_figure for cell in rows.get(count, []))
    ):
        count += 1
    headed = {
        column for cell in first for column in range(cell.column, cell.column + cell.column_span)
    }
    filled: dict[int, list[bool]] = {}
    for row in range(count, row_count):
        for cell in rows.get(row, []):
            if cell.column in headed and cell.column > 0:
                filled.setdefault(cell.column, []).append(bool(_NUMBER.fullmatch(cell.text)))
    mostly = any(sum(numbers) >= _MOSTLY * len(numbers) for numbers in filled.values())
    return count if mostly else 0


def _goes_on(row: list[HeadCell], following: int) -> bool:
    """Whether a header row has cells above several columns, or that reach into the next row."""
    return any(cell.column_span > 1 or cell.row + cell.row_span > following for cell in row)
