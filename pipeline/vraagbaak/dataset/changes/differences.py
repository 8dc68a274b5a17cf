"""The rows of a table that two databases do not have alike, paired where they are the same thing.

A row that differs in its key alone has moved. Boxes are left out: they tell where a value stands,
and a tenth of a point is no news.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vraagbaak.dataset.changes.comparison import LAST, NOW, scope_of
from vraagbaak.dataset.schema import Column, TableSchema
from vraagbaak.dataset.schema.builds import Cause, What
from vraagbaak.dataset.values import Stored, to_csv

_BOX = frozenset({"x0", "top", "x1", "bottom"})
# Where a row stands, not what it says.
_PLACING = frozenset(
    {
        "position",
        "row_index",
        "column_index",
        "part",
        "question_id",
        "table_id",
        "parent_id",
        "project_id",
        "sub_question_id",
        "answer_id",
        "amount_mention_id",
    }
)


class Change(NamedTuple):
    """What happened to a row or to one of its columns."""

    table: str
    row_id: str
    what: What
    column: str | None
    old: str | None
    new: str | None
    cause: Cause


class _Row(NamedTuple):
    """A row that is not the same in both databases: its key, and its columns as CSV writes them."""

    id: str
    values: Mapping[str, str | None]


def find_differences(
    connection: sqlite3.Connection, table: TableSchema, now: str, last: str
) -> Iterator[Change]:
    """What differs between the rows of a table that two conditions choose; the causes are open."""
    columns = [column for column in table.exported_columns if column.name not in _BOX]
    new = _only_in(connection, table, columns, (NOW, now), (LAST, last))
    old = _only_in(connection, table, columns, (LAST, last), (NOW, now))
    by_id = {row.id: row for row in new}
    # What moves with its table or project is not told apart.
    scope = scope_of(table)
    is_named = scope is None or not scope.parents
    left_old, moved = _match_by_content(table, old, new)
    for was, now_row in moved:
        if was.id != now_row.id and is_named:
            yield _change(table, was.id, What.MOVED, "id", was.id, now_row.id)
        del by_id[now_row.id]
        yield from _columns(table, now_row.id, was, now_row)
    for row in left_old:
        same = by_id.pop(row.id, None)
        if same is None:
            yield _change(table, row.id, What.REMOVED, None, _as_json(table, row), None)
        else:
            yield from _columns(table, row.id, row, same)
    for row in by_id.values():
        yield _change(table, row.id, What.ADDED, None, None, _as_json(table, row))


def _only_in(
    connection: sqlite3.Connection,
    table: TableSchema,
    columns: Sequence[Column],
    here: tuple[str, str],
    there: tuple[str, str],
) -> list[_Row]:
    """The rows that stand so in one database alone, by their key."""
    names = ", ".join(f'"{column.stored_name}"' for column in columns)
    sides = (
        " ".join(("SELECT", names, "FROM", f'{database}."{table.name}"', "WHERE", condition))
        for database, condition in (here, there)
    )
    rows = [_row(table, columns, row) for row in connection.execute(" EXCEPT ".join(sides))]
    return sorted(rows, key=lambda row: row.id)


def _row(table: TableSchema, columns: Sequence[Column], stored: Sequence[Stored]) -> _Row:
    values = {
        column.name: None if value is None else to_csv(column.kind, value)
        for column, value in zip(columns, stored, strict=True)
    }
    return _Row(" ".join(str(values[name]) for name in table.primary_key), values)


def _match_by_content(
    table: TableSchema, old: Iterable[_Row], new: Iterable[_Row]
) -> tuple[list[_Row], list[tuple[_Row, _Row]]]:
    """The old rows without a like, and the pairs that say the same; those of one key first."""
    waiting: dict[tuple[object, ...], list[_Row]] = {}
    for row in new:
        waiting.setdefault(_content(table, row), []).append(row)
    left, pairs = [], []
    unmatched = []
    for row in old:
        alike = waiting.get(_content(table, row), [])
        same = next((one for one in alike if one.id == row.id), None)
        if same is None:
            unmatched.append(row)
        else:
            alike.remove(same)
            pairs.append((row, same))
    for row in unmatched:
        alike = waiting.get(_content(table, row), [])
        if alike:
            pairs.append((row, alike.pop(0)))
        else:
            left.append(row)
    return left, pairs


def _placing(table: TableSchema) -> frozenset[str]:
    """The columns that say where a row stands: that of a question stands in its document."""
    placing = _PLACING.union(table.primary_key)
    has_question = any(column.name == "question_id" for column in table.columns)
    return placing.union(("document_id",)) if has_question else placing


def _content(table: TableSchema, row: _Row) -> tuple[object, ...]:
    """What a row says, within its question."""
    placing = _placing(table)
    said = (value for name, value in row.values.items() if name not in placing)
    question, sign, _ = row.id.partition("#")
    return (question if sign else "", *said)


def _columns(table: TableSchema, key: str, old: _Row, new: _Row) -> Iterator[Change]:
    """The columns in which two rows of one key differ, but for where they stand."""
    placing = _placing(table)
    for name, value in new.values.items():
        if value != old.values[name] and name not in placing:
            yield _change(table, key, What.CHANGED, name, old.values[name], value)


def _as_json(table: TableSchema, row: _Row) -> str:
    placing = _placing(table)
    said = {name: value for name, value in row.values.items() if value and name not in placing}
    return json.dumps(said, ensure_ascii=False)


def _change(
    table: TableSchema, key: str, what: What, column: str | None, old: str | None, new: str | None
) -> Change:
    return Change(table.name, key, what, column, old, new, Cause.SOURCE)
