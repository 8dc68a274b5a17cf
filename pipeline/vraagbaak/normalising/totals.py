"""Hold each total that a table states against the sum of its rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vraagbaak.normalising.contents import is_placeholder, read_contents
from vraagbaak.normalising.header_words import ColumnRole, fold
from vraagbaak.normalising.headers import count_header_rows, find_headers
from vraagbaak.normalising.money import find_cell_units
from vraagbaak.normalising.statuses import is_average_row, is_total_row
from vraagbaak.records import Cell, Issue, Table, Total
from vraagbaak.vocabulary.numbers import parse_number
from vraagbaak.vocabulary.units import Unit

__all__ = ["check_totals", "is_total_row"]

_NOT_ADDED = (ColumnRole.PERCENTAGE, ColumnRole.YEAR, ColumnRole.RANK)
_AVERAGE = re.compile(r"gemiddeld|mediaan|\bper\b|graad\b|ratio")
_PART_OF = re.compile(r"\W*(?:waarvan|w\.o\.|daarvan)\b")
_SUBTOTAL = re.compile(r"\bsub|\bdeel")
_CURRENCY = re.compile(r"€|\beuro\b|\bEUR\b", re.IGNORECASE)
_NOTE_MARK = re.compile(r"[*†¹²³⁴⁵⁶⁷⁸⁹]+$")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of one column: the value of each row that adds up, and of each total row."""

    column: int
    details: Mapping[int, Decimal]
    totals: Mapping[int, Decimal]
    units: Mapping[int, Unit | None]

    def alike(self, total: int) -> dict[int, Decimal]:
        """The rows in the unit of the total: a count among amounts of money adds nothing."""
        unit = self.units.get(total)
        return {row: value for row, value in self.details.items() if self.units.get(row) == unit}


def check_totals(table_index: int, table: Table) -> tuple[tuple[Total, ...], tuple[Issue, ...]]:
    """The stated totals of a table, each with the sum of its rows as printed, by row and column.

    Values are in the column's printed unit, not scaled. A column with a row that cannot be read
    is not checked, nor are percentages, averages, years and ranks. A subtotal counts the rows
    since an earlier total, and is never added to a grand total; which rows a total covers is
    settled by what fits most of its columns.

    Returns:
        The totals, and an issue for each that differs: ``totals_rounded`` where rounding each row
        explains it, else ``totals_disagree``.
    """
    rows = _total_rows(table)
    columns = [figures for figures in _find_figures(table, rows) if figures.details]
    totals: list[Total] = []
    issues: list[Issue] = []
    grid = table.grid()
    for number, row in enumerate(rows):
        stated = [figures for figures in columns if row in figures.totals]
        covered = _covered_rows(table, rows, number, stated)
        for figures in stated:
            details = figures.alike(row)
            parts = [details[part] for part in covered if part in details]
            if not parts:
                continue
            cell = grid[row][figures.column]
            total = Total(
                table_index,
                row,
                figures.column,
                stated=figures.totals[row],
                computed=sum(parts, Decimal(0)),
                place=cell.place if cell else None,
            )
            totals.append(total)
            if not total.agrees:
                issues.append(_issue(table, total, parts))
    return tuple(totals), tuple(issues)


def _total_rows(table: Table) -> list[int]:
    texts = table.rows()
    body = range(count_header_rows(table), table.row_count)
    return [row for row in body if is_total_row(texts[row])]


def _find_figures(table: Table, totals: Sequence[int]) -> Iterator[_Figures]:
    """The columns of which every row is a number or says nothing."""
    texts, grid, units = table.rows(), table.grid(), find_cell_units(table)
    for column, header in enumerate(find_headers(table)):
        if header.role in _NOT_ADDED or _AVERAGE.search(fold(header.text)):
            continue
        if read_contents(table, column, texts).is_sequence and header.role is None:
            continue
        details: dict[int, Decimal] = {}
        for row in range(count_header_rows(table), table.row_count):
            if row in totals or _is_left_out(texts[row]):
                continue
            cell = grid[row][column]
            if cell is None or _says_nothing(cell, row, table):
                continue
            value = _parse_cell(cell.passage.text) if cell.column_span == 1 else None
            if value is None:
                break
            details[row] = value
        else:
            stated = {row: _parse_cell(texts[row][column]) for row in totals}
            known = {row: value for row, value in stated.items() if value is not None}
            shared = {row: units.get((row, column)) for row in range(table.row_count)}
            yield _Figures(column, details, known, shared)


def _is_left_out(texts: Sequence[str]) -> bool:
    """Whether a row is no part of a sum: an average, or a part of the row above it."""
    first = next((text for text in texts if text.strip()), "")
    return is_average_row(texts) or bool(_PART_OF.match(fold(first)))


def _says_nothing(cell: Cell, row: int, table: Table) -> bool:
    """Whether the cell adds nothing in this row: empty, a heading, or counted in a row above."""
    is_heading = cell.column_span == table.column_count
    return is_heading or cell.row != row or is_placeholder(cell.passage.text)


def _parse_cell(text: str) -> Decimal | None:
    bare = _CURRENCY.sub("", _NOTE_MARK.sub("", text.strip())).strip()
    return parse_number(bare) if re.search(r"\d", bare) else None


def _covered_rows(
    table: Table, totals: Sequence[int], number: int, stated: Sequence[_Figures]
) -> range:
    """The rows that a total adds up: those after one of the totals above it, or all above it.

    A total that stands over its rows covers those below it.
    """
    row = totals[number]
    first = count_header_rows(table)
    starts = [*(above + 1 for above in reversed(totals[:number])), first]
    if not _SUBTOTAL.search(fold(" ".join(table.rows()[row]))):
        starts.reverse()
    spans = [range(start, row) for start in starts]
    if not any(part in figures.details for figures in stated for part in range(first, row)):
        spans.append(range(row + 1, table.row_count))
    return max(spans, key=lambda span: _count_fits(span, row, stated))


def _count_fits(span: range, row: int, stated: Sequence[_Figures]) -> int:
    """In how many columns the rows of the span add up to the total; -1 where there are none."""
    if not any(part in figures.details for figures in stated for part in span):
        return -1
    return sum(
        sum((value for part, value in figures.alike(row).items() if part in span), Decimal(0))
        == figures.totals[row]
        for figures in stated
    )


def _issue(table: Table, total: Total, parts: Sequence[Decimal]) -> Issue:
    header = find_headers(table)[total.column].text or str(total.column + 1)
    message = (
        f'kolom "{header}": het gedrukte totaal is {format_dutch(total.stated)}, '
        f"de rijen samen geven {format_dutch(total.computed)}"
    )
    page = total.place.page if total.place else (table.pages[0] if table.pages else None)
    code = "totals_rounded" if _is_rounded(table, total, parts) else "totals_disagree"
    return Issue(code, message, page)


def _is_rounded(table: Table, total: Total, parts: Sequence[Decimal]) -> bool:
    """Whether half of the last printed digit a row explains the difference.

    Whole euros and counts are exact; decimals and figures in thousands may have been rounded.
    """
    places = max(_places(value) for value in (*parts, total.stated))
    unit = find_cell_units(table).get((total.row, total.column))
    if places == 0 and (unit is None or unit.scale <= 1):
        return False
    step = Decimal(1).scaleb(-places)
    return abs(total.stated - total.computed) <= step * _HALF * len(parts)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def format_dutch(value: Decimal) -> str:
    """The number as Dutch prints it.

    >>> format_dutch(Decimal("4327650.50")), format_dutch(Decimal("-12.5"))
    ('4.327.650,50', '-12,5')
    """
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))
