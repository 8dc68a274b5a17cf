"""What the sources say, in the dataset: its rows, and the questions that they lead to."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made_records import made_question

from vraagbaak.dataset.database import create_database, open_database, replace_document
from vraagbaak.dataset.keys import document_id
from vraagbaak.dataset.rows.document_rows import Content
from vraagbaak.dataset.rows.source_rows import replace_source_rows
from vraagbaak.records import DocumentRecord
from vraagbaak.records.source import (
    FileRole,
    FileVersion,
    RegisteredQuestion,
    SourceFile,
    SourceQuestion,
    SourceStep,
)

SHA, OLD_SHA = "a" * 64, "b" * 64
MAIN = SourceFile(
    "2229635", "https://docs.vlaamsparlement.be/files/pfile?id=2229635", FileRole.MAIN
)
ANNEX = SourceFile(
    "2225033", "https://docs.vlaamsparlement.be/files/pfile?id=2225033", FileRole.ANNEX
)
QUESTION = SourceQuestion(
    source="parliament",
    source_id="1947140",
    number=311,
    session_year="2025-2026",
    title="Collectief maatwerk",
    asked_by="Michiel Awouters",
    minister="Hilde Crevits",
    themes=("Werk", "Sociale economie, en meer"),
    asked_on=date(2025, 10, 2),
    answered_on=date(2025, 10, 23),
    published_on=date(2025, 11, 18),
    answer_kind=None,
    timely="J",
    steps=(SourceStep("Vraag gesteld aan de minister", date(2025, 10, 2)),),
    files=(MAIN, ANNEX),
)  # fmt: skip
SEEN, REPLACED = date(2025, 11, 18), date(2025, 11, 25)
REGISTERED = RegisteredQuestion(
    QUESTION,
    SEEN,
    None,
    (
        FileVersion(MAIN, OLD_SHA, "application/pdf", SEEN, REPLACED),
        FileVersion(MAIN, SHA, "application/pdf", REPLACED, None),
        FileVersion(ANNEX, None, None, None, None),
    ),
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    create_database(tmp_path / "made.sqlite")
    with open_database(tmp_path / "made.sqlite") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        content = Content(document_id(SHA), SHA, 1, ("a.pdf",))
        made = DocumentRecord("a.pdf", SHA, 3, True, (made_question(),))
        replace_document(connection, content, made, "mark")
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def test_a_question_of_a_source_leads_to_the_one_in_its_standing_document(
    connection: sqlite3.Connection,
) -> None:
    replace_source_rows(connection, [REGISTERED])
    (question,) = connection.execute("SELECT id FROM questions").fetchone()
    assert connection.execute(
        "SELECT id, question_id, answered_on, timely FROM source_questions"
    ).fetchall() == [("parliament/1947140", question, "2025-10-23", "J")]
    assert connection.execute(
        "SELECT number, role, document_id, replaced_on FROM source_files ORDER BY position"
    ).fetchall() == [
        ("2229635", "main", None, "2025-11-25"),
        ("2229635", "main", document_id(SHA), None),
        ("2225033", "annex", None, None),
    ]


def test_a_theme_with_a_comma_stays_one_theme(connection: sqlite3.Connection) -> None:
    replace_source_rows(connection, [REGISTERED])
    themes = connection.execute("SELECT theme FROM source_themes ORDER BY position").fetchall()
    assert themes == [("Werk",), ("Sociale economie, en meer",)]


def test_a_question_without_a_document_read_leads_nowhere(connection: sqlite3.Connection) -> None:
    replace_source_rows(connection, [replace(REGISTERED, versions=REGISTERED.versions[:1])])
    assert connection.execute("SELECT question_id FROM source_questions").fetchall() == [(None,)]


def test_the_rows_outlive_the_document_that_they_lead_to(connection: sqlite3.Connection) -> None:
    replace_source_rows(connection, [REGISTERED])
    connection.execute("DELETE FROM documents")
    assert connection.execute("SELECT question_id FROM source_questions").fetchall() == [(None,)]
    assert connection.execute("SELECT count(*) FROM source_files").fetchall() == [(3,)]


def test_a_document_of_another_question_leads_nowhere_and_says_so(
    connection: sqlite3.Connection,
) -> None:
    other = replace(REGISTERED, question=replace(QUESTION, number=15))
    for register in ([other], [other], [REGISTERED]):
        replace_source_rows(connection, register)
        (leads,) = connection.execute("SELECT question_id IS NOT NULL FROM source_questions")
        said = connection.execute(
            "SELECT document_id, message FROM issues WHERE code = 'other_question'"
        ).fetchall()
        assert leads == (register == [REGISTERED],)
        message = "question 15 has it at its source, but it is of question 311"
        assert said == ([(document_id(SHA), message)] if register == [other] else [])


def test_the_only_question_of_a_document_is_taken_where_a_number_is_missing(
    connection: sqlite3.Connection,
) -> None:
    replace_source_rows(connection, [replace(REGISTERED, question=replace(QUESTION, number=None))])
    assert connection.execute("SELECT question_id FROM source_questions").fetchall() != [(None,)]
