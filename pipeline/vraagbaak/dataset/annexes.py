"""The annexes in the database: which question each belongs to, and what was read of it."""

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from vraagbaak.dataset.database import insert_rows, remove_documents, transaction
from vraagbaak.dataset.keys import annex_id
from vraagbaak.dataset.rows.document_rows import Content, Row, document_rows
from vraagbaak.dataset.rows.question_rows import annex_rows, unread_annex_rows
from vraagbaak.records import DocumentRecord, Issue, Subject
from vraagbaak.records.source import FileRole

NO_QUESTION = "annex_of_no_question"
"""The code of the issue of an annex whose question is not in the dataset."""

OF_NO_QUESTION = Issue(
    NO_QUESTION, "which question it is an annex to is not clear, or that is not in the dataset"
)

_NO_TEXT = Issue("no_text", "het bestand heeft geen tekst: het is leeg, of een beeld")


class AskedQuestion(NamedTuple):
    """A question of the database, as far as its annexes need to know it."""

    id: str
    document: str
    number: int | None
    subject: Subject


class Tie(NamedTuple):
    """A question, and what an annex is called there."""

    question: AskedQuestion
    name: str

    @property
    def id(self) -> str:
        """The key of the annex."""
        return annex_id(self.question.id, self.name)


def place_with_number(printed: Sequence[int | None], wanted: int | None) -> int | None:
    """Which question of a document is meant: the one with the number, or the only one if unsure.

    Args:
        printed: the numbers of its questions; None where none is printed.
        wanted: the number that is looked for, None where it is not known.

    >>> place_with_number([311, 312], 312)
    1
    >>> place_with_number([None], 312)
    0
    >>> place_with_number([311], 312) is None
    True
    """
    if len(printed) == 1 and None in (wanted, printed[0]):
        return 0
    if wanted is None or printed.count(wanted) != 1:
        return None
    return printed.index(wanted)


def asked_questions(connection: sqlite3.Connection) -> Mapping[str, Sequence[AskedQuestion]]:
    """The questions of each document."""
    found: defaultdict[str, list[AskedQuestion]] = defaultdict(list)
    for key, document, number, asked_on, title in connection.execute(
        "SELECT id, document_id, number, asked_on, title FROM questions ORDER BY position"
    ):
        day = dt.date.fromisoformat(asked_on) if asked_on else None
        found[document].append(AskedQuestion(key, document, number, Subject(day, title)))
    return found


def stored_annexes(connection: sqlite3.Connection) -> dict[str, str]:
    """The document of each annex of the database."""
    return dict(connection.execute("SELECT id, document_id FROM annexes"))


def remove_annexes(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Take annexes out with all that was found in them; their documents stay."""
    with transaction(connection):
        connection.executemany("DELETE FROM annexes WHERE id = ?", ((key,) for key in keys))


def write_annex(
    connection: sqlite3.Connection,
    content: Content,
    ties: Sequence[Tie],
    outcome: DocumentRecord | Issue,
    fingerprint: str,
) -> None:
    """Write an annex in one transaction: its document, and its tables for each of its questions.

    A document that was read for the questions in it stays what it is.

    Raises:
        sqlite3.IntegrityError: the record contradicts itself or the register.
    """
    with transaction(connection):
        _write_document(connection, content, outcome, fingerprint)
        for tie in ties:
            insert_rows(connection, _rows(content, tie, outcome))


def _rows(content: Content, tie: Tie, outcome: DocumentRecord | Issue) -> Iterator[Row]:
    """What an annex holds for one of its questions."""
    about = (tie.question.id, tie.name, content.id)
    reason = _why_unread(outcome)
    if reason is not None:
        # The file is called otherwise there.
        file = PurePath(content.paths[0]).name
        reason = reason._replace(message=reason.message.removeprefix(f"{file}: "))
        yield from unread_annex_rows(*about, tie.question.document, reason)
    elif isinstance(outcome, DocumentRecord):
        for record in outcome.questions:
            yield from annex_rows(*about, record)


def _why_unread(outcome: DocumentRecord | Issue) -> Issue | None:
    """Why there is nothing of an annex; None where it was read."""
    if isinstance(outcome, Issue):
        return outcome
    return outcome.error if outcome.error or outcome.has_text else _NO_TEXT


def _write_document(
    connection: sqlite3.Connection,
    content: Content,
    outcome: DocumentRecord | Issue,
    fingerprint: str,
) -> None:
    """Write the rows about the document of an annex, unless they stand.

    They do where it is the annex of another question too, or was read for the questions in it.
    """
    stands = connection.execute(
        "SELECT 1 FROM documents WHERE id = ?1 AND (role = ?2"
        " OR EXISTS (SELECT 1 FROM annexes WHERE document_id = ?1))",
        (content.id, FileRole.MAIN),
    ).fetchone()
    if stands is None:
        remove_documents(connection, [content.id])
        insert_rows(connection, document_rows(content, outcome, fingerprint, FileRole.ANNEX))
