"""Rulings laid over the extracted values, and taken off again before anything is read anew."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from vraagbaak.dataset.database import insert_rows, transaction
from vraagbaak.dataset.reviews.evidence import Judged, is_near, judged_of_document
from vraagbaak.dataset.reviews.ruling import Ruling, Standing, State, settle, weakest
from vraagbaak.dataset.reviews.values import AS_PRINTED, ruled_column, table_of
from vraagbaak.dataset.rows.document_rows import Row
from vraagbaak.dataset.schema import Kind
from vraagbaak.dataset.values import Stored, to_csv
from vraagbaak.vocabulary.municipalities import load_gazetteer


class _Value(NamedTuple):
    """A value of the dataset."""

    table: str
    id: str
    column: str


def lift_reviews(connection: sqlite3.Connection) -> None:
    """Put every extracted value back in its place, as if nobody had ruled on any."""
    with transaction(connection):
        for table, key, column, extracted in connection.execute(
            "SELECT DISTINCT table_name, value_id, column_name, extracted FROM reviews"
            " WHERE value_id IS NOT NULL"
        ).fetchall():
            _write(connection, _Value(table, key, column), extracted)
            _write_state(connection, table, key, State.UNCHECKED)
        connection.execute("DELETE FROM reviews")


def apply_reviews(connection: sqlite3.Connection, rulings: Sequence[Ruling]) -> None:
    """Lay rulings over what was extracted; those whose evidence has moved are kept as stale.

    The reviews must have been lifted before.
    """
    places = _Places(connection)
    ruled: dict[_Value, list[Ruling]] = {}
    with transaction(connection):
        for ruling in rulings:
            found = places.find(ruling)
            if isinstance(found, Standing):
                insert_rows(connection, [_row(ruling, found)])
            else:
                ruled.setdefault(found, []).append(ruling)
        states: dict[tuple[str, str], list[State]] = {}
        for value, group in ruled.items():
            extracted = read_value(connection, *value)
            state, wanted = settle(group, extracted)
            insert_rows(
                connection,
                (_row(one, Standing.IN_FORCE, value, extracted, state) for one in group),
            )
            _write(connection, value, wanted)
            states.setdefault((value.table, value.id), []).append(state)
        for (table, key), found_states in states.items():
            _write_state(connection, table, key, weakest(found_states))


def read_value(connection: sqlite3.Connection, table: str, key: str, column: str) -> str | None:
    """A value of a row as CSV writes it, None where it is null."""
    described = ruled_column(table, column)
    words = ("SELECT", f'"{described.stored_name}"', "FROM", f'"{table}"', "WHERE id = ?")
    (stored,) = connection.execute(" ".join(words), (key,)).fetchone()
    return None if stored is None else to_csv(described.kind, stored)


class _Places:
    """Where the words stand that rulings are about, read once a document and table."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._judged: dict[tuple[str, str], list[Judged]] = {}
        self._documents = {key for (key,) in connection.execute("SELECT id FROM documents")}

    def find(self, ruling: Ruling) -> _Value | Standing:
        """The value that a ruling is about today, or why there is none."""
        evidence = ruling.evidence
        if evidence.document not in self._documents:
            return Standing.DOCUMENT_GONE
        table = table_of(ruling.id)
        fitting = [
            one.id
            for one in self._of(table, evidence.document)
            if one.evidence.hash == evidence.hash and is_near(one.evidence.place, evidence.place)
        ]
        if len(fitting) > 1:
            # Two grants in one row share its words: both id and value must be those of then.
            fitting = [
                key
                for key in fitting
                if key == ruling.id
                and read_value(self._connection, table, key, ruling.column) == ruling.extracted
            ]
            return _Value(table, fitting[0], ruling.column) if fitting else Standing.SEVERAL_FIT
        return _Value(table, fitting[0], ruling.column) if fitting else Standing.WORDS_MOVED

    def _of(self, table: str, document: str) -> list[Judged]:
        known = self._judged.get((table, document))
        if known is None:
            known = list(judged_of_document(self._connection, table, document))
            self._judged[table, document] = known
        return known


def _row(
    ruling: Ruling,
    standing: Standing,
    value: _Value | None = None,
    extracted: str | None = None,
    state: State | None = None,
) -> Row:
    return Row(
        "reviews",
        {
            "ruled_id": ruling.id,
            "column_name": ruling.column,
            "reviewer": ruling.by,
            "verdict": ruling.verdict,
            "value": ruling.value,
            "ruled_on": ruling.on,
            "reason": ruling.reason,
            "evidence": ruling.evidence.hash,
            "standing": standing,
            "table_name": value.table if value else None,
            "value_id": value.id if value else None,
            "extracted": extracted,
            "state": state,
        },
    )


def _write(connection: sqlite3.Connection, value: _Value, text: str | None) -> None:
    """Give a value; what follows from it follows."""
    if (value.table, value.column) in AS_PRINTED:
        return
    column = ruled_column(value.table, value.column)
    if text is None and not column.nullable:
        text = ""
    _update(connection, value.table, column.stored_name, _stored(column.kind, text), value.id)
    if (value.table, value.column) == ("municipality_mentions", "nis_code"):
        now = load_gazetteer().code_now(text) if text else None
        _update(connection, value.table, "nis_code_now", now, value.id)


def _write_state(connection: sqlite3.Connection, table: str, key: str, state: State) -> None:
    _update(connection, table, "review", state, key)


def _update(
    connection: sqlite3.Connection, table: str, column: str, stored: Stored, key: str
) -> None:
    words = ("UPDATE", f'"{table}"', "SET", f'"{column}"', "= ? WHERE id = ?")
    connection.execute(" ".join(words), (stored, key))


def _stored(kind: Kind, text: str | None) -> Stored:
    return int(text.replace(".", "")) if kind is Kind.MONEY and text is not None else text
