"""One JSON object a row and a line: money and decimals as exact text, lists as lists."""

import datetime as dt
import json
import sqlite3
from decimal import Decimal
from pathlib import Path

from vraagbaak.dataset.exports import stored_rows
from vraagbaak.dataset.schema import TableSchema
from vraagbaak.dataset.values import value_reader


def write_ndjson(connection: sqlite3.Connection, table: TableSchema, path: Path) -> int:
    """Write a table; nothing is ever cut, so 0."""
    columns = [(column.name, value_reader(column.kind)) for column in table.exported_columns]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in stored_rows(connection, table):
            values = {
                name: None if stored is None else read(stored)
                for (name, read), stored in zip(columns, row, strict=True)
            }
            file.write(json.dumps(values, ensure_ascii=False, default=_as_text) + "\n")
    return 0


def _as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
