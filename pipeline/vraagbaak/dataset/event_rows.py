"""The rows about what happened to the questions, from the facts of sources and documents."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vraagbaak.dataset.answer_groups import AnswerGroup, Asked, asked_questions, group_answers
from vraagbaak.dataset.keys import child_id
from vraagbaak.dataset.rows import Row
from vraagbaak.records.history import EventKind
from vraagbaak.vocabulary.terms import Timeliness

# A correction is a content that took the place of another one: of the same file, or of the file
# that held question and answer before.
_CORRECTIONS = """
    SELECT DISTINCT new.source_question_id, new.number, new.seen_on
    FROM source_files new JOIN source_files old
        ON old.source_question_id = new.source_question_id
        AND (old.number = new.number OR (old.role = 'main' AND new.role = 'main'))
    WHERE old.sha256 <> new.sha256 AND old.replaced_on <= new.seen_on
    ORDER BY new.source_question_id, new.number, new.seen_on
"""
# Of a sub-question with parts only the parts count.
_DODGED = """
    SELECT s.question_id, substr(s.id, length(s.question_id) + length('#sub_questions/') + 1),
        s.status, s.id
    FROM sub_questions s JOIN questions q ON q.id = s.question_id
    WHERE s.status IN ('referred', 'no_data', 'not_found')
        AND q.kind NOT IN ('referral', 'question_only')
        AND NOT EXISTS (SELECT 1 FROM sub_questions part WHERE part.parent_id = s.id)
    ORDER BY s.question_id, s.position
"""
_PROJECTS = """
    WITH places AS (
        SELECT question_id, id, position, lead_nis_code AS nis_code FROM projects
        UNION SELECT p.question_id, p.id, p.position, partner.nis_code
            FROM projects p JOIN project_partners partner ON partner.project_id = p.id
    )
    SELECT question_id, nis_code, count(*), id, min(position) FROM places
    WHERE nis_code IS NOT NULL
    GROUP BY question_id, nis_code
    ORDER BY question_id, nis_code
"""


class _Event(NamedTuple):
    kind: EventKind
    path: tuple[str, ...]
    happened_on: str | None
    known_on: str | None
    detail: str | None = None
    subject_id: str | None = None
    nis_code: str | None = None


def event_rows(connection: sqlite3.Connection) -> Iterator[Row]:
    """Every event with its questions; one that no day is known of is left out.

    No clock is asked: the same facts give the same events.
    """
    questions = tuple(asked_questions(connection))
    for group in group_answers(questions):
        for event in _of_answer(group):
            yield from _rows(group.key, event, group.questions)
    for asked in questions:
        for event in _of_question(asked):
            yield from _rows(asked.key, event, (asked,))
    by_source = {one.source_question_id: one for one in questions}
    for source, number, seen_on in connection.execute(_CORRECTIONS):
        event = _Event(EventKind.CORRECTED, (number, seen_on), seen_on, seen_on, number)
        yield from _rows(source, event, (by_source[source],))
    yield from _found_in_answers(connection, questions)


def _found_in_answers(connection: sqlite3.Connection, questions: Iterable[Asked]) -> Iterator[Row]:
    """What stands in the answers; one document may belong to several questions of a source."""
    by_question: dict[str, list[Asked]] = {}
    for one in questions:
        if one.question_id:
            by_question.setdefault(one.question_id, []).append(one)
    for question, name, status, subject in connection.execute(_DODGED):
        found = _found(EventKind.DODGED, name, by_question[question][0], status, subject)
        yield from _rows(by_question[question][0].key, found, by_question[question])
    for question, nis_code, count, subject, _ in connection.execute(_PROJECTS):
        first = by_question[question][0]
        found = _found(EventKind.PROJECT, nis_code, first, str(count), subject)
        yield from _rows(first.key, found._replace(nis_code=nis_code), by_question[question])


def _of_answer(group: AnswerGroup) -> Iterator[_Event]:
    answering = group.questions[0]
    kind = EventKind.REFERRED if answering.is_referral else EventKind.ANSWERED
    yield _Event(kind, (), answering.answered_on, answering.known_on)
    if answering.finding == Timeliness.LATE and not answering.is_referral:
        yield _Event(EventKind.LATE, (), answering.answered_on, answering.known_on)


def _of_question(asked: Asked) -> Iterator[_Event]:
    known_on = asked.known_on if asked.source_question_id else asked.asked_on
    yield _Event(EventKind.ASKED, (), asked.asked_on, known_on)
    yield _Event(EventKind.PUBLISHED, (), asked.published_on, asked.published_on)
    yield _Event(EventKind.WITHDRAWN, (), asked.withdrawn_on, asked.withdrawn_on)


def _found(kind: EventKind, name: str, asked: Asked, detail: str, subject_id: str) -> _Event:
    """What stands in an answer happened with it."""
    happened_on = asked.answered_on or asked.asked_on
    return _Event(kind, (name,), happened_on, asked.known_on, detail, subject_id)


def _rows(key: str, event: _Event, questions: Iterable[Asked]) -> Iterator[Row]:
    if event.happened_on is None:
        return
    event_id = child_id(key, event.kind, *event.path)
    yield Row(
        "events",
        {
            "id": event_id,
            "kind": event.kind,
            "happened_on": event.happened_on,
            "known_on": event.known_on or event.happened_on,
            "detail": event.detail,
            "subject_id": event.subject_id,
            "nis_code": event.nis_code,
        },
    )
    for position, asked in enumerate(questions):
        yield Row(
            "event_questions",
            {
                "event_id": event_id,
                "position": position,
                "source_question_id": asked.source_question_id,
                "question_id": asked.question_id,
            },
        )
