"""A few documents of a database, as if it held no others."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from vraagbaak.dataset.schema import TABLES, TableSchema


@contextmanager
def only(connection: sqlite3.Connection, documents: Iterable[str]) -> Iterator[None]:
    """Let every query in the block see the rows of these documents and no others.

    Views of this connection stand before the tables, each under the table's own name. Tables whose
    rows belong to no document (the municipalities, what sources say) are seen whole.
    """
    connection.execute("CREATE TEMP TABLE excerpt (id TEXT PRIMARY KEY) STRICT")
    connection.executemany("INSERT INTO excerpt VALUES (?)", ((key,) for key in documents))
    made = ["documents"]
    connection.execute(
        "CREATE TEMP VIEW documents AS SELECT * FROM main.documents"
        " WHERE id IN (SELECT id FROM temp.excerpt)"
    )
    for table in TABLES:
        owner = _owner(table, made)
        if owner is not None:
            connection.execute(_view(table, *owner))
            made.append(table.name)
    try:
        yield
    finally:
        for name in reversed(made):
            connection.execute(" ".join(("DROP VIEW", f'temp."{name}"')))
        connection.execute("DROP TABLE temp.excerpt")


def _owner(table: TableSchema, made: list[str]) -> tuple[str, str] | None:
    """The column and table of the row that each row goes with; None where it goes with none."""
    for key in table.foreign_keys:
        if key.cascades and key.table in made:
            return key.column, key.table
    return None


_VIEW = """
    CREATE TEMP VIEW "TABLE" AS SELECT * FROM main."TABLE"
    WHERE "COLUMN" IN (SELECT id FROM temp."OWNER")
"""


def _view(table: TableSchema, column: str, owner: str) -> str:
    return _VIEW.replace("TABLE", table.name).replace("COLUMN", column).replace("OWNER", owner)
