"""The rows of what the sources say, and the questions and documents that they belong to."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain

from vraagbaak.dataset.database import insert_rows, transaction
from vraagbaak.dataset.keys import child_id, document_id
from vraagbaak.dataset.rows import Row, Values
from vraagbaak.records.source import FileVersion, RegisteredQuestion

_Questions = dict[str, list[tuple[str, int | None]]]
"""The questions of each document, with their numbers."""


def replace_source_rows(
    connection: sqlite3.Connection, register: Iterable[RegisteredQuestion]
) -> None:
    """Write anew what the sources say, each question beside the one read from its document.

    To be called when all documents are in: questions get their final ids last.
    """
    questions: _Questions = {key: [] for (key,) in connection.execute("SELECT id FROM documents")}
    for document, *question in connection.execute("SELECT document_id, id, number FROM questions"):
        questions[document].append((question[0], question[1]))
    rows: dict[str, list[Row]] = {}
    for registered in register:
        for row in _rows(registered, questions):
            rows.setdefault(row.table, []).append(row)
    with transaction(connection):
        connection.execute("DELETE FROM source_questions")
        # Together by table: each change of table costs a statement.
        insert_rows(connection, chain.from_iterable(rows.values()))


def _rows(registered: RegisteredQuestion, questions: _Questions) -> Iterator[Row]:
    question = registered.question
    key = f"{question.source}/{question.source_id}"
    yield Row(
        "source_questions",
        {
            "id": key,
            "source": question.source,
            "source_id": question.source_id,
            "question_id": _question_read(registered, questions),
            "number": question.number,
            "session_year": question.session_year,
            "asked_by": question.asked_by,
            "minister": question.minister,
            "title": question.title,
            "asked_on": question.asked_on,
            "answered_on": question.answered_on,
            "published_on": question.published_on,
            "answer_kind": question.answer_kind,
            "timely": question.timely,
            "first_seen_on": registered.first_seen_on,
            "withdrawn_on": registered.withdrawn_on,
        },
    )
    yield from _children("theme", key, ({"theme": theme} for theme in question.themes))
    steps: Iterable[Values] = (
        {"status": step.status, "happened_on": step.on} for step in question.steps
    )
    yield from _children("step", key, steps)
    yield from _children("file", key, (_file(one, questions) for one in registered.versions))


def _children(what: str, key: str, rows: Iterable[Values]) -> Iterator[Row]:
    for position, values in enumerate(rows):
        own: Values = {
            "id": child_id(key, f"{what}s", position),
            "source_question_id": key,
            "position": position,
        }
        yield Row(f"source_{what}s", own | values)


def _file(version: FileVersion, questions: _Questions) -> Values:
    document = document_id(version.sha256) if version.sha256 else None
    return {
        "number": version.file.number,
        "role": version.file.role,
        "address": version.file.address,
        "sha256": version.sha256,
        "document_id": document if document in questions else None,
        "media_type": version.media_type,
        "seen_on": version.seen_on,
        "replaced_on": version.replaced_on,
    }


def _question_read(registered: RegisteredQuestion, questions: _Questions) -> str | None:
    """The question in its document; of several in there, the one that bears the number."""
    held = registered.document
    read = questions.get(document_id(held.sha256), []) if held and held.sha256 else []
    if len(read) > 1:
        read = [one for one in read if one[1] == registered.question.number]
    return read[0][0] if len(read) == 1 else None
