"""The dataset as one Excel workbook: a sheet a table, and a first sheet that explains the columns.

Numbers, money, dates and truths are real ones, so that Excel adds them up and shows them in the
reader's own way.
"""

import sqlite3
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from vraagbaak.dataset.exports import stored_rows
from vraagbaak.dataset.formats.sheets import lay_out, let_filter, new_workbook, text_cell, to_bytes
from vraagbaak.dataset.formats.text_cells import LONGEST_TEXT
from vraagbaak.dataset.schema import Column, Kind, TableSchema
from vraagbaak.dataset.values import Stored, value_reader
from vraagbaak.errors import WrongUsage

_MOST_ROWS = 1_048_575  # below the header, by Excel
_EXPLANATION = "kolommen"
_HEADS = {"tabel": 24, "kolom": 22, "soort": 12, "eenheid": 12, "betekenis": 100}
_FORMATS = {Kind.MONEY: "#,##0.00", Kind.DATE: "dd/mm/yyyy"}
_WIDTHS = {Kind.TEXT: 40, Kind.TEXTS: 20, Kind.MONEY: 16, Kind.DATE: 12}
_USUAL_WIDTH = 12


def write_workbook(
    connection: sqlite3.Connection, tables: Sequence[TableSchema], path: Path
) -> int:
    """Write tables to a workbook; the number of texts that had to be cut to what a cell holds.

    Raises:
        WrongUsage: a table has more rows than a sheet of Excel.
    """
    with new_workbook() as workbook:
        _explain(workbook, tables)
        cut = sum(_write_sheet(workbook, connection, table) for table in tables)
        # Made in memory: a ZIP that a full disk cuts off is closed with a noise.
        path.write_bytes(to_bytes(workbook))
    return cut


def _explain(workbook: Workbook, tables: Sequence[TableSchema]) -> None:
    sheet = workbook.create_sheet(_EXPLANATION)
    lay_out(sheet, _HEADS.values())
    sheet.append([text_cell(sheet, name, is_head=True) for name in _HEADS])
    lines = [
        (table.name, column.name, column.kind, column.unit or "", column.description)
        for table in tables
        for column in table.exported_columns
    ]
    for line in lines:
        sheet.append([text_cell(sheet, text) for text in line])
    let_filter(sheet, len(_HEADS), len(lines) + 1)


def _write_sheet(workbook: Workbook, connection: sqlite3.Connection, table: TableSchema) -> int:
    sheet: Any = workbook.create_sheet(table.name)
    columns = table.exported_columns
    lay_out(sheet, [_WIDTHS.get(column.kind, _USUAL_WIDTH) for column in columns])
    sheet.append([text_cell(sheet, column.name, is_head=True) for column in columns])
    cells = [_cell_maker(sheet, column) for column in columns]
    cut = count = 0
    for count, row in enumerate(stored_rows(connection, table), start=1):
        if count > _MOST_ROWS:
            raise WrongUsage(
                f"table {table.name} has more rows than a sheet of Excel; take it as excel-csv or "
                "parquet, or leave it out with --table"
            )
        cut += sum(isinstance(value, str) and len(value) > LONGEST_TEXT for value in row)
        sheet.append([make(value) for make, value in zip(cells, row, strict=True)])
    let_filter(sheet, len(columns), count + 1)
    return cut


def _cell_maker(sheet: Any, column: Column) -> Callable[[Stored], Any]:
    """What makes the cell of a stored value."""
    if column.kind in (Kind.TEXT, Kind.TEXTS, Kind.INTEGERS):
        return lambda stored: None if stored is None else text_cell(sheet, str(stored))
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
