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
    reviews: str,
    seconds: float,
) -> None:
    """Note the end of a build; ``reviews`` is the hash of the rulings that it applied."""
    end = finished_at.isoformat(timespec="seconds")
    connection.execute(
        "UPDATE runs SET finished_at = ?, documents_read = ?, documents_unchanged = ?,"
        " documents_failed = ?, documents_removed = ?, reviews = ?, seconds = ? WHERE id = ?",
        (end, *tally, reviews or None, round(seconds, 3), run),
    )


def applied_reviews(connection: sqlite3.Connection) -> str:
    """The hash of the rulings that the last finished build applied, "" where there were none."""
    row = connection.execute(
        "SELECT reviews FROM runs WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return (row[0] or "") if row else ""
