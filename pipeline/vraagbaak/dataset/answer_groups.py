"""Which questions one answer answers: a question to several ministers is several at its source."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vraagbaak.records import QuestionKind
from vraagbaak.vocabulary.place_names import name_key

_DIGITS = 16


class Asked(NamedTuple):
    """A question as events need it, from its source, its document or both; days are ISO texts.

    ``kind`` is None where nothing says what the answer is: it is then taken as one of its own.
    """

    key: str
    source_question_id: str | None
    question_id: str | None
    title: str
    asked_by: str
    minister: str | None
    kind: QuestionKind | None
    asked_on: str | None
    answered_on: str | None
    published_on: str | None
    seen_on: str | None
    withdrawn_on: str | None
    finding: str | None

    @property
    def is_referral(self) -> bool:
        """Whether its answer only refers to another one."""
        return self.kind is QuestionKind.REFERRAL

    @property
    def known_on(self) -> str | None:
        """The day from which the answer could be seen."""
        return self.published_on or self.seen_on or self.answered_on or self.asked_on


class AnswerGroup(NamedTuple):
    """One answer with all its questions, the one that has its text first.

    ``key`` does not change when more of the questions come in.
    """

    key: str
    questions: tuple[Asked, ...]


# What begins the words with which a source names these kinds.
_KIND_WORDS = {"gecoordineerd": QuestionKind.COORDINATED, "verwijz": QuestionKind.REFERRAL}

# A publication after the last day that anything was seen on is a slip of the source.
_FROM_SOURCES = """
    WITH seen AS (
        SELECT max((SELECT max(first_seen_on) FROM source_questions),
            coalesce((SELECT max(seen_on) FROM source_files), ''),
            coalesce((SELECT max(replaced_on) FROM source_files), '')) AS last
    )
    SELECT s.id, s.id, s.question_id, coalesce(s.title, q.title, ''),
        coalesce(s.asked_by, q.asked_by, ''), s.minister, q.kind, s.answer_kind,
        coalesce(s.asked_on, q.asked_on), s.answered_on,
        CASE WHEN s.published_on <= seen.last THEN s.published_on END, s.first_seen_on,
        s.withdrawn_on, d.finding
    FROM source_questions s JOIN seen
    LEFT JOIN questions q ON q.id = s.question_id
    LEFT JOIN deadlines d ON d.source_question_id = s.id
    ORDER BY s.id
"""
_FROM_DOCUMENTS = """
    SELECT q.id, NULL, q.id, q.title, coalesce(q.asked_by, ''), NULL, q.kind, NULL,
        q.asked_on, NULL, NULL, NULL, NULL, NULL
    FROM questions q
    WHERE NOT EXISTS (SELECT 1 FROM source_questions s WHERE s.question_id = q.id)
    ORDER BY q.id
"""


def asked_questions(connection: sqlite3.Connection) -> Iterator[Asked]:
    """Every question once: those of the sources, and those that only a document tells of."""
    for query in (_FROM_SOURCES, _FROM_DOCUMENTS):
        for row in connection.execute(query):
            yield Asked._make((*row[:6], _kind(*row[6:8]), *row[8:]))


def group_answers(questions: Sequence[Asked]) -> Iterator[AnswerGroup]:
    """The answers, each once.

    Questions of one asker on one day with one title, each to another minister, are one question.
    Where one of them has a coordinated answer, that is the answer to it and to those that refer.
    """
    groups: dict[str, list[Asked]] = {}
    for question in questions:
        if question.answered_on:
            groups.setdefault(_shared_key(question) or question.key, []).append(question)
    for key, members in groups.items():
        is_one = len({one.minister for one in members}) == len(members)
        coordinated = sorted(
            (one for one in members if is_one and one.kind is QuestionKind.COORDINATED),
            key=lambda one: (str(one.answered_on), one.key),
        )
        if coordinated:
            yield AnswerGroup(key, (*coordinated, *(one for one in members if one.is_referral)))
        yield from (
            AnswerGroup(one.key, (one,))
            for one in members
            if not (one in coordinated or (coordinated and one.is_referral))
        )


def _kind(of_document: str | None, said: str | None) -> QuestionKind | None:
    """What the document is; where it is not read or has no answer, what the source calls it."""
    if of_document and of_document != QuestionKind.QUESTION_ONLY:
        return QuestionKind(of_document)
    words = name_key(said or "")
    return next((kind for word, kind in _KIND_WORDS.items() if word in words), None)


def _shared_key(question: Asked) -> str | None:
    """What the same question to another minister shares; None where something of it is missing."""
    title = name_key(question.title)
    if not (title and question.asked_by and question.asked_on and question.source_question_id):
        return None
    words = "|".join((question.asked_on, name_key(question.asked_by), title))
    return f"coordinated/{hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]}"
