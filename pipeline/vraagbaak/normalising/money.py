"""Find which cells of a table are money and in what unit, before any amount is read."""

import re
from collections.abc import Sequence
from decimal import Decimal

from vraagbaak.normalising.contents import (
    MOST,
    Contents,
    find_body_cells,
    is_number,
    read_contents,
)
from vraagbaak.normalising.header_words import ColumnRole
from vraagbaak.normalising.headers import Header, find_banners, find_headers, parse_header
from vraagbaak.records import Issue, Table
from vraagbaak.vocabulary.units import Unit, find_unit

_NEVER_MONEY = (
    ColumnRole.RANK,
    ColumnRole.COUNT,
    ColumnRole.PERCENTAGE,
    ColumnRole.YEAR,
)
# Their headers announce words; figures below them count those ("Projecten", "Ingediend").
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
# A sentence holds amounts too: only these words in it speak of the figures of the table.
_STATED_UNIT = re.compile(
    rf"\((?:[^()]*\b)?in (?:{_SCALE} ?)?{_MONEY}[^()]*\)|\((?:{_SCALE} ?)?{_MONEY}\)|"
    rf"(?<!\d )\bin {_SCALE} ?{_MONEY}|"
    rf"\b(?:bedragen|cijfers|uitgedrukt|weergegeven|vermeld|kredieten|subsidies)"
    rf"(?: \w+){{0,3}} in {_MONEY}(?!\w)",
    re.IGNORECASE,
)
# An amount in a header ("premies tot 5.000 euro") is no unit, but "x 1.000 euro" is.
_AMOUNT = re.compile(
    rf"(?<!in )(?<!x )(?<!x)(?<![\d.,])(?!1[. ]?000[. ]?(?:000)?\b)"
    rf"\d[\d., ]*(?:{_SCALE} ?)?{_MONEY}",
    re.IGNORECASE,
)
_FRANK = re.compile(r"\b(?:BEF|frank)\b", re.IGNORECASE)


def find_cell_units(table: Table) -> dict[tuple[int, int], Unit]:
    """The unit of each body cell with figures in a money column, by its anchor row and column.

    A column's own header speaks first, the lowest level before the spanned one above it; then
    the label of the row, then the table's unit, caption and the sentence before it. Columns of
    ranks, years, counts, percentages and labels have no unit, nor has a money column without one.
    """
    rows = table.rows()
    headers = find_headers(table)
    contents = [read_contents(table, column, rows) for column in range(table.column_count)]
    whole = _table_unit(table, headers, contents)
    counted_too = any(header.role is ColumnRole.AMOUNT for header in headers)
    units: dict[tuple[int, int], Unit] = {}
    for column, header in enumerate(headers):
        if not _may_be_money(header, contents[column]):
            continue
        own = _column_unit(table, column, header, contents[column])
        shared = None if header.role in _COUNTED and counted_too else whole
        for cell in find_body_cells(table, column):
            unit = own or _row_unit(rows[cell.row], header, shared)
            if unit is not None and re.search(r"\d", cell.passage.text):
                units[cell.row, column] = unit
    return units


def find_table_unit(table: Table) -> str | None:
    """The printed words that give the unit of all the table's money, or None.

    Words over the labels, in the caption or in the sentence before the table, else the header
    words that all columns of figures share.
    """
    rows = table.rows()
    headers = find_headers(table)
    contents = [read_contents(table, column, rows) for column in range(table.column_count)]
    whole = _table_unit(table, headers, contents)
    if whole is not None:
        return whole.text
    shared = {
        _header_unit(header)
        for header, held in zip(headers, contents, strict=True)
        if _may_be_money(header, held)
    }
    unit = shared.pop() if len(shared) == 1 else None
    return unit.text if unit is not None else None


def find_unit_issues(table: Table) -> tuple[Issue, ...]:
    """An issue ``unit_unknown`` for each money column whose figures no words give a unit."""
    rows = table.rows()
    units = find_cell_units(table)
    known = {column for _, column in units}
    page = table.pages[0] if table.pages else None
    return tuple(
        Issue("unit_unknown", f'de eenheid van de kolom "{header.text}" staat nergens', page)
        for column, header in enumerate(find_headers(table))
        if header.role is ColumnRole.AMOUNT
        and column not in known
        and not (known and header.is_countable)
        and (contents := read_contents(table, column, rows)).numbers >= MOST
        and not contents.currencies
    )


def _may_be_money(header: Header, contents: Contents) -> bool:
    """Whether the column holds figures that are not known to be something else."""
    if header.role in _NEVER_MONEY or contents.numbers < MOST:
        return False
    is_unnamed = header.role is None and not header.is_year and _header_unit(header) is None
    return not (is_unnamed and (contents.years >= MOST or contents.is_sequence))


def _header_unit(header: Header) -> Unit | None:
    """The unit that the header prints, the lowest level first."""
    units = (_printed_unit(level) for level in reversed(header.levels))
    return next((unit for unit in units if unit is not None), None)


def _printed_unit(text: str) -> Unit | None:
    return find_unit(_AMOUNT.sub("", text))


def _column_unit(table: Table, column: int, header: Header, contents: Contents) -> Unit | None:
    """The unit that the column says itself: in its header, or once in a cell for them all.

    Where a cell prints a scale ("2 miljoen euro") the bare ones stay unknown.
    """
    unit = _header_unit(header)
    if unit is not None or not contents.currencies or contents.scales:
        return unit
    texts = [cell.passage.text for cell in find_body_cells(table, column)]
    if any(_FRANK.search(text) for text in texts):
        return None
    return Unit(Decimal(1), "EUR", "€")


def _table_unit(
    table: Table, headers: Sequence[Header], contents: Sequence[Contents]
) -> Unit | None:
    """The unit of the whole table: over its labels, as read, in its caption, in the sentence."""
    labels = (
        level
        for header, held in zip(headers, contents, strict=True)
        if held.numbers < MOST and not held.currencies and header.role is not ColumnRole.AMOUNT
        for level in header.levels
    )
    printed = [*labels, *find_banners(table), table.unit or ""]
    for passage in (table.caption, table.lead_in):
        if passage is not None:
            printed.extend(found[0] for found in _STATED_UNIT.finditer(passage.text))
    units = (_printed_unit(text) for text in printed)
    return next((unit for unit in units if unit is not None), None)


def _row_unit(row: Sequence[str], header: Header, shared: Unit | None) -> Unit | None:
    """The unit of one row: its label may print one, or say that the row is no money."""
    label = next((text for text in row if re.search(r"[^\W\d_]", text)), "")
    unit = _printed_unit(label) if header.role is None and not is_number(label) else None
    if unit is not None or shared is None:
        return unit
    said = parse_header([label]).role
    return None if said in (ColumnRole.COUNT, ColumnRole.PERCENTAGE) else shared
