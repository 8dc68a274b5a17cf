"""Find which cells of a table are money and in what unit, before any amount is read."""

import re
from collections.abc import Sequence
from decimal import Decimal

from vraagbaak.normalising.contents import CURRENCY, MOST, is_number
from vraagbaak.normalising.header_words import ColumnRole
from vraagbaak.normalising.headers import Header, find_banners, parse_header
from vraagbaak.normalising.layout import LaidColumn, Layout
from vraagbaak.records import Issue
from vraagbaak.vocabulary.units import Unit, find_unit

_NEVER_MONEY = (
    ColumnRole.RANK,
    ColumnRole.COUNT,
    ColumnRole.PERCENTAGE,
    ColumnRole.YEAR,
)
# Their headers announce words; figures below them count those ("Projecten", "Ingediend"), at
# least beside a column that a noun calls money.
_COUNTED = (
    ColumnRole.TITLE,
    ColumnRole.STATUS,
    ColumnRole.MUNICIPALITY,
    ColumnRole.PARTNERS,
    ColumnRole.ORGANISATION,
    ColumnRole.PROVINCE,
    ColumnRole.OTHER,
)
_MONEY = r"(?:euro'?s?|eur|€|bef|frank)"
_SCALE = (
    r"(?:(?:honderd)?duizend(?:en|tallen)?|miljoen(?:en)?|miljard|mln\.?|mio\.?|mld\.?|1\.?000|k)"
)
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[^\Wa-z\d_])")
# Earlier than in the last sentence before a table, only these words speak of its figures.
_STATED_UNIT = re.compile(
    rf"\((?:[^()]*\b)?in (?:{_SCALE} ?)?{_MONEY}[^()]*\)|\((?:{_SCALE} ?)?{_MONEY}\)|"
    rf"(?<!\d )\bin {_SCALE} ?{_MONEY}|"
    rf"\b(?:bedragen|cijfers|uitgedrukt|weergegeven|vermeld|kredieten|subsidies)"
    rf"(?: \w+){{0,3}} in {_MONEY}(?!\w)",
    re.IGNORECASE,
)
_BELOW_ZERO = re.compile(r"\s*(?:\(\s*\d|[-–−]\s?\d)")
_FRANK = re.compile(r"\b(?:BEF|frank)\b", re.IGNORECASE)


CellUnits = dict[tuple[int, int], Unit]
"""The unit of body cells, by their anchor row and column."""


def find_cell_units(layout: Layout) -> CellUnits:
    """The unit of each body cell with figures in a money column, by its anchor row and column.

    A column's own header speaks first, the lowest level before the spanned one above it; then
    the label of the row, then the table's unit, caption and the sentence before it. Columns of
    ranks, years, counts, percentages and labels have no unit, nor has a money column without one.
    """
    whole = _table_unit(layout)
    counted_too = any(
        laid.header.role is ColumnRole.AMOUNT and laid.header.rank == 0 for laid in layout.columns
    )
    units: dict[tuple[int, int], Unit] = {}
    for column, laid in enumerate(layout.columns):
        if not _may_be_money(laid):
            continue
        own = _column_unit(laid)
        shared = None if counted_too and _may_be_count(laid) else whole
        for cell in laid.cells:
            unit = own or _row_unit(layout.texts[cell.row], laid.header, shared)
            if unit is not None and re.search(r"\d", cell.passage.text):
                units[cell.row, column] = unit
    return units


def find_unit_issues(layout: Layout, units: CellUnits) -> tuple[Issue, ...]:
    """An issue ``unit_unknown`` for each money column whose figures no words give a unit."""
    known = {column for _, column in units}
    pages = layout.table.pages
    page = pages[0] if pages else None
    return tuple(
        Issue("unit_unknown", f'de eenheid van de kolom "{laid.header.text}" staat nergens', page)
        for column, laid in enumerate(layout.columns)
        if laid.header.role is ColumnRole.AMOUNT
        and column not in known
        and not (known and laid.header.is_countable)
        and laid.contents.numbers >= MOST
        and not laid.contents.currencies
    )


def _may_be_count(laid: LaidColumn) -> bool:
    """Whether the header announces words and no figure below is one that a count cannot be."""
    below_zero = any(_BELOW_ZERO.match(cell.passage.text) for cell in laid.cells)
    return laid.header.role in _COUNTED and not below_zero


def _may_be_money(laid: LaidColumn) -> bool:
    """Whether the column holds figures that are not known to be something else."""
    header, contents = laid.header, laid.contents
    if header.role in _NEVER_MONEY or contents.numbers < MOST:
        return False
    is_unnamed = header.role is None and not header.is_year and _header_unit(header) is None
    return not (is_unnamed and (contents.years >= MOST or contents.is_sequence))


def _header_unit(header: Header) -> Unit | None:
    """The unit that the header prints, the lowest level first."""
    units = (find_unit(level) for level in reversed(header.levels))
    return next((unit for unit in units if unit is not None), None)


def _column_unit(laid: LaidColumn) -> Unit | None:
    """The unit that the column says itself: in its header, or once in a cell for them all.

    Where a cell prints a scale ("2 miljoen euro") the bare ones stay unknown.
    """
    unit = _header_unit(laid.header)
    if unit is not None or laid.contents.scales:
        return unit
    printed = [found for cell in laid.cells if (found := CURRENCY.search(cell.passage.text))]
    if not printed or any(_FRANK.search(cell.passage.text) for cell in laid.cells):
        return None
    return Unit(Decimal(1), "EUR", printed[0][0])


def _table_unit(layout: Layout) -> Unit | None:
    """The unit of the whole table: over its labels, as read, in its caption, in the sentence."""
    table = layout.table
    labels = (
        level
        for laid in layout.columns
        if laid.contents.numbers < MOST
        and not laid.contents.currencies
        and laid.header.role is not ColumnRole.AMOUNT
        for level in laid.header.levels
    )
    printed = [*labels, *find_banners(table), table.unit or ""]
    if table.caption is not None:
        printed.append(table.caption.text)
    if table.lead_in is not None:
        printed.append(_SENTENCE_END.split(table.lead_in.text)[-1])
        printed.extend(found[0] for found in _STATED_UNIT.finditer(table.lead_in.text))
    units = (find_unit(text) for text in printed)
    return next((unit for unit in units if unit is not None), None)


def _row_unit(row: Sequence[str], header: Header, shared: Unit | None) -> Unit | None:
    """The unit of one row: its label may print one, or say that the row is no money."""
    label = next((text for text in row if re.search(r"[^\W\d_]", text)), "")
    unit = find_unit(label) if header.role is None and not is_number(label) else None
    if unit is not None or shared is None:
        return unit
    said = parse_header([label]).role
    return None if said in (ColumnRole.COUNT, ColumnRole.PERCENTAGE) else shared
