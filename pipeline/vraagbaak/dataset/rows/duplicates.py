"""Questions that share a natural key: each survives under an id of its own, and says so."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from vraagbaak.dataset import keys
from vraagbaak.dataset.database import insert_rows, transaction
from vraagbaak.dataset.rows.document_rows import issue_row
from vraagbaak.dataset.schema import TABLES, Kind
from vraagbaak.records import Issue

_CODE = "duplicate_question"


class _Stored(NamedTuple):
    id: str
    document: str
    position: int
    path: str


def settle_duplicates(connection: sqlite3.Connection) -> None:
    """Give each question the id that follows from all documents together.

    Alone with its key a question bears it; where several share one, none does. So the ids do not
    depend on the order in which documents came in, and a key that is used never means either.
    """
    with transaction(connection):
        connection.execute("DELETE FROM issues WHERE code = ?", (_CODE,))
        for key, group in _groups(connection):
            for stored in group:
                shared = keys.shared_question_id(key, stored.document, stored.position)
                wanted = shared if len(group) > 1 else key
                if stored.id != wanted:
                    _rename(connection, stored.id, wanted)
                if len(group) > 1:
                    _say(connection, stored, wanted, group)


def _groups(connection: sqlite3.Connection) -> Iterator[tuple[str, list[_Stored]]]:
    """The questions by natural key, where one bears another id than the key or several share it."""
    groups: dict[str, list[_Stored]] = {}
    for key, *stored in connection.execute(
        "SELECT question_key, questions.id, document_id, position, path FROM questions"
        " JOIN documents ON documents.id = document_id WHERE question_key IN ("
        "SELECT question_key FROM questions GROUP BY question_key"
        " HAVING count(*) > 1 OR min(id) <> question_key"
        ") ORDER BY path, position"
    ):
        groups.setdefault(key, []).append(_Stored(*stored))
    return iter(groups.items())


def _rename(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Change the id of a question wherever it stands, in the ids made from it too."""
    for table, column in _id_columns():
        # "$" follows "#": what lies between are the ids of what belongs to the question.
        statement = (
            f'UPDATE "{table}"',
            f'SET "{column}" = ?1 || substr("{column}", length(?2) + 1)',
            f'WHERE "{column}" = ?2',
            f"OR (\"{column}\" > ?2 || '#' AND \"{column}\" < ?2 || '$')",
        )
        connection.execute(" ".join(statement), (new, old))


def _id_columns() -> Iterator[tuple[str, str]]:
    """The columns of text that are keys, or point to one."""
    for table in TABLES:
        texts = {column.name for column in table.columns if column.kind is Kind.TEXT}
        names = (*table.primary_key, *(key.column for key in table.foreign_keys))
        yield from ((table.name, name) for name in dict.fromkeys(names) if name in texts)


def _say(
    connection: sqlite3.Connection, stored: _Stored, question: str, group: list[_Stored]
) -> None:
    others = ", ".join(
        f"{other.path} (question {other.position + 1})" for other in group if other != stored
    )
    issue = Issue(_CODE, f"the same minister, session year and number as in {others}")
    row = issue_row(stored.document, keys.Owner(question), 0, issue)
    values = row.values | {"id": keys.child_id(question, _CODE)}
    insert_rows(connection, [row._replace(values=values)])
