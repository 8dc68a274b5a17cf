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
    register_hash: str | None = None,
) -> None:
    """Note the end of a build, and the hash of what the sources said of its questions."""
    connection.execute(
        "UPDATE runs SET finished_at = ?, documents_read = ?, documents_unchanged = ?,"
        " documents_failed = ?, documents_removed = ?, seconds = ?, register_hash = ? WHERE id = ?",
        (finished_at.isoformat(timespec="seconds"), *tally, round(seconds, 3), register_hash, run),
    )


def last_register_hash(connection: sqlite3.Connection) -> str | None:
    """The hash that the last finished build went by; None where there was no register."""
    row = connection.execute(
        "SELECT register_hash FROM runs WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row[0] if row else None
