"""Where another table begins below one: after white space that two rules or a bold header tell."""

from collections.abc import Sequence
from itertools import pairwise

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.figures import is_year, text_of
from vraagbaak.reading.tables.units import Row

_APART = 0.8  # of the font size: two rules nearer to one another are a double one
_WIDE = 0.6  # share of a line's width that a rule below or above it covers
_SUM = 2  # lines at least from the first to one below the sum of a table
_HEADER = 4  # lines at most of a header, with the first below it
_GAP = 1.5  # of the distance between lines: white space between two tables


def find_openings(rows: Sequence[Row], page: PageContent) -> frozenset[int]:
    """The lines that open a table though lines with columns stand right above them."""
    level = sorted((s.top, s.x0, s.x1) for s in page.strokes if s.horizontal)
    return frozenset(
        index
        for index in range(1, len(rows))
        if rows[index].gaps
        and (_is_bold_header(rows, index) or (level and _is_below_two_rules(rows, index, level)))
    )


def _is_below_two_rules(
    rows: Sequence[Row], index: int, level: Sequence[tuple[float, float, float]]
) -> bool:
    """Whether a rule ends the table above a line and another, further down, opens its own."""
    above, row = rows[index - 1], rows[index]
    if row.box.top - above.box.bottom < _APART * row.size:
        return False
    between = [(y, x0, x1) for y, x0, x1 in level if _middle(above) < y < _middle(row)]
    closing = [y for y, x0, x1 in between if _is_under(above, x0, x1)]
    opening = [y for y, x0, x1 in between if _is_under(row, x0, x1)]
    return bool(closing and opening) and max(opening) - min(closing) > _APART * row.size


def _middle(row: Row) -> float:
    return (row.box.top + row.box.bottom) / 2


def _is_under(row: Row, x0: float, x1: float) -> bool:
    return min(x1, row.box.x1) - max(x0, row.box.x0) > _WIDE * (row.box.x1 - row.box.x0)


def _is_bold_header(rows: Sequence[Row], index: int) -> bool:
    """Whether a line is bold and names columns, below white space and among lines that are not."""
    row, above = rows[index], rows[index - 1]
    if not row.line.bold or all(below.line.bold for below in rows[index + 1 : index + _HEADER]):
        return False
    if above.line.bold and (index < _SUM or rows[index - 2].line.bold):
        return False  # a header of several lines; a sum would be bold alone
    steps = [b.box.top - a.box.top for a, b in pairwise(rows[max(0, index - 3) : index])]
    usual = min(steps, default=row.box.bottom - row.box.top)
    figures = [unit for unit in row.units if unit.figure and not is_year(text_of(unit.words))]
    return row.box.top - above.box.top > _GAP * usual and not figures
