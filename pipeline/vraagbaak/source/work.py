"""What is still to be done: questions to look at, files to fetch, and what failed, with pauses."""

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from typing import NamedTuple

from vraagbaak.records.source import FileRole, SourceFile, SourceQuestion
from vraagbaak.source.catalogue import whole
from vraagbaak.source.failures import RequestFailed

_LONGEST_PAUSE = 30  # days
_UNREAD = "unread_"  # begins the codes of what was fetched but could not be read
_FORGET = "DELETE FROM failures WHERE source = ? AND source_id = ? AND number = ?"


class Failure(NamedTuple):
    """What could not be had, how often it was tried, and when it is tried again.

    ``number`` is that of a file; empty where the question itself failed.
    """

    source: str
    source_id: str
    number: str
    code: str
    message: str
    times: int
    first_at: str
    next_at: str


class DueFile(NamedTuple):
    """A file to fetch, and the question it belongs to."""

    source_id: str
    file: SourceFile


# What is due, but for what failed and is not to be tried again yet.
_NOT_PAUSED = """
    NOT EXISTS (SELECT 1 FROM failures f WHERE f.source = t.source AND f.source_id = t.source_id
                AND f.number = NUMBER AND f.next_at > ?)
"""
_DUE_QUESTIONS = """
    SELECT t.source_id FROM questions t
    WHERE t.source = ? AND t.is_due AND t.withdrawn_on IS NULL AND NOT_PAUSED
    ORDER BY (SELECT max(published_on) FROM hits h
              WHERE h.source = t.source AND h.source_id = t.source_id) DESC, t.source_id
""".replace("NOT_PAUSED", _NOT_PAUSED.replace("NUMBER", "''"))
_DUE_FILES = """
    SELECT t.source_id, t.number, t.address, t.role FROM files t
    JOIN questions q ON q.source = t.source AND q.source_id = t.source_id
    WHERE t.source = ? AND t.is_due AND q.withdrawn_on IS NULL
        AND (? IS NULL OR t.source_id = ?) AND NOT_PAUSED
    ORDER BY t.source_id, t.position, t.number
""".replace("NOT_PAUSED", _NOT_PAUSED.replace("NUMBER", "t.number"))


def due_questions(connection: sqlite3.Connection, source: str, now: dt.datetime) -> tuple[str, ...]:
    """The questions that are to be looked at, the last published first."""
    rows = connection.execute(_DUE_QUESTIONS, (source, _moment(now)))
    return tuple(source_id for (source_id,) in rows)


def due_files(
    connection: sqlite3.Connection, source: str, now: dt.datetime, source_id: str | None = None
) -> tuple[DueFile, ...]:
    """The files that are to be fetched, those of one question or of all."""
    rows = connection.execute(_DUE_FILES, (source, source_id, source_id, _moment(now)))
    return tuple(
        DueFile(source_id, SourceFile(number, address, FileRole(role)))
        for source_id, number, address, role in rows
    )


def count_due(connection: sqlite3.Connection, source: str) -> tuple[int, int]:
    """How many questions and files wait, those that failed too."""
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    return len(due_questions(connection, source, far)), len(due_files(connection, source, far))


# ------------------------------------------------------------------ what was done


def note_description(
    connection: sqlite3.Connection, question: SourceQuestion, today: dt.date
) -> None:
    """Write down what a source says of a question; all the files that it lists are due."""
    key = (question.source, question.source_id)
    with whole(connection):
        connection.execute(
            "UPDATE questions SET is_due = 0, record = ? WHERE source = ? AND source_id = ?",
            (_to_json(question), *key),
        )
        connection.execute(
            "UPDATE files SET is_listed = 0, is_due = 0 WHERE source = ? AND source_id = ?", key
        )
        for position, file in enumerate(question.files):
            connection.execute(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, 1, 1) ON CONFLICT DO UPDATE SET"
                " position = excluded.position, address = excluded.address,"
                " role = excluded.role, is_listed = 1, is_due = 1",
                (*key, file.number, position, file.address, file.role),
            )
        connection.execute(
            "UPDATE versions SET replaced_on = ? WHERE source = ? AND source_id = ?"
            " AND replaced_on IS NULL AND number IN (SELECT number FROM files"
            " WHERE source = ? AND source_id = ? AND NOT is_listed)",
            (today.isoformat(), *key, *key),
        )
        connection.execute(
            "DELETE FROM failures WHERE source = ? AND source_id = ? AND number NOT IN"
            " (SELECT number FROM files WHERE source = ? AND source_id = ? AND is_listed)",
            (*key, *key),
        )


