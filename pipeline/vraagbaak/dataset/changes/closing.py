"""The end of a build, before its release: held against the last, and noted what it changed."""

import sqlite3
from pathlib import Path

from vraagbaak.dataset.changes.comparison import LAST, compared
from vraagbaak.dataset.changes.record import record_changes
from vraagbaak.dataset.checks.coverage import (
    count_coverage,
    guard_shape,
    keep_coverage,
    next_coverage,
    stored_coverage,
)
from vraagbaak.dataset.database import transaction
from vraagbaak.dataset.migration import brought_up


def close_run(connection: sqlite3.Connection, run: int, last: Path | None, max_drop: float) -> None:
    """Hold a finished dataset against the release in force, and note what is other.

    Args:
        connection: the database that was filled.
        run: the build that filled it.
        last: the database of the release in force, None without one.
        max_drop: the share of documents, rows or filled columns, from 0 to 1, that may be lost.

    Raises:
        HeldBack: more is lost.
    """
    if last is None:
        with transaction(connection):
            record_changes(connection, run, has_last=False)
            keep_coverage(connection, count_coverage(connection))
        return
    with brought_up(last) as database, compared(connection, database):
        kept = stored_coverage(connection, LAST)
        before = kept or count_coverage(connection, LAST)
        now = next_coverage(connection, before)
        guard_shape(connection, before, now, max_drop)
        with transaction(connection):
            record_changes(connection, run, has_last=True)
            keep_coverage(connection, now)
