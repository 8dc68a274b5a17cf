"""The SQLite file, the truth of the dataset: its tables, and one transaction a document."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from vraagbaak.dataset import keys
from vraagbaak.dataset.rows.document_rows import Content, Row, Value, document_rows, file_rows
from vraagbaak.dataset.rows.question_rows import question_rows
from vraagbaak.dataset.schema import TABLES, Column, ForeignKey, Kind, TableSchema
from vraagbaak.dataset.values import Stored, to_stored
from vraagbaak.records import DocumentRecord, Issue
from vraagbaak.records.source import FileRole

_SQL_TYPES = {
    Kind.INTEGER: "INTEGER",
    Kind.MONEY: "INTEGER",
    Kind.BOOLEAN: "INTEGER",
    Kind.NUMBER: "REAL",
}
SCHEMA_VERSION = 3
"""Counts up with every change of the tables; ``dataset.migration`` brings older ones up to it."""

# Before versions were counted, a database bore a sum over its definitions.
_UNCOUNTED = {1294670539: 1}
_MOST_VERSIONS = 100_000
_TABLES = {table.name: table for table in TABLES}


class StoredDocument(NamedTuple):
    """What the database knows of a document: what read it as what, if it failed, its files."""

    fingerprint: str
    role: FileRole
    failed: bool
    paths: tuple[str, ...]


def table_definition(table: TableSchema) -> str:
    """The statement that makes a table, strict about types, keys and closed lists."""
    lines = [line for column in table.columns for line in _column_lines(column)]
    lines.append(f"PRIMARY KEY ({', '.join(table.primary_key)})")
    lines += map(_reference, table.foreign_keys)
    body = ",\n  ".join(lines)
    return f'CREATE TABLE "{table.name}" (\n  {body}\n) STRICT'


def definitions() -> Iterator[str]:
    """The statements that make all tables of today's schema."""
    for table in TABLES:
        yield table_definition(table)
        for key in table.foreign_keys:
            name = f"{table.name}_by_{key.column}"
            # Most rows stand in no annex.
            few = f' WHERE "{key.column}" IS NOT NULL' if key.table == "annexes" else ""
            yield f'CREATE INDEX "{name}" ON "{table.name}" ("{key.column}"){few}'
    yield 'CREATE INDEX "questions_by_question_key" ON "questions" ("question_key")'
    yield 'CREATE INDEX "cells_over_rows" ON "cells" ("table_id") WHERE row_span > 1'
    yield 'CREATE INDEX "project_marks_by_block" ON "project_marks" ("block", "settled_by")'
    # Of each kind a sum takes one amount of a project: the parts of a total never stand beside it.
    yield (
        'CREATE UNIQUE INDEX "project_amounts_counted" ON "project_amounts"'
        ' ("project_id", coalesce("kind", \'\')) WHERE is_counted'
    )
    # When a project goes, those left of its beneficiary are grouped anew, but not compared.
    yield (
        'CREATE TRIGGER "project_marks_reopened" AFTER DELETE ON "project_marks" BEGIN'
        " UPDATE project_marks SET settled_by = '-' || settled_by"
        " WHERE block = OLD.block AND settled_by >= '0'; END"
    )


def create_database(path: Path) -> None:
    """Make an empty database; it is complete or, when killed, of no version."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in definitions():
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it stands, its unfinished transactions left out."""
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def is_usable(path: Path) -> bool:
    """Whether a database of today's schema stands there."""
    return version_of(path) == SCHEMA_VERSION


def version_of(path: Path) -> int | None:
    """The version of the schema of a database; None where there is no dataset of ours."""
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(path)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute('SELECT count(*) FROM "documents"').fetchone()
    except sqlite3.DatabaseError:
        return None
    counted = _UNCOUNTED.get(version, version)
    return counted if 0 < counted < _MOST_VERSIONS else None


@contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database to write in; afterwards it is one file again, without a journal."""
    location = path.absolute().as_uri()
    with closing(sqlite3.connect(location, isolation_level=None, uri=True)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # On a full disk SQLite has rolled back by itself; to do it again would hide why.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def stored_documents(connection: sqlite3.Connection) -> dict[str, StoredDocument]:
    """What the database holds, by the key of the document."""
    paths: dict[str, list[str]] = {}
    for path, document in connection.execute("SELECT path, document_id FROM files ORDER BY path"):
        paths.setdefault(document, []).append(path)
    return {
        key: StoredDocument(
            fingerprint, FileRole(role), status == "failed", tuple(paths.get(key, ()))
        )
        for key, fingerprint, role, status in connection.execute(
            "SELECT id, fingerprint, role, status FROM documents"
        )
    }


def replace_municipalities(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write the register of municipalities anew.

    Keys are not held for the moment: documents that are still to be read again may know a code
    that is no more. ``dataset.checks`` sees to it that none is left.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    with transaction(connection):
        connection.execute("DELETE FROM municipalities")
        insert_rows(connection, rows)
    connection.execute("PRAGMA foreign_keys = ON")


def keep_documents(connection: sqlite3.Connection, contents: Iterable[Content]) -> None:
    """Say under which paths documents that stay are found now, where that has changed."""
    moved = tuple(contents)
    keys = [(content.id,) for content in moved]
    connection.executemany("DELETE FROM files WHERE document_id = ?", keys)
    connection.executemany(
        "DELETE FROM issues WHERE document_id = ? AND code = 'duplicate_file'", keys
    )
    for content in moved:
        connection.execute(
            "UPDATE documents SET path = ? WHERE id = ?", (content.paths[0], content.id)
        )
        insert_rows(connection, file_rows(content))


def remove_documents(connection: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Take documents out with everything that belongs to them."""
    connection.executemany("DELETE FROM documents WHERE id = ?", ((key,) for key in documents))


def replace_document(
    connection: sqlite3.Connection,
    content: Content,
    outcome: DocumentRecord | Issue,
    fingerprint: str,
) -> None:
    """Write a document with all its rows in place of what stood there, in one transaction.

    Raises:
        sqlite3.IntegrityError: the record contradicts itself or the register.
    """
    with transaction(connection):
        remove_documents(connection, [content.id])
        insert_rows(connection, document_rows(content, outcome, fingerprint))
        questions = () if isinstance(outcome, Issue) or outcome.error else outcome.questions
        for position, record in enumerate(questions):
            key = keys.question_key(record.question)
            question_id = _question_id(connection, key, content.id, position)
            insert_rows(connection, question_rows(question_id, content.id, position, record))


def insert_rows(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Add rows, of any tables, in the order given."""
    for name, group in groupby(rows, key=lambda row: row.table):
        columns = _TABLES[name].columns
        connection.executemany(
            _insertion(name),
            ([_stored(column, row.values[column.name]) for column in columns] for row in group),
        )


def _question_id(
    connection: sqlite3.Connection, key: str | None, document: str, position: int
) -> str:
    """The id that is free now; once all documents are in, sharers of a key are made alike."""
    if key is None:
        return keys.lone_question_id(document, position)
    taken = connection.execute("SELECT 1 FROM questions WHERE question_key = ?", (key,)).fetchone()
    return keys.shared_question_id(key, document, position) if taken else key


def _stored(column: Column, value: Value) -> Stored:
    """The value to keep; an empty text is null where nothing else may be empty."""
    # Most values by far: they are kept as they are.
    if value is None or type(value) is int or (type(value) is str and value):
        return value
    is_missing = value == "" and column.nullable and not column.blank
    return None if is_missing else to_stored(column.kind, value)


@cache
def _insertion(name: str) -> str:
    columns = [f'"{column.stored_name}"' for column in _TABLES[name].columns]
    marks = ", ".join("?" * len(columns))
    return " ".join(("INSERT INTO", f'"{name}" ({", ".join(columns)})', f"VALUES ({marks})"))


def _column_lines(column: Column) -> Iterator[str]:
    name = column.stored_name
    words = [f'"{name}"', _SQL_TYPES.get(column.kind, "TEXT")]
    if not column.nullable:
        words.append("NOT NULL")
    if column.choices:
        listed = ", ".join(f"'{choice}'" for choice in column.choices)
        words.append(f'CHECK ("{name}" IN ({listed}))')
    elif column.kind is Kind.BOOLEAN:
        words.append(f'CHECK ("{name}" IN (0, 1))')
    elif column.kind is Kind.TEXT and not column.blank:
        words.append(f"CHECK (\"{name}\" <> '')")
    yield " ".join(words)
    if column.kind is Kind.MONEY:
        yield f'"{column.name}" REAL GENERATED ALWAYS AS ("{name}" / 100.0) VIRTUAL'


def _reference(key: ForeignKey) -> str:
    (target,) = _TABLES[key.table].primary_key
    cascade = " ON DELETE CASCADE" if key.cascades else ""
    cascade = " ON DELETE SET NULL" if key.clears else cascade
    return (
        f'FOREIGN KEY ("{key.column}") REFERENCES "{key.table}" ("{target}"){cascade}'
        " DEFERRABLE INITIALLY DEFERRED"
    )
