"""The dataset as one Excel workbook: a sheet a table, and a first sheet that explains the columns.

Numbers, money, dates and truths are real ones, so that Excel adds them up and shows them in the
reader's own way. Texts are stored as text and cannot become formulas.
"""

import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from vraagbaak.dataset.exports import stored_rows
from vraagbaak.dataset.formats.text_cells import (
    LONGEST_TEXT,
    looks_like_a_formula,
    without_control_characters,
)
from vraagbaak.dataset.schema import Column, Kind, TableSchema
from vraagbaak.dataset.values import Stored, value_reader
from vraagbaak.errors import WrongUsage

_MOST_ROWS = 1_048_575  # below the header, by Excel
_EXPLANATION = "kolommen"
_HEADS = ("tabel", "kolom", "soort", "eenheid", "betekenis")
_FORMATS = {Kind.MONEY: "#,##0.00", Kind.DATE: "dd/mm/yyyy"}
_WIDTHS = {Kind.TEXT: 40, Kind.TEXTS: 20, Kind.MONEY: 16, Kind.DATE: 12}
_USUAL_WIDTH = 12
_BOLD = Font(bold=True)


def write_workbook(
    connection: sqlite3.Connection, tables: Sequence[TableSchema], path: Path
) -> int:
    """Write tables to a workbook; the number of texts that had to be cut to what a cell holds.

    Raises:
        WrongUsage: a table has more rows than a sheet of Excel.
    """
    workbook = Workbook(write_only=True)
    explanation = workbook.create_sheet(_EXPLANATION)
    _lay_out(explanation, (18, 22, 12, 12, 100), len(_HEADS))
    explanation.append(_header(explanation, _HEADS))
    for table in tables:
        for column in table.exported_columns:
            words = (table.name, column.name, column.kind, column.unit or "", column.description)
            explanation.append([_text(explanation, word) for word in words])
    cut = sum(_write_sheet(workbook, connection, table) for table in tables)
    # Made in memory: a ZIP that a full disk cuts off is closed with a noise.
    buffer = io.BytesIO()
    workbook.save(buffer)
    path.write_bytes(buffer.getbuffer())
    return cut


def _write_sheet(workbook: Workbook, connection: sqlite3.Connection, table: TableSchema) -> int:
    sheet = workbook.create_sheet(table.name)
    columns = table.exported_columns
    _lay_out(sheet, [_WIDTHS.get(column.kind, _USUAL_WIDTH) for column in columns], len(columns))
    sheet.append(_header(sheet, [column.name for column in columns]))
    cells = [_cell_maker(sheet, column) for column in columns]
    cut = 0
    for count, row in enumerate(stored_rows(connection, table), start=1):
        if count > _MOST_ROWS:
            raise WrongUsage(
                f"table {table.name} has more rows than a sheet of Excel; take it as excel-csv or "
                "parquet, or leave it out with --table"
            )
        cut += sum(isinstance(value, str) and len(value) > LONGEST_TEXT for value in row)
        sheet.append([make(value) for make, value in zip(cells, row, strict=True)])
    return cut


def _lay_out(sheet: Any, widths: Iterable[int], count: int) -> None:
    """Fix the header and give the columns a width and a filter; before the first row."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(count)}1"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _header(sheet: Any, names: Iterable[str]) -> Iterator[Any]:
    for name in names:
        cell = _text(sheet, name)
        cell.font = _BOLD
        yield cell


def _cell_maker(sheet: Any, column: Column) -> Callable[[Stored], Any]:
    """What makes the cell of a stored value."""
    if column.kind in (Kind.TEXT, Kind.TEXTS, Kind.INTEGERS):
        return lambda stored: None if stored is None else _text(sheet, str(stored))
    read, shown = value_reader(column.kind), _FORMATS.get(column.kind)

    def make(stored: Stored) -> Any:
        if stored is None:
            return None
        value: Any = read(stored)
        cell = WriteOnlyCell(sheet, float(value) if isinstance(value, Decimal) else value)
        if shown:
            cell.number_format = shown
        return cell

    return make


def _text(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, without_control_characters(text)[:LONGEST_TEXT])
    # openpyxl takes a text with "=" for a formula unless it is told.
    cell.data_type = "s"
    if looks_like_a_formula(text):
        cell.quotePrefix = True
    return cell
