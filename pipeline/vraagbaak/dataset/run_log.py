"""The log of the builds that changed the dataset; it knows the time, so it is not exported."""

import datetime as dt
import sqlite3
from typing import NamedTuple


class Tally(NamedTuple):
    """What a build did with the documents: read, left as they were, could not read, took out."""

    read: int
    unchanged: int
    failed: int
    removed: int


def begin_run(
    connection: sqlite3.Connection, started_at: dt.datetime, version: str, fingerprint: str
) -> int:
    """Note the start of a build and give its number; a build that is killed stays unfinished."""
    cursor = connection.execute(
        "INSERT INTO runs (started_at, version, fingerprint) VALUES (?, ?, ?)",
        (started_at.isoformat(timespec="seconds"), version, fingerprint),
    )
    return int(cursor.lastrowid or 0)


def finish_run(
    connection: sqlite3.Connection,
    run: int,
    finished_at: dt.datetime,
    tally: Tally,
    seconds: float,
) -> None:
    """Note the end of a build."""
    connection.execute(
        "UPDATE runs SET finished_at = ?, documents_read = ?, documents_unchanged = ?,"
        " documents_failed = ?, documents_removed = ?, seconds = ? WHERE id = ?",
        (finished_at.isoformat(timespec="seconds"), *tally, round(seconds, 3), run),
    )
