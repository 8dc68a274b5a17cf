"""How much the dataset holds: the numbers of a closing summary."""

import sqlite3
from typing import NamedTuple

from vraagbaak.dataset.annexes import NO_QUESTION
from vraagbaak.dataset.reviews.queue import stale_rulings
from vraagbaak.records import Status


class Unread(NamedTuple):
    """A document of questions that could not be read, or an annex of none, and why."""

    path: str
    code: str
    message: str


class Figures(NamedTuple):
    """Counts over the whole dataset.

    ``statuses`` counts the sub-questions by how they were answered, ``warnings`` the doubts by
    their code; both are sorted by name, the statuses complete. ``reviews`` are the rulings of
    people, ``stale_reviews`` those among them that do not count any more.
    """

    documents: int
    unread: tuple[Unread, ...]
    questions: int
    sub_questions: int
    statuses: tuple[tuple[str, int], ...]
    answers: int
    tables: int
    projects: int
    municipalities: int
    amounts: int
    references: int
    warnings: tuple[tuple[str, int], ...]
    reviews: int
    stale_reviews: int


def count_figures(connection: sqlite3.Connection) -> Figures:
    """Count what the database holds."""
    statuses: dict[str, int] = dict.fromkeys(Status, 0)
    statuses |= dict(
        connection.execute("SELECT status, count(*) FROM sub_questions GROUP BY status")
    )
    warnings = connection.execute(
        "SELECT code, count(*) FROM issues WHERE severity = 'warning' GROUP BY code ORDER BY code"
    )
    unread = connection.execute(
        "SELECT path, code, message FROM issues JOIN documents ON documents.id = document_id"
        " WHERE severity = 'error' AND (role = 'main' OR code = ?) ORDER BY path",
        (NO_QUESTION,),
    )
    return Figures(
        documents=_count(connection, "documents"),
        unread=tuple(Unread(*row) for row in unread),
        questions=_count(connection, "questions"),
        sub_questions=_count(connection, "sub_questions"),
        statuses=tuple((str(status), count) for status, count in statuses.items()),
        answers=_count(connection, "answers"),
        tables=_count(connection, "tables"),
        projects=_count(connection, "projects"),
        municipalities=_count(connection, "municipality_mentions"),
        amounts=_count(connection, "amount_mentions"),
        references=_count(connection, "references"),
        warnings=tuple(warnings),
        reviews=_count(connection, "reviews"),
        stale_reviews=len(stale_rulings(connection)),
    )


def _count(connection: sqlite3.Connection, table: str) -> int:
    (count,) = connection.execute(" ".join(("SELECT count(*) FROM", f'"{table}"'))).fetchone()
    return int(count)