def note_content(
    connection: sqlite3.Connection,
    key: tuple[str, str, str],
    content: bytes,
    media_type: str,
    today: dt.date,
) -> bool:
    """Write down the content that a file has now; True where that is another than before.

    Args:
        connection: the catalogue.
        key: source, question and number of the file.
        content: its bytes, which are in the store by now.
        media_type: what they are.
        today: the day on which they were seen.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    with whole(connection):
        last = connection.execute(
            "SELECT place, sha256 FROM versions WHERE source = ? AND source_id = ? AND number = ?"
            " ORDER BY place DESC LIMIT 1",
            key,
        ).fetchone()
        place = last[0] if last else -1
        is_same = last is not None and last[1] == sha256
        connection.execute(
            "UPDATE versions SET replaced_on = CASE WHEN ? THEN NULL"
            " ELSE coalesce(replaced_on, ?) END"
            " WHERE source = ? AND source_id = ? AND number = ? AND place = ?",
            (is_same, today.isoformat(), *key, place),
        )
        if not is_same:
            row = (*key, place + 1, sha256, media_type, len(content), today.isoformat())
            connection.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)", row)
        connection.execute(
            "UPDATE files SET is_due = 0 WHERE source = ? AND source_id = ? AND number = ?", key
        )
        # The same content will not be read better: what was said of it stands.
        connection.execute(
            " ".join((_FORGET, "AND NOT (? AND code LIKE ?)")), (*key, is_same, f"{_UNREAD}%")
        )
    return not is_same


def note_unread(
    connection: sqlite3.Connection,
    source: str,
    unread: Mapping[tuple[str, str], tuple[str, str]],
    now: dt.datetime,
) -> None:
    """Have files fetched again, with growing pauses, whose content was of no use.

    Args:
        connection: the catalogue.
        source: the name of the source.
        unread: why, as a code and a message, by question and number of the file; all there are.
        now: the time.
    """
    with whole(connection):
        known = {failure[:3]: failure for failure in failures(connection)}
        for key, failure in known.items():
            if failure.code.startswith(_UNREAD) and key[0] == source and key[1:] not in unread:
                connection.execute(_FORGET, key)
        for (source_id, number), (code, message) in unread.items():
            key = (source, source_id, number)
            if key not in known or known[key].next_at <= _moment(now):
                _write_failure(connection, key, f"{_UNREAD}{code}", message, now)
                connection.execute(
                    "UPDATE files SET is_due = 1"
                    " WHERE source = ? AND source_id = ? AND number = ? AND is_listed",
                    key,
                )


# ------------------------------------------------------------------ what failed


def note_failure(
    connection: sqlite3.Connection,
    key: tuple[str, str, str],
    error: RequestFailed,
    now: dt.datetime,
) -> None:
    """Write down a failure. The next run tries again, then a day passes, then two, four, eight."""
    with whole(connection):
        _write_failure(connection, key, error.code, str(error), now)


def _write_failure(
    connection: sqlite3.Connection, key: tuple[str, ...], code: str, message: str, now: dt.datetime
) -> None:
    known = connection.execute(
        "SELECT times, first_at FROM failures WHERE source = ? AND source_id = ? AND number = ?",
        key,
    ).fetchone()
    times, first_at = known or (0, _moment(now))
    pause = dt.timedelta(days=min(2 ** (times - 1), _LONGEST_PAUSE) if times else 0)
    connection.execute(
        "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*key, code, message, times + 1, first_at, _moment(now + pause)),
    )


def forget_pauses(connection: sqlite3.Connection, source: str, now: dt.datetime) -> None:
    """Let everything that failed be tried again now."""
    connection.execute("UPDATE failures SET next_at = ? WHERE source = ?", (_moment(now), source))


def failures(connection: sqlite3.Connection) -> tuple[Failure, ...]:
    """Everything that could not be had, by its key."""
    rows = connection.execute("SELECT * FROM failures ORDER BY source, source_id, number")
    return tuple(Failure(*row) for row in rows)


def _to_json(question: SourceQuestion) -> str:
    record = asdict(question)
    for name in ("source", "source_id", "files"):
        del record[name]
    return json.dumps(record, ensure_ascii=False, default=_isoformat)


def _isoformat(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no date")


def _moment(moment: dt.datetime) -> str:
    """A moment as it is stored, so that moments sort as texts."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")
