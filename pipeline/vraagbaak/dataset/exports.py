"""The tables of the database as CSV and Parquet files: the same rows give the same bytes."""

import csv
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from vraagbaak.dataset.schema import Column, Kind, TableSchema, exported_tables
from vraagbaak.dataset.values import Stored, arrow_reader, to_csv

Turned = TypeVar("Turned")

# Rows that are held in memory at once, and that make a row group of Parquet.
_BATCH = 50_000

# Money to the cent up to ten thousand billion; totals of any unit to four places.
_ARROW_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DECIMAL: pa.decimal128(28, 6),
    Kind.MONEY: pa.decimal128(18, 2),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.TEXTS: pa.list_(pa.string()),
    Kind.INTEGERS: pa.list_(pa.int32()),
}


def write_exports(connection: sqlite3.Connection, csv_folder: Path, parquet_folder: Path) -> None:
    """Write a CSV and a Parquet file a table, reading the database once.

    CSV is RFC 4180 in UTF-8 with a header, null as the empty field; the columns of Parquet are
    typed and described.
    """
    for table in exported_tables():
        with (
            _csv_file(table, csv_folder) as to_csv_file,
            _parquet_file(table, parquet_folder) as to_parquet_file,
        ):
            for rows in _batches(connection, table):
                columns = list(zip(*rows, strict=True))
                to_csv_file(columns)
                to_parquet_file(columns)


_Columns = Sequence[Sequence[Stored]]
"""The values of some rows, column by column: what is alike is turned into another form at once."""


@contextmanager
def _csv_file(table: TableSchema, folder: Path) -> Iterator[Callable[[_Columns], None]]:
    """What writes rows to the CSV file of a table."""
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.exported_columns])
        yield lambda columns: writer.writerows(_csv_rows(table, columns))


@contextmanager
def _parquet_file(table: TableSchema, folder: Path) -> Iterator[Callable[[_Columns], None]]:
    """What writes rows to the Parquet file of a table, each time as a row group."""
    columns = table.exported_columns
    schema = pa.schema([_field(column) for column in columns], {"description": table.description})
    with pq.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as file:

        def write(given: _Columns) -> None:
            arrays = [_array(column, values) for column, values in zip(columns, given, strict=True)]
            file.write_table(pa.Table.from_arrays(arrays, schema=schema))

        yield write


def _csv_rows(table: TableSchema, columns: _Columns) -> Iterator[Sequence[Stored]]:
    """The rows as `to_csv` writes them.

    The writer itself writes a number, a text and null as `to_csv` would: only the other columns
    pass through it.
    """
    written = [
        _turned(values, partial(to_csv, column.kind))
        if column.kind in (Kind.MONEY, Kind.BOOLEAN)
        else values
        for column, values in zip(table.exported_columns, columns, strict=True)
    ]
    return zip(*written, strict=True)


def _turned(values: Sequence[Stored], turn: Callable[[Stored], Turned]) -> list[Turned]:
    """Values in another form: each is turned once, for most of them occur many times."""
    known = {value: turn(value) for value in set(values)}
    return [known[value] for value in values]


def stored_rows(connection: sqlite3.Connection, table: TableSchema) -> Iterator[Sequence[Stored]]:
    """The stored rows of a table, in the order that the schema gives."""
    for rows in _batches(connection, table):
        yield from rows


def _batches(
    connection: sqlite3.Connection, table: TableSchema
) -> Iterator[list[Sequence[Stored]]]:
    """The same, as many at a time as are held in memory at once."""
    names = ", ".join(f'"{column.stored_name}"' for column in table.exported_columns)
    order = ", ".join(f'"{name}"' for name in table.order)
    cursor = connection.execute(
        " ".join(("SELECT", names, "FROM", f'"{table.name}"', "ORDER BY", order))
    )
    while rows := cursor.fetchmany(_BATCH):
        yield rows


def _field(column: Column) -> pa.Field:
    description = column.description + (f" (in {column.unit})" if column.unit else "")
    return pa.field(
        column.name, _ARROW_TYPES[column.kind], column.nullable, {"description": description}
    )


def _array(column: Column, values: Sequence[Stored]) -> pa.Array:
    read = arrow_reader(column.kind)
    if read is None:
        return pa.array(values, _ARROW_TYPES[column.kind])
    turned = _turned(values, lambda value: None if value is None else read(value))
    return pa.array(turned, _ARROW_TYPES[column.kind])
