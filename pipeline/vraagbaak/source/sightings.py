"""What was seen: a listing becomes known hits, questions to look at, and questions withdrawn."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vraagbaak.source.catalogue import whole
from vraagbaak.source.failures import RequestFailed
from vraagbaak.source.listing import Hit, Listing, Window

# A list that has lost all hits, or this many and more than half, is not believed.
_LOST_MANY = 10


class Sighting(NamedTuple):
    """The questions that a listing brought, that it says something new of, and that it lost."""

    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()


class _Known(NamedTuple):
    published_on: str | None
    fields: str
    gone_on: str | None


def note_listing(
    connection: sqlite3.Connection,
    source: str,
    listing: Listing,
    today: dt.date,
    *,
    believe_losses: bool = False,
) -> Sighting:
    """Write down a listing, whole or not at all, and what it means for each question.

    A question is due for a look where a hit of it is new or says something new; it is withdrawn
    where all its hits are gone.

    Raises:
        RequestFailed: ``shrunk``, where the listing lost too much to be believed.
    """
    seen = {(hit.source_id, hit.file_number): hit for hit in listing.hits}
    lost = [key for key in _standing(connection, source, listing.window) if key not in seen]
    kept = len(seen)
    is_too_much = not kept or (len(lost) >= _LOST_MANY and len(lost) > kept)
    if lost and is_too_much and not believe_losses:
        raise RequestFailed(
            "shrunk",
            f"{len(lost)} hits are gone and {kept} are left: nothing is called withdrawn;"
            " look at the source, and where it is right, run again with --believe-losses",
        )
    new: set[str] = set()
    changed: set[str] = set()
    with whole(connection):
        for hit in seen.values():
            was = _known_hit(connection, source, hit)
            if was != _Known(_day(hit.published_on), json.dumps(hit.fields), None):
                _write_hit(connection, source, hit, today)
                is_known = _is_known(connection, source, hit.source_id)
                (changed if is_known else new).add(hit.source_id)
        for source_id in sorted(new | changed):
            _make_due(connection, source, source_id, today)
        withdrawn = frozenset(_withdraw(connection, source, lost, today))
        pay_window(connection, source, listing.window)
    return Sighting(frozenset(new), frozenset(changed), withdrawn)


def live_hits(connection: sqlite3.Connection, source: str, source_id: str) -> tuple[Hit, ...]:
    """The hits of a question that stand, in a fixed order."""
    rows = connection.execute(
        "SELECT file_number, published_on, fields FROM hits"
        " WHERE source = ? AND source_id = ? AND gone_on IS NULL ORDER BY file_number",
        (source, source_id),
    )
    return tuple(
        Hit(
            source_id,
            number,
            dt.date.fromisoformat(day) if day else None,
            tuple((name, text) for name, text in json.loads(fields)),
        )
        for number, day, fields in rows
    )


def count_live_hits(connection: sqlite3.Connection, source: str, window: Window) -> int:
    """How many hits of a window stand."""
    return sum(1 for _ in _standing(connection, source, window))


# ------------------------------------------------------------------ windows that are owed


def owe_windows(connection: sqlite3.Connection, source: str, windows: Iterable[Window]) -> None:
    """Note windows that are to be listed: until they are, every run tries them."""
    with whole(connection):
        connection.executemany(
            "INSERT OR IGNORE INTO owed_windows VALUES (?, ?, ?)",
            ((source, *_days(window)) for window in windows),
        )


def owed_windows(connection: sqlite3.Connection, source: str) -> tuple[Window, ...]:
    """The windows that are still to be listed, the newest first."""
    rows = connection.execute(
        "SELECT first_day, last_day FROM owed_windows WHERE source = ?"
        " ORDER BY last_day DESC, first_day DESC",
        (source,),
    )
    return tuple(
        Window(*(dt.date.fromisoformat(day) if day else None for day in row)) for row in rows
    )


def pay_window(connection: sqlite3.Connection, source: str, window: Window) -> None:
    """Note that a window was listed."""
    connection.execute(
        "DELETE FROM owed_windows WHERE source = ? AND first_day >= ? AND last_day <= ?",
        (source, *_days(window)),
    )


# ------------------------------------------------------------------ rows


def _standing(
    connection: sqlite3.Connection, source: str, window: Window
) -> Iterator[tuple[str, str]]:
    """The keys of the hits that are known to stand in a window."""
    first, last = _days(window)
    query = "SELECT source_id, file_number FROM hits WHERE source = ? AND gone_on IS NULL"
    if first:
        return iter(
            connection.execute(
                " ".join((query, "AND published_on BETWEEN ? AND ?")), (source, first, last)
            ).fetchall()
        )
    return iter(connection.execute(query, (source,)).fetchall())


def _known_hit(connection: sqlite3.Connection, source: str, hit: Hit) -> _Known | None:
    row = connection.execute(
        "SELECT published_on, fields, gone_on FROM hits"
        " WHERE source = ? AND source_id = ? AND file_number = ?",
        (source, hit.source_id, hit.file_number),
    ).fetchone()
    return _Known(*row) if row else None


def _write_hit(connection: sqlite3.Connection, source: str, hit: Hit, today: dt.date) -> None:
    connection.execute(
        "INSERT INTO hits (source, source_id, file_number, published_on, fields, seen_on)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " published_on = excluded.published_on, fields = excluded.fields, gone_on = NULL",
        (
            source,
            hit.source_id,
            hit.file_number,
            _day(hit.published_on),
            json.dumps(hit.fields),
            today.isoformat(),
        ),
    )


def _is_known(connection: sqlite3.Connection, source: str, source_id: str) -> bool:
    query = "SELECT 1 FROM questions WHERE source = ? AND source_id = ?"
    return connection.execute(query, (source, source_id)).fetchone() is not None


def _make_due(connection: sqlite3.Connection, source: str, source_id: str, today: dt.date) -> None:
    connection.execute(
        "INSERT INTO questions (source, source_id, is_due, first_seen_on) VALUES (?, ?, 1, ?)"
        " ON CONFLICT DO UPDATE SET is_due = 1, withdrawn_on = NULL",
        (source, source_id, today.isoformat()),
    )


def _withdraw(
    connection: sqlite3.Connection, source: str, lost: list[tuple[str, str]], today: dt.date
) -> Iterator[str]:
    """Mark hits as gone; the questions that none is left of are withdrawn, the others are due."""
    connection.executemany(
        "UPDATE hits SET gone_on = ? WHERE source = ? AND source_id = ? AND file_number = ?",
        ((today.isoformat(), source, *key) for key in lost),
    )
    for source_id in dict.fromkeys(source_id for source_id, _ in lost):
        if live_hits(connection, source, source_id):
            _make_due(connection, source, source_id, today)
            continue
        connection.execute(
            "UPDATE questions SET withdrawn_on = ? WHERE source = ? AND source_id = ?",
            (today.isoformat(), source, source_id),
        )
        connection.execute(
            "DELETE FROM failures WHERE source = ? AND source_id = ?", (source, source_id)
        )
        yield source_id


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _days(window: Window) -> tuple[str, str]:
    """The days of a window as they are stored; empty where it has none."""
    return (_day(window.first_day) or "", _day(window.last_day) or "")
