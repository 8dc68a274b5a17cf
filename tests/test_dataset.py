"""The dataset: its rows, its keys, its formats and their description."""

import csv
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_records import made_document, made_question, passage, write_document

from vraagbaak.dataset import database, release
from vraagbaak.dataset.checks.proof import check_before_publishing
from vraagbaak.dataset.documentation import columns_page
from vraagbaak.dataset.rows.document_rows import Content, municipality_rows
from vraagbaak.dataset.rows.duplicates import settle_duplicates
from vraagbaak.dataset.rows.links import Match, find_links
from vraagbaak.dataset.schema import TABLES, Kind, exported_tables
from vraagbaak.errors import InvalidDataset
from vraagbaak.records import Answer, Issue, QuestionRecord
from vraagbaak.vocabulary.municipalities import load_gazetteer

DOCS = Path(__file__).resolve().parents[1] / "docs"
QUESTION = "2020-2021/somers/311"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty database that knows the municipalities."""
    path = tmp_path / "made.sqlite"
    database.create_database(path)
    with database.open_database(path) as opened:
        rows = municipality_rows(load_gazetteer().municipalities)
        database.replace_municipalities(opened, rows)
        yield opened


@pytest.fixture
def folder(tmp_path: Path, connection: sqlite3.Connection) -> Path:
    """A release of one document."""
    add(connection, tmp_path, "a.pdf", made_question())
    place = tmp_path / "release"
    place.mkdir()
    release.write_release(connection, place)
    return place


def add(
    connection: sqlite3.Connection, tmp_path: Path, name: str, *questions: QuestionRecord
) -> Content:
    """Store a document with these questions, whose content is its name."""
    record = made_document(write_document(tmp_path / name, name), *questions)
    content = Content(record.sha256[:16], record.sha256, 7, (name,))
    database.replace_document(connection, content, record, "mark")
    return content


def ids(connection: sqlite3.Connection, table: str) -> list[object]:
    return [key for (key,) in select(connection, "id", table)]


def select(connection: sqlite3.Connection, what: str, table: str) -> list[tuple[Any, ...]]:
    query = ("SELECT", what, "FROM", f'"{table}"', "ORDER BY 1")
    return connection.execute(" ".join(query)).fetchall()


def read_csv(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ------------------------------------------------------------------ rows and keys


def test_a_question_fills_every_table(connection: sqlite3.Connection, tmp_path: Path) -> None:
    add(connection, tmp_path, "a.pdf", made_question())
    empty = [table.name for table in TABLES if not select(connection, "1", table.name)]
    # Links and groups are made of several documents: test_project_links.py fills them.
    of_links = ["project_groups", "project_links"]
    of_sources = ["source_questions", "source_themes", "source_steps", "source_files"]
    of_histories = ["deadlines", "events", "event_questions"]
    assert empty == [
        "annexes",
        *of_links,
        *of_sources,
        *of_histories,
        "reviews",
        "coverage",
        "runs",
        "changes",
    ]


def test_the_ids_of_parts_are_made_from_the_question_and_the_place_in_it(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    add(connection, tmp_path, "a.pdf", made_question())
    assert ids(connection, "questions") == [QUESTION]
    assert ids(connection, "sub_questions") == [
        f"{QUESTION}#sub_questions/{label}" for label in ("1", "1a", "2")
    ]
    assert f"{QUESTION}#tables/0/1/0" in ids(connection, "cells")
    assert ids(connection, "projects") == [f"{QUESTION}#projects/0", f"{QUESTION}#projects/1"]


def test_the_part_of_a_mention_leads_to_the_row_that_holds_its_text(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    add(connection, tmp_path, "a.pdf", made_question())
    texts: dict[object, str] = {}
    for table in ("sub_questions", "answers", "cells", "other_texts"):
        texts |= dict(select(connection, "id, text", table))
    for table in ("municipality_mentions", "amount_mentions"):
        mentions = select(connection, "question_id, part, char_start, char_end, text", table)
        assert mentions
        for question, part, start, end, text in mentions:
            assert texts[f"{question}#{part}"][start:end] == text


def test_every_doubt_stands_once_whichever_record_says_it(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    record = made_question()
    twice = QuestionRecord(record.question, issues=(*record.question.issues, *record.issues))
    add(connection, tmp_path, "a.pdf", twice)
    codes = [code for (code,) in connection.execute("SELECT code FROM issues ORDER BY position")]
    assert codes == ["title_missing", "doubtful_shape", "totals_disagree"]


def test_a_label_that_stands_twice_keeps_both_sub_questions(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    record = made_question()
    subs = record.question.sub_questions
    question = replace(record.question, sub_questions=(subs[0], subs[0]))
    add(connection, tmp_path, "a.pdf", QuestionRecord(question))
    assert ids(connection, "sub_questions") == [
        f"{QUESTION}#sub_questions/1",
        f"{QUESTION}#sub_questions/1.2",
    ]


def test_a_sub_question_knows_what_it_is_a_part_of(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    add(connection, tmp_path, "a.pdf", made_question())
    parents = dict(connection.execute("SELECT label, parent_id FROM sub_questions").fetchall())
    assert parents == {"1": None, "1a": f"{QUESTION}#sub_questions/1", "2": None}


@pytest.mark.parametrize(
    ("label", "printed", "answered_by"),
    [
        ("1", [["1"], ["2"]], [(0, Match.SAME)]),
        ("1", [["1"], ["1"]], [(0, Match.SAME), (1, Match.SAME)]),
        ("2a", [["1"], ["2"]], [(1, Match.WHOLE)]),
        ("2a", [["2"], ["2a"]], [(1, Match.SAME)]),
        ("2", [["2a"], ["2b"], ["3"]], [(0, Match.PART), (1, Match.PART)]),
        ("1", [["10"], ["12"]], []),
        ("1", [[], []], [(0, Match.UNNUMBERED), (1, Match.UNNUMBERED)]),
        ("1", [[], ["2"]], []),
    ],
)
def test_a_sub_question_is_linked_to_the_blocks_that_answer_it(
    label: str, printed: list[list[str]], answered_by: list[tuple[int, Match]]
) -> None:
    answers = [Answer(tuple(labels), passage("Ja.")) for labels in printed]
    assert [(link.answer, link.match) for link in find_links([label], answers)] == answered_by


def test_a_question_without_number_is_known_by_its_document(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    content = add(connection, tmp_path, "a.pdf", made_question(None))
    assert ids(connection, "questions") == [f"{content.id}/0"]


# ------------------------------------------------------------------ questions that share a key


def test_two_documents_with_the_same_key_both_survive_and_say_so(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    first = add(connection, tmp_path, "a.pdf", made_question())
    second = add(connection, tmp_path, "b.pdf", made_question())
    settle_duplicates(connection)
    wanted = sorted(f"{QUESTION}~{content.id[:8]}" for content in (first, second))
    assert ids(connection, "questions") == wanted
    warnings = connection.execute(
        "SELECT question_id, message FROM issues WHERE code = 'duplicate_question' ORDER BY 1"
    ).fetchall()
    assert [question for question, _ in warnings] == wanted
    assert {message.split()[-3] for _, message in warnings} == {"a.pdf", "b.pdf"}
    check_before_publishing(connection)


def test_the_ids_do_not_depend_on_the_order_in_which_documents_came(
    tmp_path: Path,
) -> None:
    rows = []
    for turn, names in enumerate((["a.pdf", "b.pdf", "c.pdf"], ["c.pdf", "b.pdf", "a.pdf"])):
        path = tmp_path / f"{turn}.sqlite"
        database.create_database(path)
        with database.open_database(path) as opened:
            database.replace_municipalities(
                opened, municipality_rows(load_gazetteer().municipalities)
            )
            for name in names:
                add(opened, tmp_path, name, made_question(311 if name < "c" else 312))
                settle_duplicates(opened)
            rows.append(whole(opened))
    assert rows[0] == rows[1]


def all_rows(connection: sqlite3.Connection, table: str) -> list[str]:
    return sorted(map(repr, select(connection, "*", table)))


def whole(connection: sqlite3.Connection) -> dict[str, list[str]]:
    return {table.name: all_rows(connection, table.name) for table in TABLES}


def test_the_one_that_is_left_takes_the_key_again(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    alone = add(connection, tmp_path, "a.pdf", made_question())
    before = whole(connection)
    other = add(connection, tmp_path, "b.pdf", made_question())
    settle_duplicates(connection)
    database.remove_documents(connection, [other.id])
    settle_duplicates(connection)
    after = whole(connection)
    assert alone.id != other.id
    assert after == before


def test_two_questions_of_one_document_with_the_same_key_both_survive(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    content = add(connection, tmp_path, "a.pdf", made_question(), made_question(title="Anders"))
    settle_duplicates(connection)
    shared = f"{QUESTION}~{content.id[:8]}"
    assert ids(connection, "questions") == [shared, f"{shared}.1"]


# ------------------------------------------------------------------ the database


def test_a_document_leaves_with_all_its_rows(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    content = add(connection, tmp_path, "a.pdf", made_question())
    database.remove_documents(connection, [content.id])
    left = [table.name for table in TABLES if all_rows(connection, table.name)]
    assert left == ["municipalities"]


def test_a_record_that_cannot_be_stored_leaves_what_stood_there(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    add(connection, tmp_path, "a.pdf", made_question())
    before = whole(connection)
    broken = made_question()
    project = replace(broken.projects[0], lead="99999")
    with pytest.raises(sqlite3.IntegrityError):
        add(connection, tmp_path, "a.pdf", replace(broken, projects=(project,)))
    assert whole(connection) == before


def test_a_row_that_points_nowhere_stops_the_release(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    add(connection, tmp_path, "a.pdf", made_question())
    database.replace_municipalities(connection, ())
    with pytest.raises(InvalidDataset, match="municipalities"):
        check_before_publishing(connection)


def test_a_document_that_was_not_read_stands_there_with_its_reason(
    connection: sqlite3.Connection,
) -> None:
    content = Content("0" * 16, "0" * 64, 12, ("x.pdf",))
    database.replace_document(connection, content, Issue("encrypted", "it has a password"), "mark")
    assert connection.execute("SELECT path, status FROM documents").fetchall() == [
        ("x.pdf", "failed")
    ]
    assert connection.execute("SELECT severity, code, message FROM issues").fetchall() == [
        ("error", "encrypted", "it has a password")
    ]


def test_money_is_exact_and_adds_up_in_sql(connection: sqlite3.Connection, tmp_path: Path) -> None:
    add(connection, tmp_path, "a.pdf", made_question())
    query = "SELECT minimum_cents, minimum FROM amount_mentions ORDER BY position"
    assert connection.execute(query).fetchall() == [(125050, 1250.5), (-10, -0.1)]


def test_a_file_that_is_no_database_of_ours_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database, but long enough to be looked at " * 40)
    sqlite3.connect(tmp_path / "other").execute("CREATE TABLE documents (id)").connection.close()
    assert not any(database.is_usable(tmp_path / name) for name in ("text", "other", "missing"))


# ------------------------------------------------------------------ the formats


def test_csv_is_what_rfc_4180_says(folder: Path) -> None:
    content = (folder / "csv" / "questions.csv").read_bytes()
    header, first = content.split(b"\r\n", 1)
    assert header.startswith(b"id,document_id,position,question_key,number")
    assert b'"Een inleiding, ""met aanhaling""\r\nover Genk."' in first
    assert content.endswith(b"\r\n")


def test_csv_writes_money_dates_booleans_lists_and_nulls_plainly(folder: Path) -> None:
    amount = read_csv(folder, "amount_mentions")[1]
    assert (amount["minimum"], amount["maximum"], amount["approximate"]) == (
        "-0.10",
        "2.00",
        "true",
    )
    assert (amount["kind"], amount["x0"]) == ("", "")
    assert read_csv(folder, "questions")[0]["asked_on"] == "2021-06-03"
    assert read_csv(folder, "municipality_mentions")[2]["candidates"] == "23027,11053"
    assert read_csv(folder, "totals")[0]["stated"] == "1250.5"
    assert read_csv(folder, "cells")[0]["top"] == "100.13"


def test_parquet_holds_the_same_rows_typed(folder: Path) -> None:
    amounts = pq.read_table(folder / "parquet" / "amount_mentions.parquet")
    assert amounts.schema.field("minimum").type == pa.decimal128(18, 2)
    assert amounts["minimum"].to_pylist() == [Decimal("1250.50"), Decimal("-0.10")]
    questions = pq.read_table(folder / "parquet" / "questions.parquet")
    assert questions["asked_on"].to_pylist() == [dt.date(2021, 6, 3)]
    mentions = pq.read_table(folder / "parquet" / "municipality_mentions.parquet")
    assert mentions["candidates"].to_pylist() == [["71016"], None, ["23027", "11053"]]
    answers = pq.read_table(folder / "parquet" / "answers.parquet")
    assert answers["labels"].to_pylist() == [["1"], None]
    for table in exported_tables():
        read = pq.read_table(folder / "parquet" / f"{table.name}.parquet")
        assert read.column_names == [column.name for column in table.exported_columns]
        assert read.num_rows == len(read_csv(folder, table.name))


def test_the_same_rows_give_the_same_bytes(
    folder: Path, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    again.mkdir()
    release.write_release(connection, again)
    files = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(files) == 2 * len(list(exported_tables())) + 1
    assert all((folder / name).read_bytes() == (again / name).read_bytes() for name in files)


def test_the_data_package_validates(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert len(report.tasks) == len(list(exported_tables()))


def test_the_data_package_notices_a_byte_that_changed(folder: Path) -> None:
    path = folder / "csv" / "references.csv"
    path.write_bytes(path.read_bytes().replace(b"nr. 12", b"nr. 13"))
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


def test_the_data_package_describes_every_column_with_its_unit(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["sources"][0]["title"] == "Vlaams Parlement"
    assert "Modellicentie Gratis Hergebruik" in package["licenses"][0]["title"]
    for resource in package["resources"]:
        assert resource["hash"].startswith("sha256:")
        assert all(field["description"] for field in resource["schema"]["fields"])
    units = {
        (resource["name"], field["name"]): field.get("unit")
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    assert units["projects", "amount"] == "EUR"
    assert units["cells", "x0"] == "pt"


def test_an_empty_dataset_is_written_too(connection: sqlite3.Connection, tmp_path: Path) -> None:
    release.write_release(connection, tmp_path)
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    assert pq.read_table(tmp_path / "parquet" / "projects.parquet").num_rows == 0


def test_exports_that_cannot_be_finished_leave_nothing(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    (tmp_path / "parquet").write_text("in the way")
    with pytest.raises(FileExistsError):
        release.write_release(connection, tmp_path)
    assert not (tmp_path / "csv").exists()


# ------------------------------------------------------------------ the schema and its docs


def test_every_table_and_column_is_described() -> None:
    for table in TABLES:
        assert table.description
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(column.description for column in table.columns)
        assert {*table.primary_key, *table.order} <= set(names)
        assert {key.column for key in table.foreign_keys} <= set(names)


def test_money_has_a_unit_everywhere() -> None:
    money = [column for table in TABLES for column in table.columns if column.kind is Kind.MONEY]
    assert all(column.unit for column in money)


def test_the_docs_list_the_columns_that_there_are() -> None:
    advice = "run: python -m vraagbaak.dataset.documentation docs/dataset.md"
    assert (DOCS / "dataset.md").read_text(encoding="utf-8") == columns_page(), advice
