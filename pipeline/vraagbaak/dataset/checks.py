"""Proves a dataset: its keys, its values against their words, its files against their description.

Every check is a question whose answer must be empty. A build asks those about rows before it
publishes; ``vraagbaak check`` asks all.
"""

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from vraagbaak.dataset import datapackage, release
from vraagbaak.dataset.excerpt import only
from vraagbaak.dataset.schema import TABLES, Kind, TableSchema, exported_tables
from vraagbaak.errors import InvalidDataset, WrongUsage

_SHOWN = 3  # examples in a message

# The text that a part names, beside the mention that says so.
_PART_TEXTS = """
    SELECT q.id AS question_id, 'title' AS part, q.title AS text FROM questions q
    UNION ALL SELECT id, 'introduction', introduction FROM questions
    UNION ALL SELECT question_id, 'sub_questions/' || label, text FROM sub_questions
    UNION ALL SELECT question_id, 'answers/' || position, text FROM answers
    UNION ALL SELECT question_id, 'others/' || position, text FROM other_texts
    UNION ALL SELECT t.question_id, substr(c.id, length(t.question_id) + 2), c.text
        FROM cells c JOIN tables t ON t.id = c.table_id
"""


class Finding(NamedTuple):
    """What is wrong: the check that found it, how often, and some ids or paths."""

    check: str
    message: str
    times: int
    examples: tuple[str, ...]


class _Check(NamedTuple):
    """A query that gives the id of each row that is wrong, and what is wrong with it."""

    name: str
    message: str
    query: str


def check_rows(connection: sqlite3.Connection) -> list[Finding]:
    """Hold the rows of a database against each other: keys, ranges, offsets, sums."""
    findings = [_finding(check, connection) for check in _row_checks()]
    pointers = connection.execute("PRAGMA foreign_key_check")
    broken = [f"{table} row {row} to {other}" for table, row, other, _ in pointers]
    if broken:
        findings.append(_found("keys", "rows point to rows that are not there", broken))
    return [finding for finding in findings if finding is not None]


def check_before_publishing(
    connection: sqlite3.Connection, documents: Iterable[str] | None = None
) -> None:
    """The checks that a build makes.

    Args:
        connection: the database.
        documents: the keys of those that were written since all was checked; None for all. Rows
            are held against others of their document alone, but for their keys, which are always
            looked at in full.

    Raises:
        InvalidDataset: the rows contradict each other.
    """
    if documents is None:
        findings = check_rows(connection)
    else:
        with only(connection, documents):
            findings = check_rows(connection)
    if findings:
        said = "; ".join(f"{one.message} ({', '.join(one.examples)})" for one in findings)
        raise InvalidDataset(f"the dataset contradicts itself: {said}; nothing was published")


def check_dataset(output: Path, corpus: Path | None = None) -> list[Finding]:
    """Everything that can be proved of a dataset on disk.

    Args:
        output: its folder.
        corpus: the folder that it was built from; without it no document is looked at.

    Raises:
        WrongUsage: there is no dataset.
    """
    database = output / release.DATABASE
    if not database.is_file():
        raise WrongUsage(f"no dataset in {output}: make one with `vraagbaak build --out {output}`")
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            return list(_check_opened(opened, output, corpus))
    except sqlite3.DatabaseError as error:
        return [_found("database", f"the database cannot be read: {error}", [str(database)])]


