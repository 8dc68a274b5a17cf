"""The annexes of a build: tied to their questions once these are in, and planned to be read."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from vraagbaak.dataset.annexes import (
    AskedQuestion,
    Tie,
    asked_questions,
    place_with_number,
    stored_annexes,
)
from vraagbaak.records import Subject
from vraagbaak.runs.inventory import Annex, Found


class Reading(NamedTuple):
    """A content to read: for the questions in it or, with ties, as an annex to these questions.

    They all have the same subject.
    """

    found: Found
    ties: tuple[Tie, ...] = ()

    @property
    def subject(self) -> Subject | None:
        """What reading an annex must know; None for a document of its own."""
        return self.ties[0].question.subject if self.ties else None

    @property
    def documents(self) -> Iterator[str]:
        """The keys of the documents whose rows it changes."""
        yield self.found.content.id
        yield from (tie.question.document for tie in self.ties)


class Work(NamedTuple):
    """What there is to do: annexes to read, to take out, and contents that belong to nothing."""

    unread: tuple[Reading, ...] = ()
    gone: tuple[str, ...] = ()
    loose: tuple[Found, ...] = ()


class _Wanted(NamedTuple):
    """The annexes that there should be by their keys, and the contents that none of them has."""

    annexes: dict[str, tuple[str, Tie]]
    loose: list[str]


def plan_annexes(
    connection: sqlite3.Connection, annexes: Sequence[Annex], found: Collection[Found]
) -> Work:
    """Compare the annexes that there should be with those of the database.

    To be called when all documents with questions are in, and all that is to be read again is out.
    """
    contents = {one.content.id: one for one in found}
    wanted = _tie(connection, annexes)
    there = stored_annexes(connection)
    readings: defaultdict[tuple[str, Subject], list[Tie]] = defaultdict(list)
    for key, (content, tie) in wanted.annexes.items():
        if there.get(key) != content:
            readings[content, tie.question.subject].append(tie)
    kept = {key: content for key, (content, _) in wanted.annexes.items()}
    return Work(
        tuple(Reading(contents[key], tuple(ties)) for (key, _), ties in readings.items()),
        tuple(key for key, content in there.items() if kept.get(key) != content),
        tuple(contents[key] for key in wanted.loose),
    )


def _tie(connection: sqlite3.Connection, annexes: Sequence[Annex]) -> _Wanted:
    """Find the question of each annex; a content that a question has twice counts once."""
    questions = asked_questions(connection) if annexes else {}
    own: defaultdict[AskedQuestion, dict[str, str]] = defaultdict(dict)
    loose = dict.fromkeys(annex.content for annex in annexes)
    for annex in annexes:
        read = questions.get(annex.document or "", ())
        place = place_with_number([question.number for question in read], annex.number)
        if place is not None:
            loose.pop(annex.content, None)
            if annex.content != annex.document:
                own[read[place]].setdefault(annex.content, annex.name)
    found = {}
    for question, names in own.items():
        shared = Counter(names.values())
        for content, name in names.items():
            tie = Tie(question, name if shared[name] == 1 else f"{name}-{content}")
            found[tie.id] = (content, tie)
    return _Wanted(found, list(loose))
