"""Hold each total that a table states against the sum of its rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vraagbaak.normalising.contents import is_placeholder
from vraagbaak.normalising.header_words import ColumnRole, fold
from vraagbaak.normalising.headers import Header, count_halves
from vraagbaak.normalising.layout import LaidColumn, Layout
from vraagbaak.normalising.money import CellUnits
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
    header: Header
    details: Mapping[int, Decimal]
    totals: Mapping[int, Decimal]
    units: Mapping[int, Unit | None]

    def parts_of(self, total: int) -> dict[int, Decimal]:
        """The rows in the unit of a total: a count among amounts of money adds nothing."""
        unit = self.units[total]
        return {row: value for row, value in self.details.items() if self.units[row] == unit}


def check_totals(
    table_index: int, layout: Layout, units: CellUnits
) -> tuple[tuple[Total, ...], tuple[Issue, ...]]:
    """The stated totals of a table, each with the sum of its rows as printed, by row and column.

    Values are in the column's printed unit, not scaled. A column with a row that cannot be read
    is not checked, nor are percentages, averages, years and ranks. A subtotal counts the rows
    since an earlier total, and is never added to a grand total; which rows a total covers is
    settled by what fits most of its columns.

    Returns:
        The totals, and an issue for each that differs: ``totals_rounded`` where rounding each row
        explains it, else ``totals_disagree``.
    """
    rows = sorted(row for row in layout.summaries if is_total_row(layout.texts[row]))
    columns = [figures for figures in _find_figures(layout, units, rows) if figures.details]
    totals: list[Total] = []
    issues: list[Issue] = []
    for number, row in enumerate(rows):
        stated = [figures for figures in columns if row in figures.totals]
        parts = [figures.parts_of(row) for figures in stated]
        values = [figures.totals[row] for figures in stated]
        covered = _covered_rows(layout, rows[: number + 1], parts, values)
        for figures, details in zip(stated, parts, strict=True):
            added = [value for part, value in details.items() if part in covered]
            if not added:
                continue
            cell = layout.grid[row][figures.column]
            total = Total(
                table_index,
                row,
                figures.column,
                stated=figures.totals[row],
                computed=sum(added, Decimal(0)),
                place=cell.place if cell else None,
            )
            totals.append(total)
            if not total.agrees:
                issues.append(_issue(layout.table, figures, total, added))
    return tuple(totals), tuple(issues)


def _find_figures(layout: Layout, units: CellUnits, totals: Sequence[int]) -> Iterator[_Figures]:
    """The columns of which every row is a number or says nothing.

    In halves side by side a total covers more than its own column: there none is checked.
    """
    if not totals or count_halves([laid.header.text for laid in layout.columns]) > 1:
        return
    body = [row for row in layout.body if row not in totals and not _is_left_out(layout.texts[row])]
    for column, laid in enumerate(layout.columns):
        if _is_not_added(laid):
            continue
        details = _read_details(layout, column, body)
        if details is None:
            continue
        stated = {row: _parse_cell(layout.texts[row][column]) for row in totals}
        known = {row: value for row, value in stated.items() if value is not None}
        shared = {row: units.get((row, column)) for row in layout.body}
        yield _Figures(column, laid.header, details, known, shared)


def _is_not_added(laid: LaidColumn) -> bool:
    header = laid.header
    is_rank = header.role is None and laid.contents.is_sequence
    return is_rank or header.role in _NOT_ADDED or bool(_AVERAGE.search(fold(header.text)))


def _read_details(layout: Layout, column: int, rows: Sequence[int]) -> dict[int, Decimal] | None:
    """The value of each row that has one; None where a cell says something else."""
    details: dict[int, Decimal] = {}
    for row in rows:
        cell = layout.grid[row][column]
        if cell is None or _says_nothing(cell, row, layout.table):
            continue
        value = _parse_cell(cell.passage.text) if cell.column_span == 1 else None
        if value is None:
            return None
        details[row] = value
    return details


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
    layout: Layout,
    totals: Sequence[int],
    parts: Sequence[Mapping[int, Decimal]],
    stated: Sequence[Decimal],
) -> range:
    """The rows that the last of the totals adds up: since one of the others, or from the top on.

    A total that stands over its rows covers those below it. ``parts`` and ``stated`` are, column
    by column, the figures to add and the total.
    """
    *above, row = totals
    starts = [*(total + 1 for total in reversed(above)), layout.header_rows]
    if not _SUBTOTAL.search(fold(" ".join(layout.texts[row]))):
        starts.reverse()
    spans = [range(start, row) for start in starts]
    if not any(part < row for details in parts for part in details):
        spans.append(range(row + 1, layout.table.row_count))
    return max(spans, key=lambda span: _count_fits(span, parts, stated))


def _count_fits(
    span: range, parts: Sequence[Mapping[int, Decimal]], stated: Sequence[Decimal]
) -> int:
    """In how many columns the rows of the span add up to the total; -1 where there are none."""
    sums = [[value for row, value in details.items() if row in span] for details in parts]
    if not any(sums):
        return -1
    return sum(sum(added, Decimal(0)) == total for added, total in zip(sums, stated, strict=True))


def _issue(table: Table, figures: _Figures, total: Total, parts: Sequence[Decimal]) -> Issue:
    header = figures.header.text or str(total.column + 1)
    message = (
        f'kolom "{header}": het gedrukte totaal is {format_dutch(total.stated)}, '
        f"de rijen samen geven {format_dutch(total.computed)}"
    )
    page = total.place.page if total.place else (table.pages[0] if table.pages else None)
    is_rounded = _is_rounded(total, figures.units[total.row], parts)
    return Issue("totals_rounded" if is_rounded else "totals_disagree", message, page)


def _is_rounded(total: Total, unit: Unit | None, parts: Sequence[Decimal]) -> bool:
    """Whether half of the last printed digit a row explains the difference.

    Whole euros and counts are exact; decimals and figures in thousands may have been rounded.
    """
    places = max(_places(value) for value in (*parts, total.stated))
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
