"""The database being built beside that of the release in force: where the two can differ.

Only documents that were read, renamed or removed since are looked into, and questions whose key,
annexes or reviews changed. So a comparison costs what is new, not what the dataset holds.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from vraagbaak.dataset.schema import TABLES, TableSchema

NOW, LAST = "main", "last"
"""What SQLite calls the two databases."""

# Documents that are not the same in both, failed ones in any case: another try may fail otherwise.
_DOCUMENTS = """
    CREATE TEMP TABLE touched_documents AS
    SELECT id FROM (SELECT id, fingerprint, status, path FROM main.documents
        EXCEPT SELECT id, fingerprint, status, path FROM last.documents)
    UNION SELECT id FROM (SELECT id, fingerprint, status, path FROM last.documents
        EXCEPT SELECT id, fingerprint, status, path FROM main.documents)
    UNION SELECT id FROM main.documents WHERE status = 'failed'
"""
# A question may be renamed because another document claims its key, or have other annexes.
_QUESTIONS = """
    CREATE TEMP TABLE touched_questions AS
    SELECT id FROM main.questions WHERE document_id IN touched_documents
    UNION SELECT id FROM last.questions WHERE document_id IN touched_documents
    UNION SELECT id FROM (SELECT id, document_id FROM main.questions
        EXCEPT SELECT id, document_id FROM last.questions)
    UNION SELECT id FROM (SELECT id, document_id FROM last.questions
        EXCEPT SELECT id, document_id FROM main.questions)
    UNION SELECT question_id FROM main.annexes WHERE document_id IN touched_documents
    UNION SELECT question_id FROM last.annexes WHERE document_id IN touched_documents
    UNION SELECT question_id FROM (SELECT question_id, id, document_id FROM main.annexes
        EXCEPT SELECT question_id, id, document_id FROM last.annexes)
    UNION SELECT question_id FROM (SELECT question_id, id, document_id FROM last.annexes
        EXCEPT SELECT question_id, id, document_id FROM main.annexes)
"""
_REVIEWED = """
    INSERT INTO touched_questions SELECT DISTINCT substr(value_id, 1, instr(value_id, '#') - 1)
    FROM (SELECT * FROM (SELECT * FROM main.reviews EXCEPT SELECT * FROM last.reviews)
        UNION ALL SELECT * FROM (SELECT * FROM last.reviews EXCEPT SELECT * FROM main.reviews))
    WHERE value_id IS NOT NULL
"""


class Scope(NamedTuple):
    """How the rows of a table belong to questions: their column, and the tables on the way up."""

    column: str
    parents: tuple[tuple[str, str], ...] = ()

    def condition(self, database: str, questions: str) -> str:
        """The words of SQL that choose the rows of some questions, a query that gives their ids."""
        inner = questions
        for table, column in reversed(self.parents):
            inner = " ".join(
                ("SELECT id FROM", f'{database}."{table}"', "WHERE", f'"{column}"', f"IN ({inner})")
            )
        return f'"{self.column}" IN ({inner})'


@contextmanager
def compared(connection: sqlite3.Connection, last: Path) -> Iterator[None]:
    """Hold the database of the last release beside this one, and find what is not the same."""
    connection.execute("ATTACH ? AS last", (f"{last.resolve().as_uri()}?mode=ro",))
    try:
        connection.execute(_DOCUMENTS)
        connection.execute(_QUESTIONS)
        connection.execute(_REVIEWED)
        yield
    finally:
        connection.execute("DROP TABLE IF EXISTS temp.touched_documents")
        connection.execute("DROP TABLE IF EXISTS temp.touched_questions")
        connection.execute("DETACH last")


def scope_of(table: TableSchema) -> Scope | None:
    """How the rows of a table belong to questions, each to one; None where they do not.

    What a build makes anew of several documents may change with any of them.
    """
    if table.derived:
        return None
    if table.name == "questions":
        return Scope("id")
    for key in table.foreign_keys:
        if not key.cascades or key.table == table.name or _is_nullable(table, key.column):
            continue
        if key.table == "questions":
            return Scope(key.column)
        parent = next(other for other in TABLES if other.name == key.table)
        above = scope_of(parent)
        if above is not None:
            return Scope(key.column, ((parent.name, above.column), *above.parents))
    return None


def _is_nullable(table: TableSchema, name: str) -> bool:
    return next(column.nullable for column in table.columns if column.name == name)
