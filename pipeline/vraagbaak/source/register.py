"""The register of a corpus: every question that a source described, with its files through time."""

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby

from vraagbaak.records.source import (
    FileRole,
    FileVersion,
    RegisteredQuestion,
    SourceFile,
    SourceQuestion,
    SourceStep,
)

_FILES = """
    SELECT f.source, f.source_id, f.number, f.address, f.role, f.is_listed,
           v.sha256, v.media_type, v.bytes, v.seen_on, v.replaced_on
    FROM files f LEFT JOIN versions v
        ON v.source = f.source AND v.source_id = f.source_id AND v.number = f.number
    ORDER BY f.source, f.source_id, f.position, f.is_listed, f.number, v.place
"""
_QUESTIONS = """
    SELECT source, source_id, record, first_seen_on, withdrawn_on FROM questions
    WHERE record IS NOT NULL ORDER BY source, source_id
"""


def read_register(connection: sqlite3.Connection) -> Iterator[RegisteredQuestion]:
    """Every question that was described, in the order of its key."""
    files = {
        key: tuple(rows)
        for key, rows in groupby(connection.execute(_FILES), key=lambda row: (row[0], row[1]))
    }
    for source, source_id, record, first_seen_on, withdrawn_on in connection.execute(_QUESTIONS):
        rows = files.get((source, source_id), ())
        listed = dict.fromkeys(_file(row) for row in rows if row[5])
        yield RegisteredQuestion(
            question=_question(source, source_id, json.loads(record), tuple(listed)),
            first_seen_on=dt.date.fromisoformat(first_seen_on),
            withdrawn_on=_day(withdrawn_on),
            versions=tuple(map(_version, rows)),
        )


def has_documents(connection: sqlite3.Connection) -> bool:
    """Whether the document of any question was fetched."""
    query = (
        "SELECT 1 FROM versions v JOIN files f ON f.source = v.source"
        " AND f.source_id = v.source_id AND f.number = v.number WHERE f.role = ? LIMIT 1"
    )
    return connection.execute(query, (FileRole.MAIN,)).fetchone() is not None


def hash_register(connection: sqlite3.Connection) -> str:
    """A hash that changes with anything that the register says."""
    digest = hashlib.sha256()
    for query in (_QUESTIONS, _FILES):
        for row in connection.execute(query):
            digest.update(repr(row).encode())
    return digest.hexdigest()


def _file(row: tuple[object, ...]) -> SourceFile:
    return SourceFile(str(row[2]), str(row[3]), FileRole(str(row[4])))


def _version(row: tuple[object, ...]) -> FileVersion:
    sha256, media_type, size, seen_on, replaced_on = row[6:]
    return FileVersion(
        file=_file(row),
        sha256=None if sha256 is None else str(sha256),
        media_type=None if media_type is None else str(media_type),
        seen_on=_day(seen_on),
        replaced_on=_day(replaced_on),
        size=size if isinstance(size, int) else None,
    )


def _question(
    source: str, source_id: str, record: dict[str, object], files: tuple[SourceFile, ...]
) -> SourceQuestion:
    themes, steps = record["themes"], record["steps"]
    if not isinstance(themes, list) or not isinstance(steps, list):
        raise TypeError(f"the record of {source}/{source_id} is no record")
    number = record["number"]
    return SourceQuestion(
        source=source,
        source_id=source_id,
        number=number if isinstance(number, int) else None,
        session_year=_text(record["session_year"]),
        title=_text(record["title"]),
        asked_by=_text(record["asked_by"]),
        minister=_text(record["minister"]),
        themes=tuple(map(str, themes)),
        asked_on=_day(record["asked_on"]),
        answered_on=_day(record["answered_on"]),
        published_on=_day(record["published_on"]),
        answer_kind=_text(record["answer_kind"]),
        timely=_text(record["timely"]),
        steps=tuple(SourceStep(str(step["status"]), _day(step["on"])) for step in steps),
        files=files,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else None