def _check_opened(
    connection: sqlite3.Connection, output: Path, corpus: Path | None
) -> Iterator[Finding]:
    (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
    if whole != "ok":
        yield _found("database", "the database file is damaged", [str(whole)])
        return
    yield from check_rows(connection)
    yield from _check_files(connection, output)
    if corpus is not None:
        yield from _check_documents(connection, corpus)


# ------------------------------------------------------------------ rows


# Asked of every table that has the columns; TABLE and KEY stand for its name and key.
_BOXES = """
    SELECT KEY FROM "TABLE"
    WHERE x0 IS NOT NULL AND (x0 > x1 OR top > bottom OR page IS NULL)
"""
_PAGES = """
    SELECT t.id FROM "TABLE" t
    JOIN questions q ON q.id = t.question_id JOIN documents d ON d.id = q.document_id
    WHERE t.page < 1 OR t.page > d.page_count
"""
_CELL_PAGES = """
    SELECT c.id FROM cells c JOIN tables t ON t.id = c.table_id
    JOIN questions q ON q.id = t.question_id JOIN documents d ON d.id = q.document_id
    WHERE c.page < 1 OR c.page > d.page_count
"""
_OFFSETS = """
    WITH texts AS (PARTS)
    SELECT m.id FROM "TABLE" m
    LEFT JOIN texts t ON t.question_id = m.question_id AND t.part = m.part
    WHERE t.text IS NULL
        OR substr(t.text, m.char_start + 1, m.char_end - m.char_start) <> m.text
""".replace("PARTS", _PART_TEXTS)


def _row_checks() -> Iterator[_Check]:
    for table in TABLES:
        names = {column.name for column in table.columns}

        def asked(query: str, table: TableSchema = table) -> str:
            return query.replace("TABLE", table.name).replace("KEY", table.primary_key[0])

        if "x0" in names:
            message = f"boxes of {table.name} end before they begin, or lie on no page"
            yield _Check("ranges", message, asked(_BOXES))
        if table.name == "cells":
            yield _Check("ranges", "pages of cells are not in their document", _CELL_PAGES)
        if {"page", "question_id", "id"} <= names and table.name != "issues":
            message = f"pages of {table.name} are not in their document"
            yield _Check("ranges", message, asked(_PAGES))
        if {"part", "char_start", "text"} <= names:
            message = f"the text of {table.name} does not stand at its offsets"
            yield _Check("offsets", message, asked(_OFFSETS))
    yield from _VALUE_CHECKS


_VALUE_CHECKS = (
    _Check(
        "ranges",
        "amounts have a lowest value above their highest",
        "SELECT id FROM amount_mentions WHERE minimum_cents > maximum_cents",
    ),
    _Check(
        "ranges",
        "the confidence of tables is not between 0 and 1",
        "SELECT id FROM tables WHERE confidence NOT BETWEEN 0 AND 1",
    ),
    _Check(
        "ranges",
        "cells lie outside their table",
        "SELECT c.id FROM cells c JOIN tables t ON t.id = c.table_id"
        " WHERE c.row_index + c.row_span > t.row_count"
        " OR c.column_index + c.column_span > t.column_count",
    ),
    _Check(
        "totals",
        "totals are said to agree, or not to, against their own numbers",
        "SELECT id FROM totals WHERE agrees <> (CAST(stated AS REAL) = CAST(computed AS REAL))",
    ),
    _Check(
        "totals",
        "a total that differs from its rows has no warning",
        "SELECT t.id FROM totals t WHERE NOT t.agrees AND NOT EXISTS (SELECT 1 FROM issues i"
        " WHERE i.question_id = t.question_id"
        " AND i.code IN ('totals_disagree', 'totals_rounded'))",
    ),
    _Check(
        "doubts",
        "a municipality without a code has no candidates",
        "SELECT id FROM municipality_mentions WHERE nis_code IS NULL AND candidates IS NULL",
    ),
    _Check(
        "doubts",
        "a document that failed says no reason",
        "SELECT id FROM documents d WHERE status = 'failed' AND NOT EXISTS"
        " (SELECT 1 FROM issues i WHERE i.document_id = d.id AND i.severity = 'error')",
    ),
)


def _finding(check: _Check, connection: sqlite3.Connection) -> Finding | None:
    wrong = [str(row[0]) for row in connection.execute(check.query)]
    return _found(check.name, check.message, wrong) if wrong else None


def _found(check: str, message: str, wrong: Sequence[str]) -> Finding:
    return Finding(check, message, len(wrong), tuple(wrong[:_SHOWN]))


# ------------------------------------------------------------------ files


def _check_files(connection: sqlite3.Connection, output: Path) -> Iterator[Finding]:
    """The exports against their description, and against the rows of the database."""
    try:
        package = json.loads((output / datapackage.NAME).read_text(encoding="utf-8"))
        resources = {resource["name"]: resource for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield _found("files", f"{datapackage.NAME} cannot be read: {error}", [datapackage.NAME])
        return
    wrong: list[str] = []
    for table in exported_tables():
        resource = resources.get(table.name)
        if resource is None:
            wrong.append(table.name)
            continue
        for file in (resource, resource["parquet"]):
            path = output / file["path"]
            if not path.is_file() or file["hash"] != f"sha256:{_digest(path)}":
                wrong.append(str(file["path"]))
    if wrong:
        yield _found("files", "files are missing or not as they were published", wrong)
        return
    counts: dict[str, Callable[[Path], int]] = {"csv": _csv_rows, "parquet": _parquet_rows}
    for kind, count in counts.items():
        unlike = [
            f"{kind}/{table.name}.{kind}"
            for table in exported_tables()
            if count(output / kind / f"{table.name}.{kind}") != _stored_rows(connection, table)
        ]
        if unlike:
            yield _found("files", "files hold other rows than the database", unlike)
    yield from _check_money(connection, output)


def _check_money(connection: sqlite3.Connection, output: Path) -> Iterator[Finding]:
    """The sum of each column of money in CSV, in cents, against that of the database."""
    unlike = []
    for table in exported_tables():
        for column in table.exported_columns:
            if column.kind is Kind.MONEY:
                (stored,) = connection.execute(
                    " ".join(("SELECT coalesce(sum(", column.stored_name, "), 0) FROM", table.name))
                ).fetchone()
                with (output / "csv" / f"{table.name}.csv").open(encoding="utf-8", newline="") as f:
                    fields = (row[column.name] for row in csv.DictReader(f))
                    printed = sum(int(field.replace(".", "")) for field in fields if field)
                if printed != stored:
                    unlike.append(f"{table.name}.{column.name}")
    if unlike:
        yield _found("files", "money in CSV adds up to another sum than in the database", unlike)


def _stored_rows(connection: sqlite3.Connection, table: TableSchema) -> int:
    (count,) = connection.execute(" ".join(("SELECT count(*) FROM", f'"{table.name}"'))).fetchone()
    return int(count)


def _csv_rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def _parquet_rows(path: Path) -> int:
    import pyarrow.parquet as pq

    return int(pq.read_metadata(path).num_rows)


def _check_documents(connection: sqlite3.Connection, corpus: Path) -> Iterator[Finding]:
    """The documents against the hashes they had when they were read."""
    gone, changed = [], []
    for path, digest in connection.execute(
        "SELECT path, sha256 FROM documents WHERE sha256 IS NOT NULL ORDER BY path"
    ):
        file = corpus / path
        if not file.is_file():
            gone.append(path)
        elif _digest(file) != digest:
            changed.append(path)
    if gone:
        yield _found("documents", f"documents are no longer in {corpus}", gone)
    if changed:
        yield _found("documents", "documents have changed since they were read", changed)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
