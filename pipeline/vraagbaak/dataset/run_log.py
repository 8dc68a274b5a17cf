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


class Beside(NamedTuple):
    """Hashes of what a build goes by beside the documents; None where there is no such thing.

    ``register`` is what sources say of the questions, ``reviews`` the rulings of people.
    """

    register: str | None = None
    reviews: str | None = None


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
    beside: Beside,
    seconds: float,
) -> None:
    """Note the end of a build, and what it went by beside the documents."""
    connection.execute(
        "UPDATE runs SET finished_at = ?, documents_read = ?, documents_unchanged = ?,"
        " documents_failed = ?, documents_removed = ?, register_hash = ?, reviews = ?,"
        " seconds = ? WHERE id = ?",
        (finished_at.isoformat(timespec="seconds"), *tally, *beside, round(seconds, 3), run),
    )


def last_beside(connection: sqlite3.Connection) -> Beside:
    """What the last finished build went by beside the documents."""
    row = connection.execute(
        "SELECT register_hash, reviews FROM runs WHERE finished_at IS NOT NULL"
        " ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return Beside(*row) if row else Beside()
