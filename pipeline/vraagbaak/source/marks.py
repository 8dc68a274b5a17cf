"""What a catalogue remembers of its runs: how far it came, what it counted, and their reports."""

import datetime as dt
import sqlite3
from enum import StrEnum

from vraagbaak.source.listing import Window


class Mark(StrEnum):
    """A day that the next run goes by."""

    SINCE = "since"  # the first day of publication that was ever asked for
    COMPLETE_UNTIL = "complete_until"  # everything published until then is known
    RECHECKED = "rechecked_on"  # the months of the last year were counted
    RECOUNTED = "recounted_on"  # all months were counted


def read_mark(connection: sqlite3.Connection, source: str, mark: Mark) -> dt.date | None:
    """A day that was marked; None where it was not yet."""
    row = connection.execute(
        "SELECT value FROM marks WHERE source = ? AND name = ?", (source, mark)
    ).fetchone()
    return dt.date.fromisoformat(row[0]) if row else None


def set_mark(connection: sqlite3.Connection, source: str, mark: Mark, day: dt.date) -> None:
    """Mark a day."""
    connection.execute(
        "INSERT OR REPLACE INTO marks VALUES (?, ?, ?)", (source, mark, day.isoformat())
    )


def read_total(connection: sqlite3.Connection, source: str, month: Window) -> int | None:
    """The number of hits that a source counted in a month when that was last listed."""
    row = connection.execute(
        "SELECT total FROM months WHERE source = ? AND first_day = ?",
        (source, str(month.first_day)),
    ).fetchone()
    return int(row[0]) if row else None


def set_total(connection: sqlite3.Connection, source: str, month: Window, total: int) -> None:
    """Note the number of hits that a source counts in a month that is known in full."""
    connection.execute(
        "INSERT OR REPLACE INTO months VALUES (?, ?, ?)", (source, str(month.first_day), total)
    )


def begin_run(connection: sqlite3.Connection, source: str, now: dt.datetime) -> int:
    """Note that a run begins, and give its number; one that is killed has no report."""
    cursor = connection.execute(
        "INSERT INTO runs (source, started_at) VALUES (?, ?)",
        (source, now.isoformat(timespec="seconds")),
    )
    return int(cursor.lastrowid or 0)


def finish_run(connection: sqlite3.Connection, run: int, report: str) -> None:
    """Keep the report of a run."""
    connection.execute("UPDATE runs SET report = ? WHERE id = ?", (report, run))


def sources(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The sources that were ever asked."""
    rows = connection.execute("SELECT DISTINCT source FROM runs ORDER BY source")
    return tuple(source for (source,) in rows)


def reports(connection: sqlite3.Connection, source: str) -> tuple[str, ...]:
    """The reports of the runs of a source that came to an end, the last first."""
    rows = connection.execute(
        "SELECT report FROM runs WHERE source = ? AND report IS NOT NULL ORDER BY id DESC",
        (source,),
    )
    return tuple(report for (report,) in rows)
