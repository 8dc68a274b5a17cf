"""A ruling in the making: what somebody says of a value, with the evidence that they see."""

import datetime as dt
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from vraagbaak.dataset.reviews.evidence import judged_value
from vraagbaak.dataset.reviews.overlay import read_value
from vraagbaak.dataset.reviews.ruling import Ruling, State, Verdict
from vraagbaak.dataset.reviews.values import (
    AS_PRINTED,
    ruled_column,
    table_of,
    usual_columns,
    written_value,
)
from vraagbaak.errors import WrongUsage

_RULED_ON = """
    SELECT extracted, value, state FROM reviews
    WHERE value_id = ? AND column_name = ? ORDER BY reviewer
"""


class Statement(NamedTuple):
    """Who says what, when and why; ``value`` is what they write for a correction."""

    verdict: Verdict
    by: str
    on: dt.date
    reason: str
    value: str | None = None


def rule(
    connection: sqlite3.Connection, key: str, columns: Sequence[str], statement: Statement
) -> tuple[Ruling, ...]:
    """The rulings that a statement on a value comes to, one a column.

    Args:
        connection: the dataset that the person looks at.
        key: the id of the value.
        columns: its columns; those that are usual for its table where none is named.
        statement: what they say.

    Raises:
        WrongUsage: there is no such value, or it cannot be what the statement says.
    """
    table = table_of(key)
    columns = columns or usual_columns(table)
    found = connection.execute(
        " ".join(("SELECT 1 FROM", f'"{table}"', "WHERE id = ?")), (key,)
    ).fetchone()
    if found is None:
        raise WrongUsage(f"no value has the id {key}; `vraagbaak review next` names some")
    return tuple(_ruling(connection, table, key, column, statement) for column in columns)


def _ruling(
    connection: sqlite3.Connection, table: str, key: str, name: str, statement: Statement
) -> Ruling:
    column = ruled_column(table, name)
    in_force = extracted = read_value(connection, table, key, name)
    for was_extracted, ruled, state in connection.execute(_RULED_ON, (key, name)):
        extracted = was_extracted
        # A correction of a text that stays as printed is in force in `reviews` alone.
        if (table, name) in AS_PRINTED and state in (State.SOURCE_READ, State.CHECKED):
            in_force = ruled
    value = None
    if statement.verdict is Verdict.ACCEPT:
        value = in_force
    elif statement.verdict is Verdict.CORRECT:
        value = written_value(column, statement.value)
    return Ruling(
        id=key,
        column=name,
        verdict=statement.verdict,
        value=value,
        extracted=extracted,
        evidence=judged_value(connection, table, key).evidence,
        by=statement.by,
        on=statement.on,
        reason=statement.reason,
    )
