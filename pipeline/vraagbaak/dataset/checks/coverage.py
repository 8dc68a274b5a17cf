"""How many rows and filled columns a dataset has, and whether they have fallen suspiciously.

The counts of a release are kept in its database. Those of the next follow from them and from the
questions that can differ, so that they cost what is new; ``vraagbaak check`` counts all anew.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from vraagbaak.dataset.changes.comparison import LAST, NOW, scope_of
from vraagbaak.dataset.schema import TableSchema, exported_tables
from vraagbaak.errors import HeldBack

DEFAULT_MAX_DROP = 0.2
"""The share of documents, rows or filled columns that may be lost without a word."""

Coverage = dict[tuple[str, str], int]
"""In how many rows a column of a table is filled; "" stands for the rows themselves."""

_ROWS = ""
_FEWEST = 10  # rows lost: of fewer, one or two are soon a large share
_SHOWN = 5
# Annexes are guarded as the rows of their table are.
_READ = "WHERE status = 'read' AND role = 'main'"
_TOUCHED = "SELECT id FROM temp.touched_questions"
# Fewer doubts are no loss, what people say of values is theirs, and what follows from other tables
# is guarded there.
_UNGUARDED = frozenset(
    {"issues", "reviews", *(table.name for table in exported_tables() if table.derived)}
)


class Drop(NamedTuple):
    """What has become fewer: its name, how many there were and are."""

    name: str
    before: int
    now: int

    @property
    def share(self) -> float:
        """The share that is lost, from 0 to 1."""
        return (self.before - self.now) / self.before


def count_coverage(connection: sqlite3.Connection, database: str = NOW) -> Coverage:
    """Count all rows of a database."""
    return dict(
        chain.from_iterable(_counts(connection, table, database) for table in exported_tables())
    )


def stored_coverage(connection: sqlite3.Connection, database: str = NOW) -> Coverage:
    """The counts that a database keeps; empty where none were kept."""
    found: Coverage = {}
    query = " ".join(("SELECT table_name, column_name, rows, filled FROM", f"{database}.coverage"))
    for table, column, rows, filled in connection.execute(query):
        found[table, _ROWS], found[table, column] = rows, filled
    return found


def next_coverage(connection: sqlite3.Connection, before: Coverage) -> Coverage:
    """The counts of a database that is compared with the last, from those of the last."""
    if not before:
        return count_coverage(connection)
    found: Coverage = {}
    for table in exported_tables():
        scope = scope_of(table)
        if scope is None:
            found |= _counts(connection, table, NOW)
            continue
        gone, new = (
            dict(_counts(connection, table, database, scope.condition(database, _TOUCHED)))
            for database in (LAST, NOW)
        )
        for key, number in new.items():
            found[key] = before.get(key, 0) - gone[key] + number
    return found


def keep_coverage(connection: sqlite3.Connection, coverage: Coverage) -> None:
    """Store counts; inside a transaction."""
    connection.execute("DELETE FROM coverage")
    connection.executemany(
        "INSERT INTO coverage (table_name, column_name, rows, filled) VALUES (?, ?, ?, ?)",
        (
            (table, column, coverage[table, _ROWS], filled)
            for (table, column), filled in coverage.items()
            if column != _ROWS
        ),
    )


def guard_shape(
    connection: sqlite3.Connection, before: Coverage, now: Coverage, max_drop: float
) -> None:
    """See to it that a release has not lost too much of the last.

    Args:
        connection: the database that is being built, compared with the last.
        before: the counts of the last release.
        now: the counts of this one.
        max_drop: the share, from 0 to 1, that may be lost.

    Raises:
        HeldBack: it has; the message names what, and what to look at.
    """
    documents = _documents_drop(connection)
    lost = [documents] if documents.before and documents.share > max_drop else []
    tables = {table for table, column in before if column == _ROWS} - _UNGUARDED
    for table in sorted(tables):
        rows = Drop(table, before[table, _ROWS], now.get((table, _ROWS), 0))
        if _is_suspect(rows, max_drop):
            lost.append(rows)
            continue  # its columns fall with it
        lost += [column for column in _columns(table, before, now) if _is_suspect(column, max_drop)]
    if lost:
        raise HeldBack(_message(connection, lost, max_drop))


def _is_suspect(drop: Drop, max_drop: float) -> bool:
    return drop.before - drop.now >= _FEWEST and drop.share > max_drop


def _columns(table: str, before: Coverage, now: Coverage) -> Iterator[Drop]:
    for (name, column), filled in sorted(before.items()):
        if name == table and column != _ROWS and filled:
            yield Drop(f"{table}.{column}", filled, now.get((name, column), 0))


def _documents_drop(connection: sqlite3.Connection) -> Drop:
    counts = (
        connection.execute(
            " ".join(("SELECT count(*) FROM", f"{database}.documents", _READ))
        ).fetchone()[0]
        for database in (LAST, NOW)
    )
    return Drop("documents read", *counts)


def _message(connection: sqlite3.Connection, lost: Sequence[Drop], max_drop: float) -> str:
    worst = sorted(lost, key=lambda drop: (drop.name != "documents read", -drop.share))
    said = ", ".join(
        f"{drop.name} {drop.before} -> {drop.now} (-{drop.share:.0%})" for drop in worst[:_SHOWN]
    )
    more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
    missing = [
        path
        for (path,) in connection.execute(
            "SELECT path FROM last.documents WHERE status = 'read' AND id NOT IN"
            " (SELECT id FROM main.documents WHERE status = 'read') ORDER BY path LIMIT 3"
        )
    ]
    look = f"look at {', '.join(missing)}" if missing else "look at what the code reads otherwise"
    return (
        f"held back: more than {max_drop:.0%} is lost against the last release: {said}{more}; "
        f"that one stays; {look}, then build with --accept-drop to publish all the same"
    )


def _counts(
    connection: sqlite3.Connection, table: TableSchema, database: str, condition: str = "1 = 1"
) -> Iterator[tuple[tuple[str, str], int]]:
    """The rows that a condition chooses, and the filled ones of each column."""
    columns = table.exported_columns
    wanted = ", ".join(f"count(nullif(\"{column.stored_name}\", ''))" for column in columns)
    words = ("SELECT count(*),", wanted, "FROM", f'{database}."{table.name}"', "WHERE", condition)
    rows, *filled = connection.execute(" ".join(words)).fetchone()
    yield (table.name, _ROWS), rows
    for column, number in zip(columns, filled, strict=True):
        yield (table.name, column.name), number
