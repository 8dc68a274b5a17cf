"""Which questions one answer answers: a question to several ministers is several at its source."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vraagbaak.records import QuestionKind
from vraagbaak.vocabulary.place_names import name_key

_DIGITS = 16
# What begins the words with which a source names these kinds.
_KIND_WORDS = {"gecoordineerd": QuestionKind.COORDINATED, "verwijz": QuestionKind.REFERRAL}


class Answered(NamedTuple):
    """A question with an answer that is coordinated or refers to another; days are ISO texts."""

    key: str
    kind: QuestionKind
    title: str
    asked_by: str
    minister: str | None
    asked_on: str | None
    answered_on: str


class AnswerGroup(NamedTuple):
    """One answer with all its questions, the one that has its text first.

    ``key`` does not change when more of the questions come in.
    """

    key: str
    questions: tuple[Answered, ...]


def kind_of_answer(of_document: str | None, said: str | None) -> str | None:
    """What the document is; where it is not read or has no answer, what the source calls it.

    >>> kind_of_answer("answer", "verwijzend"), kind_of_answer(None, "Gecoördineerd antwoord")
    ('answer', 'coordinated')
    """
    if of_document and of_document != QuestionKind.QUESTION_ONLY:
        return of_document
    words = name_key(said or "")
    return next((kind.value for word, kind in _KIND_WORDS.items() if word in words), None)


def group_answers(questions: Iterable[Answered]) -> Iterator[AnswerGroup]:
    """The answers that are coordinated or refer to another, each once.

    Questions of one asker on one day with one title, each to another minister, are one question.
    Where one of them has a coordinated answer, that is the answer to it and to those that refer.
    """
    groups: dict[str, list[Answered]] = {}
    for question in questions:
        groups.setdefault(_shared_key(question) or question.key, []).append(question)
    for key, members in groups.items():
        is_one = len({one.minister for one in members}) == len(members)
        coordinated = sorted(
            (one for one in members if one.kind is QuestionKind.COORDINATED),
            key=lambda one: (one.answered_on, one.key),
        )
        if is_one and coordinated:
            others = (one for one in members if one.kind is QuestionKind.REFERRAL)
            yield AnswerGroup(key, (*coordinated, *others))
        else:
            yield from (AnswerGroup(one.key, (one,)) for one in members)


def _shared_key(question: Answered) -> str | None:
    """What the same question to another minister shares; None where something of it is missing."""
    title, asker = name_key(question.title), name_key(question.asked_by)
    if not (title and asker and question.asked_on):
        return None
    words = "|".join((question.asked_on, asker, title))
    return f"coordinated/{hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]}"
