"""The rows of what the sources say, and the questions and documents that they belong to."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from vraagbaak.dataset.annexes import place_with_number
from vraagbaak.dataset.database import insert_rows, transaction
from vraagbaak.dataset.keys import child_id, document_id
from vraagbaak.dataset.rows.document_rows import Row, Values, issue_row
from vraagbaak.records import Issue
from vraagbaak.records.source import FileVersion, RegisteredQuestion

OTHER_QUESTION = "other_question"
"""The code of the issue of a document that its source hands out for another question."""

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
        doubt = _other_question(registered, questions)
        for row in (*_rows(registered, questions), *filter(None, [doubt])):
            rows.setdefault(row.table, []).append(row)
    with transaction(connection):
        connection.execute("DELETE FROM source_questions")
        connection.execute("DELETE FROM issues WHERE code = ?", (OTHER_QUESTION,))
        # Together by table: each change of table costs a statement.
        insert_rows(connection, chain.from_iterable(rows.values()))


class UselessFile(NamedTuple):
    """A document of a question that was fetched and read to no use, and why."""

    source: str
    source_id: str
    number: str
    code: str
    message: str


def useless_files(connection: sqlite3.Connection) -> tuple[UselessFile, ...]:
    """The files that stand and could not be read, or hold the document of another question.

    An annex is none: its question does without.
    """
    rows = connection.execute(
        "SELECT source, source_id, source_files.number, code, message FROM source_files"
        " JOIN source_questions ON source_questions.id = source_question_id"
        " JOIN issues ON issues.document_id = source_files.document_id"
        " WHERE role = 'main' AND replaced_on IS NULL AND (severity = 'error'"
        " OR issues.id = source_files.document_id || '#' || ? || '/' || source_id)",
        (OTHER_QUESTION,),
    )
    return tuple(UselessFile(*row) for row in rows)


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
    """The question in its document; a source that hands out another's is not believed."""
    read = _read(registered, questions)
    place = place_with_number([printed for _, printed in read], registered.question.number)
    return None if place is None else read[place][0]


def _read(registered: RegisteredQuestion, questions: _Questions) -> list[tuple[str, int | None]]:
    """The questions in the document of a question of a source."""
    held = registered.document
    return questions.get(document_id(held.sha256), []) if held and held.sha256 else []


def _other_question(registered: RegisteredQuestion, questions: _Questions) -> Row | None:
    """The doubt about a document that bears the numbers of other questions only."""
    read, held = _read(registered, questions), registered.document
    if not read or not held or not held.sha256 or _question_read(registered, questions):
        return None
    document = document_id(held.sha256)
    question = registered.question
    printed = ", ".join(str(number or "?") for _, number in read)
    message = f"question {question.number} has it at its source, but it is of question {printed}"
    row = issue_row(document, None, 0, Issue(OTHER_QUESTION, message))
    return row._replace(
        values=row.values | {"id": child_id(document, OTHER_QUESTION, question.source_id)}
    )
