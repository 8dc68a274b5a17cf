"""The tables of the database as CSV and Parquet files: the same rows give the same bytes."""

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from vraagbaak.dataset.schema import Column, Kind, TableSchema, exported_tables
from vraagbaak.dataset.values import Stored, arrow_reader, to_csv

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


def write_csv(connection: sqlite3.Connection, folder: Path) -> None:
    """Write a CSV file a table: RFC 4180, UTF-8, a header, null as the empty field."""
    for table in exported_tables():
        kinds = [column.kind for column in table.exported_columns]
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([column.name for column in table.exported_columns])
            for rows in _batches(connection, table):
                writer.writerows(map(to_csv, kinds, row) for row in rows)


def write_parquet(connection: sqlite3.Connection, folder: Path) -> None:
    """Write a Parquet file a table, its columns typed and described."""
    for table in exported_tables():
        columns = table.exported_columns
        schema = pa.schema(
            [_field(column) for column in columns], {"description": table.description}
        )
        with pq.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as file:
            for rows in _batches(connection, table):
                arrays = [
                    _array(column, values)
                    for column, values in zip(columns, zip(*rows, strict=True), strict=True)
                ]
                file.write_table(pa.Table.from_arrays(arrays, schema=schema))


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
    if read is not None:
        return pa.array(
            [None if value is None else read(value) for value in values],
            _ARROW_TYPES[column.kind],
        )
    return pa.array(values, _ARROW_TYPES[column.kind])
