"""CSV that opens right in a Belgian Excel: semicolons, decimal commas, a byte order mark.

For people; programs take the machine CSV of the dataset, which stays exact.
"""

import csv
import sqlite3
from pathlib import Path

from vraagbaak.dataset.exports import stored_rows
from vraagbaak.dataset.formats.text_cells import (
    LONGEST_TEXT,
    without_control_characters,
    without_formula,
)
from vraagbaak.dataset.schema import Kind, TableSchema
from vraagbaak.dataset.values import Stored, to_csv

_DECIMAL_COMMA = frozenset({Kind.NUMBER, Kind.DECIMAL, Kind.MONEY})
_TRUTH = {"true": "WAAR", "false": "ONWAAR"}  # what Excel in Dutch reads as yes and no
_LISTS = frozenset({Kind.TEXTS, Kind.INTEGERS})
_LIST_SIGN = " | "  # a Belgian Excel reads "1,2" as a number, one and two tenths


def write_excel_csv(connection: sqlite3.Connection, table: TableSchema, path: Path) -> int:
    """Write a table; the number of texts that had to be cut to what a cell holds."""
    kinds = [column.kind for column in table.exported_columns]
    cut = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([column.name for column in table.exported_columns])
        for row in stored_rows(connection, table):
            fields = list(map(_field, kinds, row))
            cut += sum(len(field) > LONGEST_TEXT for field in fields)
            writer.writerow([field[:LONGEST_TEXT] for field in fields])
    return cut


def _field(kind: Kind, stored: Stored) -> str:
    text = to_csv(kind, stored)
    if kind in _DECIMAL_COMMA:
        return text.replace(".", ",")
    if kind is Kind.BOOLEAN:
        return _TRUTH.get(text, text)
    if kind in _LISTS:
        text = text.replace(",", _LIST_SIGN)
    elif kind is not Kind.TEXT:
        return text
    return without_formula(without_control_characters(text))
