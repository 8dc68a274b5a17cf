"""Deadlines and events in the dataset: one answer is one event, and no clock moves them."""

import csv
import datetime as dt
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_records import made_question
from made_sources import SEEN, registered, version

from vraagbaak.dataset.checks.proof import check_rows
from vraagbaak.dataset.database import (
    create_database,
    open_database,
    replace_document,
    replace_municipalities,
)
from vraagbaak.dataset.keys import document_id
from vraagbaak.dataset.rows.document_rows import Content, municipality_rows
from vraagbaak.dataset.rows.history import replace_history
from vraagbaak.dataset.rows.source_rows import replace_source_rows
from vraagbaak.records import DocumentRecord, Issue, QuestionKind, QuestionRecord
from vraagbaak.records.source import (
    RegisteredQuestion,
    SourceStep,
)
from vraagbaak.vocabulary.municipalities import load_gazetteer


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("history") / "empty.sqlite"
    create_database(path)
    with open_database(path) as connection:
        replace_municipalities(connection, municipality_rows(load_gazetteer().municipalities))
    return path


@pytest.fixture
def connection(empty: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = Path(shutil.copy(empty, tmp_path / "made.sqlite"))
    with open_database(path) as connection:
        yield connection


def write(connection: sqlite3.Connection, *questions: RegisteredQuestion) -> None:
    replace_source_rows(connection, questions)
    replace_history(connection)


def read_document(
    connection: sqlite3.Connection, letter: str, record: QuestionRecord | None = None
) -> None:
    content = Content(document_id(letter * 64), letter * 64, 1, (f"{letter}.pdf",))
    made = DocumentRecord(f"{letter}.pdf", letter * 64, 3, True, (record or made_question(),))
    replace_document(connection, content, made, "mark")


def of_kind(kind: QuestionKind, number: int) -> QuestionRecord:
    record = made_question(number)
    return replace(record, question=replace(record.question, kind=kind))


def deadline(connection: sqlite3.Connection, key: str = "parliament/1") -> tuple[object, ...]:
    found = connection.execute(
        "SELECT due_earliest, due_latest, finding, source_finding, agrees FROM deadlines"
        " WHERE source_question_id = ?",
        (key,),
    ).fetchone()
    return tuple(found)


def events(connection: sqlite3.Connection, *kinds: str) -> list[tuple[str, str, str]]:
    found = connection.execute("SELECT id, happened_on, known_on, kind FROM events ORDER BY id")
    return [(key, on, known) for key, on, known, kind in found if not kinds or kind in kinds]


def questions_of(connection: sqlite3.Connection, event: str) -> list[str]:
    return [
        key
        for (key,) in connection.execute(
            "SELECT source_question_id FROM event_questions WHERE event_id = ? ORDER BY position",
            (event,),
        )
    ]


# ------------------------------------------------------------------ deadlines


def test_our_finding_stands_beside_that_of_the_source(connection: sqlite3.Connection) -> None:
    late = dt.date(2025, 6, 24)
    write(
        connection,
        registered("1", timely="J"),
        registered("2", timely="N"),
        registered("3", answered_on=late, steps=(SourceStep("Laattijdig beantwoord", late),)),
        registered("4", answered_on=late, timely="J"),
        registered("5", timely="onbekend"),
    )
    due = ("2025-06-18", "2025-06-18")
    assert deadline(connection, "parliament/1") == (*due, "in_time", "in_time", 1)
    assert deadline(connection, "parliament/2") == (*due, "in_time", "late", 0)
    assert deadline(connection, "parliament/3") == (*due, "late", "late", 1)
    assert deadline(connection, "parliament/4") == (*due, "late", "in_time", 0)
    assert deadline(connection, "parliament/5") == (*due, "in_time", None, None)


def test_a_doubtful_finding_neither_agrees_nor_differs(connection: sqlite3.Connection) -> None:
    friday = registered("1", asked_on=dt.date(2025, 5, 16), answered_on=dt.date(2025, 6, 20))
    write(connection, replace(friday, question=replace(friday.question, timely="N")))
    assert deadline(connection) == ("2025-06-18", "2025-06-23", "perhaps_late", "late", None)


def test_what_has_no_answer_is_looked_at_from_the_newest_publication(
    connection: sqlite3.Connection,
) -> None:
    silent = registered("1", answered_on=None, published_on=None)
    write(connection, silent, registered("2"))
    assert deadline(connection)[2] == "embargo"
    day = dt.date(2026, 1, 21)
    write(connection, silent, registered("2", published_on=day, seen=day))
    assert deadline(connection)[2] == "perhaps_late"
    write(connection, silent, registered("2", published_on=dt.date(2025, 6, 18)))
    assert deadline(connection)[2] == "open"
    write(connection, silent)
    assert deadline(connection)[2] is None


def test_a_question_without_a_day_has_no_term(connection: sqlite3.Connection) -> None:
    write(connection, registered(asked_on=None))
    assert deadline(connection) == (None,) * 5


def test_an_answer_before_its_question_says_nothing(connection: sqlite3.Connection) -> None:
    write(connection, registered(answered_on=dt.date(2025, 5, 2)))
    assert deadline(connection)[2] is None


def test_a_publication_that_nobody_can_have_seen_is_not_believed(
    connection: sqlite3.Connection,
) -> None:
    silent = registered("1", answered_on=None, published_on=None)
    write(connection, silent, registered("2", published_on=dt.date(2099, 1, 1)))
    assert deadline(connection)[2] is None
    assert max(known for _, _, known in events(connection)) == SEEN.isoformat()


# ------------------------------------------------------------------ events


def test_a_question_has_a_history(connection: sqlite3.Connection) -> None:
    withdrawn = replace(registered(), withdrawn_on=dt.date(2025, 9, 1))
    write(connection, withdrawn)
    assert events(connection) == [
        ("parliament/1#answered", "2025-06-18", "2025-07-11"),
        ("parliament/1#asked", "2025-05-12", "2025-07-11"),
        ("parliament/1#published", "2025-07-11", "2025-07-11"),
        ("parliament/1#withdrawn", "2025-09-01", "2025-09-01"),
    ]


def test_an_unpublished_question_is_known_since_it_was_seen(
    connection: sqlite3.Connection,
) -> None:
    write(connection, registered(answered_on=None, published_on=None))
    assert events(connection) == [("parliament/1#asked", "2025-05-12", SEEN.isoformat())]


def test_only_an_answer_that_is_late_under_every_reading_is_a_late_one(
    connection: sqlite3.Connection,
) -> None:
    perhaps = {"asked_on": dt.date(2025, 5, 16), "answered_on": dt.date(2025, 6, 20)}
    write(
        connection,
        registered("1"),
        registered("2", **perhaps),
        registered("3", answered_on=dt.date(2025, 6, 19), title="Iets anders"),
        registered("4", answered_on=None),
    )
    assert events(connection, "late") == [("parliament/3#late", "2025-06-19", "2025-07-11")]


def test_a_new_content_is_a_correction_and_a_first_one_is_none(
    connection: sqlite3.Connection,
) -> None:
    write(
        connection,
        registered(
            "1",
            versions=(
                version("9", "a", "2025-07-11", "2025-08-01"),
                version("9", "b", "2025-08-01", "2025-09-01"),
                version("9", "a", "2025-09-01"),
            ),
        ),
        registered(
            "2",
            versions=(
                version("10", "c", "2025-07-11", "2025-08-05"),
                version("11", "d", "2025-08-05"),
            ),
        ),
        registered("3", versions=(version("12", "e", "2025-07-11"),)),
    )
    assert [key for key, _, _ in events(connection, "corrected")] == [
        "parliament/1#corrected/9/2025-08-01",
        "parliament/1#corrected/9/2025-09-01",
        "parliament/2#corrected/11/2025-08-05",
    ]


def test_a_coordinated_answer_is_one_event_with_all_its_questions(
    connection: sqlite3.Connection,
) -> None:
    asked = [
        registered(str(number), answer_kind="Verwijzend antwoord", minister=f"Minister {number}")
        for number in range(1, 10)
    ]
    asked[4] = registered("5", answer_kind="GECOÖRDINEERD antwoord", minister="Minister 5")
    write(connection, *asked)
    (answer,) = events(connection, "answered", "referred")
    assert answer[0].startswith("coordinated/")
    keys = questions_of(connection, answer[0])
    assert keys[0] == "parliament/5"
    assert sorted(keys) == [f"parliament/{number}" for number in range(1, 10)]
    write(connection, *asked[:5])
    assert [key for key, _, _ in events(connection, "answered")] == [answer[0]]


def test_two_questions_to_one_minister_are_two_whatever_they_share(
    connection: sqlite3.Connection,
) -> None:
    write(
        connection,
        registered("1", answer_kind="Gecoördineerd antwoord"),
        registered("2", answer_kind="Gecoördineerd antwoord"),
    )
    assert len(events(connection, "answered")) == 2


def test_a_referral_alone_is_no_answer(connection: sqlite3.Connection) -> None:
    write(connection, registered(answer_kind="verwijzend", answered_on=dt.date(2025, 7, 1)))
    assert [key for key, _, _ in events(connection, "answered", "late", "referred")] == [
        "parliament/1#referred"
    ]


def test_ministers_who_answer_each_for_themselves_give_an_answer_each(
    connection: sqlite3.Connection,
) -> None:
    write(connection, registered("1"), registered("2"))
    assert len(events(connection, "answered")) == 2


def test_what_the_document_says_outweighs_what_the_source_calls_it(
    connection: sqlite3.Connection,
) -> None:
    read_document(connection, "a", of_kind(QuestionKind.REFERRAL, 1))
    write(connection, registered("1", versions=(version("9", "a", "2025-07-11"),)))
    assert [key for key, _, _ in events(connection, "answered", "referred")] == [
        "parliament/1#referred"
    ]


def test_sub_questions_without_content_and_projects_happen_with_their_answer(
    connection: sqlite3.Connection,
) -> None:
    read_document(connection, "a", made_question(1))
    write(connection, registered("1", versions=(version("9", "a", "2025-07-11"),)))
    found = connection.execute(
        "SELECT id, happened_on, known_on, detail, nis_code FROM events"
        " WHERE kind IN ('dodged', 'project') ORDER BY id"
    ).fetchall()
    assert found == [
        ("parliament/1#dodged/2", "2025-06-18", "2025-07-11", "not_found", None),
        ("parliament/1#project/71016", "2025-06-18", "2025-07-11", "1", "71016"),
        ("parliament/1#project/72004", "2025-06-18", "2025-07-11", "1", "72004"),
    ]


@pytest.mark.parametrize("kind", [QuestionKind.REFERRAL, QuestionKind.QUESTION_ONLY])
def test_nothing_is_dodged_where_there_is_no_answer_with_content(
    connection: sqlite3.Connection, kind: QuestionKind
) -> None:
    read_document(connection, "a", of_kind(kind, 1))
    write(connection)
    assert events(connection, "dodged") == []


def test_a_document_without_a_source_has_events_of_its_own(connection: sqlite3.Connection) -> None:
    read_document(connection, "a")
    write(connection)
    assert [key for key, _, _ in events(connection, "asked", "dodged")] == [
        "2020-2021/somers/311#asked",
        "2020-2021/somers/311#dodged/2",
    ]


def test_the_same_facts_give_the_same_rows_and_a_dataset_that_holds(
    connection: sqlite3.Connection,
) -> None:
    read_document(connection, "a", made_question(1))
    question = registered("1", versions=(version("9", "a", "2025-07-11"),))
    write(connection, question)
    before = list(connection.iterdump())
    write(connection, question)
    assert list(connection.iterdump()) == before
    assert check_rows(connection) == []


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE deadlines SET finding = 'late'", "deadlines"),
        ("UPDATE deadlines SET due_earliest = '2025-05-12'", "deadlines"),
        ("UPDATE deadlines SET due_latest = '2025-06-17'", "deadlines"),
        ("DELETE FROM event_questions", "events"),
    ],
)
def test_a_history_that_does_not_hold_is_found(
    connection: sqlite3.Connection, statement: str, check: str
) -> None:
    write(connection, registered("1"))
    assert check_rows(connection) == []
    connection.execute(statement)
    assert [one.check for one in check_rows(connection)] == [check]


