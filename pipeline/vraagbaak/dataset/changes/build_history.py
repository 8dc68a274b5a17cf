"""What builds changed, read back from the dataset."""

import sqlite3
from typing import NamedTuple

from vraagbaak.dataset.changes.differences import Change
from vraagbaak.dataset.schema.builds import Cause, What
from vraagbaak.errors import WrongUsage

_RUNS = """
    SELECT id, finished_at, version FROM runs
    WHERE finished_at IS NOT NULL ORDER BY id
"""
_CHANGES = """
    SELECT table_name, row_id, what, column_name, old, new, cause FROM changes
    WHERE run_id = ? ORDER BY position
"""


class Run(NamedTuple):
    """A build: its number, when it was done (in UTC), by which version, and what it changed."""

    number: int
    finished_at: str
    version: str
    changes: tuple[Change, ...]


def read_history(connection: sqlite3.Connection, since: int | None = None) -> list[Run]:
    """The builds after one, with what they changed; the last one where none is named.

    Raises:
        WrongUsage: there is no such build.
    """
    runs = connection.execute(_RUNS).fetchall()
    numbers = [number for number, *_ in runs]
    if since is not None and since != 0 and since not in numbers:
        known = ", ".join(map(str, numbers[-8:])) or "none"
        raise WrongUsage(f"there is no build {since}; the last ones are {known} (0: all of them)")
    wanted = runs[-1:] if since is None else [run for run in runs if run[0] > since]
    return [
        Run(number, finished_at, version, _changes(connection, number))
        for number, finished_at, version in wanted
    ]


def _changes(connection: sqlite3.Connection, run: int) -> tuple[Change, ...]:
    return tuple(
        Change(table, row, What(what), column, old, new, Cause(cause))
        for table, row, what, column, old, new, cause in connection.execute(_CHANGES, (run,))
    )