def test_an_issue_in_place_of_a_document_leaves_the_history_of_its_question(
    connection: sqlite3.Connection,
) -> None:
    content = Content(document_id("a" * 64), "a" * 64, 1, ("a.pdf",))
    replace_document(connection, content, Issue("damaged", "it is damaged"), "mark")
    write(connection, registered("1", versions=(version("9", "a", "2025-07-11"),)))
    assert len(events(connection, "answered")) == 1


# ------------------------------------------------------------------ real questions


def test_real_questions_give_an_event_for_each_that_happened(
    connection: sqlite3.Connection, shared: Path
) -> None:
    with (shared / "facts/api_evidence/real_questions_joined.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    write(connection, *map(_real, rows))
    counts = Counter(kind for (kind,) in connection.execute("SELECT kind FROM events"))
    assert counts["asked"] == counts["answered"] == counts["published"] == len(rows)
    late = connection.execute("SELECT count(*) FROM deadlines WHERE finding = 'late'").fetchone()
    assert (counts["late"],) == late
    assert 0 < counts["late"] / len(rows) < 0.05


def _real(row: dict[str, str]) -> RegisteredQuestion:
    asked, answered, published = (
        dt.date.fromisoformat(row[name]) for name in ("ingediend", "beantwoord", "publicatiedatum")
    )
    return registered(
        row["schv_id"], title=row["onderwerp"], asked_by=row["vraagsteller"],
        minister=row["minister"], asked_on=asked, answered_on=answered, published_on=published,
        seen=published,
    )  # fmt: skip
